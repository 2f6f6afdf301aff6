"""How facts that answer are said: by a name, by a date, by the sentence that says why (pure)."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from quipu.graph.retrieval.question.wording import Wording
from quipu.graph.retrieval.walking.path import Path
from quipu.schema.identity import EntityId
from quipu.schema.knowledge import Ending, Entity, Fact, Nature, shown

_REASON = re.compile(
    r"\b(?:because|'?cause|cuz|so that|in order to|due to|thanks to|as a result of)\b",
    re.IGNORECASE,
)
_NUMBER = re.compile(
    r"(?<![\w.])(?:\d[\d.,]*|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty"
    r"|thirty|forty|fifty|hundred|several|a dozen|a few|a couple of|no)(?![\w])",
    re.IGNORECASE,
)
_HOUR_OR_DAY = re.compile(
    r"\d|\b(?:mon|tues|wednes|thurs|fri|satur|sun)days?\b|\bnoon\b|\bmidnight\b", re.IGNORECASE
)
_DATE = re.compile(
    r"\d{1,2}\D{0,4} (?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)"
    r"|\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]* \d{1,2}\b"
    r"|\b\d{4}-\d{2}\b|^(?:1[5-9]|20)\d\d$",
    re.IGNORECASE,
)
_STEM = 5  # letters by which a counted noun is known: "child", "children"
_DAY = timedelta(days=1)
_SOME_TIME = timedelta(days=366)
_DATED_WITHIN = (Nature.EVENT, Nature.PLAN)  # at some time between both dates


def answer_texts(
    best: Sequence[Path], question: Wording, named: Mapping[EntityId, Entity]
) -> tuple[str, ...]:
    """What the best paths answer; nothing where they lead to what is asked of and not to its
    date or reason."""
    last = [path.facts[-1] for path in best]
    if question.asks_when:
        said = [
            _moment_text(fact, named.get(path.end), question)
            for path, fact in zip(best, last, strict=True)
        ]
    elif question.asks_what_happened:
        said = [fact.sentence for fact in last]
    elif question.asks_why:
        said = [fact.sentence if _REASON.search(fact.sentence) else None for fact in last]
    elif question.asks_how:
        ends = [named[path.end].name if path.end in named else "" for path in best]
        pairs = zip(ends, last, strict=True)
        said = [measure_text(end, fact.sentence, question.measure) for end, fact in pairs]
    else:
        said = [named[path.end].name for path in best if path.end in named]
    return tuple(dict.fromkeys(one for one in said if one is not None))


def _moment_text(fact: Fact, end: Entity | None, question: Wording) -> str | None:
    """The time that a fact ends at ("gets up at 6:30", "born on 3 May"), else when it was so. When
    a habit was first told of is no answer to when it is done, nor when a birthday was told; "since
    when" asks for just that."""
    if end is not None and end.is_value and fact.nature is Nature.STATE and _DATE.search(end.name):
        return end.name
    is_told = end is not None and end.is_value and _HOUR_OR_DAY.search(end.name) is not None
    asks_of_habit = question.is_present and "since" not in question.spoken
    is_state = fact.nature is Nature.STATE and asks_of_habit
    is_habit = is_state and not _is_dated(fact)
    if end is not None and is_told and (is_habit or when_text(fact) is None):
        return end.name
    told = replace(fact, nature=Nature.EVENT) if is_state else fact
    return None if is_habit else when_text(told)


def _is_dated(fact: Fact) -> bool:
    """ "Nadia goes on leave in September": a state that its own text puts within some time."""
    start, end = shown(fact.valid.start), shown(fact.valid.end)
    is_told_so = fact.ending is Ending.STATED
    return is_told_so and start is not None and end is not None and end - start <= _SOME_TIME


def measure_text(end: str, sentence: str, measure: Sequence[str]) -> str | None:
    """How many or how much a fact tells: the number that stands before what is counted, or the
    value it ends at if that has a number. None where it tells of what is counted and no number."""
    counted = measure[1] if measure[0] == "many" and len(measure) > 1 else ""
    if not counted:
        return end if _NUMBER.search(end) else None
    stem = re.escape(counted.removesuffix("s")[:_STEM])
    found = re.search(
        rf"(?P<number>{_NUMBER.pattern})\s+(?:\w+\s+)?{stem}", sentence, re.IGNORECASE
    )
    return None if found is None else found["number"]


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
