"""Opens a file as an engine: checks it, brings it up to date, and holds it to its embedder."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from quipu.graph.engines.migrate import migrations, pending
from quipu.graph.engines.sqlite.connections import Connections
from quipu.graph.engines.sqlite.engine import SqliteEngine
from quipu.graph.engines.sqlite.shelves import Shelves
from quipu.graph.engines.sqlite.sql import sql
from quipu.graph.engines.sqlite.upgrade import applied, check, set_journal, upgrade
from quipu.schema.errors import Invalid

Clock = Callable[[], datetime]


async def open_sqlite(
    path: Path | str,
    *,
    dimensions: int,
    embedder: str,
    clock: Clock | None = None,
    is_frozen: bool | None = None,
) -> SqliteEngine:
    """The engine on a file, made where there is none; ":memory:" is one that closing throws away.

    A file belongs to the embedder it was made with: another name or number of `dimensions` raises
    Invalid, as does a file that is newer than this program, or that is not a Quipu database; it is
    left untouched. `clock` dates the migrations. Raises Unavailable where the file cannot be used.
    A frozen file can only be read; whether it is, is found out where `is_frozen` is None.
    """
    if dimensions < 1:
        raise Invalid(f"vectors of {dimensions} dimensions")
    now, made_with = (clock or _now)(), (dimensions, embedder)
    if str(path) == ":memory:":
        return await asyncio.to_thread(_in_passing, made_with, now)
    file = Path(path)
    if is_frozen or (is_frozen is None and _cannot_change(file)):
        return await asyncio.to_thread(_on_frozen_file, file, made_with)
    return await asyncio.to_thread(_on_file, file, made_with, now, _nothing)


def _now() -> datetime:
    return datetime.now(UTC)


def _in_passing(made_with: tuple[int, str], now: datetime) -> SqliteEngine:
    # A real file even here, so that tests exercise what is used: WAL, several connections.
    folder = TemporaryDirectory(prefix="quipu-")
    return _on_file(Path(folder.name) / "memory.db", made_with, now, folder.cleanup)


def _nothing() -> None:
    """A kept file needs no tidying after it is closed."""


def _on_file(
    path: Path, made_with: tuple[int, str], now: datetime, on_close: Callable[[], None]
) -> SqliteEngine:
    if path.is_dir():
        raise Invalid(f"{path} is a folder", hint=f"name a file in it, such as {path}/memory.db")
    check(path)
    _make_private(path)
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


def _make_private(path: Path) -> None:
    """A new file is its owner's alone; SQLite gives its log the same rights. One that is there
    keeps those that somebody gave it."""
    with suppress(OSError):  # where nothing can be made, opening it says why
        os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))


def _cannot_change(path: Path) -> bool:
    """Whether a file lies where nothing can be written, and left its log with nobody."""
    if not path.is_file() or os.access(path.parent, os.W_OK):
        return False
    return not path.with_name(f"{path.name}-wal").exists()


def _on_frozen_file(path: Path, made_with: tuple[int, str]) -> SqliteEngine:
    connections = Connections(path, is_frozen=True)
    try:
        _must_be_current(connections)
        _hold_to(connections, *made_with)
    except BaseException:
        connections.close()
        raise
    return SqliteEngine(connections, Shelves(made_with[0]), _nothing)


def _must_be_current(connections: Connections) -> None:
    """Raises Invalid where a file is not one of ours, or would have to be brought up to date."""
    name = connections.path.name
    with connections.reading() as connection:
        tables = {row[0] for row in connection.execute("SELECT name FROM sqlite_master")}
        if "migration" not in tables:
            raise Invalid(f"{name} is not a Quipu database", hint="choose another path")
        if pending(migrations("sqlite"), applied(connection)):
            raise Invalid(f"{name} is of an older version", hint="copy it to where it can change")


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
            hint=f"set the embedder back to {theirs['embedder']}, stop the service and run"
            " `quipu migrate vectors` for vectors of the new one,"
            " or choose a new file and ingest the sources again",
        )


def _settings(connections: Connections, names: dict[str, str]) -> dict[str, str | None]:
    found: dict[str, str | None] = {}
    with connections.reading() as connection:
        for name in names:
            row = connection.execute(sql("setting"), [name]).fetchone()
            found[name] = None if row is None else row["value"]
    return found
