"""Subscriptions through `quipu.Client`: as they come, and over a connection that breaks."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import aclosing, asynccontextmanager
from dataclasses import replace

import pytest
from tests.doors.test_client import NOON, served

from quipu import Client
from quipu.api.client.streams import Events
from quipu.api.settings import Settings
from quipu.schema.errors import Invalid, Unavailable


@pytest.fixture
async def client(settings: Settings) -> AsyncIterator[Client]:
    async with served(replace(settings, port=0)) as address, Client(address) as opened:
        yield opened


async def test_changes_come_as_they_are_made(client: Client) -> None:
    told = await client.remember("Sam lives in Oslo.", occurred_at=NOON, wait=True)
    until = (await client.statistics()).last_sequence
    async with aclosing(aiter(client.changes(until))) as live:
        coming = asyncio.ensure_future(anext(live))
        [fact] = told.facts
        await client.correct_fact(fact.id, target="Bergen", reason="misheard")
        assert (await coming).reason == "misheard"


async def test_where_nobody_says_since_when_they_begin_now(client: Client) -> None:
    await client.remember("Sam lives in Oslo.", wait=True)
    async with aclosing(aiter(client.changes())) as live:
        coming = asyncio.ensure_future(anext(live))
        while not coming.done():  # each is later than the one before, so one of them is heard
            await client.remember("Ann likes tea.", wait=True)
        assert (await coming).at > NOON


async def test_a_job_is_followed_to_its_end(client: Client) -> None:
    told = await client.remember("Sam lives in Oslo.")
    assert told.job is not None
    assert [job.status async for job in client.follow(told.job.id)][-1] == "DONE"


async def test_a_stream_can_be_gone_through_where_nothing_is_async(client: Client) -> None:
    told = await client.remember("Sam lives in Oslo.", wait=True)
    assert told.job is not None
    job = told.job.id

    def followed() -> list[str]:
        with Client(client.wires.address) as plain:
            return [one.status for one in plain.follow(job)]

    assert await asyncio.to_thread(followed) == ["DONE"]


async def test_a_stream_that_is_refused_raises_what_the_service_says(client: Client) -> None:
    with pytest.raises(Invalid, match="jo_none"):
        async for _ in client.follow("jo_none"):
            pass


@asynccontextmanager
async def breaking(*answered: list[str]) -> AsyncIterator[tuple[str, list[str]]]:
    """A service that tells some changes in each connection, and then cuts it off."""
    left, asked = list(answered), list[str]()

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = (await reader.readuntil(b"\r\n\r\n")).decode().lower()
        size = int(head.partition("content-length:")[2].split()[0])
        asked.append(json.loads(await reader.readexactly(size))["variables"]["since"])
        body = "".join(f"event: next\ndata: {changed(one)}\n\n" for one in left.pop(0))
        more = "" if left else "event: complete\ndata: \n\n"
        start = "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\n\r\n"
        writer.write(f"{start}{body}{more}".encode())
        writer.close()
        await writer.wait_closed()

    server = await asyncio.start_server(answer, "127.0.0.1", 0)
    async with server:
        host, port = server.sockets[0].getsockname()
        yield f"http://{host}:{port}", asked


def changed(sequence: str) -> str:
    told = {"sequence": sequence, "at": NOON.isoformat(), "actor": "a", "kind": "CREATED"}
    return json.dumps({"data": {"changes": {**told, "reason": None}}})


async def told_by(client: Client) -> list[str]:
    return [change.sequence async for change in client.changes("3")]


async def test_a_stream_that_breaks_goes_on_from_where_it_was() -> None:
    async with breaking(["4", "5"], [], ["6"]) as (address, asked), Client(address) as client:
        assert await told_by(client) == ["4", "5", "6"]
        assert asked == ["3", "5", "5"]


async def test_a_stream_that_stays_away_is_given_up_when_patience_is_over() -> None:
    async with (
        breaking(["4"], ["5"], ["6"]) as (address, asked),
        Client(address, patience_seconds=0) as client,
    ):
        with pytest.raises(Unavailable, match="broke off"):
            await told_by(client)
        assert asked == ["3"]


def test_events_are_put_together_from_their_lines() -> None:
    events = Events()
    lines = [":", "", "event: next", "data: {", "data:  }", "", "event: complete", "data: ", ""]
    told = [event for line in lines if (event := events.told(line)) is not None]
    assert told == [("next", "{ }"), ("complete", "")]
