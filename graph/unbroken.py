"""Short work that is done to its end, though whoever waits for it is cancelled."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any, TypeVar

_T = TypeVar("_T")


async def unbroken(
    work: Coroutine[Any, Any, _T], give_back: Callable[[_T], Awaitable[object]] | None = None
) -> _T:
    """What some work gives. Who is cancelled meanwhile waits for its end, and what nobody will
    have then is given back; whoever is cancelled once more waits no longer, and it goes on."""
    task = asyncio.ensure_future(work)
    try:
        return await asyncio.shield(task)
    except asyncio.CancelledError:
        await asyncio.wait([task])
        if not task.cancelled() and task.exception() is None and give_back is not None:
            await give_back(task.result())
        raise
