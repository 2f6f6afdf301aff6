"""How much work something is, as a number that no other process on the machine can change."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from types import FrameType


@dataclass(slots=True)
class Calls:
    """How many functions were called in this thread so far; only those of one name, if given."""

    name: str = ""
    made: int = 0

    def count(self, frame: FrameType, event: str, arg: object) -> None:
        if event == "call":
            self.made += self.name in ("", frame.f_code.co_name)
        elif event == "c_call":
            self.made += not self.name


@contextmanager
def counting(name: str = "") -> Iterator[Calls]:
    """Counts while it is entered, also what other tasks of this thread's loop do meanwhile."""
    calls = Calls(name)
    before = sys.getprofile()
    sys.setprofile(calls.count)
    try:
        yield calls
    finally:
        sys.setprofile(before)


def calls_made(work: Callable[[], object], name: str = "") -> int:
    """How many functions a piece of work calls in this thread; only those of one name, if given."""
    with counting(name) as calls:
        work()
    return calls.made
