"""Takes erased rows out of a file for good: a deleted row's bytes stay in it until written over."""

from __future__ import annotations

import sqlite3

from quipu.graph.engines.sqlite.connections import Connections
from quipu.schema.erasing import Residue

_DISK = (
    "The file was written anew and its log emptied; blocks that it gave back to the disk are the"
    " file system's."
)
_HELD = (
    "Another connection was reading, so the file's log (-wal) still holds it. It goes with the last"
    " connection that is closed."
)
_BUSY = "The file was busy and could not be written anew: `quipu forget` again when it is not."


def scrubbed(connections: Connections) -> Residue:
    """Write the file anew without what is no row any more, and empty its write-ahead log."""
    with connections.lent_writer() as connection:
        try:
            connection.execute("VACUUM")
        except sqlite3.OperationalError:
            return Residue((_BUSY,))
        is_held = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
    return Residue((_HELD,) if is_held else (_DISK,))
