"""Where two claims dispute each other, and which of a slot's claims give way to a verdict."""

from __future__ import annotations

from collections.abc import Sequence

from quipu.graph.consolidation.beside import can_stand_together
from quipu.graph.consolidation.consolidate import slot_entry, slots_of
from quipu.graph.consolidation.mutual import seen_from
from quipu.graph.consolidation.rulings import in_force
from quipu.graph.consolidation.settle import OF_EQUALS, settle
from quipu.graph.memory import Memory
from quipu.schema.changes import Dispute
from quipu.schema.errors import Invalid
from quipu.schema.identity import ClaimId, SlotKey
from quipu.schema.knowledge import Claim
from quipu.schema.ontology import Ontology
from quipu.schema.ports import SlotState
from quipu.schema.reviews import Review, ReviewKind, Verdict


def meeting(one: Claim, other: Claim) -> list[SlotKey]:
    """The slots where both compete: of two wives of one man that is his, which neither was told
    first of."""
    theirs = set(slots_of([other]))
    return [slot for slot in slots_of([one]) if slot in theirs]


def disputes_in(slot: SlotKey, state: SlotState, ontology: Ontology) -> tuple[Dispute, ...]:
    """What no rule settles in a slot."""
    rivals = _seen(slot, state.claims)
    counting = in_force(rivals)
    return settle(rivals, slot_entry(counting, ontology)).disputes if counting else ()


def touched(found: Review, verdict: Verdict, losers: Sequence[Claim]) -> Sequence[Claim]:
    """The claims that somebody must be trusted as much as to decide so. Raises `Invalid` where the
    two cannot both hold: one says that the other is over."""
    if verdict is not Verdict.KEEP_BOTH:
        return losers
    if not can_stand_together(found.first, found.second):
        raise Invalid("one of the two is an end or a denial", hint="keep one of them, or dismiss")
    return (found.first, found.second)


async def losers(memory: Memory, found: Review, verdict: Verdict) -> list[Claim]:
    """The claims of the value that is not kept, as far as they dispute the one that is, whoever
    told them of which end."""
    if verdict in (Verdict.DISMISS, Verdict.KEEP_BOTH):
        return []
    pair = (found.first, found.second)
    kept, lost = pair if verdict is Verdict.KEEP_FIRST else pair[::-1]
    slots = slots_of([lost]) if found.kind is ReviewKind.POSSIBLY_CONTRADICTS else meeting(*pair)
    state = await memory.store.slots(found.scope, slots)
    losing = {lost.id}
    for slot in slots:
        seen = {one.id: one for one in _seen(slot, state.claims)}
        if lost.id not in seen:
            continue
        if found.kind is ReviewKind.POSSIBLY_CONTRADICTS:
            alike = in_force(list(seen.values()))
            losing |= {one.id for one in alike if _said(one) == _said(seen[lost.id])}
        elif kept.id in seen:
            losing |= _disputing(slot, state, memory.ontology, (seen[kept.id], seen[lost.id]))
    return [one for one in state.claims if one.id in losing]


def _disputing(
    slot: SlotKey, state: SlotState, ontology: Ontology, pair: tuple[Claim, Claim]
) -> set[ClaimId]:
    """The claims that say what the second of a pair does, and dispute what the first says."""
    kept, lost = map(_said, pair)
    seen = _seen(slot, state.claims)
    claims = {one.id: one for one in seen}
    # The disputes of a slot, and those that two of its values have without all others: whatever
    # says either of them is in some dispute then, though others are shown before it.
    alone = SlotState(tuple(one for one in in_force(seen) if _said(one) in (kept, lost)), ())
    of_two = [one for one in disputes_in(slot, alone, ontology) if one.rule in OF_EQUALS]
    losing: set[ClaimId] = set()
    for dispute in (*disputes_in(slot, state, ontology), *of_two):
        both = [claims[id] for id in (dispute.holder, dispute.rival) if id in claims]
        if {_said(one) for one in both} == {kept, lost}:
            losing |= {one.id for one in both if _said(one) == lost}
    return losing


def _seen(slot: SlotKey, claims: Sequence[Claim]) -> list[Claim]:
    return seen_from(slot, [one for one in claims if slot in (one.slot, one.far_slot)])


def _said(claim: Claim) -> tuple[str, str, bool]:
    return (claim.predicate, claim.object, claim.is_negated)
