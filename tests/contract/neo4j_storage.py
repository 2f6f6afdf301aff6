"""A Neo4j database as the storage of one test: Community has one, so it is emptied before each."""

from __future__ import annotations

from neo4j import AsyncGraphDatabase

from neo4j_server import Neo4jServer
from quipu.graph.engines.neo4j.address import Neo4jAddress

_MAKER = """
OPTIONAL MATCH (m:Memory {name: 'quipu'})
RETURN m.embedder AS embedder, EXISTS { MATCH (n) } AS is_used
"""
_EMPTY = """
MATCH (n) WHERE NOT n:Migration AND NOT n:Memory
CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF 2000 ROWS
"""


def address_of(server: Neo4jServer) -> Neo4jAddress:
    return Neo4jAddress(server.uri, server.user or "", server.password or "")


async def emptied(address: Neo4jAddress) -> None:
    """Delete everything but the schema. A database that no test has made is left alone."""
    auth = (address.user, address.password) if address.user else None
    async with (
        AsyncGraphDatabase.driver(address.uri, auth=auth, telemetry_disabled=True) as driver,
        driver.session(database=address.database) as session,
    ):
        found = await (await session.run(_MAKER)).single(strict=True)
        assert found["embedder"] == "test" or not found["is_used"], f"{address.uri} is not a test's"
        await (await session.run(_EMPTY)).consume()
