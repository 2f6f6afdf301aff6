"""Tools that change the memory."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from quipu.api.moments import moment_from
from quipu.api.tools.arguments import argument
from quipu.api.tools.caller import Answer, Caller
from quipu.api.tools.telling import as_data, citing, short
from quipu.schema.drafts import EpisodeDraft, kind_of
from quipu.schema.identity import EpisodeId
from quipu.schema.knowledge import Fact, Trust
from quipu.schema.ports import Job, JobStatus

_WAIT_SECONDS = 20.0
_BUDGET_TOKENS = 2_000


@dataclass(frozen=True, slots=True)
class RememberArguments:
    content: str = argument("The words as said or written.")
    speaker: str = argument("Who said so; I and my mean this person.", default="")
    occurred_at: str = argument("When, ISO 8601, speaker's offset; else now.", default="")
    source: str = argument("Conversation or document.", default="")
    key: str = argument("The same key again stores nothing twice.", default="")
    wait: bool = argument("Wait until facts are read.", default=True)


async def remember(caller: Caller, given: RememberArguments) -> Answer:
    """Store a text, and tell which facts were read from it."""
    draft = EpisodeDraft(
        given.content,
        kind_of(given.content, given.speaker, given.source),
        occurred_at=moment_from(given.occurred_at).written if given.occurred_at else None,
        speaker=given.speaker,
        source=given.source,
        trust=caller.principal.believed(Trust.OBSERVED),
    )
    key = given.key or uuid.uuid4().hex
    receipt = await caller.memory.remember(caller.scope, [draft], key)
    worker, job = caller.service.worker, receipt.job
    worker.nudge()
    if given.wait:
        job = await worker.wait_for(caller.scope, job.id, _WAIT_SECONDS)
    facts = await _facts_of(caller, job) if job.status is JobStatus.DONE else []
    view, said = caller.memory.view(), await caller.said(facts)
    lines = citing(facts, view, said).lines(facts)
    body = as_data(lines, _BUDGET_TOKENS, "use timeline") if lines else ""
    text = "\n".join(part for part in (_standing(job, len(facts), receipt.is_replay), body) if part)
    return Answer(text, (job.id, *job.episodes, *(fact.id for fact in facts)))


def _standing(job: Job, facts: int, is_replay: bool) -> str:
    stored = f"{'Stored before' if is_replay else 'Stored'} as {short(job.episodes[0])}"
    match job.status:
        case JobStatus.DONE:
            return f"{stored}. Facts that rest on it: {facts}."
        case JobStatus.FAILED:
            return f"{stored}, found by search, but it could not be read: {job.last_error[:200]}"
        case _:
            return f"{stored}, not read yet. Ask status with job {short(job.id)} later."


async def _facts_of(caller: Caller, job: Job) -> list[Fact]:
    """The facts believed now that rest on the episodes of a job."""
    store, wanted = caller.memory.store, set[EpisodeId](job.episodes)
    claims = await store.claims_of(job.scope, job.episodes)
    slots = {claim.slot for claim in claims}
    facts = (await store.slots(job.scope, slots)).facts if slots else ()
    return [fact for fact in facts if wanted & set(fact.episodes)]
