"""What people ruled about claims: some count no longer, some values are not believed (pure)."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Sequence

from quipu.schema.identity import ClaimId, EntityId
from quipu.schema.knowledge import DECIDED, REFUSED, WITHDRAWN, Claim, Trust
from quipu.schema.readers import PUT_RIGHT, RULINGS

UNDONE = "UNDONE"
_Said = tuple[str, EntityId, bool]


def in_force(claims: Collection[Claim]) -> list[Claim]:
    """The claims that count, once all rulings among them are carried out; no ruling is one.

    A withdrawal takes out the claims that it names, rulings too, so that each can be taken back. A
    refusal takes out whoever says the same, earlier or later. Neither reaches more trusted claims.
    """
    live = [one for one in claims if not one.is_retracted and not _is_about_one(one)]
    live = _without_put_right(live)
    if not any(claim.reader in RULINGS for claim in live):
        return live
    left = left_standing(live)
    refused: dict[_Said, Trust] = {}
    for claim in left:
        if claim.reader == REFUSED:
            refused[_said(claim)] = max(claim.trust, refused.get(_said(claim), claim.trust))
    return [
        claim
        for claim in left
        if claim.reader not in RULINGS and not _is_refused(claim, refused.get(_said(claim)))
    ]


def _without_put_right(claims: list[Claim]) -> list[Claim]:
    """Claims without what their speaker put right in a later message."""
    marks = [claim for claim in claims if claim.reader == PUT_RIGHT]
    if not marks:
        return claims
    wrong = {(mark.asked, *_said(mark)): mark.trust for mark in marks}
    return [
        one
        for one in claims
        if one.reader != PUT_RIGHT and not _is_refused(one, wrong.get((one.episode, *_said(one))))
    ]


def rulings_on(claims: Collection[Claim], about: Iterable[Claim]) -> list[Claim]:
    """The rulings in force that take out some claims, oldest first."""
    left = left_standing([claim for claim in claims if not claim.is_retracted])
    wanted = {claim.id: claim for claim in about}
    said = {_said(claim) for claim in wanted.values() if claim.reader not in RULINGS}
    found = [
        claim
        for claim in left
        if (claim.reader == REFUSED and _said(claim) in said)
        or (claim.reader == WITHDRAWN and not wanted.keys().isdisjoint(named_by(claim)))
    ]
    return sorted(found, key=lambda claim: (claim.recorded_at, claim.id))


def decisions_on(claims: Collection[Claim], review: str) -> list[Claim]:
    """The decisions in force on a review, oldest first."""
    left = left_standing([claim for claim in claims if not claim.is_retracted])
    decided = [one for one in left if one.reader == DECIDED]
    found = [
        one for one in decided if verdict_in(one) not in ("", UNDONE) and of_review(one) == review
    ]
    return sorted(found, key=lambda claim: (claim.recorded_at, claim.id))


def reviews_decided(claims: Collection[Claim]) -> set[str]:
    """The ids of all reviews on which a decision is in force."""
    left = left_standing([claim for claim in claims if not claim.is_retracted])
    decided = [one for one in left if one.reader == DECIDED]
    return {of_review(one) for one in decided if verdict_in(one) not in ("", UNDONE)}


def of_review(decision: Claim) -> str:
    """The review that a decision is about."""
    return decision.quote.partition(" ")[0]


def verdict_in(decision: Claim) -> str:
    """What was decided; UNDONE marks that a decision was taken back."""
    return decision.quote.partition(" ")[2]


def naming(claims: Iterable[ClaimId]) -> str:
    """The quote of a withdrawal: which claims it takes out."""
    return json.dumps(sorted(claims))


def named_by(withdrawal: Claim) -> list[ClaimId]:
    """The claims that a withdrawal takes out."""
    return [ClaimId(one) for one in json.loads(withdrawal.quote)]


def left_standing(live: Sequence[Claim]) -> list[Claim]:
    """Claims without those that were taken back. Later rulings first: one that is taken back itself
    takes nothing out."""
    trust: dict[ClaimId, Trust] = {}
    own = {claim.id: claim for claim in live}
    rulings = [claim for claim in live if claim.reader == WITHDRAWN]
    for ruling in sorted(rulings, key=lambda claim: (claim.recorded_at, claim.id), reverse=True):
        if not _is_refused(ruling, trust.get(ruling.id)):
            for id in named_by(ruling):
                if id in own:
                    trust[id] = max(ruling.trust, trust.get(id, ruling.trust))
    return [claim for claim in live if not _is_refused(claim, trust.get(claim.id))]


def _is_about_one(claim: Claim) -> bool:
    """Whether it was told of two who are taken for one: that they know each other says nothing."""
    return claim.told is not None and claim.subject == claim.object


def _is_refused(claim: Claim, by: Trust | None) -> bool:
    return by is not None and claim.trust <= by


def _said(claim: Claim) -> _Said:
    return (claim.predicate, claim.object, claim.is_negated)
