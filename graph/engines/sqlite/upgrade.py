"""Brings a file up to date: checks what it is, then applies the migrations it still needs."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime
from pathlib import Path

from quipu.graph.engines.migrate import Migration, migrations, pending
from quipu.graph.engines.sqlite.connections import BUSY_SECONDS, Connections
from quipu.graph.engines.sqlite.faults import translated
from quipu.schema.errors import Invalid

_RECORD = """CREATE TABLE IF NOT EXISTS migration (
  number INTEGER PRIMARY KEY, name TEXT NOT NULL, applied_at TEXT NOT NULL)"""


def check(path: Path) -> None:
    """Raises Invalid, leaving the file untouched, if it is newer than we are or not one of ours."""
    if not path.exists() or path.stat().st_size == 0:
        return
    # Read-only, because even a look through a writing connection may fold the write-ahead log.
    with translated(), closing(_looking(path)) as connection:
        tables = {row[0] for row in connection.execute("SELECT name FROM sqlite_master")}
        if tables and "migration" not in tables:
            raise Invalid(f"{path.name} is not a Quipu database", hint="choose another path")
        if tables:
            pending(migrations("sqlite"), applied(connection))


def _looking(path: Path) -> sqlite3.Connection:
    address = f"{path.resolve().as_uri()}?mode=ro"
    return sqlite3.connect(address, uri=True, timeout=BUSY_SECONDS)


def applied(connection: sqlite3.Connection) -> set[int]:
    """The numbers of the migrations that a file has."""
    return {row[0] for row in connection.execute("SELECT number FROM migration")}


def set_journal(path: Path) -> None:
    """Write-ahead logging, a property of the file: readers never wait for the writer."""
    with translated(), closing(sqlite3.connect(path, timeout=BUSY_SECONDS)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")


def upgrade(connections: Connections, now: datetime, *, upto: int | None = None) -> None:
    """Apply what is missing, each migration in a transaction of its own; `upto` stops early."""
    known = [m for m in migrations("sqlite") if upto is None or m.number <= upto]
    with connections.reading() as connection:
        if _is_current(connection, known):
            return
    for migration in known:
        with connections.writing() as connection:
            connection.execute(_RECORD)
            # Asked again inside the transaction: another process may have been faster.
            if migration.number not in applied(connection):
                _apply(connection, migration, now)


def _is_current(connection: sqlite3.Connection, known: list[Migration]) -> bool:
    look = "SELECT 1 FROM sqlite_master WHERE name = 'migration'"
    if connection.execute(look).fetchone() is None:
        return False
    return {migration.number for migration in known} <= applied(connection)


def _apply(connection: sqlite3.Connection, migration: Migration, now: datetime) -> None:
    for statement in statements(migration.text):
        connection.execute(statement)
    row = (migration.number, migration.name, now.isoformat())
    connection.execute("INSERT INTO migration (number, name, applied_at) VALUES (?, ?, ?)", row)


def statements(text: str) -> Iterator[str]:
    """The statements of a script, one by one: SQLite's own `executescript` ends transactions."""
    statement = ""
    for line in text.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""
