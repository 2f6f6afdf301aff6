"""Parts of times: "the end of May", "the first week of August", "the third quarter of 2023".

Words before a time that take a part of it, or what lies around or beside it, are modifiers; they
change the span that the time itself means.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date, timedelta

from quipu.extraction.calendar_spans import (
    WEEKDAYS,
    Span,
    coming_weekday,
    day_span,
    month_span,
    months_after,
    part_of,
    shifted,
    week_span,
    weekend_span,
    year_span,
)
from quipu.extraction.dates_patterns import ANCHORED, COUNTED_FROM
from quipu.extraction.dates_relative import Groups, Leaning, count_of, unit_of, way_of
from quipu.extraction.dates_words import NUMBER, ORDINAL, UNIT, WEEKDAY, ordinal_number

_THIRDS = {"beginning": "early", "start": "early", "middle": "mid", "end": "late"}
_EDGE = re.compile(
    r"\b(?:the )?(?:very )?(?P<edge>beginning|start|middle|end) of\s+(?:the )?$", re.IGNORECASE
)
_HALF = re.compile(r"\b(?:the )?(?P<half>first|second|last) half of\s+(?:the )?$", re.IGNORECASE)
_NTH = re.compile(
    rf"\b(?:the )?(?P<nth>{ORDINAL}|last|final|1st|2nd|3rd|4th|5th) "
    rf"(?P<unit>{WEEKDAY}|{UNIT}) (?:of|in)\s+(?:the )?$",
    re.IGNORECASE,
)
_FIRST_FEW = re.compile(
    rf"\b(?:the )?(?P<side>first|last|final) (?P<count>{NUMBER}) (?P<unit>days|weeks|months|years) "
    r"(?:of|in)\s+(?:the )?$",
    re.IGNORECASE,
)
_AROUND = re.compile(r"\b(?:the )?(?P<unit>week|weekend|month) of\s+(?:the )?$", re.IGNORECASE)
_FROM = re.compile(
    r"\b(?:the )?week (?:beginning|commencing|starting)(?: on)?\s+(?:the )?$", re.IGNORECASE
)

Modifier = Callable[[Groups, Span], Span]


def modifier_before(before: str) -> re.Match[str] | None:
    """The modifier that ends a text, as a match; None where there is none."""
    return next((match for pattern in _MODIFIERS if (match := pattern.search(before))), None)


def modified(modifier: str, span: Span) -> Span:
    """The span of a time with its modifier. Raises ValueError where the span has no such part."""
    for pattern, meaning in _MODIFIERS.items():
        match = pattern.search(modifier)
        if match is not None:
            return meaning(match.groupdict(default=""), span)
    return span


def is_last_part(modifier: str) -> bool:
    """Whether it names the last part of a time, as "the end of" does."""
    return re.search(r"\b(?:end|last|final|second half)\b", modifier.lower()) is not None


def leaning_of_base(modifier: str, leaning: Leaning) -> Leaning:
    """ "A week from Friday" counts from the coming Friday whatever the tense."""
    return Leaning.FUTURE if COUNTED_FROM.search(modifier) else leaning


def _edge(groups: Groups, span: Span) -> Span:
    return part_of(span, _THIRDS[groups["edge"].lower()])


def _half(groups: Groups, span: Span) -> Span:
    middle = span.first + (span.after - span.first) / 2
    if (span.after - span.first).days > 31:
        months = (span.after.year - span.first.year) * 12 + span.after.month - span.first.month
        middle = months_after(span.first, months // 2)
    if groups["half"].lower() == "first":
        return Span(span.first, middle, "half")
    return Span(middle, span.after, "half")


def _nth(groups: Groups, span: Span) -> Span:
    """ "the first week of August", "the last Friday of the month", "the second day of May"."""
    unit, word = unit_of(groups["unit"]), groups["nth"].lower()
    is_last = word in ("last", "final")
    parts = list(_parts(span, unit))
    return parts[-1] if is_last else parts[ordinal_number(word) - 1 if len(parts) else 0]


def _first_few(groups: Groups, span: Span) -> Span:
    """ "the first two weeks of April", "the last three days of May"."""
    unit, count = unit_of(groups["unit"]), round(count_of(groups["count"]))
    step = {"month": 1, "year": 12}.get(unit)
    is_first = groups["side"].lower() == "first"
    edge, way = (span.first, 1) if is_first else (span.after, -1)
    if step is not None:
        other = months_after(edge, way * count * step)
    else:
        other = edge + way * timedelta(days=count * (7 if unit == "week" else 1))
    found = Span(min(edge, other), max(edge, other), "range")
    if found.first < span.first or found.after > span.after:
        raise ValueError(f"no {count} {unit}s in it")
    return found


def _parts(span: Span, unit: str) -> list[Span]:
    if unit in ("month", "year"):
        step = 1 if unit == "month" else 12
        make = _whole_month if unit == "month" else _whole_year
        months = (span.after.year - span.first.year) * 12 + span.after.month - span.first.month
        return [make(months_after(span.first, count)) for count in range(0, months, step)]
    if unit in ("week", "day", "decade"):
        days = 7 if unit == "week" else 1
        # The first week of August is its first seven days, the last its last seven.
        count = (span.after - span.first).days // days
        found = [_days(span.first + timedelta(days=days * n), days, unit) for n in range(count)]
        return [*found[:-1], _days(span.after - timedelta(days=days), days, unit)]
    weekday = WEEKDAYS["saturday"] if unit == "weekend" else WEEKDAYS[unit]
    first = coming_weekday(span.first, weekday)
    starts = [first + timedelta(weeks=n) for n in range((span.after - first).days // 7 + 1)]
    days = 2 if unit == "weekend" else 1
    return [_days(start, days, unit) for start in starts if start < span.after]


def _days(first: date, count: int, unit: str) -> Span:
    granularity = unit if unit in ("week", "weekend") else "day"
    return Span(first, first + timedelta(days=count), granularity)


def _whole_month(day: date) -> Span:
    return month_span(day.year, day.month)


def _whole_year(day: date) -> Span:
    return year_span(day.year)


def _around(groups: Groups, span: Span) -> Span:
    unit = groups["unit"].lower()
    if unit == "week":
        return week_span(span.first)
    if unit == "weekend":
        # The nearest one: of a Monday or Tuesday the one before it.
        return weekend_span(span.first, -1 if span.first.weekday() < 2 else 0)
    return _whole_month(span.first)


def _week_from(groups: Groups, span: Span) -> Span:
    return Span(span.first, span.first + timedelta(weeks=1), "week")


def _beside(groups: Groups, span: Span) -> Span:
    """The unit before or after a span: "the week before 9 June", "two days after Christmas"."""
    count = count_of(groups["count"] or "one")
    if unit_of(groups["unit"]) == "week" and span.granularity == "day" and not groups["count"]:
        # "the week before 9 June": the seven days before it, whatever weekday it is.
        is_before = groups["side"].lower() == "before"
        first = span.first - timedelta(weeks=1) if is_before else span.after
        return Span(first, first + timedelta(weeks=1), "week")
    if groups["side"].lower() == "from" and unit_of(groups["unit"]) == "week":
        return day_span(span.first + timedelta(weeks=round(count)))
    side = -1 if groups["side"].lower() == "before" else 1
    return shifted(span.first, side * count, unit_of(groups["unit"]))


_MODIFIERS: Mapping[re.Pattern[str], Modifier] = {
    ANCHORED: _beside,
    COUNTED_FROM: _beside,
    _NTH: _nth,
    _FIRST_FEW: _first_few,
    _EDGE: _edge,
    _HALF: _half,
    _AROUND: _around,
    _FROM: _week_from,
}


def quarter(groups: Groups, said: date, leaning: Leaning) -> Span:
    """ "Q3 2023", "the third quarter of last year", "last quarter"."""
    if groups["way_alone"]:
        first = date(said.year, 3 * ((said.month - 1) // 3) + 1, 1)
        return _quarter_from(months_after(first, 3 * way_of(groups["way_alone"])))
    number = groups["number"] or groups["number2"] or groups["nth"] or groups["nth2"]
    told = groups["year"] or groups["year2"]
    year = int(told) if told else said.year + way_of(groups["way"] or groups["way2"])
    return _quarter_from(date(year, 3 * ordinal_number(number) - 2, 1))


def _quarter_from(first: date) -> Span:
    return Span(first, months_after(first, 3), "quarter")


def century(groups: Groups, said: date, leaning: Leaning) -> Span:
    number = ordinal_number(groups["nth"])
    first, after = date(max(100 * (number - 1), 1), 1, 1), date(100 * number, 1, 1)
    return part_of(Span(first, after, "century"), groups["part"])


def day_of_week(groups: Groups, said: date, leaning: Leaning) -> Span:
    """ "Monday next week", "last week on Tuesday"."""
    weekday = WEEKDAYS[(groups["weekday"] or groups["weekday2"]).lower()]
    week = week_span(said, way_of(groups["way"] or groups["way2"]))
    return day_span(week.first + timedelta(days=weekday))


def the_weekend(groups: Groups, said: date, leaning: Leaning) -> Span:
    """ "over the weekend": the one that is on or over, or the coming one."""
    is_ahead = leaning is Leaning.FUTURE or said.weekday() >= WEEKDAYS["saturday"]
    return weekend_span(said, 0 if is_ahead else -1)


def this_unit(groups: Groups, said: date, leaning: Leaning) -> Span:
    """ "the year" in "by the end of the year": the one that is on."""
    unit = (groups["unit"] or groups["unit2"]).lower()
    return week_span(said) if unit == "week" else shifted(said, 0, unit)


def short_year(groups: Groups, said: date, leaning: Leaning) -> Span:
    return year_span(written_year(f"'{groups['year']}", said))


def written_year(text: str, said: date) -> int:
    """ "1998", or "'98": that of the hundred years up to ten years ahead."""
    if len(text) == 4:
        return int(text)
    year = said.year // 100 * 100 + int(text[-2:])
    return year if year <= said.year + 10 else year - 100
