"""What a pass over a scope found is noted, so that somebody may decide it: likely pairs, doubts."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

from quipu.graph.anew import anew
from quipu.graph.consolidation.doubtful import Doubt
from quipu.graph.consolidation.identities import (
    held_apart,
    identities_in,
    is_identity,
    likely_claim,
    likely_in,
)
from quipu.graph.consolidation.resolve import Likely
from quipu.graph.consolidation.rulings import left_standing, reviews_decided
from quipu.graph.memory import Memory
from quipu.graph.regrouping import rulings_about
from quipu.graph.vectors import fact_vectors
from quipu.schema.changes import ChangeSet, Dispute
from quipu.schema.identity import ClaimId, EntityId, EpisodeId, Scope
from quipu.schema.jobs import Lease
from quipu.schema.knowledge import Claim, Fact
from quipu.schema.readers import LIKELY
from quipu.schema.reviews import UNUSUAL, review_id
from quipu.schema.rulings import is_ruling

MOST_NOTED = 1_000  # pairs of one run, the likeliest: whoever decides them is one person
_MOST_ASKED = 10_000  # disputes that are looked through
_AT_ONCE = 500  # entities whose claims are read together

Pair = frozenset[EntityId]


async def undecided(
    memory: Memory, scope: Scope, pairs: Sequence[Likely]
) -> tuple[list[Likely], list[Likely]]:
    """Pairs of which nobody has decided anything, and those among them that do not wait yet."""
    ends = {end for pair in pairs for end in (pair.one, pair.other)}
    rulings = await rulings_about(memory.store, scope, ends) if ends else []
    who = identities_in(rulings)
    apart = held_apart(rulings, who)
    waiting, dismissed, decided = set[Pair](), set[Pair](), reviews_decided(rulings)
    for claim in left_standing([one for one in rulings if not one.is_retracted]):
        if claim.reader == LIKELY:
            noted = likely_in(claim)
            pair = frozenset((who.root(noted.one), who.root(noted.other)))
            waiting.add(pair)
            if review_id(_asking(claim)) in decided:
                dismissed.add(pair)
    roots = {one: frozenset((who.root(one.one), who.root(one.other))) for one in pairs}
    open_ = [one for one in pairs if roots[one] not in apart | dismissed and len(roots[one]) == 2]
    return open_, [one for one in open_ if roots[one] not in waiting]


async def noted(
    memory: Memory, scope: Scope, pairs: Sequence[Likely], lease: Lease | None = None
) -> int:
    """Let pairs that do not wait yet wait for somebody to decide; returns how many do now.

    A pair stands with the first text that tells of whom was met last, and goes with it; one of
    whom no text of this scope tells cannot wait, and is found again by the next run.
    """

    async def decide(revision: int) -> int:
        claims = await _likely_claims(memory, scope, pairs)
        changes = ChangeSet(
            at=memory.clock(),
            actor="rule",
            reason="consolidate",
            claims=tuple(claims),
            disputes=tuple(_asking(one) for one in claims),
            revision=revision,
        )
        if claims:
            vectors = await fact_vectors(memory.embedder, ())
            await memory.store.apply(scope, changes, vectors, lease)
        return len(claims)

    return await anew(memory.store, scope, decide)


async def _likely_claims(memory: Memory, scope: Scope, pairs: Sequence[Likely]) -> list[Claim]:
    sources = await _sources(memory, scope, {end for one in pairs for end in (one.one, one.other)})
    at = memory.clock()
    episodes = {one.id: one for one in await memory.store.episodes(scope, set(sources.values()))}
    return [
        likely_claim(episodes[sources[one.one]], one, at)
        for one in (_from_a_text(pair, sources) for pair in pairs)
        if one is not None and sources[one.one] in episodes
    ]


async def unasked(
    memory: Memory, scope: Scope, doubts: Sequence[Doubt]
) -> list[tuple[Doubt, Dispute]]:
    """Doubts about which nobody was asked yet, each with what would wait: the claims that told the
    two facts first."""
    if not doubts:
        return []
    told = {id for one in doubts for fact in (one.first, one.second) for id in fact.claims}
    claims = {one.id: one for one in await memory.store.claims(scope, sorted(told))}
    slots = sorted({one.first.slot for one in doubts})
    kept = await memory.store.disputes(scope, None, _MOST_ASKED, slots)
    asked = {(one.dispute.holder, one.dispute.rival) for one in kept}
    found = []
    for one in doubts:
        holder, rival = _earliest(one.first, claims), _earliest(one.second, claims)
        if (holder.id, rival.id) not in asked:
            found.append((one, Dispute(holder.slot, holder.id, rival.id, UNUSUAL)))
    return found


async def doubted(
    memory: Memory, scope: Scope, disputes: Sequence[Dispute], lease: Lease | None = None
) -> int:
    """Let facts that may contradict each other wait for somebody to decide; returns how many do."""

    async def decide(revision: int) -> int:
        told = {end for one in disputes for end in (one.holder, one.rival)}
        held = {one.id for one in await memory.store.claims(scope, sorted(told))}
        left = [one for one in disputes if {one.holder, one.rival} <= held]
        changes = ChangeSet(
            at=memory.clock(),
            actor="rule",
            reason="consolidate",
            disputes=tuple(left),
            revision=revision,
        )
        vectors = await fact_vectors(memory.embedder, ())
        await memory.store.apply(scope, changes, vectors, lease)
        return len(left)

    return await anew(memory.store, scope, decide)


def _earliest(fact: Fact, claims: Mapping[ClaimId, Claim]) -> Claim:
    told = [claims[id] for id in fact.claims if id in claims]
    return min(told, key=lambda one: (one.recorded_at, one.id))


def _from_a_text(pair: Likely, sources: Mapping[EntityId, EpisodeId]) -> Likely | None:
    """The pair as who was met last, if a text tells of them, is likely whom was met before."""
    newer = Likely(pair.other, pair.one, pair.score, pair.rule)
    return next((one for one in (newer, pair) if one.one in sources), None)


def _asking(claim: Claim) -> Dispute:
    return Dispute(claim.slot, claim.id, claim.id, likely_in(claim).rule)


async def _sources(
    memory: Memory, scope: Scope, entities: Collection[EntityId]
) -> dict[EntityId, EpisodeId]:
    """The first text that tells of each entity; rulings and what was taken back tell nothing."""
    claims: list[Claim] = []
    waiting = sorted(entities)
    while waiting:
        claims += await memory.store.claims_about(scope, waiting[:_AT_ONCE])
        waiting = waiting[_AT_ONCE:]
    told = _telling(claims)
    texts = await memory.store.episodes(scope, {one.episode for one in told})
    rulings = {one.id for one in texts if is_ruling(one)}
    first: dict[EntityId, EpisodeId] = {}
    for claim in sorted(told, key=lambda one: (one.recorded_at, one.occurred_at, one.id)):
        if claim.episode not in rulings:
            for end in (claim.subject, claim.object):
                first.setdefault(end, claim.episode)
    return {one: first[one] for one in entities if one in first}


def _telling(claims: Iterable[Claim]) -> list[Claim]:
    left = left_standing([one for one in claims if not one.is_retracted])
    return [one for one in left if not is_identity(one)]
