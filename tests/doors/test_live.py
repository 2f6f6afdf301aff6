"""What changes is told as it changes, to whoever may see it, from where they had left off."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from tests.doors.listening import Clockwork, events_of, socket_to
from tests.doors.scripted import Door, open_door
from tests.doors.test_access import made_key
from typer.testing import CliRunner

from quipu.api.access.authority import authority_of
from quipu.api.cli.main import app
from quipu.api.live import Tempo
from quipu.api.settings import Settings

CHANGES = """subscription Changes($since: String, $kinds: [ChangeKind!], $scope: ScopeInput) {
  changes(since: $since, kinds: $kinds, scope: $scope) {
    sequence kind item { id ... on Fact { statement } } } }"""
LOG = """query Log($since: String, $scope: ScopeInput) {
  changes(since: $since, scope: $scope) { edges { node { sequence } } }
}"""
JOB = "subscription Job($id: ID!) { job(id: $id) { status episodes { id } } }"

TEMPO = Tempo()

Hearing = Callable[[], Awaitable[tuple[str, Any]]]


@asynccontextmanager
async def by_events(door: Door, document: str, **variables: object) -> AsyncIterator[Hearing]:
    key = door.http.headers.get("authorization", "")
    async with events_of(door.app, document, authorization=key, **variables) as events:
        yield events.hear


@asynccontextmanager
async def by_socket(door: Door, document: str, **variables: object) -> AsyncIterator[Hearing]:
    key = door.http.headers.get("authorization", "")
    async with socket_to(door.app) as socket:
        assert (await socket.greet(**({"Authorization": key} if key else {}))) == {
            "type": "connection_ack"
        }
        await socket.subscribe(document, **variables)

        async def hear() -> tuple[str, Any]:
            message = await socket.hear()
            payload = message.get("payload")
            return message["type"], {"errors": payload} if message["type"] == "error" else payload

        yield hear


Listening = Callable[..., AbstractAsyncContextManager[Hearing]]


@pytest.fixture(params=[by_events, by_socket])
def listening(request: pytest.FixtureRequest) -> Listening:
    """Both transports in turn."""
    found: Listening = request.param
    return found


async def told(hear: Hearing, count: int) -> list[dict[str, Any]]:
    """So many changes, as they come."""
    found = []
    for _ in range(count):
        name, body = await hear()
        assert (name, body.get("errors")) == ("next", None), body
        found.append(body["data"]["changes"])
    return found


async def refused(hear: Hearing) -> str:
    """The code of the error with which a stream ends."""
    _, body = await hear()
    [error] = body["errors"]
    code: str = error["extensions"]["code"]
    return code


async def log_of(door: Door, **variables: object) -> list[str]:
    edges = (await door.ask(LOG, **variables))["changes"]["edges"]
    return [edge["node"]["sequence"] for edge in edges]


async def tell_of_many(door: Door) -> None:
    """More changes than one page of a stream has."""
    for ten in range(6):
        await door.tell(" ".join(f"Sam{ten}{one} likes tea." for one in range(10)))


def sequences(changes: list[dict[str, Any]]) -> list[str]:
    return [one["sequence"] for one in changes]


async def test_what_changes_is_told_as_it_changes(door: Door, listening: Listening) -> None:
    await door.tell("Sam lives in Rome.", "2023-01-01")
    async with listening(door, CHANGES, since="0") as hear:
        before = await told(hear, len(await log_of(door)))
        await door.tell("Sam lives in Oslo.", "2024-01-01")
        whole = await log_of(door)
        after = await told(hear, len(whole) - len(before))

    assert sequences(before + after) == whole
    assert "SUPERSEDED" in [one["kind"] for one in after]
    assert after[-1]["item"]["statement"] == "Sam lives in Oslo"


async def test_without_a_sequence_one_hears_from_now_on(
    settings: Settings, listening: Listening
) -> None:
    clock = Clockwork()
    async with open_door(settings, tempo=Tempo(rest=clock.rest)) as door:
        await door.tell("Sam lives in Rome.")
        past = await log_of(door)
        async with listening(door, CHANGES) as hear:
            await clock.pass_(TEMPO.look_seconds)  # it is open, and waits
            await door.tell("Ann lives in Oslo.")
            [first] = await told(hear, 1)

    assert first["sequence"] not in past


async def test_who_comes_back_with_the_last_sequence_misses_nothing(
    door: Door, listening: Listening
) -> None:
    last, heard = "0", []
    for number in range(4):
        await door.tell(f"Sam{number} likes tea. Sam{number} works at Acme.")
        async with listening(door, CHANGES, since=last) as hear:
            heard += await told(hear, 2)  # and goes away in the middle
        last = heard[-1]["sequence"]
    left = len(await log_of(door)) - len(heard)
    async with listening(door, CHANGES, since=last) as hear:
        heard += await told(hear, left)

    assert sequences(heard) == await log_of(door)


async def test_a_log_of_many_pages_is_told_whole(door: Door, listening: Listening) -> None:
    await tell_of_many(door)
    edges = "{ changes(first: 100) { pageInfo { hasNextPage } } }"
    assert (await door.ask(edges))["changes"]["pageInfo"]["hasNextPage"]
    last = (await door.ask("{ statistics { lastSequence } }"))["statistics"]["lastSequence"]

    async with listening(door, CHANGES, since="0") as hear:
        heard = await told(hear, int(last))

    assert sequences(heard) == [str(number + 1) for number in range(int(last))]


async def test_one_hears_only_of_the_kinds_asked_for(door: Door, listening: Listening) -> None:
    await door.tell("Sam lives in Rome.", "2023-01-01")
    await door.tell("Sam lives in Oslo.", "2024-01-01")
    async with listening(door, CHANGES, since="0", kinds=["SUPERSEDED"]) as hear:
        [first] = await told(hear, 1)

    assert (first["kind"], first["item"]["statement"]) == ("SUPERSEDED", "Sam lives in Rome")


async def test_a_scope_hears_of_itself_and_of_wider_ones(door: Door, listening: Listening) -> None:
    await door.tell("Sam likes tea.")
    await door.tell("Ann likes tea.", user="ann")
    await door.tell("Bob likes tea.", user="bob")
    own = await log_of(door, scope={"user": "ann"})
    async with listening(door, CHANGES, since="0", scope={"user": "ann"}) as hear:
        heard = await told(hear, len(own))
        await door.tell("Bob likes milk.", user="bob")
        await door.tell("Ann likes milk.", user="ann")
        [after] = [(await told(hear, 2))[-1]]

    assert sequences(heard) == own
    assert after["item"]["statement"] == "Ann likes milk"


async def test_a_job_is_followed_to_its_end(door: Door, listening: Listening) -> None:
    job = (await door.tell("Sam likes tea."))["job"]
    async with listening(door, JOB, id=job["id"]) as hear:
        _, body = await hear()
        end = await hear()

    assert body["data"]["job"] == {"status": "DONE", "episodes": job["episodes"]}
    assert end[0] == "complete"


async def test_a_job_is_followed_while_it_is_read(settings: Settings, listening: Listening) -> None:
    async with open_door(settings) as door:
        document = """mutation R($input: RememberInput!) {
          remember(input: $input) { job { id } } }"""
        given = {"idempotencyKey": "k", "episodes": [{"content": "Sam likes tea."}]}
        job = (await door.ask(document, input=given))["remember"]["job"]["id"]
        seen = []
        async with listening(door, JOB, id=job) as hear:
            while (event := await hear())[0] == "next":
                seen.append(event[1]["data"]["job"]["status"])

    assert seen[-1] == "DONE"
    assert seen == sorted(set(seen), key=["QUEUED", "RUNNING", "DONE"].index)


@pytest.mark.parametrize(
    ("document", "given", "code"),
    [
        (CHANGES, {"since": "yesterday"}, "BAD_USER_INPUT"),
        (CHANGES, {"since": "1"}, "BAD_USER_INPUT"),
        (CHANGES, {"scope": {"inherit": False}}, "BAD_USER_INPUT"),
        (JOB, {"id": "jo_unknown"}, "BAD_USER_INPUT"),
        ("subscription { flurb }", {}, "BAD_USER_INPUT"),
        ("subscription { changes { sequence", {}, "BAD_USER_INPUT"),
        ("subscription { changes { at } other: changes { at } }", {}, "BAD_USER_INPUT"),
    ],
)
async def test_what_cannot_be_subscribed_to_is_refused_with_a_code(
    door: Door, listening: Listening, document: str, given: dict[str, object], code: str
) -> None:
    async with listening(door, document, **given) as hear:
        assert await refused(hear) == code


async def test_the_end_of_the_log_is_a_place_and_what_lies_behind_it_is_none(
    door: Door, listening: Listening
) -> None:
    await door.tell("Sam lives in Rome.", "2023-01-01")
    last = (await log_of(door))[-1]
    behind = str(int(last) + 1)
    assert await log_of(door, since=last) == []
    [error] = (await door.answer(LOG, since=behind))["errors"]
    assert f"since {behind} is behind the end of the log" in error["message"]
    assert "lastSequence" in error["message"]
    async with listening(door, CHANGES, since=behind) as hear:
        assert await refused(hear) == "BAD_USER_INPUT"
    async with listening(door, CHANGES, since=last) as hear:
        await door.tell("Sam lives in Oslo.", "2024-01-01")
        assert (await told(hear, 1))[0]["sequence"] == behind


async def test_a_query_is_answered_on_a_stream_as_well(door: Door, listening: Listening) -> None:
    async with listening(door, "{ viewer { subject } }") as hear:
        answer, end = await hear(), await hear()

    assert answer == ("next", {"data": {"viewer": {"subject": "local"}}})
    assert end[0] == "complete"


async def test_by_a_plain_post_one_is_told_how_to_subscribe(door: Door) -> None:
    [error] = (await door.answer(CHANGES))["errors"]

    assert "text/event-stream" in error["message"]


async def test_an_auditor_hears_nothing_of_the_memory(
    settings: Settings, listening: Listening
) -> None:
    key = made_key(settings, "--role", "auditor")
    async with open_door(settings) as door:
        door.http.headers["authorization"] = f"Bearer {key}"
        async with listening(door, CHANGES, since="0") as hear:
            assert await refused(hear) == "FORBIDDEN"


async def test_who_listens_is_written_down_once(settings: Settings, listening: Listening) -> None:
    key = made_key(settings, "--role", "admin")
    async with open_door(settings) as door:
        door.http.headers["authorization"] = f"Bearer {key}"
        await door.tell("Sam likes tea. Ann likes tea.")
        async with listening(door, CHANGES, since="0") as hear:
            await told(hear, 5)
        audit = "{ audit { edges { node { operation outcome } } } }"
        rows = [edge["node"] for edge in (await door.ask(audit))["audit"]["edges"]]

    assert rows.count({"operation": "changes", "outcome": "done"}) == 1


async def test_a_revoked_key_ends_what_it_had_opened(
    settings: Settings, listening: Listening
) -> None:
    key = made_key(settings)
    async with open_door(settings) as door:
        door.http.headers["authorization"] = f"Bearer {key}"
        async with listening(door, CHANGES, since="0") as hear:
            await door.tell("Sam likes tea.")
            await told(hear, 3)
            done = CliRunner().invoke(
                app, ["keys", "revoke", "test", "--database", str(settings.database)]
            )
            assert done.exit_code == 0
            door.app.state.streams.pulse.beat()
            assert await refused(hear) == "UNAUTHENTICATED"


async def test_an_expired_key_ends_what_it_had_opened(
    settings: Settings, listening: Listening
) -> None:
    now = [datetime(2098, 12, 31, tzinfo=UTC)]
    key = made_key(settings, "--expires", "2099-01-01")
    authority = authority_of(settings, lambda: now[0])
    async with open_door(settings, authority=authority) as door:
        door.http.headers["authorization"] = f"Bearer {key}"
        async with listening(door, CHANGES, since="0") as hear:
            await door.tell("Sam likes tea.")
            await told(hear, 3)
            now[0] = datetime(2099, 1, 2, tzinfo=UTC)
            door.app.state.streams.pulse.beat()
            assert await refused(hear) == "UNAUTHENTICATED"


async def test_the_first_key_ends_what_was_open_to_everybody(
    door: Door, settings: Settings, listening: Listening
) -> None:
    await door.tell("Sam likes tea.")
    async with listening(door, CHANGES, since="0") as hear:
        await told(hear, 3)
        made_key(settings)
        door.app.state.streams.pulse.beat()
        assert await refused(hear) == "UNAUTHENTICATED"


async def test_one_caller_has_so_many_streams_and_gets_the_place_back(
    settings: Settings, listening: Listening
) -> None:
    async with open_door(replace(settings, limits_streams_per_caller=1)) as door:
        await door.tell("Sam likes tea.")
        async with listening(door, CHANGES, since="0") as first:
            await told(first, 1)
            async with by_events(door, CHANGES, since="0") as second:
                assert await refused(second) == "RATE_LIMITED"
        async with by_events(door, CHANGES, since="0") as third:
            await told(third, 1)


async def test_there_are_so_many_streams_for_everybody(
    settings: Settings, listening: Listening
) -> None:
    keys = [made_key(settings, "--tenant", "acme", "--role", "admin") for _ in range(2)]
    async with open_door(replace(settings, limits_streams=1)) as door:
        door.http.headers["authorization"] = f"Bearer {keys[0]}"
        await door.tell("Sam likes tea.")
        async with listening(door, CHANGES, since="0") as first:
            await told(first, 1)
            door.http.headers["authorization"] = f"Bearer {keys[1]}"
            async with by_events(door, CHANGES, since="0") as second:
                assert await refused(second) == "RATE_LIMITED"


async def test_a_stream_waits_where_its_caller_has_spent_the_budget(
    settings: Settings, listening: Listening
) -> None:
    key = made_key(settings)
    authority = authority_of(settings, lambda: datetime.now(UTC))
    spent, filled = asyncio.Event(), asyncio.Event()

    async def rest(seconds: float) -> None:
        if seconds in (TEMPO.look_seconds, TEMPO.heartbeat_seconds):
            await asyncio.Event().wait()
        spent.set()
        await filled.wait()

    tempo = replace(TEMPO, rest=rest)
    async with open_door(settings, authority=authority, tempo=tempo) as door:
        door.http.headers["authorization"] = f"Bearer {key}"
        await door.tell("Sam likes tea. Ann likes tea.")
        whole = await log_of(door)
        authority.costs.per_minute = 7
        async with listening(door, CHANGES, since="0") as hear:
            await spent.wait()
            authority.costs.per_minute = 0  # no limit
            filled.set()
            heard = await told(hear, len(whole))

    assert sequences(heard) == whole


async def test_who_does_not_read_is_let_go(settings: Settings) -> None:
    """Nothing is kept for him but the page that is being told, and his place is free again."""
    tempo = Tempo(send_seconds=0.01)
    async with open_door(settings, tempo=tempo) as door:
        await tell_of_many(door)
        reads = asyncio.Event().wait
        async with socket_to(door.app) as socket:
            await socket.greet()
        async with events_of(door.app, CHANGES, since="0", reads=reads):
            async with by_socket(door, CHANGES, since="0") as hear:
                await told(hear, 121)
            await door.app.state.streams.subscriptions.empty.wait()


async def test_a_socket_that_nobody_reads_is_let_go(settings: Settings) -> None:
    async with open_door(settings, tempo=Tempo(send_seconds=0.01)) as door:
        await door.tell("Sam likes tea.")
        reads = asyncio.Event()
        reads.set()
        async with socket_to(door.app, reads=reads.wait) as socket:
            await socket.greet()
            reads.clear()
            await socket.subscribe(CHANGES, since="0")
            await socket.subscribe(CHANGES, "2", since="0")
            await door.app.state.streams.connections.empty.wait()

        assert door.app.state.streams.subscriptions.empty.is_set()


async def test_signs_of_life_are_given_while_nothing_changes(settings: Settings) -> None:
    clock = Clockwork()
    tempo = Tempo(rest=clock.rest)
    async with open_door(settings, tempo=tempo) as door:
        await door.tell("Sam likes tea.")
        async with events_of(door.app, CHANGES, since="2") as events:
            await events.next()
            await clock.pass_(tempo.heartbeat_seconds)
            await clock.pass_(tempo.heartbeat_seconds)
            assert events.comments >= 1
        async with socket_to(door.app) as socket:
            await socket.greet()
            await clock.pass_(tempo.heartbeat_seconds)
            assert (await socket.heard.get()) == {"type": "ping"}
            await socket.say(type="pong")


async def test_streams_end_when_the_service_stops(settings: Settings) -> None:
    async with AsyncExitStack() as clients:
        async with open_door(settings) as door:
            await door.tell("Sam likes tea.")
            socket = await clients.enter_async_context(socket_to(door.app))
            await socket.greet()
            await socket.subscribe(CHANGES, since="0")
            events = await clients.enter_async_context(events_of(door.app, CHANGES, since="0"))
            for _ in range(3):
                await socket.next()
                await events.next()
            idle = await clients.enter_async_context(socket_to(door.app))
            await idle.greet()

        assert await refused(events.hear) == "UNAVAILABLE"
        assert (await events.hear())[0] == "complete"
        assert (await socket.hear(), socket.closed) == ({}, 1012)
        assert (await idle.hear(), idle.closed) == ({}, 1012)
