"""Attempts in a database: the nodes that `ExperienceStore` is about."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from quipu.graph.engines.neo4j.database import Database
from quipu.graph.engines.neo4j.properties import keys_of
from quipu.graph.engines.neo4j.rows import episode_of
from quipu.schema.identity import Scope
from quipu.schema.knowledge import Episode


async def attempts(
    database: Database, scope: Scope, limit: int, dimensions: int, *, inherit: bool
) -> tuple[list[Episode], NDArray[np.float32]]:
    chain = scope.chain() if inherit else (scope,)
    rows = (await database.read("attempts", chain=keys_of(chain), limit=limit))["rows"]
    told = [(episode_of(row), vector) for row, vector in rows]
    told.sort(key=lambda one: (chain.index(one[0].scope), one[0].created_at, one[0].id))
    vectors = np.array([vector for _, vector in told], np.float32)
    return [episode for episode, _ in told], vectors.reshape(len(told), dimensions)
