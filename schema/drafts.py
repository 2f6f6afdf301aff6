"""What a caller hands in, before the memory has given it an id, a time and a place."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from quipu.schema.canonical import APART
from quipu.schema.errors import Invalid
from quipu.schema.identity import EntityId, EpisodeId
from quipu.schema.knowledge import EpisodeKind, Statement, Trust

CONTENT_LIMIT_BYTES = 1_000_000


@dataclass(frozen=True, slots=True)
class EpisodeDraft:
    """Text or JSON to remember. `occurred_at` None means now; with an offset otherwise.

    Fields that are added have a default and no place in its `repr`: keys were kept by that once.
    """

    content: str
    kind: EpisodeKind = EpisodeKind.TEXT
    occurred_at: datetime | None = None
    speaker: str = ""
    external_id: str = ""
    source: str = ""  # the conversation or document it belongs to
    trust: Trust = Trust.OBSERVED
    metadata: Mapping[str, object] = field(default_factory=dict)
    # Statements read elsewhere, which take the place of reading. Not part of what is hashed: a key
    # used before this field was there still names the same body.
    given: tuple[Statement, ...] = field(default=(), repr=False, metadata=APART)
    # Its source is only where its file lies: the id goes by the file's name, so that a file may be
    # moved. Not part of what is hashed, either.
    is_source_a_path: bool = field(default=False, repr=False, metadata=APART)


def kind_handed_over(speaker: str, source: str) -> EpisodeKind:
    """What somebody says is a message, and with a source a turn of that conversation. Without a
    speaker it is the user's, who says "I" in it, unless it has a source: then it is a document."""
    return EpisodeKind.TEXT if source and not speaker else EpisodeKind.MESSAGE


def kind_of(content: str, speaker: str, source: str) -> EpisodeKind:
    """JSON of objects that nobody speaks is JSON though nobody says so; else as handed over."""
    is_json = not speaker and _holds_objects(content)
    return EpisodeKind.JSON if is_json else kind_handed_over(speaker, source)


def _holds_objects(content: object) -> bool:  # no text at all is refused later, by name
    if not isinstance(content, str) or not content.lstrip().startswith(("{", "[")):
        return False
    try:
        value = json.loads(content)
    except (ValueError, RecursionError):
        return False
    some = value if isinstance(value, list) else [value]
    return bool(some) and all(isinstance(one, Mapping) for one in some)


def content_handed_over(
    content: str | Mapping[str, object], speaker: str, source: str
) -> tuple[str, EpisodeKind]:
    """A text as it is, or an object as JSON (a record, an event, a triple), and the kind of it;
    such JSON as a text is JSON as well.

    Raises `Invalid` for an object that JSON has no form for.
    """
    if not isinstance(content, Mapping):
        return content, kind_of(content, speaker, source)
    try:
        return json.dumps(content, ensure_ascii=False, default=_moment), EpisodeKind.JSON
    except (TypeError, ValueError, RecursionError) as error:
        raise Invalid(f"an object that is no JSON: {error}") from error


def _moment(value: object) -> str:
    if isinstance(value, datetime):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} has no form in it")


@dataclass(frozen=True, slots=True)
class EntityRef:
    """An entity by id or by name: exactly one of the two is given."""

    id: EntityId | None = None
    name: str | None = None


@dataclass(frozen=True, slots=True)
class FactDraft:
    """A fact handed in ready-made. `target` None: the statement itself is the value."""

    source: EntityRef
    predicate: str
    statement: str
    target: EntityRef | None = None
    valid_at: datetime | None = None
    invalid_at: datetime | None = None
    confidence: float = 1.0
    evidence: EpisodeId | None = None
    trust: Trust = Trust.ASSERTED
    occurred_at: datetime | None = None
    qualifier: str = ""  # what it holds for, where a predicate holds one value for each
