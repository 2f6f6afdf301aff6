"""Takes erased rows out of a file for good: a deleted row's bytes stay in it until written over."""

from __future__ import annotations

import sqlite3

from quipu.graph.engines.sqlite.connections import Connections
from quipu.graph.engines.sqlite.faults import fault_of
from quipu.schema.erasing import Residue

_DISK = (
    "The file was written anew and its log emptied; blocks that it gave back to the disk are the"
    " file system's."
)
_HELD = (
    "Another connection was reading, so the file's log (-wal) still holds it. It goes with the last"
    " connection that is closed."
)
_OTHERS_HOLD_IT = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)
_BUSY = "The file was busy and could not be written anew: `quipu forget` again when it is not."


def left_by(error: sqlite3.Error) -> str:
    """Why the file could not be written anew. The rows are gone from it either way."""
    fault = fault_of(error)
    if fault is None or getattr(error, "sqlite_errorcode", 0) & 0xFF in _OTHERS_HOLD_IT:
        return _BUSY
    again = fault.hint or "mend that"
    return f"The file could not be written anew, {fault}: {again}, then `quipu forget` again."


def scrubbed(connections: Connections) -> Residue:
    """Write the file anew without what is no row any more, and empty its write-ahead log."""
    with connections.lent_writer() as connection:
        try:
            connection.execute("VACUUM")
        except sqlite3.OperationalError as error:
            return Residue((left_by(error),))
        is_held = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
    return Residue((_HELD,) if is_held else (_DISK,))
