"""What both engines decide of work that is owed: which jobs a lease takes, whether it holds."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

from quipu.schema.errors import Conflict
from quipu.schema.ports import Lease

_Job = TypeVar("_Job")


def fitting(waiting: Iterable[tuple[_Job, int]], room: int) -> list[_Job]:
    """Of jobs with the number of their episodes, oldest first, those that together have room; the
    first one always, however long."""
    chosen: list[_Job] = []
    for job, episodes in waiting:
        room -= episodes
        if chosen and room < 0:
            break
        chosen.append(job)
    return chosen


def check_held(lease: Lease, *, running: int, done: int) -> None:
    """Raises Conflict if a lease no longer holds any of its jobs.

    Jobs that this very lease has finished before pass: a repeat changes nothing.
    """
    if running == 0 and done < len(lease.jobs):
        raise Conflict(
            "the lease has passed to someone else", hint="drop this work and lease again"
        )
