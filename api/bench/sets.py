"""The sets' own files, read into what may be known to the product and what only the scorer sees.

Fair play is kept here: of a chat only speaker, text, caption, time and the session are taken; of a
question its id, its wording and when it is asked (in a dated set also `as_of` and `path`); of a
dated statement its id, time, text and triple. What a name of a set says is the form of its file,
and nothing else. Files as their authors publish them are understood, too: see `published.py`.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Any

from quipu.api.bench.published import chats_of, passages_of
from quipu.api.bench.scoring import AnswerKey, EvidenceKey
from quipu.api.cli.messages import Fallback, message_from
from quipu.api.moments import moment_from
from quipu.schema.drafts import EpisodeDraft
from quipu.schema.errors import Invalid, NotFound


class SetName(StrEnum):
    LOCOMO = "locomo"
    REALTALK = "realtalk"
    BEAM = "beam"
    LONGMEMEVAL = "longmemeval"
    MULTIHOP = "multihop"
    TIMEQA = "timeqa"
    TEMPORAL = "temporal"


_GOLD = ("evidence", "supporting", "evidence_sessions")
CHATS = frozenset({SetName.LOCOMO, SetName.REALTALK, SetName.BEAM, SetName.LONGMEMEVAL})


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as the product may see it."""

    id: str
    text: str
    as_of: datetime | None = None
    path: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Dated:
    """A dated statement: told as a text, or as a triple."""

    id: str
    at: datetime
    text: str
    triple: tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Collection:
    """What goes into one scope, and what is asked of it. The key is for the scorer alone."""

    name: str
    drafts: tuple[EpisodeDraft, ...]
    questions: tuple[Asked, ...]
    key: tuple[EvidenceKey, ...]
    units: Mapping[str, str] = field(default_factory=dict)  # what a turn counts as, if not itself


@dataclass(frozen=True, slots=True)
class World:
    """Dated statements of one scope, in date order, and another order to tell them in."""

    name: str
    statements: tuple[Dated, ...]
    shuffled: tuple[Dated, ...]
    questions: tuple[Asked, ...]
    key: tuple[AnswerKey, ...]


def collections_of(name: SetName, path: Path) -> list[Collection]:
    """The conversations of a chat set, or the one corpus of a passage set."""
    document = _document(path)
    try:
        if name in CHATS:
            return [_chat(one, place) for place, one in enumerate(chats_of(document))]
        return [_corpus(path, document)]
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        raise Invalid(f"{path} has not the form of {name}: {error!r}") from error


def worlds_of(path: Path) -> list[World]:
    """The worlds of a dated set."""
    document = _document(path)
    found = document if isinstance(document, list) else [document]
    try:
        return [_world(one, place) for place, one in enumerate(found)]
    except (KeyError, TypeError, AttributeError) as error:
        raise Invalid(f"{path} has not the form of a dated set: {error!r}") from error


def _document(path: Path) -> Any:
    try:
        written = path.read_text("utf-8-sig")
        return _rows(written) if path.suffix == ".jsonl" else json.loads(written)
    except FileNotFoundError as error:
        raise NotFound(f"no file {path}") from error
    except OSError as error:
        raise Invalid(f"cannot read {path}: {error.strerror}") from error
    except ValueError as error:
        raise Invalid(f"{path} is not JSON: {error}") from error


def _rows(written: str) -> list[Any]:
    return [json.loads(line) for line in written.splitlines() if line.strip()]


def _chat(chat: Mapping[str, Any], place: int) -> Collection:
    drafts = tuple(
        _turn(turn, session)
        for session in chat["sessions"]
        for turn in session["turns"]
        if turn.get("text") or turn.get("image_caption")
    )
    questions = chat["questions"]
    name = _scope_name(chat.get("conversation_id"), place)
    by_session = any("evidence_sessions" in one for one in questions)
    units = {turn["id"]: one["session_id"] for one in chat["sessions"] for turn in one["turns"]}
    return Collection(name, drafts, _asked(questions), _key(questions), units if by_session else {})


def _turn(turn: Mapping[str, Any], session: Mapping[str, Any]) -> EpisodeDraft:
    fields = {name: turn.get(name) for name in ("id", "speaker", "text", "image_caption", "at")}
    fields["at"] = fields["at"] or session.get("started_at")
    fields["session"] = session["session_id"]
    return message_from(fields, "", Fallback()).draft


def _corpus(path: Path, questions: Sequence[Mapping[str, Any]]) -> Collection:
    published = passages_of(questions)
    questions, corpus = published or (questions, _lines(path))
    drafts = tuple(message_from(fields, "", Fallback()).draft for fields in corpus)
    name = f"{path.parent.name}-{path.stem}"
    return Collection(name, drafts, _asked(questions), _key(questions))


def _lines(path: Path) -> list[Mapping[str, Any]]:
    """The corpus beside a file of questions."""
    own = path.with_name(f"{path.stem}_corpus.jsonl")
    corpus = own if own.exists() else path.with_name("corpus.jsonl")
    if not corpus.exists():
        raise NotFound(f"no corpus {corpus}", hint="it belongs beside the file of questions")
    return _rows(corpus.read_text("utf-8"))


def _world(world: Mapping[str, Any], place: int) -> World:
    statements = [_dated(one) for one in world["statements"]]
    by_id = {one.id: one for one in statements}
    shuffled = tuple(by_id[id] for id in world.get("shuffled_order", by_id))
    questions = world["questions"]
    return World(
        name=_scope_name(world.get("world_id"), place),
        statements=tuple(sorted(statements, key=lambda one: one.at)),
        shuffled=shuffled,
        questions=_asked(questions),
        key=tuple(_answer_key(one) for one in questions),
    )


def _dated(statement: Mapping[str, Any]) -> Dated:
    subject, relation, value = statement["triple"]
    return Dated(
        id=statement["id"],
        at=moment_from(statement["at"]).at,
        text=statement["text"],
        triple=(subject, relation, value),
    )


def _asked(questions: Sequence[Mapping[str, Any]]) -> tuple[Asked, ...]:
    return tuple(
        Asked(
            id=one["id"],
            text=one["question"],
            as_of=_moment(one.get("as_of") or one.get("asked_at")),
            path=tuple(one.get("path") or ()),
        )
        for one in questions
    )


def _moment(written: str | None) -> datetime | None:
    return moment_from(written).at if written else None


def _key(questions: Sequence[Mapping[str, Any]]) -> tuple[EvidenceKey, ...]:
    return tuple(
        EvidenceKey(
            question=one["id"],
            group=one.get("category") or one.get("type") or "all",
            gold=frozenset(next((one[name] for name in _GOLD if one.get(name)), ())),
        )
        for one in questions
    )


def _answer_key(question: Mapping[str, Any]) -> AnswerKey:
    asked = "as-of" if question.get("as_of") else "current"
    groups = [f"{question['type']} / {asked}"]
    if question.get("functional") and question["type"] == "single-hop":
        groups.append(f"  single-hop[{question['functional']}] / {asked}")
    return AnswerKey(
        question=question["id"],
        groups=tuple(groups),
        answers=frozenset(question.get("answers") or [question["answer"]]),
        aliases=frozenset(question.get("aliases", ())),
        outdated=frozenset(question.get("wrong_if", ())),
    )


def _scope_name(name: object, place: int) -> str:
    return str(name or f"part-{place}").replace("/", "-")[:200]
