"""What each time expression means, given the day it was said on: one function a rule."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from quipu.extraction import dates_nested as nested
from quipu.extraction import dates_parts as parts
from quipu.extraction import dates_relative as relative
from quipu.extraction.calendar_spans import (
    MONTHS,
    ONE_DAY,
    WEEKDAYS,
    Span,
    day_span,
    decade_span,
    holiday,
    month_span,
    months_after,
    part_of,
    season_span,
    year_span,
)
from quipu.extraction.dates_relative import Groups, Leaning, Rule, way_of
from quipu.extraction.dates_words import ordinal_number, spelled_year


def _month(text: str) -> int:
    return MONTHS[text.lower().rstrip(".")]


def _written_day(groups: Groups, said: date, leaning: Leaning) -> Span:
    day, month = ordinal_number(groups["day"]), _month(groups["month"])
    if groups["year"]:
        return day_span(date(parts.written_year(groups["year"], said), month, day))
    return day_span(_nearest(month, day, said, leaning))


def _nearest(month: int, day: int, said: date, leaning: Leaning) -> date:
    """A day without a year: the nearest one in the direction the tense points to."""
    year = said.year
    if leaning is Leaning.FUTURE:
        year += (month, day) < (said.month, said.day)
    # Told in the past but a little ahead ("the party on May 7" written on May 1): this year's.
    elif (date(year, month, min(day, 28)) - said).days > 60:
        year -= 1
    return date(year, month, day)


def _iso_day(groups: Groups, said: date, leaning: Leaning) -> Span:
    return day_span(date(int(groups["year"]), int(groups["month"]), int(groups["day"])))


def _iso_month(groups: Groups, said: date, leaning: Leaning) -> Span:
    return month_span(int(groups["year"]), int(groups["month"]))


def _slashed_day(groups: Groups, said: date, leaning: Leaning) -> Span:
    year, first, second = int(groups["year"]), int(groups["month"]), int(groups["day"])
    if year < 100:
        year += 2000 if year < 70 else 1900
    # Month first, as in the United States, unless that cannot be.
    month, day = (second, first) if first > 12 else (first, second)
    return day_span(date(year, month, day))


def _dotted_day(groups: Groups, said: date, leaning: Leaning) -> Span:
    return day_span(date(int(groups["year"]), int(groups["month"]), int(groups["day"])))


def _short_day(groups: Groups, said: date, leaning: Leaning) -> Span:
    first, second = int(groups["month"]), int(groups["day"])
    month, day = (second, first) if first > 12 else (first, second)
    return day_span(_nearest(month, day, said, leaning))


def _month_year(groups: Groups, said: date, leaning: Leaning) -> Span:
    return part_of(month_span(int(groups["year"]), _month(groups["month"])), groups["part"])


def _relative_month(groups: Groups, said: date, leaning: Leaning) -> Span:
    month, way, year = _month(groups["month"]), way_of(groups["way"]), said.year
    if way < 0:
        year -= month >= said.month
    elif way > 0:
        year += month <= said.month
    return month_span(year, month)


def _plain_month(groups: Groups, said: date, leaning: Leaning) -> Span | None:
    word = next(groups[name] for name in _MONTH_GROUPS if groups[name])
    # "may" and "mar" are common words: only as names do they tell a month.
    if not word[0].isupper() and word.lower().rstrip(".") in ("may", "mar", "march", "jan", "sun"):
        return None
    month, year = _month(word), said.year
    if leaning is Leaning.FUTURE:
        year += month < said.month
    else:
        year -= month > said.month
    return part_of(month_span(year, month), groups["part"] or groups["part2"])


_MONTH_GROUPS = ("month", "month2", "month3", "month4", "month5")


def _decade(groups: Groups, said: date, leaning: Leaning) -> Span:
    return part_of(decade_span(int(groups["year"])), groups["part"])


def _short_decade(groups: Groups, said: date, leaning: Leaning) -> Span:
    return part_of(decade_span(1900 + int(groups["year"])), groups["part"])


def _holiday(groups: Groups, said: date, leaning: Leaning) -> Span:
    name, way = groups["name"].lower().replace("’", "'"), way_of(groups["way"])
    if groups["year"]:
        return day_span(holiday(name, int(groups["year"])))
    here = holiday(name, said.year)
    if way > 0 or (way == 0 and leaning is Leaning.FUTURE):
        return day_span(here if here >= said else holiday(name, said.year + 1))
    if way == 0 and groups["way"]:
        return day_span(here)
    return day_span(here if here <= said else holiday(name, said.year - 1))


def _day_of_month(groups: Groups, said: date, leaning: Leaning) -> Span:
    day = ordinal_number(groups["day"] or groups["day2"])
    first = said.replace(day=1)
    if groups.get("way"):
        way = 0 if groups["way"] == "the" else way_of(groups["way"])
        return day_span(months_after(first, way).replace(day=day))
    if leaning is Leaning.FUTURE and day < said.day:
        first = months_after(first, 1)
    if leaning is Leaning.PAST and day > said.day:
        first = months_after(first, -1)
    return day_span(first.replace(day=day))


def _season_year(groups: Groups, said: date, leaning: Leaning) -> Span:
    return part_of(
        season_span(parts.written_year(groups["year"], said), groups["season"].lower()),
        groups["part"],
    )


def _days_of_month(groups: Groups, said: date, leaning: Leaning) -> Span | None:
    """ "June 9-12": both days included; nothing where the second is not later."""
    first, last = (ordinal_number(groups[one] or groups[two]) for one, two in _RUN_GROUPS)
    written = {
        "month": groups["month"] or groups["month2"],
        "year": groups["year"] or groups["year2"],
    }
    if last <= first:
        return None
    start = _written_day({**written, "day": str(first)}, said, leaning)
    return Span(start.first, start.first.replace(day=last) + ONE_DAY, "range")


_RUN_GROUPS = (("day", "day3"), ("day2", "day4"))


def _weekday_day(groups: Groups, said: date, leaning: Leaning) -> Span | None:
    """ "Friday the 13th": the nearest day that is both, a year around at most."""
    weekday, day = WEEKDAYS[groups["weekday"].lower()], ordinal_number(groups["day"])
    steps = range(1, 12) if leaning is Leaning.FUTURE else range(0, -12, -1)
    for months in (0, *steps):
        first = months_after(said.replace(day=1), months)
        if day <= (months_after(first, 1) - first).days:
            found = first.replace(day=day)
            is_ahead = found > said if leaning is not Leaning.FUTURE else found < said
            if found.weekday() == weekday and not is_ahead:
                return day_span(found)
    return None


def _years(groups: Groups, said: date, leaning: Leaning) -> Span:
    first, last = year_span(int(groups["year"])), year_span(int(groups["year2"]))
    return Span(first.first, last.after, "year")


def _spelled_year(groups: Groups, said: date, leaning: Leaning) -> Span:
    return year_span(spelled_year(groups["year"]))


def _year(groups: Groups, said: date, leaning: Leaning) -> Span:
    return part_of(year_span(int(groups["year"])), groups["part"])


MEANINGS: Mapping[str, Rule] = {
    **nested.MEANINGS,
    "years": _years,
    "days_of_month": _days_of_month,
    "weekday_day": _weekday_day,
    "quarter": parts.quarter,
    "century": parts.century,
    "day_of_week": parts.day_of_week,
    "the_weekend": parts.the_weekend,
    "this_unit": parts.this_unit,
    "short_year": parts.short_year,
    "dotted_day": _dotted_day,
    "short_day": _short_day,
    "iso_day": _iso_day,
    "iso_month": _iso_month,
    "slashed_day": _slashed_day,
    "day_month": _written_day,
    "month_day": _written_day,
    "month_spoken_day": _written_day,
    "month_year": _month_year,
    "relative_month": _relative_month,
    "unit_beyond": relative.unit_beyond,
    "relative_unit": relative.relative_unit,
    "relative_weekday": relative.relative_weekday,
    "ago": relative.ago,
    "from_now": relative.from_now,
    "last_few": relative.last_few,
    "rolling": relative.rolling,
    "within_unit": relative.within_unit,
    "spelled_year": _spelled_year,
    "lasting": relative.lasting,
    "spoken_day": relative.spoken_day,
    "recent": relative.recent,
    "decade": _decade,
    "short_decade": _short_decade,
    "holiday": _holiday,
    "day_of_month": _day_of_month,
    "season_year": _season_year,
    "season": relative.plain_season,
    "year": _year,
    "month": _plain_month,
    "weekday": relative.weekday,
}
