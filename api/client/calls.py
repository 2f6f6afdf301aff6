"""An operation ready to be sent: awaited where the caller is async, or taken with `result()`."""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import Callable, Generator, Mapping
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


@dataclass(slots=True)
class Wires:
    """The connections to one service, made when they are first needed."""

    address: str
    key: str
    timeout_seconds: float
    _plain: httpx.Client | None = None
    _awaited: httpx.AsyncClient | None = None

    @property
    def plain(self) -> httpx.Client:
        if self._plain is None:
            self._plain = httpx.Client(**self._settings())
        return self._plain

    @property
    def awaited(self) -> httpx.AsyncClient:
        if self._awaited is None:
            self._awaited = httpx.AsyncClient(**self._settings())
        return self._awaited

    def close(self) -> None:
        if self._plain is not None:
            self._plain.close()

    async def aclose(self) -> None:
        self.close()
        if self._awaited is not None:
            await self._awaited.aclose()

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
            response = await self.wires.awaited.post("/graphql", json=self._body())
        except httpx.TransportError as problem:
            return Lost(str(problem) or type(problem).__name__)
        return Reply(response.status_code, response.text)

    def _conversation(self) -> Conversation:
        is_query = not self.document.lstrip().startswith("mutation")
        is_keyed = bool((self.variables.get("input") or {}).get("idempotencyKey"))
        return conversation(Manner(self.patience_seconds, is_query or is_keyed, self.chance))

    def _body(self) -> dict[str, Any]:
        return {"query": self.document, "variables": dict(self.variables)}
