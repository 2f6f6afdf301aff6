"""The arms of a search: what each makes of the candidates an engine gathered (pure)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from quipu.schema.identity import EpisodeId, FactId
from quipu.schema.intervals import Interval
from quipu.schema.names import name_form
from quipu.schema.recall import Candidate, Candidates, Channel, ItemKind

Item = FactId | EpisodeId
Scores = dict[Item, float]

TOLD_BEFORE = timedelta(days=1)
TOLD_AFTER = timedelta(days=7)
HALVED_EVERY = timedelta(days=30)


def by_words(found: Sequence[Candidate]) -> Scores:
    """BM25 of the stemmed words."""
    return {one.item: one.words for one in found if one.words is not None and one.words > 0.0}


def by_meaning(found: Sequence[Candidate]) -> Scores:
    """Cosine of the vectors."""
    return {one.item: one.meaning for one in found if one.meaning is not None and one.meaning > 0.0}


def by_name(candidates: Candidates, question: str) -> Scores:
    """1 for what its named speaker said and for facts about an entity that the question names."""
    asked = f" {name_form(question)} "
    speakers = {episode.speaker for episode in candidates.texts.values()}
    speaking = {speaker for speaker in speakers if _is_named(speaker, asked)}
    named = set(candidates.named)
    scores: Scores = {}
    for one in candidates.found:
        if one.kind is ItemKind.EPISODE:
            is_named = candidates.texts[EpisodeId(one.item)].speaker in speaking
        else:
            fact = candidates.outlines[FactId(one.item)]
            is_named = fact.subject in named or fact.object in named
        if is_named:
            scores[one.item] = 1.0
    return scores


def _is_named(speaker: str, asked: str) -> bool:
    """The speaker's full name or first name stands in the question."""
    name = name_form(speaker)
    return bool(name) and (f" {name} " in asked or f" {name.split()[0]} " in asked)


def by_time(candidates: Candidates, period: Interval) -> Scores:
    """1 for what was said in the period that a question names, or soon after, and for facts that
    began or ended in it."""
    told = Interval(period.start - TOLD_BEFORE, period.end + TOLD_AFTER)
    scores: Scores = {}
    for one in candidates.found:
        if one.kind is ItemKind.EPISODE:
            moments = [candidates.texts[EpisodeId(one.item)].occurred_at]
        else:
            valid = candidates.facts[FactId(one.item)].valid
            moments = [valid.start, valid.end]
        if any(moment in told for moment in moments):
            scores[one.item] = 1.0
    return scores


def by_recency(candidates: Candidates, now: datetime) -> Scores:
    """Newer scores higher: 1 at the asked moment, halved for every thirty days before it."""
    scores: Scores = {}
    for one in candidates.found:
        if one.kind is ItemKind.EPISODE:
            moment = candidates.texts[EpisodeId(one.item)].occurred_at
        else:
            moment = candidates.facts[FactId(one.item)].valid.start
        scores[one.item] = 0.5 ** (max((now - moment) / HALVED_EVERY, 0.0))
    return scores


DEFAULT_WEIGHTS: Mapping[Channel, float] = {
    Channel.FULLTEXT: 0.5,
    Channel.VECTOR: 0.5,
    Channel.NEIGHBOUR: 0.6,
    Channel.NAME: 0.2,
    Channel.TIME: 0.2,
    Channel.GRAPH: 0.5,
    Channel.RECENCY: 0.0,
}
