from __future__ import annotations

import asyncio
import json
import socket
import urllib.request
from contextlib import closing, nullcontext
from pathlib import Path

import pytest
from starlette.applications import Starlette

from quipu.api.app import create_app
from quipu.api.cli.standing import bound, configured, standing
from quipu.api.settings import Settings
from quipu.schema.errors import Invalid, Unavailable
from scripted import scripted_service


def fetched(address: str) -> dict[str, object]:
    with urllib.request.urlopen(address, timeout=10) as reply:
        found: dict[str, object] = json.load(reply)
    return found


async def test_the_printed_address_answers_while_the_server_stands(tmp_path: Path) -> None:
    settings = Settings(database=tmp_path / "m.db", port=0)
    async with scripted_service(settings.database) as service:
        app = create_app(settings, lambda: nullcontext(service))
        async with standing(app, settings) as server:
            alive = await asyncio.to_thread(fetched, f"{server.address}/healthz")
        assert alive == {"status": "alive"}
        assert server.until_stopped.done()


async def test_the_body_of_an_answer_does_not_wait_for_its_head(tmp_path: Path) -> None:
    heard: asyncio.Future[int] = asyncio.get_running_loop().create_future()

    async def accepted(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        connection = writer.get_extra_info("socket")
        heard.set_result(connection.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY))
        writer.close()

    with closing(bound(Settings(database=tmp_path / "m.db", port=0))) as listener:
        async with await asyncio.start_server(accepted, sock=listener):
            _, writer = await asyncio.open_connection(*listener.getsockname())
            assert await heard
            writer.close()


@pytest.mark.skipif(not hasattr(socket, "TCP_USER_TIMEOUT"), reason="the system has no such limit")
def test_who_vanishes_holds_his_connection_for_a_minute_at_most(tmp_path: Path) -> None:
    with (
        closing(bound(Settings(database=tmp_path / "m.db", port=0))) as listener,
        closing(socket.socket()) as client,
    ):
        listener.listen()
        client.connect(listener.getsockname())
        with closing(listener.accept()[0]) as accepted:
            limit = accepted.getsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT)

    assert limit == 60_000


def test_proxies_close_idle_connections_before_we_do() -> None:
    minute_of_proxies = 60  # as nginx and the balancers of clouds have it

    assert configured(Starlette()).timeout_keep_alive > minute_of_proxies


async def test_a_taken_port_is_a_clear_fault(tmp_path: Path) -> None:
    settings = Settings(database=tmp_path / "m.db", port=0)
    async with scripted_service(settings.database) as service:
        app = create_app(settings, lambda: nullcontext(service))
        async with standing(app, settings) as first:
            taken = int(first.address.rsplit(":", 1)[1])
            with pytest.raises(Unavailable, match=f"cannot listen on 127.0.0.1:{taken}"):
                async with standing(app, Settings(database=settings.database, port=taken)):
                    pass


async def test_what_hinders_the_start_is_the_callers_to_see(tmp_path: Path) -> None:
    (tmp_path / "m.db").write_text("Dear Maya, this is a letter and no database at all.")
    settings = Settings(database=tmp_path / "m.db", port=0)
    with pytest.raises(Invalid, match="not a database"):
        async with standing(create_app(settings), settings):
            pass
