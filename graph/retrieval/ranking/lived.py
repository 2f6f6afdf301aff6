"""Attempts and procedures as answers, beside facts and texts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING

from quipu.graph.aside import aside
from quipu.graph.experience.advising import (
    Scored,
    attempts_known,
    fitting,
    fitting_procedures,
    procedures_of,
)
from quipu.schema.experience import Attempts, Experience, Procedure
from quipu.schema.identity import Scope
from quipu.schema.intervals import AsOf
from quipu.schema.ports import GraphStore
from quipu.schema.recall import Channel, Contribution, Hit, ItemKind, Question, Sieve

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

LIVED = frozenset({ItemKind.EXPERIENCE, ItemKind.PROCEDURE})
LEAST = 0.2
"""What fits less is about something else: half of all tasks are as near as that to any text."""


@dataclass(frozen=True, slots=True)
class Lived:
    """Hits, best first of each kind, and what they are, in the same order."""

    hits: tuple[Hit, ...] = ()
    experiences: Mapping[str, Experience] = field(default_factory=dict)
    procedures: Mapping[str, Procedure] = field(default_factory=dict)


async def lived(
    store: GraphStore,
    scope: Scope,
    question: Question,
    vector: NDArray[np.float32],
    view: AsOf,
) -> Lived:
    """What attempts known at a view say to a question; one trip, and none where nobody asks."""
    if not question.kinds & LIVED or question.about or question.whole_sieve.wants_facts:
        return Lived()
    attempts = await attempts_known(store, scope, view.known, inherit=question.inherit)
    return await aside(len(attempts.experiences), partial(_found, attempts, question, vector))


def _found(attempts: Attempts, question: Question, vector: NDArray[np.float32]) -> Lived:
    """The same of attempts at hand (pure)."""
    by_attempt = fitting(attempts, question.text, vector)
    hits: list[Hit] = []
    experiences: dict[str, Experience] = {
        one.id: one for one in attempts.experiences if _passes(question.sieve, one)
    }
    procedures: dict[str, Procedure] = {}
    if ItemKind.PROCEDURE in question.kinds:
        some = procedures_of(attempts, question.sieve.min_trust)
        every = [one for one in some if one.created_at in question.sieve.created]
        procedures = {one.id: one for one in every}
        scores = fitting_procedures(every, by_attempt, question.text)
        hits += _hits(ItemKind.PROCEDURE, scores, question.limit)
    if ItemKind.EXPERIENCE in question.kinds:
        scores = {id: score for id, score in by_attempt.items() if id in experiences}
        hits += _hits(ItemKind.EXPERIENCE, scores, question.limit)
    shown = [hit.id for hit in hits]
    return Lived(
        tuple(hits),
        {id: experiences[id] for id in shown if id in experiences},
        {id: procedures[id] for id in shown if id in procedures},
    )


def _passes(sieve: Sieve, one: Experience) -> bool:
    return one.trust >= sieve.min_trust and one.created_at in sieve.created


def _hits(kind: ItemKind, scores: Mapping[str, Scored], limit: int) -> Iterable[Hit]:
    order = sorted(scores.items(), key=lambda one: (-one[1].score, one[0]))
    best = [(id, one) for id, one in order if one.score >= LEAST][: limit + 1]
    for place, (id, one) in enumerate(best, start=1):
        yield Hit(
            kind,
            id,
            one.score,
            (
                Contribution(Channel.VECTOR, place, one.meaning, one.score - _by_words(one)),
                Contribution(Channel.FULLTEXT, place, one.words, _by_words(one)),
            ),
        )


def _by_words(one: Scored) -> float:
    """What of a score words gave."""
    whole = max(one.meaning, 0.0) + one.words
    return one.score * one.words / whole if whole else 0.0
