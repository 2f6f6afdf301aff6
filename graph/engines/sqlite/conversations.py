"""Which episode comes before and after another in the same conversation or document."""

from __future__ import annotations

import sqlite3
import threading
from bisect import bisect_left, insort
from collections.abc import Callable

from quipu.schema.identity import EpisodeId

_Key = tuple[int, int, int, str, int]  # occurred, created, ordinal, id, place


class Conversations:
    """The episodes of one scope by source, each in the order in which it happened."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._keys: dict[int, tuple[str, _Key]] = {}  # by place
        self._lines: dict[str, list[_Key]] = {}  # by source

    @property
    def is_empty(self) -> bool:
        """No episode has a source."""
        return not self._keys

    def add(self, place: int, row: sqlite3.Row) -> None:
        """Enter an episode; one without a source belongs to no conversation."""
        if row["source"] == "":
            return
        key = (row["occurred"], row["created"], row["ordinal"], row["id"], place)
        with self._lock:
            self._keys[place] = (row["source"], key)
            insort(self._lines.setdefault(row["source"], []), key)

    def beside(
        self, place: int, may_be: Callable[[int], bool]
    ) -> tuple[tuple[int, EpisodeId] | None, tuple[int, EpisodeId] | None]:
        """The nearest places before and after, of those that `may_be` seen, with their episodes."""
        with self._lock:
            if place not in self._keys:
                return None, None
            source, key = self._keys[place]
            line = self._lines[source]
            here = bisect_left(line, key)
            before = next((line[n] for n in range(here - 1, -1, -1) if may_be(line[n][4])), None)
            after = next((line[n] for n in range(here + 1, len(line)) if may_be(line[n][4])), None)
        return _episode(before), _episode(after)


def _episode(key: _Key | None) -> tuple[int, EpisodeId] | None:
    return None if key is None else (key[4], EpisodeId(key[3]))
