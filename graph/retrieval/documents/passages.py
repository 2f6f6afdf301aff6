"""Passages of documents, ranked by what they say and by what leads to them (pure).

An answer over several documents stands in a passage that shares no word with the question: the
film's page names its director, the director's page has the birthplace. So importance flows from
the passages and entities that the question finds, through who is named where, to the passages
about those. Six features of a passage, weighed by a logistic model that `quipu bench passages`
fits, say how likely it is evidence. And the question is asked again with what its best passage
names (`again.py`): what that finds is added.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from importlib.resources import files
from typing import TypeVar

import numpy as np

from quipu.graph.retrieval.documents.pagerank import Floats, TwoSided, spread
from quipu.schema.identity import EntityId, EpisodeId, FactId
from quipu.schema.knowledge import EpisodeKind
from quipu.schema.names import name_form
from quipu.schema.ports import AppearanceQuery, Appearances
from quipu.schema.recall import Candidate, Candidates, ItemKind

_Item = TypeVar("_Item", bound=str)

FEATURES = ("words", "meaning", "direct", "reached", "told", "led to")
_SEEDS = 20  # passages from which importance flows, and as many facts
_POOL = 60  # passages that are weighed: the best of both ways
_POOL_AGAIN = 30  # and of what is found when the question is asked again
AGAIN = 0.8  # what the best of those gain; of 0.1 to 0.8, and of powers 1 to 3, nested validation
AGAIN_POWER = 3  # so that only the best of them do
_DAMPING = 0.95  # of .7, .85, .9 and .95 on three public sets
_TOPIC = 10.0  # a page about somebody says more of them than a page that names them
_PASSAGE_SEED = 0.02  # a passage counts little beside an entity that the question names
_LEAST = 1e-4  # importance below it is none


@dataclass(frozen=True, slots=True)
class Model:
    """A logistic regression over `FEATURES`, each brought to mean 0 and deviation 1 first."""

    mean: tuple[float, ...]
    deviation: tuple[float, ...]
    weights: tuple[float, ...]
    bias: float

    def chances(self, rows: Floats) -> Floats:
        """How likely passages are evidence, 0…1; rows (n, features)."""
        scaled = (rows - np.array(self.mean)) / np.array(self.deviation)
        found: Floats = 1 / (1 + np.exp(-(scaled @ np.array(self.weights) + self.bias)))
        return found


@lru_cache(maxsize=1)
def shipped_model() -> Model:
    """The model in `passage_model.json`, whose own lines say on what it was fitted."""
    text = (files("quipu.graph.retrieval.documents") / "passage_model.json").read_text("utf-8")
    fitted = json.loads(text)
    return Model(
        tuple(fitted["mean"]), tuple(fitted["deviation"]), tuple(fitted["weights"]), fitted["bias"]
    )


@dataclass(frozen=True, slots=True)
class Found:
    """What a search has found of documents by itself, each score over the best of its kind."""

    words: Mapping[EpisodeId, float] = field(default_factory=dict)
    meaning: Mapping[EpisodeId, float] = field(default_factory=dict)  # cosine, 0…1
    direct: Mapping[EpisodeId, float] = field(default_factory=dict)  # half words, half meaning
    facts: Mapping[FactId, float] = field(default_factory=dict)  # the same, best first
    pages: Mapping[EpisodeId, str] = field(default_factory=dict)  # titles, which parts share

    @property
    def seeds(self) -> tuple[EpisodeId, ...]:
        return tuple(list(self.direct)[:_SEEDS])


def found_in(gathered: Candidates) -> Found:
    """The documents and the facts among the candidates; no documents, nothing to rank here."""
    documents = {
        EpisodeId(one.item): one
        for one in gathered.found
        if one.kind is ItemKind.EPISODE
        and gathered.texts[EpisodeId(one.item)].kind is EpisodeKind.DOCUMENT
    }
    if not documents:
        return Found()
    facts = {FactId(one.item): one for one in gathered.found if one.kind is ItemKind.FACT}
    words, meaning = _scores(documents)
    fact_words, fact_meaning = _scores(facts)
    top = max(meaning.values(), default=0.0) or 1.0
    direct = {id: (words[id] + meaning[id] / top) / 2 for id in documents}
    best = max(direct.values(), default=0.0) or 1.0
    return Found(
        words,
        meaning,
        _best_first({id: score / best for id, score in direct.items()}),
        _best_first({id: (fact_words[id] + fact_meaning[id]) / 2 for id in facts}),
        {id: str(gathered.episodes[id].metadata.get("title", "")) for id in documents},
    )


def asked_of(
    gathered: Candidates, found: Found, known: datetime, *, inherit: bool
) -> AppearanceQuery:
    """Where to look for further passages: from the best found, and from whom facts are about."""
    best = [gathered.facts[id] for id in list(found.facts)[:_SEEDS]]
    ends = (
        end for fact in best for end in (fact.subject, fact.object) if end not in gathered.values
    )
    entities = dict.fromkeys((*_named(gathered), *ends))
    return AppearanceQuery(found.seeds, tuple(entities), known, inherit=inherit)


def _named(gathered: Candidates) -> list[EntityId]:
    """Whom the question names; not those whose name is only part of a longer one that it names."""
    forms = {id: name_form(gathered.entities[id].first_name) for id in gathered.named}
    return [
        id
        for id, form in forms.items()
        if not any(f" {form} " in f" {other} " and form != other for other in forms.values())
    ]


NOTHING = Found()
"""What is found by a question that was not asked again."""


def passage_scores(
    gathered: Candidates, found: Found, seen: Appearances, model: Model, again: Found = NOTHING
) -> dict[EpisodeId, float]:
    """The passages worth weighing with how much speaks for each, 0…1, best first.

    The chance to be evidence, and what the question finds when it is asked again. Added to the
    chance, not weighed within it: what is all but certain stays ahead of what is only alike.
    """
    more = list(again.direct)[:_POOL_AGAIN]
    rows = passage_features(gathered, found, seen, more)
    chances = model.chances(np.array(list(rows.values()), dtype=np.float64)).tolist()
    by_itself = _best_first(dict(zip(rows, chances, strict=True)))
    heard = _heard_again(by_itself, found, again)
    most = 1.0 + AGAIN
    return _best_first(
        {id: (one + AGAIN * heard[id] ** AGAIN_POWER) / most for id, one in by_itself.items()}
    )


def _heard_again(
    by_itself: Iterable[EpisodeId], found: Found, again: Found
) -> dict[EpisodeId, float]:
    """What the second question finds, 0…1, for each passage of a ranking, best first.

    Of the page that its names were taken from, no part gains more than the parts ahead of it: the
    names of one part would put its neighbours before the one that was asked for.
    """
    pages = {**found.pages, **again.pages}
    page = pages.get(next(iter(found.direct), EpisodeId("")), "")
    heard: dict[EpisodeId, float] = {}
    most = 1.0
    for id in by_itself:
        heard[id] = again.direct.get(id, 0.0)
        if page and pages.get(id) == page:
            most = heard[id] = min(most, heard[id])
    return heard


def passage_features(
    gathered: Candidates, found: Found, seen: Appearances, more: Sequence[EpisodeId] = ()
) -> dict[EpisodeId, tuple[float, ...]]:
    """The features of every passage worth weighing and of `more`, in the order of `FEATURES`."""
    reached = _reached(gathered, found, seen)
    told = _told(gathered, found)
    led = _led_to(found, seen)
    pool = dict.fromkeys((*list(reached)[:_POOL], *list(found.direct)[:_POOL], *more))
    return {
        id: (
            found.words.get(id, 0.0),
            found.meaning.get(id, 0.0),
            found.direct.get(id, 0.0),
            math.log(reached.get(id, 0.0) + _LEAST),
            told.get(id, 0.0),
            led.get(id, 0.0),
        )
        for id in pool
    }


def _reached(gathered: Candidates, found: Found, seen: Appearances) -> dict[EpisodeId, float]:
    """How much importance flows to each passage from what the question finds, best first."""
    links = list({(one.episode, one.entity): one for one in reversed(seen.found)}.values())
    left = _places(dict.fromkeys((*found.seeds, *(link.episode for link in links))))
    named = _named(gathered)
    right = _places(dict.fromkeys((*named, *(link.entity for link in links))))
    weights = np.array([_TOPIC if link.is_topic else 1.0 for link in links])
    to = np.array([right[link.entity] for link in links], dtype=np.intp)
    counted = np.array([seen.counts.get(id, 1) for id in right], dtype=np.float64)
    of_passages = np.array([_PASSAGE_SEED * found.direct.get(id, 0.0) for id in left])
    of_entities = np.array(
        [1.0 / counted[n] if id in set(named) else 0.0 for id, n in right.items()]
    )
    if not links or of_passages.sum() + of_entities.sum() == 0:
        return {}
    graph = TwoSided(
        left=np.array([left[link.episode] for link in links], dtype=np.intp),
        right=to,
        weights=weights,
        left_size=len(left),
        right_totals=np.maximum(np.bincount(to, weights, len(right)), counted),
    )
    flow = spread(graph, of_passages, of_entities, _DAMPING)
    return _best_first(dict(zip(left, flow.tolist(), strict=True)))


def _places(ids: Iterable[_Item]) -> dict[_Item, int]:
    return {id: place for place, id in enumerate(ids)}


def _told(gathered: Candidates, found: Found) -> dict[EpisodeId, float]:
    """The best fact that a passage states."""
    told: dict[EpisodeId, float] = {}
    for id, score in found.facts.items():
        for episode in gathered.facts[id].episodes:
            told.setdefault(episode, score)  # facts come best first
    return told


def _led_to(found: Found, seen: Appearances) -> dict[EpisodeId, float]:
    """The best passage that names whom a passage is about."""
    about: dict[EntityId, list[EpisodeId]] = {}
    for link in seen.found:
        if link.is_topic:
            about.setdefault(link.entity, []).append(link.episode)
    led: dict[EpisodeId, float] = {}
    seeds = set(found.seeds)
    for link in seen.found:
        if link.episode in seeds:
            for there in about.get(link.entity, ()):
                if there != link.episode:
                    led[there] = max(led.get(there, 0.0), found.direct[link.episode])
    return led


def _scores(
    found: Mapping[_Item, Candidate],
) -> tuple[dict[_Item, float], dict[_Item, float]]:
    """Words over the best words, and cosines."""
    top = max((one.words or 0.0 for one in found.values()), default=0.0) or 1.0
    words = {id: (one.words or 0.0) / top for id, one in found.items()}
    return words, {id: max(one.meaning or 0.0, 0.0) for id, one in found.items()}


def _best_first(scores: Mapping[_Item, float]) -> dict[_Item, float]:
    return dict(sorted(scores.items(), key=lambda pair: (-pair[1], pair[0])))
