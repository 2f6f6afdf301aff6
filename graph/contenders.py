"""Who competes in some slots of one scope: each slot is looked at, and settled anew, once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import timedelta

from quipu.graph.consolidation.beside import decisions_to_keep_both
from quipu.graph.consolidation.consolidate import slot_entry
from quipu.graph.consolidation.mutual import seen_from
from quipu.graph.consolidation.settle import settle
from quipu.schema.changes import Dispute
from quipu.schema.identity import ClaimId, SlotKey
from quipu.schema.knowledge import Claim, Fact
from quipu.schema.ontology import Ontology
from quipu.schema.ports import SlotState

_NO_TIME = timedelta()


class Contenders:
    """All that is known in some slots, as those ask that tell of many of their facts."""

    def __init__(self, state: SlotState, ontology: Ontology) -> None:
        self._claims, self._facts, self._ontology = state.claims, state.facts, ontology
        self._claims_in = _places_by_slot(state.claims)
        self._facts_in = _places_by_slot(state.facts)
        self._reach: dict[SlotKey, list[Claim]] = {}
        self._kept: dict[SlotKey, list[Claim]] = {}
        self._disputes: dict[SlotKey, tuple[Dispute, ...]] = {}

    def meeting(self, fact: Fact) -> list[Fact]:
        """The facts with which one shares a slot, itself included."""
        seats = (fact.slot, fact.far_slot or fact.slot)
        places = {place for slot in seats for place in self._facts_in.get(slot, ())}
        return [self._facts[place] for place in sorted(places)]

    def in_reach(self, slot: SlotKey) -> list[Claim]:
        """The claims in a slot, and in the slots at the other ends of those."""
        if slot not in self._reach:
            near = [self._claims[place] for place in self._claims_in.get(slot, ())]
            reach = {end for one in near for end in (one.slot, one.far_slot) if end is not None}
            places = {place for one in reach for place in self._claims_in.get(one, ())}
            self._reach[slot] = [self._claims[place] for place in sorted(places)]
        return self._reach[slot]

    def kept_both(self, slot: SlotKey) -> list[Claim]:
        """The decisions in reach of a slot to keep values beside each other."""
        if slot not in self._kept:
            self._kept[slot] = decisions_to_keep_both(self.in_reach(slot))
        return self._kept[slot]

    def disputing(self, fact: Fact) -> list[Claim]:
        """The claims that no rule settles against this fact for good, found by settling anew."""
        seats = [slot for slot in dict.fromkeys((fact.slot, fact.far_slot)) if slot is not None]
        mine, other = set(fact.claims), set[ClaimId]()
        for dispute in (one for slot in seats for one in self._disputes_of(slot)):
            if dispute.holder in mine:
                other.add(dispute.rival)
            if dispute.rival in mine:
                other.add(dispute.holder)
        return [one for one in self.in_reach(fact.slot) if one.id in other - mine]

    def _disputes_of(self, slot: SlotKey) -> tuple[Dispute, ...]:
        if slot not in self._disputes:
            rivals = seen_from(slot, [self._claims[one] for one in self._claims_in.get(slot, ())])
            found = settle(rivals, slot_entry(rivals, self._ontology)).disputes if rivals else ()
            self._disputes[slot] = found
        return self._disputes[slot]


def nearest(fact: Fact, rivals: Sequence[Fact], most: int) -> list[Fact]:
    """The rivals of the same time, then those next to it, in the order they came in."""

    def apart(one: Fact) -> timedelta:
        return max(one.valid.start - fact.valid.end, fact.valid.start - one.valid.end, _NO_TIME)

    if len(rivals) <= most:
        return list(rivals)
    near = {one.id for one in sorted(rivals, key=apart)[:most]}
    return [one for one in rivals if one.id in near]


def _places_by_slot(items: Sequence[Claim | Fact]) -> dict[SlotKey, list[int]]:
    found: defaultdict[SlotKey, list[int]] = defaultdict(list)
    for place, one in enumerate(items):
        for slot in dict.fromkeys((one.slot, one.far_slot)):
            if slot is not None:
                found[slot].append(place)
    return dict(found)
