"""Many may listen: what they hear is read once for all who may see it, each at his own pace."""

from __future__ import annotations

import asyncio
from collections import Counter
from contextlib import AsyncExitStack
from dataclasses import replace

from tests.doors.counted_trips import counting
from tests.doors.listening import Clockwork, Socket, events_of, socket_to
from tests.doors.scripted import Door, ScriptedReader, open_door
from tests.doors.test_graphql_forgetting import confirmed
from tests.doors.test_live import CHANGES, log_of, sequences
from tests.fakes import HashEmbedder

from quipu.api.assemble import assembled
from quipu.api.live import Tempo
from quipu.api.settings import Settings
from quipu.schema.drafts import EpisodeDraft

LOOK = Tempo().look_seconds
MANY = 40


async def listeners(
    clients: AsyncExitStack, door: Door, count: int, **asked: object
) -> list[Socket]:
    """So many who have subscribed to the changes, each by a socket of his own."""
    opened = []
    for _ in range(count):
        socket = await clients.enter_async_context(socket_to(door.app))
        await socket.greet()
        await socket.subscribe(CHANGES, **asked)
        opened.append(socket)
    return opened


async def heard_by(sockets: list[Socket], count: int) -> list[list[dict[str, object]]]:
    async def whole(socket: Socket) -> list[dict[str, object]]:
        return [(await socket.next())["changes"] for _ in range(count)]

    return await asyncio.gather(*map(whole, sockets))


async def reads_for(settings: Settings, count: int) -> Counter[str]:
    """How often the store is asked while so many hear what they missed, and what is then told."""
    clock = Clockwork()
    quiet = replace(
        settings,
        worker_poll_seconds=3_600,
        limits_streams_per_caller=100,
        database=settings.database.with_name(f"for-{count}.db"),
    )
    async with (
        assembled(quiet, extractor=ScriptedReader(), embedder=HashEmbedder()) as other,
        open_door(quiet, tempo=Tempo(rest=clock.rest)) as door,
        AsyncExitStack() as clients,
    ):
        await door.tell("Sam likes tea. Ann likes milk.")
        await door.app.state.service.worker.drain()  # from here on it rests for an hour
        store, missed = counting(door.app), await log_of(door)
        store.calls.clear()
        sockets = await listeners(clients, door, count, since="0")
        before = await heard_by(sockets, len(missed))
        await other.memory.remember(other.scope, [EpisodeDraft("Bob likes rum.")], "key")
        await other.worker.drain()
        await clock.pass_(LOOK)
        after = await heard_by(sockets, 3)
        calls = Counter(store.calls)
        whole = await log_of(door)

        assert [sequences(one + two) for one, two in zip(before, after, strict=True)] == [
            whole
        ] * count
        assert {one[-1]["item"]["statement"] for one in after} == {"Bob likes rum"}  # type: ignore[index]
        return calls


async def test_however_many_listen_each_change_is_read_once(settings: Settings) -> None:
    for_one, for_many = await reads_for(settings, 1), await reads_for(settings, MANY)

    assert for_one["facts"] >= 3
    assert for_many == for_one


async def test_each_hears_only_of_the_scope_that_is_told_to_him(settings: Settings) -> None:
    async with open_door(settings) as door, AsyncExitStack() as clients:
        scopes = [None, {"user": "ann"}, {"user": "bob"}]
        heard = [
            await listeners(clients, door, 3, since="0", **({"scope": scope} if scope else {}))
            for scope in scopes
        ]
        await door.tell("Sam likes tea.")
        await door.tell("Ann likes milk.", user="ann")
        await door.tell("Bob likes rum.", user="bob")
        for scope, sockets in zip(scopes, heard, strict=True):
            own = await log_of(door, **({"scope": scope} if scope else {}))
            for lines in await heard_by(sockets, len(own)):
                assert sequences(lines) == own
                told = {one["item"]["id"]: one["item"].get("statement") for one in lines}  # type: ignore[index, attr-defined]
                assert set(told.values()) - {None} == {
                    "Sam likes tea",
                    *({"Ann likes milk"} if scope == {"user": "ann"} else ()),
                    *({"Bob likes rum"} if scope == {"user": "bob"} else ()),
                }


async def test_what_is_forgotten_is_not_told_to_who_was_behind(settings: Settings) -> None:
    """Though somebody faster had it read, and both hold the same page of the log."""
    async with open_door(settings, tempo=Tempo(look_seconds=3_600)) as door:
        told = await door.tell("Sam likes tea.")
        goes_on = asyncio.Event()
        async with (
            events_of(door.app, CHANGES, since="0", reads=goes_on.wait) as behind,
            events_of(door.app, CHANGES, since="0") as ahead,
        ):
            for _ in range(3):
                last = await ahead.next()
            assert last["changes"]["item"]["statement"] == "Sam likes tea"
            await confirmed(door, {"ids": [told["episodes"][0]["id"]]})
            goes_on.set()
            late = [(await behind.next())["changes"]["item"] for _ in range(3)]

    assert late[-1] is None


async def test_who_does_not_read_holds_up_nobody(settings: Settings) -> None:
    async with open_door(settings) as door, AsyncExitStack() as clients:
        for _ in range(3):
            never = asyncio.Event().wait
            await clients.enter_async_context(events_of(door.app, CHANGES, since="0", reads=never))
        quick = await listeners(clients, door, 2, since="0")
        await door.tell("Sam likes tea.")
        [one, two] = await heard_by(quick, 3)

    assert sequences(one) == sequences(two) == ["1", "2", "3"]
