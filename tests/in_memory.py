"""Where files of tests lie: in memory, if it has room, for each write waits for a disk thrice."""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path

_MEMORY, _ROOM_BYTES = Path("/dev/shm"), 4 * 2**30


def new_folder(prefix: str, *, lasting: bool = False) -> Path:
    """A folder of its own, in memory if that has room; on disk what lasts longer than a test."""
    is_roomy = os.access(_MEMORY, os.W_OK) and shutil.disk_usage(_MEMORY).free >= _ROOM_BYTES
    where = _MEMORY if is_roomy and not lasting else None
    return Path(tempfile.mkdtemp(prefix=prefix, dir=where))
