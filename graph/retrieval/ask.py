"""A question is answered by walking facts: from what it names, along what it asks, to what ends it.

Extractive: an answer is a name or value that stands in the graph, with the facts that lead to
it. The walking is in `walk.py`.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from quipu.graph.retrieval.walk import Likeness, Path, Walk
from quipu.graph.retrieval.wording import Wording, wording_of
from quipu.schema.errors import Invalid
from quipu.schema.identity import EntityId, FactId, Scope
from quipu.schema.intervals import AsOf
from quipu.schema.knowledge import STALE, Entity, Episode, Fact, FactStatus, shown, status_of
from quipu.schema.ontology import Ontology
from quipu.schema.ports import Embedder, GraphStore
from quipu.schema.recall import Answer, Candidates, ItemKind, Wanted

ENOUGH_LIKENESS = 0.75  # cosine from which a fact may answer though no word is shared


async def answered(
    store: GraphStore,
    embedder: Embedder,
    ontology: Ontology,
    scope: Scope,
    text: str,
    view: AsOf,
) -> Answer:
    """The best path of facts that answers a question at a viewpoint; empty when none does."""
    if not text.strip():
        raise Invalid("empty question", hint="say what you want to know")
    [vector] = await embedder.embed([text])
    kinds = frozenset({ItemKind.FACT})
    gathered = await store.gather(scope, Wanted(text, vector, view, kinds, per_arm=50))
    seeds = await store.entities(scope, gathered.named)
    question = wording_of(text, _names(seeds), ontology)
    walk = Walk(store, Likeness(embedder, vector), scope, view, question)
    best = await walk.best([Path(seed.id) for seed in seeds])
    if not best:
        best = _by_likeness(gathered, question, view)
    return await _answer(store, scope, best, question, view)


def _names(seeds: Sequence[Entity]) -> list[str]:
    return [name for seed in seeds for name in (seed.name, *seed.aliases)]


def _by_likeness(gathered: Candidates, question: Wording, view: AsOf) -> list[Path]:
    """Where no named entity leads on: the fact that means the same, if any does."""
    for one in sorted(gathered.found, key=lambda one: -(one.meaning or 0.0)):
        fact = gathered.facts.get(FactId(one.item))
        if fact is None or (one.meaning or 0.0) < ENOUGH_LIKENESS:
            continue
        status = status_of(fact, view)
        if status in STALE or fact.is_negated:
            continue
        if status is FactStatus.PLANNED and not question.asks_ahead:
            continue
        if not question.is_about(_named_ends(fact, gathered)):
            continue
        return [Path(fact.object, (fact,), likeness=one.meaning or 0.0)]
    return []


def _named_ends(fact: Fact, gathered: Candidates) -> list[str]:
    ends = (gathered.entities.get(fact.subject), gathered.entities.get(fact.object))
    return [end.name for end in ends if end is not None]


async def _answer(
    store: GraphStore, scope: Scope, best: Sequence[Path], question: Wording, view: AsOf
) -> Answer:
    if not best:
        return Answer((), (), (), 0.0, "no fact in memory answers this")
    path = best[0]
    ends = [end for one in best for fact in one.facts for end in (fact.subject, fact.object)]
    named = {one.id: one for one in await store.entities(scope, list(dict.fromkeys(ends)))}
    wanted = list(dict.fromkeys(id for fact in path.facts for id in fact.episodes))
    sources = await store.episodes(scope, wanted)
    confidence = min(fact.confidence for fact in path.facts)
    texts = _texts(best, question, named)
    reason = (
        f"{len(path.facts)} fact(s) explain {', '.join(sorted(path.explained)) or 'the meaning'}"
    )
    return Answer(texts, path.facts, _cut(sources), confidence, reason, named)


def _texts(
    best: Sequence[Path], question: Wording, named: Mapping[EntityId, Entity]
) -> tuple[str, ...]:
    if question.asks_when:
        starts = [shown(path.facts[-1].valid.start) for path in best]
        dated = [f"{start:%Y-%m-%d}" for start in starts if start is not None]
        if dated:
            return tuple(dict.fromkeys(dated))
    return tuple(dict.fromkeys(named[path.end].name for path in best if path.end in named))


def _cut(sources: Collection[Episode]) -> tuple[Episode, ...]:
    """A document's whole text is no citation: sources are shown by their beginning."""
    return tuple(replace(one, content=one.content[:2_000]) for one in sources)
