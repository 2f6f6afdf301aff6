"""Attempts in a file: the part of it that `ExperienceStore` is about."""

from __future__ import annotations

import sqlite3

import numpy as np
from numpy.typing import NDArray

from quipu.graph.engines.sqlite.rows import episode_of
from quipu.graph.engines.sqlite.scopes import Chain
from quipu.graph.engines.sqlite.sql import sql
from quipu.schema.knowledge import Episode


def attempts(
    connection: sqlite3.Connection, chain: Chain, limit: int, dimensions: int
) -> tuple[list[Episode], NDArray[np.float32]]:
    episodes, vectors = list[Episode](), list[NDArray[np.float32]]()
    for number, scope in chain.scopes.items():
        rows = connection.execute(sql("attempts"), {"scope": number, "limit": limit}).fetchall()
        for row in reversed(rows):
            episodes.append(episode_of(row, scope))
            vectors.append(np.frombuffer(row["vector"], dtype="<f4"))
    return episodes, np.array(vectors, np.float32).reshape(len(episodes), dimensions)
