"""Connections to one file: a single writer, and as many readers as are reading."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from quipu.graph.engines.sqlite.faults import translated
from quipu.graph.engines.sqlite.threads import Threads
from quipu.schema.errors import MemoryFault, Unavailable
from quipu.schema.plain_json import plain_json

BUSY_SECONDS = 10.0
READER_KB = 8_192  # for each that reads at the same time; searches were no faster with 32 MB
WRITER_KB = 32_768


class Connections:
    """Lends connections, each to one thread at a time; a transaction lasts as long as the loan.

    `is_durable` False is for a file that is thrown away afterwards: it skips the disk's flush.
    `is_frozen` is for a file on a medium that nobody can write: it is read without locks.
    """

    def __init__(self, path: Path, *, is_durable: bool = True, is_frozen: bool = False) -> None:
        self.path = path
        self._is_frozen = is_frozen
        self._synchronous = "FULL" if is_durable else "OFF"
        self.threads = Threads()
        self._guard = threading.Lock()
        self._writing = threading.Lock()
        self._writer: sqlite3.Connection | None = None
        self._idle: list[sqlite3.Connection] = []
        self._is_closed = False
        self._opened: tuple[int, int] | None = None  # which file it was, whatever its name

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """The one writer inside a transaction: committed at the end, undone by any error."""
        with self.lent_writer() as connection:
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield connection
                connection.execute("COMMIT")
            except BaseException:
                _undo(connection)
                raise

    @contextmanager
    def lent_writer(self) -> Iterator[sqlite3.Connection]:
        """The one writer without a transaction, for settings of the connection."""
        with self._writing, translated():
            yield self._the_writer()

    def at_leisure(self, work: Callable[[sqlite3.Connection], None]) -> None:
        """Write what may be left unwritten: not where somebody else writes, or nobody can."""
        if self._is_frozen or not self._writing.acquire(blocking=False):
            return
        try:
            with suppress(MemoryFault), translated():
                connection = self._the_writer()
                connection.execute("PRAGMA busy_timeout = 0")
                try:
                    connection.execute("BEGIN IMMEDIATE")
                    work(connection)
                    connection.execute("COMMIT")
                finally:
                    _undo(connection)
                    connection.execute(f"PRAGMA busy_timeout = {1_000 * BUSY_SECONDS:.0f}")
        finally:
            self._writing.release()

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """A reader inside a transaction: everything read is of one moment."""
        with self._lent() as connection, translated():
            connection.execute("BEGIN")
            try:
                yield connection
            finally:
                _undo(connection)

    def close(self) -> None:
        """Close all connections; the last one to leave the file folds its log into it."""
        with self._writing, self._guard:
            self._is_closed = True
            # The writer goes last: only a connection that may write can fold the log.
            leaving = [*self._idle, *([self._writer] if self._writer is not None else [])]
            self._idle, self._writer = [], None
        self.threads.close()
        for connection in leaving:
            connection.close()

    @contextmanager
    def _lent(self) -> Iterator[sqlite3.Connection]:
        with self._guard:
            self._must_be_open()
            connection = self._idle.pop() if self._idle else None
        if connection is None:
            with translated():
                connection = self._connect(READER_KB, "PRAGMA query_only = ON")
        try:
            yield connection
        finally:
            self._take_back(connection)

    def _take_back(self, connection: sqlite3.Connection) -> None:
        with self._guard:
            if not self._is_closed:
                self._idle.append(connection)
                return
        connection.close()

    def _the_writer(self) -> sqlite3.Connection:
        self._must_be_open()
        if self._is_frozen:
            raise Unavailable(
                f"{self.path} cannot be written", hint="its folder is read-only: copy it elsewhere"
            )
        if self._writer is None:
            self._writer = self._connect(WRITER_KB, f"PRAGMA synchronous = {self._synchronous}")
        return self._writer

    def _must_be_open(self) -> None:
        if self._is_closed:
            raise Unavailable("the database is closed", hint="open it again")
        # Written to a file that has lost its name, what is told would be gone with this process.
        if self._opened is not None and _file_at(self.path) != self._opened:
            raise Unavailable(
                "the database file was moved, removed or replaced while it is open",
                hint="stop what has it open before you put another in its place",
            )

    def _connect(self, cache_kb: int, setting: str) -> sqlite3.Connection:
        # A file in WAL mode opens beside its log only, which a read-only folder has no room for.
        frozen = f"{self.path.resolve().as_uri()}?mode=ro&immutable=1"
        connection = sqlite3.connect(
            frozen if self._is_frozen else self.path,
            uri=self._is_frozen,
            timeout=BUSY_SECONDS,
            isolation_level=None,  # transactions are begun and ended here, never implicitly
            check_same_thread=False,  # lent to one thread at a time
            cached_statements=256,
        )
        connection.row_factory = sqlite3.Row
        connection.create_function("plain_json", 1, plain_json, deterministic=True)
        for pragma in ("foreign_keys = ON", f"cache_size = -{cache_kb}"):
            connection.execute(f"PRAGMA {pragma}")
        connection.execute(setting)
        self._opened = self._opened or _file_at(self.path)
        return connection


def _file_at(path: Path) -> tuple[int, int] | None:
    try:
        found = path.stat()
    except FileNotFoundError:
        return None
    return (found.st_dev, found.st_ino)


def _undo(connection: sqlite3.Connection) -> None:
    if connection.in_transaction:
        connection.execute("ROLLBACK")
