"""A subscription as it comes: `async for` where the caller is async, `for` where not.

Over server-sent events, because they pass every proxy that HTTP passes. A stream that breaks off is
opened again from where it was, so nothing is lost between two connections; at least once is what
the service promises, and what was seen is not told again.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncGenerator, Callable, Generator
from contextlib import aclosing, closing
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

import httpx

from quipu.api.client.answers import Statistics
from quipu.api.client.calls import Call
from quipu.api.client.exchange import Lost, Reply, data_of, pause_after
from quipu.schema.errors import MemoryFault

T = TypeVar("T")
_SILENCE_SECONDS = 60.0  # longer than the service's signs of life are apart
_HEADERS = {"accept": "text/event-stream"}


@dataclass(slots=True)
class Events:
    """Server-sent events, put together from their lines."""

    kind: str = ""
    data: str = ""

    def told(self, line: str) -> tuple[str, str] | None:
        """The event that a line ends, as its kind and data."""
        name, _, rest = line.partition(":")
        if line:
            if name == "event":
                self.kind = rest.strip()
            elif name == "data":
                self.data += rest.removeprefix(" ")
            return None
        ended = (self.kind, self.data)
        self.kind = self.data = ""
        return ended if ended[0] else None


@dataclass(slots=True)
class Patience:
    """How long a stream may be away in all before it is given up; whole again with each event."""

    seconds: float
    chance: Callable[[], float]
    waited: float = 0.0
    attempt: int = 0

    def pause(self, fault: MemoryFault) -> float:
        """How long to wait before the next try. Raises the fault where trying is over."""
        pause = pause_after(fault, self.attempt, self.chance())
        if not fault.retryable or self.waited + pause > self.seconds:
            raise fault
        self.waited, self.attempt = self.waited + pause, self.attempt + 1
        return pause

    def renew(self) -> None:
        self.waited, self.attempt = 0.0, 0


@dataclass(frozen=True, slots=True)
class Stream(Generic[T]):
    """One subscription. Nothing happens before it is gone through; each time it begins anew.

    `start` tells where it begins where nobody said so: a connection that is lost before its first
    item may lose none. `place` says where an item is, so that a new connection goes on after it.
    """

    call: Call[T]
    start: Call[Statistics] | None = None
    place: Callable[[T], str] | None = None

    def __iter__(self) -> Generator[T, None, None]:
        """Raises a MemoryFault where it is refused, or away for longer than patience lasts."""
        since = "" if self.start is None else self.start.result().last_sequence
        patience = self._patience()
        while True:
            try:
                with closing(self._opened(since)) as items:
                    for item in items:
                        patience.renew()
                        since = self._after(item)
                        yield item
                return
            except MemoryFault as fault:
                pause = patience.pause(fault)
            time.sleep(pause)

    async def __aiter__(self) -> AsyncGenerator[T, None]:
        since = "" if self.start is None else (await self.start).last_sequence
        patience = self._patience()
        while True:
            try:
                async with aclosing(self._opened_async(since)) as items:
                    async for item in items:
                        patience.renew()
                        since = self._after(item)
                        yield item
                return
            except MemoryFault as fault:
                pause = patience.pause(fault)
            await asyncio.sleep(pause)

    def _patience(self) -> Patience:
        return Patience(self.call.patience_seconds, self.call.chance)

    def _after(self, item: T) -> str:
        return "" if self.place is None else self.place(item)

    def _opened(self, since: str) -> Generator[T, None, None]:
        """The items of one connection. Raises a MemoryFault where it breaks off."""
        events, wires = Events(), self.call.wires.plain
        try:
            with wires.stream("POST", "/graphql", **self._request(since)) as response:
                if not _is_stream(response):
                    data_of(Reply(response.status_code, response.read().decode()))
                for line in response.iter_lines():
                    if (event := events.told(line)) is None:
                        continue
                    if event[0] == "complete":
                        return
                    yield self._item(event[1])
        except httpx.TransportError as problem:
            data_of(Lost(str(problem) or type(problem).__name__))
        data_of(Lost("the stream broke off"))

    async def _opened_async(self, since: str) -> AsyncGenerator[T, None]:
        events, wires = Events(), await self.call.wires.awaited()
        try:
            async with wires.stream("POST", "/graphql", **self._request(since)) as response:
                if not _is_stream(response):
                    data_of(Reply(response.status_code, (await response.aread()).decode()))
                async for line in response.aiter_lines():
                    if (event := events.told(line)) is None:
                        continue
                    if event[0] == "complete":
                        return
                    yield self._item(event[1])
        except httpx.TransportError as problem:
            data_of(Lost(str(problem) or type(problem).__name__))
        data_of(Lost("the stream broke off"))

    def _request(self, since: str) -> dict[str, Any]:
        onwards = {"since": since} if since else {}
        body = {"query": self.call.document, "variables": {**self.call.variables, **onwards}}
        silence = httpx.Timeout(self.call.wires.timeout_seconds, read=_SILENCE_SECONDS)
        return {"json": body, "headers": _HEADERS, "timeout": silence}

    def _item(self, data: str) -> T:
        return self.call.reading(data_of(Reply(200, data)))


def _is_stream(response: httpx.Response) -> bool:
    kind: str = response.headers.get("content-type", "")
    return kind.startswith("text/event-stream")
