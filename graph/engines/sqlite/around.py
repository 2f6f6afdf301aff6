"""The neighbourhood of entities as seen from a viewpoint: hop by hop, ranked before it is cut."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from quipu.graph.engines.sqlite.reads import entities
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
    facts: dict[Key, Fact] = field(default_factory=dict)
    entities: dict[EntityId, Entity] = field(default_factory=dict)
    is_cut: bool = False

    def around(self, starts: Collection[EntityId], view: AsOf, reach: Reach) -> Neighbourhood:
        """The facts within reach, nearest first.

        At every hop each entity's newest and most certain edges come first, and entities take
        turns: so a hub keeps its best edges and leaves room for its neighbours.
        """
        known = entities(self.connection, self.chain, list(starts))
        self.entities = {one.id: one for one in known}
        frontier = list(self.entities)
        for _ in range(reach.hops):
            room = reach.max_edges - len(self.facts)
            if not frontier:
                break
            if room <= 0:
                self.is_cut = True
                break
            fresh = self._in_turns(self._edges(frontier, view, reach), reach)
            self.is_cut |= len(fresh) > room
            frontier = self._take(fresh[:room])
        return Neighbourhood(
            entities=tuple(self.entities.values()),
            facts=tuple(self.facts.values()),
            is_cut=self.is_cut,
            frontier=tuple(frontier) if reach.hops > 0 else (),
        )

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

    def _in_turns(self, edges: Iterable[list[sqlite3.Row]], reach: Reach) -> list[Key]:
        """Every entity's best new edge, then every entity's second best, and so on; each once."""
        turns: list[tuple[int, Key]] = []
        for some in edges:
            best = list(dict.fromkeys(_key(row) for row in sorted(some, key=_newest_first)))
            self.is_cut |= len(best) > reach.max_fanout
            turns += enumerate(best[: reach.max_fanout])
        turns.sort(key=lambda turn: turn[0])  # stable: within a turn, the nearer start goes first
        return [key for key in dict.fromkeys(key for _, key in turns) if key not in self.facts]

    def _take(self, keys: list[Key]) -> list[EntityId]:
        """Keep facts; returns the entities newly met, but for values: they are no way through."""
        facts = self.shelves.facts.items(self.connection, keys, self.chain.scopes)
        self.facts |= dict(zip(keys, facts, strict=True))
        ends = dict.fromkeys(end for fact in facts for end in (fact.subject, fact.object))
        unmet = [end for end in ends if end not in self.entities]
        new = entities(self.connection, self.chain, unmet)
        self.entities |= {entity.id: entity for entity in new}
        return [entity.id for entity in new if not entity.is_value]


def _key(row: sqlite3.Row) -> Key:
    return (row["number"], row["expired"])


def _newest_first(row: sqlite3.Row) -> tuple[int, float, str]:
    return (-row["valid_from"], -row["confidence"], row["id"])
