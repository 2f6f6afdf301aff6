"""The neighbourhood of entities as seen from a viewpoint: hop by hop, ranked before it is cut."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from quipu.graph.engines.sqlite.reads import entities
from quipu.graph.engines.sqlite.rows import fact_of, json_list
from quipu.graph.engines.sqlite.scopes import Chain
from quipu.graph.engines.sqlite.sql import sql
from quipu.schema.identity import EntityId, FactId
from quipu.schema.intervals import AsOf, micros
from quipu.schema.knowledge import Entity, Fact
from quipu.schema.ports import Reach
from quipu.schema.recall import Neighbourhood


@dataclass(slots=True)
class _Walk:
    """What a walk has met so far, in the order of meeting."""

    facts: dict[FactId, Fact] = field(default_factory=dict)
    entities: dict[EntityId, Entity] = field(default_factory=dict)
    is_cut: bool = False


def around(
    connection: sqlite3.Connection,
    chain: Chain,
    starts: Collection[EntityId],
    view: AsOf,
    reach: Reach,
) -> Neighbourhood:
    """The facts within reach, nearest first.

    At every hop each entity's newest and most certain edges come first, and entities take turns:
    so a hub keeps its best edges and leaves room for its neighbours.
    """
    walk = _Walk({}, {one.id: one for one in entities(connection, chain, list(starts))})
    frontier = list(walk.entities)
    for _ in range(reach.hops):
        room = reach.max_edges - len(walk.facts)
        if not frontier:
            break
        if room <= 0:
            walk.is_cut = True
            break
        edges = _edges(connection, chain, frontier, view, reach)
        fresh = [fact for fact in _in_turns(edges, reach, walk) if fact.id not in walk.facts]
        walk.is_cut |= len(fresh) > room
        walk.facts |= {fact.id: fact for fact in fresh[:room]}
        frontier = _reached(connection, chain, fresh[:room], walk)
    return Neighbourhood(
        entities=tuple(walk.entities.values()),
        facts=tuple(walk.facts.values()),
        is_cut=walk.is_cut,
        frontier=tuple(frontier) if reach.hops > 0 else (),
    )


def _edges(
    connection: sqlite3.Connection,
    chain: Chain,
    frontier: list[EntityId],
    view: AsOf,
    reach: Reach,
) -> list[list[Fact]]:
    """The edges of each entity of the frontier, one more than `max_fanout` where there are more."""
    bound = {
        "entities": json_list(frontier),
        "since": micros(view.valid.start),
        "until": micros(view.valid.end),
        "known": micros(view.known),
        "predicates": json_list(sorted(reach.predicates)),
        "fanout": reach.max_fanout + 1,
    }
    directions = [("edges_out", reach.outgoing), ("edges_in", reach.incoming)]
    found: list[list[Fact]] = [[] for _ in frontier]
    for number, scope in chain.scopes.items():
        for query, is_wanted in directions:
            rows = connection.execute(sql(query), bound | {"scope": number}) if is_wanted else ()
            for row in rows:
                found[row["place"]].append(fact_of(row, scope))
    return found


def _in_turns(edges: Iterable[list[Fact]], reach: Reach, walk: _Walk) -> list[Fact]:
    """Every entity's best edge, then every entity's second best, and so on; each fact once."""
    turns: list[tuple[int, Fact]] = []
    for some in edges:
        once = {fact.id: fact for fact in some}
        best = sorted(once.values(), key=_newest_first)
        walk.is_cut |= len(best) > reach.max_fanout
        turns += enumerate(best[: reach.max_fanout])
    turns.sort(key=lambda turn: turn[0])  # stable: within a turn, the nearer start goes first
    return list({fact.id: fact for _, fact in turns}.values())


def _newest_first(fact: Fact) -> tuple[int, float, str]:
    return (-micros(fact.valid.start), -fact.confidence, fact.id)


def _reached(
    connection: sqlite3.Connection, chain: Chain, facts: list[Fact], walk: _Walk
) -> list[EntityId]:
    """Entities met for the first time, which the walk goes on from: values are no way through."""
    ends = dict.fromkeys(end for fact in facts for end in (fact.subject, fact.object))
    new = entities(connection, chain, [end for end in ends if end not in walk.entities])
    walk.entities |= {entity.id: entity for entity in new}
    return [entity.id for entity in new if not entity.is_value]
