"""The embedded engine: `GraphStore` and `Queue` on one SQLite file, with numpy for the scores."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial

import numpy as np
from numpy.typing import NDArray

from quipu.graph.engines.checks import check_page, check_vectors, check_wanted
from quipu.graph.engines.sqlite import (
    archive,
    communities,
    history,
    lists,
    reads,
)
from quipu.graph.engines.sqlite import erase as erasing
from quipu.graph.engines.sqlite.appearances import appearances
from quipu.graph.engines.sqlite.apply import apply
from quipu.graph.engines.sqlite.around import around
from quipu.graph.engines.sqlite.attempts import attempts
from quipu.graph.engines.sqlite.gather import gather
from quipu.graph.engines.sqlite.kept import keep
from quipu.graph.engines.sqlite.profiles import profiles, summaries
from quipu.graph.engines.sqlite.recorded import SqliteRecords
from quipu.graph.engines.sqlite.room import must_have_room
from quipu.graph.engines.sqlite.scopes import chain_of
from quipu.graph.engines.sqlite.scrub import scrubbed
from quipu.graph.engines.sqlite.shelves import Shelves
from quipu.schema.archives import Batch
from quipu.schema.changes import ChangeKind, ChangeSet, LogEntry
from quipu.schema.communities import Community, CommunityQuery
from quipu.schema.erasing import Choice, Erasure, Holdings, Residue
from quipu.schema.identity import ClaimId, EntityId, EpisodeId, FactId, Scope, SlotKey
from quipu.schema.intervals import AsOf
from quipu.schema.jobs import Lease
from quipu.schema.knowledge import Claim, Entity, Episode, Fact
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
from quipu.schema.recall import Candidates, Neighbourhood, Wanted
from quipu.schema.reviews import Disputed, DisputePlace
from quipu.schema.turns import Beside


@dataclass(frozen=True, slots=True)
class SqliteEngine(SqliteRecords):
    """One file as memory and queue. Any number of tasks, threads and processes may share it.

    Every call is one transaction; writes have a thread of their own. An acknowledged write
    survives `kill -9` and loss of power. An episode is searchable once its vector has come by
    `apply`; `open_sqlite` makes one of these.
    """

    shelves: Shelves
    on_close: Callable[[], None]

    async def apply(
        self, scope: Scope, changes: ChangeSet, vectors: Vectors, lease: Lease | None = None
    ) -> int:
        check_vectors(vectors, self.shelves.dimensions)
        return await self._write(lambda c: apply(c, scope, changes, vectors, lease))

    async def gather(self, scope: Scope, wanted: Wanted) -> Candidates:
        check_wanted(wanted, self.shelves.dimensions)
        found: Candidates | None = None
        while found is None:
            found = await self._read(lambda c: gather(c, self.shelves, scope, wanted))
        await self._keep_runs()
        return found

    async def around(
        self, scope: Scope, entities: Collection[EntityId], view: AsOf, reach: Reach
    ) -> Neighbourhood:
        walked = (list(dict.fromkeys(entities)), view, reach)
        found: Neighbourhood | None = None
        while found is None:
            found = await self._read(lambda c: around(c, self.shelves, scope, walked))
        await self._keep_runs()
        return found

    async def _keep_runs(self) -> None:
        for run in self.shelves.take_unkept():
            await asyncio.to_thread(self.connections.at_leisure, partial(keep, run=run))

    async def appearances(self, scope: Scope, query: AppearanceQuery) -> Appearances:
        return await self._read(
            lambda c: appearances(c, chain_of(c, scope, inherit=query.inherit), query)
        )

    async def revision(self, scope: Scope) -> int:
        return await self._read_own(scope, history.revision)

    async def last_change(self) -> datetime | None:
        return await self._read(history.last_change)

    async def slots(self, scope: Scope, keys: Collection[SlotKey]) -> SlotState:
        return await self._read_chain(scope, lambda c, of: reads.slots(c, of, scope, keys))

    async def named(self, scope: Scope, forms: Collection[str]) -> dict[str, list[Entity]]:
        return await self._read_chain(scope, lambda c, of: reads.named(c, of, forms))

    async def speakers(self, scope: Scope, names: Collection[str]) -> list[str]:
        return await self._read_chain(scope, lambda c, of: reads.speakers(c, of, names))

    async def alike(self, scope: Scope, names: Collection[str]) -> list[Entity]:
        return await self._read_chain(scope, lambda c, of: reads.alike(c, of, names))

    async def facts(self, scope: Scope, ids: Collection[FactId]) -> list[Fact]:
        return await self._read_chain(scope, lambda c, of: reads.facts(c, of, ids))

    async def entities(self, scope: Scope, ids: Collection[EntityId]) -> list[Entity]:
        return await self._read_chain(scope, lambda c, of: reads.entities(c, of, ids))

    async def episodes(self, scope: Scope, ids: Collection[EpisodeId]) -> list[Episode]:
        return await self._read_chain(scope, lambda c, of: reads.episodes(c, of, ids))

    async def claims(self, scope: Scope, ids: Collection[ClaimId]) -> list[Claim]:
        return await self._read_chain(scope, lambda c, of: reads.claims(c, of, ids))

    async def ids_beginning(self, scope: Scope, beginning: str, limit: int) -> list[str]:
        return await self._read_chain(
            scope, lambda c, of: reads.ids_beginning(c, of, beginning, limit)
        )

    async def claims_of(self, scope: Scope, episodes: Collection[EpisodeId]) -> list[Claim]:
        return await self._read_chain(scope, lambda c, of: reads.claims_of(c, of, episodes))

    async def claims_about(self, scope: Scope, entities: Collection[EntityId]) -> list[Claim]:
        return await self._read_own(scope, lambda c, own: reads.claims_about(c, own, entities))

    async def turns_beside(
        self, scope: Scope, episodes: Collection[EpisodeId]
    ) -> dict[EpisodeId, Beside]:
        return await self._read_own(scope, lambda c, own: reads.turns_beside(c, own, episodes))

    async def revisions(self, scope: Scope, fact: FactId) -> list[Fact]:
        return (await self.revisions_each(scope, [fact]))[0]

    async def revisions_each(self, scope: Scope, facts: Sequence[FactId]) -> list[list[Fact]]:
        return await self._read_chain(
            scope, lambda c, of: [reads.revisions(c, of, fact) for fact in facts]
        )

    async def list_facts(self, scope: Scope, query: FactQuery, page: Page) -> list[Fact]:
        check_page(page)
        return await self._listed(scope, query, lambda c, of: lists.list_facts(c, of, query, page))

    async def list_facts_each(
        self, scope: Scope, queries: Sequence[FactQuery], first: int
    ) -> list[list[Fact]]:
        check_page(page := Page(first))
        return await self._read(lambda c: lists.list_facts_each(c, scope, queries, page))

    async def count_facts(self, scope: Scope, query: FactQuery) -> int:
        return await self._listed(scope, query, lambda c, of: lists.count_facts(c, of, query))

    async def count_facts_each(self, scope: Scope, queries: Sequence[FactQuery]) -> list[int]:
        return await self._read(lambda c: lists.count_facts_each(c, scope, queries))

    async def list_entities(self, scope: Scope, query: EntityQuery, page: Page) -> list[Entity]:
        check_page(page)
        read = lists.list_entities
        return await self._listed(scope, query, lambda c, of: read(c, of, query, page))

    async def count_entities(self, scope: Scope, query: EntityQuery) -> int:
        return await self._listed(scope, query, lambda c, of: lists.count_entities(c, of, query))

    async def changes(
        self, scope: Scope, since: int, limit: int, kinds: Collection[ChangeKind] = ()
    ) -> list[LogEntry]:
        return await self._read_chain(
            scope, lambda c, of: history.changes(c, of, since, limit, kinds)
        )

    async def changes_of(self, scope: Scope, items: Collection[str], limit: int) -> list[LogEntry]:
        return (await self.changes_of_each(scope, [items], limit))[0]

    async def changes_of_each(
        self, scope: Scope, lists: Sequence[Collection[str]], limit: int
    ) -> list[list[LogEntry]]:
        return await self._read_chain(
            scope, lambda c, of: [history.changes_of(c, of, items, limit) for items in lists]
        )

    async def disputes(
        self,
        scope: Scope,
        after: DisputePlace | None,
        limit: int,
        slots: Collection[SlotKey] = (),
    ) -> list[Disputed]:
        return await self._read_chain(
            scope, lambda c, of: history.disputes(c, of, after, limit, slots)
        )

    async def statistics(self, scope: Scope, view: AsOf) -> Statistics:
        return await self._read_chain(scope, lambda c, of: history.statistics(c, of, view))

    async def profiles(
        self, scope: Scope, ids: Collection[EntityId], view: AsOf
    ) -> dict[EntityId, Profile]:
        return await self._read_chain(scope, lambda c, of: profiles(c, of, ids, view))

    async def summaries(
        self, scope: Scope, ids: Collection[EntityId], view: AsOf
    ) -> dict[EntityId, tuple[str, ...]]:
        return await self._read_chain(scope, lambda c, of: summaries(c, of, ids, view))

    async def keep_communities(self, scope: Scope, found: Sequence[Community]) -> None:
        await self._write(lambda c: communities.keep_communities(c, scope, found))

    async def communities(
        self, scope: Scope, query: CommunityQuery, skip: int, limit: int
    ) -> list[Community]:
        return await self._read(lambda c: communities.communities(c, scope, query, skip, limit))

    async def attempts(
        self, scope: Scope, known: datetime, limit: int, *, inherit: bool = True
    ) -> tuple[Sequence[Episode], NDArray[np.float32]]:
        found, vectors = await self._read(
            lambda c: attempts(c, chain_of(c, scope, inherit=inherit), known, limit)
        )
        return found, np.array(vectors, np.float32).reshape(-1, self.shelves.dimensions)

    async def scopes_of(self, tenant: str) -> list[Scope]:
        return await self._read(lambda c: erasing.scopes_of(c, tenant))

    async def chosen(self, scope: Scope, choice: Choice) -> list[EpisodeId]:
        return await self._read(lambda c: erasing.chosen(c, scope, choice))

    async def holdings(self, scope: Scope, episodes: Collection[EpisodeId]) -> Holdings:
        return await self._read(lambda c: erasing.holdings(c, scope, episodes))

    async def erase(
        self, scope: Scope, erasure: Erasure, changes: ChangeSet, vectors: Vectors
    ) -> int:
        check_vectors(vectors, self.shelves.dimensions)
        sequence = await self._write(lambda c: erasing.erase(c, scope, erasure, changes, vectors))
        for number in await self._read_own(scope, lambda _, own: list(own.scopes)):
            self.shelves.erased(number)
        return sequence

    async def erasure_keys(self, scope: Scope) -> dict[Scope, str]:
        return await self._read_chain(scope, erasing.erasure_keys)

    async def buried(self, scope: Scope, digests: Collection[str]) -> frozenset[str]:
        return await self._read_chain(scope, lambda c, of: erasing.buried(c, of, digests))

    async def scrub(self, at: datetime) -> Residue:
        return await self.connections.threads.write(partial(scrubbed, self.connections))

    async def ready(self) -> None:
        await self._read(lambda c: c.execute("SELECT count(*) FROM migration").fetchone())
        must_have_room(self.connections.path)

    async def version(self) -> str:
        """Which SQLite this is."""
        return sqlite3.sqlite_version

    async def close(self) -> None:
        await asyncio.to_thread(self.connections.close)
        await asyncio.to_thread(self.on_close)

    async def contents(self, tenant: str) -> AsyncIterator[Batch]:
        with self.connections.reading() as connection:
            found = archive.contents(connection, tenant)
            while (batch := await asyncio.to_thread(next, found, None)) is not None:
                yield batch

    async def take_in(self, tenant: str, batches: Iterable[Batch]) -> int:
        return await self._write(lambda c: archive.take_in(c, tenant, batches))
