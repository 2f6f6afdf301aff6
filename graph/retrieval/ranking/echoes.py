"""What the best turns say besides the words of the question, heard again in others (pure).

Whoever is asked about speaks of one matter on several days, and not always in the question's words.
So the telling words of the best few turns count a little for the others: pseudo-relevance feedback
(Lavrenko & Croft 2001, "Relevance-Based Language Models").
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache

from quipu.graph.retrieval.ranking.surroundings import are_short
from quipu.graph.texts.terms import terms_of
from quipu.schema.identity import EpisodeId
from quipu.schema.knowledge import EpisodeKind
from quipu.schema.outlines import Text
from quipu.schema.recall import Candidates, Channel, Contribution, Hit, ItemKind

POOL = 100  # hits among which echoes are heard
_HEARD = 3  # of the best turns
_TERMS = 10  # of theirs, the most telling ones
_WORTH = 0.07  # of the best score, for the loudest echo (of .07, .1 and .15 on LoCoMo)
_K1, _B = 1.2, 0.75  # as both engines score words


def with_echoes(hits: Sequence[Hit], gathered: Candidates, question: str) -> list[Hit]:
    """The hits, best first, with what echoes give to turns; the best keeps its place.

    A turn does not hear itself. Only where people talk in a sentence or two a turn: what is longer
    speaks of much, and its words are found already.
    """
    turns = _turns(hits, gathered.texts)
    if len(turns) <= _HEARD or not are_short(turns.values()):
        return list(hits)
    terms = {id: _counted(turn.content) for id, turn in turns.items()}
    heard = _heard(hits, terms, _left_out(question, turns.values()))
    loud = _loudness(terms, heard)
    loudest = max(loud.values(), default=0.0)
    if loudest <= 0.0:
        return list(hits)
    worth = {id: _WORTH * hits[0].score * one / loudest for id, one in loud.items() if one > 0.0}
    places = {id: place for place, id in enumerate(sorted(worth, key=lambda id: -worth[id]), 1)}
    found = [
        _with(hit, worth[EpisodeId(hit.id)], loud[EpisodeId(hit.id)], places[EpisodeId(hit.id)])
        if hit.kind is ItemKind.EPISODE and hit.id in worth
        else hit
        for hit in hits
    ]
    return [found[0], *sorted(found[1:], key=lambda hit: (-hit.score, hit.id))]


def _turns(hits: Sequence[Hit], episodes: Mapping[EpisodeId, Text]) -> dict[EpisodeId, Text]:
    found = (
        episodes[EpisodeId(hit.id)]
        for hit in hits
        if hit.kind is ItemKind.EPISODE and hit.id in episodes
    )
    return {one.id: one for one in found if one.kind is not EpisodeKind.DOCUMENT}


@lru_cache(maxsize=4_096)
def _counted(text: str) -> Counter[str]:
    return Counter(terms_of(text))


def _left_out(question: str, turns: Iterable[Text]) -> set[str]:
    """The question's own terms, which have counted, and the names of those who speak."""
    speakers = {turn.speaker for turn in turns}
    return {term for text in (question, *speakers) for term in _counted(text)}


def _heard(
    hits: Sequence[Hit], terms: Mapping[EpisodeId, Counter[str]], left_out: set[str]
) -> dict[EpisodeId, dict[str, float]]:
    """The weight of each term of the best turns: how large a part of its turn, and how rare."""
    standing = Counter(term for counted in terms.values() for term in counted)
    rarity = {
        term: math.log1p((len(terms) - have + 0.5) / (have + 0.5))
        for term, have in standing.items()
        if have > 1 and term not in left_out
    }
    scores = {EpisodeId(hit.id): hit.score for hit in hits}
    best = list(terms)[:_HEARD]
    return {
        id: {
            term: scores[id] * count / terms[id].total() * rarity[term]
            for term, count in terms[id].items()
            if term in rarity
        }
        for id in best
    }


def _loudness(
    terms: Mapping[EpisodeId, Counter[str]], heard: Mapping[EpisodeId, Mapping[str, float]]
) -> dict[EpisodeId, float]:
    """BM25 of every turn for what the best others say."""
    length = max(1.0, sum(counted.total() for counted in terms.values()) / len(terms))
    by_all = _most_telling(heard.values())
    found = {}
    for id, counted in terms.items():
        asked = (
            _most_telling(one for other, one in heard.items() if other != id)
            if id in heard
            else by_all
        )
        damping = _K1 * (1 - _B + _B * counted.total() / length)
        found[id] = sum(
            weight * (_K1 + 1) * counted[term] / (counted[term] + damping)
            for term, weight in asked.items()
            if term in counted
        )
    return found


def _most_telling(heard: Iterable[Mapping[str, float]]) -> dict[str, float]:
    total: dict[str, float] = {}
    for one in heard:
        for term, weight in one.items():
            total[term] = total.get(term, 0.0) + weight
    return dict(sorted(total.items(), key=lambda pair: (-pair[1], pair[0]))[:_TERMS])


def _with(hit: Hit, given: float, loudness: float, place: int) -> Hit:
    told = Contribution(Channel.FULLTEXT, place, loudness, given)
    return replace(hit, score=hit.score + given, channels=(*hit.channels, told))
