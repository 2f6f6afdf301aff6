"""Clients that listen to an application in this process: by WebSocket, or to server-sent events."""

from __future__ import annotations

import asyncio
import json
from collections import defaultdict
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from starlette.types import ASGIApp

Reading = Callable[[], Awaitable[None]]

PROTOCOL = "graphql-transport-ws"
_PATIENCE_SECONDS = 120.0  # a Neo4j that has just started plans every query anew


class Clockwork:
    """Time for streams that passes only when a test says so."""

    def __init__(self) -> None:
        self._resting: defaultdict[float, asyncio.Queue[asyncio.Future[None]]]
        self._resting = defaultdict(asyncio.Queue)

    async def rest(self, seconds: float) -> None:
        over = asyncio.get_running_loop().create_future()
        await self._resting[seconds].put(over)
        await over

    async def pass_(self, seconds: float) -> None:
        """Let the next one go on who rests for so long, once somebody does."""
        async with asyncio.timeout(_PATIENCE_SECONDS):
            while (over := await self._resting[seconds].get()).cancelled():
                pass  # who rested has gone away
        over.set_result(None)


@dataclass
class Socket:
    """The client's end of a WebSocket. `closed` has the code once it is closed, `refused` the
    status of a handshake that was not accepted."""

    protocol: str | None = None
    refused: int = 0
    closed: int = 0
    reason: str = ""
    said: asyncio.Queue[dict[str, Any]] = field(default_factory=asyncio.Queue)
    heard: asyncio.Queue[dict[str, Any]] = field(default_factory=asyncio.Queue)

    async def say(self, **message: Any) -> None:
        await self.say_text(json.dumps(message))

    async def say_text(self, text: str) -> None:
        await self.said.put({"type": "websocket.receive", "text": text})

    async def hear(self) -> dict[str, Any]:
        """The next message of the server that is no sign of life; {} once it has closed."""
        async with asyncio.timeout(_PATIENCE_SECONDS):
            message = await self.heard.get()
        return await self.hear() if message.get("type") == "ping" else message

    async def greet(self, **payload: str) -> dict[str, Any]:
        await self.say(type="connection_init", payload=payload)
        return await self.hear()

    async def subscribe(self, document: str, operation: str = "1", **variables: object) -> None:
        payload = {"query": document, "variables": variables}
        await self.say(type="subscribe", id=operation, payload=payload)

    async def next(self) -> dict[str, Any]:
        """The data of the next event, which must be one without errors."""
        message = await self.hear()
        assert message.get("type") == "next", (message, self.closed, self.reason)
        assert "errors" not in message["payload"], message
        data: dict[str, Any] = message["payload"]["data"]
        return data


@asynccontextmanager
async def socket_to(
    app: ASGIApp,
    *,
    protocols: tuple[str, ...] = (PROTOCOL,),
    path: str = "/graphql",
    reads: Reading | None = None,
    peer: str = "127.0.0.1",
    **headers: str,
) -> AsyncIterator[Socket]:
    """A WebSocket to an application, open or refused; at the end the client goes away.

    `reads` is waited for before each message is taken: what never returns is who never reads.
    """
    socket, opened = Socket(), asyncio.Event()

    async def send(message: Mapping[str, Any]) -> None:
        match message["type"]:
            case "websocket.accept":
                socket.protocol = message.get("subprotocol")
            case "websocket.http.response.start":
                socket.refused = message["status"]
            case "websocket.close":
                socket.closed, socket.reason = message["code"], message.get("reason") or ""
                await socket.heard.put({})
            case "websocket.send":
                if reads is not None:
                    await reads()
                await socket.heard.put(json.loads(message["text"]))
        opened.set()

    given = {"host": "127.0.0.1:8321", **headers}
    scope = {
        "type": "websocket",
        "path": path,
        "scheme": "ws",
        "query_string": b"",
        "headers": [(name.encode(), value.encode()) for name, value in given.items()],
        "subprotocols": list(protocols),
        "client": (peer, 50_000),
        "extensions": {"websocket.http.response": {}},
    }
    await socket.said.put({"type": "websocket.connect"})
    serving = asyncio.create_task(_served(app(scope, socket.said.get, send), opened))
    await opened.wait()
    try:
        yield socket
    finally:
        await socket.said.put({"type": "websocket.disconnect", "code": 1001})
        async with asyncio.timeout(_PATIENCE_SECONDS):
            await serving


async def _served(whole: Awaitable[None], opened: asyncio.Event) -> None:
    try:
        await whole
    finally:
        opened.set()


@dataclass
class Events:
    """The client's end of a stream of events. `comments` counts the signs of life."""

    status: int = 0
    kind: str = ""
    comments: int = 0
    is_over: bool = False
    came: asyncio.Queue[tuple[str, Any]] = field(default_factory=asyncio.Queue)

    async def hear(self) -> tuple[str, Any]:
        """The next event: its name and its data."""
        async with asyncio.timeout(_PATIENCE_SECONDS):
            return await self.came.get()

    async def next(self) -> dict[str, Any]:
        """The data of the next event, which must be one without errors."""
        name, body = await self.hear()
        assert (name, body.get("errors")) == ("next", None), body
        data: dict[str, Any] = body["data"]
        return data

    def read(self, text: str) -> None:
        for block in filter(None, text.split("\n\n")):
            if block.startswith(":"):
                self.comments += 1
                continue
            fields = dict(line.split(": ", 1) for line in block.split("\n"))
            self.came.put_nowait((fields["event"], json.loads(fields["data"] or "null")))


@asynccontextmanager
async def events_of(
    app: ASGIApp,
    document: str,
    *,
    reads: Reading | None = None,
    authorization: str = "",
    **variables: object,
) -> AsyncIterator[Events]:
    """A stream of events of an operation; at the end the client goes away.

    `reads` is waited for before each chunk is taken: what never returns is who never reads.
    """
    events, leaving = Events(), asyncio.Event()
    body = json.dumps({"query": document, "variables": variables}).encode()
    requests = iter([{"type": "http.request", "body": body, "more_body": False}])

    async def receive() -> Mapping[str, Any]:
        for one in requests:
            return one
        await leaving.wait()
        return {"type": "http.disconnect"}

    async def send(message: Mapping[str, Any]) -> None:
        if message["type"] == "http.response.start":
            events.status = message["status"]
            events.kind = dict(message["headers"]).get(b"content-type", b"").decode()
            return
        if reads is not None:
            await reads()
        events.read(message.get("body", b"").decode())
        events.is_over = not message.get("more_body", False)

    headers = {"host": "127.0.0.1:8321", "content-type": "application/json"}
    headers |= {"accept": "text/event-stream"}
    headers |= {"authorization": authorization} if authorization else {}
    scope = {
        "type": "http",
        "method": "POST",
        "path": "/graphql",
        "scheme": "http",
        "query_string": b"",
        "headers": [(name.encode(), value.encode()) for name, value in headers.items()],
    }
    serving = asyncio.create_task(app(scope, receive, send))  # type: ignore[arg-type]
    try:
        yield events
    finally:
        leaving.set()
        async with asyncio.timeout(_PATIENCE_SECONDS):
            await serving
