"""What claims compete for: the slot of a statement, by the predicate registry."""

from __future__ import annotations

from dataclasses import dataclass

from quipu.schema.identity import EntityId, Scope, SlotKey, derived_id
from quipu.schema.knowledge import GIVEN, Mention, Modality, Nature, Statement
from quipu.schema.literals import literal_form
from quipu.schema.names import name_form
from quipu.schema.ontology import LITERALS, Cardinality, Ontology, Predicate, predicate_form


def entry_of(statement: Statement, ontology: Ontology) -> Predicate:
    """The registry entry that a statement falls under.

    What a reader found under another way of saying a predicate joins it only if both ends fit
    their kinds: "moved to Oslo" says where someone lives, "moved to tears" does not.
    """
    form = predicate_form(statement.predicate)
    if statement.is_canonical:
        return ontology.canonical(form)
    entry = ontology.predicate(form)
    if statement.modality is not Modality.ASSERTED:
        return _unasserted(form, statement.modality, ontology)
    if form == entry.name or statement.reader == GIVEN:
        return entry
    is_turned = ontology.is_inverse(form)
    kept, told_of = statement.subject, statement.object
    if is_turned:
        kept, told_of = told_of, kept
    # "founded a company" names no company that could have a founder.
    is_subject = _may_be(entry.subject, kept) and (_is_name(kept) or not is_turned)
    return entry if is_subject and _fits(entry.value, told_of) else ontology.canonical(form)


def _unasserted(form: str, modality: Modality, ontology: Ontology) -> Predicate:
    """Readers say it in the predicate ("want to live in"); where one did not, it is said here."""
    is_registered = ontology.canonical(form) is ontology.predicates.get(form)
    return ontology.canonical(f"{modality} {form}" if is_registered else form)


@dataclass(frozen=True, slots=True)
class Seat:
    """The slot of a claim, and where it holds both ways the slot of its other end as well."""

    slot: SlotKey
    far_slot: SlotKey | None = None


def seat_of(scope: Scope, ends: tuple[EntityId, EntityId], entry: Predicate, how: Told) -> Seat:
    """Where a claim competes. What holds both ways competes at both its ends."""
    subject, object = ends
    slot = slot_of(scope, subject, entry, object, how)
    if not entry.symmetric or how.is_of_value or subject == object:
        return Seat(slot)
    if holds_one(entry, how.qualifier) and how.nature is not Nature.EVENT:
        return Seat(slot, slot_of(scope, object, entry, subject, how))
    first, second = sorted(ends)
    pair = slot_of(scope, first, entry, second, how)
    return Seat(pair, pair)


@dataclass(frozen=True, slots=True)
class Told:
    """What of a claim, beside its ends and predicate, says where it competes."""

    nature: Nature = Nature.STATE
    qualifier: str = ""
    is_of_value: bool = False  # its object is a date, number, clause, …


def slot_of(
    scope: Scope, subject: EntityId, entry: Predicate, object: EntityId, how: Told
) -> SlotKey:
    """Claims of one slot cannot all hold at the same moment (or say the same thing).

    One-valued: all objects of a subject and predicate (or exclusive set) compete; where one value
    holds for each qualifier, those of one qualifier. Many-valued, unqualified and events: each
    object is a slot of its own, where a claim meets only its own repetition and its own negation.
    """
    if how.nature is Nature.EVENT:
        return _slot(scope, subject, entry.name, "event", object)
    if not holds_one(entry, how.qualifier):
        return _slot(scope, subject, entry.name, "many", object)
    name = entry.exclusive or entry.name
    if entry.cardinality is Cardinality.ONE:
        return _slot(scope, subject, name, "one", "")
    return _slot(scope, subject, name, "one for", name_form(how.qualifier))


def holds_one(entry: Predicate, qualifier: str) -> bool:
    """Whether a predicate holds one value at a time. What holds one for each qualifier holds
    many where nobody said for what: what is not understood must not retire anything."""
    if entry.cardinality is Cardinality.ONE_PER_QUALIFIER:
        return bool(name_form(qualifier))
    return entry.cardinality is Cardinality.ONE


def _slot(scope: Scope, *parts: str) -> SlotKey:
    return SlotKey(derived_id("sl", scope.key, *parts))


def _fits(kind: str, mention: Mention) -> bool:
    """A name of that kind: "a new apartment" is no place one could live in next to Oslo."""
    if not kind:
        return True
    if kind in LITERALS:
        return literal_form(mention.text, kind) is not None
    return _may_be(kind, mention) and _is_name(mention) and not mention.is_value


def _is_name(mention: Mention) -> bool:
    return any(word[:1].isupper() or word[:1].isdigit() for word in mention.text.split())


def _may_be(kind: str, mention: Mention) -> bool:
    """Nothing known of it speaks against that kind."""
    return not kind or mention.kind in (kind, "thing")
