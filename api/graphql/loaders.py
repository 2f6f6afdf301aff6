"""Batched reads: all items that one page refers to come in one round trip for each scope."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Hashable, Sequence
from dataclasses import dataclass, fields
from typing import TypeVar

from strawberry.dataloader import DataLoader

from quipu.api.graphql.fetches import Fetches
from quipu.graph.explain import Explanation
from quipu.graph.memory import Memory
from quipu.graph.overriding import Seen
from quipu.schema.changes import LogEntry
from quipu.schema.communities import ToldCommunity
from quipu.schema.identity import ClaimId, EntityId, EpisodeId, FactId, Scope, SlotKey
from quipu.schema.knowledge import Claim, Entity, Episode, Fact
from quipu.schema.ports import FactQuery, Job
from quipu.schema.profiles import Profile
from quipu.schema.reviews import Review

Id = TypeVar("Id", bound=Hashable)
Row = TypeVar("Row")
Fetch = Callable[[Scope, Sequence[Id]], Awaitable[dict[Id, Row]]]


@dataclass(frozen=True, slots=True)
class Loaders:
    """One request's loaders, by (scope to read in, id); None for what is not there."""

    entities: DataLoader[tuple[Scope, EntityId], Entity | None]
    profiles: DataLoader[tuple[Scope, EntityId], Profile | None]
    summaries: DataLoader[tuple[Scope, EntityId], tuple[str, ...] | None]
    facts: DataLoader[tuple[Scope, FactId], Fact | None]
    episodes: DataLoader[tuple[Scope, EpisodeId], Episode | None]
    jobs: DataLoader[tuple[Scope, EpisodeId], Job | None]
    claims: DataLoader[tuple[Scope, ClaimId], Claim | None]
    claims_of: DataLoader[tuple[Scope, EpisodeId], list[Claim] | None]
    contradicting: DataLoader[tuple[Scope, Fact], list[Fact] | None]
    slot_facts: DataLoader[tuple[Scope, SlotKey], list[Fact] | None]
    listed: DataLoader[tuple[Scope, tuple[FactQuery, int]], list[Fact] | None]
    counted: DataLoader[tuple[Scope, FactQuery], int | None]
    revisions: DataLoader[tuple[Scope, FactId], list[Fact] | None]
    logged: DataLoader[tuple[Scope, frozenset[str]], list[LogEntry] | None]
    explanations: DataLoader[tuple[Scope, FactId], Explanation | None]
    communities: DataLoader[tuple[Scope, EntityId], list[ToldCommunity] | None]
    overriding: DataLoader[tuple[Scope, Seen], Fact | None]
    told: DataLoader[tuple[Scope, str], ToldCommunity | None]
    reviews: DataLoader[tuple[Scope, str], Review | None]

    def forget(self) -> None:
        """Read everything anew: a stream must not show what it had read for an event before."""
        for field in fields(self):
            getattr(self, field.name).clear_all()


def loaders_for(memory: Memory) -> Loaders:
    """Fresh loaders: they remember what they read, so they must not outlive the request."""
    fetch = Fetches(memory)
    return Loaders(
        _by_scope(fetch.entities),
        _by_scope(fetch.profiles),
        _by_scope(fetch.summaries),
        _by_scope(fetch.facts),
        _by_scope(fetch.episodes),
        _by_scope(fetch.jobs),
        _by_scope(fetch.claims),
        _by_scope(fetch.claims_of),
        _by_scope(fetch.contradicted),
        _by_scope(fetch.slot_facts),
        _by_scope(fetch.listed),
        _by_scope(fetch.counted),
        _by_scope(fetch.revisions),
        _by_scope(fetch.logged),
        _by_scope(fetch.explanations),
        _by_scope(fetch.communities),
        _by_scope(fetch.overriding),
        _by_scope(fetch.told),
        _by_scope(fetch.reviews),
    )


def _by_scope(fetch: Fetch[Id, Row]) -> DataLoader[tuple[Scope, Id], Row | None]:
    async def load(keys: list[tuple[Scope, Id]]) -> list[Row | None]:
        ids_by_scope: dict[Scope, list[Id]] = {}
        for scope, id in keys:
            ids_by_scope.setdefault(scope, []).append(id)
        found = {scope: await fetch(scope, ids) for scope, ids in ids_by_scope.items()}
        return [found[scope].get(id) for scope, id in keys]

    return DataLoader(load_fn=load)
