"""Time as this project sees it: half-open UTC intervals, and the two clocks of a fact."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone

from quipu.schema.errors import Invalid, must_be

DAWN = datetime.min.replace(tzinfo=UTC)
DUSK = datetime.max.replace(tzinfo=UTC)
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
INSTANT = timedelta.resolution


@dataclass(frozen=True, slots=True, order=True)
class Interval:
    """The moments from `start` up to, but not including, `end`.

    Half-open, so that consecutive intervals meet without a gap or a shared instant.
    `DAWN` stands for an unknown or endless past and `DUSK` for "still": no bound is ever
    None, so that every comparison is a plain one and both engines can index it.
    """

    start: datetime = DAWN
    end: datetime = DUSK

    def __post_init__(self) -> None:
        if self.start.tzinfo is None or self.end.tzinfo is None:
            raise Invalid("interval without a time zone", hint="use datetime.now(UTC)")
        if self.start >= self.end:
            raise Invalid(f"interval ends before it starts: {self.start} … {self.end}")

    def __contains__(self, moment: datetime) -> bool:
        return self.start <= moment < self.end

    def overlaps(self, other: Interval) -> bool:
        return self.start < other.end and other.start < self.end

    def until(self, moment: datetime) -> Interval:
        return Interval(self.start, moment)


ALWAYS = Interval()


@dataclass(frozen=True, slots=True)
class AsOf:
    """A viewpoint: what held at some time during `valid`, as far as we knew at `known`."""

    valid: Interval
    known: datetime

    @classmethod
    def moment(cls, valid: datetime, known: datetime) -> AsOf:
        start = min(valid, DUSK - INSTANT)
        return cls(Interval(start, start + INSTANT), known)

    def is_later(self, start: datetime) -> bool:
        """Whether what begins then had not begun at the asked time, and has by what is known.

        So it neither held then nor lies ahead, as a plan does.
        """
        return self.valid.end <= start <= self.known


def micros(moment: datetime) -> int:
    """Microseconds since 1970 as both engines store a moment; DAWN and DUSK are the extremes."""
    return (moment - EPOCH) // INSTANT


_DUSK = micros(DUSK)


def moment_of(microseconds: int) -> datetime:
    """The inverse of `micros`."""
    if microseconds == _DUSK:  # most that is read ends there
        return DUSK
    return EPOCH + timedelta(0, 0, microseconds)


def utc(moment: datetime) -> datetime:
    """The same moment in UTC; a moment without a zone is refused, never guessed."""
    must_be("a moment", moment, datetime)
    if moment.tzinfo is None:
        raise Invalid(f"time without an offset: {moment.isoformat()}", hint="add Z or +02:00")
    try:
        return moment.astimezone(UTC)
    except OverflowError as error:
        raise Invalid(f"time out of range: {moment.isoformat()}") from error


def offset_minutes(moment: datetime) -> int:
    """By how many whole minutes the clock that wrote a moment is ahead of UTC, or behind."""
    offset = moment.utcoffset()
    return 0 if offset is None else int(offset.total_seconds() / 60)


def on_clock(moment: datetime, minutes: int) -> datetime:
    """The same moment as written by a clock that many minutes ahead of UTC."""
    if not minutes:
        return moment
    try:
        return moment.astimezone(timezone(timedelta(minutes=minutes)))
    except (OverflowError, ValueError):  # beyond the years a date can hold
        return moment


def as_written(moment: datetime) -> datetime:
    """What the clock of a moment shows, as that time of UTC.

    A day of a speaker's calendar is kept as that UTC day: beside it, the speaker's clock counts.
    """
    return moment.replace(tzinfo=UTC)


def day_of(moment: datetime) -> Interval:
    """The day that a moment lies in by the clock that wrote it, as that UTC day."""
    start = as_written(moment).replace(hour=0, minute=0, second=0, microsecond=0)
    return Interval(start, DUSK if start.date() == DUSK.date() else start + timedelta(days=1))


def shown(moment: datetime) -> datetime | None:
    """A bound as the doors show it: the sentinels become None."""
    return None if moment in (DAWN, DUSK) else moment
