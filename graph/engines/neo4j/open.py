"""Opens a Neo4j database as an engine: checked, brought up to date, held to its maker."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

from quipu.graph.engines.neo4j.address import Neo4jAddress
from quipu.graph.engines.neo4j.cypher import cypher
from quipu.graph.engines.neo4j.database import Database, Found, database_at
from quipu.graph.engines.neo4j.engine import Neo4jEngine
from quipu.graph.engines.neo4j.gather import Searching
from quipu.graph.engines.neo4j.ladder import FETCHED, FILTERED
from quipu.graph.engines.neo4j.upgrade import (
    can_filter,
    indexes_online,
    takes_vectors,
    upgrade,
    version_of,
)
from quipu.schema.errors import Invalid

_INDEXES = 2
_FILTERS = {"scope_key", "created"}  # what both vector indexes must filter by

Clock = Callable[[], datetime]


async def open_neo4j(
    address: Neo4jAddress, *, dimensions: int, embedder: str, clock: Clock | None = None
) -> Neo4jEngine:
    """The engine on a database that is empty or ours.

    A database belongs to the embedder it was made with: another name or number of `dimensions`
    raises Invalid, as does a server older than 5.26, or a graph that is not ours. `clock` dates the
    migrations. Raises Unavailable where nothing answers, Forbidden for a wrong password.
    """
    if dimensions < 1:
        raise Invalid(f"vectors of {dimensions} dimensions")
    database = database_at(address)
    try:
        version = await version_of(database)
        _check_maker(await database.read("standing"), dimensions, embedder)
        await upgrade(database, version, dimensions, (clock or _now)())
        await database.command(cypher("hold_to"), embedder=embedder, dimensions=dimensions)
        _check_maker(await database.read("standing"), dimensions, embedder)
        await indexes_online(database)
        is_filtered = can_filter(version) and await _indexes_filter(database)
        database = replace(database, takes_vectors=takes_vectors(version))
    except BaseException:
        await database.close()
        raise
    searching = Searching(is_filtered, FILTERED if is_filtered else FETCHED)
    return Neo4jEngine(database, searching, dimensions)


def _now() -> datetime:
    return datetime.now(UTC)


def _check_maker(standing: Found, dimensions: int, embedder: str) -> None:
    """Raises Invalid where a database has another maker of its vectors."""
    if standing["is_exchanging"]:
        raise Invalid(
            "the vectors of this database are being exchanged",
            hint="`quipu migrate vectors` with the new embedder goes on where it stopped",
        )
    theirs = (standing["embedder"], standing["dimensions"])
    if theirs not in ((None, None), (embedder, dimensions)):
        raise Invalid(
            f"the database was made with {theirs[0]} ({theirs[1]} dimensions),"
            f" not with {embedder} ({dimensions})",
            hint=f"set the embedder back to {theirs[0]}, stop the service and run"
            " `quipu migrate vectors` for vectors of the new one,"
            " or choose an empty database and ingest the sources again",
        )


async def _indexes_filter(database: Database) -> bool:
    """Whether the vector indexes are declared with what a search filters by; those that an older
    server made are not, and serve as they do there."""
    rows = (await database.read("vector_indexes"))["rows"]
    return len(rows) == _INDEXES and all(set(properties) >= _FILTERS for _, properties in rows)
