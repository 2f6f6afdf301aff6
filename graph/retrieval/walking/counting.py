"""Which facts may answer a question at all, by when they hold and how they are told (pure)."""

from __future__ import annotations

from datetime import timedelta

from quipu.graph.retrieval.question.wording import Wording
from quipu.schema.intervals import DAWN, AsOf
from quipu.schema.knowledge import STALE, Fact, FactStatus, Nature, status_of

_FORMER = "ex"
LATELY = timedelta(days=31)
"""So long before it is told a deed without a date is taken to have been done at the earliest."""


def counts(fact: Fact, question: Wording, view: AsOf) -> bool:
    """Whether a fact may answer: it holds then, or it is history, or what is ahead is asked for.

    A wish, a plan or a chance answers only who asks for it.
    """
    status = status_of(fact, view)
    if fact.is_negated or status in (FactStatus.EXPIRED, FactStatus.QUARANTINED):
        return False
    if not question.bears(fact.predicate) or _was_later(fact, view):
        return False
    if fact.predicate == _FORMER and question.spoken.isdisjoint(("ex", "former")):
        return question.is_past and not question.is_present  # an ex-husband is no husband
    if fact.valid.overlaps(view.valid):
        return True
    if status is FactStatus.PLANNED:
        # "When is my appointment?" asks for what is ahead.
        return question.asks_ahead or (question.asks_when and not question.is_past)
    return status not in STALE


def _was_later(fact: Fact, view: AsOf) -> bool:
    """Whether a deed of which nobody said when is told long after the time that is asked of."""
    is_undated = fact.nature is Nature.EVENT and fact.valid.start == DAWN
    return is_undated and view.valid.end <= fact.valid.end - LATELY
