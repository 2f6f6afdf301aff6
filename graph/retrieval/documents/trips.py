"""The passages beside those that a question finds: two or three more trips, for documents only."""

from __future__ import annotations

from asyncio import TaskGroup
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from quipu.graph.retrieval.documents.again import asked_again
from quipu.graph.retrieval.documents.blend import Weighed
from quipu.graph.retrieval.documents.passages import (
    NOTHING,
    Found,
    asked_of,
    found_in,
    passage_features,
    passage_scores,
    shipped_model,
)
from quipu.graph.retrieval.question.voices import Voiced
from quipu.graph.retrieval.question.wanting import TEXT_LIMIT, wanted_for
from quipu.schema.identity import EpisodeId, Scope
from quipu.schema.intervals import AsOf
from quipu.schema.knowledge import Episode
from quipu.schema.ports import Appearances, Embedder, GraphStore
from quipu.schema.recall import Candidates, Fusion, ItemKind, Question

_SOURCES = 40  # facts whose sources are fetched: only then it is known what is of documents


@dataclass(frozen=True, slots=True)
class Documents:
    """Where documents are looked for, and by whom a question is embedded."""

    store: GraphStore
    embedder: Embedder
    scope: Scope


async def with_documents(
    within: Documents, gathered: Candidates, question: Question, view: AsOf
) -> tuple[Candidates, Weighed]:
    """The candidates with the passages that they lead to, and how likely each is evidence, 0…1.

    Nothing is weighed where no document is found, or where the caller weighs the arms himself.
    """
    found = found_in(gathered)
    if not found.direct or not _is_asked_for(question):
        return gathered, {}
    seen, again, texts = await _looked_further(within, gathered, found, question, view)
    scores = passage_scores(gathered, found, seen, shipped_model(), again)
    best = dict(list(scores.items())[: 2 * question.limit + 1])
    sources = [id for one in list(found.facts)[:_SOURCES] for id in gathered.facts[one].episodes]
    return await _with_texts(within, gathered, [*best, *sources], texts), best


async def evidence_features(
    store: GraphStore, scope: Scope, gathered: Candidates, question: Question, view: AsOf
) -> dict[EpisodeId, tuple[float, ...]]:
    """The features of every passage worth weighing, as a model is fitted on."""
    found = found_in(gathered)
    query = asked_of(gathered, found, view.known, inherit=question.inherit)
    return passage_features(gathered, found, await store.appearances(scope, query))


async def _looked_further(
    within: Documents, gathered: Candidates, found: Found, question: Question, view: AsOf
) -> tuple[Appearances, Found, Mapping[EpisodeId, Episode]]:
    """Who is named where, and what the question finds when it is asked again, both at once."""
    query = asked_of(gathered, found, view.known, inherit=question.inherit)
    text = asked_again(question.text, gathered.texts[next(iter(found.direct))].content)
    async with TaskGroup() as both:
        seen = both.create_task(within.store.appearances(within.scope, query))
        again = both.create_task(_asked(within, replace(question, text=text), view))
    candidates = again.result()
    if candidates is None:
        return seen.result(), NOTHING, {}
    return seen.result(), found_in(candidates), candidates.episodes


async def _asked(within: Documents, question: Question, view: AsOf) -> Candidates | None:
    if not question.text:
        return None
    [vector] = await within.embedder.embed([question.text[:TEXT_LIMIT]])
    only = replace(question, kinds=frozenset({ItemKind.EPISODE}), depth=0)
    return await within.store.gather(within.scope, wanted_for(only, Voiced(vector), view))


def _is_asked_for(question: Question) -> bool:
    weighs_itself = question.fusion is not Fusion.AUTO or question.weights
    is_sifted = not question.whole_sieve.is_open  # which only an engine can do
    is_plain = not (weighs_itself or is_sifted)
    return ItemKind.EPISODE in question.kinds and is_plain


async def _with_texts(
    within: Documents,
    gathered: Candidates,
    ids: Sequence[EpisodeId],
    known: Mapping[EpisodeId, Episode],
) -> Candidates:
    missing = [id for id in dict.fromkeys(ids) if id not in gathered.texts]
    if not missing:
        return gathered
    more = {id: known[id] for id in missing if id in known}
    unknown = [id for id in missing if id not in known]
    if unknown:
        more |= {one.id: one for one in await within.store.episodes(within.scope, unknown)}
    return gathered.with_episodes(more)
