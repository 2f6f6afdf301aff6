"""The worker: settles what is owed, survives what goes wrong, and says so."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field

import pytest
from tests.builders import day

from quipu.api.worker import Worker
from quipu.schema.errors import NotFound, Unavailable
from quipu.schema.identity import JobId, Scope
from quipu.schema.ports import Job, JobStatus

SCOPE = Scope("local")
JOB = Job(JobId("jo_1"), SCOPE, JobStatus.QUEUED, (), 0, day(0))


@dataclass
class Bench:
    """Work to be done, as the worker sees it: rounds to do, faults to meet, one job to watch."""

    rounds: int = 0
    faults: list[Exception] = field(default_factory=list)
    status: JobStatus = JobStatus.QUEUED
    done: int = 0

    async def settle(self) -> bool:
        if self.faults:
            raise self.faults.pop(0)
        if self.rounds == 0:
            return False
        self.rounds -= 1
        self.done += 1
        self.status = JobStatus.DONE if self.rounds == 0 else JobStatus.RUNNING
        return True

    async def job(self, scope: Scope, id: JobId) -> Job | None:
        known = scope == SCOPE and id == JOB.id
        return Job(id, scope, self.status, (), 0, day(0)) if known else None


def worker_on(bench: Bench, poll_seconds: float = 0.01) -> Worker:
    return Worker(bench.settle, bench, poll_seconds)  # type: ignore[arg-type]


async def test_all_that_is_owed_is_settled() -> None:
    bench = Bench(rounds=3)

    async with worker_on(bench).running() as worker:
        await worker.drain()

    assert bench.done == 3


async def test_draining_without_a_running_worker_does_the_work_itself() -> None:
    bench = Bench(rounds=3)

    await worker_on(bench).drain()

    assert bench.done == 3


async def test_a_nudge_ends_the_wait_for_the_next_poll() -> None:
    bench = Bench()
    async with worker_on(bench, poll_seconds=3_600).running() as worker:
        await worker.drain()
        bench.rounds = 1

        await asyncio.wait_for(worker.drain(), 5)

    assert bench.done == 1


async def test_work_of_another_process_is_found_by_polling() -> None:
    bench = Bench()
    async with worker_on(bench).running() as worker:
        await worker.drain()
        bench.rounds = 1

        job = await worker.wait_for(SCOPE, JOB.id, 5)

    assert job.status is JobStatus.DONE


async def test_waiting_gives_the_job_as_it_stands_when_time_is_over() -> None:
    async with worker_on(Bench()).running() as worker:
        job = await worker.wait_for(SCOPE, JOB.id, 0.02)

    assert job.status is JobStatus.QUEUED


async def test_waiting_for_a_foreign_job_finds_nothing() -> None:
    with pytest.raises(NotFound):
        await worker_on(Bench()).wait_for(Scope("other"), JOB.id, 1)


async def test_a_fault_is_told_and_the_work_goes_on() -> None:
    bench = Bench(rounds=1, faults=[Unavailable("away"), ValueError("odd")])

    async with worker_on(bench).running() as worker:
        job = await worker.wait_for(SCOPE, JOB.id, 5)
        complaint = worker.complaint

    assert job.status is JobStatus.DONE
    assert complaint == ""


async def test_a_fault_of_ours_is_one_line_in_the_log(caplog: pytest.LogCaptureFixture) -> None:
    bench = Bench(rounds=1, faults=[Unavailable("the disk is full"), ValueError("odd")])

    async with worker_on(bench).running() as worker:
        await worker.wait_for(SCOPE, JOB.id, 5)

    ours, foreign = caplog.records
    assert (ours.getMessage(), ours.exc_info) == ("round 1 in a row failed: the disk is full", None)
    assert foreign.exc_info is not None


async def test_faults_without_end_are_a_complaint_and_not_silence() -> None:
    bench = Bench(rounds=1, faults=[Unavailable("away") for _ in range(1_000)])

    async with worker_on(bench, poll_seconds=0.01).running() as worker:
        await worker.wait_for(SCOPE, JOB.id, 0.2)
        complaint = worker.complaint
        with pytest.raises(Unavailable, match="away"):
            await worker.drain()

    assert "away" in complaint


async def test_a_worker_that_does_not_run_is_a_complaint() -> None:
    worker = worker_on(Bench())

    before = worker.complaint
    async with worker.running():
        during = worker.complaint
    after = worker.complaint

    assert (bool(before), bool(during), bool(after)) == (True, False, True)


async def test_the_round_under_way_is_finished_at_the_end() -> None:
    entered, ended = asyncio.Event(), asyncio.Event()

    async def slow() -> bool:
        entered.set()
        await asyncio.to_thread(lambda: None)
        ended.set()
        return False

    bench = Bench()
    worker = Worker(slow, bench, 3_600)  # type: ignore[arg-type]
    async with worker.running():
        await entered.wait()

    assert ended.is_set()


async def test_it_is_idle_only_once_it_has_found_nothing() -> None:
    bench, may_end = Bench(rounds=1), asyncio.Event()

    async def slow() -> bool:
        await may_end.wait()
        return await bench.settle()

    async with Worker(slow, bench, 3_600).running() as worker:  # type: ignore[arg-type]
        waited = await worker.wait_for(SCOPE, JOB.id, 0.02)
        was_idle = worker.is_idle
        may_end.set()
        await worker.drain()

    assert (waited.status, was_idle, worker.is_idle) == (JobStatus.QUEUED, False, True)
