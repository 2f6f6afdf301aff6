"""Shares of time become fact rows: what is learned, what is retired, and nothing else."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from quipu.graph.consolidation.timeline import Share
from quipu.schema.changes import ChangeKind, Retired
from quipu.schema.identity import ClaimId, FactId, derived_id
from quipu.schema.intervals import DAWN, DUSK, INSTANT, Interval
from quipu.schema.knowledge import Claim, Ending, Fact, Nature, Trust


@dataclass(frozen=True, slots=True)
class Revision:
    """The difference between what was believed of a slot and what is believed now."""

    retired: tuple[Retired, ...]
    learned: tuple[Fact, ...]


def reconcile(shares: Sequence[Share], believed: Collection[Fact], now: datetime) -> Revision:
    """Turn settled shares into rows, leaving rows alone that still say what is believed.

    Hearing the same set of claims twice changes nothing. `now` must be later than the start of
    `known` of every believed row (see `after`).
    """
    standing = {_content(fact): fact for fact in believed}
    wanted = {_content_of(share): share for share in shares}
    kept = standing.keys() & wanted.keys()
    gone = [fact for content, fact in standing.items() if content not in kept]
    gone_by_said: defaultdict[object, list[Fact]] = defaultdict(list)
    for fact in gone:
        gone_by_said[fact.said].append(fact)
    learned: list[Fact] = []
    heirs: dict[FactId, Fact] = {}
    for content, share in wanted.items():
        if content in kept:
            continue
        same = gone_by_said.get(share.value, [])
        before = _before(share, same)
        fact = fact_of(share, now, revision=before.revision + 1 if before else 1)
        learned.append(fact)
        for old in same:
            if old is before or old.valid.overlaps(share.span):
                heirs.setdefault(old.id, fact)
    retired = tuple(_retired(old, heirs.get(old.id)) for old in gone)
    return Revision(retired, tuple(learned))


def after(now: datetime, believed: Iterable[Fact] = (), told: Iterable[Claim] = ()) -> datetime:
    """A moment later than every belief it may end and every claim it joins, even where the clock
    stood still or was put back: what comes next in the log comes next in time, too."""
    last = max((one.known.start for one in believed), default=DAWN)
    heard = max((one.recorded_at for one in told), default=DAWN)
    return max(now, last + INSTANT, heard + INSTANT)


def fact_of(share: Share, now: datetime, *, revision: int) -> Fact:
    """The row that says what a share says, believed from `now`."""
    predicate, _, is_negated = share.value
    best, counted = _spokesman(share.claims, is_negated=is_negated), _counted(share.claims)
    return Fact(
        id=_row_id(share, best, now),
        scope=best.scope,
        slot=best.slot,
        subject=best.subject,
        predicate=predicate,
        object=best.object,
        sentence=best.sentence,
        nature=_nature(counted),
        valid=share.span,
        known=Interval(now, DUSK),
        ending=share.ending,
        claims=tuple(claim.id for claim in share.claims),
        episodes=tuple(dict.fromkeys(claim.episode for claim in share.claims)),
        confidence=_confidence(counted),
        trust=share.trust,
        rule=share.rule,
        closed_by=share.closed_by,
        revision=revision,
        is_negated=is_negated,
        qualifier=best.qualifier,
        far_slot=best.far_slot,
    )


@dataclass(frozen=True, slots=True)
class Backing:
    """What some claims give to the row that rests on them."""

    sentence: str
    confidence: float
    trust: Trust


def believed_by(claims: Sequence[Claim], *, is_negated: bool) -> Backing:
    """What a row has from its claims, given best first; at least one."""
    best = _spokesman(claims, is_negated=is_negated)
    trust = max(claim.trust for claim in claims)
    return Backing(best.sentence, _confidence(_counted(claims)), trust)


def _spokesman(claims: Sequence[Claim], *, is_negated: bool) -> Claim:
    """The claim whose sentence is shown: rather one that says it holds than that it is over."""
    return min(
        claims, key=lambda c: (c.is_ending, c.is_negated != is_negated)
    )  # min keeps the first, and claims come best first


def _row_id(share: Share, best: Claim, now: datetime) -> FactId:
    said = (*share.value, share.span.start, share.span.end, share.ending, share.closed_by)
    return FactId(derived_id("fa", best.slot, *said, *(c.id for c in share.claims), now))


def _counted(claims: Sequence[Claim]) -> Sequence[Claim]:
    """The claims that count: an untrusted one may agree with others, but adds nothing to them."""
    return [c for c in claims if c.trust > Trust.UNTRUSTED] or claims


def _nature(claims: Sequence[Claim]) -> Nature:
    """A state told as past stays one only while nobody told it as present."""
    natures = {claim.nature for claim in claims}
    for nature in (Nature.EVENT, Nature.STATE, Nature.PLAN):
        if nature in natures:
            return nature
    return Nature.PAST_STATE


def _confidence(claims: Sequence[Claim]) -> float:
    """Sources that agree add up as independent ones: 1 − Π(1 − c), one claim an episode."""
    by_episode: dict[str, float] = {}
    for claim in claims:
        by_episode[claim.episode] = max(by_episode.get(claim.episode, 0.0), claim.confidence)
    doubt = 1.0
    for confidence in by_episode.values():
        doubt *= 1.0 - confidence
    return round(1.0 - doubt, 6)


def _before(share: Share, same: Sequence[Fact]) -> Fact | None:
    """The row of the same value that a new one revises: overlapping or nearest in valid time."""
    return min(
        same,
        key=lambda f: (not f.valid.overlaps(share.span), abs(f.valid.start - share.span.start)),
        default=None,
    )


def inherited(retired: Iterable[Retired], learned: Sequence[Fact]) -> list[Retired]:
    """Rows without a successor get the one that rests on the same claims elsewhere, if any."""
    resting: defaultdict[ClaimId, list[int]] = defaultdict(list)
    for place, fact in enumerate(learned):
        for claim in fact.claims:
            resting[claim].append(place)
    return [
        _inheriting(one.fact, resting, learned) if one.successor is None else one for one in retired
    ]


def _inheriting(
    old: Fact, resting: Mapping[ClaimId, Sequence[int]], learned: Sequence[Fact]
) -> Retired:
    places = sorted({place for claim in old.claims for place in resting.get(claim, ())})
    heirs = (learned[place] for place in places if learned[place].valid.overlaps(old.valid))
    return _retired(old, next(heirs, None))


def _retired(old: Fact, heir: Fact | None) -> Retired:
    if heir is None:
        return Retired(old, ChangeKind.INVALIDATED)
    if heir.ending == old.ending or heir.ending in (Ending.OPEN, Ending.STATED):
        return Retired(old, ChangeKind.UPDATED, heir.id)
    superseded = heir.ending is Ending.SUPERSEDED
    kind = ChangeKind.SUPERSEDED if superseded else ChangeKind.INVALIDATED
    return Retired(old, kind, heir.id)


def _content(fact: Fact) -> tuple[object, ...]:
    return (fact.said, fact.valid, fact.ending, fact.closed_by, frozenset(fact.claims))


def _content_of(share: Share) -> tuple[object, ...]:
    claims = frozenset(claim.id for claim in share.claims)
    return (share.value, share.span, share.ending, share.closed_by, claims)
