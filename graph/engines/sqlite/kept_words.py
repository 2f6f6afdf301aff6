"""Counted words kept in the file, so that a large memory opens without counting them again.

A piece holds the words of a run of search units of one scope and kind. Nothing in it is needed: it
is left aside where it does not fit what is there, made anew, and goes with every erasure.
"""

from __future__ import annotations

import sqlite3
import struct
from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from quipu.graph.engines.sqlite.sql import sql
from quipu.graph.engines.sqlite.words import Counted
from quipu.graph.engines.terms import RECIPE
from quipu.schema.identity import content_hash
from quipu.schema.recall import ItemKind

WORTH_KEEPING = 4_096  # texts; counting fewer takes a tenth of a second
_HEAD = struct.Struct("<IIII")

FORM = content_hash(f"1 {RECIPE}")[:16]
"""What words are and how they are written down; a piece of another form is counted anew."""


@dataclass(frozen=True, slots=True)
class Piece:
    """The words of the units from `first` to `last`, of one scope as it was after an erasure."""

    scope: int
    kind: ItemKind
    purged: int
    first: int
    last: int
    words: Counted


def kept_words(
    connection: sqlite3.Connection, scope: int, kind: ItemKind, units: NDArray[np.int64]
) -> list[Counted]:
    """The kept words of the first units, run after run, as far as they fit; units rise."""
    found, start = list[Counted](), 0
    bound = {"scope": scope, "kind": kind.value, "form": FORM}
    for row in connection.execute(sql("kept_words"), bound):
        end = start + row["size"]
        fits = end <= len(units) and (units[start], units[end - 1]) == (row["first"], row["last"])
        if not fits:
            break
        found.append(unpacked(row["words"]))
        start = end
    return found


def keep_words(connection: sqlite3.Connection, pieces: Collection[Piece]) -> None:
    """Keep pieces, but none of a scope where something was erased since they were read."""
    for piece in pieces:
        row = {
            "scope": piece.scope,
            "kind": piece.kind.value,
            "purged": piece.purged,
            "first": piece.first,
            "last": piece.last,
            "size": len(piece.words.lengths),
            "form": FORM,
            "words": packed(piece.words),
        }
        connection.execute(sql("keep_words"), row)


def packed(words: Counted) -> bytes:
    """Counted words as bytes."""
    terms = "\n".join(words.terms).encode(errors="surrogatepass")
    head = _HEAD.pack(len(terms), len(words.terms), words.cells.shape[1], len(words.lengths))
    numbers = (part.astype("<i4").tobytes() for part in (words.begins, words.cells))
    return b"".join((head, terms, *numbers, words.lengths.astype("<f4").tobytes()))


def unpacked(packed: bytes) -> Counted:
    """The words of such bytes."""
    size, terms, cells, texts = _HEAD.unpack_from(packed)
    joined = packed[_HEAD.size : _HEAD.size + size]
    numbers = np.frombuffer(packed, "<i4", terms + 2 * cells, _HEAD.size + size)
    return Counted(
        terms=joined.decode(errors="surrogatepass").split("\n") if terms else [],
        begins=numbers[:terms],
        cells=numbers[terms:].reshape(2, cells),
        lengths=np.frombuffer(packed, "<f4", texts, len(packed) - 4 * texts),
    )


def runs(count: int, most: int) -> Sequence[slice]:
    """Slices of at most so many, one after another, that cover a count."""
    return [slice(start, min(start + most, count)) for start in range(0, count, most)]
