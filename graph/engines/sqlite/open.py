"""Opens a file as an engine: checks it, brings it up to date, and holds it to its embedder."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from quipu.graph.engines.sqlite.connections import Connections
from quipu.graph.engines.sqlite.engine import SqliteEngine
from quipu.graph.engines.sqlite.shelves import Shelves
from quipu.graph.engines.sqlite.sql import sql
from quipu.graph.engines.sqlite.upgrade import check, set_journal, upgrade
from quipu.schema.errors import Invalid

Clock = Callable[[], datetime]


async def open_sqlite(
    path: Path | str, *, dimensions: int, embedder: str, clock: Clock | None = None
) -> SqliteEngine:
    """The engine on a file, made where there is none; ":memory:" is one that closing throws away.

    A file belongs to the embedder it was made with: another name or number of `dimensions` raises
    Invalid, as does a file that is newer than this program, or that is not a Quipu database; it is
    left untouched. `clock` dates the migrations. Raises Unavailable where the file cannot be used.
    """
    now = (clock or _now)()
    return await asyncio.to_thread(_opened, path, dimensions, embedder, now)


def _now() -> datetime:
    return datetime.now(UTC)


def _opened(path: Path | str, dimensions: int, embedder: str, now: datetime) -> SqliteEngine:
    if dimensions < 1:
        raise Invalid(f"vectors of {dimensions} dimensions")
    if str(path) != ":memory:":
        return _on_file(Path(path), (dimensions, embedder), now, _nothing)
    # A real file even here, so that tests exercise what is used: WAL, several connections.
    folder = TemporaryDirectory(prefix="quipu-")
    return _on_file(Path(folder.name) / "memory.db", (dimensions, embedder), now, folder.cleanup)


def _nothing() -> None:
    """A kept file needs no tidying after it is closed."""


def _on_file(
    path: Path, made_with: tuple[int, str], now: datetime, on_close: Callable[[], None]
) -> SqliteEngine:
    check(path)
    connections = Connections(path, is_durable=on_close is _nothing)
    try:
        set_journal(path)
        upgrade(connections, now)
        _hold_to(connections, *made_with)
    except BaseException:
        connections.close()
        on_close()
        raise
    return SqliteEngine(connections, Shelves(made_with[0]), on_close)


def _hold_to(connections: Connections, dimensions: int, embedder: str) -> None:
    """Note what made the vectors of a new file; raises Invalid where a file has another maker."""
    ours = {"dimensions": str(dimensions), "embedder": embedder}
    theirs = _settings(connections, ours)
    if None in theirs.values():
        with connections.writing() as connection:
            connection.executemany(sql("add_setting"), list(ours.items()))
        theirs = _settings(connections, ours)
    if theirs != ours:
        raise Invalid(
            f"the database was made with {theirs['embedder']} ({theirs['dimensions']} dimensions),"
            f" not with {embedder} ({dimensions})",
            hint=f"set the embedder back to {theirs['embedder']}, or choose a new file and"
            " ingest the sources again: vectors of two embedders cannot be compared",
        )


def _settings(connections: Connections, names: dict[str, str]) -> dict[str, str | None]:
    found: dict[str, str | None] = {}
    with connections.reading() as connection:
        for name in names:
            row = connection.execute(sql("setting"), [name]).fetchone()
            found[name] = None if row is None else row["value"]
    return found
