"""What a caller hands in becomes episodes: checked, dated, and named by content."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import TypeVar

from quipu.graph.asked import Asked, asked
from quipu.schema.drafts import CONTENT_LIMIT_BYTES, EntityRef, EpisodeDraft, FactDraft
from quipu.schema.errors import Invalid, must_be
from quipu.schema.identity import EpisodeId, Scope, content_hash, derived_id
from quipu.schema.intervals import DAWN, DUSK, Interval, offset_minutes, utc
from quipu.schema.knowledge import (
    GIVEN,
    Episode,
    EpisodeKind,
    Mention,
    Statement,
    Tense,
    When,
)
from quipu.schema.ontology import predicate_form
from quipu.schema.ports import GraphStore
from quipu.schema.texts import legible

Draft = TypeVar("Draft", bound=EpisodeDraft | FactDraft)

_FOLDERS = re.compile(r".*[/\\]", re.DOTALL)
_KEY_LIMIT = 200
_NAME_LIMIT = 500
_DEEPEST_METADATA = 100


def checked_key(key: str) -> str:
    """An idempotency key that can be stored."""
    must_be("idempotency key", key, str)
    if not key.strip() or len(key) > _KEY_LIMIT:
        raise Invalid(f"bad idempotency key {key[:40]!r}", hint=f"1–{_KEY_LIMIT} characters")
    return _text(key, "idempotency key")


def asked_of(drafts: Sequence[EpisodeDraft | FactDraft]) -> Asked:
    """What was asked, as one hash: the same key with another hash is a conflict."""
    # Earlier versions hashed what Python writes of a draft, moments as the door had read them.
    former = [drafts, [in_utc(draft) for draft in drafts]]
    return asked("remember", drafts, former=["\n".join(map(repr, some)) for some in former])


def in_utc(draft: Draft) -> Draft:
    """The draft as if its moment had been written in UTC: the same message, whatever the offset."""
    if draft.occurred_at is None:
        return draft
    return replace(draft, occurred_at=utc(draft.occurred_at))


def episodes_from(
    scope: Scope, drafts: Sequence[EpisodeDraft], key: str, now: datetime
) -> list[Episode]:
    """Episodes to accept. Equal content with an equal date or external id is one episode."""
    if not drafts:
        raise Invalid("nothing to remember", hint="give at least one episode")
    return [_episode(scope, draft, key, place, now) for place, draft in enumerate(drafts)]


def checked_draft(draft: EpisodeDraft, what: str = "text") -> EpisodeDraft:
    """The draft, if it can be accepted: what one refuses alone, it refuses in company.

    `what` names it in the complaint. Raises Invalid.
    """
    _checked_content(draft, what)
    for text, name in (
        (draft.speaker, "speaker"),
        (draft.source, "source"),
        (draft.external_id, "externalId"),
    ):
        _short(text, name)
    if draft.occurred_at is not None:
        _checked_time(draft.occurred_at)
    _checked_metadata(draft.metadata)
    return draft


def _episode(scope: Scope, draft: EpisodeDraft, key: str, place: int, now: datetime) -> Episode:
    checked_draft(draft, f"episode {place}")
    return Episode(
        id=episode_id(scope, draft, key, place),
        scope=scope,
        content=draft.content,
        occurred_at=utc(draft.occurred_at) if draft.occurred_at else now,
        created_at=now,
        kind=draft.kind,
        speaker=draft.speaker,
        source=draft.source,
        external_id=draft.external_id,
        trust=draft.trust,
        metadata=draft.metadata,
        given=draft.given,
        ordinal=place,
        offset_minutes=offset_minutes(draft.occurred_at) if draft.occurred_at else 0,
    )


def episode_id(
    scope: Scope, draft: EpisodeDraft, key: str = "", place: int = 0, *, is_by_kind: bool = True
) -> EpisodeId:
    """The id of an episode; `key` and `place` count only where it has no id or date of its own.

    An edited text under the same external id is another episode: nothing is lost silently.
    Earlier versions did not go `by_kind`.
    """
    body = content_hash(draft.content)
    source = _FOLDERS.sub("", draft.source) if draft.is_source_a_path else draft.source
    if draft.external_id:
        said: tuple[object, ...] = ("external", source, draft.external_id)
    elif draft.occurred_at is not None:
        said = ("dated", source, draft.speaker, utc(draft.occurred_at))
    else:
        said = ("keyed", key, place)
    # The same words as text and as JSON are read otherwise, so they are two.
    kind = ("json",) if draft.kind is EpisodeKind.JSON and is_by_kind else ()
    return EpisodeId(derived_id("ep", scope.key, *said, body, *kind))


async def as_stored(
    store: GraphStore, scope: Scope, drafts: Sequence[EpisodeDraft], episodes: Sequence[Episode]
) -> list[Episode]:
    """The episodes, each under the id of earlier versions where it is stored under that.

    They named a file's messages by the whole path of the file, and JSON as a text of its words.
    """
    former = {
        episode.id: _former_ids(scope, draft, episode.id)
        for draft, episode in zip(drafts, episodes, strict=True)
    }
    asked = {id for ids in former.values() for id in ids}
    held = {one.id: one.kind for one in await store.episodes(scope, asked)} if asked else {}
    return [
        replace(one, id=next((id for id in former[one.id] if held.get(id) is one.kind), one.id))
        for one in episodes
    ]


def _former_ids(scope: Scope, draft: EpisodeDraft, id: EpisodeId) -> list[EpisodeId]:
    if draft.occurred_at is None and not draft.external_id:
        return []  # named by its key, which says whether it was kept before
    by_path = [False] if draft.is_source_a_path else []
    ways = [
        episode_id(scope, replace(draft, is_source_a_path=path), is_by_kind=by_kind)
        for path in (draft.is_source_a_path, *by_path)
        for by_kind in ((True, False) if draft.kind is EpisodeKind.JSON else (True,))
    ]
    return [one for one in dict.fromkeys(ways) if one != id]


def _checked_content(draft: EpisodeDraft, what: str) -> None:
    must_be(what, draft.content, str)
    if not draft.content.strip():
        raise Invalid(f"{what} has no text", hint="content must not be empty")
    content = _sized(_text(draft.content, what), what)
    if draft.kind is EpisodeKind.JSON:
        _checked_json(content, what)


def _text(text: str, what: str) -> str:
    """Text that can be stored: halves of surrogate pairs and NUL are none."""
    if "\0" in text or any("\ud800" <= character <= "\udfff" for character in text):
        raise Invalid(f"{what} holds characters that are no text", hint="send UTF-8")
    return text


def _sized(text: str, what: str) -> str:
    size = len(text.encode())
    if size > CONTENT_LIMIT_BYTES:
        limit = f"at most {CONTENT_LIMIT_BYTES:,}: split it"
        raise Invalid(f"{what} is {size:,} bytes", hint=limit)
    return text


def _checked_json(content: str, what: str) -> None:
    try:
        json.loads(content)
    except (ValueError, RecursionError) as error:
        raise Invalid(f"{what} is not valid JSON: {error}") from error


def _checked_metadata(metadata: Mapping[str, object]) -> None:
    try:
        json.dumps(dict(metadata), ensure_ascii=False, allow_nan=False).encode()
    except (ValueError, TypeError, RecursionError) as error:
        raise Invalid(f"metadata is not JSON: {error}") from error
    level: list[object] = [metadata]
    for _ in range(_DEEPEST_METADATA):
        level = [inner for one in level for inner in _within(one)]
    if level:
        raise Invalid("metadata is nested too deep", hint=f"at most {_DEEPEST_METADATA} levels")


def _within(value: object) -> Iterable[object]:
    if isinstance(value, Mapping):
        return value.values()
    return value if isinstance(value, list | tuple) else ()


def _checked_time(moment: datetime) -> datetime:
    found = utc(moment)
    if not DAWN < found < DUSK:
        raise Invalid(f"time out of range: {moment}")
    return found


def _short(text: str, what: str) -> str:
    must_be(what, text, str)
    if len(text) > _NAME_LIMIT:
        raise Invalid(f"{what} of {len(text)} characters", hint=f"at most {_NAME_LIMIT}")
    return _text(text, what)


def fact_episode(scope: Scope, draft: FactDraft, key: str, now: datetime) -> Episode:
    """A fact handed in ready-made, as the episode that is its own source.

    So it is kept, settled, explained and retracted like anything that was read.
    """
    statement = _given(draft)
    said_at = _checked_time(draft.occurred_at) if draft.occurred_at else now
    said = (key, draft.statement, statement.predicate)
    return Episode(
        id=EpisodeId(derived_id("ep", scope.key, "fact", *said)),
        scope=scope,
        content=draft.statement,
        occurred_at=said_at,
        created_at=now,
        kind=EpisodeKind.EVENT,
        source="addFact",
        trust=draft.trust,
        metadata={"evidence": draft.evidence} if draft.evidence else {},
        given=(statement,),
    )


def _given(draft: FactDraft) -> Statement:
    said = checked_sentence(draft.statement)
    if not predicate_form(draft.predicate):
        raise Invalid("fact without a predicate")
    if not 0.0 <= draft.confidence <= 1.0:
        raise Invalid(f"confidence {draft.confidence} out of range", hint="0 to 1")
    target = draft.target
    return Statement(
        subject=mention_of(draft.source),
        predicate=_short(draft.predicate, "predicate"),
        object=mention_of(target) if target else Mention(said, "value", is_value=True),
        sentence=said,
        quote=said,
        tense=Tense.PRESENT,
        when=_when(draft),
        confidence=draft.confidence,
        reader=GIVEN,
        qualifier=_short(draft.qualifier.strip(), "qualifier"),
    )


def checked_sentence(sentence: str) -> str:
    """The sentence of a fact, if it can be stored."""
    if not sentence.strip():
        raise Invalid("fact without a statement", hint="say it in a sentence")
    return _sized(_text(sentence, "statement"), "statement")


def mention_of(ref: EntityRef) -> Mention:
    """An entity as a caller names it: by id, or by a name that is resolved later."""
    if (ref.id is None) == (ref.name is None):
        raise Invalid("an entity needs either an id or a name", hint="exactly one of the two")
    if ref.name is not None:
        name = legible(ref.name).strip()
        if not name:
            raise Invalid("entity with an empty name")
        return Mention(_short(name, "name"))
    return Mention(str(ref.id), entity=ref.id)


def _when(draft: FactDraft) -> When | None:
    if draft.valid_at is None and draft.invalid_at is None:
        return None
    start = _checked_time(draft.valid_at) if draft.valid_at else DAWN
    end = _checked_time(draft.invalid_at) if draft.invalid_at else DUSK
    if start >= end:
        raise Invalid(f"invalidAt {end} is not after validAt {start}")
    return When(Interval(start, end), is_open=end == DUSK)
