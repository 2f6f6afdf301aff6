"""What tells two of one name apart: values that cannot change and that nobody has two of (pure).

Two John Smiths with two dates of birth are two. A first name, or a speaker who corrects himself,
is no ground to part anybody: there a second date is a dispute.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable

from quipu.graph.consolidation.resolve import Marks, value_id
from quipu.graph.consolidation.rulings import in_force
from quipu.graph.consolidation.slots import Told, entry_of, slot_of
from quipu.schema.identity import EntityId, Scope, SlotKey
from quipu.schema.knowledge import Claim, Episode, Mention, Reading, Temporal
from quipu.schema.literals import literal_form
from quipu.schema.name_parts import parts_of
from quipu.schema.names import name_form
from quipu.schema.ontology import LITERALS, Cardinality, Ontology, Predicate

_LONGEST_DAY = 10  # characters of a whole date: a year alone parts nobody


def marks_told(episode: Episode, reading: Reading, ontology: Ontology) -> dict[str, Marks]:
    """By form of a full name, the marks that one episode tells of its bearer."""
    found: dict[str, dict[str, EntityId]] = {}
    for statement in reading.statements:
        subject, entry = statement.subject, entry_of(statement, ontology)
        form = name_form(subject.text)
        if subject.entity is not None or form == name_form(episode.speaker):
            continue
        if statement.is_negated or len(parts_of(subject.text).core) < 2 or not is_mark(entry):
            continue
        said = literal_form(statement.object.text, entry.value)
        if said is not None and (entry.value != "date" or len(said) == _LONGEST_DAY):
            value = Mention(statement.object.text, is_value=True, form=said)
            found.setdefault(form, {})[entry.name] = value_id(episode.scope, value)
    return dict(found)


def is_mark(entry: Predicate) -> bool:
    """Whether a predicate is about what cannot change, is one, and is a date, number or text."""
    is_one = entry.cardinality is Cardinality.ONE
    return is_one and entry.temporal is Temporal.ETERNAL and entry.value in LITERALS


def mark_slots(
    scope: Scope, owners: Iterable[EntityId], predicates: Collection[str], ontology: Ontology
) -> list[SlotKey]:
    """The slots where marks of some entities are claimed."""
    entries = [ontology.canonical(predicate) for predicate in sorted(predicates)]
    return [
        slot_of(scope, owner, entry, EntityId(""), Told())
        for owner in sorted(owners)
        for entry in entries
    ]


def marks_of(claims: Iterable[Claim]) -> dict[EntityId, dict[str, EntityId]]:
    """What is claimed of each entity; of two that differ, the one told first."""
    found: dict[EntityId, dict[str, EntityId]] = {}
    for claim in sorted(in_force(list(claims)), key=lambda claim: (claim.occurred_at, claim.id)):
        if not claim.is_negated:
            found.setdefault(claim.subject, {}).setdefault(claim.predicate, claim.object)
    return found
