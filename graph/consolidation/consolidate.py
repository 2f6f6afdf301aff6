"""Everything a batch of claims changes in its slots, decided without any I/O."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from quipu.graph.consolidation.mutual import Ends, agreed, as_told, ends_of, seen_from
from quipu.graph.consolidation.reconcile import after, reconcile
from quipu.graph.consolidation.settle import Settlement, settle
from quipu.graph.consolidation.timeline import Share
from quipu.schema.changes import Dispute, Retired
from quipu.schema.identity import ClaimId, SlotKey
from quipu.schema.knowledge import Claim, Fact
from quipu.schema.ontology import Ontology, Predicate
from quipu.schema.ports import SlotState


@dataclass(frozen=True, slots=True)
class Decision:
    """What to learn and to retire, at one moment, and what stays open."""

    at: datetime
    retired: tuple[Retired, ...]
    learned: tuple[Fact, ...]
    disputes: tuple[Dispute, ...]


def consolidate(
    new: Collection[Claim],
    state: SlotState,
    ontology: Ontology,
    now: datetime,
    *,
    retracted: Collection[ClaimId] = (),
) -> Decision:
    """Settle new claims together with all earlier ones of their slots, slot by slot.

    `state` holds every claim and believed fact of the slots concerned. Retracted claims no
    longer count, so what they had ended comes back. Without new or retracted claims, every slot
    of `state` is settled anew.
    """
    at = after(now, state.facts)
    every = _counted([*state.claims, *new], set(retracted))
    causes = [*new, *(claim for claim in every if claim.id in set(retracted))]
    table = _Table(_by_slot(every), {claim.id: claim for claim in every}, ontology)
    retired: list[Retired] = []
    learned: list[Fact] = []
    disputes: list[Dispute] = []
    for slot in slots_of(causes or every):
        disputes += table.settled(slot).disputes
    believed = _by_place(state.facts)
    for place in _places(causes or every, table):
        revision = reconcile(table.shares(place), believed[place], at)
        retired += revision.retired
        learned += revision.learned
    return Decision(at, tuple(retired), tuple(learned), tuple(dict.fromkeys(disputes)))


Place = SlotKey | Ends
"""Whose rows are written together: those of a slot, or those of a pair that holds both ways."""


@dataclass(slots=True)
class _Table:
    """Claims by slot, and what settling has given so far."""

    claims: Mapping[SlotKey, Sequence[Claim]]
    told: Mapping[ClaimId, Claim]
    ontology: Ontology
    done: dict[SlotKey, Settlement] = field(default_factory=dict)

    def settled(self, slot: SlotKey) -> Settlement:
        if slot not in self.done:
            rivals = seen_from(slot, self.claims[slot])
            found = settle(rivals, slot_entry(rivals, self.ontology))
            self.done[slot] = replace(found, shares=tuple(as_told(found.shares, self.told)))
        return self.done[slot]

    def shares(self, place: Place) -> list[Share]:
        """What a slot gives to values that hold one way, or what both ends give to a pair."""
        if isinstance(place, str):
            return [one for one in self.settled(place).shares if ends_of(one.claims[0]) is None]
        here, there = (
            [one for one in self.settled(slot).shares if ends_of(one.claims[0]) == place]
            for slot in place
        )
        return agreed(here, there)


def slot_entry(claims: Collection[Claim], ontology: Ontology) -> Predicate:
    """The registry entry of a slot. Predicates of one exclusive set share a slot: which of them
    speaks for it must not be by chance."""
    return ontology.canonical(min(claim.predicate for claim in claims))


def _counted(claims: Iterable[Claim], retracted: set[ClaimId]) -> list[Claim]:
    """Each claim once, those retracted marked so."""
    found: dict[ClaimId, Claim] = {}
    for claim in claims:
        gone = claim.id in retracted and not claim.is_retracted
        found.setdefault(claim.id, replace(claim, is_retracted=True) if gone else claim)
    return list(found.values())


def slots_of(claims: Iterable[Claim]) -> list[SlotKey]:
    """The slots where claims compete, each once, in their order."""
    seats = ((claim.slot, claim.far_slot) for claim in claims)
    return list(dict.fromkeys(slot for seat in seats for slot in seat if slot is not None))


def _by_slot(claims: Iterable[Claim]) -> dict[SlotKey, list[Claim]]:
    slots: defaultdict[SlotKey, list[Claim]] = defaultdict(list)
    for claim in claims:
        for slot in dict.fromkeys((claim.slot, claim.far_slot)):
            if slot is not None:
                slots[slot].append(claim)
    return dict(slots)


def _places(causes: Iterable[Claim], table: _Table) -> list[Place]:
    """Where something may change: the slots of some claims, and the pairs that meet there."""
    found: dict[Place, None] = {}
    for slot in slots_of(causes):
        for claim in table.claims[slot]:
            found[ends_of(claim) or claim.slot] = None
    return list(found)


def _by_place(facts: Sequence[Fact]) -> defaultdict[Place, list[Fact]]:
    places: defaultdict[Place, list[Fact]] = defaultdict(list)
    for fact in facts:
        places[ends_of(fact) or fact.slot].append(fact)
    return places
