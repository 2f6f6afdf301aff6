"""The library door: a memory in a file, used from Python.

async with Quipu.open("memory.db") as memory:
    await memory.remember("I live in Oslo.", speaker="Sam")
    await memory.settled()
    print(await memory.ask("Where does Sam live?"))

with Quipu.open("memory.db") as memory:
    print(memory.ask("Where does Sam live?"))
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from quipu.api.assemble import Service, assembled
from quipu.api.library.awaited import Awaited
from quipu.api.library.opening import Opening
from quipu.api.settings import Settings


@dataclass(frozen=True, slots=True)
class Quipu(Awaited):
    """A memory. `remember` keeps at once; what was read from it is there after `settled`."""

    @classmethod
    def open(
        cls, database: str | Path = ":memory:", *, settings: Settings | None = None
    ) -> Opening[Quipu]:
        """The memory in a file, made if it is not there, with its worker running.

        With `async with` its calls are awaited, with `with` they return when they are done.
        """
        chosen = replace(settings or Settings(), database=Path(database))
        return cls.over(assembled(chosen))

    @classmethod
    def over(cls, assembly: AbstractAsyncContextManager[Service]) -> Opening[Quipu]:
        """The memory of a service put together elsewhere."""
        return Opening(cls._working(assembly))

    @classmethod
    @asynccontextmanager
    async def _working(cls, assembly: AbstractAsyncContextManager[Service]) -> AsyncIterator[Quipu]:
        async with assembly as service, service.worker.running():
            yield cls(service, service.scope)
