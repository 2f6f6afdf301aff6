"""Arrays kept in the file, so that a large memory opens without reading all its rows again.

A run holds the codes, columns and words of some search units of one scope and kind, in the order of
their numbers. Nothing in it is needed: it is left aside where it is of another form, made anew, and
goes with every erasure.
"""

from __future__ import annotations

import sqlite3
import struct
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from quipu.graph.engines.sqlite.codes import Codes
from quipu.graph.engines.sqlite.fact_columns import DTYPES, FactTable
from quipu.graph.engines.sqlite.sql import sql
from quipu.graph.engines.sqlite.words import Counted
from quipu.graph.texts.terms import RECIPE
from quipu.schema.identity import content_hash
from quipu.schema.recall import ItemKind

WORTH_KEEPING = 4_096  # units; reading fewer takes a tenth of a second
_PART = 16_384  # rows of a run that are read together
_HEAD = struct.Struct("<II")


@dataclass(frozen=True, slots=True)
class Columns:
    """What is held of some units besides their words, place by place."""

    units: NDArray[np.int64]  # their numbers, rising
    items: NDArray[np.int64]  # numbers of fact or episode rows
    created: NDArray[np.int64]
    expired: NDArray[np.int64]
    is_embedded: NDArray[np.bool_]
    codes: Codes
    facts: FactTable | None = None  # of facts


@dataclass(frozen=True, slots=True)
class Run:
    """Some units of one scope as they were at a revision, after so many erasures."""

    scope: int
    kind: ItemKind
    purged: int
    revision: int
    columns: Columns
    words: Counted


def form_of(dimensions: int) -> str:
    """What makes a run; one of another form is made anew."""
    return content_hash(f"3 {dimensions} {RECIPE}")[:16]


def kept_runs(
    connection: sqlite3.Connection, scope: int, kind: ItemKind, dimensions: int
) -> Iterator[tuple[int, Iterator[Columns], Counted]]:
    """Each run's revision, columns and words, in the order of their units.

    Columns come in parts: whole, they would be in memory three times while they are read.
    """
    bound = {"scope": scope, "kind": kind.value, "form": form_of(dimensions)}
    for number, size, revision in connection.execute(sql("kept_runs"), bound).fetchall():
        with (
            connection.blobopen("kept_run", "arrays", number, readonly=True) as arrays,
            connection.blobopen("kept_run", "words", number, readonly=True) as words,
        ):
            parts = (
                unpacked_columns(arrays, size, dimensions, kind, some)
                for some in runs_of(size, _PART)
            )
            yield revision, parts, unpacked_words(words.read())


def keep(connection: sqlite3.Connection, run: Run) -> None:
    """Keep a run, unless something was erased in its scope since it was read."""
    units = run.columns.units
    row = {
        "scope": run.scope,
        "kind": run.kind.value,
        "purged": run.purged,
        "first": int(units[0]),
        "last": int(units[-1]),
        "size": len(units),
        "revision": run.revision,
        "form": form_of(run.columns.codes.cells.shape[1]),
        "arrays": packed_columns(run.columns),
        "words": packed_words(run.words),
    }
    connection.execute(sql("keep_run"), row)


def packed_columns(columns: Columns) -> bytes:
    """Columns as bytes, one after another."""
    codes = columns.codes
    numbers = (columns.units, columns.items, columns.created, columns.expired)
    parts: list[NDArray[Any]] = [
        *(one.astype("<i8") for one in numbers),
        codes.signs.astype("<u8"),
        codes.steps.astype("<f4"),
        codes.cells,
    ]
    if columns.facts is not None:
        facts = columns.facts
        parts += [getattr(facts, name).astype(_little(one)) for name, one in DTYPES.items()]
    parts.append(columns.is_embedded)
    return b"".join(part.tobytes() for part in parts)


def unpacked_columns(
    packed: bytes | sqlite3.Blob, size: int, dimensions: int, kind: ItemKind, some: slice
) -> Columns:
    """The columns of some rows of such bytes, which hold so many rows."""
    read = _Rows(packed, size, some)
    units, items, created, expired = (read("<i8") for _ in range(4))
    signs = np.stack([read("<u8") for _ in range(-(-dimensions // 64))])
    steps = read("<f4")
    codes = Codes(signs, read("i1", dimensions).reshape(-1, dimensions), steps)
    facts = None
    if kind is ItemKind.FACT:
        facts = FactTable(*(read(_little(one)) for one in DTYPES.values()))
    return Columns(units, items, created, expired, read("?"), codes, facts)


def _little(dtype: type[np.generic]) -> np.dtype[Any]:
    return np.dtype(dtype).newbyteorder("<")


def packed_words(words: Counted) -> bytes:
    """Counted words as bytes."""
    parts: list[NDArray[Any]] = [
        words.keys.astype("<u8"),
        words.begins.astype("<i4"),
        words.places.astype("<i4"),
        words.lengths.astype("<f4"),
        words.counts,
    ]
    head = _HEAD.pack(len(words.keys), len(words.lengths))
    return b"".join((head, *(part.tobytes() for part in parts)))


def unpacked_words(packed: bytes) -> Counted:
    """The words of such bytes."""
    terms, texts = _HEAD.unpack_from(packed)
    read = _Reader(packed, _HEAD.size)
    keys, begins = read("<u8", terms), read("<i4", terms + 1)
    places, lengths = read("<i4", int(begins[-1])), read("<f4", texts)
    return Counted(keys, begins, places, read("u1", len(places)), lengths)


class _Rows:
    """Reads the same rows out of one array after another."""

    def __init__(self, packed: bytes | sqlite3.Blob, size: int, some: slice) -> None:
        self._packed, self._size, self._some, self._at = packed, size, some, 0

    def __call__(self, dtype: str | np.dtype[Any], width: int = 1) -> NDArray[Any]:
        cell = np.dtype(dtype)
        row = width * cell.itemsize
        start, end = self._at + row * self._some.start, self._at + row * self._some.stop
        self._at += row * self._size
        return np.frombuffer(bytes(self._packed[start:end]), cell)


class _Reader:
    """Reads arrays out of bytes, one after another."""

    def __init__(self, packed: bytes, at: int = 0) -> None:
        self._packed, self._at = packed, at

    def __call__(self, dtype: str | np.dtype[Any], count: int) -> NDArray[Any]:
        found = np.frombuffer(self._packed, dtype, count, self._at)
        self._at += found.nbytes
        return found


def runs_of(count: int, most: int) -> Sequence[slice]:
    """Slices of at most so many, one after another, that cover a count."""
    return [slice(start, min(start + most, count)) for start in range(0, count, most)]
