"""A database on its way to another embedder."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

import numpy as np
from numpy.typing import NDArray

from quipu.graph.engines.migrate import migrations
from quipu.graph.engines.neo4j.address import Neo4jAddress
from quipu.graph.engines.neo4j.cypher import cypher
from quipu.graph.engines.neo4j.database import Database, Unit, database_at
from quipu.graph.engines.neo4j.properties import Values
from quipu.graph.engines.neo4j.upgrade import (
    can_filter,
    indexes_online,
    options,
    statements,
    upgrade,
    version_of,
)
from quipu.schema.errors import Conflict, Invalid
from quipu.schema.vector_moves import Unmoved, unmoved

_PART = "\x1f"
_VECTOR_INDEX = "CREATE VECTOR INDEX"


@dataclass(frozen=True, slots=True)
class Neo4jVectorMove:
    """Keeps the new vectors beside the old ones; then the indexes are dropped, the vectors
    exchanged a thousand at a time, and the indexes made anew. An exchange that was interrupted goes
    on where it stopped, and the memory cannot be opened until it has ended."""

    database: Database
    version: tuple[int, int]
    dimensions: int
    embedder: str

    async def left(self) -> int:
        found: int = (await self.database.read("count_unmoved"))["number"]
        return found

    async def unmoved(self, limit: int) -> list[Unmoved]:
        if (await self.database.read("count_unmoved"))["is_exchanging"]:
            return []
        rows = (await self.database.read("unmoved", limit=limit))["rows"]
        return [
            unmoved(_PART.join((kind, scope, id)), form, text)
            for kind, scope, id, form, text in rows
        ]

    async def move(self, keys: Sequence[str], rows: NDArray[np.float32]) -> None:
        if rows.shape != (len(keys), self.dimensions):
            raise Invalid(f"vectors of shape {rows.shape} for {len(keys)} items")
        by_kind: dict[str, list[Values]] = {"FACT": [], "EPISODE": []}
        for key, row in zip(keys, rows.tolist(), strict=True):
            kind, scope, id = key.split(_PART)
            by_kind[kind].append({"scope": scope, "id": id, "vector": row})

        async def work(unit: Unit) -> None:
            await unit.run("move_facts", rows=by_kind["FACT"])
            await unit.run("move_past_facts", rows=by_kind["FACT"])
            await unit.run("move_episodes", rows=by_kind["EPISODE"])

        await self.database.write(work)

    async def finish(self) -> None:
        if await self.left():
            raise Conflict("something new was remembered meanwhile", hint="run it again")
        command = self.database.command
        await command(cypher("begin_exchange"))
        await command(cypher("drop_fact_vectors"))
        await command(cypher("drop_episode_vectors"))
        await command(cypher("exchange_facts"))
        await command(cypher("exchange_episodes"))
        for migration in migrations("neo4j"):
            for text in statements(migration, is_filtering=can_filter(self.version)):
                if _VECTOR_INDEX in text:
                    await command(text, **options(self.dimensions))
        await indexes_online(self.database)
        await command(cypher("end_move"), embedder=self.embedder, dimensions=self.dimensions)

    async def close(self) -> None:
        await self.database.close()


async def open_neo4j_move(
    address: Neo4jAddress, *, dimensions: int, embedder: str
) -> Neo4jVectorMove:
    """The move of a database to an embedder. Nobody can see whether a service still uses it: stop
    it first. Raises `Invalid` where it is not ours, or is being exchanged for another embedder."""
    database = database_at(address)
    try:
        version = await version_of(database)
        held = (await database.read("standing"))["dimensions"] or dimensions
        await upgrade(database, version, held, datetime.now(UTC))
        await _begin(database, f"{embedder}\n{dimensions}")
    except BaseException:
        await database.close()
        raise
    return Neo4jVectorMove(database, version, dimensions, embedder)


async def _begin(database: Database, target: str) -> None:
    async def work(unit: Unit) -> tuple[str, bool]:
        found = await unit.one("begin_move", target=target)
        return found["before"], found["is_exchanging"]

    before, is_exchanging = await database.write(work)
    if before in ("", target):
        return
    if is_exchanging:
        other = before.partition("\n")[0]
        raise Invalid(f"a move to {other} has to be ended first", hint="set the embedder to it")
    await database.command(cypher("forget_moved_facts"))
    await database.command(cypher("forget_moved_episodes"))
