"""Everything a batch of claims changes in its slots, decided without any I/O."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from quipu.graph.consolidation.identities import is_identity
from quipu.graph.consolidation.mutual import Ends, agreed, as_told, ends_of, seen_from
from quipu.graph.consolidation.reconcile import after, inherited, reconcile
from quipu.graph.consolidation.settle import Settlement, settle
from quipu.graph.consolidation.timeline import Share
from quipu.schema.changes import Dispute, Retired
from quipu.schema.identity import ClaimId, SlotKey
from quipu.schema.knowledge import Claim, Fact
from quipu.schema.ontology import Ontology, Predicate
from quipu.schema.ports import SlotState


@dataclass(frozen=True, slots=True)
class Decision:
    """What to learn and to retire, at one moment, and what stays open.

    `told` are the new claims, recorded at that very moment: by it a line of the log finds them.
    """

    at: datetime
    told: tuple[Claim, ...]
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
    moved: Collection[Claim] = (),
) -> Decision:
    """Settle new claims together with all earlier ones of their slots, slot by slot.

    `state` holds every claim and believed fact of the slots concerned. Retracted claims no
    longer count, so what they had ended comes back. `moved` are claims of `state` as they stood
    before they were about somebody else. Without new, retracted or moved claims, every slot of
    `state` is settled anew. What is ruled on who is who settles nothing.
    """
    at = after(now, state.facts, state.claims)
    new = [replace(claim, recorded_at=at) for claim in new]
    told = [claim for claim in (*state.claims, *new) if not is_identity(claim)]
    every = _counted(told, set(retracted))
    changed = {*retracted, *(claim.id for claim in moved), *(claim.id for claim in new)}
    causes = [*(claim for claim in every if claim.id in changed), *moved]
    table = _Table(_by_slot(every), {claim.id: claim for claim in every}, ontology)
    retired: list[Retired] = []
    learned: list[Fact] = []
    disputes: list[Dispute] = []
    slots = slots_of(causes or every)
    for slot in slots:
        disputes += table.settled(slot).disputes
    believed = _by_place(state.facts)
    for place in _places(slots, table, state.facts):
        revision = reconcile(table.shares(place), believed[place], at)
        retired += revision.retired
        learned += revision.learned
    if moved:
        retired = inherited(retired, learned)
    return Decision(at, tuple(new), tuple(retired), tuple(learned), tuple(dict.fromkeys(disputes)))


Place = SlotKey | Ends
"""Whose rows are written together: those of a slot, or those of a pair that holds both ways."""


@dataclass(slots=True)
class _Table:
    """Claims by slot, and what settling has given so far."""

    claims: Mapping[SlotKey, Sequence[Claim]]
    told: Mapping[ClaimId, Claim]
    ontology: Ontology
    done: dict[SlotKey, Settlement] = field(default_factory=dict)
    given: dict[SlotKey, Mapping[Ends | None, list[Share]]] = field(default_factory=dict)

    def settled(self, slot: SlotKey) -> Settlement:
        if slot not in self.done:
            rivals = seen_from(slot, self.claims.get(slot, ()))
            if not rivals:
                return Settlement((), ())
            found = settle(rivals, slot_entry(rivals, self.ontology))
            self.done[slot] = replace(found, shares=tuple(as_told(found.shares, self.told)))
        return self.done[slot]

    def shares(self, place: Place) -> list[Share]:
        """What a slot gives to values that hold one way, or what both ends give to a pair."""
        if isinstance(place, str):
            return self._given(place).get(None, [])
        here, there = (self._given(slot).get(place, []) for slot in place)
        return agreed(here, there)

    def _given(self, slot: SlotKey) -> Mapping[Ends | None, list[Share]]:
        """The shares of a slot by the pair that they are of."""
        if slot not in self.given:
            found: defaultdict[Ends | None, list[Share]] = defaultdict(list)
            for one in self.settled(slot).shares:
                found[ends_of(one.claims[0])].append(one)
            self.given[slot] = dict(found)
        return self.given[slot]


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


def _places(slots: Sequence[SlotKey], table: _Table, facts: Iterable[Fact]) -> list[Place]:
    """Where something may change: some slots, and the pairs that meet there, also those of which
    nobody tells any more."""
    found: dict[Place, None] = {}
    for slot in slots:
        for claim in table.claims.get(slot, ()):
            found[ends_of(claim) or claim.slot] = None
    concerned = set(slots)
    for fact in facts:
        if not concerned.isdisjoint((fact.slot, fact.far_slot)):
            found[ends_of(fact) or fact.slot] = None
    return list(found)


def _by_place(facts: Sequence[Fact]) -> defaultdict[Place, list[Fact]]:
    places: defaultdict[Place, list[Fact]] = defaultdict(list)
    for fact in facts:
        places[ends_of(fact) or fact.slot].append(fact)
    return places
