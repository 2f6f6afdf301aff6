"""Cursors: where a list was left, sealed so that only this service can have written them.

A cursor names the last item seen, so a page stays right while others write; and the viewpoint
of the first page, so that all pages of one reading see the same memory.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import json
import os
import secrets
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from quipu.schema.errors import Invalid, Unavailable
from quipu.schema.intervals import AsOf, Interval, micros, moment_of

_SEAL_BYTES = 16
_SECRET_BYTES = 32
_LONGEST = 2_000
# json.dumps makes an encoder anew for each call with separators: one a hit, with every search.
_JSON = json.JSONEncoder(separators=(",", ":"))


@dataclass(frozen=True, slots=True)
class Position:
    """The last item of a page, its place counted from 1, from where the list was seen, and of a
    search how many its first page had."""

    item: str
    place: int = 0
    view: AsOf | None = None
    head: int = 0


@dataclass(frozen=True, slots=True)
class CursorSeal:
    """Writes and reads cursors of one service."""

    secret: bytes

    def sealed(self, position: Position, question: str) -> str:
        """A cursor for a position in the list that `question` describes."""
        body = _JSON.encode(_written(position)).encode()
        return base64.urlsafe_b64encode(self._seal(body, question) + body).decode().rstrip("=")

    def opened(self, cursor: str, question: str) -> Position:
        """The position in a cursor. Raises Invalid for one that is not ours or of another list."""
        raw = _bytes(cursor)
        seal, body = raw[:_SEAL_BYTES], raw[_SEAL_BYTES:]
        if not hmac.compare_digest(seal, self._seal(body, question)):
            raise Invalid(
                f"cursor {cursor[:20]!r} does not belong to this list",
                hint="use endCursor of the page before, with the same arguments",
            )
        return _read(body)

    def _seal(self, body: bytes, question: str) -> bytes:
        signed = question.encode() + b"\0" + body
        return hashlib.blake2b(signed, key=self.secret, digest_size=_SEAL_BYTES).digest()


def question_of(*parts: object) -> str:
    """What a list was asked with, as text: the same arguments give the same text."""
    return hashlib.sha256(repr(parts).encode()).hexdigest()


def secret_beside(database: Path) -> bytes:
    """The secret of a database, made when first needed, readable by its owner only."""
    if str(database) == ":memory:":
        return secrets.token_bytes(_SECRET_BYTES)
    path = database.with_name(f"{database.name}.cursor-key")
    try:
        _create(path)
        return path.read_bytes()
    except OSError as error:
        raise Unavailable(f"cannot keep the cursor key {path}: {error.strerror}") from error


def _create(path: Path) -> None:
    """Whole or not at all: a second process must never read half a key."""
    if path.exists():
        return
    fresh = path.with_name(f"{path.name}.{os.getpid()}")
    descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(secrets.token_bytes(_SECRET_BYTES))
    try:
        os.link(fresh, path)
    except FileExistsError:
        pass
    finally:
        fresh.unlink()


def _written(position: Position) -> list[object]:
    times = () if position.view is None else _times(position.view)
    head = (position.head,) if position.head else ()
    return [position.item, position.place, *times, *head]


@lru_cache(maxsize=64)
def _times(view: AsOf) -> tuple[int, ...]:
    """All cursors of a page see the memory from the same place."""
    return tuple(micros(moment) for moment in (view.valid.start, view.valid.end, view.known))


def _read(body: bytes) -> Position:
    item, place, *rest = json.loads(body)
    head = rest.pop() if len(rest) in (1, 4) else 0
    if not rest:
        return Position(item, place, head=head)
    start, end, known = (moment_of(micro) for micro in rest)
    return Position(item, place, AsOf(Interval(start, end), known), head)


def _bytes(cursor: str) -> bytes:
    try:
        if len(cursor) > _LONGEST:
            raise ValueError("too long")
        return base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4))
    except (ValueError, binascii.Error) as error:
        raise Invalid(f"{cursor[:20]!r} is not a cursor", hint="use endCursor of a page") from error
