"""Which reads are asked of Neo4j again, and how often. A server that fails on demand stands in."""

from __future__ import annotations

from typing import Any, cast

import pytest
from neo4j import AsyncDriver
from neo4j.exceptions import Neo4jError

from quipu.graph.engines.neo4j.address import Neo4jAddress
from quipu.graph.engines.neo4j.database import Database
from quipu.schema.errors import Unavailable

TOO_LONG = "Neo.ClientError.Transaction.TransactionTimedOutClientConfiguration"
BUSY = "Neo.TransientError.General.DatabaseUnavailable"


class Server:
    """Fails with one code after another, then gives one record."""

    def __init__(self, *codes: str) -> None:
        self.codes, self.asked = list(codes), 0

    def session(self, **_: object) -> Server:
        return self

    async def __aenter__(self) -> Server:
        return self

    async def __aexit__(self, *_: object) -> None:
        return None

    async def run(self, *_: object) -> Server:
        self.asked += 1
        if self.codes:
            raise Neo4jError._hydrate_neo4j(code=self.codes.pop(0), message="as told")
        return self

    async def single(self) -> dict[str, Any]:
        return {"n": 1}


def database(server: Server) -> Database:
    return Database(cast("AsyncDriver", server), Neo4jAddress("bolt://127.0.0.1:7687"))


async def test_a_read_that_took_too_long_is_asked_once_more_for_its_plan_is_kept() -> None:
    server = Server(TOO_LONG)
    assert await database(server).ask("RETURN 1 AS n", {}) == {"n": 1}
    assert server.asked == 2


async def test_a_read_that_takes_too_long_again_is_given_up() -> None:
    server = Server(TOO_LONG, TOO_LONG)
    with pytest.raises(Unavailable, match="took too long"):
        await database(server).ask("RETURN 1 AS n", {})
    assert server.asked == 2


async def test_a_read_of_a_server_in_trouble_is_tried_three_times() -> None:
    server = Server(BUSY, BUSY, BUSY)
    with pytest.raises(Unavailable, match="busy or in trouble"):
        await database(server).ask("RETURN 1 AS n", {})
    assert server.asked == 3
