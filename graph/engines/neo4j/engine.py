"""The engine on Neo4j: `GraphStore` and `Queue` on one database."""

from __future__ import annotations

from collections.abc import AsyncIterator, Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

import numpy as np
from numpy.typing import NDArray

from quipu.graph.engines.checks import check_page, check_vectors, check_wanted
from quipu.graph.engines.neo4j import communities, ledger, lists, readings, reads
from quipu.graph.engines.neo4j import erase as erasing
from quipu.graph.engines.neo4j.appearances import appearances
from quipu.graph.engines.neo4j.apply import apply
from quipu.graph.engines.neo4j.archive_in import take_in
from quipu.graph.engines.neo4j.archive_out import contents
from quipu.graph.engines.neo4j.around import around
from quipu.graph.engines.neo4j.attempts import attempts
from quipu.graph.engines.neo4j.disputes import disputes
from quipu.graph.engines.neo4j.emptying import empty_tenant
from quipu.graph.engines.neo4j.gather import Searching, gather
from quipu.graph.engines.neo4j.owed import Neo4jQueue
from quipu.graph.engines.neo4j.profiles import profiles, summaries
from quipu.graph.engines.neo4j.settled import written
from quipu.schema.archives import Batch
from quipu.schema.changes import ChangeKind, ChangeSet, LogEntry
from quipu.schema.communities import Community, CommunityQuery
from quipu.schema.erasing import Choice, Erasure, Holdings, Residue
from quipu.schema.identity import ClaimId, EntityId, EpisodeId, FactId, Scope, SlotKey
from quipu.schema.intervals import AsOf
from quipu.schema.jobs import Lease
from quipu.schema.knowledge import Claim, Entity, Episode, Fact
from quipu.schema.language_models import Bill, Spending
from quipu.schema.ports import (
    AppearanceQuery,
    Appearances,
    EntityQuery,
    FactQuery,
    Page,
    Reach,
    SlotState,
    Statistics,
    Vectors,
)
from quipu.schema.profiles import Profile
from quipu.schema.readings import EpisodeRead
from quipu.schema.recall import Candidates, Neighbourhood, Wanted
from quipu.schema.reviews import Disputed, DisputePlace
from quipu.schema.turns import Beside


@dataclass(frozen=True, slots=True)
class Neo4jEngine(Neo4jQueue):
    """One database as memory and queue. Any number of tasks and processes may share it.

    A read is one statement and one trip; a write is one transaction, tried again where the server
    says so, and doubled by no repetition. `open_neo4j` makes one of these.
    """

    searching: Searching
    dimensions: int

    def contents(self, tenant: str) -> AsyncIterator[Batch]:
        return contents(self.database, tenant)

    async def take_in(self, tenant: str, batches: Iterable[Batch]) -> int:
        await take_in(self.database, tenant, batches)
        return 0  # a log is numbered within its tenant

    async def apply(
        self, scope: Scope, changes: ChangeSet, vectors: Vectors, lease: Lease | None = None
    ) -> int:
        check_vectors(vectors, self.dimensions)
        return await written(
            self.database, scope, lambda unit: apply(unit, scope, changes, vectors, lease)
        )

    async def gather(self, scope: Scope, wanted: Wanted) -> Candidates:
        check_wanted(wanted, self.dimensions)
        return await gather(self.database, self.searching, scope, wanted)

    async def around(
        self, scope: Scope, entities: Collection[EntityId], view: AsOf, reach: Reach
    ) -> Neighbourhood:
        starts = list(dict.fromkeys(entities))
        return await around(self.database, scope, starts, view, reach)

    async def appearances(self, scope: Scope, query: AppearanceQuery) -> Appearances:
        return await appearances(self.database, scope, query)

    async def revision(self, scope: Scope) -> int:
        return await reads.revision(self.database, scope)

    async def last_change(self) -> datetime | None:
        return await reads.last_change(self.database)

    async def slots(self, scope: Scope, keys: Collection[SlotKey]) -> SlotState:
        return await reads.slots(self.database, scope, keys)

    async def named(self, scope: Scope, forms: Collection[str]) -> dict[str, list[Entity]]:
        return await reads.named(self.database, scope, forms)

    async def speakers(self, scope: Scope, names: Collection[str]) -> list[str]:
        return await reads.speakers(self.database, scope, names)

    async def alike(self, scope: Scope, names: Collection[str]) -> list[Entity]:
        return await reads.alike(self.database, scope, names)

    async def facts(self, scope: Scope, ids: Collection[FactId]) -> list[Fact]:
        return await reads.facts(self.database, scope, ids)

    async def entities(self, scope: Scope, ids: Collection[EntityId]) -> list[Entity]:
        return await reads.entities(self.database, scope, ids)

    async def episodes(self, scope: Scope, ids: Collection[EpisodeId]) -> list[Episode]:
        return await reads.episodes(self.database, scope, ids)

    async def claims(self, scope: Scope, ids: Collection[ClaimId]) -> list[Claim]:
        return await reads.claims(self.database, scope, ids)

    async def ids_beginning(self, scope: Scope, beginning: str, limit: int) -> list[str]:
        return await reads.ids_beginning(self.database, scope, beginning, limit)

    async def claims_of(self, scope: Scope, episodes: Collection[EpisodeId]) -> list[Claim]:
        return await reads.claims_of(self.database, scope, episodes)

    async def claims_about(self, scope: Scope, entities: Collection[EntityId]) -> list[Claim]:
        return await reads.claims_about(self.database, scope, entities)

    async def turns_beside(
        self, scope: Scope, episodes: Collection[EpisodeId]
    ) -> dict[EpisodeId, Beside]:
        return await reads.turns_beside(self.database, scope, episodes)

    async def revisions(self, scope: Scope, fact: FactId) -> list[Fact]:
        return (await self.revisions_each(scope, [fact]))[0]

    async def revisions_each(self, scope: Scope, facts: Sequence[FactId]) -> list[list[Fact]]:
        return await reads.revisions(self.database, scope, facts)

    async def list_facts(self, scope: Scope, query: FactQuery, page: Page) -> list[Fact]:
        check_page(page)
        return await lists.list_facts(self.database, scope, query, page)

    async def list_facts_each(
        self, scope: Scope, queries: Sequence[FactQuery], first: int
    ) -> list[list[Fact]]:
        check_page(page := Page(first))
        return await lists.list_facts_each(self.database, scope, queries, page)

    async def count_facts(self, scope: Scope, query: FactQuery) -> int:
        return await lists.count_facts(self.database, scope, query)

    async def count_facts_each(self, scope: Scope, queries: Sequence[FactQuery]) -> list[int]:
        return await lists.count_facts_each(self.database, scope, queries)

    async def list_entities(self, scope: Scope, query: EntityQuery, page: Page) -> list[Entity]:
        check_page(page)
        return await lists.list_entities(self.database, scope, query, page)

    async def count_entities(self, scope: Scope, query: EntityQuery) -> int:
        return await lists.count_entities(self.database, scope, query)

    async def changes(
        self, scope: Scope, since: int, limit: int, kinds: Collection[ChangeKind] = ()
    ) -> list[LogEntry]:
        return await reads.changes(self.database, scope, since, limit, kinds)

    async def changes_of(self, scope: Scope, items: Collection[str], limit: int) -> list[LogEntry]:
        return (await self.changes_of_each(scope, [items], limit))[0]

    async def changes_of_each(
        self, scope: Scope, lists: Sequence[Collection[str]], limit: int
    ) -> list[list[LogEntry]]:
        return await reads.changes_of(self.database, scope, lists, limit)

    async def disputes(
        self,
        scope: Scope,
        after: DisputePlace | None,
        limit: int,
        slots: Collection[SlotKey] = (),
    ) -> list[Disputed]:
        return await disputes(self.database, scope, after, limit, slots)

    async def statistics(self, scope: Scope, view: AsOf) -> Statistics:
        return await reads.statistics(self.database, scope, view)

    async def readings(
        self, scope: Scope, ids: Collection[EpisodeId]
    ) -> dict[EpisodeId, EpisodeRead]:
        return await readings.readings(self.database, scope, ids)

    async def profiles(
        self, scope: Scope, ids: Collection[EntityId], view: AsOf
    ) -> dict[EntityId, Profile]:
        return await profiles(self.database, scope, ids, view)

    async def summaries(
        self, scope: Scope, ids: Collection[EntityId], view: AsOf
    ) -> dict[EntityId, tuple[str, ...]]:
        return await summaries(self.database, scope, ids, view)

    async def stood_in(self, scope: Scope, limit: int) -> list[EpisodeRead]:
        return await readings.stood_in(self.database, scope, limit)

    async def kept_answer(self, scope: Scope, key: str) -> str:
        return await ledger.kept_answer(self.database, scope, key)

    async def charge(self, scope: Scope, bill: Bill) -> None:
        await self.database.write(lambda unit: ledger.charge(unit, scope, bill))

    async def spending(self, scope: Scope, since: str = "") -> list[Spending]:
        return await ledger.spending(self.database, scope, since)

    async def keep_communities(self, scope: Scope, found: Sequence[Community]) -> None:
        await self.database.write(lambda unit: communities.keep_communities(unit, scope, found))

    async def communities(
        self, scope: Scope, query: CommunityQuery, skip: int, limit: int
    ) -> list[Community]:
        return await communities.communities(self.database, scope, query, skip, limit)

    async def attempts(
        self, scope: Scope, known: datetime, limit: int, *, inherit: bool = True
    ) -> tuple[Sequence[Episode], NDArray[np.float32]]:
        chain = scope.chain() if inherit else (scope,)
        found, vectors = await attempts(self.database, chain, known, limit)
        return found, np.array(vectors, np.float32).reshape(-1, self.dimensions)

    async def scopes_of(self, tenant: str) -> list[Scope]:
        return await erasing.scopes_of(self.database, tenant)

    async def chosen(self, scope: Scope, choice: Choice) -> list[EpisodeId]:
        return await erasing.chosen(self.database, scope, choice)

    async def holdings(self, scope: Scope, episodes: Collection[EpisodeId]) -> Holdings:
        return await erasing.holdings(self.database, scope, episodes)

    async def erase(
        self, scope: Scope, erasure: Erasure, changes: ChangeSet, vectors: Vectors
    ) -> int:
        check_vectors(vectors, self.dimensions)
        return await written(
            self.database, scope, lambda unit: erasing.erase(unit, scope, erasure, changes, vectors)
        )

    async def erasure_keys(self, scope: Scope) -> dict[Scope, str]:
        return await erasing.erasure_keys(self.database, scope)

    async def buried(self, scope: Scope, digests: Collection[str]) -> frozenset[str]:
        return await erasing.buried(self.database, scope, digests)

    async def scrub(self, at: datetime) -> Residue:
        return await erasing.residue(self.database, at)

    async def ready(self) -> None:
        await self.database.read("ping")

    async def version(self) -> str:
        """Which Neo4j this is."""
        return str((await self.database.read("server"))["version"])

    async def empty_tenant(self, scope: Scope) -> None:
        """Take a whole tenant out of the database; nobody else may use it meanwhile."""
        await empty_tenant(self.database, scope)

    async def close(self) -> None:
        await self.database.close()
