"""Times told from the day of speaking: "last week", "three years ago", "on Friday"."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from enum import Enum

from quipu.extraction.calendar_spans import (
    ONE_DAY,
    SEASONS,
    WEEKDAYS,
    Span,
    coming_weekday,
    day_span,
    decade_span,
    latest_weekday,
    month_span,
    months_after,
    part_of,
    season_span,
    shifted,
    week_span,
    weekend_span,
    year_span,
)
from quipu.extraction.dates_words import NUMBER_WORDS


class Leaning(Enum):
    """Which way a bare "in June" or "on Friday" points: the tense of its clause decides.

    ONGOING (present and perfect) points back like PAST, and "for three years" is still on.
    """

    PAST = "past"
    ONGOING = "ongoing"
    FUTURE = "future"


Groups = Mapping[str, str]
Rule = Callable[[Groups, date, Leaning], Span | None]

# How far "recently" and its like reach back, in days.
_RECENT_DAYS = {"the other day": 7, "the other week": 14, "recently": 14, "lately": 30}
_UNITS = {
    "min": "minute",
    "hr": "hour",
    "wk": "week",
    "yr": "year",
    "night": "day",
    "evening": "day",
}


def way_of(word: str) -> int:
    word = word.lower().strip()
    if word in ("last", "past", "this past", "these past", "previous", "the previous"):
        return -1
    return 0 if word in ("this", "") else 1


def count_of(text: str) -> float:
    """A counted number: "3", "2.5", "a couple of"."""
    word = text.lower().strip()
    return NUMBER_WORDS[word] if word in NUMBER_WORDS else float(word)


def unit_of(text: str) -> str:
    """A unit of time in the singular, or a weekday's full name."""
    word = text.lower()
    if word in WEEKDAYS:
        return word
    word = word.removesuffix("s")
    return _UNITS.get(word, word)


def unit_beyond(groups: Groups, said: date, leaning: Leaning) -> Span:
    step = -2 if groups["side"].lower() == "before" else 2
    return shifted(said, step, unit_of(groups["unit"]))


def relative_unit(groups: Groups, said: date, leaning: Leaning) -> Span:
    unit, way = groups["unit"].lower(), way_of(groups["way"])
    if unit in SEASONS:
        span = _relative_season(unit, way, said, leaning)
    elif unit == "week":
        span = week_span(said, way)
        if groups["way"].lower() == "last" and not groups["part"]:
            # Some mean the calendar's last week, some the seven days before: both lie in it.
            span = Span(span.first, said, "week")
    elif unit == "weekend":
        span = _relative_weekend(groups["way"], way, said)
    elif unit == "month":
        first = months_after(said.replace(day=1), way)
        span = month_span(first.year, first.month)
    elif unit == "year":
        span = year_span(said.year + way)
    elif unit == "decade":
        span = decade_span(said.year // 10 * 10 + 10 * way)
    elif unit == "century":
        first_year = said.year // 100 * 100 + 100 * way
        span = Span(date(first_year, 1, 1), date(first_year + 100, 1, 1), "century")
    else:
        span = day_span(said + timedelta(days=way))
    return part_of(span, groups["part"].strip())


def within_unit(groups: Groups, said: date, leaning: Leaning) -> Span | None:
    """ "earlier this month": up to today; "later this year": from today on.

    In a story told in the past, "later in the year" is that of another day: nothing.
    """
    unit, is_later = groups["unit"].lower(), groups["part"].lower() == "later"
    if leaning is (Leaning.PAST if is_later else Leaning.FUTURE):
        return None
    whole = decade_span(said.year // 10 * 10) if unit == "decade" else shifted(said, 0, unit)
    return Span(said, whole.after, unit) if is_later else Span(whole.first, said + ONE_DAY, unit)


def rolling(groups: Groups, said: date, leaning: Leaning) -> Span:
    """ "over the last month" reaches up to today, as "over the last two months" does."""
    return _reaching(groups["way"], 1, groups["unit"], said)


def _relative_weekend(word: str, way: int, said: date) -> Span:
    if word.lower() in ("this coming", "coming", "upcoming"):
        way = 0
    return weekend_span(said, way)


def _relative_season(season: str, way: int, said: date, leaning: Leaning) -> Span:
    year = said.year
    if way == 0:
        # In January, "this winter" is the one that began in December.
        return season_span(year - (season == "winter" and said.month < 3), season)
    while way < 0 and season_span(year, season).after > said:
        year -= 1
    while way > 0 and season_span(year, season).first <= said:
        year += 1
    return season_span(year, season)


def relative_weekday(groups: Groups, said: date, leaning: Leaning) -> Span:
    weekday, way = WEEKDAYS[groups["weekday"].lower()], way_of(groups["way"])
    if way < 0:
        return day_span(latest_weekday(said - ONE_DAY, weekday))
    if way > 0 and groups["way"].lower() == "next":
        return day_span(coming_weekday(said + ONE_DAY, weekday))
    return day_span(coming_weekday(said, weekday))


def ago(groups: Groups, said: date, leaning: Leaning) -> Span:
    half = 0.5 if groups["half"] or groups["half2"] else 0.0
    unit, count = unit_of(groups["unit"]), count_of(groups["count"]) + half
    if unit == "year" and count % 1:
        return shifted(said, -12 * count, "month")
    return shifted(said, -count, unit)


def from_now(groups: Groups, said: date, leaning: Leaning) -> Span | None:
    # "I finished it in two weeks" tells how long it took, not when.
    if leaning is Leaning.PAST and not groups["count2"]:
        return None
    count = groups["count"] or groups["count2"]
    span = shifted(said, count_of(count), unit_of(groups["unit"] or groups["unit2"]))
    return Span(said, span.after, span.granularity) if groups["how"].lower() == "within" else span


def last_few(groups: Groups, said: date, leaning: Leaning) -> Span:
    way, count = groups["way"] or groups["way2"], groups["count"] or groups["count2"]
    return _reaching(way, count_of(count), groups["unit"] or groups["unit2"], said)


def _reaching(way: str, count: float, counted: str, said: date) -> Span:
    unit = unit_of(counted)
    if way.lower() in ("last", "past"):
        return Span(shifted(said, -count, unit).first, said + ONE_DAY, unit)
    return Span(said, shifted(said, count, unit).after, unit)


def lasting(groups: Groups, said: date, leaning: Leaning) -> Span | None:
    if leaning is not Leaning.ONGOING:
        return None
    count, unit = _length_of(groups)
    if unit == "year" and count % 1:
        return Span(shifted(said, -12 * count, "month").first, said + ONE_DAY, unit)
    return Span(shifted(said, -count, unit).first, said + ONE_DAY, unit)


def lasting_from(groups: Groups, start: date) -> Span:
    """ "for two weeks, from May 3": so long from that day on."""
    count, unit = _length_of(groups)
    months = {"month": 1, "quarter": 3, "year": 12, "decade": 120}.get(unit)
    if months is not None:
        return Span(start, months_after(start, round(count * months)), "range")
    days = {"fortnight": 14.0, "week": 7.0, "day": 1.0}.get(unit, 0.0)
    return Span(start, start + timedelta(days=max(1, round(count * days))), "range")


def _length_of(groups: Groups) -> tuple[float, str]:
    unit = unit_of(groups["unit"] or groups["unit2"] or groups["unit3"])
    count = count_of(groups["count"] or groups["count2"] or groups["count3"])
    return count + (0.5 if groups["half"] or groups["half2"] else 0.0), unit


_SPOKEN_DAYS = {"yesterday": -1, "today": 0, "tonight": 0, "tomorrow": 1, "tmrw": 1, "tmr": 1}
_SPOKEN_DAYS |= {"the day before yesterday": -2, "the day after tomorrow": 2}


def spoken_day(groups: Groups, said: date, leaning: Leaning) -> Span:
    word = groups["day"].lower().removeprefix("earlier ").removeprefix("later ")
    return day_span(said + timedelta(days=_SPOKEN_DAYS[word]))


def recent(groups: Groups, said: date, leaning: Leaning) -> Span:
    reach = timedelta(days=_RECENT_DAYS[groups["word"].lower()])
    return Span(said - reach, said + ONE_DAY, "recent")


def plain_season(groups: Groups, said: date, leaning: Leaning) -> Span:
    season = (groups["season"] or groups["season2"]).lower()
    return _relative_season(season, 1 if leaning is Leaning.FUTURE else -1, said, leaning)


def weekday(groups: Groups, said: date, leaning: Leaning) -> Span:
    weekday = WEEKDAYS[groups["weekday"].lower()]
    nearest = coming_weekday if leaning is Leaning.FUTURE else latest_weekday
    return day_span(nearest(said, weekday))
