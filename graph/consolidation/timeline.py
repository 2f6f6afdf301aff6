"""Rival claims share out time: the rules of ARCHITECTURE.md, "Settling rivals", as pure functions.

Everything here is a function of a *set* of claims: who arrived first, and when we heard it,
never matters. Order is (valid start, confidence, time said, id), the later one winning.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import pairwise

from quipu.schema.identity import ClaimId, EntityId
from quipu.schema.intervals import DAWN, DUSK, Interval
from quipu.schema.knowledge import Claim, Ending, Nature, Trust

Value = tuple[str, EntityId, bool]  # predicate, object, is_negated


@dataclass(frozen=True, slots=True)
class Bid:
    """One claim's wish to hold a value for some time."""

    claim: Claim
    value: Value
    span: Interval

    @property
    def order(self) -> tuple[datetime, float, datetime, str]:
        return (self.span.start, self.claim.confidence, self.claim.occurred_at, self.claim.id)

    @property
    def is_interruption(self) -> bool:
        """Its own source states both bounds, so what it displaces comes back afterwards."""
        return self.claim.is_start_stated and self.claim.is_end_stated


@dataclass(frozen=True, slots=True)
class Stop:
    """A claim that ends a value at a moment, without a successor; for a while, or for good."""

    claim: Claim
    value: Value
    at: datetime
    until: datetime = DUSK


@dataclass(frozen=True, slots=True)
class Share:
    """A value, the time it holds, the claims it rests on, and why it ends."""

    value: Value
    span: Interval
    claims: tuple[Claim, ...]
    ending: Ending
    closed_by: ClaimId | None
    rule: str

    @property
    def trust(self) -> Trust:
        return max(claim.trust for claim in self.claims)


@dataclass(frozen=True, slots=True)
class _Held:
    """A bid cut to the time it may hold at most, and what cut it."""

    bid: Bid
    end: datetime
    ending: Ending
    closed_by: ClaimId | None


def share_out(bids: Collection[Bid], stops: Collection[Stop]) -> list[Share]:
    """Who holds when, among claims of equal trust; dated shares never overlap."""
    dated = sorted((bid for bid in bids if bid.span.start > DAWN), key=lambda bid: bid.order)
    shares = _swept([_cut(bid, dated, stops) for bid in dated])
    return _with_undated(shares, [bid for bid in bids if bid.span.start == DAWN])


def _cut(bid: Bid, dated: Sequence[Bid], stops: Collection[Stop]) -> _Held:
    """How long a bid may hold: to its own end, a later open rival's start, or its first stop.

    Where several fall on one moment, the first of these is named as the reason.
    """
    own = Ending.OPEN if bid.span.end == DUSK else Ending.STATED
    reasons: list[tuple[datetime, int, str, Ending]] = [(bid.span.end, 0, "", own)]
    reasons += [
        (stop.at, 2, stop.claim.id, Ending.INVALIDATED)
        for stop in stops
        if stop.value == bid.value and stop.at > bid.span.start
    ]
    reasons += [
        (rival.span.start, 1, rival.claim.id, Ending.SUPERSEDED)
        for rival in dated
        if rival.value != bid.value and rival.order > bid.order and not rival.is_interruption
    ]
    end, _, closer, ending = min(reasons)
    return _Held(bid, end, ending, ClaimId(closer) if closer else None)


def _swept(held: Sequence[_Held]) -> list[Share]:
    """Give each stretch between two borders to the last bid in order that covers it."""
    alive = [one for one in held if one.end > one.bid.span.start]
    borders = sorted({border for one in alive for border in (one.bid.span.start, one.end)})
    runs: list[tuple[_Held, Interval]] = []
    for start, end in pairwise(borders):
        covering = [one for one in alive if one.bid.span.start <= start < one.end]
        if not covering:
            continue
        winner = covering[-1]
        if runs and runs[-1][0].bid.value == winner.bid.value and runs[-1][1].end == start:
            runs[-1] = (winner, Interval(runs[-1][1].start, end))
        else:
            runs.append((winner, Interval(start, end)))
    return [_share(run, span, alive, runs) for run, span in runs]


def _share(
    last: _Held, span: Interval, alive: Sequence[_Held], runs: Sequence[tuple[_Held, Interval]]
) -> Share:
    behind = [
        one.bid.claim
        for one in alive
        if one.bid.value == last.bid.value and Interval(one.bid.span.start, one.end).overlaps(span)
    ]
    ending, closer = last.ending, last.closed_by
    if last.end != span.end:  # an interruption, or an equal value that ended here, took over
        ending = Ending.SUPERSEDED
        closer = next(run.bid.claim.id for run, after in runs if after.start == span.end)
    return Share(last.bid.value, span, best_first(behind), ending, closer, _rule(behind, ending))


def _with_undated(shares: Sequence[Share], undated: Sequence[Bid]) -> list[Share]:
    """Add values whose start nobody said ("I used to live in Paris").

    Where the same value is known to have held before that end, they corroborate it; else they
    hold the unknown time before the first dated value.
    """
    found = list(shares)
    first = min((share.span.start for share in shares), default=DUSK)
    alone: dict[Value, list[Bid]] = {}
    for bid in sorted(undated, key=lambda bid: bid.order):
        place = _last_before(found, bid)
        if place is None:
            alone.setdefault(bid.value, []).append(bid)
        else:
            found[place] = joined(found[place], [bid.claim])
    return [_unknown_start(value, bids, first) for value, bids in alone.items()] + found


def _last_before(shares: Sequence[Share], bid: Bid) -> int | None:
    places = [
        place
        for place, share in enumerate(shares)
        if share.value == bid.value and share.span.start < bid.span.end
    ]
    return places[-1] if places else None


def _unknown_start(value: Value, bids: Sequence[Bid], first: datetime) -> Share:
    end = min(max(bid.span.end for bid in bids), first)
    claims = best_first([bid.claim for bid in bids])
    ending = Ending.OPEN if end == DUSK else Ending.STATED
    return Share(value, Interval(DAWN, end), claims, ending, None, "told-as-past")


def joined(share: Share, claims: Iterable[Claim]) -> Share:
    """The same share, resting on more claims."""
    together = best_first((*share.claims, *claims))
    return replace(share, claims=together, rule=_rule(together, share.ending))


def best_first(claims: Iterable[Claim]) -> tuple[Claim, ...]:
    """Claims in the order in which they are shown: trusted, confident, early, then by id."""
    return tuple(
        sorted(
            {claim.id: claim for claim in claims}.values(),
            key=lambda c: (-c.trust, -c.confidence, c.occurred_at, c.id),
        )
    )


def _rule(claims: Sequence[Claim], ending: Ending) -> str:
    if ending is Ending.SUPERSEDED:
        return "later-start-wins"
    if ending is Ending.INVALIDATED:
        return "ended-without-successor"
    if len(claims) > 1:
        return "corroborated"
    return "planned" if claims[0].nature is Nature.PLAN else "stated"
