"""Going over a scope as work that is owed: accepted, done under a lease, told of as it goes."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Collection, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from quipu.graph.accept import checked_key
from quipu.graph.memory import Memory
from quipu.graph.ruling.adjudicating import Adjudication, adjudicated
from quipu.graph.upkeep.consolidating import ALL, Pass, PassReport, consolidated
from quipu.graph.vectors import fact_vectors
from quipu.schema.adjudicating import Adjudicator
from quipu.schema.changes import ChangeSet
from quipu.schema.errors import Unavailable
from quipu.schema.identity import Scope, content_hash
from quipu.schema.jobs import CONSOLIDATE, Job, Lease, Receipt, Work

_EVERY_SECONDS = 1.0  # between two lines on how far it is


@dataclass(frozen=True, slots=True)
class Asking:
    """Whom to ask about likely names, and about how many pairs in one run."""

    adjudicator: Adjudicator
    pairs: int


@dataclass(frozen=True, slots=True)
class RunReport:
    """How far a run is, from 0 to 1, what its passes came to, and what a model ruled."""

    progress: float = 0.0
    passes: tuple[PassReport, ...] = ()
    ruled: Adjudication | None = None


async def owed(memory: Memory, scope: Scope, passes: Collection[Pass], key: str) -> Receipt:
    """Accept going over an exact scope as work for a worker. The same key again is a replay."""
    names = [one.value for one in ALL if one in passes]
    work = Work(CONSOLIDATE, json.dumps({"passes": names}))
    hashed = content_hash(f"{work.kind} {work.wish}")
    return await memory.queue.accept(scope, checked_key(key), hashed, [], memory.clock(), work)


async def gone_over(memory: Memory, lease: Lease, job: Job, asking: Asking | None = None) -> None:
    """Do what a job of this kind owes; it is done in the same transaction as its lease ends.

    Whoever takes over after a crash begins anew, which does no harm. A model that fails decides
    nothing: its pairs wait.
    """
    passes = [Pass(name) for name in json.loads(job.wish)["passes"]]
    kept = replace(lease, is_kept=True)
    run = _Run(memory, lease, job, len(passes) + (asking is not None))
    async with run.telling():
        for name in passes:
            done = await consolidated(memory, lease.scope, [name], watch=run.saw, lease=kept)
            run.passes += done.passes
            await run.tell()
        if asking is not None and Pass.DEDUPLICATE in passes:
            run.ruled = await adjudicated(
                memory, lease.scope, asking.adjudicator, asking.pairs, turn=job.id
            )
    await memory.queue.told(lease, job.id, as_json(run.report(is_over=True)))
    over = ChangeSet(at=memory.clock(), actor="worker", reason=CONSOLIDATE)
    vectors = await fact_vectors(memory.embedder, ())
    await memory.store.apply(lease.scope, over, vectors, lease)


@dataclass(slots=True)
class _Run:
    """One run under way."""

    memory: Memory
    lease: Lease
    job: Job
    parts: int
    passes: list[PassReport] = field(default_factory=list)
    ruled: Adjudication | None = None
    seen: int = 0  # rows that the pass under way has read
    told: str = ""

    def saw(self, name: Pass, what: str, count: int) -> None:
        self.seen = count

    def report(self, *, is_over: bool = False) -> RunReport:
        # Nobody knows how much a pass has left: half of it at a thousand rows, 9/10 at nine.
        within = 0.0 if len(self.passes) >= self.parts else self.seen / (self.seen + 1_000)
        progress = 1.0 if is_over else (len(self.passes) + within) / max(self.parts, 1)
        return RunReport(round(progress, 3), tuple(self.passes), self.ruled)

    async def tell(self) -> None:
        self.seen = 0
        await self._told()

    async def _told(self) -> None:
        said = as_json(self.report())
        if said != self.told:
            self.told = said
            await self.memory.queue.told(self.lease, self.job.id, said)

    @asynccontextmanager
    async def telling(self) -> AsyncIterator[None]:
        """Write down how far it is, while it goes on."""

        async def at_intervals() -> None:
            while True:
                await asyncio.sleep(_EVERY_SECONDS)
                with suppress(Unavailable):
                    await self._told()

        task = asyncio.create_task(at_intervals())
        try:
            yield
        finally:
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task


def as_json(report: RunReport) -> str:
    """A report as a job keeps it."""
    return json.dumps(asdict(report))


def report_of(job: Job) -> RunReport:
    """How far a job is; an empty report where it tells nothing of it."""
    if not job.report:
        return RunReport()
    kept = json.loads(job.report)
    return RunReport(
        kept["progress"],
        _passes(kept["passes"]),
        None if kept["ruled"] is None else Adjudication(**kept["ruled"]),
    )


def _passes(rows: Sequence[dict[str, Any]]) -> tuple[PassReport, ...]:
    return tuple(PassReport(**(row | {"name": Pass(row["name"])})) for row in rows)
