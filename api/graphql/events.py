"""Operations answered as server-sent events: one a result, and a sign of life in between."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import aclosing

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send
from strawberry.types import ExecutionResult

from quipu.api.graphql.results import shown
from quipu.api.live import Tempo, first_of

MEDIA_TYPE = "text/event-stream"
_SIGN_OF_LIFE = b":\n\n"
Say = Callable[[bytes, bool], Awaitable[None]]
_HEADERS = {"cache-control": "no-cache, no-transform", "x-accel-buffering": "no"}


def wants_events(request: Request) -> bool:
    """Whether a request asks for a stream of events: by POST, for it may change things."""
    kinds = request.headers.get("accept", "").split(",")
    is_named = any(kind.partition(";")[0].strip().lower() == MEDIA_TYPE for kind in kinds)
    return is_named and request.method == "POST"


class EventStream(Response):
    """A response of `next` for each result and `complete` at the end, as graphql-sse has them.

    It ends when the client is gone, and without `complete` where the client does not read.
    """

    media_type = MEDIA_TYPE

    def __init__(self, results: AsyncGenerator[ExecutionResult, None], tempo: Tempo) -> None:
        super().__init__(headers=_HEADERS)
        del self.headers["content-length"]
        self._results = results
        self._tempo = tempo

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        turn = asyncio.Lock()

        async def say(body: bytes, more: bool) -> None:
            async with turn, asyncio.timeout(self._tempo.send_seconds):
                await send({"type": "http.response.body", "body": body, "more_body": more})

        head = {"status": self.status_code, "headers": self.raw_headers}
        await send({"type": "http.response.start", **head})
        try:
            await first_of(self._told(say), self._alive(say), _gone(receive))
        except (TimeoutError, OSError):
            return  # it does not read, or is not there any more

    async def _told(self, say: Say) -> None:
        async with aclosing(self._results) as results:
            async for result in results:
                await say(_event("next", json.dumps(shown(result))), True)
        await say(_event("complete", ""), False)

    async def _alive(self, say: Say) -> None:
        while True:
            await self._tempo.rest(self._tempo.heartbeat_seconds)
            await say(_SIGN_OF_LIFE, True)


async def _gone(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


def _event(name: str, data: str) -> bytes:
    return f"event: {name}\ndata: {data}\n\n".encode()
