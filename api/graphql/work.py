"""Jobs as they look from outside: the work owed for what was accepted."""

from __future__ import annotations

import strawberry

from quipu.api.graphql.context import Info
from quipu.api.graphql.convert import stamp
from quipu.api.graphql.items import Episode
from quipu.api.graphql.types import DateTime, Node
from quipu.schema import identity, ports
from quipu.schema.identity import JobId
from quipu.schema.ports import JobStatus

_PROGRESS = {JobStatus.QUEUED: 0.0, JobStatus.RUNNING: 0.5}  # a batch settles as a whole


@strawberry.type
class Job(Node):
    row: strawberry.Private[ports.Job]
    kind: str
    status: JobStatus
    progress: float
    attempts: int
    created_at: DateTime
    finished_at: DateTime | None
    last_error: str | None

    @classmethod
    def of(cls, row: ports.Job) -> Job:
        return cls(
            row=row,
            id=strawberry.ID(row.id),
            kind=row.kind,
            status=row.status,
            progress=_PROGRESS.get(row.status, 1.0),
            attempts=row.attempts,
            created_at=stamp(row.created_at),
            finished_at=None if row.finished_at is None else stamp(row.finished_at),
            last_error=row.last_error or None,
        )

    @strawberry.field
    async def episodes(self, info: Info) -> list[Episode]:
        return await episodes_of(info, self.row)


async def job_by_id(info: Info, scope: identity.Scope, id: str) -> Job | None:
    row = await info.context.memory.queue.job(scope, JobId(id))
    return None if row is None else Job.of(row)


async def episodes_of(info: Info, job: ports.Job) -> list[Episode]:
    """The episodes of a job, in the order in which they were given."""
    keys = [(job.scope, id) for id in job.episodes]
    rows = await info.context.loaders.episodes.load_many(keys)
    return [Episode.of(row) for row in rows if row is not None]
