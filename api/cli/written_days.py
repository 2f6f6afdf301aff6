"""Days as people and their machines write them: 2024-01-08, 8.1.24, 01/08/2024, Jan 8, 2024.

Whether 1/8/24 is in January or in August, a whole file may tell where one line does not.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import ClassVar

from quipu.schema.errors import Invalid

_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_MONTH = rf"(?:{'|'.join(one.capitalize() for one in _MONTHS)})[a-z]*\.?"
_FORMS = (
    r"\d{4}[-/.]\d{1,2}[-/.]\d{1,2}",
    r"\d{1,2}[-/.]\d{1,2}[-/.](?:\d{4}|\d{2})(?!\d)",
    rf"\d{{1,2}}(?:st|nd|rd|th)?\.?\s+{_MONTH},?\s+\d{{4}}",
    rf"{_MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?,?\s+\d{{4}}",
)
_CENTURY = 2000  # of a year of two digits: no messenger is older


class DayOrder(Enum):
    """Which comes first in 01/08/2024."""

    DAY_FIRST = "day-first"
    MONTH_FIRST = "month-first"


@dataclass(frozen=True, slots=True)
class Day:
    """The numbers of a day as they are written; `is_open` where two of them may be the month."""

    year: int
    first: int
    second: int
    is_open: bool

    PATTERN: ClassVar[str] = f"(?:{'|'.join(_FORMS)})"

    @classmethod
    def read(cls, written: str) -> Day:
        """A day that matches the pattern."""
        numbers = [int(one) for one in re.findall(r"\d+", written)]
        named = re.search(r"[A-Za-z]{3,}", written)
        if named is not None:
            month = _MONTHS.index(named[0][:3].lower()) + 1
            return cls(numbers[1], numbers[0], month, is_open=False)
        if numbers[0] > 31 or len(re.split(r"\D", written)[0]) == 4:
            return cls(numbers[0], numbers[2], numbers[1], is_open=False)
        year = numbers[2] + (_CENTURY if numbers[2] < 100 else 0)
        # With dots the day comes first wherever people write them.
        return cls(year, numbers[0], numbers[1], is_open="." not in written)

    def date(self, order: DayOrder) -> date:
        """Raises Invalid where there is no such day."""
        turned = self.is_open and order is DayOrder.MONTH_FIRST
        day, month = (self.second, self.first) if turned else (self.first, self.second)
        try:
            return date(self.year, month, day)
        except ValueError as error:
            raise Invalid(f"no such day: {self.year}-{month}-{day}") from error


def days_in(written: Iterable[str]) -> list[Day]:
    """Days in the order in which they are written."""
    return [Day.read(one) for one in written]


def order_of(days: Sequence[Day]) -> DayOrder:
    """Which order all days of a file can have, and if both, in which of them they go forward.

    Raises Invalid where neither fits all of them, or both do and differ.
    """
    fit = [order for order in DayOrder if _all_are_days(days, order)]
    if not fit:
        raise Invalid("dates are written day first and month first", hint="write 2024-01-31")
    if len(fit) == 2:
        read = {order: [one.date(order) for one in days] for order in fit}
        if read[fit[0]] == read[fit[1]]:
            return fit[0]
        fit = [order for order in fit if read[order] == sorted(read[order])]
    if len(fit) != 1:
        one = next(one for one in days if one.is_open and one.first != one.second)
        raise Invalid(
            f"{one.first}/{one.second}/{one.year} can be read in two ways",
            hint="say --dates day-first or --dates month-first",
        )
    return fit[0]


def _all_are_days(days: Sequence[Day], order: DayOrder) -> bool:
    try:
        for one in days:
            one.date(order)
    except Invalid:
        return False
    return True
