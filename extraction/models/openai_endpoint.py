"""One OpenAI-compatible address: asked with bounded haste, and tried again where that may help."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Protocol

from openai import APIConnectionError, APIStatusError, APITimeoutError, AsyncOpenAI, OpenAIError

from quipu.extraction.models.waiting import Patience, asked_pause, pause_before
from quipu.schema.errors import Unavailable

_TRY_AGAIN = frozenset({408, 409, 429, 500, 502, 503, 504, 520, 522, 524, 529})
_WRONG = frozenset({400, 413, 415, 422})  # what we asked, not that we asked
_COMPLAINT_LIMIT = 300  # characters
_LONG_REST_SECONDS = 60.0
_NO_KEY = "none"  # servers on this machine ask for none, the library for any

Sleep = Callable[[float], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Address:
    """Where a model answers. `timeout_seconds` bounds one request, waiting for a try included."""

    url: str
    key: str = field(default="", repr=False)
    timeout_seconds: float = 60.0
    tries: int = 3
    concurrency: int = 4


@dataclass(frozen=True, slots=True)
class Refused:
    """The endpoint understood us and will not do what was asked; asking the same again is vain."""

    status: int
    complaint: str


class Raw(Protocol):
    """As much of a raw response as is looked at."""

    @property
    def text(self) -> str: ...


Call = Callable[[AsyncOpenAI], Awaitable[Raw]]


class Endpoint:
    """Asks one address; shared by everything that asks there, so that its limits hold for all.

    An address that failed three times in a row, or asked to be left alone, is not asked for a
    while: what needs it learns so at once.
    """

    def __init__(
        self,
        address: Address,
        *,
        sleep: Sleep = asyncio.sleep,
        moment: Callable[[], float] = time.monotonic,
    ) -> None:
        self.address = address
        self._client = _client(address)
        self._sleep, self._moment = sleep, moment
        self._room = asyncio.Semaphore(address.concurrency)
        self._patience = Patience()

    async def ask(self, call: Call) -> Mapping[str, Any] | Refused:
        """The JSON object that the address answers with. Raises `Unavailable` where it does not."""
        async with self._room:
            self._must_be_open()
            try:
                async with asyncio.timeout(self.address.timeout_seconds):
                    answer = await self._tried(call)
            except (TimeoutError, APITimeoutError) as slow:
                reason = f"no answer in {self.address.timeout_seconds:g} s"
                self._patience.failed(self._moment(), reason)
                raise Unavailable(reason) from slow
            self._patience.succeeded()
            return answer

    async def close(self) -> None:
        await self._client.close()

    def _must_be_open(self) -> None:
        complaint = self._patience.complaint(self._moment())
        if complaint:
            raise Unavailable(f"the model is left alone for now: {complaint}")

    async def _tried(self, call: Call) -> Mapping[str, Any] | Refused:
        for attempt in range(1, self.address.tries + 1):
            try:
                return _body((await call(self._client)).text)
            except APITimeoutError:
                raise
            except APIStatusError as error:
                if error.status_code in _WRONG:
                    return Refused(error.status_code, _complaint(error))
                await self._after_status(error, attempt)
            except APIConnectionError as error:
                await self._after("it cannot be reached", attempt, None, error)
            except OpenAIError as error:
                await self._after(type(error).__name__, attempt, None, error)
            except ValueError as error:
                await self._after("it answers with no JSON object", attempt, None, error)
        raise AssertionError("the last try returns or raises")

    async def _after_status(self, error: APIStatusError, attempt: int) -> None:
        reason = f"HTTP {error.status_code}: {_complaint(error)}"
        if error.status_code not in _TRY_AGAIN:
            self._patience.failed(self._moment(), reason, rest_seconds=_LONG_REST_SECONDS)
            raise Unavailable(reason, hint="see address, name and key of the model") from error
        asked = asked_pause(error.response.headers, datetime.now(UTC))
        await self._after(reason, attempt, asked, error)

    async def _after(
        self, reason: str, attempt: int, asked: float | None, error: Exception
    ) -> None:
        """Wait before the next try, or raise `Unavailable` where that is vain or takes too long."""
        pause = pause_before(attempt, asked)
        if attempt >= self.address.tries or pause >= self.address.timeout_seconds:
            self._patience.failed(self._moment(), reason, rest_seconds=asked or 0.0)
            raise Unavailable(reason) from error
        await self._sleep(pause)


def _client(address: Address) -> AsyncOpenAI:
    client = AsyncOpenAI(
        api_key=address.key or _NO_KEY,
        admin_api_key="",
        base_url=address.url,
        timeout=address.timeout_seconds,
        max_retries=0,  # our own tries count, wait as long as they may, and end
    )
    # The library takes these from the environment, for an address that they are not meant for.
    client.organization = client.project = None
    return client


def _body(text: str) -> Mapping[str, Any]:
    try:
        found = json.loads(text)
    except RecursionError as error:
        raise ValueError("nested too deeply") from error
    if not isinstance(found, dict):
        raise ValueError("no object")
    return found


def _complaint(error: APIStatusError) -> str:
    body = error.body
    message = body.get("message") if isinstance(body, Mapping) else body
    text = message if isinstance(message, str) and message.strip() else error.message
    return " ".join(text.split())[:_COMPLAINT_LIMIT]
