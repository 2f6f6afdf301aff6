"""Times told within another, or by how many of their kind lie between: "August last year",
"Thursday two weeks ago", "two summers ago", "H1 2025", "from the 3rd to the 17th"."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from quipu.extraction.calendar_spans import (
    MONTHS,
    ONE_DAY,
    SEASONS,
    WEEKDAYS,
    Span,
    day_span,
    holiday,
    month_span,
    months_after,
    part_of,
    season_span,
    week_span,
)
from quipu.extraction.dates_relative import (
    Groups,
    Leaning,
    Rule,
    count_of,
    relative_unit,
    way_of,
)
from quipu.extraction.dates_words import DAY, DAY_NAME, MONTH, NUMBER, PART, SEASON, YEAR

_WAY = "last|this|next"
_FEAST = "christmas|easter|thanksgiving|halloween"
_TENS = {"fifties": 1950, "sixties": 1960, "seventies": 1970, "eighties": 1980, "nineties": 1990}

PATTERNS: tuple[tuple[str, str], ...] = (
    (
        "in_told_year",
        rf"\b(?:the )?(?P<day>{DAY})(?: of)? (?P<month>{MONTH}),? (?:of )?(?P<way>{_WAY}) year\b",
    ),
    (
        "in_told_year",
        rf"\b{PART}(?P<month>{MONTH}|{SEASON})(?: (?:the )?(?P<day>{DAY}))?,? (?:of )?"
        rf"(?P<way>{_WAY}) year\b",
    ),
    (
        "in_told_year",
        rf"\b(?P<way>{_WAY}) year,? in (?:the )?{PART}(?P<month>{MONTH}|{SEASON})(?!\w)",
    ),
    (
        "weekday_off",
        rf"\b(?P<weekday>{DAY_NAME}),? (?P<count>{NUMBER}) weeks? (?P<side>ago|from now)\b",
    ),
    ("weekday_week", rf"(?<!last )(?<!every )\b(?P<weekday>{DAY_NAME}) week\b"),
    (
        "counted_back",
        rf"\b(?P<count>{NUMBER}) (?P<named>{SEASON}|{_FEAST})(?:e?s)? ago\b"
        rf"|\bthe (?P<named2>{SEASON}|{_FEAST}) before last\b",
    ),
    ("half_year", rf"\bH(?P<half>[12]),? ?(?:of )?(?P<year>{YEAR})\b"),
    (
        "numbered_week",
        rf"\b(?:(?:calendar )?week|CW) (?P<number>[1-5]?\d),? (?:of )?(?P<year>{YEAR})\b"
        r"|\b(?:calendar week|CW) (?P<number2>[1-5]?\d)\b",
    ),
    ("spelled_decade", rf"\bthe {PART}(?P<decade>{'|'.join(_TENS)})\b"),
)
# Tried after the days of a named month: "from the 3rd to the 17th of August" is one of those.
LATER_PATTERNS: tuple[tuple[str, str], ...] = (
    (
        "days",
        r"(?:(?<=\bfrom )|(?<=\bbetween ))the (?P<day>\d{1,2})(?:st|nd|rd|th) "
        r"(?:to|until|till|through|and) the (?P<day2>\d{1,2})(?:st|nd|rd|th)\b"
        r"(?! (?:of|floor|day|street|century|place|grade|\w+ century))",
    ),
)


def _in_told_year(groups: Groups, said: date, leaning: Leaning) -> Span:
    year, name = said.year + way_of(groups["way"]), groups["month"].lower().rstrip(".")
    part = groups.get("part", "")
    if name in SEASONS:
        return part_of(season_span(year, name), part)
    if groups.get("day"):
        return day_span(date(year, MONTHS[name], int(groups["day"].rstrip("stndrh"))))
    return part_of(month_span(year, MONTHS[name]), part)


def _weekday_off(groups: Groups, said: date, leaning: Leaning) -> Span:
    way = -1 if groups["side"].lower() == "ago" else 1
    week = week_span(said, way * round(count_of(groups["count"])))
    return day_span(week.first + timedelta(days=WEEKDAYS[groups["weekday"].lower()]))


def _weekday_week(groups: Groups, said: date, leaning: Leaning) -> Span | None:
    """ "Friday week", as in Britain: a week after the coming one."""
    if leaning is Leaning.PAST:
        return None
    on = (WEEKDAYS[groups["weekday"].lower()] - said.weekday()) % 7
    return day_span(said + timedelta(days=on, weeks=1))


def _counted_back(groups: Groups, said: date, leaning: Leaning) -> Span:
    count = round(count_of(groups["count"])) if groups["count"] else 2
    name = (groups["named"] or groups["named2"]).lower()
    if name in SEASONS:
        last = relative_unit({"unit": name, "way": "last", "part": ""}, said, leaning)
        return season_span(last.first.year - count + 1, name)
    last_year = said.year - (holiday(name, said.year) > said)
    return day_span(holiday(name, last_year - count + 1))


def _half_year(groups: Groups, said: date, leaning: Leaning) -> Span:
    first = date(int(groups["year"]), 1 if groups["half"] == "1" else 7, 1)
    return Span(first, months_after(first, 6), "half")


def _numbered_week(groups: Groups, said: date, leaning: Leaning) -> Span:
    """Weeks are counted as ISO 8601 does; without a year in that of the day it is said on."""
    number = int(groups["number"] or groups["number2"])
    return week_span(date.fromisocalendar(int(groups["year"] or said.year), number, 1))


def _spelled_decade(groups: Groups, said: date, leaning: Leaning) -> Span:
    first = _TENS[groups["decade"].lower()]
    return part_of(Span(date(first, 1, 1), date(first + 10, 1, 1), "decade"), groups["part"])


def _days(groups: Groups, said: date, leaning: Leaning) -> Span | None:
    """ "from the 3rd to the 17th": of this month, or the nearest one that the tense points to."""
    first, last = int(groups["day"]), int(groups["day2"])
    month = said.replace(day=1)
    if leaning is Leaning.FUTURE and last < said.day:
        month = months_after(month, 1)
    if leaning is Leaning.PAST and first > said.day:
        month = months_after(month, -1)
    if last <= first:
        return None
    return Span(month.replace(day=first), month.replace(day=last) + ONE_DAY, "range")


MEANINGS: Mapping[str, Rule] = {
    "in_told_year": _in_told_year,
    "weekday_off": _weekday_off,
    "weekday_week": _weekday_week,
    "counted_back": _counted_back,
    "half_year": _half_year,
    "numbered_week": _numbered_week,
    "spelled_decade": _spelled_decade,
    "days": _days,
}
