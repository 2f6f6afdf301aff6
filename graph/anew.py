"""A decision on what a scope holds, taken anew where somebody wrote there meanwhile."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TypeVar

from quipu.schema.errors import Overtaken
from quipu.schema.identity import Scope
from quipu.schema.ports import GraphStore

_TRIES = 5
_T = TypeVar("_T")


async def anew(
    store: GraphStore,
    scope: Scope,
    decide: Callable[[int], Awaitable[_T]],
    revision: int | None = None,
) -> _T:
    """What a decision on an exact scope comes to, once nobody has written into it.

    `decide` reads, decides and applies a change set that says it was decided at the revision it
    is given. `revision` spares the first look where it is known from before anything was read.
    Raises `Overtaken` where others were faster time and again; nothing has happened then.
    """
    known = iter(() if revision is None else (revision,))

    async def once() -> _T:
        seen = next(known, None)
        return await decide(await store.revision(scope) if seen is None else seen)

    return await again(once)


async def again(act: Callable[[], Awaitable[_T]]) -> _T:
    """What an act comes to, tried up to five times where others are faster."""
    for left in reversed(range(_TRIES)):
        try:
            return await act()
        except Overtaken:
            if left == 0:
                raise
    raise AssertionError("unreachable")
