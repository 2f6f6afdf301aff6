"""How facts that answer are said: by a name, by a date, by the sentence that says why (pure)."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from quipu.graph.retrieval.walk import Path
from quipu.graph.retrieval.wording import Wording
from quipu.schema.identity import EntityId
from quipu.schema.knowledge import Entity, Fact, Nature, shown

_REASON = re.compile(
    r"\b(?:because|'?cause|cuz|so that|in order to|due to|thanks to|as a result of)\b",
    re.IGNORECASE,
)
_DAY = timedelta(days=1)
_DATED_WITHIN = (Nature.EVENT, Nature.PLAN)  # at some time between both dates


def answer_texts(
    best: Sequence[Path], question: Wording, named: Mapping[EntityId, Entity]
) -> tuple[str, ...]:
    """What the best paths answer; nothing where they lead to what is asked of and not to its
    date or reason."""
    last = [path.facts[-1] for path in best]
    if question.asks_when:
        said = [when_text(fact) for fact in last]
    elif question.asks_why:
        said = [fact.sentence if _REASON.search(fact.sentence) else None for fact in last]
    else:
        said = [named[path.end].name for path in best if path.end in named]
    return tuple(dict.fromkeys(one for one in said if one is not None))


def when_text(fact: Fact) -> str | None:
    """When something happened or began, no finer than it was told: a day, a month, a year, from
    one day to another, or by when at the latest. None where nothing is known."""
    start, end = shown(fact.valid.start), shown(fact.valid.end)
    if start is None:
        return None if end is None else f"by {_last_day(end):%Y-%m-%d}"
    if end is None or fact.nature not in _DATED_WITHIN or end - start <= _DAY:
        return f"{start:%Y-%m-%d}"
    if start == datetime(start.year, 1, 1, tzinfo=start.tzinfo) and end == _next_year(start):
        return f"{start:%Y}"
    if start == _month(start) and end == _month(start + 31 * _DAY):
        return f"{start:%Y-%m}"
    return f"{start:%Y-%m-%d} to {_last_day(end):%Y-%m-%d}"


def _last_day(end: datetime) -> datetime:
    """The last day that lies before an end, which is the first moment after."""
    return end - timedelta(microseconds=1)


def _month(moment: datetime) -> datetime:
    return moment.replace(day=1, hour=0, minute=0, second=0, microsecond=0)


def _next_year(start: datetime) -> datetime:
    return start.replace(year=start.year + 1)
