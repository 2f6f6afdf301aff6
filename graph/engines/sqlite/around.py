"""The neighbourhood of entities as seen from a viewpoint: hop by hop, ranked before it is cut."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection
from dataclasses import dataclass, field

import numpy as np

from quipu.graph.engines.sqlite.fact_columns import Keys, Places
from quipu.graph.engines.sqlite.held import Held, Roads, held_in, once
from quipu.graph.engines.sqlite.reads import entities
from quipu.graph.engines.sqlite.scopes import chain_of
from quipu.graph.engines.sqlite.shelves import Shelves
from quipu.graph.engines.sqlite.words import keys_of
from quipu.schema.identity import EntityId, Scope
from quipu.schema.intervals import AsOf
from quipu.schema.ports import Reach
from quipu.schema.recall import Neighbourhood


@dataclass(slots=True)
class Beside:
    """The facts beside some entities, by their places in the order of meeting."""

    places: Places = field(default_factory=lambda: np.zeros(0, np.intp))
    is_cut: bool = False

    def has_room(self, reach: Reach) -> bool:
        """Whether another hop may bring anything; where not, something may be left out."""
        self.is_cut |= len(self.places) >= reach.max_edges
        return len(self.places) < reach.max_edges


def beside(held: Held, starts: Keys, view: AsOf, reach: Reach) -> Beside:
    """The facts within reach, nearest first; no way leads through a value.

    At every hop each entity's newest and most certain edges come first, and entities take
    turns: so a hub keeps its best edges and leaves room for its neighbours.
    """
    found, roads = Beside(), Roads(held, view, reach)
    frontier = met = starts
    for _ in range(reach.hops):
        if not len(frontier) or not found.has_room(reach):
            break
        new = _step(found, roads, frontier)
        ends = held.ends(new)
        frontier = once(ends[~np.isin(ends, met)])
        met = np.concatenate((met, frontier))
    return found


def _step(found: Beside, roads: Roads, frontier: Keys) -> Places:
    """Takes one hop, as far as there is room; returns what is new."""
    room = roads.reach.max_edges - len(found.places)
    fresh, is_cut = roads.fresh(frontier, found.places, room)
    found.is_cut |= is_cut or len(fresh) > room
    found.places = np.concatenate((found.places, fresh[:room]))
    return fresh[:room]


def around(
    connection: sqlite3.Connection,
    shelves: Shelves,
    scope: Scope,
    walked: tuple[Collection[EntityId], AsOf, Reach],
) -> Neighbourhood | None:
    """All of `GraphStore.around`; None where it has to be tried in a newer transaction.

    As `beside`, with all entities that are met.
    """
    starts, view, reach = walked
    chain = chain_of(connection, scope)
    snapshots = shelves.snapshots(connection, chain)
    if snapshots is None:
        return None
    held = held_in(snapshots)
    found, roads, facts = Beside(), Roads(held, view, reach), []
    met = {one.id: one for one in entities(connection, chain, list(starts))}
    frontier = list(met)
    for _ in range(reach.hops):
        if not frontier or not found.has_room(reach):
            break
        new = _step(found, roads, keys_of(frontier))
        keys = [held.key(place) for place in new.tolist()]
        fresh = shelves.facts.items(connection, keys, chain)
        ends = dict.fromkeys(end for fact in fresh for end in (fact.subject, fact.object))
        reached = entities(connection, chain, [end for end in ends if end not in met])
        met |= {one.id: one for one in reached}
        frontier = [one.id for one in reached if not one.is_value]
        facts += fresh
    return Neighbourhood(
        entities=tuple(met.values()),
        facts=tuple(facts),
        is_cut=found.is_cut,
        frontier=tuple(frontier) if reach.hops > 0 else (),
    )
