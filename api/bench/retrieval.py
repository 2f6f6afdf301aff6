"""Which turns or passages hold the evidence: each question is searched, as `quipu search` does."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING

from quipu.api.bench.figures import Figures
from quipu.api.bench.intake import take_in_drafts
from quipu.api.bench.sets import Asked, Collection
from quipu.api.bench.variants import WHOLE, Variant
from quipu.api.cli.ingest import Progress
from quipu.api.packing import packed
from quipu.schema.identity import EpisodeId, FactId, Scope
from quipu.schema.knowledge import Episode
from quipu.schema.recall import ItemKind, Question, Recollection

if TYPE_CHECKING:
    from quipu.api.assemble import Service

BUDGETS = (1_500, 4_000)  # tokens of a context
_HITS = 100  # facts of one turn fall together: enough hits for twenty different turns
Ranked = dict[str, list[str]]


@dataclass(frozen=True, slots=True)
class Retrieved:
    """What was found: by variant, and what of the whole search a context of some tokens has."""

    ranked: dict[str, Ranked]
    within: dict[int, Ranked]
    cited: Ranked = field(default_factory=dict)  # by `ask`; nothing where it did not know


async def run_retrieval(
    service: Service,
    collections: Sequence[Collection],
    figures: Figures,
    watch: Progress,
    variants: Mapping[str, Variant] = MappingProxyType({}),
    *,
    asks: bool = False,
) -> Retrieved:
    """Question id → ids of turns or passages, best first; times are of the whole search. With
    `asks` each is answered, too, as `quipu ask` does."""
    ranked: dict[str, Ranked] = {name: {} for name in (WHOLE, *variants)}
    within: dict[int, Ranked] = {tokens: {} for tokens in BUDGETS}
    cited: Ranked = {}
    for collection in collections:
        scope = Scope(service.scope.tenant, user=collection.name)
        watch.noted(f"{collection.name}: {len(collection.drafts):,} to ingest")
        await take_in_drafts(service, scope, collection.drafts, to=figures, watch=watch)
        watch.noted(f"{collection.name}: {len(collection.questions):,} questions")
        for asked in collection.questions:
            found = await _timed(service, scope, asked, figures)
            turns = await _turns(service, scope, found)
            ranked[WHOLE][asked.id] = _units(collection, turns_of(found), turns)
            for tokens in BUDGETS:
                shown = packed(found, turns, asked.text, tokens).passages
                within[tokens][asked.id] = _units(collection, [one.id for one in shown], turns)
            if asks:
                cited[asked.id] = await _cited(service, scope, collection, asked)
            for name, variant in variants.items():
                question = variant(_question(service, asked))
                found = await service.memory.search(scope, question)
                turns = await _turns(service, scope, found)
                ranked[name][asked.id] = _units(collection, turns_of(found), turns)
    return Retrieved(ranked, within, cited)


async def _cited(service: Service, scope: Scope, collection: Collection, asked: Asked) -> list[str]:
    """The turns or passages that an answer rests on; none where there is no answer."""
    answer = await service.memory.ask(scope, asked.text, service.memory.view(as_of=asked.as_of))
    if not answer.texts:
        return []
    told = {one.id: one for one in answer.sources}
    return _units(collection, list(told), told)


def _question(service: Service, asked: Asked) -> Question:
    """As somebody asks it who asks now, or then, where the set says when."""
    view = None if asked.as_of is None else service.memory.view(as_of=asked.as_of)
    return Question(asked.text, limit=_HITS, view=view)


async def _timed(service: Service, scope: Scope, asked: Asked, figures: Figures) -> Recollection:
    started = time.perf_counter()
    found = await service.memory.search(scope, _question(service, asked))
    figures.question_ms.append(1e3 * (time.perf_counter() - started))
    for stage, spent in found.trace.stages_ms.items():
        figures.stages_ms[stage] += spent
    return found


async def _turns(service: Service, scope: Scope, found: Recollection) -> dict[EpisodeId, Episode]:
    """The turns of a search, also those that only its facts rest on."""
    turns = {**found.episodes}
    missing = [id for id in turns_of(found) if id not in turns]
    return turns | {one.id: one for one in await service.memory.store.episodes(scope, missing)}


def _units(
    collection: Collection, ids: Sequence[EpisodeId], turns: Mapping[EpisodeId, Episode]
) -> list[str]:
    told = [turns[id].external_id for id in ids if id in turns]
    return list(dict.fromkeys(collection.units.get(turn, turn) for turn in told))


def turns_of(found: Recollection) -> list[EpisodeId]:
    """The episodes of a search in the order of its hits; a fact counts as the turns it rests on."""
    ids: dict[EpisodeId, None] = {}
    for hit in found.hits:
        if hit.kind is ItemKind.FACT:
            ids |= dict.fromkeys(found.facts[FactId(hit.id)].episodes)
        elif hit.kind is ItemKind.EPISODE:
            ids[EpisodeId(hit.id)] = None
    return list(ids)
