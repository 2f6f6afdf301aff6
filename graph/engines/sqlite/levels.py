"""Where the facts of each entity stand, newest first: sorted levels, and a tail to look through.

Each level is far smaller than the one before it, so that a write sorts little and a walk looks
into few of them (O'Neil et al. 1996, "The Log-Structured Merge-Tree").
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from quipu.graph.engines.sqlite.fact_columns import Keys, Mask, Places

_TAIL = 256  # facts that are looked through one by one
_RATIO = 8  # of two levels that grow into one
_WINDOW = 32  # of an entity's edges are looked at first

Edges = tuple[Places, Places]
"""For each edge, the place of its entity among those asked for, and the place of its fact."""


@dataclass(frozen=True, slots=True)
class Road:
    """The ends of all facts of a shelf, when they begin, and which are walked along: from which
    entity, and which fact."""

    subjects: Keys
    objects: Keys
    starts: NDArray[np.int64]
    is_wanted: Callable[[Keys, Places], Mask]


_EMPTY: Edges = (np.zeros(0, np.intp), np.zeros(0, np.intp))


@dataclass(frozen=True, slots=True)
class Level:
    """The facts from a place up to another by either of their ends."""

    keys: Keys  # of the entities, rising
    begins: NDArray[np.int32]  # where each one's places begin, and the last end
    places: NDArray[np.int32]  # newest first

    def edges(self, entities: Keys, road: Road, most: int) -> Edges:
        """Of each entity's edges that are wanted the `most` newest and those as new, or all."""
        found = np.minimum(np.searchsorted(self.keys, entities), len(self.keys) - 1)
        here = np.flatnonzero(self.keys[found] == entities)
        at, end = self.begins[found[here]], self.begins[found[here] + 1]
        window, parts = _WINDOW, []
        while len(here):
            taken = np.minimum(end - at, window)
            entity = np.repeat(here, taken)
            offsets = np.arange(len(entity)) - np.repeat(np.cumsum(taken) - taken, taken)
            places = self.places[np.repeat(at, taken) + offsets].astype(np.intp)
            kept = road.is_wanted(entities[entity], places)
            entity, places = entity[kept], places[kept]
            enough = np.bincount(entity, minlength=len(entities))[here] >= most
            is_new = _newest(entity, road.starts[places], most)
            parts.append((entity[is_new], places[is_new]))
            left = ~enough & (at + taken < end)
            here, at, end = here[left], (at + taken)[left], end[left]
            window *= _RATIO
        return joined(parts)


@dataclass(frozen=True, slots=True)
class Levels:
    """All facts of a shelf by both of their ends, up to `size`; what comes behind is the tail.

    A fact that leads back to where it starts stands twice with its entity.
    """

    parts: tuple[tuple[int, Level], ...] = ()  # each with the place at which it ends

    @property
    def size(self) -> int:
        return self.parts[-1][0] if self.parts else 0

    def edges(self, entities: Keys, road: Road, most: int) -> Edges:
        """At least the `most` newest wanted edges of each entity, or all."""
        found = [level.edges(entities, road, most) for _, level in self.parts]
        return joined([*found, self._of_tail(entities, road)])

    def _of_tail(self, entities: Keys, road: Road) -> Edges:
        tail = np.concatenate((road.subjects[self.size :], road.objects[self.size :]))
        if not len(tail):
            return _EMPTY
        order = np.argsort(entities)
        found = np.minimum(np.searchsorted(entities, tail, sorter=order), len(order) - 1)
        entity = order[found]
        here = np.flatnonzero(entities[entity] == tail)
        places = here % (len(tail) // 2) + self.size
        kept = road.is_wanted(tail[here], places)
        return entity[here][kept], places[kept]

    def grown(self, subjects: Keys, objects: Keys, starts: NDArray[np.int64]) -> Levels:
        """The same over facts of which more have come; itself while they are few."""
        size = len(subjects)
        if size - self.size < _TAIL:
            return self
        parts, first = self.parts, self.size
        while parts:
            before = parts[-2][0] if len(parts) > 1 else 0
            if parts[-1][0] - before > _RATIO * (size - first):
                break
            parts, first = parts[:-1], before
        ends = np.concatenate((subjects[first:], objects[first:]))
        return Levels((*parts, (size, _level(ends, starts[first:], first))))


def runs_in(values: NDArray[Any]) -> tuple[Places, Places]:
    """Where runs of the same value begin, and how long each is."""
    is_first = np.ones(len(values), np.bool_)
    np.not_equal(values[1:], values[:-1], out=is_first[1:])
    first = np.flatnonzero(is_first)
    return first, np.concatenate((first[1:], [len(values)])) - first


def _newest(entity: Places, starts: NDArray[np.int64], most: int) -> Mask:
    """Which edges are among the `most` newest of their entity, or as new as the last of them. They
    come by entity, the newest first."""
    first, counts = runs_in(entity)
    last = starts[first + np.minimum(counts, most) - 1]
    newest: Mask = starts >= np.repeat(last, counts)
    return newest


def joined(parts: Sequence[Edges]) -> Edges:
    """Edges of several places together."""
    if len(parts) == 1:
        return parts[0]
    if not parts:
        return _EMPTY
    return np.concatenate([one for one, _ in parts]), np.concatenate([one for _, one in parts])


def _level(ends: Keys, starts: NDArray[np.int64], first: int) -> Level:
    """`ends`: all subjects, then all objects."""
    order = np.lexsort((np.tile(-starts, 2), ends))
    keys, begins = np.unique(ends[order], return_index=True)
    return Level(
        keys,
        np.append(begins, len(ends)).astype(np.int32),
        (order % len(starts) + first).astype(np.int32),
    )
