"""Going over a scope as work that is owed: what it leaves to decide, and who may fail meanwhile."""

from __future__ import annotations

from datetime import timedelta

import pytest

from forgetting import forget
from quipu.graph.intake.ingest import settle_next
from quipu.graph.ruling.reviews import decided
from quipu.graph.upkeep.consolidating import ALL, Pass, consolidated
from quipu.graph.upkeep.going_over import Asking, RunReport, gone_over, owed, report_of
from quipu.schema.adjudicating import Opinion
from quipu.schema.changes import ChangeKind
from quipu.schema.communities import CommunityQuery
from quipu.schema.drafts import EntityRef
from quipu.schema.errors import Conflict
from quipu.schema.forgetting import Selector
from quipu.schema.jobs import CONSOLIDATE, Work
from quipu.schema.ports import JobStatus
from quipu.schema.reviews import ReviewKind, ReviewStatus, Verdict
from quipu.schema.rulings import Ruling
from stories.by_hand import ACME, Silent
from stories.test_adjudicating import Scripted
from stories.test_identity import hears
from stories.test_merging import People

BEN = Ruling("ben", "I know them")


@pytest.fixture
async def people(by_hand):
    """Four Smiths and a "J. Smith", of whom three were asked about when the last one was met."""
    said = "James Julian Jerome Jolene J.".split()
    await hears(by_hand, *(f"[person] {one} Smith | likes | tea" for one in said))
    return People(by_hand)


async def goes_over(people, passes=ALL, key="over", asking=None):
    """The job, when it is done."""
    receipt = await owed(people.memory, ACME, passes, key)
    while await settle_next(people.memory, Silent(), asking=asking):
        pass
    return await people.memory.queue.job(ACME, receipt.job.id)


async def waiting(people):
    found = [one for _, one in await people.open()]
    return [frozenset(end.name for end in one.entities) for one in found]


async def test_a_run_lets_pairs_wait_that_nobody_was_asked_about(people):
    assert len(await waiting(people)) == 3
    job = await goes_over(people)
    assert (job.kind, job.status, job.last_error) == (CONSOLIDATE, JobStatus.DONE, "")
    run = report_of(job)
    assert (run.progress, [one.name for one in run.passes]) == (1.0, list(ALL))
    assert (run.passes[0].found, run.passes[0].written) == (4, 1)
    pairs = await waiting(people)
    assert len({*pairs}) == len(pairs) == 4
    assert all("J. Smith" in pair for pair in pairs)


async def test_another_run_lets_nobody_wait_twice(people):
    await goes_over(people)
    before = await people.open()
    again = report_of(await goes_over(people, key="again"))
    assert (again.passes[0].found, again.passes[0].written) == (4, 0)
    assert await people.open() == before


async def test_the_same_key_is_the_same_work(people):
    job = await goes_over(people)
    receipt = await owed(people.memory, ACME, ALL, "over")
    assert (receipt.is_replay, receipt.job) == (True, job)
    with pytest.raises(Conflict):
        await owed(people.memory, ACME, [Pass.COMMUNITIES], "over")


@pytest.mark.parametrize("verdict", [Verdict.DISMISS, Verdict.DIFFERENT])
async def test_what_was_decided_is_neither_proposed_nor_asked_again(people, verdict):
    await goes_over(people)
    _, pair = (await people.open())[-1]
    await decided(people.memory, ACME, pair.id, verdict, BEN, "no")
    await people.settles()
    run = report_of(await goes_over(people, key="again"))
    assert (run.passes[0].found, run.passes[0].written) == (3, 0)
    assert len(await waiting(people)) == 3


async def test_a_pair_goes_with_the_text_that_it_stands_with(people):
    await goes_over(people)
    await forget(people.memory, ACME, Selector(subject=EntityRef(name="J. Smith")))
    assert await waiting(people) == []
    assert report_of(await goes_over(people, key="again")).passes[0].found == 0


async def test_what_was_told_before_is_read_before_a_scope_is_gone_over(people):
    memory = people.memory
    receipt = await owed(memory, ACME, [Pass.COMMUNITIES], "over")
    await people.by_hand.tells("Zoe", "knows", "Tom", "2024-01-01")
    job = await memory.queue.job(ACME, receipt.job.id)
    assert report_of(job).passes[0].looked_at == 6
    assert await memory.store.communities(ACME, CommunityQuery(), 0, 10) != []


async def test_whoever_lost_the_lease_notes_nothing_and_the_next_one_does_it_all(people):
    memory = people.memory
    receipt = await owed(memory, ACME, ALL, "over")
    slow = await memory.queue.lease(memory.clock(), 20, 10)
    later = memory.clock() + timedelta(seconds=60)
    quick = await memory.queue.lease(later, 20, 10)
    with pytest.raises(Conflict):
        await gone_over(memory, slow, slow.jobs[0])
    assert len(await waiting(people)) == 3
    job = await memory.queue.job(ACME, receipt.job.id)
    assert (job.status, report_of(job)) == (JobStatus.RUNNING, RunReport())
    await gone_over(memory, quick, quick.jobs[0])
    assert len(await waiting(people)) == 4
    assert (await memory.queue.job(ACME, receipt.job.id)).status is JobStatus.DONE


async def test_work_that_cannot_be_done_fails_alone_and_says_why(people):
    memory = people.memory
    receipt = await memory.queue.accept(
        ACME, "odd", "odd", [], memory.clock(), Work(CONSOLIDATE, '{"passes": ["DREAMS"]}')
    )
    await people.by_hand.tells("Sam", "lives in", "Oslo", "2024-01-01")
    job = await memory.queue.job(ACME, receipt.job.id)
    assert (job.status, job.last_error) == (
        JobStatus.FAILED, "ValueError: 'DREAMS' is not a valid Pass",
    )  # fmt: skip
    assert "Sam lives in Oslo" in await people.by_hand.believed()


async def test_a_model_of_the_settings_rules_on_what_waits(people):
    asking = Asking(Scripted(Opinion(False, "others")), pairs=3)
    run = report_of(await goes_over(people, asking=asking))
    assert (run.ruled.asked, run.ruled.decided) == (3, 3)
    assert len(await waiting(people)) == 1
    found = await people.open(ReviewStatus.DECIDED)
    assert {one.decided_by for _, one in found} == {"scripted/who-1"}


async def test_a_model_that_does_not_answer_is_not_asked_for_ever_and_loses_nothing(people):
    silent = Scripted(None)
    job = await goes_over(people, asking=Asking(silent, pairs=100))
    assert (job.status, report_of(job).ruled.complaint) == (JobStatus.DONE, "no answer in 60 s")
    assert len(silent.asked) == 3
    assert len(await waiting(people)) == 4


async def test_pairs_that_a_model_cannot_tell_do_not_stand_before_the_rest(people):
    asked = set()
    for turn in range(8):
        unsure = Scripted(Opinion(None))
        await goes_over(people, key=f"turn {turn}", asking=Asking(unsure, pairs=1))
        asked |= {frozenset((one.names, other.names)) for one, other in unsure.asked}
    assert len(asked) > 1


async def test_a_dry_run_lets_nobody_wait(people):
    done = await consolidated(people.memory, ACME, is_dry_run=True)
    assert len(done.pairs) == 4
    assert len(await waiting(people)) == 3


async def mentored(by_hand):
    """Ten who have one mentor, and Sam who has two."""
    lines = [f"[person] P{number} | is mentored by | [person] M{number}" for number in range(10)]
    two = [f"[person] Sam | is mentored by | [person] {one}" for one in ("Ann", "Ben")]
    await hears(by_hand, "\n".join(lines + two[:1]), two[1])


async def test_what_is_hardly_both_waits_and_is_decided_and_undone(by_hand):
    await mentored(by_hand)
    people = People(by_hand)
    assert report_of(await goes_over(people, [Pass.CONTRADICTIONS])).passes[0].written == 1
    again = report_of(await goes_over(people, [Pass.CONTRADICTIONS], key="again")).passes[0]
    assert (again.found, again.written) == (1, 0)
    [(_, found)] = await people.open()
    assert (found.kind, found.reason) == (ReviewKind.POSSIBLY_CONTRADICTS, "one-value-is-usual")
    both = {found.first.sentence, found.second.sentence}
    assert both <= {*await by_hand.believed()}
    await decided(people.memory, ACME, found.id, Verdict.KEEP_FIRST, BEN, "ann")
    await people.settles()
    assert both & {*await by_hand.believed()} == {found.first.sentence}
    await people.undoes(ChangeKind.INVALIDATED)
    assert both <= {*await by_hand.believed()}
    await decided(people.memory, ACME, found.id, Verdict.KEEP_BOTH, BEN, "both")
    await people.settles()
    assert both <= {*await by_hand.believed()}
    assert await people.open() == []
    last = report_of(await goes_over(people, [Pass.CONTRADICTIONS], key="last")).passes[0]
    assert (last.found, last.written) == (0, 0)
