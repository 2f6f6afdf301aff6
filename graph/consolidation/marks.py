"""What tells two of one name apart: values that cannot change and that nobody has two of (pure).

Two John Smiths with two dates of birth are two, and so are two customers with two numbers of one
system. A first name, or a speaker who corrects himself, is no ground to part anybody by a date:
there a second one is a dispute.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable

from quipu.graph.consolidation.resolve import Marks, value_id
from quipu.graph.consolidation.rulings import in_force
from quipu.graph.consolidation.slots import Told, entry_of, holds_one, slot_of
from quipu.schema.identity import EntityId, Scope, SlotKey
from quipu.schema.knowledge import Claim, Episode, Mention, Reading, Temporal
from quipu.schema.literals import literal_form
from quipu.schema.name_parts import parts_of
from quipu.schema.names import name_form
from quipu.schema.ontology import LITERALS, Cardinality, Ontology, Predicate

_OF = "\x1f"  # between a predicate and what it holds for, in the name of a mark
_LONGEST_DAY = 10  # characters of a whole date: a year alone parts nobody


def marks_told(episode: Episode, reading: Reading, ontology: Ontology) -> dict[str, Marks]:
    """By form of a full name, the marks that one episode tells of its bearer."""
    found: dict[str, dict[str, EntityId]] = {}
    for statement in reading.statements:
        subject, entry = statement.subject, entry_of(statement, ontology)
        form = name_form(subject.text)
        if subject.entity is not None or form == name_form(episode.speaker):
            continue
        qualifier = name_form(statement.qualifier)
        if statement.is_negated or not is_mark(entry, qualifier):
            continue
        if not qualifier and len(parts_of(subject.text).core) < 2:
            continue
        said = literal_form(statement.object.text, entry.value)
        if said is not None and (entry.value != "date" or len(said) == _LONGEST_DAY):
            value = Mention(statement.object.text, is_value=True, form=said)
            mark = _mark(entry.name, qualifier)
            found.setdefault(form, {})[mark] = value_id(episode.scope, value)
    return dict(found)


def is_mark(entry: Predicate, qualifier: str = "") -> bool:
    """Whether a predicate is about what cannot change, is one, and is a date, number or text."""
    is_one = entry.cardinality is Cardinality.ONE or (
        bool(qualifier) and holds_one(entry, qualifier)
    )
    return is_one and entry.temporal is Temporal.ETERNAL and entry.value in LITERALS


def shown(mark: str) -> str:
    """A mark as people read it."""
    return mark.replace(_OF, " for ")


def mark_slots(
    scope: Scope, owners: Iterable[EntityId], marks: Collection[str], ontology: Ontology
) -> list[SlotKey]:
    """The slots where marks of some entities are claimed."""
    parts = [mark.partition(_OF) for mark in sorted(marks)]
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


def _mark(predicate: str, qualifier: str) -> str:
    return f"{predicate}{_OF}{qualifier}" if qualifier else predicate
