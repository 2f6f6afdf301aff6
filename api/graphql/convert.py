"""Vocabulary to and from what the wire carries: moments, viewpoints, JSON."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime
from typing import Any

from quipu.api.graphql.types import DateTime
from quipu.schema.errors import Invalid
from quipu.schema.intervals import utc
from quipu.schema.knowledge import shown

_INSTANT = re.compile(
    r"\d{4}-\d{2}-\d{2}[Tt ]\d{2}:\d{2}:\d{2}(\.\d{1,9})?([Zz]|[+-]\d{2}:\d{2})?",
    re.ASCII,
)

_DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


def stamp(moment: datetime) -> DateTime:
    """A moment as the API writes it: `2024-05-01T00:00:00.000000Z`."""
    ours = moment if moment.tzinfo is UTC else moment.astimezone(UTC)
    return DateTime(f"{ours.isoformat(timespec='microseconds')[:-6]}Z")


def stamp_if_known(moment: datetime) -> DateTime | None:
    """A bound of an interval; null where it is open or unknown."""
    found = shown(moment)
    return None if found is None else stamp(found)


def moment_from(text: DateTime | None) -> datetime | None:
    """The moment that a caller wrote, in UTC. Raises Invalid for no date, and without an offset."""
    written = written_from(text)
    return None if written is None else utc(written)


def written_from(text: DateTime | None) -> datetime | None:
    """The moment that a caller wrote, with its own offset. Raises as `moment_from`."""
    if text is None:
        return None
    if _DATE.fullmatch(text):
        raise Invalid(f"a date without a time: {text!r}", hint=f"write {text}T00:00:00Z")
    if not _INSTANT.fullmatch(text):
        raise Invalid(f"not a date and time: {text[:40]!r}", hint="such as 2024-05-01T00:00:00Z")
    try:
        found = datetime.fromisoformat(text.upper())
        utc(found)
        return found
    except (ValueError, OverflowError) as error:
        hint = "such as 2024-05-01T00:00:00+02:00: a day that there is, and a real offset"
        raise Invalid(f"no such date and time: {text[:40]!r}", hint=hint) from error


def parsed(text: str) -> Any:
    """A row of the log, kept as JSON text; null where there was none."""
    return json.loads(text) if text else None
