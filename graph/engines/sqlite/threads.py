"""Where the calls of the embedded engine run: who waits to write keeps no reader waiting."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from typing import TypeVar

from quipu.schema.errors import Unavailable

_T = TypeVar("_T")
_READERS = min(32, (os.cpu_count() or 1) + 4)  # as many threads as asyncio has for all there is


class Threads:
    """One thread for writes, one after another, as there is one writer; some for reads."""

    def __init__(self) -> None:
        self._writer = ThreadPoolExecutor(1, "quipu-writer")
        self._readers = ThreadPoolExecutor(_READERS, "quipu-reader")

    async def write(self, work: Callable[[], _T]) -> _T:
        """What some work gives that needs the writer. Raises Unavailable once closed."""
        return await _run(self._writer, work)

    async def read(self, work: Callable[[], _T]) -> _T:
        """What some work gives that needs a reader. Raises Unavailable once closed."""
        return await _run(self._readers, work)

    def close(self) -> None:
        """Take no more work. What waits already is done, or told that the file is closed."""
        self._writer.shutdown(wait=False)
        self._readers.shutdown(wait=False)


async def _run(threads: ThreadPoolExecutor, work: Callable[[], _T]) -> _T:
    try:
        started = asyncio.get_running_loop().run_in_executor(threads, copy_context().run, work)
    except RuntimeError as error:
        raise Unavailable("the database is closed", hint="open it again") from error
    return await started
