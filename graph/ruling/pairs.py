"""Two names that may mean one: as they wait for a decision, and what is decided of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from quipu.graph.consolidation.identities import (
    SAME_AS,
    held_apart,
    identities_in,
    identity_slot,
    likely_in,
)
from quipu.graph.consolidation.rulings import decisions_on, left_standing
from quipu.graph.memory import Memory
from quipu.graph.regrouping import rulings_about
from quipu.graph.ruling.acts import Act
from quipu.graph.ruling.merging import same, trust_of
from quipu.graph.ruling.outcomes import SETTLED_BY_RULE, STILL_OPEN, outcome_of
from quipu.schema.identity import EntityId, EpisodeId, Scope
from quipu.schema.knowledge import Claim, Entity, Episode, Mention, Statement, Trust
from quipu.schema.ports import GraphStore
from quipu.schema.readers import DECIDED
from quipu.schema.reviews import Disputed, Review, ReviewKind, Verdict, review_id
from quipu.schema.rulings import DECISION


@dataclass(frozen=True, slots=True)
class Pair:
    """A likely pair as it was noted, with both entities as they are now."""

    kept: Disputed
    claim: Claim
    first: Entity  # whom was met before
    second: Entity


async def paired(
    store: GraphStore, scope: Scope, noted: Sequence[tuple[Disputed, Claim]]
) -> dict[str, Pair]:
    """Pairs by the ids of their reviews; without those of whom one is not there any more."""
    likely = [(kept, claim, likely_in(claim)) for kept, claim in noted]
    ids = {end for _, _, pair in likely for end in (pair.one, pair.other)}
    there = {one.id: one for one in await store.entities(scope, sorted(ids))} if ids else {}
    return {
        review_id(kept.dispute): Pair(kept, claim, there[pair.other], there[pair.one])
        for kept, claim, pair in likely
        if {pair.one, pair.other} <= there.keys() and not claim.is_retracted
    }


async def pair_reviews(memory: Memory, pairs: Mapping[str, Pair]) -> dict[str, Review]:
    """Pairs with what has become of them: as many reads as for one pair in each exact scope."""
    by_scope: dict[Scope, dict[str, Pair]] = {}
    for id, pair in pairs.items():
        by_scope.setdefault(pair.kept.scope, {})[id] = pair
    found: dict[str, Review] = {}
    for scope, some in by_scope.items():
        ends = [end.id for pair in some.values() for end in (pair.first, pair.second)]
        rulings = await rulings_about(memory.store, scope, ends)
        told = {one.episode for one in rulings if one.reader == DECIDED}
        heard = await memory.store.episodes(scope, sorted(told)) if told else []
        tellings = {one.id: one for one in heard}
        standing = {one.id for one in left_standing([c for c in rulings if not c.is_retracted])}
        found |= {
            id: _pair_review(id, pair, rulings, tellings)
            for id, pair in some.items()
            if pair.claim.id in standing  # else its text was taken back
        }
    return found


def _pair_review(
    id: str, pair: Pair, rulings: Sequence[Claim], tellings: Mapping[EpisodeId, Episode]
) -> Review:
    likely = likely_in(pair.claim)
    outcome = outcome_of(decisions_on(rulings, id), tellings)
    if outcome is None:
        is_settled = _is_settled(rulings, (pair.first.id, pair.second.id))
        outcome = SETTLED_BY_RULE if is_settled else STILL_OPEN
    return Review(
        id=id,
        scope=pair.kept.scope,
        status=outcome.status,
        first=pair.claim,
        second=pair.claim,
        facts=(),
        reason=likely.rule,
        opened_at=pair.kept.opened_at,
        decided_by=outcome.by,
        decision=outcome.decision,
        kind=ReviewKind.POSSIBLY_SAME_AS,
        entities=(pair.first, pair.second),
        score=likely.score,
    )


def _is_settled(claims: Sequence[Claim], ends: tuple[EntityId, EntityId]) -> bool:
    """Whether other rulings say already that the two are one, or two."""
    who = identities_in(claims)
    one, other = (who.root(end) for end in ends)
    return one == other or frozenset((one, other)) in held_apart(claims, who)


async def trust_needed(memory: Memory, found: Review) -> Trust:
    """How far one must be trusted to say who two are: as far as who speaks of them."""
    store, scope = memory.store, found.scope
    ids = [one.id for one in found.entities]
    who = identities_in(await rulings_about(store, scope, ids))
    members = sorted({one for id in ids for one in who.group(id)})
    return trust_of(await store.claims_about(scope, members))


def decision_on_pair(found: Review, verdict: Verdict, act: Act) -> list[Episode]:
    """The verdict, and where the two are one, that they are."""
    first, second = found.entities
    told = Statement(
        subject=Mention(second.id, second.kind, entity=second.id),
        predicate=SAME_AS,
        object=Mention(first.id, first.kind, entity=first.id),
        sentence=f"Decided: {second.id} and {first.id}",
        quote=f"{found.id} {verdict}",
        confidence=1.0,
        reader=DECIDED,
        seat=(identity_slot(found.scope, second.id), identity_slot(found.scope, first.id)),
    )
    is_one = verdict is Verdict.SAME
    merger = (same(found.scope, second, first),) if is_one else ()
    return [act.told(found.scope, DECISION, (told, *merger), act.by.trust)]
