"""A question becomes a ranking: one trip for candidates, fusion without I/O, one for names."""

from __future__ import annotations

import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

from quipu.graph.retrieval.documents.blend import Weighed, best_hits, with_channels
from quipu.graph.retrieval.documents.trips import Documents, with_documents
from quipu.graph.retrieval.question.meant import with_meant
from quipu.graph.retrieval.question.voices import voiced
from quipu.graph.retrieval.question.wanting import check_question, wanted_for
from quipu.graph.retrieval.ranking import arms
from quipu.graph.retrieval.ranking.clock import holding_first, said_later_last
from quipu.graph.retrieval.ranking.echoes import POOL, with_echoes
from quipu.graph.retrieval.ranking.expand import reached
from quipu.graph.retrieval.ranking.fusion import Ranking, measured, ranked, totals
from quipu.graph.retrieval.ranking.groups import FACTS, groups_found
from quipu.graph.retrieval.ranking.lived import lived
from quipu.graph.retrieval.ranking.reranking import Beside, must_be_there, reranked, widened
from quipu.graph.retrieval.ranking.room import with_room
from quipu.graph.retrieval.ranking.surroundings import by_neighbour, weights_for, worth_of
from quipu.graph.retrieval.ranking.wishes import with_wishes
from quipu.graph.taken_back import without_taken_back
from quipu.schema.communities import ToldCommunity
from quipu.schema.identity import EntityId, EpisodeId, FactId, Scope
from quipu.schema.intervals import AsOf
from quipu.schema.knowledge import STALE, Entity, Fact
from quipu.schema.outlines import Outline
from quipu.schema.ports import Embedder, GraphStore
from quipu.schema.recall import (
    Candidate,
    Candidates,
    Channel,
    Contribution,
    Fusion,
    Hit,
    ItemKind,
    Question,
    Recollection,
    Trace,
)
from quipu.schema.reranking import Reranker


async def searched(
    store: GraphStore,
    embedder: Embedder,
    scope: Scope,
    question: Question,
    now: AsOf,
    reranker: Reranker | None = None,
) -> Recollection:
    """Search one scope (and the wider ones, unless told not to). Raises `Invalid`.

    The question names predicates as the registry does.
    """
    check_question(question)
    must_be_there(reranker, question)
    asked, question = question, widened(question)
    view = question.view or now
    started = time.perf_counter()
    voice = await voiced(store, embedder, scope, question)
    embedded = time.perf_counter()
    gathered = await store.gather(scope, wanted_for(question, voice, view))
    gathered = with_meant(voice.levelled(gathered), question.text)
    gathered = await without_taken_back(store, scope, gathered, view)
    fetched = time.perf_counter()
    within = Documents(store, embedder, scope)
    gathered, weighed = await with_documents(within, gathered, question, view)
    walked = time.perf_counter()
    groups, communities = await _groups(store, scope, gathered, question, view)
    tried = await lived(store, scope, question, voice.asked, view)
    hits = rank(gathered, question, view, weighed, (*groups, *tried.hits))
    fused = time.perf_counter()
    beside = Beside(communities, tried.experiences, tried.procedures)
    hits, warnings = await reranked(reranker, asked, hits, gathered, beside)
    again = time.perf_counter()
    kept = tuple(hits[: asked.limit])
    facts = _facts_of(gathered, kept)
    entities = dict(gathered.entities) | await _ends(store, scope, facts.values())
    stages = {
        "embed": 1e3 * (embedded - started),
        "gather": 1e3 * (fetched - embedded),
        "documents": 1e3 * (walked - fetched),
        "fuse": 1e3 * (fused - walked),
        **({"rerank": 1e3 * (again - fused)} if asked.rerank else {}),
        "show": 1e3 * (time.perf_counter() - again),
    }
    trace = _trace(gathered, hits, kept, stages, warnings)
    return Recollection(
        kept,
        facts,
        gathered.episodes,
        entities,
        view,
        trace,
        communities,
        tried.experiences,
        tried.procedures,
    )


async def _groups(
    store: GraphStore, scope: Scope, gathered: Candidates, question: Question, view: AsOf
) -> tuple[list[Hit], dict[str, ToldCommunity]]:
    if ItemKind.COMMUNITY not in question.kinds:
        return [], {}
    facts = replace(
        question, kinds=frozenset({ItemKind.FACT}), limit=FACTS, depth=0, min_score=None
    )
    return await groups_found(store, scope, question, gathered, rank(gathered, facts, view), view)


def _facts_of(gathered: Candidates, hits: Sequence[Hit]) -> dict[FactId, Fact]:
    """The facts that are shown, and those that led to them."""
    used = {FactId(id) for hit in hits for id in (hit.id, *hit.via)} & gathered.facts.keys()
    return {id: gathered.facts[id] for id in used}


async def _ends(store: GraphStore, scope: Scope, facts: Iterable[Fact]) -> dict[EntityId, Entity]:
    """Who the facts that are shown are about: a second trip, always, and a small one."""
    ends = dict.fromkeys(end for fact in facts for end in (fact.subject, fact.object))
    return {entity.id: entity for entity in await store.entities(scope, list(ends))} if ends else {}


def rank(
    gathered: Candidates,
    question: Question,
    view: AsOf,
    weighed: Weighed = MappingProxyType({}),
    groups: Sequence[Hit] = (),
) -> list[Hit]:
    """The best hits of a search, one more than asked for if there are more (pure).

    weighed: how likely passages of documents are evidence, see `documents/`; groups: the
    communities, attempts and procedures found, see `ranking/groups.py` and `ranking/lived.py`.
    """
    wanted = question.kinds - ({ItemKind.EPISODE} if question.whole_sieve.wants_facts else set())
    gathered = gathered.outlined(view)
    found = [
        one for one in gathered.found if one.kind in wanted and _is_there(one, gathered, question)
    ]
    narrowed = replace(gathered, found=tuple(found))
    weights = weights_for(narrowed) | dict(question.weights)
    fused = _fused(narrowed, question, view, weights)
    best = best_hits(fused, narrowed, weighed, max(2 * question.limit + 1, _pool_of(question)))
    hits = _as_people_talk(best, narrowed, question.text) if _pool_of(question) else best
    hits = said_later_last(holding_first(hits, gathered.outlines), gathered.texts, view)
    hits += _through_the_graph(gathered, question, hits, weights)
    hits += _named_entities(gathered, question)
    hits += groups
    hits.sort(key=lambda hit: (-hit.score, hit.id))
    floor = question.min_score
    kept = hits if floor is None else [hit for hit in hits if hit.score >= floor]
    return with_channels(with_room(kept, question.limit), best, fused, weighed)


def _as_people_talk(hits: list[Hit], gathered: Candidates, question: str) -> list[Hit]:
    return with_wishes(with_echoes(hits, gathered, question), gathered, question)


def _pool_of(question: Question) -> int:
    """How many hits echoes are heard among; none where the caller weighs the arms himself."""
    is_default = question.fusion is Fusion.AUTO and not question.weights
    return POOL if is_default and ItemKind.EPISODE in question.kinds else 0


def _fused(
    gathered: Candidates, question: Question, view: AsOf, weights: Mapping[Channel, float]
) -> Ranking[arms.Item]:
    direct = measured(
        {
            Channel.FULLTEXT: arms.by_words(gathered.found),
            Channel.VECTOR: arms.by_meaning(gathered.found),
        },
        weights,
        question.fusion,
    )
    around = by_neighbour(gathered.found, gathered.texts, totals(direct))
    more = {Channel.NEIGHBOUR: around}
    if weights.get(Channel.NAME):
        more[Channel.NAME] = arms.by_name(gathered, question.text)
    if weights.get(Channel.TIME) and question.period is not None:
        more[Channel.TIME] = arms.by_time(gathered, question.period)
    if weights.get(Channel.RECENCY):
        more[Channel.RECENCY] = arms.by_recency(gathered, view.valid.start)
    is_default = question.fusion is Fusion.AUTO
    worth = worth_of(gathered.found, gathered.texts, question.text) if is_default else {}
    return ranked((*direct, *measured(more, weights, question.fusion)), worth)


def _is_there(candidate: Candidate, gathered: Candidates, question: Question) -> bool:
    if candidate.kind is ItemKind.EPISODE:
        return EpisodeId(candidate.item) in gathered.texts
    fact = gathered.outlines.get(FactId(candidate.item))
    return fact is not None and _passes(fact, question)


def _passes(fact: Outline, question: Question) -> bool:
    if question.statuses:
        if fact.status not in question.statuses:
            return False
    elif (fact.status in STALE or fact.is_later) and not question.include_stale:
        return False
    if question.predicates and fact.predicate not in question.predicates:
        return False
    if question.about and not {fact.subject, fact.object} & question.about:
        return False
    return fact.confidence >= question.min_confidence


def _through_the_graph(
    gathered: Candidates,
    question: Question,
    hits: Sequence[Hit],
    weights: Mapping[Channel, float],
) -> list[Hit]:
    weight = weights.get(Channel.GRAPH, 0.0)
    if question.depth == 0 or weight == 0.0 or ItemKind.FACT not in question.kinds or not hits:
        return []
    beside = [gathered.outlines[id] for id in gathered.beside]
    facts = [one for one in beside if _passes(one, question)]
    starts = _starts(gathered, hits)
    direct = {FactId(hit.id) for hit in hits if hit.kind is ItemKind.FACT}
    best = hits[0].score * weight
    found = reached(starts, facts, direct, question.depth)
    return [
        Hit(
            ItemKind.FACT,
            one.fact,
            best * one.strength,
            (Contribution(Channel.GRAPH, place, one.strength, best * one.strength),),
            one.via,
        )
        for place, one in enumerate(found, start=1)
    ]


def _starts(
    gathered: Candidates, hits: Sequence[Hit]
) -> dict[EntityId, tuple[float, tuple[FactId, ...]]]:
    """The named entities at full strength, and both ends of the best facts at their own."""
    starts: dict[EntityId, tuple[float, tuple[FactId, ...]]] = dict.fromkeys(
        gathered.named, (1.0, ())
    )
    best = hits[0].score
    for hit in [hit for hit in hits if hit.kind is ItemKind.FACT][:20]:
        fact = gathered.outlines[FactId(hit.id)]
        for end in (fact.subject, fact.object):
            if end not in gathered.values:
                starts.setdefault(end, (hit.score / best, (fact.id,)))
    return starts


def _named_entities(gathered: Candidates, question: Question) -> list[Hit]:
    if ItemKind.ENTITY not in question.kinds:
        return []
    named = [id for id in gathered.named if question.sieve.passes(gathered.entities[id])]
    return [
        Hit(
            ItemKind.ENTITY,
            entity,
            1.0 / place,
            (Contribution(Channel.NAME, place, 1.0, 1.0 / place),),
        )
        for place, entity in enumerate(named, start=1)
    ]


def _trace(
    gathered: Candidates,
    hits: Sequence[Hit],
    kept: Sequence[Hit],
    stages_ms: Mapping[str, float],
    warnings: tuple[str, ...],
) -> Trace:
    return Trace(
        plan=tuple(dict.fromkeys(_channels(hits))),
        is_exact=gathered.is_exact,
        candidates=len(gathered.found),
        took_ms=sum(stages_ms.values()),
        stages_ms=dict(stages_ms),
        truncated_by="limit" if len(hits) > len(kept) else "",
        warnings=(*warnings, "neighbourhood cut") if gathered.is_cut else warnings,
    )


def _channels(hits: Iterable[Hit]) -> Iterable[Channel]:
    return (given.channel for hit in hits for given in hit.channels)
