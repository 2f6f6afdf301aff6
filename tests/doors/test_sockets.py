"""A WebSocket follows graphql-transport-ws, and lets nobody in whom nothing else would."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from tests.doors.listening import PROTOCOL, Socket, socket_to
from tests.doors.scripted import Door, open_door
from tests.doors.test_access import made_key
from typer.testing import CliRunner

from quipu.api.cli.main import app
from quipu.api.graphql.sockets import OPERATIONS
from quipu.api.live import Tempo, stranger
from quipu.api.settings import Settings

CHANGES = 'subscription { changes(since: "0") { sequence } }'
WAITING = "subscription { changes { sequence } }"
VIEWER = "{ viewer { subject scope { path } } }"


async def ended(socket: Socket) -> int:
    """The code with which the server closes; nothing comes before."""
    assert await socket.hear() == {}
    return socket.closed


@pytest.mark.parametrize(
    "offered", [("graphql-ws",), (), ("graphql-ws", "wamp"), ("graphql-transport-ws-2",)]
)
async def test_no_other_protocol_is_spoken(door: Door, offered: tuple[str, ...]) -> None:
    async with socket_to(door.app, protocols=offered) as socket:
        await socket.say(type="connection_init")
        await socket.say(type="start", id="1", payload={"query": CHANGES})

        assert await ended(socket) == 4406
        assert socket.protocol is None


async def test_of_several_protocols_ours_is_taken(door: Door) -> None:
    async with socket_to(door.app, protocols=("graphql-ws", PROTOCOL)) as socket:
        assert await socket.greet() == {"type": "connection_ack"}
        assert socket.protocol == PROTOCOL


@pytest.mark.parametrize("kind", ["subscribe", "start", "complete", "connection_terminate"])
async def test_nothing_is_run_before_the_greeting(door: Door, kind: str) -> None:
    await door.tell("Sam likes tea.")
    async with socket_to(door.app) as socket:
        await socket.say(type=kind, id="1", payload={"query": CHANGES})

        assert await ended(socket) == 4401


async def test_a_greeting_must_come_in_time(settings: Settings) -> None:
    tempo = Tempo(greeting_seconds=0.0)
    async with open_door(settings, tempo=tempo) as door, socket_to(door.app) as socket:
        assert await ended(socket) == 4408


async def test_signs_of_life_are_answered_before_the_greeting_and_after(door: Door) -> None:
    async with socket_to(door.app) as socket:
        await socket.say(type="ping")
        assert await socket.hear() == {"type": "pong"}
        await socket.greet()
        await socket.say(type="pong")
        await socket.say(type="ping", payload={"any": 1})
        assert await socket.hear() == {"type": "pong"}


async def test_one_greeting_is_enough(door: Door) -> None:
    async with socket_to(door.app) as socket:
        await socket.greet()
        await socket.say(type="connection_init")

        assert await ended(socket) == 4429


@pytest.mark.parametrize(
    "text",
    [
        "no JSON",
        "[]",
        '"text"',
        "{}",
        '{"type": "start", "id": "1", "payload": {"query": "{ viewer { subject } }"}}',
        '{"type": "subscribe", "id": 1, "payload": {"query": "{ viewer { subject } }"}}',
        '{"type": "subscribe", "id": "", "payload": {"query": "{ viewer { subject } }"}}',
        '{"type": "subscribe", "id": "1"}',
        '{"type": "subscribe", "id": "%s", "payload": {"query": "{ viewer }"}}' % ("1" * 201),
        '{"type": "subscribe", "id": "1", "payload": {"query": 1}}',
        '{"type": "subscribe", "id": "1", "payload": {"query": "{ viewer }", "variables": []}}',
        "[" * 100_000,
    ],
)
async def test_what_is_no_message_ends_the_connection(door: Door, text: str) -> None:
    async with socket_to(door.app) as socket:
        await socket.greet()
        await socket.say_text(text)

        assert await ended(socket) == 4400


async def test_bytes_are_no_messages(door: Door) -> None:
    async with socket_to(door.app) as socket:
        await socket.greet()
        await socket.said.put({"type": "websocket.receive", "bytes": b"{}"})

        assert await ended(socket) == 4400


async def test_two_operations_cannot_have_one_name_at_a_time(door: Door) -> None:
    async with socket_to(door.app) as socket:
        await socket.greet()
        await socket.subscribe(WAITING)
        await socket.subscribe(VIEWER)

        assert await ended(socket) == 4409


async def test_a_name_is_free_again_when_its_operation_is_over(door: Door) -> None:
    async with socket_to(door.app) as socket:
        await socket.greet()
        await socket.subscribe(VIEWER)
        assert [(await socket.hear())["type"] for _ in range(2)] == ["next", "complete"]
        await socket.subscribe(WAITING)
        await socket.say(type="complete", id="1")
        await socket.subscribe(VIEWER)
        assert [(await socket.hear())["type"] for _ in range(2)] == ["next", "complete"]


async def test_what_is_given_up_is_told_no_more_and_gives_its_place_back(door: Door) -> None:
    await door.tell("Sam likes tea.")
    async with socket_to(door.app) as socket:
        await socket.greet()
        await socket.subscribe(CHANGES)
        for _ in range(3):
            await socket.next()
        await socket.say(type="complete", id="1")
        await door.app.state.streams.subscriptions.empty.wait()
        await door.tell("Ann likes tea.")
        await socket.subscribe(VIEWER, "2")

        assert (await socket.hear())["id"] == "2"


async def test_so_many_operations_run_on_one_connection(door: Door) -> None:
    async with socket_to(door.app) as socket:
        await socket.greet()
        for number in range(OPERATIONS):
            await socket.subscribe(WAITING, str(number))
        await socket.subscribe(VIEWER, "more")
        refused = await socket.hear()

    assert (refused["id"], refused["type"]) == ("more", "error")
    assert refused["payload"][0]["extensions"]["code"] == "RATE_LIMITED"


async def test_an_unknown_operation_is_the_callers_to_mend(door: Door) -> None:
    async with socket_to(door.app) as socket:
        await socket.greet()
        payload = {"query": "query A { viewer { subject } }", "operationName": "B"}
        await socket.say(type="subscribe", id="1", payload=payload)
        refused = await socket.hear()

    assert refused["payload"][0]["extensions"]["code"] == "BAD_USER_INPUT"


async def test_of_several_operations_the_first_is_not_run_unasked(door: Door) -> None:
    both = "query A { statistics { facts } } query B { viewer { subject } }"
    async with socket_to(door.app) as socket:
        await socket.greet()
        await socket.subscribe(both, "1")
        refused = await socket.hear()
    over_http = await door.answer(both)

    assert refused["payload"][0]["extensions"]["code"] == "BAD_USER_INPUT"
    assert "operationName" in over_http["errors"][0]["message"]
    named = {"query": both, "operationName": "B"}
    assert (await door.http.post("/graphql", json=named)).json()["data"]["viewer"]


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"host": "evil.example"}, 403),
        ({"origin": "https://evil.example"}, 403),
        ({"origin": "null"}, 403),
        ({"authorization": "Bearer qk_aaaa_bbbb"}, 401),
    ],
)
async def test_a_handshake_is_refused_as_a_request_would_be(
    door: Door, headers: dict[str, str], status: int
) -> None:
    async with socket_to(door.app, **headers) as socket:
        assert socket.refused == status
        assert socket.protocol is None


@pytest.mark.parametrize("origin", ["http://127.0.0.1:8321", "https://app.example"])
async def test_pages_of_ours_and_of_named_sites_may_open_one(
    settings: Settings, origin: str
) -> None:
    named = replace(settings, http_origins=("https://app.example",))
    async with open_door(named) as door, socket_to(door.app, origin=origin) as socket:
        assert await socket.greet() == {"type": "connection_ack"}


@pytest.mark.parametrize("path", ["/", "/mcp", "/nothing", "/healthz", "/graphql/x"])
async def test_there_is_no_other_socket(door: Door, path: str) -> None:
    async with socket_to(door.app, path=path) as socket:
        assert socket.protocol is None
        assert socket.closed or socket.refused


async def viewed(socket: Socket) -> dict[str, Any]:
    await socket.subscribe(VIEWER)
    viewer: dict[str, Any] = (await socket.next())["viewer"]
    return viewer


async def test_a_credential_comes_with_the_handshake_or_the_greeting(settings: Settings) -> None:
    one, other = (made_key(settings, "--tenant", name) for name in ("one", "other"))
    async with open_door(settings) as door:
        async with socket_to(door.app, authorization=f"Bearer {one}") as socket:
            await socket.greet()
            assert (await viewed(socket))["scope"]["path"] == "one"
        async with socket_to(door.app) as socket:
            await socket.greet(Authorization=f"Bearer {other}")
            assert (await viewed(socket))["scope"]["path"] == "other"
        async with socket_to(door.app, authorization=f"Bearer {one}") as socket:
            await socket.greet(authorization=f"Bearer {other}")
            assert (await viewed(socket))["scope"]["path"] == "other"


@pytest.mark.parametrize("said", [{}, {"authorization": "Bearer qk_aaaa_bbbb"}, {"token": "x"}])
async def test_without_a_credential_a_closed_service_says_nothing(
    settings: Settings, said: dict[str, str]
) -> None:
    made_key(settings)
    async with open_door(settings) as door:
        async with socket_to(door.app) as socket:
            await socket.say(type="connection_init", payload=said)
            assert await ended(socket) == 4403
        async with socket_to(door.app) as socket:
            await socket.say(type="connection_init", payload=["Bearer"])
            assert await ended(socket) == 4400


async def test_a_revoked_key_can_ask_nothing_more(settings: Settings) -> None:
    key = made_key(settings)
    async with open_door(settings) as door, socket_to(door.app) as socket:
        await socket.greet(authorization=f"Bearer {key}")
        await viewed(socket)
        assert (await socket.hear())["type"] == "complete"
        CliRunner().invoke(app, ["keys", "revoke", "test", "--database", str(settings.database)])
        await socket.subscribe(VIEWER, "2")

        assert await ended(socket) == 4403


async def test_what_is_asked_on_a_socket_counts_as_requests(settings: Settings) -> None:
    key = made_key(settings)
    few = replace(settings, limits_requests_per_minute=2)
    async with open_door(few) as door, socket_to(door.app) as socket:
        await socket.greet(authorization=f"Bearer {key}")  # the first
        await viewed(socket)
        await socket.hear()
        await socket.subscribe(VIEWER, "2")
        refused = await socket.hear()

    assert refused["payload"][0]["extensions"]["code"] == "RATE_LIMITED"


async def test_who_says_nothing_takes_no_place_from_those_who_are_known(
    settings: Settings,
) -> None:
    key = made_key(settings)
    few = replace(settings, limits_streams_per_caller=1)
    async with open_door(few) as door, socket_to(door.app) as silent:
        async with socket_to(door.app) as second:
            assert await ended(second) == 1013
        async with socket_to(door.app, authorization=f"Bearer {key}") as known:
            assert await known.greet() == {"type": "connection_ack"}
        assert not silent.closed


async def test_who_says_nothing_takes_no_place_from_who_comes_from_elsewhere(
    settings: Settings,
) -> None:
    few = replace(settings, limits_streams_per_caller=1)
    async with open_door(few) as door, socket_to(door.app, peer="10.0.0.1") as silent:
        async with socket_to(door.app, peer="10.0.0.1") as second:
            assert await ended(second) == 1013
        async with socket_to(door.app, peer="10.0.0.2") as other:
            assert await other.greet() == {"type": "connection_ack"}
        assert not silent.closed


@pytest.mark.parametrize(
    ("one", "other", "is_same"),
    [
        ("10.0.0.1", "10.0.0.2", False),
        ("2001:db8::1", "2001:db8::ffff:1", True),
        ("2001:db8::1", "2001:db8:0:1::1", False),
        ("", "testclient", True),
    ],
)
def test_strangers_are_told_apart_by_where_they_come_from(
    one: str, other: str, is_same: bool
) -> None:
    assert (stranger(one) == stranger(other)) is is_same


async def test_half_a_character_in_a_key_is_a_wrong_key(door: Door, settings: Settings) -> None:
    key = made_key(settings)
    async with socket_to(door.app) as socket:
        await socket.greet(authorization=f"Bearer {key}\ud800")
        assert socket.closed == 4403
