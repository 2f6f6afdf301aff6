"""Single values of JSON: what is a name, what a moment, and how both are said."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, timedelta

from quipu.extraction.events.keys import ENDS, MOMENTS, STARTS, is_when_done, kind_named
from quipu.schema.errors import Invalid
from quipu.schema.intervals import DAWN, DUSK, Interval
from quipu.schema.knowledge import Mention, When
from quipu.schema.texts import legible, storable

Fields = Mapping[str, object]  # by the words of their keys

_NAME = re.compile(r"[^\W\d_][^\n@:;!?{}\[\]<>|]{0,59}")
_MOST_WORDS = 6
_PLAIN_TYPES = (str, int, float, bool)
_EPOCH = re.compile(r"\d{9,13}")  # eight digits are a date
_SECONDS, _MILLISECONDS = 10**8, 10**11  # numbers from these on are times: 1973
_LATEST = 4 * 10**12


def is_plain(value: object) -> bool:
    return isinstance(value, _PLAIN_TYPES) and bool(said(value))


def said(value: object) -> str:
    """A value in words."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return " ".join(legible(storable(str(value))).split())


def mentioned(value: object, key: str) -> Mention:
    """Who or what a value names, or the value itself. Words in lower case are names only where
    their key says of whom or of what."""
    text, kind = said(value), kind_named(key)
    is_named = isinstance(value, str) and _NAME.fullmatch(text) and moment_in(value) is None
    is_name = is_named and len(text.split()) <= _MOST_WORDS
    if is_name and (kind != "thing" or text != text.lower()):
        return Mention(text, kind)
    return Mention(text, "thing", is_value=True)


def moment_in(value: object) -> tuple[datetime, bool] | None:
    """The moment that a value says, and whether it is a whole day; without a zone it is UTC."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return None
    if isinstance(value, str) and _EPOCH.fullmatch(value):
        value = int(value)
    try:
        if not isinstance(value, str):
            if not _SECONDS <= value <= _LATEST:
                return None
            seconds = value / 1000 if value >= _MILLISECONDS else value
            return datetime.fromtimestamp(seconds, UTC), False
        if len(value) == len("2024-01-31"):
            day = date.fromisoformat(value)
            return datetime(day.year, day.month, day.day, tzinfo=UTC), True
        if len(value) < len("2024-01-31T00:00"):
            return None
        found = datetime.fromisoformat(value)
    except (ValueError, OverflowError):
        return None
    return (found.replace(tzinfo=UTC) if found.tzinfo is None else found.astimezone(UTC)), False


def held(fields: Fields) -> When | None:
    """From when until when something holds that an object says of itself."""
    start, end = _moment(fields, STARTS), _moment(fields, ENDS)
    if start is None and end is None:
        return None
    text = " – ".join(said(fields[key]) for key in (*STARTS, *ENDS) if key in fields)
    try:
        span = Interval(start[0] if start else DAWN, end[0] if end else DUSK)
    except Invalid:  # it ends before it starts: believe neither
        return None
    return When(span, "day", text, is_open=end is None)


def happened(fields: Fields) -> When | None:
    """When an event took place."""
    keys = _moments(fields)
    found = _moment(fields, keys)
    if found is None:
        return None
    day = found[0].replace(hour=0, minute=0, second=0, microsecond=0)
    text = next(said(fields[key]) for key in keys if moment_in(fields.get(key)))
    return When(Interval(day, day + timedelta(days=1)), "day", text)


def known_since(fields: Fields) -> When | None:
    """A record that bears a moment says how things are from then on."""
    found = _moment(fields, _moments(fields))
    return None if found is None else When(Interval(found[0], DUSK), "day", is_open=True)


def _moments(fields: Fields) -> list[str]:
    """The keys that may date an object, best first: what was done to it last says most of it."""
    done = [(found[0], key) for key in fields if (found := _done(fields, key)) is not None]
    return [*MOMENTS[:-1], *(key for _, key in sorted(done, reverse=True)), *MOMENTS[-1:]]


def _done(fields: Fields, key: str) -> tuple[datetime, bool] | None:
    is_known = key in MOMENTS or key in STARTS or key in ENDS
    return None if is_known or not is_when_done(key) else moment_in(fields[key])


def _moment(fields: Fields, keys: Iterable[str]) -> tuple[datetime, bool] | None:
    found = (moment_in(fields.get(key)) for key in keys)
    return next((one for one in found if one is not None), None)
