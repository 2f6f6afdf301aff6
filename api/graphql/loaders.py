"""Batched reads: all items that one page refers to come in one round trip for each scope."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Hashable, Sequence
from dataclasses import dataclass, fields
from typing import TypeVar

from strawberry.dataloader import DataLoader

from quipu.graph.memory import Memory
from quipu.graph.reviews import contradicting
from quipu.schema.identity import ClaimId, EntityId, EpisodeId, FactId, Scope, SlotKey
from quipu.schema.knowledge import Claim, Entity, Episode, Fact
from quipu.schema.ports import Job
from quipu.schema.profiles import Profile

Id = TypeVar("Id", bound=Hashable)
Row = TypeVar("Row")
Fetch = Callable[[Scope, Sequence[Id]], Awaitable[dict[Id, Row]]]


@dataclass(frozen=True, slots=True)
class Loaders:
    """One request's loaders, by (scope to read in, id); None for what is not there."""

    entities: DataLoader[tuple[Scope, EntityId], Entity | None]
    profiles: DataLoader[tuple[Scope, EntityId], Profile | None]
    facts: DataLoader[tuple[Scope, FactId], Fact | None]
    episodes: DataLoader[tuple[Scope, EpisodeId], Episode | None]
    jobs: DataLoader[tuple[Scope, EpisodeId], Job | None]
    claims: DataLoader[tuple[Scope, ClaimId], Claim | None]
    claims_of: DataLoader[tuple[Scope, EpisodeId], list[Claim] | None]
    contradicting: DataLoader[tuple[Scope, Fact], list[Fact] | None]
    slot_facts: DataLoader[tuple[Scope, SlotKey], list[Fact] | None]

    def forget(self) -> None:
        """Read everything anew: a stream must not show what it had read for an event before."""
        for field in fields(self):
            getattr(self, field.name).clear_all()


def loaders_for(memory: Memory) -> Loaders:
    """Fresh loaders: they remember what they read, so they must not outlive the request."""
    store, queue = memory.store, memory.queue

    async def entities(scope: Scope, ids: Sequence[EntityId]) -> dict[EntityId, Entity]:
        return {row.id: row for row in await store.entities(scope, ids)}

    async def profiles(scope: Scope, ids: Sequence[EntityId]) -> dict[EntityId, Profile]:
        return await store.profiles(scope, ids, memory.view())

    async def facts(scope: Scope, ids: Sequence[FactId]) -> dict[FactId, Fact]:
        return {row.id: row for row in await store.facts(scope, ids)}

    async def episodes(scope: Scope, ids: Sequence[EpisodeId]) -> dict[EpisodeId, Episode]:
        return {row.id: row for row in await store.episodes(scope, ids)}

    async def jobs(scope: Scope, ids: Sequence[EpisodeId]) -> dict[EpisodeId, Job]:
        return dict(await queue.job_of(scope, ids))

    async def claims(scope: Scope, ids: Sequence[ClaimId]) -> dict[ClaimId, Claim]:
        return {row.id: row for row in await store.claims(scope, ids)}

    async def claims_of(scope: Scope, ids: Sequence[EpisodeId]) -> dict[EpisodeId, list[Claim]]:
        return {id: await store.claims_of(scope, id) for id in ids}

    async def contradicted(scope: Scope, facts: Sequence[Fact]) -> dict[Fact, list[Fact]]:
        return await contradicting(memory, scope, facts)

    async def slot_facts(scope: Scope, keys: Sequence[SlotKey]) -> dict[SlotKey, list[Fact]]:
        grouped: dict[SlotKey, list[Fact]] = {key: [] for key in keys}
        for fact in (await store.slots(scope, keys)).facts:
            for slot in {fact.slot, fact.far_slot or fact.slot} & grouped.keys():
                grouped[slot].append(fact)
        return grouped

    return Loaders(
        _by_scope(entities),
        _by_scope(profiles),
        _by_scope(facts),
        _by_scope(episodes),
        _by_scope(jobs),
        _by_scope(claims),
        _by_scope(claims_of),
        _by_scope(contradicted),
        _by_scope(slot_facts),
    )


def _by_scope(fetch: Fetch[Id, Row]) -> DataLoader[tuple[Scope, Id], Row | None]:
    async def load(keys: list[tuple[Scope, Id]]) -> list[Row | None]:
        ids_by_scope: dict[Scope, list[Id]] = {}
        for scope, id in keys:
            ids_by_scope.setdefault(scope, []).append(id)
        found = {scope: await fetch(scope, ids) for scope, ids in ids_by_scope.items()}
        return [found[scope].get(id) for scope, id in keys]

    return DataLoader(load_fn=load)
