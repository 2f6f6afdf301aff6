"""How a memory is opened: for calls that are awaited, or for calls that wait."""

from __future__ import annotations

import asyncio
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from contextlib import AbstractAsyncContextManager
from types import TracebackType
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from quipu.api.library.awaited import Awaited
from quipu.api.library.blocking import Blocking
from quipu.schema.errors import Invalid

M = TypeVar("M", bound=Awaited)


class Opening(Generic[M]):
    """`async with` gives the memory itself, `with` one whose calls return when they are done.

    Good for one use. Raises Invalid or Unavailable where the memory cannot be opened, and Invalid
    where it was before.
    """

    def __init__(self, memory: AbstractAsyncContextManager[M]) -> None:
        self._memory = memory
        self._is_used = False
        self._thread: _Thread | None = None

    if not TYPE_CHECKING:  # type checkers go on finding such a call by themselves

        def __getattr__(self, name: str) -> None:
            """Says what is missing where a call comes too early."""
            raise AttributeError(
                f"the memory is not open yet: with Quipu.open(…) as memory: memory.{name}(…)"
            )

    def _used(self) -> None:
        if self._is_used:
            raise Invalid("this memory was opened before", hint="open it anew: Quipu.open(…)")
        self._is_used = True

    async def __aenter__(self) -> M:
        self._used()
        return await self._memory.__aenter__()

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        fault: BaseException | None,
        at: TracebackType | None,
    ) -> bool | None:
        return await self._memory.__aexit__(kind, fault, at)

    def __enter__(self) -> Blocking:
        self._used()
        self._thread = _Thread(self._memory)
        return self._thread.opened()

    def __exit__(
        self,
        kind: type[BaseException] | None,
        fault: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        if self._thread is not None:
            self._thread.close()


class _Thread:
    """A loop in a thread, in one task of which the memory is opened and closed."""

    def __init__(self, memory: AbstractAsyncContextManager[Awaited]) -> None:
        self._memory = memory
        self._opened: Future[tuple[Blocking, asyncio.Event]] = Future()
        pool = ThreadPoolExecutor(1, thread_name_prefix="quipu")
        self._run = pool.submit(lambda: asyncio.run(self._hold()))
        pool.shutdown(wait=False)  # it ends with its one piece of work

    def opened(self) -> Blocking:
        """The memory, waited for. Raises what kept it from opening."""
        first: tuple[Future[Any], ...] = (self._opened, self._run)
        wait(first, return_when=FIRST_COMPLETED)
        if self._run.done():
            self._run.result()
        return self._opened.result()[0]

    def close(self) -> None:
        """Return when all is closed. Raises what went wrong in closing. Does nothing in a forked
        process: the memory is its parent's."""
        memory, leave = self._opened.result()
        if not memory.is_of_this_process:
            return
        memory.loop.call_soon_threadsafe(leave.set)
        self._run.result()

    async def _hold(self) -> None:
        leave = asyncio.Event()
        async with self._memory as memory:
            self._opened.set_result((Blocking(memory, asyncio.get_running_loop()), leave))
            await leave.wait()
