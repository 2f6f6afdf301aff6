"""Mutation: what can be told to the memory. What the caller can mend comes back as data."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import strawberry

from quipu.api.graphql import reads, ruling
from quipu.api.graphql.consolidating import (
    ConsolidateInput,
    ConsolidatePayload,
    consolidate,
)
from quipu.api.graphql.context import Info
from quipu.api.graphql.errors import Misplaced, at_path
from quipu.api.graphql.forgetting import ForgetInput, ForgetPayload, forget_asked
from quipu.api.graphql.inputs import (
    AddFactInput,
    RememberInput,
    ScopeInput,
    draft_of_episode,
    draft_of_fact,
    scope_from,
)
from quipu.api.graphql.items import Fact
from quipu.api.graphql.merging import (
    MergeEntitiesInput,
    SplitEntityInput,
    merge_entities,
    split_entity,
)
from quipu.api.graphql.payloads import (
    ChangePayload,
    EntityPayload,
    FactPayload,
    RememberPayload,
)
from quipu.api.graphql.recording import (
    ExperiencePayload,
    RecordExperienceInput,
    record_experience,
)
from quipu.api.graphql.ruling import (
    CorrectFactInput,
    DecideInput,
    InvalidateFactInput,
    UndoInput,
)
from quipu.api.graphql.types import Durability, described
from quipu.api.graphql.user_errors import user_error
from quipu.api.graphql.waiting import WAIT_SECONDS, until_settled
from quipu.api.graphql.work import Job, episodes_of
from quipu.graph.accept import episodes_from
from quipu.schema import identity, knowledge, ports
from quipu.schema.drafts import EpisodeDraft
from quipu.schema.errors import Invalid, MemoryFault
from quipu.schema.ports import JobStatus, Receipt

EPISODE_LIMIT = 1_000
_LONGEST_WAIT_MS = 120_000
_ANY_KEY = "key"  # where only the episodes are looked at


@strawberry.type
class Mutation:
    @described(
        "Remember text or JSON. ACCEPTED promises durability only; EXTRACTED waits"
        " until it is read and settled, or until timeoutMs is over: see job.status."
    )
    async def remember(self, info: Info, input: RememberInput) -> RememberPayload:
        try:
            return await _remember(info, input)
        except (MemoryFault, Misplaced) as problem:
            return RememberPayload(user_errors=[user_error(problem, info, input.scope)])

    @described("Add a ready-made fact and wait until it is settled against what is known.")
    async def add_fact(self, info: Info, input: AddFactInput) -> FactPayload:
        try:
            return await _add_fact(info, input)
        except (MemoryFault, Misplaced) as problem:
            return FactPayload(user_errors=[user_error(problem, info, input.scope)])

    @described("Say what a fact should have been; the wrong value gives way, also if told again.")
    async def correct_fact(self, info: Info, input: CorrectFactInput) -> FactPayload:
        return await ruling.correct_fact(info, input)

    @described("Say that a fact ended on a date, or that it never held.")
    async def invalidate_fact(self, info: Info, input: InvalidateFactInput) -> FactPayload:
        return await ruling.invalidate_fact(info, input)

    @described("Say that entities are one: what is told of any is told of the one to keep.")
    async def merge_entities(self, info: Info, input: MergeEntitiesInput) -> EntityPayload:
        return await merge_entities(info, input)

    @described("Say that some facts of an entity are about somebody else, who is new by that.")
    async def split_entity(self, info: Info, input: SplitEntityInput) -> EntityPayload:
        return await split_entity(info, input)

    @described(
        "Take back what led to one change, of facts or entities; an undoing can be undone as well."
    )
    async def undo(self, info: Info, input: UndoInput) -> ChangePayload:
        return await ruling.undo(info, input)

    @described("Decide a review; a decision is a change like any other, and can be undone.")
    async def decide(self, info: Info, input: DecideInput) -> ChangePayload:
        return await ruling.decide(info, input)

    @described(
        "Record an attempt at a task, and wait until it is found and learned from: search for"
        " PROCEDURE and EXPERIENCE before the next one."
    )
    async def record_experience(
        self, info: Info, input: RecordExperienceInput
    ) -> ExperiencePayload:
        return await record_experience(info, input)

    @described(
        "Go over a scope: propose entities that may be one, report what no rule settles, make its"
        " communities anew. What is believed stays as it is; doing it again changes nothing more."
    )
    async def consolidate(self, info: Info, input: ConsolidateInput) -> ConsolidatePayload:
        return await consolidate(info, input)

    @described(
        "Forget for good. A dry run, unless dryRun is false and confirmToken is what a dry run of"
        " the same gave. What is forgotten cannot be told again, nor can this be undone."
    )
    async def forget(self, info: Info, input: ForgetInput) -> ForgetPayload:
        return await forget_asked(info, input)


async def _remember(info: Info, given: RememberInput) -> RememberPayload:
    scope = _own_scope(info, given.scope)
    seconds = _wait_seconds(given)
    asked = _drafts(given)
    believed = info.context.principal.believed
    drafts = [replace(draft, trust=believed(draft.trust)) for draft in asked]
    receipt = await _accept(info, scope, drafts, given.idempotency_key)
    worker = info.context.service.worker
    worker.nudge()
    job = receipt.job
    if given.wait_for is Durability.EXTRACTED:
        job = await worker.wait_for(scope, job.id, seconds)
    facts = await _facts_of(info, job) if job.status is JobStatus.DONE else []
    view = info.context.memory.view()
    return RememberPayload(
        job=Job.of(job),
        episodes=await episodes_of(info, job),
        facts=[Fact.of(row, view, job.scope) for row in facts],
        forgotten=list(receipt.forgotten),
        replayed=receipt.is_replay,
        trust_lowered_to=None if drafts == asked else info.context.principal.trust,
    )


async def _accept(
    info: Info, scope: identity.Scope, drafts: Sequence[EpisodeDraft], key: str
) -> Receipt:
    try:
        return await info.context.memory.remember(scope, drafts, key)
    except Invalid as fault:
        raise Misplaced(fault, _place(scope, drafts, info)) from fault


def _place(scope: identity.Scope, drafts: Sequence[EpisodeDraft], info: Info) -> tuple[str, ...]:
    """Which episode is at fault; none where it is the call as a whole."""
    now = info.context.memory.clock()
    for number, draft in enumerate(drafts):
        try:
            episodes_from(scope, [draft], _ANY_KEY, now)
        except Invalid:
            return ("episodes", str(number))
    return ("idempotencyKey",)


def _drafts(given: RememberInput) -> list[EpisodeDraft]:
    with at_path("episodes"):
        if not 1 <= len(given.episodes) <= EPISODE_LIMIT:
            raise Invalid(f"{len(given.episodes)} episodes", hint=f"1 to {EPISODE_LIMIT} at once")
    drafts = []
    for number, episode in enumerate(given.episodes):
        with at_path("episodes", str(number)):
            drafts.append(draft_of_episode(episode))
    return drafts


def _wait_seconds(given: RememberInput) -> float:
    with at_path("timeoutMs"):
        milliseconds = given.timeout_ms or 0
        if not 0 <= milliseconds <= _LONGEST_WAIT_MS:
            raise Invalid(f"{milliseconds} ms is out of range", hint=f"0 to {_LONGEST_WAIT_MS}")
    return milliseconds / 1_000 or WAIT_SECONDS


async def _add_fact(info: Info, given: AddFactInput) -> FactPayload:
    scope = _own_scope(info, given.scope)
    asked = draft_of_fact(given)
    draft = replace(asked, trust=info.context.principal.believed(asked.trust))
    receipt = await info.context.memory.add_fact(scope, draft, given.idempotency_key)
    job = await until_settled(info.context, scope, receipt.job)
    facts = await _facts_of(info, job)
    payload = await _fact_payload(info, facts[-1]) if facts else FactPayload()
    payload.replayed = receipt.is_replay
    payload.trust_lowered_to = None if draft == asked else info.context.principal.trust
    return payload


async def _fact_payload(info: Info, fact: knowledge.Fact) -> FactPayload:
    view = info.context.memory.view()
    ended = await reads.superseded_with(info.context, fact)
    rivals = await reads.disputed_with(info.context, fact)
    return FactPayload(
        fact=Fact.of(fact, view, fact.scope),
        superseded=[Fact.of(row, view, fact.scope) for row in ended],
        contradictions=[Fact.of(row, view, fact.scope) for row in rivals],
    )


async def _facts_of(info: Info, job: ports.Job) -> list[knowledge.Fact]:
    return await reads.facts_resting_on(info.context, job.scope, job.episodes)


def _own_scope(info: Info, given: ScopeInput | None) -> identity.Scope:
    with at_path("scope"):
        return scope_from(info.context.scope, given)
