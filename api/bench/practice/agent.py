"""A made-up agent: it knows its way half of the time, and takes the advice that it is given."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from random import Random

from quipu.api.bench.practice.world import Task
from quipu.schema.experience import Outcome, Procedure, Step

SKILL = 0.6
"""How often it finds the next step by itself."""

MOST_STEPS = 14
_NOT_YET = "cannot be done yet"
_TRAPPED = "that broke it"


@dataclass(frozen=True, slots=True)
class Attempt:
    task: Task
    steps: tuple[Step, ...]
    outcome: Outcome
    used: tuple[str, ...] = ()


def attempted(task: Task, advice: Sequence[Procedure], random: Random) -> Attempt:
    """One attempt: the steps of the first procedure that fits in its order, nothing that any
    advises against, else what the agent finds."""
    told = next((one for one in advice if set(one.steps) & {*task.actions}), None)
    wanted = [] if told is None else [one for one in told.steps if one in task.actions]
    left = {
        action
        for one in advice
        for action in task.actions
        if any(said.startswith(f"{action} (") for said in one.avoid)
    }
    done: set[str] = set()
    steps: list[Step] = []
    outcome = Outcome.FAILURE
    while len(steps) < MOST_STEPS:
        action = _next(task, wanted, done, left, random)
        step = _carried_out(task, action, done)
        steps.append(step)
        if action in task.sort.traps:
            break
        if step.succeeded:
            done.add(action)
        wanted = [one for one in wanted if one not in done and one != action]
        if done.issuperset(task.sort.plan):
            outcome = Outcome.SUCCESS
            break
    return Attempt(task, tuple(steps), outcome, () if told is None else (told.id,))


def _next(
    task: Task, wanted: Sequence[str], done: Collection[str], left: Collection[str], random: Random
) -> str:
    if wanted:
        return wanted[0]
    if random.random() < SKILL:
        return next(one for one in task.sort.plan if one not in done)
    return random.choice([one for one in task.actions if one not in done and one not in left])


def _carried_out(task: Task, action: str, done: Collection[str]) -> Step:
    if action in task.sort.traps:
        return Step(action, _TRAPPED, succeeded=False)
    plan = task.sort.plan
    before = plan[: plan.index(action)] if action in plan else ()
    if not set(before) <= set(done):
        return Step(action, _NOT_YET, succeeded=False)
    return Step(action, succeeded=True)
