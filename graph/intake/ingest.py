"""Work that is owed is done: lease → settle → done, or alone and visibly failed."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, replace

from quipu.graph.intake.reread import read_anew
from quipu.graph.intake.settling import Batch, settled
from quipu.graph.intake.turns import read_too_early, turns_beside
from quipu.graph.intake.unread import Unread
from quipu.graph.memory import Memory
from quipu.graph.unbroken import unbroken
from quipu.graph.upkeep.going_over import Asking, gone_over
from quipu.schema.errors import Conflict, Unavailable
from quipu.schema.identity import Scope
from quipu.schema.jobs import CONSOLIDATE
from quipu.schema.knowledge import Episode, EpisodeKind
from quipu.schema.ports import Extractor, Job, Lease
from quipu.schema.rulings import is_ruling

log = logging.getLogger(__name__)

_LONG = 32_000  # characters: some ten seconds of reading
_SOON_SECONDS = 3.0  # a Neo4j that is away is tried for 15 s otherwise, a second time


@dataclass(frozen=True, slots=True)
class SettleReport:
    """What one round of settling did."""

    scope: Scope
    episodes: int
    facts_learned: int
    failed_jobs: int

    def __add__(self, other: SettleReport) -> SettleReport:
        return SettleReport(
            self.scope,
            self.episodes + other.episodes,
            self.facts_learned + other.facts_learned,
            self.failed_jobs + other.failed_jobs,
        )


async def settle_next(
    memory: Memory,
    extractor: Extractor,
    *,
    lease_seconds: float = 20.0,
    max_episodes: int = 64,
    asking: Asking | None = None,
    after: Scope | None = None,
) -> SettleReport | None:
    """Lease the oldest open work of one scope and settle it; None when there is none.

    The scope is the one whose turn it is `after` the last one served: see `Queue.lease`.
    Raises `Unavailable` as `settle_leased` does.
    """
    lease = await leased(memory, lease_seconds, max_episodes, after)
    if lease is None:
        return None
    return await settle_leased(memory, extractor, lease, lease_seconds=lease_seconds, asking=asking)


async def leased(memory: Memory, seconds: float, most: int, after: Scope | None) -> Lease | None:
    """What `Queue.lease` gives; who is cancelled while it comes in gives it back."""
    asked = memory.queue.lease(memory.clock(), seconds, most, after)
    return await unbroken(asked, lambda held: _released(memory, held))


async def settle_leased(
    memory: Memory,
    extractor: Extractor,
    lease: Lease,
    *,
    lease_seconds: float = 20.0,
    asking: Asking | None = None,
) -> SettleReport:
    """Settle what is leased.

    A batch that cannot be settled is tried again job by job, then episode by episode, so that
    one poisonous text fails alone and loudly. The lease is renewed while the work goes on.
    Raises `Unavailable` when the engine or a model is away: the work stays queued.
    """
    async with _held(memory, lease, lease_seconds):
        try:
            return await _done(memory, extractor, lease, asking)
        except (Unavailable, asyncio.CancelledError):  # nobody should have to wait out the lease
            await _released_soon(memory, lease)
            raise


async def _done(
    memory: Memory, extractor: Extractor, lease: Lease, asking: Asking | None
) -> SettleReport:
    if any(job.kind == CONSOLIDATE for job in lease.jobs):
        return await _mixed(memory, extractor, lease, asking)
    if len(lease.jobs) > 1 and any(is_ruling(one) for one in lease.episodes):
        return await _one_by_one(memory, extractor, lease)  # the log says who ruled, and why
    if len(lease.jobs) > 1 and any(map(_is_long, lease.episodes)):
        return await _short_before_long(memory, extractor, lease, asking)
    try:
        learned = await _settled(memory, extractor, Batch(lease.scope, lease.episodes, lease))
    except Unavailable:
        raise
    except Conflict as fault:
        await _given_back(memory, lease, fault)
        return SettleReport(lease.scope, 0, 0, 0)
    except Exception as fault:  # noqa: BLE001 - no reader's error may stop the queue
        log.warning("a batch of %s is settled job by job: %s", lease.scope.key, fault)
        return await _one_by_one(memory, extractor, lease)
    return SettleReport(lease.scope, len(lease.episodes), learned, 0)


async def _short_before_long(
    memory: Memory, extractor: Extractor, lease: Lease, asking: Asking | None
) -> SettleReport:
    """Settle what is short, then the first long job alone, and give the others back.

    So nobody waits for a long text that was told beside his, other scopes come in between, and
    whoever is stopped loses the reading of one text.
    """
    long = [job for job in lease.jobs if any(map(_is_long, _episodes(lease, job)))]
    short = tuple(job for job in lease.jobs if job not in long)
    report = SettleReport(lease.scope, 0, 0, 0)
    for jobs in filter(None, (short, (long[0],))):
        episodes = tuple(one for job in jobs for one in _episodes(lease, job))
        part = replace(lease, jobs=jobs, episodes=episodes, revision=None)
        done = await _done(memory, extractor, part, asking)
        report += done
        if not done.episodes:  # somebody else holds the scope by now
            return report
    await memory.queue.release(lease)
    return report


def _is_long(episode: Episode) -> bool:
    return episode.kind is not EpisodeKind.JSON and len(episode.content) > _LONG


async def _settled(memory: Memory, extractor: Extractor, batch: Batch) -> int:
    """Settle a batch, and first what was read before without a turn that has come only now.

    If that work is cut off, the batch is still owed, and so is all of it.
    """
    turns = await turns_beside(memory.store, batch.scope, batch.episodes)
    early = read_too_early(batch.episodes, turns)
    if early:
        await read_anew(memory, extractor, batch.scope, early)
        if batch.lease is not None:
            batch = replace(batch, lease=replace(batch.lease, revision=None))
    return await settled(memory, extractor, replace(batch, turns=turns))


async def _released(memory: Memory, lease: Lease | None) -> None:
    if lease is not None:
        await memory.queue.release(lease)


async def _released_soon(memory: Memory, lease: Lease) -> None:
    """At once or not at all: where it is the engine that is away, the lease runs out by itself."""
    with suppress(Unavailable, TimeoutError):
        async with asyncio.timeout(_SOON_SECONDS):
            await memory.queue.release(lease)


async def _given_back(memory: Memory, lease: Lease, fault: Conflict) -> None:
    """What somebody else holds by now, or has written into, is nobody's fault: it stays queued."""
    log.warning("work in %s is given back: %s", lease.scope.key, fault)
    await memory.queue.release(lease)


async def _mixed(
    memory: Memory, extractor: Extractor, lease: Lease, asking: Asking | None
) -> SettleReport:
    """What is to be read first, as those wait for it who told it; then going over the scope."""
    reading = tuple(job for job in lease.jobs if job.kind != CONSOLIDATE)
    report = SettleReport(lease.scope, 0, 0, 0)
    if reading:
        report = await _done(memory, extractor, replace(lease, jobs=reading), asking)
    for job in lease.jobs:
        if job.kind == CONSOLIDATE:
            alone = replace(lease, jobs=(job,), episodes=())
            failed = await _gone_over(memory, alone, job, asking)
            report = replace(report, failed_jobs=report.failed_jobs + failed)
    return report


async def _gone_over(memory: Memory, lease: Lease, job: Job, asking: Asking | None) -> int:
    """Whether it failed for good."""
    try:
        await gone_over(memory, lease, job, asking)
    except Unavailable:
        raise
    except Conflict as fault:
        await _given_back(memory, lease, fault)
    except Exception as reason:
        log.error("job %s cannot be done", job.id, exc_info=reason)
        told = f"{type(reason).__name__}: {reason}"
        await memory.queue.failed(lease, job.id, told, memory.clock(), is_final=True)
        return 1
    return 0


@asynccontextmanager
async def _held(memory: Memory, lease: Lease, seconds: float) -> AsyncIterator[None]:
    """Renew a lease three times in its length, so that long texts do not outlive it."""

    async def renewing() -> None:
        while True:
            await asyncio.sleep(seconds / 3)
            with suppress(Unavailable):
                await memory.queue.renew(lease, memory.clock(), seconds)

    task = asyncio.create_task(renewing())
    try:
        yield
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


async def _one_by_one(memory: Memory, extractor: Extractor, lease: Lease) -> SettleReport:
    """Settle every job of a batch by itself; mark those FAILED that cannot be."""
    report = SettleReport(lease.scope, 0, 0, 0)
    for job in lease.jobs:
        alone = replace(lease, jobs=(job,), episodes=_episodes(lease, job), revision=None)
        try:
            done = await _job_alone(memory, extractor, alone, is_tried=len(lease.jobs) == 1)
        except Conflict as fault:
            await _given_back(memory, lease, fault)
            return report
        report = report + done
    return report


async def _job_alone(
    memory: Memory, extractor: Extractor, alone: Lease, *, is_tried: bool
) -> SettleReport:
    """Settle one job; text by text, where the whole of it failed or has been tried before."""
    count = len(alone.episodes)
    if not is_tried:
        try:
            learned = await _settled(memory, extractor, Batch(alone.scope, alone.episodes, alone))
            return SettleReport(alone.scope, count, learned, 0)
        except (Unavailable, Conflict):
            raise
        except Exception as fault:  # noqa: BLE001 - the poison is in this job
            log.warning("job %s is settled text by text: %s", alone.jobs[0].id, fault)
    learned, told = await _each_alone(memory, extractor, alone)
    failed = await _closed(memory, extractor, alone, told)
    return SettleReport(alone.scope, count, learned, failed)


def _episodes(lease: Lease, job: Job) -> tuple[Episode, ...]:
    mine = set(job.episodes)
    return tuple(episode for episode in lease.episodes if episode.id in mine)


async def _each_alone(memory: Memory, extractor: Extractor, alone: Lease) -> tuple[int, list[str]]:
    """Settle what can be settled of one job; returns facts learned, and what could not be."""
    learned, told = 0, list[str]()
    for episode in alone.episodes:
        lease = replace(alone, episodes=(episode,), is_kept=True)
        try:
            learned += await _settled(memory, extractor, Batch(alone.scope, (episode,), lease))
        except (Unavailable, Conflict):
            raise
        except Exception as reason:
            log.error("episode %s cannot be settled", episode.id, exc_info=reason)
            told.append(f"{episode.id}: {type(reason).__name__}: {reason}")
            await _found_unread(memory, episode, lease)
    return learned, told


async def _found_unread(memory: Memory, episode: Episode, lease: Lease) -> None:
    """Let a text that cannot be read be found by its words and its meaning all the same."""
    if episode.given:
        return
    try:
        await settled(memory, Unread(), Batch(lease.scope, (episode,), lease))
    except (Unavailable, Conflict):
        raise
    except Exception as reason:
        log.error("episode %s cannot be found either", episode.id, exc_info=reason)


async def _closed(memory: Memory, extractor: Extractor, alone: Lease, told: list[str]) -> int:
    """Close a job whose episodes were settled alone: FAILED with what was told, else done."""
    if not told:
        await _settled(memory, extractor, Batch(alone.scope, (), alone))
        return 0
    [job] = alone.jobs
    await memory.queue.failed(alone, job.id, "; ".join(told), memory.clock(), is_final=True)
    return 1
