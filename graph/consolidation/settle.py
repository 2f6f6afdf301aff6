"""All claims of one slot become shares of time: trust first, then time, then what was said."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from itertools import combinations

from quipu.graph.consolidation.beside import kept_both, named
from quipu.graph.consolidation.rulings import in_force
from quipu.graph.consolidation.slots import holds_one
from quipu.graph.consolidation.timeline import (
    Bid,
    Share,
    Stop,
    Value,
    best_first,
    joined,
    share_out,
)
from quipu.schema.changes import Dispute
from quipu.schema.intervals import DAWN, DUSK, Interval
from quipu.schema.knowledge import Claim, Ending, Nature, Temporal, Trust
from quipu.schema.ontology import Predicate


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
    shares: list[Share] = []
    disputes: list[Dispute] = []
    for trust in sorted({claim.trust for claim in live}, reverse=True):
        own = [bid for bid in bids if bid.claim.trust == trust]
        heard = [stop for stop in stops if stop.claim.trust >= trust]
        disputes += _equal_starts(own)
        for share in share_out(own, [stop for stop in heard if stop.until == DUSK]):
            for piece in _interrupted(share, [stop for stop in heard if stop.until < DUSK]):
                shares, contested = _beside(shares, piece)
                disputes += contested
    disputes += _contesting_stops(shares, stops)
    if entry.temporal is Temporal.ETERNAL:
        shares, contested = _always(shares)
        disputes += contested
    return Settlement(tuple(shares), tuple(dict.fromkeys(disputes)))


def _bids(claim: Claim, *, is_one: bool) -> list[Bid]:
    """What a claim says held, and when. A plain denial in a one-valued slot says nothing held."""
    value = (claim.predicate, claim.object)
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
        return [Stop(claim, value, claim.stated.end)]
    if claim.is_negated and is_one:
        is_for_a_while = claim.is_start_stated and claim.is_end_stated
        until = claim.stated.end if is_for_a_while else DUSK
        return [Stop(claim, value, claim.stated.start, until)]
    return []


def _interrupted(share: Share, gaps: Iterable[Stop]) -> list[Share]:
    """A share less the times for which it is denied: after those its value is back.

    One of unknown start stays whole: nobody said that it held on both sides.
    """
    pieces = [share]
    for gap in gaps:
        if gap.value == share.value and share.span.start > DAWN:
            hole = Interval(gap.at, gap.until)
            pieces = [piece for one in pieces for piece in _around(one, hole, gap)]
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
        for span in _without(share.span, hole)
    ]


def _equal_starts(bids: Sequence[Bid]) -> list[Dispute]:
    """Different values that begin together: one is shown, the other waits for a decision."""
    found = []
    dated = sorted((bid for bid in bids if bid.span.start > DAWN), key=lambda bid: bid.order)
    for loser, winner in combinations(dated, 2):
        if loser.span.start == winner.span.start and loser.value != winner.value:
            claim = winner.claim
            found.append(Dispute(claim.slot, claim.id, loser.claim.id, "equal-start"))
    return found


def _contesting_stops(shares: Sequence[Share], stops: Iterable[Stop]) -> list[Dispute]:
    """A less trusted "it is over" closes nothing; it only contests."""
    return [
        Dispute(stop.claim.slot, share.claims[0].id, stop.claim.id, "trust-first")
        for stop in stops
        for share in shares
        if share.value == stop.value and stop.at in share.span and share.trust > stop.claim.trust
    ]


def _beside(shares: Sequence[Share], share: Share) -> tuple[list[Share], list[Dispute]]:
    """Let a share in beside more trusted ones: it agrees, fills gaps, and closes nothing.

    Shares of unknown start block nobody: nothing says that the two overlap in truth.
    """
    settled, disputes, left = list(shares), list[Dispute](), [share.span]
    for place, holder in enumerate(shares):
        if not holder.span.overlaps(share.span):
            continue
        if holder.value == share.value:
            settled[place] = _dated(joined(holder, share.claims), share, settled)
            left = [] if share.span.start == DAWN else left
        elif holder.span.start == DAWN:
            continue
        elif share.span.start > DAWN:
            rival = share.claims[0]
            disputes.append(Dispute(rival.slot, holder.claims[0].id, rival.id, "trust-first"))
        left = [piece for span in left for piece in _without(span, holder.span)]
    if share.span.start == DAWN:
        left = [span for span in left if span.start == DAWN]
    settled += [_piece(share, span, shares) for span in left]
    return sorted(settled, key=lambda one: (one.span, one.value)), disputes


def _dated(holder: Share, share: Share, others: Sequence[Share]) -> Share:
    """A value of unknown start, begun where a less trusted source says; not by a mere rumour,
    and not where another value may have held in that time."""
    if holder.span.start > DAWN or share.trust is Trust.UNTRUSTED:
        return holder
    span = Interval(share.span.start, holder.span.end)
    if any(one.value != holder.value and one.span.overlaps(span) for one in others):
        return holder
    return replace(holder, span=span)


def _piece(share: Share, span: Interval, holders: Sequence[Share]) -> Share:
    if span.end == share.span.end:
        return replace(share, span=span)
    closer = next(one for one in holders if one.span.start == span.end)
    return replace(
        share,
        span=span,
        ending=Ending.SUPERSEDED,
        closed_by=closer.claims[0].id,
        rule="trust-first",
    )


def _without(span: Interval, hole: Interval) -> list[Interval]:
    if not span.overlaps(hole):
        return [span]
    pieces = []
    if span.start < hole.start:
        pieces.append(Interval(span.start, hole.start))
    if hole.end < span.end:
        pieces.append(Interval(hole.end, span.end))
    return pieces


def _always(shares: Sequence[Share]) -> tuple[list[Share], list[Dispute]]:
    """What can never change held before we were told; two values of it are a dispute.

    The first telling that is trusted most is the one that held always: less trusted ones from
    before it only contest.
    """
    ordered = sorted(shares, key=lambda share: (share.span, share.value))
    disputes = [
        Dispute(new.claims[0].slot, new.claims[0].id, old.claims[0].id, "cannot-change")
        for old, new in combinations(ordered, 2)
        if old.value != new.value
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
    for claim in sorted(claims, key=_narrowest_first):
        home = next((found for span, found in groups if _same_event(span, found[0], claim)), None)
        if home is None:
            groups.append((claim.stated, [claim]))
        else:
            home.append(claim)
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


def _same_event(span: Interval, told: Claim, claim: Claim) -> bool:
    """A wider date that holds the narrower one; an undated telling joins only an undated one."""
    if told.is_negated != claim.is_negated:
        return False
    if claim.stated.start == DAWN or span.start == DAWN:
        return claim.stated.start == span.start
    return claim.stated.start <= span.start and span.end <= claim.stated.end


def _event_value(claim: Claim) -> Value:
    return (claim.predicate, claim.object, claim.is_negated)
