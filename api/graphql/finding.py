"""Search and answers: the question asked, and how what was found looks from outside."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated, TypeAlias, cast

import strawberry
from strawberry.scalars import JSON

from quipu.api.graphql.bounds import few
from quipu.api.graphql.context import Info
from quipu.api.graphql.experiences import Experience, Procedure
from quipu.api.graphql.inputs import (
    ScopeInput,
    SearchFilter,
    SearchInput,
    TimePoint,
    includes_stale,
    inherits,
    moments_from,
    must_hold,
    must_inherit,
    scope_from,
    span_from,
    weights_from,
)
from quipu.api.graphql.items import Community, Entity, Episode, Fact
from quipu.api.graphql.paging import PageArguments, listing
from quipu.api.graphql.types import PageInfo
from quipu.schema import recall
from quipu.schema.errors import Invalid
from quipu.schema.identity import EntityId, EpisodeId, FactId, Scope
from quipu.schema.intervals import AsOf
from quipu.schema.knowledge import STALE, Trust
from quipu.schema.recall import (
    USUAL_KINDS,
    Channel,
    Contribution,
    Fusion,
    Hit,
    ItemKind,
    Question,
    Recollection,
    Sieve,
)

RESULT_LIMIT = 200  # hits that can be paged through: no one reads further, and ranking is global

Item: TypeAlias = Fact | Entity | Episode | Community | Experience | Procedure
SearchItem: TypeAlias = Annotated[Item, strawberry.union("SearchItem")]


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


@strawberry.type(
    description="The best path of facts that answers a question; no texts where the memory does"
    " not know: see reason, and path for how far the facts lead."
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
        path=[Fact.of(row, view, within) for row in found.path],
        sources=[Episode.of(row, within) for row in sources if row is not None],
        confidence=found.confidence,
        reason=found.reason,
    )


async def searched(
    info: Info, given: SearchInput, first: int | None, after: str | None
) -> SearchConnection:
    """One page of hits; all pages see the memory from the first page's viewpoint."""
    scope = scope_from(info.context.scope, given.scope)
    page = listing(info, PageArguments(first, after, 10), given.at, scope, repr(given))
    seen = 0 if page.start is None else page.start.place
    if seen + page.size > RESULT_LIMIT:
        raise Invalid(f"a search ends after {RESULT_LIMIT} hits", hint="ask more narrowly")
    head = page.size if page.start is None else page.start.head

    async def best(count: int) -> Recollection:
        return await info.context.memory.search(scope, _question(given, page.view, count))

    found = await best(min(head + 1, RESULT_LIMIT))
    if page.start is not None:
        found = _going_on(found, head, await best(RESULT_LIMIT))
    hits = page.cut(found.hits, id_of=lambda hit: hit.id)
    shown = page.shown(hits)
    edges = [
        _edge(page.cursor_at(hit.id, number, len(shown), head), hit, found, scope)
        for number, hit in enumerate(shown, start=1)
    ]
    return SearchConnection(
        edges=edges,
        page_info=page.page_info([edge.cursor for edge in edges], len(hits)),
        explain=SearchExplain.of(found.trace),
    )


def _going_on(first: Recollection, head: int, whole: Recollection) -> Recollection:
    """The hits of the first page as it was, then those of all that are not among them: how many are
    asked for decides which are best, so no page may be cut from a list of its own."""
    begun = first.hits[:head]
    there = {hit.id for hit in begun}
    further = [hit for hit in whole.hits if hit.id not in there]
    return replace(
        whole,
        hits=(*begun, *further)[:RESULT_LIMIT],
        facts={**first.facts, **whole.facts},
        episodes={**first.episodes, **whole.episodes},
        entities={**first.entities, **whole.entities},
        communities={**first.communities, **whole.communities},
        experiences={**first.experiences, **whole.experiences},
        procedures={**first.procedures, **whole.procedures},
    )


def _question(given: SearchInput, view: AsOf, limit: int) -> Question:
    wanted = given.filter or SearchFilter()
    statuses = frozenset(wanted.status or ())
    return Question(
        text=given.text,
        view=view,
        kinds=frozenset(wanted.kinds or USUAL_KINDS),
        limit=limit,
        depth=given.expand_depth or 0,
        include_stale=includes_stale(given.at) or bool(statuses & STALE),
        predicates=frozenset(few("predicates", wanted.predicates)),
        statuses=statuses,
        about=frozenset(map(EntityId, few("aboutEntities", wanted.about_entities))),
        min_confidence=wanted.min_confidence or 0.0,
        min_score=given.min_score,
        fusion=given.fusion or Fusion.AUTO,
        rerank=bool(given.rerank),
        weights=weights_from(given.weights),
        sieve=_sieve(wanted),
        inherit=inherits(given.scope),
    )


def _edge(cursor: str, hit: Hit, found: Recollection, read_in: Scope) -> SearchEdge:
    return SearchEdge(
        cursor=cursor,
        node=_node(hit, found, read_in),
        score=hit.score,
        channels=[ChannelScore.of(given) for given in hit.channels],
        via=[Fact.of(found.facts[id], found.view, read_in) for id in hit.via],
    )


def _node(hit: Hit, found: Recollection, read_in: Scope) -> Item:
    match hit.kind:
        case ItemKind.FACT:
            return Fact.of(found.facts[FactId(hit.id)], found.view, read_in)
        case ItemKind.ENTITY:
            return Entity.of(found.entities[EntityId(hit.id)], read_in)
        case ItemKind.EPISODE:
            return Episode.of(found.episodes[EpisodeId(hit.id)], read_in)
        case ItemKind.COMMUNITY:
            return Community.of(found.communities[hit.id], read_in)
        case ItemKind.EXPERIENCE:
            return Experience.of(found.experiences[hit.id], read_in)
        case ItemKind.PROCEDURE:
            return Procedure.of(found.procedures[hit.id], read_in)


def _sieve(given: SearchFilter) -> Sieve:
    floor = Trust.UNTRUSTED if given.min_trust is None else given.min_trust
    kinds = frozenset(few("entityTypes", given.entity_types))
    return Sieve(floor, span_from(given.created_between), kinds)
