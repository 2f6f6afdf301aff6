"""Everything a batch of claims changes in its slots, decided without any I/O."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from quipu.graph.consolidation.reconcile import after, reconcile
from quipu.graph.consolidation.settle import settle
from quipu.schema.changes import Dispute, Retired
from quipu.schema.identity import ClaimId, SlotKey
from quipu.schema.knowledge import Claim, Fact
from quipu.schema.ontology import Ontology
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
    longer count, so what they had ended comes back.
    """
    at = after(now, state.facts)
    claims = _by_slot([*state.claims, *new], set(retracted))
    believed = _by_slot_facts(state.facts)
    retired: list[Retired] = []
    learned: list[Fact] = []
    disputes: list[Dispute] = []
    for slot, rivals in claims.items():
        # Predicates of one exclusive set share a slot: which of them speaks must not be by chance.
        entry = ontology.canonical(min(claim.predicate for claim in rivals))
        settlement = settle(rivals, entry)
        revision = reconcile(settlement.shares, believed[slot], at)
        retired += revision.retired
        learned += revision.learned
        disputes += settlement.disputes
    return Decision(at, tuple(retired), tuple(learned), tuple(disputes))


def _by_slot(claims: Iterable[Claim], retracted: set[ClaimId]) -> dict[SlotKey, list[Claim]]:
    slots: defaultdict[SlotKey, dict[ClaimId, Claim]] = defaultdict(dict)
    for claim in claims:
        gone = claim.id in retracted and not claim.is_retracted
        slots[claim.slot].setdefault(claim.id, replace(claim, is_retracted=True) if gone else claim)
    return {slot: list(found.values()) for slot, found in slots.items()}


def _by_slot_facts(facts: Sequence[Fact]) -> defaultdict[SlotKey, list[Fact]]:
    slots: defaultdict[SlotKey, list[Fact]] = defaultdict(list)
    for fact in facts:
        slots[fact.slot].append(fact)
    return slots
