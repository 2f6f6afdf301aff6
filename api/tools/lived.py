"""Attempts and procedures as tools tell of them, and the tool by which an agent records one."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from quipu.api.quoting import quoted
from quipu.api.tools.arguments import argument
from quipu.api.tools.caller import Answer, Caller
from quipu.api.tools.naming import whole_procedure_ids
from quipu.api.tools.telling import as_data, part_of, short
from quipu.schema.errors import NotFound
from quipu.schema.experience import (
    PROCEDURE_PREFIX,
    Experience,
    ExperienceDraft,
    Procedure,
    Step,
    experience_of,
    outcome_of,
)
from quipu.schema.identity import EpisodeId
from quipu.schema.knowledge import Trust
from quipu.schema.ports import JobStatus

_WAIT_SECONDS = 20.0
_BUDGET_TOKENS = 2_000
_IN_FULL = 2_000  # characters of a step of a procedure that was asked for
_SHOWN = 5  # attempts that a procedure names
_MARKS = {True: " (worked)", False: " (failed)", None: ""}


@dataclass(frozen=True, slots=True)
class RecordArguments:
    task: str = argument()
    outcome: str = argument("success, partial or failure.")
    steps: tuple[Step, ...] = argument("What was done, in order.", default=())
    lesson: str = argument("For the next time.", default="")
    used: tuple[str, ...] = argument("Procedures followed, by id.", default=())
    key: str = argument(default="")


async def record(caller: Caller, given: RecordArguments) -> Answer:
    """Record an attempt, and tell which procedures it bears on."""
    memory, scope = caller.memory, caller.scope
    draft = ExperienceDraft(
        given.task,
        outcome_of(given.outcome),
        given.steps,
        lesson=given.lesson,
        used=await whole_procedure_ids(memory, scope, given.used),
        trust=caller.principal.believed(Trust.ASSERTED),
    )
    by = caller.principal.subject
    receipt = await memory.record(scope, draft, given.key or uuid.uuid4().hex, by)
    worker = caller.service.worker
    worker.nudge()
    job = await worker.wait_for(scope, receipt.job.id, _WAIT_SECONDS)
    id = job.episodes[0]
    stored = f"{'Recorded before' if receipt.is_replay else 'Recorded'} as {short(id)}"
    if job.status is not JobStatus.DONE:
        return Answer(f"{stored}, not learned from yet: {job.last_error[:200] or job.id}", (id,))
    found = [
        one
        for one in await memory.procedures(scope)
        if one.scope == scope and (id in one.evidence or one.id in draft.used)
    ]
    head = f"{stored}. Procedures that it bears on: {len(found)}."
    lines = [procedure_line(one) for one in found]
    body = as_data(lines, _BUDGET_TOKENS, "get them by id") if lines else ""
    return Answer("\n".join(part for part in (head, body) if part), (id,))


def attempt_line(one: Experience) -> str:
    """`ex_3k9xabcd "deploy the site" FAILURE on 2024-05-01, lesson "…", 3 steps: get shows all`."""
    lesson = f", lesson {quoted(one.lesson)}" if one.lesson else ""
    steps = f", {len(one.steps)} steps: get shows all" if one.steps else ""
    return f"{_head(one)}{lesson}{steps}"


def procedure_line(one: Procedure, limit: int = 300) -> str:
    """`pr_3k9xabcd "The task is like …" do "…", "…"; avoid "…"; 3 succeeded, 0 failed, …`."""
    do = "; do " + ", ".join(quoted(step, limit) for step in one.steps) if one.steps else ""
    leave = "; avoid " + ", ".join(quoted(step, limit) for step in one.avoid) if one.avoid else ""
    said = ", ".join(quoted(lesson, limit) for lesson in one.lessons)
    learned = f"; learned {said}" if said else ""
    count = f"{one.successes} succeeded, {one.failures} failed, confidence {one.confidence:.2f}"
    return f"{short(one.id)} {quoted(one.when, limit)}{do}{leave}{learned}; {count}"


async def lines_lived(caller: Caller, id: str, offset: int, share_tokens: int) -> list[str]:
    """What there is to know of an attempt or of a procedure. Raises NotFound."""
    if id.startswith(f"{PROCEDURE_PREFIX}_"):
        every = await caller.memory.procedures(caller.scope)
        found = [_whole_procedure(one) for one in every if one.id == id]
    else:
        rows = await caller.memory.store.episodes(caller.scope, [EpisodeId(id)])
        attempts = [one for one in map(experience_of, rows) if one is not None]
        found = [_whole_attempt(one, offset, share_tokens) for one in attempts]
    if not found:
        raise NotFound(f"nothing has the id {short(id)}", hint="search for it", id=id)
    return found


def _whole_procedure(one: Procedure) -> str:
    shown = ", ".join(short(id) for id in one.evidence[-_SHOWN:])
    more = len(one.evidence) - _SHOWN
    also = f" and {more} older" if more > 0 else ""
    return f"{procedure_line(one, _IN_FULL)}; rests on {shown}{also}"


def _whole_attempt(one: Experience, offset: int, share_tokens: int) -> str:
    lesson = f", lesson {quoted(one.lesson, _IN_FULL)}" if one.lesson else ""
    used = f", followed {', '.join(map(short, one.used))}" if one.used else ""
    score = "" if one.score is None else f", score {one.score:g}"
    told = " ".join(_step_text(place, step) for place, step in enumerate(one.steps, start=1))
    if not told:
        return f"{_head(one)}{score}{lesson}{used}"
    steps, more = part_of(told, offset, share_tokens)
    return f"{_head(one)}{score}{lesson}{used}, steps {steps}{more}"


def _step_text(place: int, step: Step) -> str:
    tool = f"{step.tool}: " if step.tool else ""
    seen = f" => {step.observation}" if step.observation else ""
    return f"{place}. {tool}{step.action}{_MARKS[step.succeeded]}{seen}"


def _head(one: Experience) -> str:
    by = f" by {quoted(one.actor, 40)}" if one.actor else ""
    return f"{short(one.id)} {quoted(one.task)} {one.outcome}{by} on {one.created_at:%Y-%m-%d}"
