"""The same agent at the same tasks twice: with a memory of what was tried, and without one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random
from time import perf_counter

from quipu.api.assemble import Service
from quipu.api.bench.practice.agent import attempted
from quipu.api.bench.practice.world import SORTS, Task, tasks
from quipu.graph.experience.procedures import wilson
from quipu.schema.experience import ExperienceDraft, Outcome, Procedure
from quipu.schema.knowledge import Trust

PARTS = 4
_PROCEDURES = 3  # that are looked at
_WAIT_SECONDS = 60.0


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the course: per cent of attempts that succeeded, and steps an attempt."""

    attempts: int
    without: float
    with_advice: float
    steps_without: float
    steps_with: float


@dataclass(frozen=True, slots=True)
class Practice:
    """What a course came to. Of the attempts with advice, `fitting` per cent got it first of all
    from tasks of their own sort; times are in milliseconds, medians."""

    parts: tuple[Part, ...]
    advised: int
    fitting: float
    surest: float  # the lower bound of the 95 % interval on the last part's share with advice
    advise_ms: float
    record_ms: float
    procedures: int


async def run_practice(service: Service, count: int, seed: int) -> Practice:
    """A course of so many tasks. The agent's chances are drawn anew for each task by its place, so
    that both runs of it meet the same luck."""
    course = list(tasks(count, Random(seed)))
    alone = [attempted(task, (), Random(f"{seed} {n}")) for n, task in enumerate(course)]
    learned, advised, fitting = [], 0, 0
    advise_ms, record_ms = list[float](), list[float]()
    for n, task in enumerate(course):
        started = perf_counter()
        advice = (await service.memory.advise(service.scope, task.text, _PROCEDURES)).procedures
        advise_ms.append(1e3 * (perf_counter() - started))
        advised += bool(advice)
        fitting += bool(advice) and _fits(task, advice[0])
        one = attempted(task, advice, Random(f"{seed} {n}"))
        learned.append(one)
        draft = ExperienceDraft(
            task.text, one.outcome, one.steps, used=one.used, trust=Trust.ASSERTED
        )
        started = perf_counter()
        receipt = await service.memory.record(service.scope, draft, f"practice-{n}")
        service.worker.nudge()
        await service.worker.wait_for(service.scope, receipt.job.id, _WAIT_SECONDS)
        record_ms.append(1e3 * (perf_counter() - started))
    pairs = [
        (without.outcome, with_advice.outcome, len(without.steps), len(with_advice.steps))
        for without, with_advice in zip(alone, learned, strict=True)
    ]
    parts = tuple(map(_part, _cut(pairs)))
    last = _cut(pairs)[-1]
    return Practice(
        parts=parts,
        advised=advised,
        fitting=100 * fitting / advised if advised else 0.0,
        surest=100 * wilson(sum(one[1] is Outcome.SUCCESS for one in last), len(last)),
        advise_ms=_median(advise_ms),
        record_ms=_median(record_ms),
        procedures=len(await service.memory.procedures(service.scope)),
    )


_Pair = tuple[Outcome, Outcome, int, int]


def _cut(pairs: Sequence[_Pair]) -> list[Sequence[_Pair]]:
    """The course in parts, all of one size but the last, which has the rest."""
    size = max(1, len(pairs) // PARTS)
    bounds = [*range(0, len(pairs), size)][:PARTS]
    return [pairs[a:b] for a, b in zip(bounds, [*bounds[1:], len(pairs)], strict=True)]


def _part(pairs: Sequence[_Pair]) -> Part:
    def share(place: int) -> float:
        return 100 * sum(one[place] is Outcome.SUCCESS for one in pairs) / len(pairs)

    return Part(
        len(pairs),
        share(0),
        share(1),
        sum(one[2] for one in pairs) / len(pairs),
        sum(one[3] for one in pairs) / len(pairs),
    )


def _fits(task: Task, told: Procedure) -> bool:
    """Whether a procedure says something of a task's own sort, and of no other."""
    said = " ".join((*told.steps, *told.avoid))
    own = {sort for sort in SORTS if any(one in said for one in (*sort.plan, *sort.traps))}
    return own == {task.sort}


def _median(some: Sequence[float]) -> float:
    return sorted(some)[len(some) // 2] if some else 0.0
