"""The `Queue` port, on every engine."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace

import pytest

from builders import about, change_set, day, episode, fact, now_view, scope, vectors
from contract.engines import Engine, Opening
from quipu.schema.errors import Conflict, Invalid, RateLimited
from quipu.schema.identity import Scope
from quipu.schema.intervals import Interval
from quipu.schema.jobs import Backlog, Work
from quipu.schema.knowledge import Mention, Modality, Statement, Temporal, Tense, When
from quipu.schema.ports import JobStatus, Lease, Receipt

HERE, THERE = scope("acme"), scope("other")
SAM = scope("acme", "sam")


async def accept(store: Engine, key: str, *texts: str, where: Scope = HERE) -> Receipt:
    turns = [episode(text, scope=where, ordinal=n) for n, text in enumerate(texts)]
    return await store.accept(where, key, "body of " + key, turns, day(0))


async def leased(store: Engine, at: float = 0, max_episodes: int = 10) -> Lease:
    """A lease of one minute; days are counted from day 0."""
    lease = await store.lease(day(at), 60, max_episodes)
    assert lease is not None
    return lease


async def test_what_was_accepted_is_there_with_its_job(store: Engine) -> None:
    receipt = await accept(store, "a", "one", "two")
    turns = await store.episodes(HERE, receipt.job.episodes)
    assert [turn.content for turn in turns] == ["one", "two"]
    assert not receipt.is_replay
    assert (receipt.job.status, receipt.job.attempts) == (JobStatus.QUEUED, 0)
    assert await store.job(HERE, receipt.job.id) == receipt.job
    assert await store.job_of(HERE, receipt.job.episodes) == {
        turn.id: receipt.job for turn in turns
    }


async def test_an_episode_is_read_as_it_was_given(store: Engine) -> None:
    said = Statement(
        subject=Mention("Anna", "person", aliases=("Annie",)),
        predicate="lives in",
        object=Mention("42", is_value=True),
        sentence="Anna lives in Oslo.",
        tense=Tense.PERFECT,
        modality=Modality.PLAN,
        temporal=Temporal.EVENT,
        when=When(Interval(day(0), day(3)), "day", "in January", is_recurring=True),
    )
    turn = episode(
        "Grüße, 李雷 🎉\n",
        external_id="m1",
        source="talk",
        metadata={"caption": "a dog", "n": [1, 2.5, None, {"x": True}]},
        given=(said,),
        ordinal=7,
        offset_minutes=-570,
    )
    await store.accept(HERE, "a", "body", [turn], day(0))
    assert await store.episodes(HERE, [turn.id]) == [turn]


BAD = {
    "metadata that is no JSON": {"metadata": {"x": object()}},
    "metadata that is no number": {"metadata": {"x": float("nan")}},
    "half a character": {"content": "\ud800"},
}


@pytest.mark.parametrize("fields", BAD.values(), ids=BAD.keys())
async def test_what_cannot_be_kept_is_refused_with_the_whole_call(
    store: Engine, fields: dict[str, object]
) -> None:
    turns = [episode("fine"), replace(episode("bad"), **fields)]  # type: ignore[arg-type]
    with pytest.raises(Invalid):
        await store.accept(HERE, "a", "body", turns, day(0))
    assert await store.episodes(HERE, [turns[0].id]) == []
    assert (await store.statistics(HERE, now_view())).queued_jobs == 0


async def test_a_key_that_is_used_is_answered_without_what_it_was_used_for(store: Engine) -> None:
    assert await store.replay(HERE, "a", "body of a") is None
    receipt = await accept(store, "a", "one")
    assert await store.replay(HERE, "a", "body of a") == replace(receipt, is_replay=True)
    assert await store.replay(SAM, "a", "body of a") is None
    with pytest.raises(Conflict, match="another body"):
        await store.replay(HERE, "a", "another")


async def test_the_same_key_and_body_is_a_replay(store: Engine) -> None:
    first = await accept(store, "a", "one")
    again = await accept(store, "a", "one")
    assert again.is_replay
    assert again.job == first.job
    counted = await store.statistics(HERE, now_view())
    assert (counted.episodes, counted.queued_jobs) == (1, 1)


async def test_a_replay_tells_how_the_job_stands_now(store: Engine) -> None:
    await accept(store, "a", "one")
    lease = await leased(store)
    await store.apply(HERE, change_set(at=day(1)), vectors(), lease)
    job = (await accept(store, "a", "one")).job
    assert (job.status, job.finished_at) == (JobStatus.DONE, day(1))


async def test_the_same_key_with_another_body_is_a_conflict(store: Engine) -> None:
    await accept(store, "a", "one")
    with pytest.raises(Conflict):
        await store.accept(HERE, "a", "another body", [episode("two")], day(0))
    assert await store.episodes(HERE, [episode("two").id]) == []


async def test_a_key_belongs_to_its_scope(store: Engine) -> None:
    await accept(store, "a", "one")
    other = await accept(store, "a", "two", where=THERE)
    assert not other.is_replay


async def test_an_episode_accepted_under_two_keys_is_stored_once(store: Engine) -> None:
    first = await accept(store, "a", "one")
    second = await accept(store, "b", "one")
    assert second.job.id != first.job.id
    assert second.job.episodes == first.job.episodes
    assert (await store.statistics(HERE, now_view())).episodes == 1
    assert (await store.job_of(HERE, first.job.episodes)).keys() == set(first.job.episodes)
    lease = await leased(store)
    assert (len(lease.jobs), len(lease.episodes)) == (2, 1)


async def test_many_identical_requests_at_once_are_kept_once(store: Engine) -> None:
    receipts = await asyncio.gather(*(accept(store, "a", "one") for _ in range(50)))
    assert sum(not receipt.is_replay for receipt in receipts) == 1
    assert len({receipt.job.id for receipt in receipts}) == 1


async def test_many_distinct_requests_at_once_are_all_kept(
    opened: Callable[[], Awaitable[Engine]],
) -> None:
    engines = [await opened(), await opened()]
    await asyncio.gather(*(accept(engines[n % 2], f"k{n}", f"text {n}") for n in range(50)))
    assert (await engines[0].statistics(HERE, now_view())).episodes == 50


async def test_there_is_nothing_to_lease_where_nothing_is_owed(store: Engine) -> None:
    assert await store.lease(day(0), 60, 10) is None


async def test_a_lease_holds_the_oldest_jobs_of_one_scope(store: Engine) -> None:
    for key, where in (("a", HERE), ("b", THERE), ("c", HERE)):
        await accept(store, key, f"{key}1", f"{key}2", where=where)
    lease = await leased(store)
    assert lease.scope == HERE
    assert [turn.content for turn in lease.episodes] == ["a1", "a2", "c1", "c2"]
    assert {job.status for job in lease.jobs} == {JobStatus.RUNNING}
    assert {job.attempts for job in lease.jobs} == {1}


ROOM = {"for one job": (3, 1), "for two": (4, 2), "for less than one": (1, 1)}


@pytest.mark.parametrize(("room", "jobs"), ROOM.values(), ids=ROOM.keys())
async def test_a_lease_takes_as_many_jobs_as_have_room_and_always_one(
    store: Engine, room: int, jobs: int
) -> None:
    for key in "abc":
        await accept(store, key, f"{key}1", f"{key}2")
    assert len((await leased(store, max_episodes=room)).jobs) == jobs


async def test_a_scope_has_one_lease_at_a_time(store: Engine) -> None:
    for key, where in (("a", HERE), ("b", HERE), ("c", THERE)):
        await accept(store, key, key, where=where)
    first = await leased(store, max_episodes=1)
    second = await leased(store, max_episodes=1)
    assert (first.scope, second.scope) == (HERE, THERE)
    assert await store.lease(day(0), 60, 10) is None


async def served_next(store: Engine, after: Scope) -> Scope:
    """The scope that is leased after another one; nothing is held afterwards."""
    lease = await store.lease(day(0), 60, 1, after)
    assert lease is not None
    await store.release(lease)
    return lease.scope


async def test_scopes_take_turns_so_that_much_of_one_holds_no_other_up(store: Engine) -> None:
    third = scope("third")
    for key in "abc":
        await accept(store, key, key, where=HERE)
    for where in (THERE, third):
        await accept(store, "d", "d", where=where)
    turns = [HERE]
    for _ in range(3):
        turns.append(await served_next(store, turns[-1]))
    assert set(turns[1:3]) == {THERE, third}
    assert turns[3] == HERE


async def test_a_scope_that_is_held_loses_its_turn_to_the_next(store: Engine) -> None:
    for key, where in (("a", HERE), ("b", HERE), ("c", THERE)):
        await accept(store, key, key, where=where)
    held = await leased(store, max_episodes=1)
    assert await served_next(store, THERE) == THERE
    await store.release(held)
    assert await served_next(store, THERE) == HERE


async def test_no_more_is_accepted_than_a_tenant_has_room_for(store: Engine) -> None:
    two = Work(room=2)
    await store.accept(HERE, "a", "body", [episode("a")], day(0), two)
    await store.accept(SAM, "b", "body", [episode("b", scope=SAM)], day(0), two)
    with pytest.raises(RateLimited) as full:
        await store.accept(HERE, "c", "body", [episode("c")], day(0), two)
    assert full.value.retry_after_ms > 0
    assert await store.episodes(HERE, [episode("c").id]) == []

    assert (await store.accept(HERE, "a", "body", [episode("a")], day(0), two)).is_replay
    await store.accept(THERE, "c", "body", [episode("c", scope=THERE)], day(0), two)
    lease = await leased(store, max_episodes=1)
    await store.apply(lease.scope, change_set(at=day(1)), vectors(), lease)
    await store.accept(HERE, "c", "body", [episode("c")], day(0), two)


async def test_a_tenant_whose_name_another_begins_with_has_room_of_its_own(store: Engine) -> None:
    longer, one = scope("acme2"), Work(room=1)
    await store.accept(longer, "a", "body", [episode("a", scope=longer)], day(0), one)
    await store.accept(HERE, "a", "body", [episode("a")], day(0), one)
    for full in (longer, HERE):
        with pytest.raises(RateLimited):
            await store.accept(full, "b", "body", [episode("b", scope=full)], day(0), one)


async def test_the_backlog_counts_what_waits_since_when_and_what_failed(store: Engine) -> None:
    assert await store.backlog() == Backlog(0, None, 0)
    await store.accept(HERE, "a", "body", [episode("a")], day(3))
    await store.accept(THERE, "b", "body", [episode("b", scope=THERE)], day(1))
    await store.accept(HERE, "c", "body", [episode("c")], day(2))
    waiting = await store.backlog()
    assert (waiting.waiting, waiting.failed) == (3, 0)

    lease = await leased(store, at=4, max_episodes=1)
    [job] = lease.jobs
    assert (await store.backlog()).waiting == 3
    await store.failed(lease, job.id, "no", day(4), is_final=True)
    left = await store.backlog()
    assert (left.waiting, left.failed) == (2, 1)
    assert left.oldest in (day(1), day(2), day(3))


async def test_of_many_workers_at_once_one_gets_the_lease(
    opened: Callable[[], Awaitable[Engine]],
) -> None:
    engines = [await opened(), await opened()]
    await accept(engines[0], "a", "one")
    leases = await asyncio.gather(*(engines[n % 2].lease(day(0), 60, 9) for n in range(10)))
    assert sum(lease is not None for lease in leases) == 1


async def test_applying_with_a_lease_closes_its_jobs_and_frees_the_scope(store: Engine) -> None:
    done = await accept(store, "a", "one")
    later = await accept(store, "b", "two")
    lease = await leased(store, max_episodes=1)
    await store.apply(HERE, change_set(at=day(1)), vectors(*lease.episodes), lease)
    job = await store.job(HERE, done.job.id)
    assert job is not None
    assert (job.status, job.finished_at) == (JobStatus.DONE, day(1))
    assert [one.id for one in (await leased(store)).jobs] == [later.job.id]


async def test_a_lease_says_how_often_its_scope_had_changed(store: Engine) -> None:
    await accept(store, "a", "one")
    await accept(store, "b", "two")
    first = await leased(store, max_episodes=1)
    assert first.revision == await store.revision(HERE) == 0
    await store.apply(HERE, change_set(at=day(1)), vectors(), first)
    assert (await leased(store)).revision == await store.revision(HERE) == 1


async def test_repeating_an_apply_with_its_lease_is_harmless(store: Engine) -> None:
    await accept(store, "a", "one")
    lease = await leased(store)
    learned = about(fact("Oslo"), names=["Anna", "Oslo"])
    first = await store.apply(HERE, learned, vectors(), lease)
    assert await store.apply(HERE, learned, vectors(), lease) == first


async def test_a_lease_that_ran_out_is_taken_over_and_its_first_holder_refused(
    store: Engine,
) -> None:
    await accept(store, "a", "one")
    slow = await leased(store)
    quick = await leased(store, at=1)
    assert [job.id for job in quick.jobs] == [job.id for job in slow.jobs]
    assert quick.jobs[0].attempts == 2
    learned = about(fact("Oslo"), names=["Anna", "Oslo"])
    with pytest.raises(Conflict):
        await store.apply(HERE, learned, vectors(), slow)
    assert await store.facts(HERE, [fact("Oslo").id]) == []
    await store.apply(HERE, learned, vectors(), quick)
    with pytest.raises(Conflict):
        await store.apply(HERE, learned, vectors(), slow)


async def test_a_lease_that_ran_out_but_was_not_taken_still_counts(store: Engine) -> None:
    await accept(store, "a", "one")
    lease = await leased(store)
    await store.apply(HERE, change_set(at=day(99)), vectors(), lease)
    assert await store.lease(day(99), 60, 10) is None


async def test_a_lease_of_another_scope_closes_nothing(store: Engine) -> None:
    await accept(store, "a", "one", where=THERE)
    lease = await leased(store)
    with pytest.raises(Invalid):
        await store.apply(HERE, change_set(), vectors(), lease)


async def test_a_job_given_back_runs_again(store: Engine) -> None:
    receipt = await accept(store, "a", "one")
    lease = await leased(store)
    await store.failed(lease, receipt.job.id, "engine away", day(1), is_final=False)
    job = await store.job(HERE, receipt.job.id)
    assert job is not None
    assert (job.status, job.last_error) == (JobStatus.QUEUED, "engine away")
    assert (await leased(store, at=1)).jobs[0].attempts == 2


async def test_a_job_given_up_is_seen_as_failed_with_its_reason(store: Engine) -> None:
    receipt = await accept(store, "a", "one")
    lease = await leased(store)
    await store.failed(lease, receipt.job.id, "unreadable", day(1), is_final=True)
    job = await store.job(HERE, receipt.job.id)
    assert job is not None
    assert (job.status, job.last_error, job.finished_at) == (
        JobStatus.FAILED,
        "unreadable",
        day(1),
    )
    counted = await store.statistics(HERE, now_view())
    assert (counted.failed_jobs, counted.queued_jobs) == (1, 0)
    assert await store.lease(day(2), 60, 10) is None


async def test_a_poisonous_job_fails_alone_and_the_others_are_done(store: Engine) -> None:
    bad = await accept(store, "a", "bad")
    good = await accept(store, "b", "good")
    lease = await leased(store)
    await store.failed(lease, bad.job.id, "unreadable", day(1), is_final=True)
    await store.apply(HERE, change_set(at=day(1)), vectors(), lease)
    jobs = [await store.job(HERE, one.job.id) for one in (bad, good)]
    assert [job.status for job in jobs if job] == [JobStatus.FAILED, JobStatus.DONE]


async def test_jobs_of_one_lease_may_be_closed_one_by_one(store: Engine) -> None:
    for key in "ab":
        await accept(store, key, key)
    lease = await leased(store)
    for job in lease.jobs:
        alone = Lease(lease.scope, (job,), (), lease.token, lease.expires_at)
        await store.apply(HERE, change_set(at=day(1)), vectors(), alone)
    assert (await store.statistics(HERE, now_view())).queued_jobs == 0


async def test_released_jobs_are_as_if_never_taken(store: Engine) -> None:
    receipt = await accept(store, "a", "one")
    await store.release(await leased(store))
    assert await store.job(HERE, receipt.job.id) == receipt.job
    assert (await leased(store)).jobs[0].attempts == 1


async def test_who_lost_a_lease_can_neither_fail_nor_release_it(store: Engine) -> None:
    receipt = await accept(store, "a", "one")
    slow = await leased(store)
    await leased(store, at=1)
    await store.failed(slow, receipt.job.id, "late", day(1), is_final=True)
    await store.release(slow)
    job = await store.job(HERE, receipt.job.id)
    assert job is not None
    assert (job.status, job.attempts) == (JobStatus.RUNNING, 2)


async def test_a_renewed_lease_is_not_taken_over(store: Engine) -> None:
    await accept(store, "a", "one")
    lease = await leased(store)
    half_a_minute = 30 / 86_400
    await store.renew(lease, day(half_a_minute), 60)
    assert await store.lease(day(2.5 * half_a_minute), 60, 10) is None
    assert await store.lease(day(3.5 * half_a_minute), 60, 10) is not None


async def test_a_lease_that_has_passed_on_cannot_be_renewed(store: Engine) -> None:
    await accept(store, "a", "one")
    old = await leased(store)
    new = await leased(store, at=1)
    await store.renew(old, day(1), 86_400 * 9)
    assert await store.lease(day(2), 60, 10) is not None
    await store.renew(new, day(1), 86_400 * 9)


async def test_a_renewal_after_the_end_holds_nothing_up(store: Engine) -> None:
    await accept(store, "a", "one")
    lease = await leased(store)
    await store.release(lease)
    await store.renew(lease, day(0), 86_400)
    assert await store.lease(day(0), 60, 10) is not None


async def test_asking_again_for_a_failed_job_opens_it_again(store: Engine) -> None:
    receipt = await accept(store, "a", "one")
    lease = await leased(store)
    await store.failed(lease, receipt.job.id, "poison", day(0), is_final=True)
    again = await accept(store, "a", "one")
    assert again.is_replay
    assert again.job.status is JobStatus.QUEUED
    assert (await leased(store)).jobs[0].id == receipt.job.id


async def test_work_without_episodes_is_owed_leased_reported_and_done(opened: Opening) -> None:
    store = await opened()
    wished = Work("consolidate", '{"passes": []}')
    receipt = await store.accept(HERE, "c", "body", [], day(0), wished)
    lease = await leased(store)
    assert (lease.jobs[0].kind, lease.jobs[0].wish) == (wished.kind, wished.wish)
    await store.told(lease, receipt.job.id, '{"progress": 0.5}')
    job = await (await opened()).job(HERE, receipt.job.id)
    assert job is not None
    assert (job.status, job.report) == (JobStatus.RUNNING, '{"progress": 0.5}')
    await store.apply(HERE, change_set(at=day(1)), vectors(), lease)
    await store.told(lease, receipt.job.id, "too late")
    job = await store.job(HERE, receipt.job.id)
    assert job is not None
    assert (job.status, job.report) == (JobStatus.DONE, '{"progress": 0.5}')


async def test_what_is_applied_under_a_kept_lease_ends_no_job(store: Engine) -> None:
    await accept(store, "a", "one")
    slow = replace(await leased(store), is_kept=True)
    await store.apply(HERE, change_set(at=day(0.0001)), vectors(), slow)
    job = await store.job(HERE, slow.jobs[0].id)
    assert job is not None
    assert job.status is JobStatus.RUNNING
    assert await leased(store, at=1)
    with pytest.raises(Conflict):
        await store.apply(HERE, change_set(at=day(1)), vectors(), slow)
