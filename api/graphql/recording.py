"""Recording an attempt at a task through GraphQL: what is told, and what is known by it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import strawberry

from quipu.api.graphql.context import Info
from quipu.api.graphql.errors import Misplaced, at_path
from quipu.api.graphql.experiences import Experience, Procedure
from quipu.api.graphql.inputs import ScopeInput, scope_from
from quipu.api.graphql.user_errors import UserError, user_error
from quipu.api.graphql.waiting import until_settled
from quipu.graph.experience.recording import attempt_episode
from quipu.schema import experience, identity, knowledge
from quipu.schema.errors import Invalid, MemoryFault
from quipu.schema.experience import ExperienceDraft, Outcome, Step
from quipu.schema.knowledge import Trust
from quipu.schema.ports import Receipt


@strawberry.input
class ExperienceStepInput:
    action: str = strawberry.field(description="What was done, such as a command.")
    observation: str | None = None
    succeeded: bool | None = strawberry.field(default=None, description="Left out: not said.")
    tool: str | None = None
    duration_ms: int | None = None


@strawberry.input
class RecordExperienceInput:
    idempotency_key: str
    task: str = strawberry.field(description="What was to be done, in a sentence.")
    steps: list[ExperienceStepInput]
    outcome: Outcome
    score: float | None = strawberry.field(
        default=None, description="Your own measure of how it went, 0 to 1."
    )
    lesson: str | None = strawberry.field(
        default=None, description="What to do, or to leave, next time."
    )
    used_procedures: list[strawberry.ID] | None = strawberry.field(
        default=None, description="Procedures that were followed: how it went counts for them."
    )
    scope: ScopeInput | None = None


@strawberry.type
class ExperiencePayload:
    experience: Experience | None = None
    updated_procedures: list[Procedure] = strawberry.field(
        default_factory=list, description="Those that rest on this attempt, or were followed in it."
    )
    replayed: bool = False
    trust_lowered_to: knowledge.Trust | None = strawberry.field(
        default=None, description="The caller's own level, where more trust was asked for."
    )
    user_errors: list[UserError] = strawberry.field(default_factory=list)


async def record_experience(info: Info, given: RecordExperienceInput) -> ExperiencePayload:
    """What the mutation `recordExperience` answers."""
    try:
        return await _recorded(info, given)
    except (MemoryFault, Misplaced) as problem:
        return ExperiencePayload(user_errors=[user_error(problem, info, given.scope)])


async def _recorded(info: Info, given: RecordExperienceInput) -> ExperiencePayload:
    with at_path("scope"):
        scope = scope_from(info.context.scope, given.scope)
    asked = _draft(given)
    draft = replace(asked, trust=info.context.principal.believed(asked.trust))
    receipt = await _accepted(info, scope, draft, given.idempotency_key)
    job = await until_settled(info.context, scope, receipt.job)
    [one] = await info.context.loaders.experiences.load_many([(scope, id) for id in job.episodes])
    procedures = [] if one is None else await _resting_on(info, one)
    return ExperiencePayload(
        experience=None if one is None else Experience.of(one, scope),
        updated_procedures=[Procedure.of(row, scope) for row in procedures],
        replayed=receipt.is_replay,
        trust_lowered_to=None if draft == asked else info.context.principal.trust,
    )


async def _resting_on(info: Info, one: experience.Experience) -> list[experience.Procedure]:
    """The procedures of an attempt's own scope that it bears out, or not."""
    return [
        row
        for row in await info.context.memory.procedures(one.scope)
        if row.scope == one.scope and (one.id in row.evidence or row.id in one.used)
    ]


def _draft(given: RecordExperienceInput) -> ExperienceDraft:
    return ExperienceDraft(
        task=given.task,
        outcome=given.outcome,
        steps=tuple(
            Step(
                action=step.action,
                observation=step.observation or "",
                succeeded=step.succeeded,
                tool=step.tool or "",
                duration_ms=step.duration_ms,
            )
            for step in given.steps
        ),
        score=given.score,
        lesson=given.lesson or "",
        used=tuple(given.used_procedures or ()),
        trust=Trust.ASSERTED,
    )


async def _accepted(info: Info, scope: identity.Scope, draft: ExperienceDraft, key: str) -> Receipt:
    try:
        return await info.context.memory.record(scope, draft, key, info.context.principal.subject)
    except Invalid as fault:
        raise Misplaced(fault, _place(info, scope, draft, key)) from fault


def _place(info: Info, scope: identity.Scope, draft: ExperienceDraft, key: str) -> tuple[str, ...]:
    """Which part of an attempt is at fault; none of them where it is the key."""
    now = info.context.memory.clock()
    for path, part in _parts(draft):
        try:
            attempt_episode(scope, part, key, "", now)
        except Invalid:
            return path
    return ("idempotencyKey",)


def _parts(draft: ExperienceDraft) -> Iterator[tuple[tuple[str, ...], ExperienceDraft]]:
    """Each part of an attempt by itself, all else as it should be."""
    sound = ExperienceDraft("task", draft.outcome)
    yield ("task",), replace(sound, task=draft.task)
    yield ("score",), replace(sound, score=draft.score)
    yield ("lesson",), replace(sound, lesson=draft.lesson)
    yield ("usedProcedures",), replace(sound, used=draft.used)
    for number, step in enumerate(draft.steps):
        yield ("steps", str(number)), replace(sound, steps=(step,))
    yield ("steps",), replace(sound, steps=draft.steps)
