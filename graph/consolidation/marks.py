"""What tells two of one name apart: values that cannot change and that nobody has two of (pure).

Two John Smiths with two dates of birth are two, and so are two customers with two numbers of one
system. A first name, or a speaker who corrects himself, is no ground to part anybody by a date:
there a second one is a dispute. An e-mail address says that names which are alike mean one, and
asks about those that are not; a second one parts nobody.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from quipu.graph.consolidation.resolve import OF, Marks, Number, may_change, value_id
from quipu.graph.consolidation.rulings import in_force
from quipu.graph.consolidation.slots import Told, entry_of, holds_one, slot_of
from quipu.schema.identity import EntityId, Scope, SlotKey
from quipu.schema.knowledge import Claim, Episode, Mention, Reading, Statement, Temporal
from quipu.schema.literals import literal_form
from quipu.schema.name_parts import parts_of
from quipu.schema.names import name_form
from quipu.schema.ontology import LITERALS, Cardinality, Ontology, Predicate
from quipu.schema.readers import PUT_RIGHT

_UNUSUAL = 5  # digits of a number of which hardly two systems have the same for two records
_ADDRESS = "email address"
_OF_MANY = frozenset(
    "info office contact support help hello mail team admin sales billing press jobs hr service"
    " noreply no-reply donotreply webmaster postmaster family".split()
)
_LONGEST_DAY = 10  # characters of a whole date: a year alone parts nobody


def marks_told(episode: Episode, reading: Reading, ontology: Ontology) -> dict[str, Marks]:
    """By form of a full name, the marks that one episode tells of its bearer."""
    found: dict[str, dict[str, EntityId]] = {}
    for form, mark, value in _told(episode, reading, ontology):
        found.setdefault(form, {})[mark] = value_id(episode.scope, value)
    return dict(found)


def unusual_numbers(episode: Episode, reading: Reading, ontology: Ontology) -> set[EntityId]:
    """The numbers of records that one episode tells by which a record is known whatever it is
    called: C-1041 is hardly anybody else's, 7 may be a customer of every shop."""
    return {
        value_id(episode.scope, value)
        for _, mark, value in _told(episode, reading, ontology)
        if is_number(mark)
        and not may_change(mark)
        and (len(value.text) >= _UNUSUAL or not value.text.isdecimal())
    }


def is_number(mark: str) -> bool:
    """Whether a mark is what a system knows a record by, or an address, and so nobody else's."""
    return OF in mark


def _told(
    episode: Episode, reading: Reading, ontology: Ontology
) -> Iterator[tuple[str, str, Mention]]:
    """Form of a name, mark, and its value as it is written."""
    for statement in reading.statements:
        subject, entry = statement.subject, entry_of(statement, ontology)
        form = name_form(subject.text)
        if subject.entity is None and entry.name == _ADDRESS and _is_of_one(statement):
            said = literal_form(statement.object.text, entry.value)
            yield form, _mark(entry.name, ""), Mention(said or "", is_value=True, form=said or "")
        if subject.entity is not None or form == name_form(episode.speaker):
            continue
        qualifier = name_form(statement.qualifier)
        if statement.is_negated or statement.reader == PUT_RIGHT or not is_mark(entry, qualifier):
            continue
        if not qualifier and len(parts_of(subject.text).core) < 2:
            continue
        said = literal_form(statement.object.text, entry.value)
        if said is not None and (entry.value != "date" or len(said) == _LONGEST_DAY):
            value = Mention(statement.object.text, is_value=True, form=said)
            yield form, _mark(entry.name, qualifier), value


def _is_of_one(statement: Statement) -> bool:
    """Whether an address is somebody's own: "info@" is everybody's there."""
    before, sign, behind = statement.object.text.strip().casefold().partition("@")
    is_whole = bool(before and sign) and "." in behind and not statement.is_negated
    return is_whole and before not in _OF_MANY


def is_mark(entry: Predicate, qualifier: str = "") -> bool:
    """Whether a predicate is about what cannot change, is one, and is a date, number or text."""
    is_one = entry.cardinality is Cardinality.ONE or (
        bool(qualifier) and holds_one(entry, qualifier)
    )
    return is_one and entry.temporal is Temporal.ETERNAL and entry.value in LITERALS


def shown(mark: str) -> str:
    """A mark as people read it."""
    return mark.replace(OF, " for ")


def mark_slots(
    scope: Scope, owners: Iterable[EntityId], marks: Collection[str], ontology: Ontology
) -> list[SlotKey]:
    """The slots where marks of some entities are claimed."""
    parts = [mark.partition(OF) for mark in sorted(marks)]
    entries = [(ontology.canonical(name), Told(qualifier=of)) for name, _, of in parts]
    return [
        slot_of(scope, owner, entry, EntityId(""), how)
        for owner in sorted(owners)
        for entry, how in entries
    ]


def marks_of(claims: Iterable[Claim]) -> dict[EntityId, dict[str, EntityId]]:
    """What is claimed of each entity; of two that differ, the one told first."""
    found: dict[EntityId, dict[str, EntityId]] = {}
    for claim in sorted(in_force(list(claims)), key=lambda claim: (claim.occurred_at, claim.id)):
        if not claim.is_negated:
            mark = _mark(claim.predicate, name_form(claim.qualifier))
            found.setdefault(claim.subject, {}).setdefault(mark, claim.object)
    return found


def holders(claims: Iterable[Claim]) -> dict[Number, Claim]:
    """Whose record each number is, by what is claimed of its value; without those of several."""
    found: dict[Number, dict[EntityId, Claim]] = {}
    for claim in in_force(list(claims)):
        mark = _mark(claim.predicate, name_form(claim.qualifier))
        if is_number(mark) and not claim.is_negated:
            own = found.setdefault((mark, claim.object), {})
            own[claim.subject] = max(claim, own.get(claim.subject, claim), key=lambda c: c.trust)
    return {number: next(iter(own.values())) for number, own in found.items() if len(own) == 1}


def _mark(predicate: str, qualifier: str) -> str:
    if predicate == _ADDRESS:  # whatever it is for
        return f"{predicate}{OF}"
    return f"{predicate}{OF}{qualifier}" if qualifier else predicate
