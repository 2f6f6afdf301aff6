"""Retraction: episodes' claims stop counting, and their slots are settled again without them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from quipu.graph.consolidation.consolidate import consolidate, slots_of
from quipu.graph.vectors import fact_vectors
from quipu.schema.changes import ChangeSet
from quipu.schema.errors import NotFound
from quipu.schema.identity import EpisodeId, Scope
from quipu.schema.knowledge import Claim
from quipu.schema.ontology import Ontology
from quipu.schema.ports import Embedder, GraphStore


@dataclass(frozen=True, slots=True)
class Cause:
    """Who changes something, why, and when."""

    at: datetime
    actor: str
    reason: str


async def retracted(
    store: GraphStore,
    embedder: Embedder,
    ontology: Ontology,
    scope: Scope,
    episodes: Sequence[EpisodeId],
    cause: Cause,
) -> int:
    """Retract all claims of some episodes of this exact scope; returns the last sequence."""
    claims = await _claims_of(store, scope, episodes)
    state = await store.slots(scope, slots_of(claims))
    gone = [claim.id for claim in claims]
    decision = consolidate((), state, ontology, cause.at, retracted=gone)
    changes = ChangeSet(
        at=decision.at,
        actor=cause.actor,
        reason=cause.reason,
        retracted=tuple(gone),
        retired=decision.retired,
        learned=decision.learned,
        disputes=decision.disputes,
    )
    return await store.apply(scope, changes, await fact_vectors(embedder, decision.learned))


async def _claims_of(store: GraphStore, scope: Scope, episodes: Sequence[EpisodeId]) -> list[Claim]:
    found = await store.episodes(scope, episodes)
    held = {episode.id for episode in found if episode.scope == scope}
    for missing in sorted(set(episodes) - held):
        raise NotFound(f"no episode {missing} in this scope", id=missing)
    return [claim for episode in episodes for claim in await store.claims_of(scope, episode)]
