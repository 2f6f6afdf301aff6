"""All claims of one slot become shares of time: trust first, then time, then what was said."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

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
from quipu.schema.knowledge import Claim, Ending, Nature, Temporal
from quipu.schema.ontology import Cardinality, Predicate


@dataclass(frozen=True, slots=True)
class Settlement:
    """What is believed of one slot, and what a person might still decide."""

    shares: tuple[Share, ...]
    disputes: tuple[Dispute, ...]


def settle(claims: Collection[Claim], entry: Predicate) -> Settlement:
    """Settle every claim ever made in one slot; the order they come in does not matter."""
    live = [claim for claim in claims if not claim.is_retracted]
    events = [claim for claim in live if claim.nature is Nature.EVENT]
    if events:
        return Settlement(tuple(_events(events)), ())
    is_one = entry.cardinality is Cardinality.ONE
    bids = [bid for claim in live for bid in _bids(claim, is_one=is_one)]
    stops = [stop for claim in live for stop in _stops(claim, is_one=is_one)]
    shares: list[Share] = []
    disputes: list[Dispute] = []
    for trust in sorted({claim.trust for claim in live}, reverse=True):
        own = [bid for bid in bids if bid.claim.trust == trust]
        heard = [stop for stop in stops if stop.claim.trust >= trust]
        disputes += _equal_starts(own) + _contesting_stops(shares, stops, trust)
        for share in share_out(own, heard):
            shares, contested = _beside(shares, share)
            disputes += contested
    if entry.temporal is Temporal.ETERNAL:
        shares, contested = _always(shares)
        disputes += contested
    return Settlement(tuple(shares), tuple(dict.fromkeys(disputes)))


def _bids(claim: Claim, *, is_one: bool) -> list[Bid]:
    """What a claim says held, and when. A plain denial in a one-valued slot says nothing held."""
    value = (claim.predicate, claim.object)
    if claim.is_ending:
        past = Bid(claim, (*value, False), claim.stated)
        if not claim.is_negated or is_one:
            return [past]
        since = Interval(claim.stated.end, DUSK)
        return [past, Bid(claim, (*value, True), since)] if claim.stated.end < DUSK else [past]
    if claim.is_negated and is_one:
        return []
    return [Bid(claim, (*value, claim.is_negated), claim.stated)]


def _stops(claim: Claim, *, is_one: bool) -> list[Stop]:
    value = (claim.predicate, claim.object, False)
    if claim.is_ending:
        return [Stop(claim, value, claim.stated.end)]
    if claim.is_negated and is_one:
        return [Stop(claim, value, claim.stated.start)]
    return []


def _equal_starts(bids: Sequence[Bid]) -> list[Dispute]:
    """Different values that begin together: one is shown, the other waits for a decision."""
    found = []
    dated = sorted((bid for bid in bids if bid.span.start > DAWN), key=lambda bid: bid.order)
    for loser, winner in combinations(dated, 2):
        if loser.span.start == winner.span.start and loser.value != winner.value:
            claim = winner.claim
            found.append(Dispute(claim.slot, claim.id, loser.claim.id, "equal-start"))
    return found


def _contesting_stops(shares: Sequence[Share], stops: Iterable[Stop], trust: int) -> list[Dispute]:
    """A less trusted "it is over" closes nothing; it only contests."""
    return [
        Dispute(stop.claim.slot, share.claims[0].id, stop.claim.id, "trust-first")
        for stop in stops
        if stop.claim.trust == trust
        for share in shares
        if share.value == stop.value and stop.at in share.span and share.trust > trust
    ]


def _beside(shares: Sequence[Share], share: Share) -> tuple[list[Share], list[Dispute]]:
    """Let a share in beside more trusted ones: it agrees, fills gaps, and closes nothing.

    Shares of unknown start block nobody: nothing says that the two overlap in truth.
    """
    settled, disputes, left = list(shares), list[Dispute](), [share.span]
    for place, holder in enumerate(shares):
        if holder.trust == share.trust or not holder.span.overlaps(share.span):
            continue
        if holder.value == share.value:
            settled[place] = joined(holder, share.claims)
            left = [] if share.span.start == DAWN else left
        elif holder.span.start == DAWN:
            continue
        else:
            rival = share.claims[0]
            disputes.append(Dispute(rival.slot, holder.claims[0].id, rival.id, "trust-first"))
        left = [piece for span in left for piece in _without(span, holder.span)]
    if share.span.start == DAWN:
        left = [span for span in left if span.start == DAWN]
    settled += [_piece(share, span, shares) for span in left]
    return sorted(settled, key=lambda one: (one.span, one.value)), disputes


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
    """What can never change held before we were told; two values of it are a dispute."""
    ordered = sorted(shares, key=lambda share: share.span)
    if ordered and not any(claim.is_start_stated for claim in ordered[0].claims):
        ordered[0] = replace(ordered[0], span=Interval(DAWN, ordered[0].span.end))
    disputes = [
        Dispute(new.claims[0].slot, new.claims[0].id, old.claims[0].id, "cannot-change")
        for old, new in combinations(ordered, 2)
        if old.value != new.value
    ]
    return ordered, disputes


def _events(claims: Sequence[Claim]) -> list[Share]:
    """Events never conflict: one told again is one fact, dated as closely as anyone did."""
    groups: list[tuple[Interval, list[Claim]]] = []
    for claim in sorted(claims, key=lambda c: (c.stated.end - c.stated.start, c.stated, c.id)):
        home = next((found for span, found in groups if _same_event(span, claim)), None)
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


def _same_event(span: Interval, claim: Claim) -> bool:
    """A wider date that holds the narrower one; an undated telling joins only an undated one."""
    if claim.stated.start == DAWN or span.start == DAWN:
        return claim.stated.start == span.start
    return claim.stated.start <= span.start and span.end <= claim.stated.end


def _event_value(claim: Claim) -> Value:
    return (claim.predicate, claim.object, claim.is_negated)
