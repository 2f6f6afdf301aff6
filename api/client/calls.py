"""An operation ready to be sent: awaited where the caller is async, or taken with `result()`."""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import AsyncGenerator, Callable, Generator, Mapping
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

import httpx

from quipu.api.client.exchange import (
    Conversation,
    Lost,
    Manner,
    Pause,
    Reply,
    conversation,
)
from quipu.schema.errors import Invalid

T = TypeVar("T")


def service_at(address: str) -> str:
    """Where a service is, also when the address of its GraphQL is given. Raises `Invalid`."""
    if not address.startswith(("http://", "https://")):
        raise Invalid(f"no address of a service: {address!r}", hint="such as http://127.0.0.1:8321")
    return address.rstrip("/").removesuffix("/graphql")


@dataclass(frozen=True, slots=True)
class _Awaited:
    """The connections of one event loop, and what closes them."""

    client: httpx.AsyncClient
    until_closed: AsyncGenerator[None, None]


async def _until_closed(client: httpx.AsyncClient) -> AsyncGenerator[None, None]:
    """Open until it is closed, which an event loop does at its end where nobody did before."""
    async with client:
        yield


@dataclass(slots=True)
class Wires:
    """The connections to one service, made when they are first needed."""

    address: str
    key: str
    timeout_seconds: float
    _plain: httpx.Client | None = None
    _awaited: dict[asyncio.AbstractEventLoop, _Awaited] = field(default_factory=dict)

    @property
    def plain(self) -> httpx.Client:
        if self._plain is None:
            self._plain = httpx.Client(**self._settings())
        return self._plain

    async def awaited(self) -> httpx.AsyncClient:
        """Those of the running event loop: a connection lives in the loop that opened it."""
        loop = asyncio.get_running_loop()
        if loop not in self._awaited:
            for over in [one for one in self._awaited if one.is_closed()]:
                del self._awaited[over]
            client = httpx.AsyncClient(**self._settings())
            held = self._awaited[loop] = _Awaited(client, _until_closed(client))
            await anext(held.until_closed)
        return self._awaited[loop].client

    def close(self) -> None:
        if self._plain is not None:
            self._plain.close()

    async def aclose(self) -> None:
        self.close()
        held = self._awaited.pop(asyncio.get_running_loop(), None)
        if held is not None:
            await held.until_closed.aclose()

    def _settings(self) -> dict[str, Any]:
        headers = {"accept": "application/graphql-response+json"}
        if self.key:
            headers["authorization"] = f"Bearer {self.key}"
        return {"base_url": self.address, "headers": headers, "timeout": self.timeout_seconds}


@dataclass(frozen=True, slots=True, eq=False)  # each is itself: several are gathered at once
class Call(Generic[T]):
    """One operation. Nothing happens before it is awaited or `result()` is called."""

    document: str
    variables: Mapping[str, Any]
    wires: Wires
    patience_seconds: float
    reading: Callable[[dict[str, Any]], T]
    chance: Callable[[], float] = field(default=random.random)

    def __await__(self) -> Generator[Any, None, T]:
        return self._awaited().__await__()

    def result(self) -> T:
        """The answer, waited for. Raises a MemoryFault."""
        talk = self._conversation()
        got: Reply | Lost | None = None
        try:
            while True:
                step = talk.send(got)
                if isinstance(step, Pause):
                    time.sleep(step.seconds)
                    got = None
                else:
                    got = self._sent()
        except StopIteration as done:
            return self.reading(done.value)

    async def _awaited(self) -> T:
        talk = self._conversation()
        got: Reply | Lost | None = None
        try:
            while True:
                step = talk.send(got)
                if isinstance(step, Pause):
                    await asyncio.sleep(step.seconds)
                    got = None
                else:
                    got = await self._sent_async()
        except StopIteration as done:
            return self.reading(done.value)

    def _sent(self) -> Reply | Lost:
        try:
            response = self.wires.plain.post("/graphql", json=self._body())
        except httpx.TransportError as problem:
            return Lost(str(problem) or type(problem).__name__)
        return Reply(response.status_code, response.text)

    async def _sent_async(self) -> Reply | Lost:
        try:
            wires = await self.wires.awaited()
            response = await wires.post("/graphql", json=self._body())
        except httpx.TransportError as problem:
            return Lost(str(problem) or type(problem).__name__)
        return Reply(response.status_code, response.text)

    def _conversation(self) -> Conversation:
        is_query = not self.document.lstrip().startswith("mutation")
        is_keyed = bool((self.variables.get("input") or {}).get("idempotencyKey"))
        return conversation(Manner(self.patience_seconds, is_query or is_keyed, self.chance))

    def _body(self) -> dict[str, Any]:
        return {"query": self.document, "variables": dict(self.variables)}
