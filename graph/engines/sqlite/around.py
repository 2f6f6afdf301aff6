"""The neighbourhood of entities as seen from a viewpoint: hop by hop, ranked before it is cut."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field, replace

from quipu.graph.engines.sqlite.reads import entities, values_of
from quipu.graph.engines.sqlite.recent import Key
from quipu.graph.engines.sqlite.rows import json_list
from quipu.graph.engines.sqlite.scopes import Chain
from quipu.graph.engines.sqlite.shelves import Shelves
from quipu.graph.engines.sqlite.sql import sql
from quipu.schema.identity import EntityId
from quipu.schema.intervals import AsOf, micros
from quipu.schema.knowledge import Entity, Fact
from quipu.schema.ports import Reach
from quipu.schema.recall import Neighbourhood


@dataclass(slots=True)
class Walk:
    """One walk through a scope chain, with what it has met so far in the order of meeting."""

    connection: sqlite3.Connection
    shelves: Shelves
    chain: Chain
    wants_entities: bool = True  # without, only facts come back, and starts are taken on trust
    facts: dict[Key, Fact] = field(default_factory=dict)
    entities: dict[EntityId, Entity] = field(default_factory=dict)
    met: set[EntityId] = field(default_factory=set)
    values: set[EntityId] = field(default_factory=set)
    is_cut: bool = False

    def around(self, starts: Collection[EntityId], view: AsOf, reach: Reach) -> Neighbourhood:
        """The facts within reach, nearest first.

        At every hop each entity's newest and most certain edges come first, and entities take
        turns: so a hub keeps its best edges and leaves room for its neighbours.
        """
        frontier = self._met(list(starts))
        for _ in range(reach.hops):
            room = reach.max_edges - len(self.facts)
            if not frontier:
                break
            if room <= 0:
                self.is_cut = True
                break
            fresh = self._fresh(frontier, view, reach, room)
            self.is_cut |= len(fresh) > room
            frontier = self._take(fresh[:room])
        return Neighbourhood(
            entities=tuple(self.entities.values()),
            facts=tuple(self.facts.values()),
            is_cut=self.is_cut,
            frontier=tuple(frontier) if reach.hops > 0 else (),
        )

    def _fresh(self, frontier: list[EntityId], view: AsOf, reach: Reach, room: int) -> list[Key]:
        """New edges, the best of each entity first. Where very many share little room, a few of
        each will do; all are read only if those do not fill it."""
        few = replace(reach, max_fanout=min(reach.max_fanout, 2 + 2 * room // len(frontier)))
        for fanned in dict.fromkeys([few, reach]):
            fresh, is_cut = self._in_turns(self._edges(frontier, view, fanned), fanned.max_fanout)
            if len(fresh) >= room or not is_cut:
                break
        self.is_cut |= is_cut
        return fresh

    def _edges(self, frontier: list[EntityId], view: AsOf, reach: Reach) -> list[list[sqlite3.Row]]:
        """Each entity's edges; one more than `max_fanout` in a direction where there are more."""
        bound = {
            "entities": json_list(frontier),
            "since": micros(view.valid.start),
            "until": micros(view.valid.end),
            "known": micros(view.known),
            "predicates": json_list(sorted(reach.predicates)),
            "inverses": json_list(sorted(reach.inverses)),
            "is_any": not reach.predicates and not reach.inverses,
            "outgoing": reach.outgoing,
            "incoming": reach.incoming,
            "past": reach.include_past,
            "fanout": reach.max_fanout + 1,
        }
        found: list[list[sqlite3.Row]] = [[] for _ in frontier]
        for number in self.chain.scopes:
            for query in ("edges_out", "edges_in"):
                for row in self.connection.execute(sql(query), bound | {"scope": number}):
                    found[row["place"]].append(row)
        return found

    def _in_turns(self, edges: Iterable[list[sqlite3.Row]], fanout: int) -> tuple[list[Key], bool]:
        """Every entity's best new edge, then every entity's second best, and so on; each once.
        And whether an entity has more than `fanout`."""
        turns: list[tuple[int, Key]] = []
        is_cut = False
        for some in edges:
            best = list(dict.fromkeys(_key(row) for row in sorted(some, key=_newest_first)))
            is_cut |= len(best) > fanout
            turns += enumerate(best[:fanout])
        turns.sort(key=lambda turn: turn[0])  # stable: within a turn, the nearer start goes first
        once = dict.fromkeys(key for _, key in turns)
        return [key for key in once if key not in self.facts], is_cut

    def _take(self, keys: list[Key]) -> list[EntityId]:
        """Keep facts; returns the entities newly met, but for values: they are no way through."""
        facts = self.shelves.facts.items(self.connection, keys, self.chain)
        self.facts |= dict(zip(keys, facts, strict=True))
        ends = dict.fromkeys(end for fact in facts for end in (fact.subject, fact.object))
        new = self._met([end for end in ends if end not in self.met])
        return [id for id in new if id not in self.values]

    def _met(self, ids: list[EntityId]) -> list[EntityId]:
        """Note entities as met; returns those that are there."""
        if not self.wants_entities:
            self.values |= values_of(self.connection, self.chain, ids)
            self.met.update(ids)
            return ids
        new = entities(self.connection, self.chain, ids)
        self.entities |= {entity.id: entity for entity in new}
        self.values |= {entity.id for entity in new if entity.is_value}
        self.met.update(self.entities)
        return [entity.id for entity in new]


def _key(row: sqlite3.Row) -> Key:
    return (row["number"], row["expired"])


def _newest_first(row: sqlite3.Row) -> tuple[int, float, str]:
    return (-row["valid_from"], -row["confidence"], row["id"])
