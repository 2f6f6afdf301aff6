"""Poison, repeats and failing readers: what was accepted is settled or visibly failed."""

import pytest

from quipu.graph.ingest import settle_next
from quipu.schema.errors import Unavailable
from quipu.schema.knowledge import Reading
from quipu.schema.ports import JobStatus
from teller import SCOPE, date


class PoisonedReader:
    """Chokes on one word, reads nothing from the rest."""

    name = "poisoned"

    async def read(self, episodes):
        if any("poison" in episode.content for episode in episodes):
            raise TypeError("cannot read this")
        return [Reading() for _ in episodes]


class AbsentReader:
    """A model that is away."""

    name = "absent"

    async def read(self, episodes):
        raise Unavailable("model does not answer")


async def test_a_poisonous_message_fails_alone_and_visibly(story):
    story.reader = PoisonedReader()
    jobs = [await story.hears("2024-01-01", text) for text in ("fine", "poison", "also fine")]
    await story.settles()
    found = [await story.memory.queue.job(SCOPE, job.id) for job in jobs]
    assert [job.status for job in found] == [JobStatus.DONE, JobStatus.FAILED, JobStatus.DONE]
    assert "cannot read this" in found[1].last_error
    counted = await story.memory.store.statistics(SCOPE, story.memory.view())
    assert (counted.failed_jobs, counted.queued_jobs) == (1, 0)


async def test_work_waits_while_a_model_is_away(story):
    job = await story.hears("2024-01-01", "I live in Oslo.")
    with pytest.raises(Unavailable):
        await settle_next(story.memory, AbsentReader())
    waiting = await story.memory.queue.job(SCOPE, job.id)
    assert waiting.status is JobStatus.QUEUED
    await story.settles()
    assert await story.asked("Where does Maya live?") == ["Oslo"]


async def test_a_batch_is_settled_in_the_order_things_were_said_not_heard(story):
    await story.hears("2024-05-02", "I live in Oslo.")
    await story.hears("2023-03-01", "I live in Lisbon.")
    await story.settles()
    assert await story.asked("Where does Maya live?") == ["Oslo"]
    assert await story.asked("Where did Maya live?", as_of="2023-06-01") == ["Lisbon"]
    assert date("2023-03-01") < date("2024-05-02")
