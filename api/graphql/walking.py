"""Walks: what lies around some entities, and how two of them are connected."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import strawberry

from quipu.api.graphql.bounds import few
from quipu.api.graphql.context import Info
from quipu.api.graphql.inputs import (
    ScopeInput,
    TimePoint,
    TraverseInput,
    must_hold,
    must_inherit,
    scope_from,
    view_from,
)
from quipu.api.graphql.items import Entity, Fact
from quipu.api.graphql.types import Direction
from quipu.graph.retrieval.routes import Sought
from quipu.schema import identity, recall, routes
from quipu.schema.errors import Invalid, NotFound
from quipu.schema.identity import EntityId
from quipu.schema.intervals import AsOf
from quipu.schema.ports import Reach

_DEPTH_LIMIT = 4
_NODE_LIMIT = 500
_EDGES_PER_NODE = 4
_START_LIMIT = 50


@strawberry.type(description="Part of the graph. truncated: more is there than was asked for.")
class Subgraph:
    entities: list[Entity]
    facts: list[Fact]
    truncated: bool
    frontier: list[strawberry.ID]


@strawberry.type(
    description="A chain of facts from one entity to another that meets no entity twice; fact n"
    " lies between entities n and n + 1."
)
class Path:
    length: int = strawberry.field(description="How many facts it has.")
    entities: list[Entity]
    facts: list[Fact]

    @classmethod
    def of(cls, route: routes.Route, view: AsOf, read_in: identity.Scope) -> Path:
        return cls(
            length=len(route.facts),
            entities=[Entity.of(row, read_in) for row in route.entities],
            facts=[Fact.of(row, view, read_in) for row in route.facts],
        )


def sought(start: str, end: str, max_length: int | None, limit: int | None) -> Sought:
    """What is looked for; null is the default."""
    asked = Sought(EntityId(start), EntityId(end))
    longest = asked.max_length if max_length is None else max_length
    return replace(asked, max_length=longest, limit=asked.limit if limit is None else limit)


async def connected(
    info: Info, sought: Sought, at: TimePoint | None, within: ScopeInput | None
) -> list[Path]:
    """The shortest paths between two entities, as it held at the time asked for."""
    must_hold(at)
    must_inherit(within)
    memory = info.context.memory
    view = view_from(memory, at)
    scope = scope_from(info.context.scope, within)
    found = await memory.routes(scope, sought, view)
    if found.is_cut and not found.found:
        # An empty list would say that there is no path, which nobody knows here.
        raise Invalid(
            "no path among what could be looked at, and more lies near these two",
            hint="try a smaller maxLength",
        )
    return [Path.of(route, view, scope) for route in found.found]


async def traversed(info: Info, given: TraverseInput) -> Subgraph:
    """The part of the graph within reach of some entities, as it held at the time asked for."""
    must_hold(given.at)
    must_inherit(given.scope)
    scope = scope_from(info.context.scope, given.scope)
    bounds = _bounds(given)
    memory, direction = info.context.memory, given.direction or Direction.BOTH
    named = few("predicates", given.predicates)
    view = view_from(memory, given.at)
    reach = Reach(
        hops=bounds.depth,
        max_edges=bounds.max_nodes * _EDGES_PER_NODE,
        max_fanout=bounds.max_fanout,
        outgoing=direction is not Direction.IN,
        incoming=direction is not Direction.OUT,
        predicates=memory.predicates(named),
        inverses=memory.inverses(named),
    )
    starts = await _starts(info, scope, given.from_)
    found = await memory.traverse(scope, starts, view, reach)
    return _subgraph(found, view, scope, bounds.max_nodes)


async def _starts(info: Info, scope: identity.Scope, ids: Sequence[str]) -> list[EntityId]:
    """An unknown id is told, as `addFact` does: an empty graph would say that nothing is near."""
    wanted = [EntityId(id) for id in ids]
    rows = await info.context.loaders.entities.load_many([(scope, id) for id in wanted])
    for id, row in zip(wanted, rows, strict=True):
        if row is None:
            raise NotFound(f"no entity {id}", hint="look it up by its name first", id=id)
    return wanted


@dataclass(frozen=True, slots=True)
class _Bounds:
    depth: int
    max_nodes: int
    max_fanout: int


def _bounds(given: TraverseInput) -> _Bounds:
    if not 1 <= len(given.from_) <= _START_LIMIT:
        raise Invalid(f"from has {len(given.from_)} ids", hint=f"1 to {_START_LIMIT}")
    return _Bounds(
        _within("depth", given.depth, 2, _DEPTH_LIMIT),
        _within("maxNodes", given.max_nodes, 100, _NODE_LIMIT),
        _within("maxFanout", given.max_fanout, 25, _NODE_LIMIT),
    )


def _within(name: str, given: int | None, default: int, limit: int) -> int:
    value = default if given is None else given
    if not 1 <= value <= limit:
        raise Invalid(f"{name}: {value} is out of range", hint=f"1 to {limit}")
    return value


def _subgraph(
    found: recall.Neighbourhood, view: AsOf, read_in: identity.Scope, max_nodes: int
) -> Subgraph:
    """Entities up to the limit, nearest first, and the facts between what is shown."""
    entities = [row for row in found.entities if not row.is_value]
    hidden = {row.id for row in entities[max_nodes:]}
    facts = [row for row in found.facts if row.subject not in hidden and row.object not in hidden]
    return Subgraph(
        entities=[Entity.of(row, read_in) for row in entities[:max_nodes]],
        facts=[Fact.of(row, view, read_in) for row in facts],
        truncated=found.is_cut or bool(hidden),
        frontier=_ids(id for id in found.frontier if id not in hidden),
    )


def _ids(ids: Iterable[str]) -> list[strawberry.ID]:
    return [strawberry.ID(id) for id in ids]
