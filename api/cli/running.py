"""From a command to a service and back: the one place where the command line enters asyncio."""

from __future__ import annotations

import asyncio
import signal
import threading
from collections.abc import Awaitable, Callable, Coroutine, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import TYPE_CHECKING, Any, TypeVar

from quipu.api.cli.options import Place
from quipu.api.settings import Settings
from quipu.schema.identity import Scope

if TYPE_CHECKING:
    from quipu.api.assemble import Service

Result = TypeVar("Result")


def run_on(settings: Settings, work: Callable[[Service], Awaitable[Result]]) -> Result:
    """What `work` gives on a service that is opened for it and closed after it."""
    return run_to_its_end(_assembled(settings, work))


def run_to_its_end(work: Coroutine[Any, Any, Result]) -> Result:
    """What `work` gives; SIGTERM, with which supervisors end a command, does what Ctrl-C does.

    Either cancels `work`, so that leases are given back and files closed, and then raises
    KeyboardInterrupt. A second SIGTERM does not disturb that.
    """
    stops: list[int] = []

    async def stoppable() -> Result:
        task, loop = asyncio.current_task(), asyncio.get_running_loop()

        def stop(number: int, frame: FrameType | None) -> None:
            stops.append(number)
            if task is not None and len(stops) == 1:
                loop.call_soon_threadsafe(task.cancel)

        with _on_sigterm(stop):
            return await work

    try:
        return asyncio.run(stoppable())
    except asyncio.CancelledError:
        if stops:
            raise KeyboardInterrupt from None
        raise


@contextmanager
def _on_sigterm(stop: Callable[[int, FrameType | None], None]) -> Iterator[None]:
    if threading.current_thread() is not threading.main_thread():
        yield  # only the main thread may choose what a signal does
        return
    before = signal.signal(signal.SIGTERM, stop)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


async def _assembled(settings: Settings, work: Callable[[Service], Awaitable[Result]]) -> Result:
    from quipu.api.assemble import assembled

    async with assembled(settings) as service:
        return await work(service)


def scope_of(service: Service, place: Place) -> Scope:
    """The caller's own scope, narrowed by the flags."""
    from quipu.api.auth import narrowed

    return narrowed(service.scope, user=place.user, agent=place.agent, session=place.session)
