"""Work that is owed: jobs, their holding by one worker, and the queue they stand in."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from quipu.schema.identity import EpisodeId, JobId, Scope
from quipu.schema.knowledge import Episode

REMEMBER = "remember"
CONSOLIDATE = "consolidate"


class JobStatus(StrEnum):
    QUEUED = "QUEUED"
    RUNNING = "RUNNING"
    DONE = "DONE"
    FAILED = "FAILED"
    CANCELLED = "CANCELLED"


@dataclass(frozen=True, slots=True)
class Unforgotten:
    """That nothing of what is told was erased on request, as far as could be seen: none of its
    `digests` in the `marked` scopes of the chain, and nothing at all in the others."""

    marked: frozenset[Scope]
    digests: frozenset[str]


@dataclass(frozen=True, slots=True)
class Work:
    """What is owed: reading the episodes of one call, unless another kind is said. `wish` says what
    a kind without episodes is asked for, as JSON; `unforgotten`, what must still be so; `room`,
    how many jobs of the tenant may wait by then, None: any number."""

    kind: str = REMEMBER
    wish: str = ""
    unforgotten: Unforgotten | None = None
    room: int | None = None


READING = Work()


@dataclass(frozen=True, slots=True)
class Order:
    """What is accepted under an idempotency key, as one value: see `Queue.accept`."""

    key: str
    body_hash: str
    episodes: Sequence[Episode]
    at: datetime
    work: Work


@dataclass(frozen=True, slots=True)
class Job:
    """The work owed for one call, and how far it is: `report` is JSON, "" while there is none."""

    id: JobId
    scope: Scope
    status: JobStatus
    episodes: tuple[EpisodeId, ...]
    attempts: int
    created_at: datetime
    finished_at: datetime | None = None
    last_error: str = ""
    kind: str = REMEMBER
    wish: str = ""
    report: str = ""


def unsettled(job: Job) -> tuple[EpisodeId, ...]:
    """The texts of a failed job that its error names; all where it names none."""
    named = tuple(one for one in job.episodes if one in job.last_error)
    return named or job.episodes


@dataclass(frozen=True, slots=True)
class Receipt:
    """What acceptance answers: the job, and whether the key had been used before (same body).

    `forgotten` are the places of what was left out, because it was erased on request.
    """

    job: Job
    is_replay: bool
    forgotten: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Lease:
    """Jobs of one scope held by one worker. `token` fences off a worker whose lease ran out.

    `is_kept`: what is applied under it does not end its jobs, for more is to come. `revision` is
    how often the scope had changed when it was leased, None where somebody wrote under the lease.
    """

    scope: Scope
    jobs: tuple[Job, ...]
    episodes: tuple[Episode, ...]
    token: str
    expires_at: datetime
    is_kept: bool = False
    revision: int | None = None


@dataclass(frozen=True, slots=True)
class Backlog:
    """What a whole database owes: open jobs, since when the oldest waits, and jobs given up."""

    waiting: int
    oldest: datetime | None
    failed: int


class Queue(Protocol):
    """Work that is owed. Lives in the same engine as the graph, in the same transactions."""

    async def accept(
        self,
        scope: Scope,
        key: str,
        body_hash: str,
        episodes: Sequence[Episode],
        at: datetime,
        work: Work = READING,
    ) -> Receipt:
        """Keep the idempotency record, the episodes and their job in one transaction.

        The same key with the same body is a replay and stores nothing, but a job that FAILED is
        opened again: who asks again wants it tried again. With another body it raises `Conflict`.
        An episode whose id is already there is not stored a second time. Raises `Overtaken` where
        something was erased meanwhile that `work.unforgotten` says was not, and `RateLimited`
        where `work.room` is taken up, but for a replay; nothing is kept then.
        """
        ...

    async def replay(self, scope: Scope, key: str, body_hash: str) -> Receipt | None:
        """What `accept` would answer to a key that is used; None where it is free, as it is again
        once what it was used for has been erased."""
        ...

    async def lease(
        self, at: datetime, seconds: float, max_episodes: int, after: Scope | None = None
    ) -> Lease | None:
        """The oldest open jobs of one scope that nobody holds, or None.

        It is the scope that has waited longest; after a scope that had its turn, the next one of
        those that wait, in an order of the engine's own: whoever tells much holds nobody else up.
        Never two leases for one scope at a time, so settling is serial within a scope. A lease
        that has run out may be taken over; the first worker's `apply` is then refused.
        """
        ...

    async def renew(self, lease: Lease, at: datetime, seconds: float) -> None:
        """Hold a lease until `seconds` from now; nothing happens if it has passed on or ended."""
        ...

    async def failed(
        self, lease: Lease, job: JobId, reason: str, at: datetime, *, is_final: bool
    ) -> None:
        """Give a job back (it runs again), or with `is_final` mark it FAILED, visible in status."""
        ...

    async def told(self, lease: Lease, job: JobId, report: str) -> None:
        """Write down how far a running job is; nothing happens once the lease has passed on."""
        ...

    async def release(self, lease: Lease) -> None:
        """Give back all jobs of a lease untouched, such as at shutdown."""
        ...

    async def backlog(self) -> Backlog:
        """What is owed, over all tenants: numbers alone."""
        ...

    async def job(self, scope: Scope, id: JobId) -> Job | None: ...

    async def job_of(
        self, scope: Scope, episodes: Collection[EpisodeId]
    ) -> Mapping[EpisodeId, Job]:
        """The job that each episode belongs to."""
        ...
