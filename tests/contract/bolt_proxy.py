"""A wire between a driver and a server that counts round trips and can be cut."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from urllib.parse import urlsplit

COMMIT = b"\x00\x02\xb0\x12\x00\x00"  # the whole message, with its length and its end


@dataclass(slots=True)
class Wire:
    """`trips` counts how often the driver spoke after the server had. It is cut once: when the
    server has been told to commit, or before it hears a message that has the bytes `cut_before`."""

    uri: str
    trips: int = 0
    cut_at_commit: bool = False
    cut_before: bytes = b""
    _is_ours: bool = False
    _ways: set[asyncio.Task[None]] = field(default_factory=set)
    _carrying: set[asyncio.Task[None]] = field(default_factory=set)

    async def carry(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Carry one connection until either side ends it."""
        current = asyncio.current_task()
        assert current is not None
        self._carrying.add(current)
        host, port = urlsplit(self.uri).hostname, urlsplit(self.uri).port
        far_reader, far_writer = await asyncio.open_connection(host, port)
        ways = [
            asyncio.create_task(self._there(reader, far_writer, writer)),
            asyncio.create_task(self._back(far_reader, writer)),
        ]
        self._ways |= set(ways)
        try:
            await asyncio.wait(ways, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for way in ways:
                way.cancel()
            await asyncio.gather(*ways, return_exceptions=True)
            for one in (far_writer, writer):
                one.close()
                with suppress(OSError):
                    await one.wait_closed()
            self._carrying.discard(current)

    async def close(self) -> None:
        """End what is still carried."""
        for way in self._ways:
            way.cancel()
        await asyncio.gather(*self._carrying)

    async def _there(
        self,
        reader: asyncio.StreamReader,
        far: asyncio.StreamWriter,
        near: asyncio.StreamWriter,
    ) -> None:
        while sent := await reader.read(2**16):
            self.trips += not self._is_ours
            self._is_ours = True
            if self.cut_before and self.cut_before in sent:
                self.cut_before = b""
                near.transport.abort()
                return
            far.write(sent)
            await far.drain()
            if self.cut_at_commit and sent.endswith(COMMIT):
                # The server has the message; its answer will find nobody.
                self.cut_at_commit = False
                near.transport.abort()

    async def _back(self, reader: asyncio.StreamReader, near: asyncio.StreamWriter) -> None:
        while told := await reader.read(2**16):
            self._is_ours = False
            near.write(told)
            await near.drain()


@asynccontextmanager
async def wire_to(uri: str) -> AsyncIterator[tuple[Wire, str]]:
    """A wire to a server, and the address at which it begins."""
    wire = Wire(uri)
    server = await asyncio.start_server(wire.carry, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    async with server:
        yield wire, f"bolt://127.0.0.1:{port}"
        await wire.close()
