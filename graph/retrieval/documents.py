"""The passages beside those that a question finds: one or two more trips, only for documents."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from quipu.graph.retrieval.blend import Weighed
from quipu.graph.retrieval.passages import (
    asked_of,
    found_in,
    passage_features,
    passage_scores,
    shipped_model,
)
from quipu.schema.identity import EpisodeId, Scope
from quipu.schema.intervals import AsOf
from quipu.schema.ports import GraphStore
from quipu.schema.recall import Candidates, Fusion, ItemKind, Question

_SOURCES = 40  # facts whose sources are fetched: only then it is known what is of documents


async def with_documents(
    store: GraphStore, scope: Scope, gathered: Candidates, question: Question, view: AsOf
) -> tuple[Candidates, Weighed]:
    """The candidates with the passages that they lead to, and how likely each is evidence, 0…1.

    Nothing is weighed where no document is found, or where the caller weighs the arms himself.
    """
    found = found_in(gathered)
    if not found.direct or not _is_asked_for(question):
        return gathered, {}
    query = asked_of(gathered, found, view.known, inherit=question.inherit)
    seen = await store.appearances(scope, query)
    scores = passage_scores(gathered, found, seen, shipped_model())
    best = dict(list(scores.items())[: 2 * question.limit + 1])
    sources = [id for one in list(found.facts)[:_SOURCES] for id in gathered.facts[one].episodes]
    return await _with_texts(store, scope, gathered, [*best, *sources]), best


async def evidence_features(
    store: GraphStore, scope: Scope, gathered: Candidates, question: Question, view: AsOf
) -> dict[EpisodeId, tuple[float, ...]]:
    """The features of every passage worth weighing, as a model is fitted on."""
    found = found_in(gathered)
    query = asked_of(gathered, found, view.known, inherit=question.inherit)
    return passage_features(gathered, found, await store.appearances(scope, query))


def _is_asked_for(question: Question) -> bool:
    weighs_itself = question.fusion is not Fusion.AUTO or question.weights
    is_sifted = not question.whole_sieve.is_open  # which only an engine can do
    is_plain = not (weighs_itself or is_sifted)
    return ItemKind.EPISODE in question.kinds and is_plain


async def _with_texts(
    store: GraphStore, scope: Scope, gathered: Candidates, ids: Sequence[EpisodeId]
) -> Candidates:
    missing = [id for id in dict.fromkeys(ids) if id not in gathered.episodes]
    if not missing:
        return gathered
    fetched = {one.id: one for one in await store.episodes(scope, missing)}
    return replace(gathered, episodes={**gathered.episodes, **fetched})
