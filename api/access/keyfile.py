"""The file of the API keys: read again whenever it has changed, replaced as a whole.

It lies beside the database on either engine and is readable by its owner only, so a copy or an
export of the memory carries no credentials. A running service sees a change with its next call.
"""

from __future__ import annotations

import fcntl
import json
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from quipu.api.access import keys
from quipu.api.access.keys import KeyRecord
from quipu.schema.errors import Invalid, MemoryFault, Unavailable

_VERSION = 1
Stamp = tuple[int, int, int]


@dataclass(slots=True)
class KeyFile:
    """All keys ever made here, revoked ones too: one key, even a dead one, closes the service.

    A file that goes while it is used, as where a disk is unmounted, opens nothing either.
    """

    path: Path
    _stamp: Stamp | None = None
    _records: tuple[KeyRecord, ...] = field(default=())

    def records(self) -> tuple[KeyRecord, ...]:
        """The keys as they stand now. Raises Unavailable: an unreadable file opens nothing."""
        try:
            stamp = _stamp_of(self.path)
            if stamp is None and self._stamp is not None:
                raise Invalid("they are gone", hint="put the file back, or start anew without")
            if stamp != self._stamp:
                self._records = () if stamp is None else _parsed(self.path.read_text("utf-8"))
                self._stamp = stamp
        except (OSError, ValueError, TypeError, KeyError, MemoryFault) as error:
            raise Unavailable(f"cannot read the keys in {self.path}: {error}") from error
        return self._records

    def change(self, decide: Callable[[Sequence[KeyRecord]], Sequence[KeyRecord]]) -> None:
        """Replace the keys by what `decide` makes of them, one change at a time."""
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            with _locked(self.path.with_name(f"{self.path.name}.lock")):
                _replace(self.path, decide(self.records()))
        except OSError as error:
            raise Unavailable(f"cannot write the keys to {self.path}: {error.strerror}") from error


@contextmanager
def _locked(path: Path) -> Iterator[None]:
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


def _stamp_of(path: Path) -> Stamp | None:
    try:
        found = path.stat()
    except FileNotFoundError:
        return None
    return (found.st_mtime_ns, found.st_size, found.st_ino)


def _parsed(text: str) -> tuple[KeyRecord, ...]:
    document = json.loads(text)
    if not isinstance(document, dict) or document.get("version") != _VERSION:
        raise Invalid("not a file of keys that this release can read")
    return tuple(keys.read(entry) for entry in document["keys"])


def _replace(path: Path, records: Sequence[KeyRecord]) -> None:
    """Whole or not at all, and on the disk before anybody is told the key."""
    body = {"version": _VERSION, "keys": [keys.written(record) for record in records]}
    fresh = path.with_name(f"{path.name}.{os.getpid()}")
    descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        json.dump(body, file, indent=1)
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(path)
