"""The audit log: who did what to which ids, never content; each line sealed by the one before.

One line of JSON a deed. `hash` is the SHA-256 of the hash before and of the deed, so a line that
is changed, left out or moved is noticed by everyone who reads the log from its start. Cutting off
its end is noticed by whoever noted an earlier head.
"""

from __future__ import annotations

import asyncio
import fcntl
import hashlib
import json
import os
import re
from collections import deque
from collections.abc import Collection, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from threading import Lock

from quipu.schema.errors import Conflict, MemoryFault, Unavailable

START = "0" * 64
_ID = re.compile(r"[a-z]{2,4}_[a-z0-9]{4,64}")  # what is not of our making might be content
_IDS_KEPT = 100
_TAIL_BYTES = 64_000  # longer than any line


@dataclass(frozen=True, slots=True)
class Deed:
    """Something done or refused: by whom, in whose memory, on which ids, with which outcome."""

    at: datetime
    principal: str
    tenant: str
    operation: str
    ids: tuple[str, ...] = ()
    outcome: str = "done"


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """A deed at its place in the log."""

    number: int
    deed: Deed
    hash: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """A log that holds: how many entries, the last hash, and lines that a crash cut short."""

    entries: int
    head: str
    incomplete: int


def _one_thread() -> ThreadPoolExecutor:
    # Its own: it takes turns at the file anyway, and the common ones may wait for a store.
    return ThreadPoolExecutor(1, thread_name_prefix="audit")


@dataclass(slots=True)
class AuditTrail:
    """Appends deeds to a file; several processes may share it. Without a path it keeps nothing."""

    path: Path | None
    _end: tuple[int, int, str] = (0, 0, START)  # size in bytes, entries, last hash
    _lock: Lock = field(default_factory=Lock)
    _waiting: deque[tuple[Deed, Future[None]]] = field(default_factory=deque)
    _writer: ThreadPoolExecutor = field(default_factory=_one_thread)

    async def noted(self, deed: Deed) -> None:
        """Append a deed aside, with all that come while the disk is waited for: so that nobody else
        is held up, and many deeds wait once."""
        if self.path is None:
            return
        written: Future[None] = Future()
        self._waiting.append((deed, written))
        self._writer.submit(self._write_waiting)
        await asyncio.shield(asyncio.wrap_future(written))

    def _write_waiting(self) -> None:
        taken = [self._waiting.popleft() for _ in range(len(self._waiting))]
        if not taken:
            return
        try:
            self.append(*(deed for deed, _ in taken))
        except BaseException as error:
            for _, written in taken:
                written.set_exception(error)
            raise
        for _, written in taken:
            written.set_result(None)

    def append(self, *deeds: Deed) -> None:
        """Write deeds down, on the disk, before their callers are answered. Raises Unavailable, and
        then nothing of them is in the log."""
        if self.path is None:
            return
        try:
            with self._lock:
                descriptor = os.open(self.path, os.O_RDWR | os.O_APPEND | os.O_CREAT, 0o600)
                try:
                    fcntl.flock(descriptor, fcntl.LOCK_EX)
                    self._end = _appended(descriptor, deeds, self._end)
                finally:
                    os.close(descriptor)
        except OSError as error:
            raise Unavailable(f"cannot write the audit log: {error.strerror}") from error

    def entries(self, *, tenant: str = "", after: int = 0) -> Iterator[AuditEntry]:
        """The entries after a number, oldest first, of one tenant or of all."""
        for line in _lines(self.path):
            found = _entry(line)
            if found and found.number > after and tenant in ("", found.deed.tenant):
                yield found


def outcome_of(problem: BaseException) -> str:
    """How a deed ended that brought no answer: the code of its fault, INTERNAL for a fault of ours,
    CANCELLED where its caller went away: it may have been done all the same."""
    if isinstance(problem, MemoryFault):
        return problem.code
    return "INTERNAL" if isinstance(problem, Exception) else "CANCELLED"


def ids_of_ours(texts: Collection[str]) -> tuple[str, ...]:
    """Those texts that are ids of ours, each once, the first hundred."""
    return tuple(dict.fromkeys(one for one in texts if _ID.fullmatch(one)))[:_IDS_KEPT]


def verified(path: Path, head: str = "") -> Verdict:
    """Read the whole log again. Raises Conflict where it was changed.

    head: a hash noted earlier; the log must still hold it.
    """
    last, number, incomplete, is_head_seen = START, 0, 0, head in ("", START)
    for line in _lines(path):
        found = _entry(line)
        if found is None:
            incomplete += 1
            continue
        if found.number != number + 1 or found.hash != _sealed(last, found.number, found.deed):
            raise Conflict(f"the audit log was changed at or before entry {found.number}")
        last, number = found.hash, found.number
        is_head_seen = is_head_seen or last == head
    if not is_head_seen:
        raise Conflict(f"the audit log does not hold the hash {head[:12]}… any more")
    return Verdict(number, last, incomplete)


def _appended(
    descriptor: int, deeds: Sequence[Deed], known: tuple[int, int, str]
) -> tuple[int, int, str]:
    size = os.fstat(descriptor).st_size
    number, last = known[1:] if size == known[0] else _end_of(descriptor, size)
    # A line that a crash cut short stays as it is; the next one begins on a line of its own.
    is_torn = size > 0 and os.pread(descriptor, 1, size - 1) != b"\n"
    lines = ["\n"] if is_torn else []
    for deed in deeds:
        number += 1
        last = _sealed(last, number, deed)
        line = {**_written(number, deed), "hash": last}
        lines.append(json.dumps(line, ensure_ascii=False) + "\n")
    written = "".join(lines).encode()
    _write_whole(descriptor, written, size)
    return size + len(written), number, last


def _write_whole(descriptor: int, written: bytes, size: int) -> None:
    """All of it, onto the disk, or the file as it was: a disk that is nearly full takes a part."""
    left = memoryview(written)
    try:
        while left:
            left = left[os.write(descriptor, left) :]
        os.fdatasync(descriptor)
    except OSError:
        with suppress(OSError):
            os.ftruncate(descriptor, size)
        raise


def _end_of(descriptor: int, size: int) -> tuple[int, str]:
    tail = os.pread(descriptor, _TAIL_BYTES, max(0, size - _TAIL_BYTES)).decode(errors="replace")
    for line in reversed(tail.split("\n")):
        found = _entry(line) if line else None
        if found is not None:
            return found.number, found.hash
    return 0, START


def _lines(path: Path | None) -> Iterator[str]:
    if path is None or not path.exists():
        return
    try:
        with path.open(encoding="utf-8", errors="replace") as file:
            yield from (line.rstrip("\n") for line in file)
    except OSError as error:
        raise Unavailable(f"cannot read the audit log: {error.strerror}") from error


def _entry(line: str) -> AuditEntry | None:
    """The entry of a line; None for a line that was cut short."""
    try:
        held = json.loads(line)
        at = datetime.fromisoformat(held["at"])
        who, tenant, operation = held["principal"], held["tenant"], held["operation"]
        deed = Deed(at, who, tenant, operation, tuple(held["ids"]), held["outcome"])
        return AuditEntry(held["n"], deed, held["hash"])
    except (ValueError, KeyError, TypeError):
        return None


def _sealed(last: str, number: int, deed: Deed) -> str:
    body = json.dumps(_written(number, deed), sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(f"{last}\n{body}".encode()).hexdigest()


def _written(number: int, deed: Deed) -> dict[str, object]:
    return {
        "n": number,
        "at": deed.at.isoformat(timespec="microseconds"),
        "principal": deed.principal,
        "tenant": deed.tenant,
        "operation": deed.operation,
        "ids": list(deed.ids),
        "outcome": deed.outcome,
    }
