"""Attempts for tests of what is learned from them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import numpy as np

from builders import day, scope
from quipu.schema.experience import Attempts, Experience, Outcome, Step
from quipu.schema.identity import EpisodeId
from quipu.schema.knowledge import Trust

SUCCESS, PARTIAL, FAILURE = Outcome.SUCCESS, Outcome.PARTIAL, Outcome.FAILURE


def attempt(number: int, *said: str | Step, outcome: Outcome = SUCCESS, **more: Any) -> Experience:
    """One whose steps end in "!" where they failed and in "." where they went well."""
    steps = tuple(one if isinstance(one, Step) else step(one) for one in said)
    made = day(1) + timedelta(minutes=number)
    fields = {"task": "ship it", "scope": scope(), "trust": Trust.ASSERTED} | more
    return Experience(EpisodeId(f"ex_{number:03}"), created_at=made, outcome=outcome, steps=steps,
                      **fields)  # fmt: skip


def step(said: str) -> Step:
    ended = {"!": False, ".": True}.get(said[-1])
    return Step(said.rstrip("!."), succeeded=ended)


def alike(*some: Experience) -> Attempts:
    """All at one sort of task."""
    return Attempts(some, np.ones((len(some), 1), np.float32))


def of_sorts(*some: tuple[Experience, Sequence[float]]) -> Attempts:
    """Each with the vector of its task."""
    rows = np.array([vector for _, vector in some], np.float32)
    return Attempts(tuple(one for one, _ in some), rows)
