"""How two entities are connected: the shortest routes through what holds at a moment."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from quipu.schema.errors import Invalid, NotFound
from quipu.schema.identity import EntityId, Scope
from quipu.schema.intervals import AsOf
from quipu.schema.knowledge import Entity, Fact
from quipu.schema.ports import GraphStore, Reach
from quipu.schema.recall import Neighbourhood
from quipu.schema.routes import Route, Routes

LENGTH_LIMIT = 6
LIMIT = 20
EDGES = 1_000  # facts that are fetched at most, in one trip
FANOUT = 200  # of one entity: of a hub its newest
SECONDS = 2.0  # for searching what was fetched
_DOUBT = 1e-3  # what a fact's doubt adds to its length of 1: it decides between equal lengths only


@dataclass(frozen=True, slots=True)
class Sought:
    """From whom to whom, over how many facts at most, and how many routes."""

    start: EntityId
    end: EntityId
    max_length: int = 4
    limit: int = 5


async def connected(store: GraphStore, scope: Scope, sought: Sought, view: AsOf) -> Routes:
    """The shortest routes between two entities, over facts that hold at a viewpoint.

    Everything on a route of n facts is at most n / 2 hops, rounded up, from one of its ends: so
    one trip that walks that far from both brings all of it. Raises `Invalid`; `NotFound` for an
    end that is not there, or is a value, through which no way leads.
    """
    _check(sought)
    reach = Reach(hops=(sought.max_length + 1) // 2, max_edges=EDGES, max_fanout=FANOUT)
    around = await store.around(scope, [sought.start, sought.end], view, reach)
    known = {one.id for one in around.entities if not one.is_value}
    for id in (sought.start, sought.end):
        if id not in known:
            raise NotFound(f"no entity {id}", hint="look it up by its name first", id=id)
    over = time.monotonic() + SECONDS
    return await asyncio.to_thread(routes, around, sought, lambda: time.monotonic() > over)


def _check(sought: Sought) -> None:
    if sought.start == sought.end:
        raise Invalid(f"from and to are both {sought.start}", hint="name two entities")
    for name, value, most in (
        ("maxLength", sought.max_length, LENGTH_LIMIT),
        ("limit", sought.limit, LIMIT),
    ):
        if not 1 <= value <= most:
            raise Invalid(f"{name}: {value} is out of range", hint=f"1 to {most}")


def routes(around: Neighbourhood, sought: Sought, is_over: Callable[[], bool]) -> Routes:
    """The shortest routes through a part of the graph, shortest first, of equals the surest.

    Two routes differ in an entity: where several facts join two entities, the surest stands for
    them. `is_over` is asked after each route whether to stop. Yen 1971, "Finding the k shortest
    loopless paths in a network", as networkx has it.
    """
    import networkx  # takes a third of a second: only who asks for routes pays for it

    steps, entities = (
        _steps(around.facts, around.entities),
        {one.id: one for one in around.entities},
    )
    graph = _worth_walking(networkx, steps, sought)
    found: list[Route] = []
    is_cut = around.is_cut
    if graph is None:
        return Routes((), is_cut)
    for ids in networkx.shortest_simple_paths(graph, sought.start, sought.end, weight="weight"):
        if len(ids) > sought.max_length + 1:
            break
        found.append(
            Route(
                tuple(entities[id] for id in ids),
                tuple(steps[frozenset(pair)] for pair in pairwise(ids)),
            )
        )
        if len(found) == sought.limit:
            break
        if is_over():
            is_cut = True
            break
    return Routes(tuple(found), is_cut)


def _steps(facts: Iterable[Fact], entities: Iterable[Entity]) -> dict[frozenset[EntityId], Fact]:
    """The surest fact between each two entities, of equals the newest. No way leads through a
    value, whoever shares it."""
    walkable = {one.id for one in entities if not one.is_value}
    steps: dict[frozenset[EntityId], Fact] = {}
    for fact in sorted(facts, key=lambda one: (one.confidence, one.valid.start, one.id)):
        pair = frozenset((fact.subject, fact.object))
        if len(pair) == 2 and pair <= walkable:
            steps[pair] = fact
    return steps


def _worth_walking(
    networkx: Any, steps: dict[frozenset[EntityId], Fact], sought: Sought
) -> Any | None:
    """What can lie on a route that is short enough; None where nothing can."""
    graph = networkx.Graph()
    for pair, fact in sorted(steps.items(), key=lambda step: sorted(step[0])):
        graph.add_edge(*sorted(pair), weight=1.0 + _DOUBT * (1.0 - fact.confidence))
    if sought.start not in graph or sought.end not in graph:
        return None
    ends = [
        networkx.single_source_shortest_path_length(graph, end, cutoff=sought.max_length)
        for end in (sought.start, sought.end)
    ]
    near = [
        id
        for id in graph
        if all(id in way for way in ends) and sum(way[id] for way in ends) <= sought.max_length
    ]
    return graph.subgraph(near).copy() if sought.start in near else None
