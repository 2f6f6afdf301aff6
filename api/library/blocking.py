"""A memory for programs that are not async: each call returns when it is done.

The loop that does the work runs in a thread of its own, so this also works in a notebook, whose
own loop is busy, and from several threads at once.
"""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field, replace
from functools import update_wrapper
from types import MethodType
from typing import Any, Concatenate, Generic, ParamSpec, TypeVar

from quipu.api.library.awaited import Awaited
from quipu.schema.errors import Invalid

P = ParamSpec("P")
T = TypeVar("T")


class Waited(Generic[P, T]):
    """A method of the awaited memory that returns its result rather than a promise of it."""

    def __init__(self, method: Callable[Concatenate[Any, P], Coroutine[Any, Any, T]]) -> None:
        self._method = method

    def __get__(self, memory: Blocking, owner: type[Blocking]) -> Callable[P, T]:
        method: Callable[P, Coroutine[Any, Any, T]] = MethodType(self._method, memory.awaited)

        def waited(*args: P.args, **named: P.kwargs) -> T:
            if not memory.is_of_this_process:
                raise Invalid("the memory was opened before a fork", hint="open it after that")
            if memory.loop.is_closed():
                raise Invalid("the memory is closed", hint="use it within its `with`")
            result = asyncio.run_coroutine_threadsafe(method(*args, **named), memory.loop)
            try:
                return result.result()
            except KeyboardInterrupt:
                result.cancel()
                raise

        return update_wrapper(waited, method)


@dataclass(frozen=True, slots=True)
class Blocking:
    """The same memory and the same calls as `Quipu`, none of which is awaited."""

    awaited: Awaited
    loop: asyncio.AbstractEventLoop
    process: int = field(default_factory=os.getpid)

    @property
    def is_of_this_process(self) -> bool:
        """Whether the thread of the loop is here: a forked process has none but its own."""
        return os.getpid() == self.process

    def within(
        self, *, user: str | None = None, agent: str | None = None, session: str | None = None
    ) -> Blocking:
        """The same memory, narrowed to a user, an agent or a session."""
        return replace(self, awaited=self.awaited.within(user=user, agent=agent, session=session))

    remember = Waited(Awaited.remember)
    settled = Waited(Awaited.settled)
    add_fact = Waited(Awaited.add_fact)
    add_facts = Waited(Awaited.add_facts)
    record = Waited(Awaited.record)
    record_attempt = Waited(Awaited.record_attempt)
    forget = Waited(Awaited.forget)
    consolidate = Waited(Awaited.consolidate)
    search = Waited(Awaited.search)
    advise = Waited(Awaited.advise)
    ask = Waited(Awaited.ask)
    context = Waited(Awaited.context)
    facts = Waited(Awaited.facts)
    history = Waited(Awaited.history)
    explain = Waited(Awaited.explain)
    log = Waited(Awaited.log)
    retract = Waited(Awaited.retract)
    correct = Waited(Awaited.correct)
    invalidate = Waited(Awaited.invalidate)
    undo = Waited(Awaited.undo)
    merge = Waited(Awaited.merge)
    split = Waited(Awaited.split)
