"""A file on its way to another embedder."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from quipu.graph.engines.sqlite.connections import Connections
from quipu.graph.engines.sqlite.sql import sql
from quipu.graph.engines.sqlite.upgrade import check, set_journal, upgrade
from quipu.schema.errors import Conflict, Invalid
from quipu.schema.vector_moves import Unmoved, unmoved

_MOMENT_SECONDS = 0.2


class SqliteVectorMove:
    """Keeps the new vectors in a table of their own; `finish` exchanges all in one transaction."""

    def __init__(self, path: Path, dimensions: int, embedder: str) -> None:
        self._path = path
        self._dimensions, self._embedder = dimensions, embedder
        self._connections = Connections(path)

    async def left(self) -> int:
        return await asyncio.to_thread(self._left)

    async def unmoved(self, limit: int) -> list[Unmoved]:
        return await asyncio.to_thread(self._unmoved, limit)

    async def move(self, keys: Sequence[str], rows: NDArray[np.float32]) -> None:
        await asyncio.to_thread(self._move, keys, rows)

    async def finish(self) -> None:
        await asyncio.to_thread(self._finish)

    async def close(self) -> None:
        await asyncio.to_thread(self._connections.close)

    def begin(self) -> None:
        """Note where it goes; what was moved to another embedder is thrown away."""
        target = f"{self._embedder}\n{self._dimensions}"
        with self._connections.writing() as connection:
            row = connection.execute(sql("setting"), ["moving_to"]).fetchone()
            if row is None or row["value"] != target:
                connection.execute(sql("forget_moved"))
                connection.execute(sql("set_setting"), ["moving_to", target])

    def _left(self) -> int:
        with self._connections.reading() as connection:
            found: int = connection.execute(sql("count_unmoved")).fetchone()[0]
            return found

    def _unmoved(self, limit: int) -> list[Unmoved]:
        with self._connections.reading() as connection:
            rows = connection.execute(sql("unmoved"), {"limit": limit}).fetchall()
        return [unmoved(str(row["number"]), row["kind"], row["text"]) for row in rows]

    def _move(self, keys: Sequence[str], rows: NDArray[np.float32]) -> None:
        if rows.shape != (len(keys), self._dimensions):
            raise Invalid(f"vectors of shape {rows.shape} for {len(keys)} items")
        blobs = [row.tobytes() for row in np.ascontiguousarray(rows, dtype="<f4")]
        bound = [(int(key), blob) for key, blob in zip(keys, blobs, strict=True)]
        with self._connections.writing() as connection:
            connection.executemany(sql("move_vector"), bound)

    def _finish(self) -> None:
        self._connections.close()
        must_be_unused(self._path)
        set_journal(self._path)
        self._connections = Connections(self._path)
        with self._connections.writing() as connection:
            if connection.execute(sql("count_unmoved")).fetchone()[0]:
                raise Conflict("something new was remembered meanwhile", hint="run it again")
            for step in (
                "raise_revisions",
                "exchange_vectors",
                "forget_moved",
                "forget_kept",
                "end_move",
            ):
                connection.execute(sql(step))
            made_with = {"embedder": self._embedder, "dimensions": str(self._dimensions)}
            connection.executemany(sql("set_setting"), list(made_with.items()))


def must_be_unused(path: Path) -> None:
    """Raises `Conflict` while another connection has the file open: only alone can a file leave
    its write-ahead log."""
    with closing(sqlite3.connect(path, timeout=_MOMENT_SECONDS)) as connection:
        try:
            [mode] = connection.execute("PRAGMA journal_mode = DELETE").fetchone()
        except sqlite3.OperationalError as error:
            raise _in_use(path) from error
    if mode != "delete":
        raise _in_use(path)


def _in_use(path: Path) -> Conflict:
    return Conflict(f"{path} is in use", hint="stop the service and whatever else has it open")


async def open_sqlite_move(path: Path, *, dimensions: int, embedder: str) -> SqliteVectorMove:
    """The move of a file to an embedder. Raises `Conflict` while it is in use, `Invalid` where it
    is not one of ours."""
    return await asyncio.to_thread(_opened, path, dimensions, embedder)


def _opened(path: Path, dimensions: int, embedder: str) -> SqliteVectorMove:
    check(path)
    must_be_unused(path)
    set_journal(path)
    with closing(Connections(path)) as connections:
        upgrade(connections, datetime.now(UTC))
    move = SqliteVectorMove(path, dimensions, embedder)
    move.begin()
    return move
