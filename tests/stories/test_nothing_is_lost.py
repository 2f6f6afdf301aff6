"""Poison, repeats and failing readers: what was accepted is settled or visibly failed."""

import asyncio
from dataclasses import replace

import pytest

from quipu.graph.accept import episode_id, episodes_from
from quipu.graph.intake.ingest import settle_next
from quipu.schema.drafts import EpisodeDraft
from quipu.schema.errors import Unavailable
from quipu.schema.jobs import unsettled
from quipu.schema.knowledge import EpisodeKind
from quipu.schema.ports import JobStatus
from quipu.schema.recall import Question
from teller import SCOPE, date


class PoisonedReader:
    """Chokes on one word, and leaves the rest to another reader."""

    name = "poisoned"

    def __init__(self, other):
        self.other = other

    async def read(self, episodes):
        if any("poison" in episode.content for episode in episodes):
            raise TypeError("cannot read this")
        return await self.other.read(episodes)


class CrowdedReader:
    """Reads one text at a time; a crowd makes it choke."""

    name = "crowded"

    def __init__(self, other):
        self.other = other

    async def read(self, episodes):
        if len(episodes) > 1:
            raise RecursionError("too many")
        return await self.other.read(episodes)


class NotingReader:
    """Notes how long the texts are that it is given together."""

    name = "noting"

    def __init__(self, other):
        self.other, self.lengths = other, []

    async def read(self, episodes):
        self.lengths.append([len(one.content) for one in episodes])
        return await self.other.read([replace(one, content="") for one in episodes])


class AbsentReader:
    """A model that is away."""

    name = "absent"

    async def read(self, episodes):
        raise Unavailable("model does not answer")


async def test_json_that_an_earlier_version_kept_as_a_text_is_not_kept_twice(story):
    now = story.memory.clock()
    draft = EpisodeDraft('{"name": "Ann"}', occurred_at=now, kind=EpisodeKind.JSON)
    [episode] = episodes_from(SCOPE, [draft], "old", now)
    former = replace(episode, id=episode_id(SCOPE, draft, is_by_kind=False))
    await story.memory.queue.accept(SCOPE, "old", "old", [former], now)
    again = await story.memory.remember(SCOPE, [draft], "new")
    assert again.job.episodes == (former.id,)
    other = await story.memory.remember(SCOPE, [replace(draft, content='{"name": "Bo"}')], "other")
    assert other.job.episodes != (former.id,)


async def test_a_poisonous_message_fails_alone_and_visibly(story):
    story.reader = PoisonedReader(story.reader)
    jobs = [await story.hears("2024-01-01", text) for text in ("fine", "poison", "also fine")]
    await story.settles()
    found = [await story.memory.queue.job(SCOPE, job.id) for job in jobs]
    assert [job.status for job in found] == [JobStatus.DONE, JobStatus.FAILED, JobStatus.DONE]
    assert "cannot read this" in found[1].last_error
    counted = await story.memory.store.statistics(SCOPE, story.memory.view())
    assert (counted.failed_jobs, counted.queued_jobs) == (1, 0)


async def test_a_poisonous_message_of_a_long_call_loses_only_itself(story):
    story.reader = PoisonedReader(story.reader)
    drafts = [
        EpisodeDraft(text, occurred_at=date("2024-01-01"), speaker="Maya")
        for text in ("I live in Oslo.", "poison", "I work at Acme.")
    ]
    job = (await story.memory.remember(SCOPE, drafts, "long")).job
    await story.settles()
    found = await story.memory.queue.job(SCOPE, job.id)
    assert found.status is JobStatus.FAILED
    assert job.episodes[1] in found.last_error
    assert job.episodes[0] not in found.last_error
    assert unsettled(found) == (job.episodes[1],)
    assert await story.asked("Where does Maya live?") == ["Oslo"]
    assert await story.asked("Where does Maya work?") == ["Acme"]


async def test_what_cannot_be_read_is_found_as_it_was_said_and_can_be_read_later(story):
    able, story.reader = story.reader, PoisonedReader(story.reader)
    drafts = [EpisodeDraft("I live in Oslo. poison", speaker="Maya")]
    job = (await story.memory.remember(SCOPE, drafts, "poisoned")).job
    await story.settles()
    for text in ("poison", "living in Oslo"):
        hits = (await story.memory.search(SCOPE, Question(text))).hits
        assert [one.id for one in hits] == list(job.episodes)
    assert (await story.memory.queue.job(SCOPE, job.id)).status is JobStatus.FAILED
    story.reader = able
    await story.memory.remember(SCOPE, drafts, "poisoned")
    await story.settles()
    assert await story.asked("Where does Maya live?") == ["Oslo"]


async def test_a_job_whose_texts_can_only_be_read_alone_is_done(story):
    story.reader = CrowdedReader(story.reader)
    drafts = [
        EpisodeDraft(text, occurred_at=date("2024-01-01"), speaker="Maya")
        for text in ("I live in Oslo.", "I work at Acme.")
    ]
    job = (await story.memory.remember(SCOPE, drafts, "crowd")).job
    await story.settles()
    found = await story.memory.queue.job(SCOPE, job.id)
    assert found.status is JobStatus.DONE
    assert await story.asked("Where does Maya work?") == ["Acme"]


async def test_asking_again_for_what_failed_tries_it_again(story):
    able, story.reader = story.reader, PoisonedReader(story.reader)
    drafts = [
        EpisodeDraft("I live in Oslo. poison", occurred_at=date("2024-01-01"), speaker="Maya")
    ]
    job = (await story.memory.remember(SCOPE, drafts, "again")).job
    await story.settles()
    story.reader = able
    again = await story.memory.remember(SCOPE, drafts, "again")
    assert again.is_replay
    await story.settles()
    found = await story.memory.queue.job(SCOPE, job.id)
    assert found.status is JobStatus.DONE
    assert await story.asked("Where does Maya live?") == ["Oslo"]


async def test_nobody_waits_for_a_long_text_that_was_told_before_his(story):
    reader = NotingReader(story.reader)
    for number, length in enumerate((40_000, 10, 50_000, 20)):
        draft = EpisodeDraft("x" * length, occurred_at=date("2024-01-01"))
        await story.memory.remember(SCOPE, [draft], f"call {number}")
    reports = []
    while (report := await settle_next(story.memory, reader)) is not None:
        reports.append(report.episodes)
    assert reader.lengths == [[10, 20], [40_000], [50_000]]
    assert reports == [3, 1]


async def test_work_waits_while_a_model_is_away(story):
    job = await story.hears("2024-01-01", "I live in Oslo.")
    with pytest.raises(Unavailable):
        await settle_next(story.memory, AbsentReader())
    waiting = await story.memory.queue.job(SCOPE, job.id)
    assert waiting.status is JobStatus.QUEUED
    await story.settles()
    assert await story.asked("Where does Maya live?") == ["Oslo"]


async def test_an_engine_that_went_away_is_not_waited_for_a_second_time(story):
    await story.hears("2024-01-01", "I live in Oslo.")

    class AwayQueue:
        def __getattr__(self, name):
            return getattr(story.memory.queue, name)

        async def release(self, lease):
            await asyncio.Event().wait()

    with pytest.raises(Unavailable, match="does not answer"):
        async with asyncio.timeout(10):
            await settle_next(replace(story.memory, queue=AwayQueue()), AbsentReader())


async def test_a_batch_is_settled_in_the_order_things_were_said_not_heard(story):
    await story.hears("2024-05-02", "I live in Oslo.")
    await story.hears("2023-03-01", "I live in Lisbon.")
    await story.settles()
    assert await story.asked("Where does Maya live?") == ["Oslo"]
    assert await story.asked("Where did Maya live?", as_of="2023-06-01") == ["Lisbon"]
    assert date("2023-03-01") < date("2024-05-02")


class CutOff:
    """A queue that cancels whoever has just taken work, before they hear of it."""

    def __init__(self, queue):
        self.queue, self.caller = queue, None

    def __getattr__(self, name):
        return getattr(self.queue, name)

    async def lease(self, *asked):
        lease = await self.queue.lease(*asked)
        self.caller.cancel()
        await asyncio.sleep(0)
        return lease


async def test_who_is_cancelled_while_taking_work_leaves_it_to_the_next(story):
    job = await story.hears("2024-01-01", "I live in Oslo.")
    queue = CutOff(story.memory.queue)
    cut = replace(story.memory, queue=queue)
    queue.caller = asyncio.create_task(settle_next(cut, story.reader))
    with pytest.raises(asyncio.CancelledError):
        await queue.caller
    assert await settle_next(story.memory, story.reader) is not None
    assert (await story.memory.queue.job(SCOPE, job.id)).status is JobStatus.DONE
