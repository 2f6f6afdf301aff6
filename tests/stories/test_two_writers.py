"""Two who write at once: what is believed is what it would be, had one waited for the other. All
engines."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from beside import Beside, Stuttering
from builders import vectors
from forgetting import forget, shown
from quipu.graph.intake.ingest import settle_next
from quipu.graph.intake.reread import reread
from quipu.graph.upkeep.consolidating import Pass, consolidated
from quipu.schema.changes import ChangeSet
from quipu.schema.drafts import EntityRef, EpisodeDraft, FactDraft
from quipu.schema.erasing import ForgetMode
from quipu.schema.errors import Overtaken
from quipu.schema.forgetting import Erased, ForgetWish, Selector
from quipu.schema.intervals import DUSK, Interval
from quipu.schema.knowledge import Mention, Reading, Statement, When, status_of
from quipu.schema.ports import FactQuery, JobStatus, Page
from stories.by_hand import ACME, Silent
from stories.test_identity import hears
from stories.test_merging import People
from teller import date, takes_back

HOMES = {"first": ("Oslo", "2024-01-01"), "second": ("Bergen", "2024-02-01")}


class Away:
    """Stands in for a model, and reads nothing."""

    name = "local"

    async def read(self, episodes):
        return [Reading(reader="local", stood_in_because="model away") for _ in episodes]


class Model:
    """Reads where Anna lives, and one text at a time; one that says "poison" not at all."""

    name = "model"

    async def read(self, episodes):
        if len(episodes) > 1 or "poison" in episodes[0].content:
            raise ValueError("cannot read this")
        return [
            Reading(statements=(_home(*HOMES[one.content]),), reader="model") for one in episodes
        ]


def _home(city, since):
    return Statement(
        Mention("Anna", "person"),
        "lives in",
        Mention(city, "place"),
        f"Anna lives in {city}",
        reader="model",
        when=When(Interval(date(since), DUSK), "day"),
    )


async def told(memory, city, since, key):
    draft = FactDraft(
        EntityRef(name="Anna"),
        "lives in",
        f"Anna lives in {city}",
        EntityRef(name=city),
        valid_at=date(since),
    )
    return (await memory.add_fact(ACME, draft, key)).job.episodes


def draft_of(text):
    return EpisodeDraft(text, occurred_at=date("2024-06-01"), external_id=text)


async def heard(memory, text, reader):
    receipt = await memory.remember(ACME, [draft_of(text)], text)
    await settle_next(memory, reader)
    return receipt.job


async def believed(memory):
    """(sentence, status, how many texts) of all that is believed, stale or not."""
    view = memory.view()
    found = await memory.store.list_facts(ACME, FactQuery(view, include_stale=True), Page(100))
    return sorted((one.sentence, str(status_of(one, view)), len(one.episodes)) for one in found)


def beside(memory, *acts):
    """The same memory, for whom somebody else acts between what it reads and what it writes."""
    return replace(memory, store=Beside(memory.store, "apply", *acts))


BERGEN = [("Anna lives in Bergen", "CURRENT", 1)]
MOVED = [("Anna lives in Bergen", "CURRENT", 1), ("Anna lives in Oslo", "SUPERSEDED", 1)]


async def test_what_was_taken_back_while_a_worker_settles_ends_nothing(by_hand):
    memory = by_hand.memory
    oslo = await told(memory, "Oslo", "2024-02-01", "oslo")
    await settle_next(memory, Silent())
    await told(memory, "Bergen", "2024-01-01", "bergen")

    async def taking_back():
        await takes_back(memory, ACME, oslo)

    await settle_next(beside(memory, taking_back), Silent())
    assert await believed(memory) == BERGEN


async def test_what_a_worker_settles_while_something_is_taken_back_is_kept(by_hand):
    memory = by_hand.memory
    oslo = await told(memory, "Oslo", "2024-02-01", "oslo")
    await settle_next(memory, Silent())

    async def settling():
        await told(memory, "Bergen", "2024-01-01", "bergen")
        await settle_next(memory, Silent())

    busy = beside(memory, settling)
    await takes_back(busy, ACME, oslo)
    assert await believed(memory) == BERGEN


async def test_what_is_read_again_while_a_worker_settles_shares_out_its_slot(by_hand):
    memory = by_hand.memory
    await heard(memory, "first", Away())

    async def settling():
        await heard(memory, "second", Model())

    done = await reread(
        beside(memory, settling), Model(), ACME, await memory.store.stood_in(ACME, 10)
    )
    assert (done.read, done.facts_learned) == (1, 1)
    assert await believed(memory) == MOVED


async def test_what_was_taken_back_while_it_is_read_again_stays_so(by_hand):
    memory = by_hand.memory
    job = await heard(memory, "first", Model())
    waiting = await memory.store.readings(ACME, job.episodes)

    async def taking_back():
        await takes_back(memory, ACME, job.episodes)

    await reread(beside(memory, taking_back), Otherwise(), ACME, list(waiting.values()))
    assert await believed(memory) == []


class Otherwise(Model):
    """Reads another city than before."""

    async def read(self, episodes):
        return [
            Reading(statements=(_home("Rome", "2024-03-01"),), reader="model") for _ in episodes
        ]


@pytest.mark.parametrize("mode", list(ForgetMode))
async def test_what_was_forgotten_while_it_is_read_again_does_not_come_back(by_hand, mode):
    memory = by_hand.memory
    job = await heard(memory, "first", Away())

    async def forgetting():
        await forget(memory, ACME, Selector(ids=job.episodes), mode)

    done = await reread(
        beside(memory, forgetting), Model(), ACME, await memory.store.stood_in(ACME, 10)
    )
    assert done.facts_learned == 0
    assert await believed(memory) == []
    assert await memory.store.claims_of(ACME, job.episodes) == []


async def one_woman(by_hand):
    """Anna and Annie, merged; the texts that this was ruled in."""
    people = People(by_hand)
    await by_hand.tells("Anna", "lives in", "Oslo", "2024-01-01")
    await by_hand.tells("Annie", "lives in", "Rome", "2024-02-01")
    return people, (await people.merges("Anna", "Annie")).job.episodes


async def of_annie(by_hand, people):
    found = await by_hand.facts(subject=await people.id("Annie"))
    return sorted(one.sentence for one in found)


async def test_what_a_worker_settles_while_two_are_parted_is_told_of_the_right_one(by_hand):
    people, rulings = await one_woman(by_hand)
    memory = by_hand.memory

    async def parting():
        await takes_back(memory, ACME, rulings)

    busy = replace(by_hand, memory=beside(memory, parting))
    await busy.tells("Annie", "works for", "Acme", "2024-03-01")
    assert await of_annie(by_hand, people) == ["Annie lives in Rome", "Annie works for Acme"]


async def test_who_parts_two_while_a_worker_settles_leaves_nothing_with_the_wrong_one(by_hand):
    people, rulings = await one_woman(by_hand)
    memory = by_hand.memory

    async def telling():
        await by_hand.tells("Annie", "works for", "Acme", "2024-03-01")

    busy = beside(memory, telling)
    await takes_back(busy, ACME, rulings)
    assert await of_annie(by_hand, people) == ["Annie lives in Rome", "Annie works for Acme"]


async def test_a_pair_does_not_wait_with_a_text_that_was_forgotten_meanwhile(by_hand):
    said = "James Julian Jerome Jolene J.".split()
    await hears(by_hand, *(f"[person] {one} Smith | likes | tea" for one in said))
    memory = by_hand.memory

    async def forgetting():
        await forget(memory, ACME, Selector(scope=True))

    await consolidated(beside(memory, forgetting), ACME, [Pass.DEDUPLICATE])
    assert await memory.store.disputes(ACME, None, 100) == []


async def test_a_worker_whom_nobody_disturbs_does_not_ask_how_its_scope_stands(by_hand):
    memory = by_hand.memory
    await told(memory, "Oslo", "2024-02-01", "oslo")

    async def never():
        raise AssertionError("the lease says so")

    await settle_next(replace(memory, store=Beside(memory.store, "revision", never)), Silent())
    assert await believed(memory) == [("Anna lives in Oslo", "CURRENT", 1)]


async def test_a_write_whose_answer_was_lost_is_done_once(by_hand):
    memory = by_hand.memory
    oslo = await told(memory, "Oslo", "2024-02-01", "oslo")
    await settle_next(replace(memory, store=Stuttering(memory.store, "apply")), Silent())
    assert await believed(memory) == [("Anna lives in Oslo", "CURRENT", 1)]
    assert (await memory.queue.job_of(ACME, oslo))[oslo[0]].status is JobStatus.DONE
    lines = len(await memory.store.changes(ACME, 0, 100))
    lost = replace(memory, store=Stuttering(memory.store, "apply"))
    await takes_back(lost, ACME, oslo)
    assert await believed(memory) == []
    assert len(await memory.store.changes(ACME, 0, 100)) == lines + 1


def writing(memory):
    """Somebody writes something to the scope."""

    async def anything():
        changes = ChangeSet(date("2024-06-01"), "ben", "anything")
        await memory.store.apply(ACME, changes, vectors())

    return anything


async def test_who_is_overtaken_time_and_again_gives_up_and_has_done_nothing(by_hand):
    memory = by_hand.memory
    oslo = await told(memory, "Oslo", "2024-02-01", "oslo")
    await settle_next(memory, Silent())
    with pytest.raises(Overtaken):
        await takes_back(beside(memory, *[writing(memory)] * 50), ACME, oslo)
    assert await believed(memory) == [("Anna lives in Oslo", "CURRENT", 1)]


async def test_a_worker_that_is_overtaken_time_and_again_gives_its_work_back(by_hand):
    memory = by_hand.memory
    oslo = await told(memory, "Oslo", "2024-02-01", "oslo")
    report = await settle_next(beside(memory, *[writing(memory)] * 50), Silent())
    assert (report.facts_learned, report.failed_jobs) == (0, 0)
    assert (await memory.queue.job_of(ACME, oslo))[oslo[0]].status is JobStatus.QUEUED
    await settle_next(memory, Silent())
    assert await believed(memory) == [("Anna lives in Oslo", "CURRENT", 1)]


async def test_a_text_that_is_overtaken_is_no_poison(by_hand):
    memory = by_hand.memory
    job = await two_texts(memory, "first", "poison")
    await settle_next(beside(memory, *[writing(memory)] * 50), Model())
    assert (await memory.queue.job(ACME, job.id)).status is JobStatus.QUEUED
    await settle_next(memory, Model())
    found = await memory.queue.job(ACME, job.id)
    assert found.status is JobStatus.FAILED
    assert job.episodes[0] not in found.last_error
    assert await believed(memory) == [("Anna lives in Oslo", "CURRENT", 1)]


async def two_texts(memory, *texts):
    return (await memory.remember(ACME, [draft_of(one) for one in texts], "two")).job


async def test_a_worker_that_lost_its_lease_settles_no_text_alone(by_hand):
    memory = by_hand.memory
    await two_texts(memory, "first", "poison")
    late = replace(memory, clock=lambda: memory.clock() + timedelta(minutes=10))

    async def taking_over():
        await settle_next(late, Model())

    report = await settle_next(beside(memory, taking_over), Model())
    assert (report.facts_learned, report.failed_jobs) == (0, 0)
    assert await believed(late) == [("Anna lives in Oslo", "CURRENT", 1)]
    lines = await memory.store.changes(ACME, 0, 100)
    assert sum(line.item.startswith("fa_") for line in lines) == 1


def beside_acceptance(memory, *acts):
    """The same memory, for whom others act between what it looks up and what it keeps."""
    return replace(memory, queue=Beside(memory.queue, "accept", *acts))


@pytest.mark.parametrize("already", [False, True], ids=["the first erasure", "a later one"])
async def test_what_is_forgotten_while_it_is_told_again_is_not_kept(by_hand, already):
    memory = by_hand.memory
    if already:
        other = await heard(memory, "second", Model())
        wish = ForgetWish(Selector(ids=other.episodes), "asked to", "test")
        token = (await shown(memory, ACME, wish, "other")).confirm_token
        await shown(memory, ACME, replace(wish, confirm_token=token, dry_run=False), "other")
    job = await heard(memory, "first", Model())

    async def forgetting():
        await forget(memory, ACME, Selector(ids=job.episodes))

    with pytest.raises(Erased):
        await beside_acceptance(memory, forgetting).remember(ACME, [draft_of("first")], "again")
    await settle_next(memory, Model())
    assert await memory.store.episodes(ACME, job.episodes) == []
    assert await believed(memory) == []


async def test_what_is_told_beside_something_forgotten_meanwhile_is_kept(by_hand):
    memory = by_hand.memory
    job = await heard(memory, "first", Model())

    async def forgetting():
        await forget(memory, ACME, Selector(ids=job.episodes))

    drafts = [draft_of("first"), draft_of("second")]
    receipt = await beside_acceptance(memory, forgetting).remember(ACME, drafts, "both")
    assert receipt.forgotten == (0,)
    await settle_next(memory, Model())
    assert await believed(memory) == BERGEN
    assert await memory.store.episodes(ACME, job.episodes) == []
