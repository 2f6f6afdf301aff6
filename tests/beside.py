"""A store or queue beside which somebody else acts, at the worst moment."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

Act = Callable[[], Awaitable[object]]


class Beside:
    """What is in front of it, but for this: before the next call of one name, others act first."""

    def __init__(self, behind: Any, call: str, *acts: Act) -> None:
        self.behind = behind
        self.call = call
        self.acts = list(acts)

    def __getattr__(self, name: str) -> Any:
        found = getattr(self.behind, name)
        if name != self.call:
            return found

        async def afterwards(*args: Any, **more: Any) -> Any:
            if self.acts:
                await self.acts.pop(0)()
            return await found(*args, **more)

        return afterwards


class Stuttering:
    """What is behind it, but for this: the first call of one name is made twice, as an engine does
    where the answer to the first was lost on its way."""

    def __init__(self, behind: Any, call: str) -> None:
        self.behind = behind
        self.call = call
        self.is_over = False

    def __getattr__(self, name: str) -> Any:
        found = getattr(self.behind, name)
        if name != self.call or self.is_over:
            return found

        async def twice(*args: Any, **more: Any) -> Any:
            self.is_over = True
            await found(*args, **more)
            return await found(*args, **more)

        return twice
