"""Whether there is room to write beside a database: a full disk is no state to be ready in."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

from quipu.schema.errors import Unavailable

LEAST_BYTES = 4_000_000  # one call brings at most 2 MB, which is written to the log and to the file


def free_bytes(path: Path) -> int:
    """What may still be written where a file lies."""
    return shutil.disk_usage(path.parent).free


def must_have_room(path: Path, free: Callable[[Path], int] = free_bytes) -> None:
    """Raises Unavailable where hardly anything can be written any more."""
    if free(path) < LEAST_BYTES:
        raise Unavailable("the disk is full", hint="free some space: nothing was lost")
