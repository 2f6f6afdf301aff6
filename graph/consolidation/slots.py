"""What claims compete for: the slot of a statement, by the predicate registry."""

from __future__ import annotations

from quipu.schema.identity import EntityId, Scope, SlotKey, derived_id
from quipu.schema.knowledge import GIVEN, Mention, Modality, Nature, Statement
from quipu.schema.ontology import Cardinality, Ontology, Predicate, predicate_form


def entry_of(statement: Statement, ontology: Ontology) -> Predicate:
    """The registry entry that a statement falls under.

    What a reader found under another way of saying a predicate joins it only if the object fits
    its kind of value: "moved to Oslo" says where someone lives, "moved to tears" does not.
    """
    form = predicate_form(statement.predicate)
    entry = ontology.predicate(form)
    if statement.modality is not Modality.ASSERTED:
        return _unasserted(form, statement.modality, ontology)
    if form == entry.name or statement.reader == GIVEN or _fits(entry.value, statement.object):
        return entry
    return ontology.canonical(form)


def _unasserted(form: str, modality: Modality, ontology: Ontology) -> Predicate:
    """Readers say it in the predicate ("want to live in"); where one did not, it is said here."""
    is_registered = ontology.canonical(form) is ontology.predicates.get(form)
    return ontology.canonical(f"{modality} {form}" if is_registered else form)


def slot_of(
    scope: Scope, subject: EntityId, entry: Predicate, object: EntityId, nature: Nature
) -> SlotKey:
    """Claims of one slot cannot all hold at the same moment (or say the same thing).

    One-valued: all objects of a subject and predicate (or exclusive set) compete. Many-valued
    and events: each object is a slot of its own, where a claim meets only its own repetition
    and its own negation. `one-per-qualifier` is treated as many until qualifiers are read.
    """
    if nature is Nature.EVENT:
        return _slot(scope, subject, entry.name, "event", object)
    if entry.cardinality is Cardinality.ONE:
        return _slot(scope, subject, entry.exclusive or entry.name, "one", "")
    return _slot(scope, subject, entry.name, "many", object)


def _slot(scope: Scope, *parts: str) -> SlotKey:
    return SlotKey(derived_id("sl", scope.key, *parts))


def _fits(kind: str, mention: Mention) -> bool:
    if not kind or mention.kind == kind:
        return True
    return mention.kind == "thing" and not mention.is_value and mention.text[:1].isupper()
