"""Which facts may answer a question at all, by when they hold and how they are told (pure)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import timedelta

from quipu.graph.retrieval.question.wording import Wording
from quipu.schema.intervals import DAWN, AsOf
from quipu.schema.knowledge import STALE, Entity, Fact, FactStatus, Nature, status_of
from quipu.schema.names import name_form

_FORMER = "ex"
_AT_A_NAME = re.compile(r"\bat (?:the )?[A-Z]")
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


def speaks_of(facts: Sequence[Fact], one: Entity) -> bool:
    """Whether facts lead to somebody, or say the name."""
    if any(one.id in (fact.subject, fact.object) for fact in facts):
        return True
    said = " ".join(name_form(fact.sentence) for fact in facts)
    return any(f" {name_form(name)} " in f" {said} " for name in (one.name, *one.aliases))


def is_at_another(facts: Sequence[Fact], asked_at: Sequence[Entity]) -> bool:
    """Whether facts tell of what is at some other place than is asked of: "my boss at Acme"."""
    is_somewhere = any(_AT_A_NAME.search(fact.sentence) for fact in facts)
    return is_somewhere and not all(speaks_of(facts, one) for one in asked_at)


def asked_at(text: str, named: Sequence[Entity]) -> tuple[Entity, ...]:
    """Of whom a question names, those at which something is asked for."""
    names = ((one, re.escape(name)) for one in named for name in (one.name, *one.aliases))
    found = (one for one, name in names if re.search(rf"\bat (?:the )?{name}(?!\w)", text))
    return tuple({one.id: one for one in found}.values())
