"""The arms of a search: what each makes of the candidates an engine gathered (pure)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from quipu.schema.identity import EpisodeId, FactId
from quipu.schema.intervals import INSTANT
from quipu.schema.knowledge import Episode, Fact
from quipu.schema.names import name_form
from quipu.schema.recall import Candidate, Candidates, Channel, ItemKind

Item = FactId | EpisodeId
Scores = dict[Item, float]


def by_words(found: Sequence[Candidate]) -> Scores:
    """BM25 of the stemmed words."""
    return {one.item: one.words for one in found if one.words is not None and one.words > 0.0}


def by_meaning(found: Sequence[Candidate]) -> Scores:
    """Cosine of the vectors."""
    return {one.item: one.meaning for one in found if one.meaning is not None and one.meaning > 0.0}


def by_neighbour(found: Sequence[Candidate], direct: Mapping[Item, float]) -> Scores:
    """What the turns just before and after an episode scored: an answer follows its question."""
    return {
        one.item: beside
        for one in found
        if one.kind is ItemKind.EPISODE
        and (beside := sum(direct.get(next_to, 0.0) for next_to in _beside(one)) / 2.0) > 0.0
    }


def _beside(candidate: Candidate) -> list[EpisodeId]:
    return [one for one in (candidate.before, candidate.after) if one is not None]


def by_name(candidates: Candidates, question: str) -> Scores:
    """1 for what its named speaker said and for facts about an entity that the question names."""
    asked = f" {name_form(question)} "
    named = set(candidates.named)
    scores: Scores = {}
    for one in candidates.found:
        if one.kind is ItemKind.EPISODE:
            is_named = _speaks(candidates.episodes.get(EpisodeId(one.item)), asked)
        else:
            fact = candidates.facts.get(FactId(one.item))
            is_named = fact is not None and bool({fact.subject, fact.object} & named)
        if is_named:
            scores[one.item] = 1.0
    return scores


def _speaks(episode: Episode | None, asked: str) -> bool:
    """The speaker's full name or first name stands in the question."""
    if episode is None or not (name := name_form(episode.speaker)):
        return False
    return f" {name} " in asked or f" {name.split()[0]} " in asked


def by_recency(candidates: Candidates, now: datetime) -> Scores:
    """Newer scores higher: 1 at the asked moment, halved for every thirty days before it."""
    scores: Scores = {}
    for one in candidates.found:
        moment = _moment(one, candidates)
        if moment is not None:
            days = max((now - moment) / INSTANT / 86_400e6, 0.0)
            scores[one.item] = 0.5 ** (days / 30.0)
    return scores


def _moment(candidate: Candidate, candidates: Candidates) -> datetime | None:
    if candidate.kind is ItemKind.EPISODE:
        episode = candidates.episodes.get(EpisodeId(candidate.item))
        return episode.occurred_at if episode else None
    fact: Fact | None = candidates.facts.get(FactId(candidate.item))
    return fact.valid.start if fact else None


DEFAULT_WEIGHTS: Mapping[Channel, float] = {
    Channel.FULLTEXT: 0.5,
    Channel.VECTOR: 0.5,
    Channel.NEIGHBOUR: 0.3,
    Channel.NAME: 0.1,
    Channel.GRAPH: 0.5,
    Channel.RECENCY: 0.0,
}
