"""All claims of one slot become shares of time: trust first, then time, then what was said."""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import groupby

from quipu.graph.consolidation.beside import kept_both, named
from quipu.graph.consolidation.bids import Bid, Stop, Value
from quipu.graph.consolidation.rulings import in_force
from quipu.graph.consolidation.slots import holds_one
from quipu.graph.consolidation.tiers import Tiers
from quipu.graph.consolidation.timeline import (
    Share,
    best_first,
    joined,
    overlapping,
    share_out,
    without,
)
from quipu.schema.changes import Dispute
from quipu.schema.intervals import DAWN, DUSK, INSTANT, Interval
from quipu.schema.knowledge import Claim, Ending, Nature, Temporal, Trust
from quipu.schema.ontology import Predicate
from quipu.schema.readers import OTHERS_OVER, OVER

OF_EQUALS = ("equal-start", "cannot-change")
"""The rules of disputes between values of which none comes before another."""


@dataclass(frozen=True, slots=True)
class Settlement:
    """What is believed of one slot, and what a person might still decide."""

    shares: tuple[Share, ...]
    disputes: tuple[Dispute, ...]


def settle(claims: Collection[Claim], entry: Predicate) -> Settlement:
    """Settle every claim ever made in one slot; the order they come in does not matter.

    A value that somebody keeps beside others is settled as if those had not been told.
    """
    live, company = in_force(claims), kept_both(claims)
    whole = _settled(live, entry)
    if not company:
        return whole
    shares = [one for one in whole.shares if one.value[:2] not in company]
    disputes = list(whole.disputes)
    for value, others in sorted(company.items()):
        alone = _settled([one for one in live if named(one) not in others], entry)
        shares += [one for one in alone.shares if one.value[:2] == value]
        disputes += alone.disputes
    told = {claim.id: named(claim) for claim in live}
    left = [one for one in disputes if told[one.rival] not in company.get(told[one.holder], ())]
    shares.sort(key=lambda one: (one.span, one.value))
    return Settlement(tuple(shares), tuple(dict.fromkeys(left)))


def _settled(live: Sequence[Claim], entry: Predicate) -> Settlement:
    events = [claim for claim in live if claim.nature is Nature.EVENT]
    if events:
        return Settlement(tuple(_events(events)), ())
    is_one = any(holds_one(entry, claim.qualifier) for claim in live)
    bids = [bid for claim in live for bid in _bids(claim, is_one=is_one)]
    stops = [stop for claim in live for stop in _stops(claim, is_one=is_one)]
    tiers = Tiers()
    disputes: list[Dispute] = []
    for trust in sorted({claim.trust for claim in live}, reverse=True):
        own = [bid for bid in bids if bid.claim.trust == trust]
        heard = [stop for stop in stops if stop.claim.trust >= trust]
        disputes += _equal_starts(own)
        ends = [stop for stop in heard if stop.until == DUSK]
        gaps = [stop for stop in heard if stop.until < DUSK]
        for piece in _interrupted(share_out(own, ends), gaps):
            disputes += tiers.let_in(piece)
    shares = tiers.shares()
    disputes += _contesting_stops(shares, stops)
    if entry.temporal is Temporal.ETERNAL:
        shares, contested = _always(shares)
        disputes += contested
    return Settlement(tuple(shares), tuple(dict.fromkeys(disputes)))


def _bids(claim: Claim, *, is_one: bool) -> list[Bid]:
    """What a claim says held, and when. A plain denial in a one-valued slot says nothing held."""
    value = (claim.predicate, claim.object)
    if claim.reader in (OVER, OTHERS_OVER):
        return []  # what ends something says nothing of whether it held
    if claim.is_ending:
        past = Bid(claim, (*value, False), claim.stated)
        if not claim.is_negated or is_one or claim.stated.end == DUSK:
            return [past]
        return [past, Bid(claim, (*value, True), Interval(claim.stated.end, DUSK))]
    if claim.is_negated and is_one:
        return []
    return [Bid(claim, (*value, claim.is_negated), claim.stated)]


def _stops(claim: Claim, *, is_one: bool) -> list[Stop]:
    value = (claim.predicate, claim.object, False)
    if claim.is_ending:
        is_of_others = claim.reader == OTHERS_OVER
        return [Stop(claim, value, claim.stated.end, is_of_others=is_of_others)]
    if claim.is_negated and is_one:
        is_for_a_while = claim.is_start_stated and claim.is_end_stated
        until = claim.stated.end if is_for_a_while else DUSK
        return [Stop(claim, value, claim.stated.start, until)]
    return []


def _interrupted(shares: Sequence[Share], gaps: Iterable[Stop]) -> list[Share]:
    """Shares less the times for which they are denied: after those their value is back.

    One of unknown start stays whole: nobody said that it held on both sides.
    """
    denials: defaultdict[Value, list[tuple[Interval, Stop]]] = defaultdict(list)
    for gap in sorted(gaps, key=lambda one: (one.at, one.claim.id)):
        denials[gap.value].append((Interval(gap.at, gap.until), gap))
    spans: defaultdict[Value, list[Interval]] = defaultdict(list)
    for share in shares:
        if share.span.start > DAWN:
            spans[share.value].append(share.span)
    denied = {
        (value, span.start): found
        for value, own in spans.items()
        for span, found in zip(own, overlapping(own, denials[value]), strict=True)
    }
    return [
        piece
        for share in shares
        for piece in _pieces(share, denied.get((share.value, share.span.start), ()))
    ]


def _pieces(share: Share, gaps: Iterable[Stop]) -> list[Share]:
    """What gaps, by their time, leave of a share: each can only cut what the last one left last."""
    pieces = [share]
    for gap in gaps:
        if pieces:
            pieces += _around(pieces.pop(), Interval(gap.at, gap.until), gap)
    return pieces


def _around(share: Share, hole: Interval, gap: Stop) -> list[Share]:
    return [
        replace(share, span=span)
        if span.end == share.span.end
        else replace(
            share,
            span=span,
            ending=Ending.INVALIDATED,
            closed_by=gap.claim.id,
            rule="ended-without-successor",
        )
        for span in without(share.span, hole)
    ]


def _equal_starts(bids: Sequence[Bid]) -> list[Dispute]:
    """Different values that begin together: one is shown, the others wait for a decision. After one
    that interrupts, the best of those that last longer is shown, and is asked about as well."""
    dated = sorted((bid for bid in bids if bid.span.start > DAWN), key=lambda bid: bid.order)
    found = []
    for _, together in groupby(dated, key=lambda bid: bid.span.start):
        left = list(together)
        while left:
            shown = left[-1]
            for loser, winner in _against_the_last([bid.value for bid in left]):
                told = left[winner].claim, left[loser].claim
                found.append(Dispute(told[0].slot, told[0].id, told[1].id, "equal-start"))
            lasting = [bid for bid in left if bid.span.end > shown.span.end]
            left = lasting if shown.is_interruption else []
    return found


def _against_the_last(values: Sequence[Value]) -> list[tuple[int, int]]:
    """Places of values in order, two by two: the last one, which is shown, and each other value;
    the best of those, and where else the shown one is told. One pair for each that is not shown.

    Of a thousand values all pairs would be half a million questions. What is asked of two that are
    both hidden depends on whether what is shown holds: it is asked once that is given up.
    """
    last = len(values) - 1
    rivals = [place for place, one in enumerate(values) if one != values[-1]]
    if not rivals:
        return []
    alike = [place for place in range(last) if values[place] == values[last]]
    pairs = [(place, last) for place in rivals]
    return pairs + [(min(place, rivals[-1]), max(place, rivals[-1])) for place in alike]


def _contesting_stops(shares: Sequence[Share], stops: Iterable[Stop]) -> list[Dispute]:
    """A less trusted "it is over" closes nothing; it only contests."""
    held: defaultdict[Value, list[Share]] = defaultdict(list)
    for share in shares:
        held[share.value].append(share)
    found = []
    for stop in stops:
        if stop.is_of_others:
            continue  # it says of no value that it is over, so nobody need decide
        own = held.get(stop.value, [])  # by time, and never two at a time
        place = bisect_right(own, stop.at, key=lambda one: one.span.start)
        for share in own[max(0, place - 1) : place]:
            if stop.at in share.span and share.trust > stop.claim.trust:
                told = share.claims[0]
                found.append(Dispute(stop.claim.slot, told.id, stop.claim.id, "trust-first"))
    return found


def _always(shares: Sequence[Share]) -> tuple[list[Share], list[Dispute]]:
    """What can never change held before we were told; two values of it are a dispute.

    The first telling that is trusted most is the one that held always: less trusted ones from
    before it only contest.
    """
    ordered = sorted(shares, key=lambda share: (share.span, share.value))
    best = [share.claims[0] for share in ordered]
    disputes = [
        Dispute(best[new].slot, best[new].id, best[old].id, "cannot-change")
        for old, new in _against_the_last([share.value for share in ordered])
    ]
    top = max((share.trust for share in ordered), default=None)
    for place, first in enumerate(ordered):
        if first.trust == top:
            return [*_since_ever(first, ordered[:place]), *ordered[place + 1 :]], disputes
    return ordered, disputes


def _since_ever(first: Share, before: Sequence[Share]) -> list[Share]:
    """The share without a beginning, unless its own source gave one; then all stays as it is."""
    if any(one.is_start_stated for one in first.claims if one.trust == first.trust):
        return [*before, first]
    agreeing = [claim for one in before if one.value == first.value for claim in one.claims]
    whole = joined(first, agreeing) if agreeing else first
    return [replace(whole, span=Interval(DAWN, first.span.end))]


def _events(claims: Sequence[Claim]) -> list[Share]:
    """Events never conflict: one told again is one fact, dated as closely as anyone did."""
    groups: list[tuple[Interval, list[Claim]]] = []
    places = defaultdict[bool, _Places](_Places)
    for claim in sorted(claims, key=_narrowest_first):
        home = places[claim.is_negated].within(claim.stated)
        if home is None:
            places[claim.is_negated].add(claim.stated, len(groups))
            groups.append((claim.stated, [claim]))
        else:
            groups[home][1].append(claim)
    return [
        Share(
            _event_value(found[0]),
            span,
            best_first(found),
            Ending.STATED,
            None,
            "corroborated" if len(found) > 1 else "event",
        )
        for span, found in groups
    ]


def _narrowest_first(claim: Claim) -> tuple[bool, timedelta, Interval, str]:
    """An untrusted telling comes last: it may agree with a date, but gives none to others."""
    span = claim.stated
    return (claim.trust is Trust.UNTRUSTED, span.end - span.start, span, claim.id)


class _Places:
    """The dates of events told so far, each with its number."""

    def __init__(self) -> None:
        self._spans: list[tuple[Interval, int]] = []

    def add(self, span: Interval, number: int) -> None:
        insort(self._spans, (span, number))

    def within(self, span: Interval) -> int | None:
        """The first date told that a wider one holds; an undated telling joins only an undated."""
        past = span.start + INSTANT if span.start == DAWN else span.end
        first, last = (bisect_left(self._spans, one, key=_begin) for one in (span.start, past))
        met = self._spans[first:last]
        is_undated = span.start == DAWN
        return min(
            (number for one, number in met if is_undated or one.end <= span.end), default=None
        )


def _begin(place: tuple[Interval, int]) -> datetime:
    return place[0].start


def _event_value(claim: Claim) -> Value:
    return (claim.predicate, claim.object, claim.is_negated)
