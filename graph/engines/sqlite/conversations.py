"""Which episode comes before and after another in the same conversation or document."""

from __future__ import annotations

import sqlite3
import threading
from array import array
from bisect import bisect
from collections.abc import Callable, Iterable, Sequence

import numpy as np

from quipu.graph.engines.sqlite.columns import Column
from quipu.schema.identity import EpisodeId

_MANY = 1_024  # episodes that are put in order together, not one by one

_Key = tuple[int, int, int, bytes]  # occurred, created, ordinal, id


class Conversations:
    """The episodes of one scope by source, each in the order in which it happened.

    Arrays, for a million facts come of hundreds of thousands of episodes: some 60 bytes for each.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._numbers: dict[str, int] = {}  # of sources
        self._lines: list[array[int]] = []  # the places of each source, in order
        self._sources = Column(np.int32)  # 1 more than its number; 0 for none
        self._orders = Column(np.int32)  # where in its line a place stands
        self._occurred, self._created = Column(np.int64), Column(np.int64)
        self._ordinals = Column(np.int64)
        self._ids = np.zeros(0, dtype="S1")

    @property
    def is_empty(self) -> bool:
        """No episode has a source."""
        return not self._lines

    def add(self, places: Sequence[int], rows: Sequence[sqlite3.Row]) -> None:
        """Enter episodes at places; one without a source belongs to no conversation."""
        with self._lock:
            told = self._hold_all(places, rows)
            if len(told) < _MANY:
                for place in told:
                    self._insert(place)
            else:
                self._sort()

    def add_many(self, parts: Iterable[tuple[Sequence[int], Sequence[sqlite3.Row]]]) -> None:
        """The same, part after part, so that few rows are in memory at once."""
        with self._lock:
            for places, rows in parts:
                self._hold_all(places, rows)
            if self._lines:
                self._sort()

    def beside(
        self, place: int, may_be: Callable[[int], bool]
    ) -> tuple[tuple[int, EpisodeId] | None, tuple[int, EpisodeId] | None]:
        """The nearest places before and after, of those that `may_be` seen, with their episodes."""
        with self._lock:
            if place >= len(self._ids) or not self._sources.values[place]:
                return None, None
            line = self._lines[int(self._sources.values[place]) - 1]
            here = int(self._orders.values[place])
            before = next((line[n] for n in range(here - 1, -1, -1) if may_be(line[n])), None)
            after = next((line[n] for n in range(here + 1, len(line)) if may_be(line[n])), None)
            return self._episode(before), self._episode(after)

    def _episode(self, place: int | None) -> tuple[int, EpisodeId] | None:
        return None if place is None else (place, EpisodeId(self._ids[place].decode()))

    def _reserve(self, count: int, letters: int) -> None:
        for column in (self._sources, self._orders, self._ordinals, self._occurred, self._created):
            column.reserve(count)
        letters = max(letters, self._ids.dtype.itemsize)
        room = len(self._sources.values)
        if letters > self._ids.dtype.itemsize or room > len(self._ids):
            larger = np.zeros(room, dtype=f"S{letters}")
            larger[: len(self._ids)] = self._ids
            self._ids = larger

    def _hold_all(self, places: Sequence[int], rows: Sequence[sqlite3.Row]) -> list[int]:
        """Hold those of some episodes that have a source; returns their places."""
        told = [
            (place, row) for place, row in zip(places, rows, strict=True) if row["source"] != ""
        ]
        if told:
            room = max(place for place, _ in told) + 1
            self._reserve(room, max(len(row["id"].encode()) for _, row in told))
        for place, row in told:
            self._hold(place, row)
        return [place for place, _ in told]

    def _hold(self, place: int, row: sqlite3.Row) -> None:
        number = self._numbers.setdefault(row["source"], len(self._numbers))
        if number == len(self._lines):
            self._lines.append(array("i"))
        self._sources.values[place] = number + 1
        self._occurred.values[place] = row["occurred"]
        self._created.values[place] = row["created"]
        self._ordinals.values[place] = row["ordinal"]
        self._ids[place] = row["id"].encode()

    def _key(self, place: int) -> _Key:
        return (
            int(self._occurred.values[place]),
            int(self._created.values[place]),
            int(self._ordinals.values[place]),
            self._ids[place],
        )

    def _insert(self, place: int) -> None:
        """Put a place into its line: mostly at the end, for what is told last happened last."""
        line, key = self._lines[int(self._sources.values[place]) - 1], self._key(place)
        is_last = not line or self._key(line[-1]) < key
        here = len(line) if is_last else bisect(line, key, key=self._key)
        line.insert(here, place)
        self._orders.values[np.array(line[here:])] = np.arange(here, len(line))

    def _sort(self) -> None:
        """Put all lines in order at once."""
        places = np.flatnonzero(self._sources.values)
        columns = (self._ordinals, self._created, self._occurred, self._sources)
        keys = [self._ids[places], *(column.values[places] for column in columns)]
        places = places[np.lexsort(keys)]
        sources = self._sources.values[places]
        starts = np.flatnonzero(np.diff(sources, prepend=0))
        for line in np.split(places.astype(np.int32), starts[1:]):
            self._lines[int(self._sources.values[line[0]]) - 1] = array("i", line.tobytes())
            self._orders.values[line] = np.arange(len(line))
