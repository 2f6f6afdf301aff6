"""The queue of the embedded engine, as its port: see `schema/jobs.py`."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from quipu.graph.engines.sqlite import queue
from quipu.graph.engines.sqlite.transactions import Transactions
from quipu.schema.identity import EpisodeId, JobId, Scope
from quipu.schema.jobs import READING, Backlog, Job, Lease, Order, Receipt, Work
from quipu.schema.knowledge import Episode


@dataclass(frozen=True, slots=True)
class SqliteQueue(Transactions):
    """`Queue` on one SQLite file."""

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
        return await self._write(lambda c: queue.accept(c, scope, order))

    async def replay(self, scope: Scope, key: str, body_hash: str) -> Receipt | None:
        if await self._read(lambda c: queue.is_used(c, scope, key)):
            return await self._write(lambda c: queue.replay(c, scope, key, body_hash))
        return None

    async def lease(
        self, at: datetime, seconds: float, max_episodes: int, after: Scope | None = None
    ) -> Lease | None:
        return await self._write(lambda c: queue.lease(c, at, seconds, max_episodes, after))

    async def renew(self, lease: Lease, at: datetime, seconds: float) -> None:
        await self._write(lambda c: queue.renew(c, lease, at, seconds))

    async def failed(
        self, lease: Lease, job: JobId, reason: str, at: datetime, *, is_final: bool
    ) -> None:
        await self._write(lambda c: queue.failed(c, lease, job, reason, at, is_final=is_final))

    async def told(self, lease: Lease, job: JobId, report: str) -> None:
        await self._write(lambda c: queue.told(c, lease, job, report))

    async def release(self, lease: Lease) -> None:
        await self._write(lambda c: queue.release(c, lease))

    async def backlog(self) -> Backlog:
        return await self._read(queue.backlog)

    async def job(self, scope: Scope, id: JobId) -> Job | None:
        return await self._read_chain(scope, lambda c, of: queue.job(c, of, id))

    async def job_of(
        self, scope: Scope, episodes: Collection[EpisodeId]
    ) -> Mapping[EpisodeId, Job]:
        return await self._read_chain(scope, lambda c, of: queue.job_of_episodes(c, of, episodes))
