"""Dates as people type them, read into moments of UTC."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime

from quipu.schema.errors import Invalid
from quipu.schema.intervals import utc

_EPOCH = re.compile(r"-?\d{9,16}(?:\.\d+)?")  # eight digits are a date: 20240531
_PARTIAL = re.compile(r"(\d{4})(?:-(\d{1,2}))?")
_MILLISECONDS_FROM = 100_000_000_000  # as seconds this would be the year 5138


@dataclass(frozen=True, slots=True)
class Moment:
    """A moment as it is written, and whether its source named the offset or we took it as UTC."""

    written: datetime
    has_offset: bool

    @property
    def at(self) -> datetime:
        """The moment in UTC."""
        return utc(self.written)


def moment_from(written: object) -> Moment:
    """A date, a date and time, a year, a year and month, or seconds or milliseconds since 1970.

    Without an offset it is UTC; a date alone is its first moment. Raises `Invalid`.
    """
    if isinstance(written, bool) or not isinstance(written, str | int | float):
        raise _refused(written)
    if isinstance(written, str):
        return _from_text(written.strip())
    return Moment(_from_number(written), has_offset=True)


def _from_text(text: str) -> Moment:
    if _EPOCH.fullmatch(text):
        return Moment(_from_number(float(text)), has_offset=True)
    partial = _PARTIAL.fullmatch(text)
    try:
        if partial is not None:
            return Moment(datetime(int(partial[1]), int(partial[2] or 1), 1, tzinfo=UTC), False)
        found = datetime.fromisoformat(text)
        if found.tzinfo is None:
            return Moment(found.replace(tzinfo=UTC), has_offset=False)
        utc(found)
        return Moment(found, has_offset=True)
    except (ValueError, OverflowError, Invalid) as error:
        raise _refused(text) from error


def _from_number(number: float) -> datetime:
    seconds = number / 1000 if abs(number) >= _MILLISECONDS_FROM else number
    try:
        return datetime.fromtimestamp(seconds, UTC)
    except (ValueError, OverflowError, OSError) as error:
        raise _refused(number) from error


def _refused(written: object) -> Invalid:
    return Invalid(
        f"not a date: {written!r}",
        hint="write 2024-05-31, or 2024-05-31T14:00:00+02:00",
    )
