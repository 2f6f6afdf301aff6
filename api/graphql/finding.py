"""Search and traversal: the question asked, and how what was found looks from outside."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Annotated, TypeAlias, cast

import strawberry
from strawberry.scalars import JSON

from quipu.api.graphql.context import Info
from quipu.api.graphql.inputs import (
    ScopeInput,
    SearchFilter,
    SearchInput,
    TimePoint,
    TraverseInput,
    includes_stale,
    inherits,
    moments_from,
    must_hold,
    must_inherit,
    scope_from,
    view_from,
    weights_from,
)
from quipu.api.graphql.items import Entity, Episode, Fact
from quipu.api.graphql.paging import Listing, PageArguments, listing
from quipu.api.graphql.types import Direction, PageInfo
from quipu.schema import identity, recall
from quipu.schema.errors import Invalid, NotFound
from quipu.schema.identity import EntityId, EpisodeId, FactId
from quipu.schema.intervals import AsOf
from quipu.schema.knowledge import STALE
from quipu.schema.ports import Reach
from quipu.schema.recall import Channel, Contribution, Fusion, Hit, ItemKind, Question, Recollection

RESULT_LIMIT = 200  # hits that can be paged through: no one reads further, and ranking is global
_DEPTH_LIMIT = 4
_NODE_LIMIT = 500
_EDGES_PER_NODE = 4
_START_LIMIT = 50

SearchItem: TypeAlias = Annotated[Fact | Entity | Episode, strawberry.union("SearchItem")]


@strawberry.type
class ChannelScore:
    channel: Channel
    rank: int
    raw_score: float
    contribution: float

    @classmethod
    def of(cls, given: Contribution) -> ChannelScore:
        return cls(
            channel=given.channel,
            rank=given.rank,
            raw_score=given.raw_score,
            contribution=given.contribution,
        )


@strawberry.type
class SearchEdge:
    cursor: str
    node: SearchItem
    score: float
    channels: list[ChannelScore]
    via: list[Fact] = strawberry.field(
        description="The facts that led from a direct hit to this item, nearest first; empty for"
        " a direct hit."
    )


@strawberry.type
class SearchExplain:
    plan: list[Channel]
    exact: bool
    candidates: int
    truncated_by: str | None
    took_ms: float
    stages: JSON
    warnings: list[str]

    @classmethod
    def of(cls, trace: recall.Trace) -> SearchExplain:
        return cls(
            plan=list(trace.plan),
            exact=trace.is_exact,
            candidates=trace.candidates,
            truncated_by=trace.truncated_by or None,
            took_ms=trace.took_ms,
            stages=cast(JSON, dict(trace.stages_ms)),
            warnings=list(trace.warnings),
        )


@strawberry.type
class SearchConnection:
    edges: list[SearchEdge]
    page_info: PageInfo
    explain: SearchExplain | None


@strawberry.type(description="Part of the graph. truncated: more is there than was asked for.")
class Subgraph:
    entities: list[Entity]
    facts: list[Fact]
    truncated: bool
    frontier: list[strawberry.ID]


@strawberry.type(
    description="The best path of facts that answers a question; no texts where the memory does"
    " not know: see reason."
)
class Answer:
    texts: list[str]
    path: list[Fact]
    sources: list[Episode]
    confidence: float
    reason: str


async def answered(info: Info, text: str, at: TimePoint | None, scope: ScopeInput | None) -> Answer:
    """Where `at` names no time in the world, the time that the question names is meant, or now."""
    must_hold(at)
    must_inherit(scope)
    memory, within = info.context.memory, scope_from(info.context.scope, scope)
    as_of, known_at = moments_from(at)
    view = memory.view_for(text, as_of, known_at)
    found = await memory.ask(within, text, view)
    # Read again, because an answer cites long sources by their beginning only.
    whole = [(within, row.id) for row in found.sources]
    sources = await info.context.loaders.episodes.load_many(whole)
    return Answer(
        texts=list(found.texts),
        path=[Fact.of(row, view) for row in found.path],
        sources=[Episode.of(row) for row in sources if row is not None],
        confidence=found.confidence,
        reason=found.reason,
    )


async def searched(
    info: Info, given: SearchInput, first: int | None, after: str | None
) -> SearchConnection:
    """One page of hits. Later pages rank anew from the first page's viewpoint."""
    scope = scope_from(info.context.scope, given.scope)
    page = listing(info, PageArguments(first, after, 10), given.at, scope, repr(given))
    seen = 0 if page.start is None else page.start.place
    if seen + page.size > RESULT_LIMIT:
        raise Invalid(f"a search ends after {RESULT_LIMIT} hits", hint="ask more narrowly")
    limit = min(seen + page.size + 1, RESULT_LIMIT)
    found = await info.context.memory.search(scope, _question(given, page.view, limit))
    hits, has_more = page.cut(found.hits, id_of=lambda hit: hit.id)
    edges = [_edge(page, hit, number, found) for number, hit in enumerate(hits, start=1)]
    return SearchConnection(
        edges=edges,
        page_info=page.page_info([edge.cursor for edge in edges], has_more),
        explain=SearchExplain.of(found.trace),
    )


def _question(given: SearchInput, view: AsOf, limit: int) -> Question:
    wanted = given.filter or SearchFilter()
    statuses = frozenset(wanted.status or ())
    return Question(
        text=given.text,
        view=view,
        kinds=frozenset(wanted.kinds or (ItemKind.FACT, ItemKind.EPISODE)),
        limit=limit,
        depth=given.expand_depth or 0,
        include_stale=includes_stale(given.at) or bool(statuses & STALE),
        predicates=frozenset(wanted.predicates or ()),
        statuses=statuses,
        about=frozenset(EntityId(id) for id in wanted.about_entities or ()),
        min_confidence=wanted.min_confidence or 0.0,
        min_score=given.min_score,
        fusion=given.fusion or Fusion.AUTO,
        weights=weights_from(given.weights),
        inherit=inherits(given.scope),
    )


def _edge(page: Listing, hit: Hit, number: int, found: Recollection) -> SearchEdge:
    return SearchEdge(
        cursor=page.cursor_at(hit.id, number),
        node=_node(hit, found),
        score=hit.score,
        channels=[ChannelScore.of(given) for given in hit.channels],
        via=[Fact.of(found.facts[id], found.view) for id in hit.via],
    )


def _node(hit: Hit, found: Recollection) -> Fact | Entity | Episode:
    match hit.kind:
        case ItemKind.FACT:
            return Fact.of(found.facts[FactId(hit.id)], found.view)
        case ItemKind.ENTITY:
            return Entity.of(found.entities[EntityId(hit.id)])
        case ItemKind.EPISODE:
            return Episode.of(found.episodes[EpisodeId(hit.id)])


async def traversed(info: Info, given: TraverseInput) -> Subgraph:
    """The part of the graph within reach of some entities, as it held at the time asked for."""
    must_hold(given.at)
    must_inherit(given.scope)
    scope = scope_from(info.context.scope, given.scope)
    bounds = _bounds(given)
    memory, direction = info.context.memory, given.direction or Direction.BOTH
    view = view_from(memory, given.at)
    reach = Reach(
        hops=bounds.depth,
        max_edges=bounds.max_nodes * _EDGES_PER_NODE,
        max_fanout=bounds.max_fanout,
        outgoing=direction is not Direction.IN,
        incoming=direction is not Direction.OUT,
        predicates=memory.predicates(given.predicates or ()),
        inverses=memory.inverses(given.predicates or ()),
    )
    starts = await _starts(info, scope, given.from_)
    found = await memory.traverse(scope, starts, view, reach)
    return _subgraph(found, view, bounds.max_nodes)


async def _starts(info: Info, scope: identity.Scope, ids: Sequence[str]) -> list[EntityId]:
    """An unknown id is told, as `addFact` does: an empty graph would say that nothing is near."""
    wanted = [EntityId(id) for id in ids]
    rows = await info.context.loaders.entities.load_many([(scope, id) for id in wanted])
    for id, row in zip(wanted, rows, strict=True):
        if row is None:
            raise NotFound(f"no entity {id}", hint="look it up by its name first")
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


def _subgraph(found: recall.Neighbourhood, view: AsOf, max_nodes: int) -> Subgraph:
    """Entities up to the limit, nearest first, and the facts between what is shown."""
    entities = [row for row in found.entities if not row.is_value]
    hidden = {row.id for row in entities[max_nodes:]}
    facts = [row for row in found.facts if row.subject not in hidden and row.object not in hidden]
    return Subgraph(
        entities=[Entity.of(row) for row in entities[:max_nodes]],
        facts=[Fact.of(row, view) for row in facts],
        truncated=found.is_cut or bool(hidden),
        frontier=_ids(id for id in found.frontier if id not in hidden),
    )


def _ids(ids: Iterable[str]) -> list[strawberry.ID]:
    return [strawberry.ID(id) for id in ids]
