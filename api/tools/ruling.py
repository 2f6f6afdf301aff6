"""The tool by which an agent passes on that something is wrong."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from quipu.api.moments import moment_from
from quipu.api.rulings import Ruled, outcome
from quipu.api.sequences import sequence_of
from quipu.api.tools.arguments import argument
from quipu.api.tools.caller import Answer, Caller
from quipu.api.tools.naming import whole_id
from quipu.api.tools.telling import as_data, citing
from quipu.graph.ruling.amend import corrected, invalidated, undone
from quipu.schema.drafts import EntityRef
from quipu.schema.errors import Invalid
from quipu.schema.identity import FactId
from quipu.schema.knowledge import Trust
from quipu.schema.ports import Job, JobStatus, Receipt
from quipu.schema.rulings import Correction, Invalidation, Ruling

_WAIT_SECONDS = 20.0
_BUDGET_TOKENS = 1_000


@dataclass(frozen=True, slots=True)
class CorrectArguments:
    reason: str = argument("Who says so, and why.")
    fact: str = argument("Its id.", default="")
    value: str = argument("What is right instead.", default="")
    since: str = argument("Its right beginning, ISO 8601.", default="")
    ended: str = argument("When it ended, ISO 8601.", default="")
    undo: str = argument("Instead: the number of a change to take back.", default="")


async def correct(caller: Caller, given: CorrectArguments) -> Answer:
    """Correct, end, refuse or undo, as far as the caller is trusted; tell what is believed now."""
    receipt = await _accepted(caller, given)
    worker = caller.service.worker
    worker.nudge()
    job = await worker.wait_for(caller.scope, receipt.job.id, _WAIT_SECONDS)
    if job.status is not JobStatus.DONE:
        return Answer(f"Accepted, not settled yet: {job.last_error[:200] or job.id}", (job.id,))
    return await _told(caller, job, await outcome(caller.memory, caller.scope, job))


async def _accepted(caller: Caller, given: CorrectArguments) -> Receipt:
    by = Ruling(caller.principal.subject, given.reason, caller.principal.believed(Trust.VERIFIED))
    memory, scope, key = caller.memory, caller.scope, uuid.uuid4().hex
    if bool(given.fact) == bool(given.undo):
        raise Invalid("give either fact or undo", hint="fact is an id, undo a number")
    if given.undo:
        return await undone(memory, scope, sequence_of(given.undo), by, key)
    fact = FactId(await whole_id(memory, scope, given.fact))
    if given.value or given.since:
        if given.ended:
            raise Invalid("ended goes without value and since", hint="correct first, then end")
        target = EntityRef(name=given.value) if given.value else None
        since = moment_from(given.since).at if given.since else None
        return await corrected(
            memory, scope, Correction(fact, target=target, valid_at=since), by, key
        )
    ended = moment_from(given.ended).at if given.ended else None
    return await invalidated(memory, scope, Invalidation(fact, ended), by, key)


async def _told(caller: Caller, job: Job, done: Ruled) -> Answer:
    view, store = caller.memory.view(), caller.memory.store
    gone = await store.facts(caller.scope, [one.id for one in done.gone])
    facts = [*gone, *done.learned]
    said = await caller.said(facts)
    lines = citing(facts, view, said).lines(facts)
    if not done.lines:
        return Answer("Nothing that is believed is otherwise now.", (job.id,))
    head = f"Done. To take it back: undo {done.lines[-1].sequence}."
    body = as_data(lines, _BUDGET_TOKENS, "use timeline")
    return Answer(f"{head}\n{body}", (job.id, *(one.id for one in facts)))
