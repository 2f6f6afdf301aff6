"""Plain chat logs: what is clearly one is told turn by turn, with who said it and when.

A turn is a line such as `[2024-01-08 10:15] Ben: …`, `08/01/2024, 10:15 - Ben: …` (what messengers
export), `**Ben:** …` or `Ben: …`; lines without one go on with the turn before.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from quipu.api.cli.written_days import Day, DayOrder, days_in, order_of
from quipu.schema.errors import Invalid

_UNSEEN = re.compile("[\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
_TIME = r"(?P<time>\d{1,2}[:.]\d{2}(?:[:.]\d{2})?(?:\.\d+)?)\s*(?P<half>[AaPp]\.?[Mm]\.?)?"
_OFFSET = r"(?P<offset>Z|[+-]\d{2}:?\d{2})?"
_STAMP = rf"(?:(?P<day>{Day.PATTERN})(?:,?\s+|,|T|$))?(?:{_TIME}{_OFFSET})?"
_NAME = r"(?P<name>[^:\[\]<>{}=|*\"/\\]{1,40}?)"
_SAID = r":(?:\s+(?P<said>.*)|)"
_MARKED = (re.compile(rf"(?:[-*>]\s+)?\*\*{_NAME}(?::\s*\*\*|\*\*\s*:)\s*(?P<said>.*)"),)
_DATED = (
    re.compile(rf"\[{_STAMP}\]\s*(?:[-–—]\s*)?(?:~\s*)?(?:{_NAME}{_SAID}|(?P<note>[^:]+))"),
    re.compile(rf"{_STAMP}\s*(?:[-–—|]\s*)?(?:~\s*)?{_NAME}{_SAID}"),
    re.compile(rf"{_STAMP}\s*[-–—]\s*(?P<note>[^:]+)"),
)
_BARE = (re.compile(rf"{_NAME}{_SAID}"),)
_DAY_ALONE = re.compile(
    rf"[\s#=*_–—-]*(?:[^\W\d_]+day,?\s+)?(?P<day>{Day.PATTERN})[\s=*_–—-]*", re.IGNORECASE
)
_ROLES = frozenset("user assistant system human ai bot agent customer client me you".split())
_LABELS = frozenset(
    "note notes subject to from cc bcc date re title name address city country phone email mail url"
    " author source tags status type id price total error info warn warning debug trace fatal"
    " critical todo fixme hint tip summary example ingredients method serves step usage see".split()
)
_TALK = re.compile(r"\b(?:i|i'm|i've|me|my|we|our|you|your)\b|\?", re.IGNORECASE)
_LEAST_DATED = 0.4  # of the lines: a date in front is a strong sign, and people paste long texts
_LEAST_BARE = 0.6


@dataclass(frozen=True, slots=True)
class Turn:
    """What somebody said, and on which line; `at` None where no date is given."""

    speaker: str
    text: str
    line: int
    at: datetime | None = None
    is_utc_assumed: bool = False


@dataclass(slots=True)
class _Found:
    """A line that begins a turn, with the lines that go on with it."""

    match: re.Match[str]
    line: int
    day: str  # as it is written, here or on a line above
    said: list[str] = field(default_factory=list)

    @property
    def name(self) -> str:
        return " ".join((self.match.groupdict().get("name") or "").split())

    @property
    def note(self) -> str:
        return self.match.groupdict().get("note") or ""


def turns_in(text: str, order: DayOrder | None = None) -> list[Turn]:
    """The turns of a text that clearly is a chat log, none of any other.

    Turns of one moment are a microsecond apart, so that they stay in order. What stands before the
    first turn is told by nobody. Raises Invalid for dates that can be read in two ways, unless
    `order` says in which.
    """
    lines = _UNSEEN.sub("", text).replace("\u202f", " ").replace("\xa0", " ").split("\n")
    for forms in (_DATED, _MARKED, _BARE):
        before, found = _found(lines, forms)
        if _is_clear(lines, found, is_dated=forms is _DATED):
            return list(_turns(before, found, order))
    return []


def _found(
    lines: Sequence[str], forms: Sequence[re.Pattern[str]]
) -> tuple[list[tuple[int, str]], list[_Found]]:
    """The lines before the first turn, and the turns."""
    before: list[tuple[int, str]] = []
    found: list[_Found] = []
    day = ""
    for number, raw in enumerate(lines, start=1):
        line = raw.strip()
        alone = _DAY_ALONE.fullmatch(line)
        if alone is not None:
            day = alone["day"]
            continue
        match = next((one for form in forms if (one := form.fullmatch(line))), None)
        if match is not None and _is_turn(match, forms):
            written = match.groupdict().get("day") or day
            said = match.groupdict().get("said") or ""
            found.append(_Found(match, number, written, [said] if said else []))
        elif found:
            found[-1].said.append(raw.rstrip())
        elif line:
            before.append((number, line))
    return before, found


def _is_turn(match: re.Match[str], forms: Sequence[re.Pattern[str]]) -> bool:
    name = " ".join((match.groupdict().get("name") or "").split())
    if forms is _DATED and not (match["day"] or match["time"]):
        return False
    if not name:
        return bool(match.groupdict().get("note"))
    words = name.split()
    if len(words) > 5 or name.casefold() in _LABELS:
        return False
    if not (name[0].isalpha() or name[0] in "+_"):
        return False
    if forms is not _DATED and name.casefold() not in _ROLES:
        return not any(one[0].islower() for one in words[:1]) and not words[-1][0].islower()
    return True


def _is_clear(lines: Sequence[str], found: Sequence[_Found], *, is_dated: bool) -> bool:
    """Whether most lines begin a turn, and the names are those of people who talk."""
    told = [one for one in found if one.name]
    written = sum(bool(line.strip()) for line in lines)
    least = _LEAST_DATED if is_dated else _LEAST_BARE
    if len(told) < 2 or len(found) < least * written:
        return False
    if is_dated:
        return True
    names = {one.name for one in told}
    if names <= {one for one in names if one.casefold() in _ROLES}:
        return True
    talk = sum(bool(_TALK.search(" ".join(one.said))) for one in told)
    return 2 * talk >= len(told) or (len(names) < len(told) and 4 * talk >= len(told))


def _turns(
    before: Sequence[tuple[int, str]], found: Sequence[_Found], order: DayOrder | None
) -> Iterator[Turn]:
    written = [one.day for one in found if one.day]
    how = order or (order_of(days_in(written)) if written else DayOrder.DAY_FIRST)
    if before:
        at = _at(found[0], how)
        yield Turn("", "\n".join(text for _, text in before), before[0][0], at, _is_bare(found[0]))
    last: datetime | None = None
    for one in found:
        at = _at(one, how)
        if at is not None and last is not None and last - timedelta(seconds=1) < at <= last:
            at = last + timedelta(microseconds=1)
        last = at
        text = "\n".join(one.said).strip() or one.note
        if text:
            yield Turn(one.name, text, one.line, at, _is_bare(one))


def _is_bare(one: _Found) -> bool:
    """Whether a moment is written without an offset."""
    return bool(one.day) and not one.match.groupdict().get("offset")


def _at(one: _Found, order: DayOrder) -> datetime | None:
    if not one.day:
        return None
    day = Day.read(one.day).date(order)
    parts = one.match.groupdict()
    hour, minute, second = 0, 0, 0
    if parts.get("time"):
        hour, minute, second = [*map(int, re.split(r"[:.]", parts["time"])[:3]), 0][:3]
    half = (parts.get("half") or "").lower()
    if half:
        hour = hour % 12 + (12 if half.startswith("p") else 0)
    offset = parts.get("offset") or "Z"
    zone = UTC if offset == "Z" else datetime.strptime(offset, "%z").tzinfo
    try:
        return datetime(day.year, day.month, day.day, hour, minute, second, tzinfo=zone)
    except ValueError as error:
        raise Invalid(f"line {one.line} is not dated: {error}") from error
