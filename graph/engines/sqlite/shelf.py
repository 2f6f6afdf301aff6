"""What is searched of one scope and one kind, as arrays in memory that catch up with the file.

A shelf only grows, and a row's place never changes. Threads that search hold a `Snapshot`; what
a later write adds lies behind its end, and the one column that changes in place, `expired`, is
copied before it changes. So no search sees half of a write, and none waits for another.
"""

from __future__ import annotations

import sqlite3
import threading
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from quipu.graph.engines.sqlite.codes import CodeColumns, Codes
from quipu.graph.engines.sqlite.columns import Column, Matrix
from quipu.graph.engines.sqlite.conversations import Conversations
from quipu.graph.engines.sqlite.kept_words import WORTH_KEEPING, Piece, kept_words, runs
from quipu.graph.engines.sqlite.sql import sql
from quipu.graph.engines.sqlite.words import Counted, Posting, counted, enter, enter_texts
from quipu.schema.intervals import DUSK, micros
from quipu.schema.recall import ItemKind

_STILL = micros(DUSK)
_QUERIES = {ItemKind.FACT: "fact_units", ItemKind.EPISODE: "episode_units"}
_ARRAYS = {ItemKind.FACT: "fact_arrays", ItemKind.EPISODE: "episode_arrays"}
_TEXTS = {ItemKind.FACT: "fact_texts", ItemKind.EPISODE: "episode_texts"}
_BATCH = 16_384
_TEXTS_AT_ONCE = 32_768


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A shelf as it stood at one revision; every array has `size` rows."""

    kind: ItemKind
    size: int
    revision: int
    items: NDArray[np.int64]  # numbers of fact or episode rows
    vectors: NDArray[np.float32]  # (size, dimensions); a row of zeros where there is none
    codes: Codes  # (words, size): their signs
    is_embedded: NDArray[np.bool_]
    created: NDArray[np.int64]
    expired: NDArray[np.int64]
    lengths: NDArray[np.float32]  # in terms
    terms: float  # all lengths together
    postings: dict[str, Posting]
    conversations: Conversations

    def posting(self, term: str) -> NDArray[np.int32] | None:
        """(2, n): places of a term and how often it stands there; None where it never does."""
        found = self.postings.get(term)
        return None if found is None else found.upto(self.size)


class Shelf:
    """The search arrays of one exact scope and one kind of item."""

    def __init__(
        self,
        number: int,
        kind: ItemKind,
        dimensions: int,
        purged: int = 0,
        unkept: deque[Piece] | None = None,
    ) -> None:
        """purged: how much had been erased in the scope by then. What is counted here and worth
        keeping in the file is put at the end of `unkept`."""
        self._number, self._kind, self._purged = number, kind, purged
        self._unkept = deque[Piece]() if unkept is None else unkept
        self._lock = threading.Lock()
        self._revision = 0
        self._places: dict[int, int] = {}  # by unit
        self._items = Column(np.int64)
        self._vectors = Matrix(dimensions)
        self._codes = CodeColumns(dimensions)
        self._is_embedded = Column(np.bool_)
        self._created = Column(np.int64)
        self._expired = Column(np.int64)
        self._lengths = Column(np.float32)
        self._terms = 0.0
        self._postings: dict[str, Posting] = {}
        self._conversations = Conversations()

    def snapshot(self, connection: sqlite3.Connection, revision: int) -> Snapshot:
        """The arrays at `revision`, or later where another thread has been faster."""
        with self._lock:
            if revision > self._revision:
                if self._places:
                    self._catch_up(connection)
                else:
                    self._load(connection)
                self._revision = revision
            return self._now()

    def _now(self) -> Snapshot:
        size = len(self._places)
        return Snapshot(
            kind=self._kind,
            size=size,
            revision=self._revision,
            items=self._items.first(size),
            vectors=self._vectors.first(size),
            codes=self._codes.first(size),
            is_embedded=self._is_embedded.first(size),
            created=self._created.first(size),
            expired=self._expired.first(size),
            lengths=self._lengths.first(size),
            terms=self._terms,
            postings=self._postings,
            conversations=self._conversations,
        )

    def _load(self, connection: sqlite3.Connection) -> None:
        """All there is, in the order of its units but read in any: sorting whole rows is slow."""
        bound = {"scope": self._number, "kind": self._kind.value}
        found = connection.execute(sql("unit_numbers"), bound).fetchall()
        units = np.sort(np.array([row["number"] for row in found], dtype=np.int64))
        places = {unit: place for place, unit in enumerate(units.tolist())}
        for column in self._columns():
            column.reserve(len(units))
        cursor = connection.execute(sql(_ARRAYS[self._kind]), bound)
        while rows := cursor.fetchmany(_BATCH):
            self._put([places[row["unit"]] for row in rows], rows)
        for run in runs(len(units), _BATCH):
            self._codes.append(run.start, self._vectors.values[run])
        self._enter(connection, units)
        self._places = places

    def _columns(self) -> tuple[Column[Any], ...]:
        numbers = (self._items, self._created, self._expired, self._is_embedded, self._lengths)
        return (*numbers, self._vectors)

    def _put(self, places: Sequence[int], rows: Sequence[sqlite3.Row]) -> None:
        self._items.put(places, [row["item"] for row in rows])
        self._vectors.put(places, [row["vector"] for row in rows])
        self._is_embedded.put(places, [row["vector"] is not None for row in rows])
        self._created.put(places, [row["created"] for row in rows])
        self._expired.put(places, [self._end_of(row) for row in rows])
        if self._kind is ItemKind.EPISODE:
            for place, row in sorted(zip(places, rows, strict=True), key=lambda pair: pair[0]):
                self._conversations.add(place, row)

    def _enter(self, connection: sqlite3.Connection, units: NDArray[np.int64]) -> None:
        """The words of all units: those kept in the file, and the others counted."""
        start = 0
        for words in kept_words(connection, self._number, self._kind, units):
            start = self._enter_words(start, words)
        after = int(units[start - 1]) if start else 0
        bound = {"scope": self._number, "after": after}
        cursor = connection.execute(sql(_TEXTS[self._kind]), bound)
        while rows := cursor.fetchmany(_TEXTS_AT_ONCE):
            words = counted([row["text"] for row in rows])
            if len(rows) >= WORTH_KEEPING:
                first, last = int(units[start]), int(units[start + len(rows) - 1])
                piece = Piece(self._number, self._kind, self._purged, first, last, words)
                self._unkept.append(piece)
            start = self._enter_words(start, words)

    def _enter_words(self, start: int, words: Counted) -> int:
        enter(self._postings, start, words)
        end = start + len(words.lengths)
        self._lengths.values[start:end] = words.lengths
        self._terms += float(words.lengths.sum())
        return end

    def _catch_up(self, connection: sqlite3.Connection) -> None:
        bound = {"scope": self._number, "revision": self._revision}
        cursor = connection.execute(sql(_QUERIES[self._kind]), bound)
        changed: list[sqlite3.Row] = []
        while rows := cursor.fetchmany(_BATCH):
            changed += [row for row in rows if row["unit"] in self._places]
            self._append([row for row in rows if row["unit"] not in self._places])
        if changed:
            self._replace(changed)

    def _append(self, rows: Sequence[sqlite3.Row]) -> None:
        if not rows:
            return
        start = len(self._places)
        lengths = enter_texts(self._postings, start, [row["text"] for row in rows])
        self._items.append(start, [row["item"] for row in rows])
        self._vectors.append(start, [row["vector"] for row in rows])
        self._codes.append(start, self._vectors.values[start : start + len(rows)])
        self._is_embedded.append(start, [row["vector"] is not None for row in rows])
        self._created.append(start, [row["created"] for row in rows])
        self._expired.append(start, [self._end_of(row) for row in rows])
        self._lengths.append(start, lengths.tolist())
        self._terms += float(lengths.sum())
        if self._kind is ItemKind.EPISODE:
            for n, row in enumerate(rows):
                self._conversations.add(start + n, row)
        self._places |= {row["unit"]: start + n for n, row in enumerate(rows)}

    def _replace(self, rows: Sequence[sqlite3.Row]) -> None:
        """Ends of belief, and vectors that came late. What snapshots hold stays as it is."""
        for column in (self._expired, self._is_embedded):
            column.part()
        if any(row["vector"] is not None and not self._has_vector(row) for row in rows):
            self._vectors.part()
            self._codes.part()
        for row in rows:
            place = self._places[row["unit"]]
            self._expired.values[place] = self._end_of(row)
            if row["vector"] is not None and not self._has_vector(row):
                self._vectors.append(place, [row["vector"]])
                self._codes.append(place, self._vectors.values[place : place + 1])
                self._is_embedded.values[place] = True

    def _has_vector(self, row: sqlite3.Row) -> bool:
        return bool(self._is_embedded.values[self._places[row["unit"]]])

    def _end_of(self, row: sqlite3.Row) -> int:
        """When belief in a row ended; an episode is never disbelieved."""
        if self._kind is ItemKind.EPISODE:
            return _STILL
        ended: int = row["expired"]
        return ended
