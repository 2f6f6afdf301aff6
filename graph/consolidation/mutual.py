"""What holds both ways competes at both its ends, and holds only while it does at each of them.

"Anna is married to Ben" has a place in Anna's slot and in Ben's. Whoever marries someone else
ends it: a fact of two people is believed for the time that both slots give to it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from quipu.graph.consolidation.timeline import Share, best_first
from quipu.schema.identity import ClaimId, SlotKey
from quipu.schema.intervals import DAWN, Interval
from quipu.schema.knowledge import Claim, Fact, pair_of

Ends = tuple[SlotKey, SlotKey]
"""The slots of both ends, in either order of telling."""


def ends_of(item: Claim | Fact) -> Ends | None:
    """The two slots where a claim or fact competes; None where there is one only."""
    if item.far_slot is None or item.far_slot == item.slot:
        return None
    first, second = sorted((item.slot, item.far_slot))
    return first, second


def seen_from(slot: SlotKey, claims: Iterable[Claim]) -> list[Claim]:
    """The claims of a slot with the one whose slot it is as their subject."""
    return [_turned(claim) if _is_from_afar(slot, claim) else claim for claim in claims]


def as_told(shares: Iterable[Share], told: Mapping[ClaimId, Claim]) -> list[Share]:
    """Shares over the claims as they were told, their values named by both ends if mutual."""
    found = []
    for share in shares:
        claims = tuple(told[claim.id] for claim in share.claims)
        first, (predicate, target, is_negated) = claims[0], share.value
        ends = target if first.far_slot is None else pair_of(first.subject, first.object)
        found.append(replace(share, claims=claims, value=(predicate, ends, is_negated)))
    return found


def agreed(here: Sequence[Share], there: Sequence[Share]) -> list[Share]:
    """The shares that both ends give to one pair: the times in which both hold."""
    return [
        _both(one, other)
        for one in here
        for other in there
        if one.value == other.value and one.span.overlaps(other.span)
    ]


def _both(one: Share, other: Share) -> Share:
    first = min((one, other), key=lambda share: (share.span.end, share.closed_by or "", share.rule))
    starts = (one.span.start, other.span.start)
    # An end that could not tell when it began, beside a rival, leaves it unknown for both.
    span = Interval(DAWN if DAWN in starts else max(starts), first.span.end)
    known = {claim.id for claim in other.claims}
    shared = [claim for claim in one.claims if claim.id in known]
    claims = best_first(shared or (*one.claims, *other.claims))
    return replace(first, span=span, claims=claims)


def _is_from_afar(slot: SlotKey, claim: Claim) -> bool:
    if claim.far_slot == claim.slot:  # one slot for the pair: seen from the lesser id
        return claim.subject > claim.object
    return claim.far_slot == slot


def _turned(claim: Claim) -> Claim:
    return replace(claim, subject=claim.object, object=claim.subject)
