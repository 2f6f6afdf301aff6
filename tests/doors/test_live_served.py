"""Streams over real connections: a server that listens, a client library that others use."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import httpx
import pytest
from tests.doors.listening import PROTOCOL
from tests.doors.scripted import REMEMBER, ScriptedReader
from tests.fakes import HashEmbedder
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.typing import Subprotocol

from quipu.api.app import create_app
from quipu.api.assemble import assembled
from quipu.api.cli.standing import Standing, standing
from quipu.api.settings import Settings

pytestmark = pytest.mark.slow

CHANGES = "subscription C($since: String) { changes(since: $since) { sequence } }"


@asynccontextmanager
async def served(folder: Path) -> AsyncIterator[Standing]:
    settings = Settings(database=folder / "m.db", port=0, worker_poll_seconds=0.05)
    app = create_app(
        settings, lambda: assembled(settings, extractor=ScriptedReader(), embedder=HashEmbedder())
    )
    async with standing(app, settings) as server:
        yield server


async def told(server: Standing, text: str) -> None:
    given = {"idempotencyKey": text, "episodes": [{"content": text}], "waitFor": "EXTRACTED"}
    async with httpx.AsyncClient() as http:
        asked = {"query": REMEMBER, "variables": {"input": given}}
        response = await http.post(f"{server.address}/graphql", json=asked)
    assert response.json()["data"]["remember"]["job"]["status"] == "DONE"


@asynccontextmanager
async def listening(server: Standing, since: str) -> AsyncIterator[ClientConnection]:
    address = server.address.replace("http", "ws", 1) + "/graphql"
    async with connect(address, subprotocols=[Subprotocol(PROTOCOL)]) as socket:
        await socket.send(json.dumps({"type": "connection_init"}))
        assert json.loads(await socket.recv()) == {"type": "connection_ack"}
        payload = {"query": CHANGES, "variables": {"since": since}}
        await socket.send(json.dumps({"type": "subscribe", "id": "1", "payload": payload}))
        yield socket


async def heard(socket: ClientConnection, count: int) -> list[str]:
    messages = [json.loads(await socket.recv()) for _ in range(count)]
    return [message["payload"]["data"]["changes"]["sequence"] for message in messages]


async def test_who_is_cut_off_goes_on_from_the_last_sequence(tmp_path: Path) -> None:
    async with served(tmp_path) as server:
        async with listening(server, "0") as socket:
            await told(server, "Sam likes tea.")
            first = await heard(socket, 2)
            socket.transport.abort()
        await told(server, "Ann likes tea.")
        async with listening(server, first[-1]) as socket:
            second = await heard(socket, 3)

    assert first + second == ["1", "2", "3", "4", "5"]


async def test_a_server_that_stops_lets_go_of_everybody(tmp_path: Path) -> None:
    async with httpx.AsyncClient() as http:
        async with served(tmp_path) as server:
            await told(server, "Sam likes tea.")
            opened = listening(server, "0")
            socket = await opened.__aenter__()
            await heard(socket, 3)
            asked = {"query": CHANGES, "variables": {"since": "0"}}
            kind = {"accept": "text/event-stream"}
            stream = http.stream("POST", f"{server.address}/graphql", json=asked, headers=kind)
            response = await stream.__aenter__()
            reading = asyncio.create_task(response.aread())

        lines = (await reading).decode()
        with pytest.raises(ConnectionClosed) as closed:
            await socket.recv()
    assert closed.value.rcvd is not None
    assert closed.value.rcvd.code == 1012
    assert lines.count("event: next") == 4
    assert '"UNAVAILABLE"' in lines
    assert lines.endswith("event: complete\ndata: \n\n")


async def test_a_page_of_another_site_gets_no_socket(tmp_path: Path) -> None:
    async with served(tmp_path) as server:
        address = server.address.replace("http", "ws", 1) + "/graphql"
        with pytest.raises(InvalidStatus) as refused:
            async with connect(address, additional_headers={"origin": "https://evil.example"}):
                pass
    assert refused.value.response.status_code == 403
