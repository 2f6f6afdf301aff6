"""What is held of facts besides words and vectors: all that a walk, a sieve and a ranking ask.

Ids, predicates and kinds go by keys of 64 bits, or 32, so that comparing them needs no letters.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any

import numpy as np
from numpy.typing import NDArray

from quipu.graph.engines.sqlite.columns import Column
from quipu.graph.engines.sqlite.words import keys_of
from quipu.schema.intervals import AsOf, micros
from quipu.schema.knowledge import STALE, Ending, FactStatus, Nature

_NATURES = {one.value: n for n, one in enumerate(Nature)}
_ENDINGS = {one.value: n for n, one in enumerate(Ending)}
_EVENT, _PAST_STATE = list(Nature).index(Nature.EVENT), list(Nature).index(Nature.PAST_STATE)
_STATED, _SUPERSEDED = list(Ending).index(Ending.STATED), list(Ending).index(Ending.SUPERSEDED)
_PREFIX, _TOLD_APART = 3, 8  # of an id: "fa_", and letters enough to put two in order

STATUSES = tuple(FactStatus)
_CODES = {one: n for n, one in enumerate(STATUSES)}
_IS_STALE = np.array([one in STALE for one in STATUSES])

Mask = NDArray[np.bool_]
Keys = NDArray[np.uint64]
Places = NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class FactTable:
    """Some facts, place by place."""

    starts: NDArray[np.int64]  # of valid time
    ends: NDArray[np.int64]
    flags: NDArray[np.uint8]  # trust, nature, ending, whether it is negated, whether mutual
    confidences: NDArray[np.float64]
    predicates: Keys
    subjects: Keys
    objects: Keys
    subject_kinds: NDArray[np.uint32]  # 0 for a value
    object_kinds: NDArray[np.uint32]
    letters: Keys  # of ids, in their order

    def at(self, places: Places | slice) -> FactTable:
        """The facts at some places."""
        return FactTable(*(getattr(self, one.name)[places] for one in fields(self)))

    def is_held(self, at: int) -> Mask:
        """Whether a moment lies in the valid time."""
        return (self.starts <= at) & (self.ends > at)

    def are_later(self, view: AsOf) -> Mask:
        """Whether they began after the asked time and are no plans any more; see `is_later`."""
        return (self.starts >= micros(view.valid.end)) & (self.starts <= micros(view.known))

    def statuses(self, at: int) -> NDArray[np.uint8]:
        """What each believed fact is at a moment, by places in `STATUSES`; see `status_of`."""
        found = np.full(len(self.flags), _CODES[FactStatus.INVALIDATED], dtype=np.uint8)
        found[(self.flags >> 4 & 3) == _SUPERSEDED] = _CODES[FactStatus.SUPERSEDED]
        found[are_told_as_over(self.flags)] = _CODES[FactStatus.HISTORICAL]
        found[self.is_held(at)] = _CODES[FactStatus.CURRENT]
        found[are_events(self.flags)] = _CODES[FactStatus.HISTORICAL]
        found[self.starts > at] = _CODES[FactStatus.PLANNED]
        found[trusts(self.flags) == 0] = _CODES[FactStatus.QUARANTINED]
        return found


Flags = NDArray[np.uint8]


def trusts(flags: Flags) -> Flags:
    return flags & np.uint8(3)


def are_negated(flags: Flags) -> Mask:
    return (flags & 64).astype(np.bool_)


def are_mutual(flags: Flags) -> Mask:
    return (flags & 128).astype(np.bool_)


def are_events(flags: Flags) -> Mask:
    events: Mask = (flags >> 2 & 3) == _EVENT
    return events


def are_told_as_over(flags: Flags) -> Mask:
    """Past states, and what ends when its source says."""
    over: Mask = ((flags >> 2 & 3) == _PAST_STATE) | ((flags >> 4 & 3) == _STATED)
    return over


def are_stale(statuses: NDArray[np.uint8]) -> Mask:
    """Of places in `STATUSES`."""
    stale: Mask = _IS_STALE[statuses]
    return stale


DTYPES: Mapping[str, type[np.generic]] = {
    "starts": np.int64,
    "ends": np.int64,
    "flags": np.uint8,
    "confidences": np.float64,
    "predicates": np.uint64,
    "subjects": np.uint64,
    "objects": np.uint64,
    "subject_kinds": np.uint32,
    "object_kinds": np.uint32,
    "letters": np.uint64,
}


class FactColumns:
    """The columns of the facts of one shelf. Growing replaces the arrays: older views stay."""

    def __init__(self) -> None:
        self._columns = {name: Column(dtype) for name, dtype in DTYPES.items()}

    def reserve(self, count: int) -> None:
        """Have room for so many facts."""
        for column in self._columns.values():
            column.reserve(count)

    def put(self, start: int, table: FactTable) -> None:
        """Write facts from a place on."""
        for name, column in self._columns.items():
            column.append(start, getattr(table, name))

    def first(self, count: int) -> FactTable:
        """A view of the first facts."""
        views: dict[str, Any] = {name: one.first(count) for name, one in self._columns.items()}
        return FactTable(**views)


def table_of(rows: Sequence[sqlite3.Row]) -> FactTable:
    """The columns of fact rows as the query `fact_units` has them."""
    return FactTable(
        starts=_numbers(rows, "valid_from", np.int64),
        ends=_numbers(rows, "valid_to", np.int64),
        flags=np.array([_flags(row) for row in rows], dtype=np.uint8),
        confidences=_numbers(rows, "confidence", np.float64),
        predicates=_keys(row["predicate"] for row in rows),
        subjects=_keys(row["subject"] for row in rows),
        objects=_keys(row["object"] for row in rows),
        subject_kinds=_kinds(row["subject_kind"] for row in rows),
        object_kinds=_kinds(row["object_kind"] for row in rows),
        letters=_letters([row["id"] for row in rows]),
    )


def _numbers(rows: Sequence[sqlite3.Row], name: str, dtype: type[np.generic]) -> NDArray[Any]:
    return np.array([row[name] for row in rows], dtype=dtype)


def _flags(row: sqlite3.Row) -> int:
    nature, ending = _NATURES[row["nature"]], _ENDINGS[row["ending"]]
    is_negated, is_mutual = int(row["is_negated"]), row["far_slot"] is not None
    return int(row["trust"]) | nature << 2 | ending << 4 | is_negated << 6 | is_mutual << 7


def _keys(texts: Iterable[str]) -> Keys:
    """The key of each text; of many texts few are different."""
    every = list(texts)
    once = list(dict.fromkeys(every))
    known = dict(zip(once, keys_of(once).tolist(), strict=True))
    return np.array([known[text] for text in every], dtype=np.uint64)


def kind_keys(kinds: Iterable[str]) -> NDArray[np.uint32]:
    """Kinds of entities as numbers above zero."""
    return (_keys(kinds) & np.uint64(0xFFFFFFFF)).astype(np.uint32) | np.uint32(1)


def _kinds(kinds: Iterable[str | None]) -> NDArray[np.uint32]:
    every = list(kinds)
    found = kind_keys(kind or "" for kind in every)
    found[[kind is None for kind in every]] = 0
    return found


def _letters(ids: Sequence[str]) -> Keys:
    """Numbers in the order of the ids, as far as their first letters tell."""
    most = _PREFIX + _TOLD_APART
    first = np.array([id.encode(errors="surrogatepass") for id in ids], dtype=f"S{most}")
    bytes_of = first.view(np.uint8).reshape(len(ids), most)[:, _PREFIX:]
    return np.ascontiguousarray(bytes_of).view(">u8").ravel().astype(np.uint64)
