"""Attempts in a file: the part of it that `ExperienceStore` is about."""

from __future__ import annotations

import sqlite3
from datetime import datetime

import numpy as np
from numpy.typing import NDArray

from quipu.graph.engines.sqlite.rows import episode_of
from quipu.graph.engines.sqlite.scopes import Chain
from quipu.graph.engines.sqlite.sql import sql
from quipu.schema.intervals import micros
from quipu.schema.knowledge import Episode


def attempts(
    connection: sqlite3.Connection, chain: Chain, known: datetime, limit: int
) -> tuple[list[Episode], list[NDArray[np.float32]]]:
    episodes, vectors = list[Episode](), list[NDArray[np.float32]]()
    for number, scope in chain.scopes.items():
        bound = {"scope": number, "known": micros(known), "limit": limit}
        for row in reversed(connection.execute(sql("attempts"), bound).fetchall()):
            episodes.append(episode_of(row, scope))
            vectors.append(np.frombuffer(row["vector"], dtype="<f4"))
    return episodes, vectors
