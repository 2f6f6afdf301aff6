"""The facts of a chain's shelves, one after another, and the edges among them that a walk takes."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from quipu.graph.engines.sqlite.fact_columns import (
    DTYPES,
    FactTable,
    Keys,
    Mask,
    Places,
    are_events,
    are_mutual,
    are_negated,
    are_told_as_over,
    trusts,
)
from quipu.graph.engines.sqlite.levels import Edges, Road, joined, runs_in
from quipu.graph.engines.sqlite.shelf import Snapshot
from quipu.graph.engines.sqlite.words import keys_of
from quipu.schema.intervals import AsOf, micros
from quipu.schema.queries import Reach
from quipu.schema.recall import ItemKind

_Scalar = TypeVar("_Scalar", bound=np.generic)


@dataclass(frozen=True, slots=True)
class Held:
    """Shelves of facts, none empty, and the place at which each begins among all."""

    snapshots: Sequence[Snapshot]
    starts: Sequence[int]

    def take(
        self, column: Callable[[Snapshot], NDArray[_Scalar]], places: Places
    ) -> NDArray[_Scalar]:
        """What a column has at some places."""
        if len(self.snapshots) == 1:
            return column(self.snapshots[0])[places]
        shelf = np.searchsorted(self.starts, places, side="right") - 1
        found = np.zeros(len(places), dtype=column(self.snapshots[0]).dtype if self.starts else int)
        for n, (start, snapshot) in enumerate(zip(self.starts, self.snapshots, strict=True)):
            found[shelf == n] = column(snapshot)[places[shelf == n] - start]
        return found

    def table(self, places: Places) -> FactTable:
        """The facts at some places."""
        if len(self.snapshots) == 1:
            return self.snapshots[0].facts.at(places)
        columns: dict[str, Any] = {
            name: self.take(attrgetter(f"facts.{name}"), places) for name in DTYPES
        }
        return FactTable(**columns)

    def ends(self, places: Places) -> Keys:
        """Both ends of the facts at some places, but for values, the subject of each first."""
        take, ends = self.take, np.empty(2 * len(places), np.uint64)
        are_values = np.empty(len(ends), np.bool_)
        ends[0::2] = take(lambda one: one.facts.subjects, places)
        ends[1::2] = take(lambda one: one.facts.objects, places)
        are_values[0::2] = take(lambda one: one.facts.subject_kinds, places) == 0
        are_values[1::2] = take(lambda one: one.facts.object_kinds, places) == 0
        return ends[~are_values]

    def key(self, place: int) -> tuple[int, int]:
        """The number of a fact's row, and until when it is believed."""
        shelf = bisect_right(self.starts, place) - 1
        here = place - self.starts[shelf]
        return int(self.snapshots[shelf].items[here]), int(self.snapshots[shelf].expired[here])


def held_in(snapshots: Sequence[Snapshot]) -> Held:
    """The facts of a chain's shelves."""
    filled = [one for one in snapshots if one.size and one.kind is ItemKind.FACT]
    sizes = [0, *(one.size for one in filled[:-1])]
    return Held(filled, np.cumsum(sizes).tolist() if filled else [])


@dataclass(frozen=True, slots=True)
class Roads:
    """Which facts are walked along, as seen from a viewpoint."""

    held: Held
    view: AsOf
    reach: Reach

    def fresh(self, frontier: Keys, known: Places, room: int) -> tuple[Places, bool]:
        """New edges of some entities, each once, and whether an entity has more than it may bring:
        every one's best, then every one's second best, and so on. Newest and most certain is best.

        Where very many share little room, a few of each will do.
        """
        entities, places = self._best_first(*self._edges(frontier))
        turns = np.arange(len(entities)) - np.repeat(*runs_in(entities))
        most = int(turns.max(initial=-1)) + 1
        few = min(self.reach.max_fanout, 2 + 2 * room // len(frontier))
        for fanout in dict.fromkeys([few, self.reach.max_fanout]):
            kept = turns < fanout
            found = places[kept][np.lexsort((entities[kept], turns[kept]))]
            found = once(found)
            found = found[~np.isin(found, known)]
            if len(found) >= room or most <= fanout:
                break
        return found, most > fanout

    def _best_first(self, entities: Places, places: Places) -> Edges:
        """Edges by entity, the best of each first; one that leads back to its start comes once."""
        take = self.held.take
        order = np.lexsort(
            (
                places,
                take(lambda one: one.facts.letters, places),
                -take(lambda one: one.facts.confidences, places),
                -take(lambda one: one.facts.starts, places),
                entities,
            )
        )
        entities, places = entities[order], places[order]
        is_new = np.ones(len(places), np.bool_)
        is_new[1:] = (entities[1:] != entities[:-1]) | (places[1:] != places[:-1])
        return entities[is_new], places[is_new]

    def _edges(self, frontier: Keys) -> Edges:
        most, found = 2 * self.reach.max_fanout + 2, []  # one may stand twice, and one more tells
        for start, one in zip(self.held.starts, self.held.snapshots, strict=True):
            facts = one.facts
            road = Road(facts.subjects, facts.objects, facts.starts, self._is_wanted(one))
            entities, places = one.levels.edges(frontier, road, most)
            found.append((entities, places + start))
        return joined(found)

    def _is_wanted(self, snapshot: Snapshot) -> Callable[[Keys, Places], Mask]:
        since, until = micros(self.view.valid.start), micros(self.view.valid.end)
        known, reach, facts = micros(self.view.known), self.reach, snapshot.facts
        leads_on = self._leads_on(snapshot)

        def is_wanted(entities: Keys, places: Places) -> Mask:
            flags = facts.flags[places]
            holds = (facts.ends[places] > since) | are_events(flags)
            if reach.include_past:
                holds |= are_told_as_over(flags)
            holds &= (facts.starts[places] < until) & (trusts(flags) > 0) & ~are_negated(flags)
            holds &= (snapshot.created[places] <= known) & (snapshot.expired[places] > known)
            return holds if leads_on is None else holds & leads_on(entities, places)

        return is_wanted

    def _leads_on(self, snapshot: Snapshot) -> Callable[[Keys, Places], Mask] | None:
        """Whether facts go the way that is asked for, from the entity at which they are met."""
        reach, facts = self.reach, snapshot.facts
        is_any = not reach.predicates and not reach.inverses
        if is_any and reach.outgoing and reach.incoming:
            return None
        predicates, inverses = keys_of(sorted(reach.predicates)), keys_of(sorted(reach.inverses))
        ways = (
            (facts.subjects, reach.outgoing, reach.incoming),
            (facts.objects, reach.incoming, reach.outgoing),
        )

        def leads_on(entities: Keys, places: Places) -> Mask:
            told, is_mutual = facts.predicates[places], are_mutual(facts.flags[places])
            is_named = np.ones(len(places), np.bool_) if is_any else np.isin(told, predicates)
            found = np.zeros(len(places), np.bool_)
            for ends, is_along, is_back in ways:
                there = is_named & (is_along | (is_mutual & is_back))
                there |= np.isin(told, inverses) & is_back
                found |= there & (ends[places] == entities)
            return found

        return leads_on


def once(values: NDArray[_Scalar]) -> NDArray[_Scalar]:
    """The values in their order, each where it comes first."""
    _, first = np.unique(values, return_index=True)
    found: NDArray[_Scalar] = values[np.sort(first)]
    return found
