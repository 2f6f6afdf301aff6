"""What is searched of one scope and one kind, as arrays in memory that catch up with the file.

A shelf only grows, and a row keeps its place: rows stand in the order of their units. Threads
that search hold a `Snapshot`; what a later write adds lies behind its end, and what changes in it
is copied before it changes. So no search sees half of a write, and none waits for another.
"""

from __future__ import annotations

import sqlite3
import threading
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from quipu.graph.engines.sqlite.codes import CodeColumns, Codes
from quipu.graph.engines.sqlite.columns import Column, vectors_of
from quipu.graph.engines.sqlite.conversations import Conversations
from quipu.graph.engines.sqlite.fact_columns import FactColumns, FactTable, table_of
from quipu.graph.engines.sqlite.kept import (
    WORTH_KEEPING,
    Columns,
    Run,
    form_of,
    kept_runs,
    runs_of,
)
from quipu.graph.engines.sqlite.levels import Levels
from quipu.graph.engines.sqlite.rows import json_list
from quipu.graph.engines.sqlite.scopes import chain_of
from quipu.graph.engines.sqlite.sql import sql
from quipu.graph.engines.sqlite.words import Counted, Places, Words, counted
from quipu.schema.identity import Scope
from quipu.schema.intervals import DUSK, micros
from quipu.schema.recall import ItemKind

_STILL = micros(DUSK)
_QUERIES = {ItemKind.FACT: "fact_units", ItemKind.EPISODE: "episode_units"}
_BATCH = 8_192  # rows whose vectors are in memory at once
_RUN = 65_536  # units whose words are counted, and kept, together


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A shelf as it stood at one revision; every array has `size` rows."""

    kind: ItemKind
    size: int
    revision: int
    units: NDArray[np.int64]  # numbers of units, rising
    items: NDArray[np.int64]  # numbers of fact or episode rows
    codes: Codes  # of their vectors; of zeros where there is none
    is_embedded: NDArray[np.bool_]
    created: NDArray[np.int64]
    expired: NDArray[np.int64]
    is_believed: NDArray[np.bool_]  # once all that is known here has happened
    latest: int  # the moment from which on that is so
    lengths: NDArray[np.float32]  # in terms
    terms: float  # all lengths together
    shortest: float  # of all lengths above zero
    words: Words
    conversations: Conversations
    facts: FactTable  # of a shelf of facts; of no length otherwise
    levels: Levels

    def believed(self, known: int) -> NDArray[np.bool_]:
        """Which rows were believed at a moment; most ask of now."""
        if known >= self.latest:
            return self.is_believed
        return (self.created <= known) & (self.expired > known)

    def places_of(self, terms: Sequence[str]) -> dict[str, Places]:
        """Where each term stands and how often; one that never does is left out."""
        return self.words.places_of(terms, self.size)


class Shelf:
    """The search arrays of one exact scope and one kind of item."""

    def __init__(
        self,
        number: int,
        scope: Scope,
        kind: ItemKind,
        dimensions: int,
        purged: int,
        unkept: deque[Run],
    ) -> None:
        """purged: how much had been erased in the scope by then. What is read here and worth
        keeping in the file is put at the end of `unkept`."""
        self._number, self._scope, self._kind, self._purged = number, scope, kind, purged
        self._dimensions = dimensions
        self._unkept = unkept
        self._lock = threading.Lock()
        self._revision, self._size = 0, 0
        self._units = Column(np.int64)
        self._items = Column(np.int64)
        self._codes = CodeColumns(dimensions)
        self._is_embedded = Column(np.bool_)
        self._created = Column(np.int64)
        self._expired = Column(np.int64)
        self._lengths = Column(np.float32)
        self._is_believed, self._latest = np.zeros(0, np.bool_), 0
        self._terms, self._shortest = 0.0, np.inf
        self._words = Words()
        self._conversations = Conversations()
        self._facts = FactColumns()
        self._levels = Levels()
        self._snapshot = self._now()

    def snapshot(self, connection: sqlite3.Connection, revision: int) -> Snapshot:
        """The arrays at `revision`, or later where another thread has been faster."""
        with self._lock:
            if revision > self._revision:
                if not self._size:
                    self._take_kept(connection)
                self._catch_up(connection, revision)
                facts = self._table()
                self._levels = self._levels.grown(facts.subjects, facts.objects, facts.starts)
                self._take_stock()
                self._revision = revision
                self._snapshot = self._now()
            return self._snapshot

    def _now(self) -> Snapshot:
        size = self._size
        return Snapshot(
            kind=self._kind,
            size=size,
            revision=self._revision,
            units=self._units.first(size),
            items=self._items.first(size),
            codes=self._codes.first(size),
            is_embedded=self._is_embedded.first(size),
            created=self._created.first(size),
            expired=self._expired.first(size),
            is_believed=self._is_believed,
            latest=self._latest,
            lengths=self._lengths.first(size),
            terms=self._terms,
            shortest=self._shortest,
            words=self._words,
            conversations=self._conversations,
            facts=self._table(),
            levels=self._levels,
        )

    def _table(self) -> FactTable:
        return self._facts.first(self._size if self._kind is ItemKind.FACT else 0)

    def _take_kept(self, connection: sqlite3.Connection) -> None:
        """Take over the runs that are in the file; what changed after the oldest is read again."""
        bound = {"scope": self._number, "kind": self._kind.value, "form": form_of(self._dimensions)}
        self._reserve(connection.execute(sql("count_kept"), bound).fetchone()[0])
        revisions = []
        for revision, parts, words in kept_runs(
            connection, self._number, self._kind, self._dimensions
        ):
            start = self._size
            for columns in parts:
                self._put(start, columns)
                start += len(columns.units)
            self._enter(self._size, words)
            revisions.append(revision)
        self._revision = min(revisions, default=0)
        if self._size and self._kind is ItemKind.EPISODE:
            units = self._units.first(self._size)
            lines = connection.execute(sql("episode_lines"), bound | {"last": int(units[-1])})
            self._conversations.add_many(
                (np.searchsorted(units, [row["unit"] for row in rows]).tolist(), rows)
                for rows in iter(lambda: lines.fetchmany(_BATCH), [])
            )

    def _take_stock(self) -> None:
        """What is believed as things stand, and since when."""
        created, expired = self._created.first(self._size), self._expired.first(self._size)
        self._is_believed = expired == _STILL
        changes = (created, expired[~self._is_believed])
        self._latest = max(int(one.max(initial=0)) for one in changes)

    def _reserve(self, more: int) -> None:
        count = self._size + more
        for column in (self._units, self._items, self._created, self._expired):
            column.reserve(count)
        self._is_embedded.reserve(count)
        self._lengths.reserve(count)
        self._codes.reserve(count)
        if self._kind is ItemKind.FACT:
            self._facts.reserve(count)

    def _catch_up(self, connection: sqlite3.Connection, revision: int) -> None:
        bound = {"scope": self._number, "kind": self._kind.value, "revision": self._revision}
        numbers = connection.execute(sql("changed_units"), bound).fetchall()
        changed = np.sort(np.array([row[0] for row in numbers], dtype=np.int64))
        known = np.isin(changed, self._units.first(self._size))
        for rows in self._read(connection, changed[known], _BATCH):
            self._replace(rows)
        fresh = changed[~known]
        if len(fresh) >= WORTH_KEEPING:
            self._reserve(len(fresh))
        for some in runs_of(len(fresh), _RUN):
            start = self._size
            self._append(connection, fresh[some])
            if self._size - start >= WORTH_KEEPING:
                self._unkept.append(self._run_from(start, revision))

    def _read(
        self, connection: sqlite3.Connection, units: NDArray[np.int64], most: int
    ) -> Iterator[list[sqlite3.Row]]:
        chain = chain_of(connection, self._scope).numbers
        for some in runs_of(len(units), most):
            bound = {"units": json_list(units[some].tolist()), "chain": chain}
            yield connection.execute(sql(_QUERIES[self._kind]), bound).fetchall()

    def _append(self, connection: sqlite3.Connection, units: NDArray[np.int64]) -> None:
        """Rows that come behind all there are, at most a run of them."""
        texts: list[str] = []
        start = place = self._size
        for rows in self._read(connection, units, _BATCH):
            vectors = vectors_of([row["vector"] for row in rows], self._dimensions)
            self._units.append(place, [row["unit"] for row in rows])
            self._items.append(place, [row["item"] for row in rows])
            self._created.append(place, [row["created"] for row in rows])
            self._expired.append(place, [self._end_of(row) for row in rows])
            self._is_embedded.append(place, [row["vector"] is not None for row in rows])
            self._codes.append(place, vectors)
            texts += [row["text"] for row in rows]
            if self._kind is ItemKind.EPISODE:
                self._conversations.add(range(place, place + len(rows)), rows)
            else:
                self._facts.put(place, table_of(rows))
            place += len(rows)
        self._enter(start, counted(texts))

    def _put(self, start: int, columns: Columns) -> None:
        """Rows as they were kept."""
        self._units.append(start, columns.units)
        self._items.append(start, columns.items)
        self._created.append(start, columns.created)
        self._expired.append(start, columns.expired)
        self._is_embedded.append(start, columns.is_embedded)
        self._codes.put(start, columns.codes)
        if columns.facts is not None:
            self._facts.put(start, columns.facts)

    def _enter(self, start: int, words: Counted) -> None:
        """The words of rows that are there, which makes them so many more."""
        self._lengths.append(start, words.lengths)
        self._terms += float(words.lengths.sum())
        said = words.lengths[words.lengths > 0]
        self._shortest = min(self._shortest, float(said.min(initial=np.inf)))
        is_many = len(words.lengths) >= WORTH_KEEPING
        self._words = (self._words.with_run if is_many else self._words.entered)(start, words)
        self._size = start + len(words.lengths)

    def _run_from(self, start: int, revision: int) -> Run:
        size = self._size
        codes = self._codes.first(size)
        columns = Columns(
            self._units.first(size)[start:],
            self._items.first(size)[start:],
            self._created.first(size)[start:],
            self._expired.first(size)[start:],
            self._is_embedded.first(size)[start:],
            Codes(codes.signs[:, start:], codes.cells[start:], codes.steps[start:]),
            self._table().at(slice(start, None)) if self._kind is ItemKind.FACT else None,
        )
        words = self._words.runs[-1][1]
        return Run(self._number, self._kind, self._purged, revision, columns, words)

    def _replace(self, rows: Sequence[sqlite3.Row]) -> None:
        """Ends of belief, and vectors that came late. What snapshots hold stays as it is."""
        places = np.searchsorted(self._units.first(self._size), [row["unit"] for row in rows])
        self._expired.part()
        self._expired.values[places] = [self._end_of(row) for row in rows]
        late = [
            (place, row["vector"])
            for place, row in zip(places.tolist(), rows, strict=True)
            if row["vector"] is not None and not self._is_embedded.values[place]
        ]
        if late:
            self._is_embedded.part()
            self._codes.part()
        for place, vector in late:
            self._codes.append(place, vectors_of([vector], self._dimensions))
            self._is_embedded.values[place] = True

    def _end_of(self, row: sqlite3.Row) -> int:
        """When belief in a row ended; an episode is never disbelieved."""
        if self._kind is ItemKind.EPISODE:
            return _STILL
        ended: int = row["expired"]
        return ended
