"""Retraction: episodes' claims stop counting, and their slots are settled again without them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from quipu.graph.anew import anew
from quipu.graph.aside import aside
from quipu.graph.consolidation.consolidate import consolidate, slots_of
from quipu.graph.consolidation.identities import ruled_on
from quipu.graph.regrouping import regroup
from quipu.graph.renaming import renamed
from quipu.graph.vectors import fact_vectors
from quipu.schema.changes import Cause, ChangeSet
from quipu.schema.errors import NotFound
from quipu.schema.identity import EntityId, EpisodeId, Scope
from quipu.schema.knowledge import Claim
from quipu.schema.ontology import Ontology
from quipu.schema.ports import Embedder, GraphStore

_LINES = 10_000


async def retracted(
    store: GraphStore,
    embedder: Embedder,
    ontology: Ontology,
    scope: Scope,
    episodes: Sequence[EpisodeId],
    cause: Cause,
) -> int:
    """Retract all claims of some episodes of this exact scope; returns the last sequence."""

    async def decide(revision: int) -> tuple[int, set[EntityId]]:
        claims = await _claims_of(store, scope, episodes)
        changes = await _without(store, ontology, scope, claims, cause)
        vectors = await fact_vectors(embedder, changes.learned)
        last = await store.apply(scope, replace(changes, revision=revision), vectors)
        return last, ruled_on(claims)

    last, named = await anew(store, scope, decide)
    if not named:
        return last
    await regroup(store, embedder, ontology, scope, named, cause)
    lines = await store.changes(scope, last, _LINES)
    return lines[-1].sequence if lines else last


async def _without(
    store: GraphStore, ontology: Ontology, scope: Scope, claims: Sequence[Claim], cause: Cause
) -> ChangeSet:
    """What some claims leave behind that count no longer."""
    state = await store.slots(scope, slots_of(claims))
    gone = [claim.id for claim in claims]
    settle = partial(consolidate, (), state, ontology, cause.at, retracted=gone)
    decision = await aside(len(state.claims), settle)
    return ChangeSet(
        at=decision.at,
        actor=cause.actor,
        reason=cause.reason,
        retracted=tuple(gone),
        retired=decision.retired,
        learned=await renamed(store, scope, decision.learned, state.claims),
        disputes=decision.disputes,
    )


async def _claims_of(store: GraphStore, scope: Scope, episodes: Sequence[EpisodeId]) -> list[Claim]:
    found = await store.episodes(scope, episodes)
    held = {episode.id for episode in found if episode.scope == scope}
    for missing in sorted(set(episodes) - held):
        raise NotFound(f"no episode {missing} in this scope", id=missing)
    return await store.claims_of(scope, episodes)
