"""The worker in the process: settles what is owed, waits for more, and says how it fares."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime

from quipu.graph.intake.ingest import SettleReport
from quipu.schema.errors import MemoryFault, NotFound, Unavailable
from quipu.schema.identity import JobId, Scope
from quipu.schema.ports import Job, JobStatus, Queue

log = logging.getLogger(__name__)

ENDED = frozenset({JobStatus.DONE, JobStatus.FAILED, JobStatus.CANCELLED})
_LONGEST_PAUSE_SECONDS = 30.0
_GRACE_SECONDS = 10.0  # a round under way at shutdown may end in this time
_WORRYING_FAILURES = 3
_GLANCE_SECONDS = 0.2  # between looks for what another process is doing


@dataclass(slots=True)
class Done:
    """What a worker has done since it began, in numbers."""

    episodes: int = 0
    facts: int = 0
    failed_jobs: int = 0

    def count(self, report: SettleReport) -> None:
        """Add one round."""
        self.episodes += report.episodes
        self.facts += report.facts_learned
        self.failed_jobs += report.failed_jobs


@dataclass(slots=True)
class Worker:
    """Runs `settle` until it finds nothing, then waits for a nudge or for the poll interval.

    `settle` does one round and says whether there was anything to do; several workers may run
    on one database, the queue's leases keep them apart.
    """

    settle: Callable[[], Awaitable[bool]]
    queue: Queue
    poll_seconds: float = 0.5
    failures: int = 0  # rounds that failed since the last one that did not
    last_error: str = ""
    done: Done = field(default_factory=Done)
    _task: asyncio.Task[None] | None = None
    _nudged: asyncio.Event = field(default_factory=asyncio.Event)
    _idle: asyncio.Event = field(default_factory=asyncio.Event)
    _stopping: asyncio.Event = field(default_factory=asyncio.Event)
    _round_over: asyncio.Condition = field(default_factory=asyncio.Condition)

    @property
    def is_running(self) -> bool:
        return self._task is not None and not self._task.done()

    @property
    def is_idle(self) -> bool:
        """Whether it found nothing that it may settle when it last looked."""
        return self._idle.is_set()

    @property
    def complaint(self) -> str:
        """Why nothing accepted now would be settled soon; "" while all is well."""
        if not self.is_running:
            return "the worker is not running"
        if self.failures >= _WORRYING_FAILURES:
            return f"the worker failed {self.failures} times in a row: {self.last_error}"
        return ""

    def nudge(self) -> None:
        """There may be new work: look now, not at the next poll."""
        self._idle.clear()
        self._nudged.set()

    @asynccontextmanager
    async def running(self) -> AsyncIterator[Worker]:
        """Work in the background; at the end the round under way is let finish, then cut."""
        self._stopping.clear()
        self._task = asyncio.create_task(self._run(), name="quipu-worker")
        try:
            yield self
        finally:
            await self._stop()

    async def wait_for(self, scope: Scope, job_id: JobId, timeout_seconds: float) -> Job:
        """The job once it has ended, or as it stands when the time is over."""
        deadline = time.monotonic() + timeout_seconds
        while True:
            job = await self.queue.job(scope, job_id)
            if job is None:
                raise NotFound(f"no job {job_id!r} in this scope")
            left = deadline - time.monotonic()
            if job.status in ENDED or left <= 0:
                return job
            await self._next_round(min(left, self.poll_seconds))

    async def drain(self) -> None:
        """Return when this process finds nothing more to settle.

        Raises Unavailable when it cannot settle what is left; that stays queued.
        """
        if not self.is_running:
            while await self.settle():
                pass
            return
        self.nudge()
        await self._idle.wait()
        if self.failures:
            raise Unavailable(f"the worker cannot go on: {self.last_error}")

    async def until_settled(self, moment: datetime) -> None:
        """Return when all that was accepted up to a moment is settled, by whichever process.

        Raises Unavailable like `drain`. What a process has taken that was killed since is waited
        for until its lease is over.
        """
        while True:
            await self.drain()
            owed = await self.queue.backlog()
            if owed.oldest is None or owed.oldest > moment:
                return
            await self._next_round(min(self.poll_seconds, _GLANCE_SECONDS))

    async def until_ended(self, scope: Scope, job_id: JobId) -> Job:
        """The job once it has ended, by whichever process. Raises Unavailable like `drain`."""
        while True:
            await self.drain()
            glance = min(self.poll_seconds, _GLANCE_SECONDS)
            job = await self.wait_for(scope, job_id, glance)
            if job.status in ENDED:
                return job

    async def _run(self) -> None:
        while not self._stopping.is_set():
            self._nudged.clear()
            pause = 0.0 if await self._round() else self._pause_seconds()
            if pause:
                if not self._nudged.is_set():
                    self._idle.set()
                await self._rest(pause)

    async def _round(self) -> bool:
        try:
            was_busy = await self.settle()
        except MemoryFault as fault:
            # Raised on purpose, by us: where it was raised tells the reader of a log nothing.
            self._count(fault)
            log.error("round %d in a row failed: %s", self.failures, " ".join(str(fault).split()))
            return False
        except Exception as error:
            self._count(error)
            log.exception("round %d in a row failed", self.failures)
            return False
        self.failures = 0
        async with self._round_over:
            self._round_over.notify_all()
        return was_busy

    def _count(self, error: Exception) -> None:
        self.failures += 1
        self.last_error = f"{type(error).__name__}: {error}"

    def _pause_seconds(self) -> float:
        """The poll interval, doubled for each failure in a row."""
        doubled: float = self.poll_seconds * 2 ** min(self.failures, 16)
        return min(doubled, max(_LONGEST_PAUSE_SECONDS, self.poll_seconds))

    async def _rest(self, seconds: float) -> None:
        try:
            async with asyncio.timeout(seconds):
                await self._nudged.wait()
        except TimeoutError:
            return

    async def _next_round(self, seconds: float) -> None:
        try:
            async with asyncio.timeout(seconds), self._round_over:
                await self._round_over.wait()
        except TimeoutError:
            return

    async def _stop(self) -> None:
        task, self._task = self._task, None
        if task is None:
            return
        self._stopping.set()
        self._nudged.set()
        _, pending = await asyncio.wait({task}, timeout=_GRACE_SECONDS)
        for late in pending:
            late.cancel()
        await asyncio.gather(task, return_exceptions=True)
