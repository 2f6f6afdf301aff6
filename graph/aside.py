"""Pure work that takes a while is done beside the event loop, so that nobody waits for it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TypeVar

_AT_ONCE = 300  # claims: settling so many takes some 10 ms, handing them to a thread 0.1 ms
_T = TypeVar("_T")


async def aside(claims: int, work: Callable[[], _T]) -> _T:
    """What some work on so many claims comes to; in a thread of its own where they are many."""
    return work() if claims <= _AT_ONCE else await asyncio.to_thread(work)
