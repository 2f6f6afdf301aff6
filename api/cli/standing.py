"""An HTTP server that stands while a block runs, at an address known before it answers."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass

import uvicorn
from starlette.applications import Starlette

from quipu.api.app import BODY_LIMIT_BYTES, GRACE_SECONDS
from quipu.api.settings import Settings
from quipu.schema.errors import Unavailable

_WAIT_SECONDS = 30  # for requests under way when the server is to stop
_VANISHED_MS = 60_000
# Longer than proxies keep a connection (a minute, usually): one that sends its next request while
# we close answers its client with 502.
_IDLE_SECONDS = 75


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a server answers, and the task that ends when it is told to stop."""

    address: str
    until_stopped: asyncio.Task[None]


class _Announced(uvicorn.Server):
    """Tells when it answers, so that nobody has to look again and again.

    Streams are told to end before it stops: by itself it would wait for them for ever.
    """

    def __init__(self, config: uvicorn.Config, app: Starlette) -> None:
        super().__init__(config)
        self.is_up = asyncio.Event()
        self._app = app

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self.is_up.set()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        await self._app.state.streams.until_ended(GRACE_SECONDS)
        await super().shutdown(sockets)


@asynccontextmanager
async def standing(app: Starlette, settings: Settings) -> AsyncIterator[Standing]:
    """A server that answers while the block runs; what the application raises at its start, too.

    The lifespan is entered here and not by uvicorn, which would log a fault as a traceback.
    """
    with closing(bound(settings)) as listener:
        server = _Announced(configured(app), app)
        async with app.router.lifespan_context(app):
            serving = asyncio.create_task(server.serve(sockets=[listener]))
            try:
                await _until_up(server, serving)
                yield Standing(_address(listener), serving)
            finally:
                server.should_exit = True
                await serving


def configured(app: Starlette) -> uvicorn.Config:
    """How the server behaves towards clients."""
    return uvicorn.Config(
        app,
        log_level="warning",
        lifespan="off",
        ws_max_size=BODY_LIMIT_BYTES,
        ws_per_message_deflate=False,  # a buffer for each connection, for small messages
        timeout_keep_alive=_IDLE_SECONDS,
        timeout_graceful_shutdown=_WAIT_SECONDS,
    )


def bound(settings: Settings) -> socket.socket:
    """Bound by us, so that port 0 is known and a taken port is one clear line.

    It names its protocol: only then does asyncio send what is written at once. Without that the
    body of every answer waits for the client to acknowledge its head, 40 ms.

    Who vanished without a word, as a phone in a tunnel, acknowledges nothing: his connections
    end after a minute, where the system can do that, and not after the quarter of an hour of
    its own, in which a stream would hold its place.
    """
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    if hasattr(socket, "TCP_USER_TIMEOUT"):  # Linux; connections have it from the listener
        listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, _VANISHED_MS)
    try:
        listener.bind((settings.host, settings.port))
    except OSError as error:
        listener.close()
        raise Unavailable(
            f"cannot listen on {settings.host}:{settings.port}: {error.strerror}",
            hint="choose another --port, or 0 for a free one",
        ) from error
    return listener


def _address(listener: socket.socket) -> str:
    host, port = listener.getsockname()[:2]
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


async def _until_up(server: _Announced, serving: asyncio.Task[None]) -> None:
    up = asyncio.create_task(server.is_up.wait())
    await asyncio.wait({up, serving}, return_when=asyncio.FIRST_COMPLETED)
    up.cancel()
    if serving.done():
        await serving
        raise Unavailable("the server could not start", hint="its log above says why")
