"""SQLite's errors in the project's own words."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from quipu.schema.errors import Invalid, MemoryFault, Unavailable

_PRIMARY = 0xFF  # the low byte of an extended result code is the primary one

_AGAIN = {
    sqlite3.SQLITE_BUSY: ("the database is busy", "another process is writing: try again"),
    sqlite3.SQLITE_LOCKED: ("the database is locked", "another connection is writing: try again"),
    sqlite3.SQLITE_FULL: ("the disk is full", "disk full: free some space, nothing was lost"),
    sqlite3.SQLITE_IOERR: ("the disk does not answer", "check the disk and the free space"),
    sqlite3.SQLITE_READONLY: ("the database cannot be written", "file is read-only"),
    sqlite3.SQLITE_CANTOPEN: ("the file cannot be opened", "check the path and its permissions"),
    sqlite3.SQLITE_PERM: ("the database cannot be opened", "check the permissions of the file"),
    sqlite3.SQLITE_NOMEM: ("out of memory", "free some memory and try again"),
    sqlite3.SQLITE_INTERRUPT: ("the read was interrupted", "try again"),
}
_NEVER = {
    sqlite3.SQLITE_CORRUPT: ("the database is damaged", "restore it from a backup"),
    sqlite3.SQLITE_NOTADB: ("the file is not a database", "choose another path"),
    sqlite3.SQLITE_TOOBIG: ("a text is too big for the database", "split it"),
}


@contextmanager
def translated() -> Iterator[None]:
    """Turns SQLite's errors into faults; one that can only be a bug of ours passes as it is."""
    try:
        yield
    except sqlite3.Error as error:
        fault = fault_of(error)
        if fault is None:
            raise
        raise fault from error
    except UnicodeEncodeError as error:
        raise Invalid(f"text that is not Unicode: {error.reason}", hint="send UTF-8") from error


def fault_of(error: sqlite3.Error) -> MemoryFault | None:
    """The fault for an error, None where it is a mistake in our own code."""
    code = getattr(error, "sqlite_errorcode", 0) & _PRIMARY
    if code in _AGAIN:
        problem, hint = _AGAIN[code]
        return Unavailable(f"{problem}: {error}", hint=hint)
    if code in _NEVER:
        problem, hint = _NEVER[code]
        return Invalid(f"{problem}: {error}", hint=hint)
    return None
