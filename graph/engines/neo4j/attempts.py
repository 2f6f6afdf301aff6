"""Attempts in a database: the nodes that `ExperienceStore` is about."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from quipu.graph.engines.neo4j.database import Database
from quipu.graph.engines.neo4j.properties import keys_of
from quipu.graph.engines.neo4j.rows import episode_of
from quipu.schema.identity import Scope
from quipu.schema.intervals import micros
from quipu.schema.knowledge import Episode


async def attempts(
    database: Database, chain: Sequence[Scope], known: datetime, limit: int
) -> tuple[list[Episode], list[list[float]]]:
    bound = {"chain": keys_of(chain), "known": micros(known), "limit": limit}
    rows = (await database.read("attempts", **bound))["rows"]
    told = [(episode_of(row), vector) for row, vector in rows]
    told.sort(key=lambda one: (chain.index(one[0].scope), one[0].created_at, one[0].id))
    return [episode for episode, _ in told], [vector for _, vector in told]
