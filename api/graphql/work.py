"""Jobs as they look from outside: the work owed for what was accepted, and how far it is."""

from __future__ import annotations

import strawberry

from quipu.api.graphql.context import Info
from quipu.api.graphql.convert import stamp
from quipu.api.graphql.items import Episode
from quipu.api.graphql.types import DateTime, Node
from quipu.graph.upkeep.consolidating import Pass, PassReport
from quipu.graph.upkeep.going_over import RunReport, report_of
from quipu.schema import identity, ports
from quipu.schema.experience import is_experience
from quipu.schema.identity import JobId
from quipu.schema.jobs import CONSOLIDATE
from quipu.schema.ports import JobStatus

strawberry.enum(
    Pass,
    name="ConsolidationPass",
    description="DEDUPLICATE: pairs of entities that may be one. CONTRADICTIONS: what no rule"
    " settles. COMMUNITIES: made anew, with their summaries.",
)
_PROGRESS = {JobStatus.QUEUED: 0.0, JobStatus.RUNNING: 0.5}  # a batch settles as a whole


@strawberry.type(description="What one pass looked at, what it found, what it wrote.")
class ConsolidationStep:
    name: Pass
    looked_at: int
    found: int
    written: int
    took_ms: float

    @classmethod
    def of(cls, done: PassReport) -> ConsolidationStep:
        return cls(
            name=done.name,
            looked_at=done.looked_at,
            found=done.found,
            written=done.written,
            took_ms=round(done.seconds * 1_000, 1),
        )


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
    report: list[ConsolidationStep] = strawberry.field(
        description="Of a job that goes over a scope: the passes that are done."
    )
    ruled: int | None = strawberry.field(
        description="How many pairs of likely names a model decided in it; null if none was asked."
    )

    @classmethod
    def of(cls, row: ports.Job) -> Job:
        run = report_of(row)
        return cls(
            row=row,
            id=strawberry.ID(row.id),
            kind=row.kind,
            status=row.status,
            progress=_progress(row, run),
            attempts=row.attempts,
            created_at=stamp(row.created_at),
            finished_at=None if row.finished_at is None else stamp(row.finished_at),
            last_error=row.last_error or None,
            report=[ConsolidationStep.of(one) for one in run.passes],
            ruled=None if run.ruled is None else run.ruled.decided,
        )

    @strawberry.field
    async def episodes(self, info: Info) -> list[Episode]:
        return await episodes_of(info, self.row)


def _progress(row: ports.Job, run: RunReport) -> float:
    if row.kind == CONSOLIDATE and row.status is JobStatus.RUNNING:
        return run.progress
    return _PROGRESS.get(row.status, 1.0)


async def job_by_id(info: Info, scope: identity.Scope, id: str) -> Job | None:
    row = await info.context.memory.queue.job(scope, JobId(id))
    return None if row is None else Job.of(row)


async def episodes_of(info: Info, job: ports.Job) -> list[Episode]:
    """The episodes of a job, in the order in which they were given; an attempt is none."""
    keys = [(job.scope, id) for id in job.episodes]
    rows = await info.context.loaders.episodes.load_many(keys)
    told = [row for row in rows if row is not None and not is_experience(row)]
    return [Episode.of(row, job.scope) for row in told]
