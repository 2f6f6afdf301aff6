"""What a request reads of a memory: for all keys of a kind in one scope, one read of the store."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from quipu.graph.communities import communities_by_id, communities_of_each
from quipu.graph.experience.naming import named_in
from quipu.graph.explain import Explanation
from quipu.graph.memory import Memory
from quipu.graph.overriding import Seen, overriding
from quipu.graph.ruling.reviews import contradicting, reviews_by_id
from quipu.schema.changes import LogEntry
from quipu.schema.communities import ToldCommunity
from quipu.schema.experience import Experience, Procedure, experience_of
from quipu.schema.identity import ClaimId, EntityId, EpisodeId, FactId, Scope, SlotKey
from quipu.schema.knowledge import Claim, Entity, Episode, Fact
from quipu.schema.ports import FactQuery, Job
from quipu.schema.profiles import Profile
from quipu.schema.reviews import Review

_LOG_LIMIT = 1_000  # lines of the log that are read of each; where there are more, all of them
_WHOLE_LOG = 2**31 - 1


@dataclass(frozen=True, slots=True)
class Fetches:
    """Each gives what it found by key; a key that is missing there was not found."""

    memory: Memory

    async def entities(self, scope: Scope, ids: Sequence[EntityId]) -> dict[EntityId, Entity]:
        return {row.id: row for row in await self.memory.store.entities(scope, ids)}

    async def profiles(self, scope: Scope, ids: Sequence[EntityId]) -> dict[EntityId, Profile]:
        return await self.memory.store.profiles(scope, ids, self.memory.view())

    async def summaries(
        self, scope: Scope, ids: Sequence[EntityId]
    ) -> dict[EntityId, tuple[str, ...]]:
        return await self.memory.store.summaries(scope, ids, self.memory.view())

    async def facts(self, scope: Scope, ids: Sequence[FactId]) -> dict[FactId, Fact]:
        return {row.id: row for row in await self.memory.store.facts(scope, ids)}

    async def episodes(self, scope: Scope, ids: Sequence[EpisodeId]) -> dict[EpisodeId, Episode]:
        return {row.id: row for row in await self.memory.store.episodes(scope, ids)}

    async def experiences(
        self, scope: Scope, ids: Sequence[EpisodeId]
    ) -> dict[EpisodeId, Experience]:
        rows = map(experience_of, await self.memory.store.episodes(scope, ids))
        return {one.id: one for one in rows if one is not None}

    async def procedures(self, scope: Scope, ids: Sequence[str]) -> dict[str, Procedure]:
        return {one.id: one for one in await self.memory.procedures(scope)}

    async def named_in(
        self, scope: Scope, attempts: Sequence[Experience]
    ) -> dict[Experience, list[Entity]]:
        return await named_in(self.memory.store, scope, attempts)

    async def jobs(self, scope: Scope, ids: Sequence[EpisodeId]) -> dict[EpisodeId, Job]:
        return dict(await self.memory.queue.job_of(scope, ids))

    async def claims(self, scope: Scope, ids: Sequence[ClaimId]) -> dict[ClaimId, Claim]:
        return {row.id: row for row in await self.memory.store.claims(scope, ids)}

    async def claims_of(
        self, scope: Scope, ids: Sequence[EpisodeId]
    ) -> dict[EpisodeId, list[Claim]]:
        grouped: dict[EpisodeId, list[Claim]] = {id: [] for id in ids}
        for claim in await self.memory.store.claims_of(scope, ids):
            grouped[claim.episode].append(claim)
        return grouped

    async def contradicted(self, scope: Scope, facts: Sequence[Fact]) -> dict[Fact, list[Fact]]:
        return await contradicting(self.memory, scope, facts)

    async def slot_facts(self, scope: Scope, keys: Sequence[SlotKey]) -> dict[SlotKey, list[Fact]]:
        grouped: dict[SlotKey, list[Fact]] = {key: [] for key in keys}
        for fact in (await self.memory.store.slots(scope, keys)).facts:
            for slot in {fact.slot, fact.far_slot or fact.slot} & grouped.keys():
                grouped[slot].append(fact)
        return grouped

    async def listed(
        self, scope: Scope, keys: Sequence[tuple[FactQuery, int]]
    ) -> dict[tuple[FactQuery, int], list[Fact]]:
        found: dict[tuple[FactQuery, int], list[Fact]] = {}
        for first in dict.fromkeys(first for _, first in keys):
            queries = [query for query, size in keys if size == first]
            pages = await self.memory.store.list_facts_each(scope, queries, first)
            found |= {(query, first): page for query, page in zip(queries, pages, strict=True)}
        return found

    async def counted(self, scope: Scope, queries: Sequence[FactQuery]) -> dict[FactQuery, int]:
        counts = await self.memory.store.count_facts_each(scope, queries)
        return dict(zip(queries, counts, strict=True))

    async def revisions(self, scope: Scope, ids: Sequence[FactId]) -> dict[FactId, list[Fact]]:
        return dict(zip(ids, await self.memory.store.revisions_each(scope, ids), strict=True))

    async def logged(
        self, scope: Scope, lists: Sequence[frozenset[str]]
    ) -> dict[frozenset[str], list[LogEntry]]:
        read = self.memory.store.changes_of_each
        found = dict(zip(lists, await read(scope, lists, _LOG_LIMIT), strict=True))
        if cut := [items for items, lines in found.items() if len(lines) == _LOG_LIMIT]:
            found |= zip(cut, await read(scope, cut, _WHOLE_LOG), strict=True)
        return found

    async def explanations(self, scope: Scope, ids: Sequence[FactId]) -> dict[FactId, Explanation]:
        return await self.memory.explain_each(scope, ids)

    async def communities(
        self, scope: Scope, ids: Sequence[EntityId]
    ) -> dict[EntityId, list[ToldCommunity]]:
        return await communities_of_each(self.memory.store, scope, self.memory.view(), ids)

    async def overriding(self, scope: Scope, seen: Sequence[Seen]) -> dict[Seen, Fact]:
        rivals = await overriding(self.memory.store, self.memory.ontology, scope, seen)
        pairs = zip(seen, rivals, strict=True)
        return {one: rival for one, rival in pairs if rival is not None}

    async def told(self, scope: Scope, ids: Sequence[str]) -> dict[str, ToldCommunity]:
        return await communities_by_id(self.memory.store, scope, self.memory.view(), ids)

    async def reviews(self, scope: Scope, ids: Sequence[str]) -> dict[str, Review]:
        return await reviews_by_id(self.memory, scope, ids)
