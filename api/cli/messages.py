"""One line of a JSONL file becomes one episode draft.

The text is under `content` or `text`; all else may be missing. A line that has nothing of
that name is JSON to be read itself: a record or an event. What each thing may be called
is the table `NAMES`. A line with a `title` is a passage of the document of that title. Keys
that mean nothing here are kept with the episode as metadata.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from quipu.api.moments import Moment, moment_from
from quipu.extraction.events.keys import is_when_done
from quipu.schema.drafts import EpisodeDraft, kind_handed_over
from quipu.schema.errors import Invalid
from quipu.schema.knowledge import EpisodeKind
from quipu.schema.plain_json import key_words
from quipu.schema.texts import storable_json

NAMES: Mapping[str, tuple[str, ...]] = {
    "text": ("content", "text", "message", "body"),
    "speaker": ("speaker", "author", "from", "role"),
    "at": (
        "occurred_at",
        "occurredAt",
        "at",
        "timestamp",
        "date",
        "created_at",
        "published_at",
    ),
    "id": ("external_id", "externalId", "id", "message_id"),
    "source": ("source", "session", "conversation", "thread", "channel"),
    "kind": ("kind",),
    "title": ("title",),
    "caption": ("image_caption", "caption"),
    "metadata": ("metadata",),
}
_READ = frozenset(name for names in NAMES.values() for name in names)


@dataclass(frozen=True, slots=True)
class Fallback:
    """What a line that does not say so itself is taken to be; `source` is the path of its file."""

    source: str = ""
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Message:
    """A draft, whether its date had to be taken as UTC, and whose memory it is, if that is said."""

    draft: EpisodeDraft
    is_utc_assumed: bool = False
    user: str = ""


@dataclass(frozen=True, slots=True)
class Unsaid:
    """What stands in a chat and nobody said: an instruction to a model, a call of a tool."""


@dataclass(frozen=True, slots=True)
class BadLine:
    """A line that could not be read, and why."""

    path: Path
    line: int
    problem: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.problem}"


def message_from(fields: Mapping[str, object], id: str, fallback: Fallback) -> Message:
    """The draft of one JSON object; `id` serves where it names none. Raises `Invalid`."""
    if _is_record(fields):
        return _record_from(fields, id, fallback)
    title = _words(fields, "title")
    written = _first(fields, "at")
    moment = None if written is None else moment_from(written)
    draft = EpisodeDraft(
        content=_content(fields, title),
        kind=_kind(fields, title),
        occurred_at=fallback.at if moment is None else moment.written,
        speaker=_words(fields, "speaker"),
        external_id=_words(fields, "id") or id,
        source=title or _words(fields, "source") or fallback.source,
        metadata=_metadata(fields, title),
        is_source_a_path=not (title or _words(fields, "source")),
    )
    return Message(draft, is_utc_assumed=moment is not None and not moment.has_offset)


def _is_record(fields: Mapping[str, object]) -> bool:
    texts = (*NAMES["text"], *NAMES["caption"])
    return not any(name in fields for name in texts) and not fields.keys() <= _READ


def _record_from(fields: Mapping[str, object], id: str, fallback: Fallback) -> Message:
    """The whole object is what is told: its id is that of what it is about, not of the telling."""
    written = next((fields[name] for name in NAMES["at"] if fields.get(name)), None)
    moment = _last_done(fields) if written is None else moment_from(written)
    draft = EpisodeDraft(
        content=json.dumps(fields, ensure_ascii=False),
        kind=EpisodeKind.JSON,
        occurred_at=fallback.at if moment is None else moment.written,
        external_id=id,
        source=fallback.source,
        is_source_a_path=True,
    )
    return Message(draft, is_utc_assumed=moment is not None and not moment.has_offset)


def _last_done(fields: Mapping[str, object]) -> Moment | None:
    """When what a record says was last done to what it is about: "placed_at", "shipped_at"."""
    done = [value for key, value in fields.items() if value and is_when_done(key_words(key))]
    moments = []
    for one in done:
        with suppress(Invalid):
            moments.append(moment_from(one))
    return max(moments, key=lambda moment: moment.at, default=None)


def object_from(line: str) -> Mapping[str, object]:
    """The JSON object on a line, without halves of characters. Raises `Invalid` for none."""
    try:
        found = storable_json(json.loads(line))
    except (ValueError, RecursionError) as error:
        raise Invalid(f"not JSON: {error}", hint="one JSON object a line") from error
    if not isinstance(found, dict):
        raise Invalid(f"not a JSON object but {type(found).__name__}", hint='{"text": …}')
    return found


def _content(fields: Mapping[str, object], title: str) -> str:
    text, caption = _first(fields, "text"), _words(fields, "caption")
    if isinstance(text, dict | list):
        return json.dumps(text, ensure_ascii=False)
    if text is not None and not isinstance(text, str):
        raise Invalid(f"text is {type(text).__name__}, not text", hint='{"text": "…"}')
    said = text or ""
    shown = f"(image: {caption})" if caption else ""
    content = "\n\n".join(part for part in (title, " ".join(filter(None, (said, shown)))) if part)
    if not said.strip() and not shown:
        raise Invalid("no text", hint=f"under one of {', '.join(NAMES['text'])}")
    return content


def _kind(fields: Mapping[str, object], title: str) -> EpisodeKind:
    if isinstance(_first(fields, "text"), dict | list):
        return EpisodeKind.JSON
    named = _words(fields, "kind").upper()
    if named in EpisodeKind.__members__:
        return EpisodeKind(named)
    if title:
        return EpisodeKind.DOCUMENT
    return kind_handed_over(_words(fields, "speaker"), _words(fields, "source"))


def _metadata(fields: Mapping[str, object], title: str) -> Mapping[str, object]:
    given = _first(fields, "metadata")
    kept = {key: value for key, value in fields.items() if key not in _READ and value is not None}
    return kept | ({"title": title} if title else {}) | (given if isinstance(given, dict) else {})


def _first(fields: Mapping[str, object], what: str) -> object:
    values = (fields.get(name) for name in NAMES[what])
    return next((value for value in values if value is not None), None)


def _words(fields: Mapping[str, object], what: str) -> str:
    value = _first(fields, what)
    if isinstance(value, dict | list):
        raise Invalid(f"{what} is {type(value).__name__}, not text")
    return "" if value is None else str(value)
