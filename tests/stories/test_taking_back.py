"""What texts claimed is taken back, at once and by a ruling: so that is taken back, too. All
engines."""

from __future__ import annotations

import pytest

from quipu.graph.intake.retract import retracted
from quipu.graph.ruling.amend import undone
from quipu.schema.changes import ChangeKind
from quipu.schema.errors import Conflict, Forbidden
from quipu.schema.knowledge import Trust
from quipu.schema.ports import JobStatus
from quipu.schema.rulings import Ruling
from stories.by_hand import ACME
from stories.test_merging import smiths, two_anns
from stories.test_ruled_while_one import Rulers
from teller import takes_back


@pytest.fixture
def people(by_hand):
    return Rulers(by_hand)


async def moved(people):
    """Ann Lee moves from Oslo to Rome; the texts that say so, by town."""
    for town, on in (("Oslo", "2020-01-01"), ("Rome", "2022-01-01")):
        await people.by_hand.tells("Ann Lee", "lives in", town, on)
    towns = {town: await people.fact(f"Ann Lee lives in {town}") for town in ("Oslo", "Rome")}
    return {town: fact.episodes for town, fact in towns.items()}


async def lines(people, *kinds):
    return await people.store.changes(ACME, 0, 1_000, kinds)


@pytest.mark.parametrize("kind", [ChangeKind.INVALIDATED, ChangeKind.UPDATED])
async def test_a_retraction_is_undone_by_any_of_its_lines_and_the_undoing_as_well(people, kind):
    texts = await moved(people)
    before = await people.edges()
    await takes_back(people.memory, ACME, texts["Rome"])
    without = await people.edges()
    assert await people.about("Ann Lee") == ["Ann Lee lives in Oslo"]
    [*_, line] = await lines(people, kind)
    await people.takes_back(line)
    assert await people.edges() == before
    [*_, line] = await lines(people)
    await people.takes_back(line)
    assert await people.edges() == without


async def test_a_retraction_stands_in_the_log_with_who_and_why(people):
    texts = await moved(people)
    await takes_back(people.memory, ACME, texts["Rome"])
    [*_, line] = await lines(people)
    assert (line.actor, line.reason) == ("ben", "a mistake")


async def test_the_worker_who_comes_later_finds_a_retraction_done(people):
    texts = await moved(people)
    await takes_back(people.memory, ACME, texts["Rome"])
    done = await lines(people)
    [ruling] = {one.episode for one in await people.store.claims_of(ACME, await rulings(people))}
    assert (await people.memory.queue.job_of(ACME, [ruling]))[ruling].status is JobStatus.QUEUED
    await people.settles()
    assert (await people.memory.queue.job_of(ACME, [ruling]))[ruling].status is JobStatus.DONE
    assert await lines(people) == done


async def rulings(people):
    """The texts that took something back."""
    facts = await people.by_hand.facts(include_stale=True)
    state = await people.store.slots(ACME, list({one.slot for one in facts}))
    return sorted({one.episode for one in state.claims if one.reader == "withdrawn"})


async def test_a_text_that_was_taken_back_may_be_told_again(people):
    texts = await moved(people)
    await takes_back(people.memory, ACME, texts["Rome"])
    await people.by_hand.tells("Ann Lee", "lives in", "Rome", "2022-01-01")
    assert await people.about("Ann Lee") == ["Ann Lee lives in Rome"]


async def test_only_who_is_trusted_as_much_takes_a_text_back(people):
    texts = await moved(people)
    stranger = Ruling("eve", "I do not like it", Trust.OBSERVED)
    before = await people.edges()
    with pytest.raises(Forbidden, match="ASSERTED"):
        await retracted(people.memory, ACME, texts["Rome"], stranger, "eve")
    assert await people.edges() == before


async def test_a_merger_that_was_retracted_comes_into_force_again(people):
    await two_anns(people)
    merger = (await people.merges("Ann Lee", "Annie")).job.episodes
    merged = await people.edges()
    await takes_back(people.memory, ACME, merger)
    assert "Ann Lee likes tea" not in await people.about("Annie")
    [*_, line] = await lines(people, ChangeKind.SPLIT)
    await people.takes_back(line)
    assert await people.edges() == merged


async def test_a_text_is_taken_back_with_the_name_that_it_likened_and_comes_back_with_it(people):
    await smiths(people)
    [(_, waiting)] = await people.open()
    home = await people.fact("J. Smith lives in Rome")
    await takes_back(people.memory, ACME, home.episodes)
    assert await people.open() == []
    [*_, line] = await lines(people, ChangeKind.INVALIDATED)
    await people.takes_back(line)
    assert [one.id for _, one in await people.open()] == [waiting.id]


async def test_what_is_taken_back_already_cannot_be_undone_once_more(people):
    texts = await moved(people)
    [*_, told] = await lines(people, ChangeKind.CREATED)
    await takes_back(people.memory, ACME, texts["Rome"])
    with pytest.raises(Conflict, match="taken back already"):
        await undone(people.memory, ACME, told.sequence, Ruling("ben", "once more"), "again")
