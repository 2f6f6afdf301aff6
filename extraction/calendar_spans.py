"""Stretches of the calendar: days, weeks, months, seasons, years, as half-open pairs of dates."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from quipu.schema.intervals import Interval

ONE_DAY = timedelta(days=1)
SATURDAY = 5

WEEKDAYS = {name.lower(): number for number, name in enumerate(calendar.day_name)}
WEEKDAYS |= {"mon": 0, "tue": 1, "tues": 1, "wed": 2, "thu": 3, "thur": 3, "thurs": 3}
WEEKDAYS |= {"fri": 4, "sat": 5, "sun": 6}

MONTHS = {name.lower(): number for number, name in enumerate(calendar.month_name) if name}
MONTHS |= {name.lower(): number for number, name in enumerate(calendar.month_abbr) if name}
MONTHS["sept"] = 9

# Northern meteorological seasons: (first month, months); winter belongs to the year it begins in.
SEASONS = {"spring": (3, 3), "summer": (6, 3), "fall": (9, 3), "autumn": (9, 3), "winter": (12, 3)}


@dataclass(frozen=True, slots=True)
class Span:
    """The days from `first` up to, but not including, `after`."""

    first: date
    after: date
    granularity: str

    @property
    def interval(self) -> Interval:
        return Interval(midnight(self.first), midnight(self.after))


def midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=UTC)


def day_span(day: date) -> Span:
    return Span(day, day + ONE_DAY, "day")


def week_span(day: date, weeks_on: int = 0) -> Span:
    """The week, Monday to Sunday, that lies `weeks_on` weeks from the day's own."""
    monday = day - timedelta(days=day.weekday()) + timedelta(weeks=weeks_on)
    return Span(monday, monday + timedelta(weeks=1), "week")


def weekend_span(day: date, weeks_on: int = 0) -> Span:
    """The weekend `weeks_on` from the coming one; on a Saturday or Sunday, 0 is that weekend."""
    saturday = day - timedelta(days=day.weekday() - SATURDAY) + timedelta(weeks=weeks_on)
    return Span(saturday, saturday + timedelta(days=2), "weekend")


def month_span(year: int, month: int) -> Span:
    return Span(date(year, month, 1), months_after(date(year, month, 1), 1), "month")


def year_span(year: int) -> Span:
    return Span(date(year, 1, 1), date(year + 1, 1, 1), "year")


def decade_span(first_year: int) -> Span:
    return Span(date(first_year, 1, 1), date(first_year + 10, 1, 1), "decade")


def season_span(year: int, season: str) -> Span:
    first_month, months = SEASONS[season]
    first = date(year, first_month, 1)
    return Span(first, months_after(first, months), "season")


def months_after(day: date, months: int) -> date:
    """The same day of a later (or earlier) month, or that month's last day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def shifted(day: date, count: float, unit: str) -> Span:
    """The day, week, month … that lies `count` units after the day (before it, if negative)."""
    if unit in ("second", "minute", "hour"):
        return day_span(day)
    if unit == "day":
        return day_span(day + timedelta(days=round(count)))
    if unit == "week":
        return week_span(day + timedelta(days=round(count * 7)))
    if unit == "fortnight":
        return week_span(day + timedelta(days=round(count * 14)))
    if unit == "weekend":
        return weekend_span(day, _weekends_on(day, int(count)))
    if unit == "month":
        shifted_day = months_after(day, int(count))
        return month_span(shifted_day.year, shifted_day.month)
    if unit == "quarter":
        first = months_after(date(day.year, 3 * ((day.month - 1) // 3) + 1, 1), 3 * int(count))
        return Span(first, months_after(first, 3), "quarter")
    if unit in ("year", "decade"):
        return year_span(day.year + int(count * (10 if unit == "decade" else 1)))
    return day_span(_nth_weekday(day, int(count), WEEKDAYS[unit]))


def _weekends_on(day: date, count: int) -> int:
    # Said from Monday to Friday, "last weekend" is the one before the coming one and "next" is it.
    return count - 1 if count > 0 and day.weekday() < SATURDAY else count


def _nth_weekday(day: date, count: int, weekday: int) -> date:
    if count < 0:
        return (
            day - timedelta(days=((day.weekday() - weekday) % 7 or 7)) + timedelta(weeks=count + 1)
        )
    return day + timedelta(days=((weekday - day.weekday()) % 7 or 7)) + timedelta(weeks=count - 1)


def latest_weekday(day: date, weekday: int) -> date:
    """The last such weekday that is not after the day."""
    return day - timedelta(days=(day.weekday() - weekday) % 7)


def coming_weekday(day: date, weekday: int) -> date:
    """The first such weekday that is not before the day."""
    return day + timedelta(days=(weekday - day.weekday()) % 7)


def part_of(span: Span, part: str) -> Span:
    """The early, middle or late third of a span; the whole where no part is named.

    A span of a day or two has no thirds: "late last night" is last night.
    """
    third = timedelta(days=(span.after - span.first).days // 3)
    match part.lower() if third else "":
        case "early":
            return Span(span.first, span.first + third, span.granularity)
        case "mid" | "middle":
            return Span(span.first + third, span.after - third, span.granularity)
        case "late":
            return Span(span.after - third, span.after, span.granularity)
        case _:
            return span


def holiday(name: str, year: int) -> date:
    """The day of a holiday in a year; raises KeyError for an unknown one."""
    name = name.replace("'", "").replace("’", "").replace(".", "").removeprefix("the ")
    if name == "thanksgiving":
        return coming_weekday(date(year, 11, 1), WEEKDAYS["thursday"]) + timedelta(weeks=3)
    if name in _FROM_EASTER:
        return _easter(year) + timedelta(days=_FROM_EASTER[name])
    if name in _NTH_WEEKDAY:
        month, weekday, weeks_on = _NTH_WEEKDAY[name]
        return coming_weekday(date(year, month, 1), WEEKDAYS[weekday]) + timedelta(weeks=weeks_on)
    if name in ("black friday", "cyber monday"):
        return holiday("thanksgiving", year) + ONE_DAY * (1 if name == "black friday" else 4)
    if name == "memorial day":
        return latest_weekday(date(year, 5, 31), WEEKDAYS["monday"])
    return date(year, *HOLIDAYS[name])


_FROM_EASTER = {
    "easter": 0, "easter sunday": 0, "easter monday": 1, "good friday": -2, "palm sunday": -7,
    "ash wednesday": -46, "pentecost": 49,
}  # fmt: skip
# As in the United States: month, weekday, weeks after its first.
_NTH_WEEKDAY = {
    "mothers day": (5, "sunday", 1),
    "fathers day": (6, "sunday", 2),
    "labor day": (9, "monday", 0),
    "labour day": (9, "monday", 0),
    "presidents day": (2, "monday", 2),
    "columbus day": (10, "monday", 1),
    "mlk day": (1, "monday", 2),
    "martin luther king day": (1, "monday", 2),
}


HOLIDAYS = {
    "christmas": (12, 25),
    "christmas day": (12, 25),
    "christmas eve": (12, 24),
    "new years day": (1, 1),
    "new years eve": (12, 31),
    "new years": (1, 1),
    "new year": (1, 1),
    "independence day": (7, 4),
    "4th of july": (7, 4),
    "fourth of july": (7, 4),
    "boxing day": (12, 26),
    "st patricks day": (3, 17),
    "halloween": (10, 31),
    "valentines day": (2, 14),
    "earth day": (4, 22),
    "veterans day": (11, 11),
    "groundhog day": (2, 2),
    "cinco de mayo": (5, 5),
    "juneteenth": (6, 19),
    "bastille day": (7, 14),
    "april fools": (4, 1),
    "april fools day": (4, 1),
    "epiphany": (1, 6),
    "all saints day": (11, 1),
    "may day": (5, 1),
}


def _easter(year: int) -> date:
    """Western Easter by the anonymous Gregorian algorithm (Meeus 1991)."""
    century, of_century = divmod(year, 100)
    golden = year % 19
    skipped, kept = century - century // 4, (century - (century + 8) // 25 + 1) // 3
    moon = (19 * golden + skipped - kept + 15) % 30
    quarter, of_quarter = divmod(of_century, 4)
    sunday = (32 + 2 * (century % 4) + 2 * quarter - moon - of_quarter) % 7
    late = (golden + 11 * moon + 22 * sunday) // 451
    month, day = divmod(moon + sunday - 7 * late + 114, 31)
    return date(year, month, day + 1)
