"""Waiting for what was accepted to be settled, where an answer shows what came of it."""

from __future__ import annotations

from quipu.api.graphql.context import RequestContext
from quipu.api.graphql.errors import TimedOut
from quipu.schema.errors import Invalid
from quipu.schema.identity import Scope
from quipu.schema.ports import Job, JobStatus

WAIT_SECONDS = 30.0


async def until_settled(context: RequestContext, scope: Scope, job: Job) -> Job:
    """The job when it is done. Raises `Invalid` where it failed, `TimedOut` after 30 seconds."""
    worker = context.service.worker
    worker.nudge()
    found = await worker.wait_for(scope, job.id, WAIT_SECONDS)
    if found.status is JobStatus.FAILED:
        raise Invalid(f"it could not be settled: {found.last_error}")
    if found.status is not JobStatus.DONE:
        raise TimedOut(
            f"accepted as {found.id}, not settled within {WAIT_SECONDS:g} s",
            hint="ask again with the same idempotencyKey",
        )
    return found
