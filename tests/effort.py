"""How much work something is, as a number that no other process on the machine can change."""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import FrameType


def calls_made(work: Callable[[], object], name: str = "") -> int:
    """How many functions a piece of work calls in this thread; only those of one name, if given."""
    count = 0

    def counted(frame: FrameType, event: str, arg: object) -> None:
        nonlocal count
        if event == "call":
            count += name in ("", frame.f_code.co_name)
        elif event == "c_call":
            count += not name

    before = sys.getprofile()
    sys.setprofile(counted)
    try:
        work()
    finally:
        sys.setprofile(before)
    return count
