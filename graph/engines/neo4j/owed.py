"""The queue of this engine, as its port: see `schema/jobs.py`."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from quipu.graph.engines.neo4j import queue
from quipu.graph.engines.neo4j.database import Database
from quipu.schema.identity import EpisodeId, JobId, Scope
from quipu.schema.jobs import READING, Backlog, Job, Lease, Order, Receipt, Work
from quipu.schema.knowledge import Episode


@dataclass(frozen=True, slots=True)
class Neo4jQueue:
    """`Queue` on one database."""

    database: Database

    async def accept(
        self,
        scope: Scope,
        key: str,
        body_hash: str,
        episodes: Sequence[Episode],
        at: datetime,
        work: Work = READING,
    ) -> Receipt:
        order = Order(key, body_hash, episodes, at, work)
        return await self.database.write(lambda unit: queue.accept(unit, scope, order))

    async def replay(self, scope: Scope, key: str, body_hash: str) -> Receipt | None:
        return await queue.replay(self.database, scope, key, body_hash)

    async def lease(
        self, at: datetime, seconds: float, max_episodes: int, after: Scope | None = None
    ) -> Lease | None:
        return await self.database.write(
            lambda unit: queue.lease(unit, at, seconds, max_episodes, after)
        )

    async def renew(self, lease: Lease, at: datetime, seconds: float) -> None:
        await self.database.write(lambda unit: queue.renew(unit, lease, at, seconds))

    async def failed(
        self, lease: Lease, job: JobId, reason: str, at: datetime, *, is_final: bool
    ) -> None:
        await self.database.write(
            lambda unit: queue.failed(unit, lease, job, reason, at, is_final=is_final)
        )

    async def told(self, lease: Lease, job: JobId, report: str) -> None:
        await self.database.write(lambda unit: queue.told(unit, lease, job, report))

    async def release(self, lease: Lease) -> None:
        await self.database.write(lambda unit: queue.release(unit, lease))

    async def backlog(self) -> Backlog:
        return await queue.backlog(self.database)

    async def job(self, scope: Scope, id: JobId) -> Job | None:
        return await queue.job(self.database, scope, id)

    async def job_of(
        self, scope: Scope, episodes: Collection[EpisodeId]
    ) -> Mapping[EpisodeId, Job]:
        return await queue.job_of_episodes(self.database, scope, episodes)
