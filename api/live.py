"""What streams need of a running service: when to look again, when to end, how many may be open."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from ipaddress import IPv4Address, ip_address, ip_network

from quipu.api.editions import Edition
from quipu.schema.errors import RateLimited, Unavailable

_COME_AGAIN_MS = 5_000
_OVER = "the service is stopping"


@dataclass(slots=True)
class Pulse:
    """Beats when something may have changed in this process; nobody misses a beat."""

    beats: int = 0
    _next: asyncio.Event = field(default_factory=asyncio.Event)

    def beat(self) -> None:
        self.beats += 1
        past, self._next = self._next, asyncio.Event()
        past.set()

    async def after(self, seen: int) -> None:
        """Return once there were more beats than had been seen; at once where there were."""
        while self.beats <= seen:
            await self._next.wait()


@dataclass(frozen=True, slots=True)
class Tempo:
    """The times of streams, in seconds, and what waits for them to pass."""

    look_seconds: float = 1.0  # between looks for what other processes wrote
    heartbeat_seconds: float = 15.0  # proxies cut connections that are silent for longer
    send_seconds: float = 30.0  # after which a subscriber that does not read is let go
    greeting_seconds: float = 10.0  # from the opening of a WebSocket to its connection_init
    rest: Callable[[float], Awaitable[None]] = asyncio.sleep


@dataclass(slots=True)
class Places:
    """How many of something may be open, together and for one caller."""

    what: str
    total: int
    per_caller: int
    empty: asyncio.Event = field(default_factory=asyncio.Event)
    _taken: Counter[str] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        self.empty.set()

    @contextmanager
    def one_for(self, caller: str) -> Iterator[None]:
        """A place while the block runs. Raises RateLimited where none is free."""
        if self._taken[caller] >= self.per_caller:
            raise RateLimited(
                f"{self.per_caller} {self.what} are open", retry_after_ms=_COME_AGAIN_MS
            )
        if self._taken.total() >= self.total:
            raise RateLimited(f"no more {self.what} can be open", retry_after_ms=_COME_AGAIN_MS)
        self._taken[caller] += 1
        self.empty.clear()
        try:
            yield
        finally:
            self._taken -= Counter((caller,))  # names without a place are dropped
            if not self._taken:
                self.empty.set()


@dataclass(slots=True)
class Streams:
    """All streams of a process: they look at each beat, read what it brought once, end together.

    Who waits has a beat at intervals too, for what other processes write. No stream keeps what
    it has not told yet but one page: each goes through the log at its own pace.
    """

    pulse: Pulse
    tempo: Tempo
    subscriptions: Places
    connections: Places  # WebSockets, with subscriptions or without
    over: asyncio.Event = field(default_factory=asyncio.Event)
    _edition: Edition = field(default_factory=lambda: Edition(0))
    _looking: asyncio.Task[None] | None = None

    @property
    def edition(self) -> Edition:
        """What streams have read since the last beat, which the interval's is at the latest: also
        where nobody waits for it, as what others write must not be missed in what is shown."""
        if self._edition.number != self.pulse.beats:
            self._edition = Edition(self.pulse.beats)
        is_looking = self._looking is not None and not self._looking.done()
        if not is_looking and not self.over.is_set():
            self._looking = asyncio.create_task(self._look_later())
        return self._edition

    async def turn(self, seen: int) -> None:
        """Wait for a beat that was not seen, such as the end of an edition that was read.

        Raises Unavailable when the service stops, and what kept it from waiting for the next one.
        """
        looking = self._looking
        await self.pulse.after(seen)
        self.go_on()
        if looking is not None and looking.done():
            looking.result()

    async def _look_later(self) -> None:
        try:
            await self.tempo.rest(self.tempo.look_seconds)
        finally:  # else whoever waits would wait for ever
            self.pulse.beat()

    async def rest(self, seconds: float) -> None:
        """Let time pass. Raises Unavailable when the service stops."""
        await first_of(self.over.wait(), self.tempo.rest(seconds))
        self.go_on()

    def go_on(self) -> None:
        """Raise Unavailable once the service is stopping."""
        if self.over.is_set():
            raise Unavailable(_OVER, hint="subscribe again, from the last sequence you have")

    def end(self) -> None:
        """Have every stream end."""
        self.over.set()
        if self._looking is not None:
            self._looking.cancel()
        self.pulse.beat()

    async def until_ended(self, seconds: float) -> None:
        """Have every stream end, and return once all have or the time is over."""
        self.end()
        try:
            async with asyncio.timeout(seconds):
                await self.subscriptions.empty.wait()
                await self.connections.empty.wait()
        except TimeoutError:
            return


def stranger(host: str) -> str:
    """The name of a caller who has not said who he is: where he comes from, so that one place
    cannot take the room of all. Of IPv6 the first half counts: a household has all of the other.
    """
    try:
        address = ip_address(host)
    except ValueError:
        return "?"
    if isinstance(address, IPv4Address):
        return f"?{address}"
    return f"?{ip_network((int(address), 64), strict=False).network_address}"


async def first_of(*waits: Awaitable[object]) -> None:
    """Return when one of some waits is over; the others are given up."""
    tasks = [asyncio.ensure_future(one) for one in waits]
    try:
        done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
    for task in done:
        task.result()
