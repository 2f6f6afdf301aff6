"""Rival claims share out time: the rules of ARCHITECTURE.md, "Settling rivals", as pure functions.

Everything here is a function of a *set* of claims: who arrived first, and when we heard it,
never matters. Order is (valid start, confidence, time said, id), the later one winning.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from heapq import heappop, heappush
from itertools import groupby, pairwise
from typing import TypeVar

from quipu.graph.consolidation.bids import Bid, Reason, Stop, Stopped, Value
from quipu.schema.identity import ClaimId
from quipu.schema.intervals import DAWN, DUSK, Interval
from quipu.schema.knowledge import Claim, Ending, Nature, Trust

_Item = TypeVar("_Item")


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
    shares = _swept(_cut(dated, stops))
    return _with_undated(shares, [bid for bid in bids if bid.span.start == DAWN])


def _cut(dated: Sequence[Bid], stops: Iterable[Stop]) -> list[_Held]:
    """How long bids in order may hold: to their own ends, a later open rival's start, or their
    first stop. Where several fall on one moment, the first of these is named as the reason.
    """
    stopped = Stopped(stops)
    rivals = _Rivals()
    found = []
    for _, equals in groupby(reversed(dated), key=lambda bid: bid.order):
        together = list(equals)
        for bid in together:
            own = Ending.OPEN if bid.span.end == DUSK else Ending.STATED
            reasons = [(bid.span.end, 0, "", own), *stopped.first(bid), *rivals.first(bid.value)]
            end, _, closer, ending = min(reasons)
            found.append(_Held(bid, end, ending, ClaimId(closer) if closer else None))
        for bid in together:
            rivals.meet(bid)
    return found[::-1]


class _Rivals:
    """The open bids met so far, last in order first: of all, and of all other values, the one that
    begins first. One of the two is no bid of the value that is asked about."""

    def __init__(self) -> None:
        self._best: list[tuple[Reason, Value]] = []

    def first(self, value: Value) -> list[Reason]:
        """The first to begin that is of another value, if there is one."""
        return [reason for reason, other in self._best if other != value][:1]

    def meet(self, bid: Bid) -> None:
        if bid.is_interruption:
            return
        reason = (bid.span.start, 1, bid.claim.id, Ending.SUPERSEDED)
        ranked = sorted([*self._best, (reason, bid.value)])
        others = [one for one in ranked if one[1] != ranked[0][1]]
        self._best = [ranked[0], *others[:1]]


def _swept(held: Sequence[_Held]) -> list[Share]:
    """Give each stretch between two borders to the last bid in order that covers it."""
    alive = [one for one in held if one.end > one.bid.span.start]
    runs = _runs(alive)
    takers = {span.start: run.bid.claim.id for run, span in runs}
    behind = _behind(alive, runs)
    return [_share(run, span, behind[span.start], takers) for run, span in runs]


def _runs(alive: Sequence[_Held]) -> list[tuple[_Held, Interval]]:
    """Who holds, stretch by stretch; neighbouring ones of one value are one, and the last's."""
    borders = sorted({border for one in alive for border in (one.bid.span.start, one.end)})
    runs: list[tuple[_Held, Interval]] = []
    covering: list[tuple[int, _Held]] = []  # a heap, last in order first
    begun = 0
    for start, end in pairwise(borders):
        while begun < len(alive) and alive[begun].bid.span.start <= start:
            heappush(covering, (-begun, alive[begun]))
            begun += 1
        while covering and covering[0][1].end <= start:
            heappop(covering)
        if not covering:
            continue
        winner = covering[0][1]
        if runs and runs[-1][0].bid.value == winner.bid.value and runs[-1][1].end == start:
            runs[-1] = (winner, Interval(runs[-1][1].start, end))
        else:
            runs.append((winner, Interval(start, end)))
    return runs


def _behind(
    alive: Sequence[_Held], runs: Sequence[tuple[_Held, Interval]]
) -> dict[datetime, list[Claim]]:
    """The claims of its own value that meet each run, by the start of the run."""
    bids: defaultdict[Value, list[tuple[Interval, Claim]]] = defaultdict(list)
    spans: defaultdict[Value, list[Interval]] = defaultdict(list)
    for one in alive:
        bids[one.bid.value].append((Interval(one.bid.span.start, one.end), one.bid.claim))
    for run, span in runs:
        spans[run.bid.value].append(span)
    return {
        span.start: claims
        for value, own in spans.items()
        for span, claims in zip(own, overlapping(own, bids[value]), strict=True)
    }


def overlapping(
    spans: Iterable[Interval], items: Sequence[tuple[Interval, _Item]]
) -> Iterator[list[_Item]]:
    """What overlaps each of some spans that follow one another; items come by their start."""
    left: list[tuple[Interval, _Item]] = []
    met = 0
    for span in spans:
        while met < len(items) and items[met][0].start < span.end:
            left.append(items[met])
            met += 1
        left = [one for one in left if one[0].end > span.start]
        yield [item for _, item in left]


def without(span: Interval, hole: Interval) -> list[Interval]:
    """What a hole leaves of a span: nothing, or a piece on either side."""
    if not span.overlaps(hole):
        return [span]
    pieces = []
    if span.start < hole.start:
        pieces.append(Interval(span.start, hole.start))
    if hole.end < span.end:
        pieces.append(Interval(hole.end, span.end))
    return pieces


def _share(
    last: _Held, span: Interval, behind: Sequence[Claim], takers: Mapping[datetime, ClaimId]
) -> Share:
    ending, closer = last.ending, last.closed_by
    if last.end != span.end:  # an interruption, or an equal value that ended here, took over
        ending, closer = Ending.SUPERSEDED, takers[span.end]
    return Share(last.bid.value, span, best_first(behind), ending, closer, _rule(behind, ending))


def _with_undated(shares: Sequence[Share], undated: Sequence[Bid]) -> list[Share]:
    """Add values whose start nobody said ("I used to live in Paris").

    Where the same value is known to have held before that end, they corroborate it; else they
    hold the unknown time before the first dated value.
    """
    first = min((share.span.start for share in shares), default=DUSK)
    places: defaultdict[Value, list[int]] = defaultdict(list)
    for place, share in enumerate(shares):
        places[share.value].append(place)
    alone: defaultdict[Value, list[Bid]] = defaultdict(list)
    agreeing: defaultdict[int, list[Claim]] = defaultdict(list)
    for bid in sorted(undated, key=lambda bid: bid.order):
        own = places.get(bid.value, [])
        before = bisect_left(own, bid.span.end, key=lambda place: shares[place].span.start)
        if before:
            agreeing[own[before - 1]].append(bid.claim)
        else:
            alone[bid.value].append(bid)
    found = [
        joined(share, agreeing[place]) if place in agreeing else share
        for place, share in enumerate(shares)
    ]
    return [_unknown_start(value, bids, first) for value, bids in alone.items()] + found


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
