"""Whoever goes away in the middle of a deed, or meets a fault of ours, is written down, too."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence

import pytest
from starlette.types import Message
from tests.doors.listening import events_of, socket_to
from tests.doors.scripted import REMEMBER, Door, open_door

from quipu.api.access.audit import AuditTrail, outcome_of
from quipu.api.access.authority import Authority, audit_path_of
from quipu.api.access.principal import local_principal
from quipu.api.settings import Settings
from quipu.api.tools.definitions import call_tool
from quipu.schema.errors import Conflict
from quipu.schema.knowledge import Episode, Reading

_PATIENCE_SECONDS = 10
TOLD = {
    "idempotencyKey": "k",
    "episodes": [{"content": "Sam lives in Oslo."}],
    "waitFor": "EXTRACTED",
}


class SlowReader:
    """Reads when it is let; says when it has begun."""

    name = "slow"

    def __init__(self) -> None:
        self._begun, self.let = asyncio.Event(), asyncio.Event()

    async def begins(self) -> None:
        """Return once it reads; it is never waited for in vain for long."""
        async with asyncio.timeout(_PATIENCE_SECONDS):
            await self._begun.wait()

    async def read(self, episodes: Sequence[Episode]) -> list[Reading]:
        self._begun.set()
        await self.let.wait()
        return [Reading() for _ in episodes]


@pytest.fixture
async def slow() -> SlowReader:
    return SlowReader()


@pytest.fixture
async def waiting(settings: Settings, slow: SlowReader) -> AsyncIterator[Door]:
    """A door behind which nothing that is told comes to an end by itself."""
    async with open_door(settings, slow) as door:
        yield door
        slow.let.set()


async def outcomes(settings: Settings) -> list[tuple[str, str]]:
    deeds = [entry.deed for entry in AuditTrail(audit_path_of(settings)).entries()]
    return [(deed.operation, deed.outcome) for deed in deeds]


async def test_who_takes_back_an_operation_on_a_websocket_is_written_down(
    waiting: Door, slow: SlowReader, settings: Settings
) -> None:
    async with socket_to(waiting.app) as socket:
        await socket.greet()
        await socket.subscribe(REMEMBER, input=TOLD)
        await slow.begins()
        await socket.say(type="complete", id="1")
    assert await outcomes(settings) == [("remember", "CANCELLED")]


async def test_who_closes_the_socket_is_written_down(
    waiting: Door, slow: SlowReader, settings: Settings
) -> None:
    async with socket_to(waiting.app) as socket:
        await socket.greet()
        await socket.subscribe(REMEMBER, input=TOLD)
        await slow.begins()
    assert await outcomes(settings) == [("remember", "CANCELLED")]


async def test_who_leaves_a_stream_of_events_is_written_down(
    waiting: Door, slow: SlowReader, settings: Settings
) -> None:
    async with events_of(waiting.app, REMEMBER, input=TOLD):
        await slow.begins()
    assert await outcomes(settings) == [("remember", "CANCELLED")]


async def test_an_agent_whose_call_is_cancelled_is_written_down(
    waiting: Door, slow: SlowReader, settings: Settings
) -> None:
    authority: Authority = waiting.app.state.authority
    service = waiting.app.state.service
    given = {"content": "Sam lives in Oslo."}
    call = asyncio.create_task(
        call_tool(service, authority, local_principal(settings.tenant), "remember", given)
    )
    await slow.begins()
    call.cancel()
    with pytest.raises(asyncio.CancelledError):
        await call
    assert await outcomes(settings) == [("tool remember", "CANCELLED")]


async def test_a_fault_of_ours_leaves_a_trace_as_well(door: Door, settings: Settings) -> None:
    door.app.state.service.worker.queue = None
    assert await door.error_codes(REMEMBER, input=TOLD) == ["INTERNAL"]
    assert await outcomes(settings) == [("remember", "INTERNAL")]


def test_an_outcome_is_the_code_of_what_went_wrong() -> None:
    assert outcome_of(Conflict("used")) == "CONFLICT"
    assert outcome_of(ValueError("oops")) == "INTERNAL"
    assert outcome_of(asyncio.CancelledError()) == "CANCELLED"


async def test_who_goes_away_before_he_has_said_it_all_is_no_error(
    door: Door, caplog: pytest.LogCaptureFixture
) -> None:
    said: list[Message] = [
        {"type": "http.request", "body": b'{"query": ', "more_body": True},
        {"type": "http.disconnect"},
    ]
    heard: list[Message] = []

    async def receive() -> Message:
        return said.pop(0)

    async def send(message: Message) -> None:
        heard.append(message)

    headers = [(b"content-type", b"application/json"), (b"host", b"127.0.0.1")]
    scope = {"type": "http", "method": "POST", "path": "/graphql", "headers": headers,
             "query_string": b"", "http_version": "1.1", "client": ("127.0.0.1", 1)}  # fmt: skip
    await door.app(scope, receive, send)
    assert heard[0]["status"] == 400
    assert caplog.records == []
