"""What was tried and learned, for a task or a question: the nearest attempts and procedures."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import TYPE_CHECKING

import numpy as np

from quipu.graph.experience.procedures import procedures
from quipu.graph.texts.terms import terms_of
from quipu.schema.experience import Attempts, Experience, Procedure, experience_of
from quipu.schema.identity import EpisodeId, Scope
from quipu.schema.knowledge import Trust
from quipu.schema.ports import GraphStore

if TYPE_CHECKING:
    from datetime import datetime

    from numpy.typing import NDArray

MOST_ATTEMPTS = 2_000
"""How many attempts of one scope are looked at, the newest ones."""

_BY_WORDS = 0.4  # the share of a score that words make; the rest is meaning
_BY_CONFIDENCE = 0.2  # how much surer advice gains: of .41 with a confidence of .34, .03


@dataclass(frozen=True, slots=True)
class Scored:
    """How well something fits a text, 0 to 1, and how of that by meaning (a cosine) and by words
    (the share of the text's words that it has)."""

    score: float
    meaning: float
    words: float


async def attempts_known(
    store: GraphStore, scope: Scope, known: datetime, *, inherit: bool = True
) -> Attempts:
    """The attempts that were known at a moment, of this scope and the wider ones."""
    episodes, vectors = await store.attempts(scope, known, MOST_ATTEMPTS, inherit=inherit)
    some = [
        (one, place)
        for place, episode in enumerate(episodes)
        if (one := experience_of(episode)) is not None
    ]
    return Attempts(tuple(one for one, _ in some), vectors[[place for _, place in some]])


def procedures_of(attempts: Attempts, least: Trust = Trust.UNTRUSTED) -> list[Procedure]:
    """What attempts of several scopes say, each scope for itself: nobody's own are mixed with
    another's. Attempts that are less trusted than `least` say nothing."""
    heard = [place for place, one in enumerate(attempts.experiences) if one.trust >= least]
    order = sorted(heard, key=lambda place: attempts.experiences[place].scope)
    found: list[Procedure] = []
    for _, some in groupby(order, key=lambda place: attempts.experiences[place].scope):
        found += procedures(_picked(attempts, list(some)))
    return sorted(found, key=lambda one: (-one.confidence, one.id))


def _picked(attempts: Attempts, places: Sequence[int]) -> Attempts:
    return Attempts(
        tuple(attempts.experiences[place] for place in places), attempts.vectors[list(places)]
    )


def fitting(attempts: Attempts, text: str, vector: NDArray[np.float32]) -> dict[EpisodeId, Scored]:
    """How well each attempt fits a text with this vector (pure)."""
    wanted = frozenset(terms_of(text))
    near = attempts.vectors @ vector if len(attempts.experiences) else np.zeros(0, np.float32)
    return {
        one.id: _scored(float(cosine), _share(wanted, _words(one)))
        for one, cosine in zip(attempts.experiences, near, strict=True)
    }


def fitting_procedures(
    found: Iterable[Procedure], by_attempt: Mapping[EpisodeId, Scored], text: str
) -> dict[str, Scored]:
    """The same of procedures: as their best attempt fits, and the more so the surer they are, so
    that none stands behind what it rests on (pure)."""
    wanted = frozenset(terms_of(text))
    scores = {}
    for one in found:
        best = max((by_attempt[id] for id in one.evidence), key=lambda each: each.score)
        words = max(best.words, _share(wanted, f"{one.title} {one.when}"))
        fit = _scored(best.meaning, words).score
        score = fit ** (1 - _BY_CONFIDENCE * one.confidence)
        scores[one.id] = replace(best, score=score, words=words)
    return scores


def _scored(meaning: float, words: float) -> Scored:
    return Scored((1 - _BY_WORDS) * max(0.0, meaning) + _BY_WORDS * words, meaning, words)


def _share(wanted: frozenset[str], text: str) -> float:
    return len(wanted & {*terms_of(text)}) / len(wanted) if wanted else 0.0


def _words(one: Experience) -> str:
    said = (part for step in one.steps for part in (step.tool, step.action, step.observation))
    return " ".join((one.task, one.lesson, *said))
