"""Less trusted shares are let in beside more trusted ones; each finds its neighbours fast."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from quipu.graph.consolidation.bids import Value
from quipu.graph.consolidation.timeline import Share, joined, without
from quipu.schema.changes import Dispute
from quipu.schema.intervals import DAWN, Interval
from quipu.schema.knowledge import Ending, Trust


@dataclass(slots=True)
class Tiers:
    """What is believed of a slot, as its tiers of trust come in, the highest first.

    Shares with a beginning never overlap each other. Those without one are at most one a value,
    and block nobody: nothing says that two of them overlap in truth.
    """

    _dated: list[Share] = field(default_factory=list)  # by their start
    _undated: dict[Value, Share] = field(default_factory=dict)
    _starts: defaultdict[Value, list[datetime]] = field(default_factory=lambda: defaultdict(list))

    def shares(self) -> list[Share]:
        """All of them, by time, then by value."""
        found = [*self._undated.values(), *self._dated]
        return sorted(found, key=lambda one: (one.span, one.value))

    def let_in(self, share: Share) -> list[Dispute]:
        """A share agrees with its own value and fills gaps; it closes nothing. Whom it contests."""
        if share.span.start == DAWN:
            self._let_in_undated(share)
            return []
        holders, left = self._meeting(share.span), [share.span]
        unknown = self._undated.get(share.value)
        if unknown is not None and unknown.span.overlaps(share.span):
            left = without(share.span, unknown.span)
            self._begin(joined(unknown, share.claims), share)
        for holder in holders:
            if holder.value == share.value:
                self._put(joined(holder, share.claims))
            if left:
                left += without(left.pop(), holder.span)
        closers = {one.span.start: one for one in holders}
        for span in left:
            self._add(_piece(share, span, closers))
        return [_contested(one, share) for one in holders if one.value != share.value]

    def _let_in_undated(self, share: Share) -> None:
        """It agrees with its own value, or else has the unknown time before any other begins."""
        own = self._starts.get(share.value, [])
        agreeing = [self._dated[self._place(one)] for one in own if one < share.span.end]
        if share.value in self._undated:
            agreeing.append(self._undated[share.value])
        for holder in agreeing:
            self._put(joined(holder, share.claims))
        if agreeing:
            return
        closers = {one.span.start: one for one in self._dated[:1] if one.span.overlaps(share.span)}
        span = Interval(DAWN, min([share.span.end, *closers]))
        self._add(_piece(share, span, closers))

    def _begin(self, holder: Share, share: Share) -> None:
        """A value of unknown start, begun where a less trusted source says; not by a mere rumour,
        and not where another value may have held in that time."""
        span = Interval(share.span.start, holder.span.end)
        others = (*self._meeting(span), *self._undated.values())
        is_alone = all(one.value == holder.value or not one.span.overlaps(span) for one in others)
        if share.trust is Trust.UNTRUSTED or not is_alone:
            self._put(holder)
            return
        del self._undated[holder.value]
        self._add(replace(holder, span=span))

    def _meeting(self, span: Interval) -> Sequence[Share]:
        """The dated shares that overlap a span."""
        first, past = self._place(span.start), self._place(span.end)
        if first and self._dated[first - 1].span.end > span.start:
            first -= 1
        return self._dated[first:past]

    def _place(self, start: datetime) -> int:
        return bisect_left(self._dated, start, key=_start)

    def _put(self, share: Share) -> None:
        """In place of what is there with the same time and value."""
        if share.span.start == DAWN:
            self._undated[share.value] = share
        else:
            self._dated[self._place(share.span.start)] = share

    def _add(self, share: Share) -> None:
        if share.span.start == DAWN:
            self._undated[share.value] = share
        else:
            insort(self._dated, share, key=_start)
            insort(self._starts[share.value], share.span.start)


def _start(share: Share) -> datetime:
    return share.span.start


def _contested(holder: Share, share: Share) -> Dispute:
    rival = share.claims[0]
    return Dispute(rival.slot, holder.claims[0].id, rival.id, "trust-first")


def _piece(share: Share, span: Interval, closers: Mapping[datetime, Share]) -> Share:
    if span.end == share.span.end:
        return replace(share, span=span)
    return replace(
        share,
        span=span,
        ending=Ending.SUPERSEDED,
        closed_by=closers[span.end].claims[0].id,
        rule="trust-first",
    )
