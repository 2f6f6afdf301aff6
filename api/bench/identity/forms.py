"""The forms of labelled names: which a row has, and the row as entities to be told apart.

What a row says of its answers never reaches the ladder: of a row only names, their kinds, and who
speaks are taken.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from quipu.schema.identity import EntityId, Scope
from quipu.schema.knowledge import Entity

Row = Mapping[str, Any]
SCOPE = Scope("bench")
AT = datetime(2024, 1, 1, 12, tzinfo=UTC)
_KINDS = {
    "PER": "person",
    "LOC": "place",
    "ORG": "organisation",
    "person": "person",
    "place": "place",
    "organization": "organisation",
}
_MOST_WORDS = 8  # longer ones are descriptions: "the man who had come to mend the lock"


class Form(StrEnum):
    """What is asked of a row."""

    CLUSTERS = "clusters"  # mentions of one text → who is one
    TALK = "talk"  # mentions in turns, and who speaks → who is one
    PAIR = "pair"  # two records → whether they are about one
    ALIAS = "alias"  # a name → which entity of many


@dataclass(frozen=True, slots=True)
class Named:
    """The mentions of one text, whom each means by the answers, and which of them are names.

    `known` are entities that stand beside the text, as those who speak in it.
    """

    id: str
    mentions: tuple[Entity, ...]
    gold: tuple[str, ...]
    is_name: tuple[bool, ...]
    known: tuple[Entity, ...] = ()


def form_of(row: Row) -> Form | None:
    """The form of a row by the fields it has; None for one that is not measured here."""
    fields = set(row)
    if {"left", "right", "match"} <= fields:
        return Form.PAIR
    if {"mention", "entity"} <= fields:
        return Form.ALIAS
    if "utterances" in fields:
        return Form.TALK
    return Form.CLUSTERS if "mentions" in fields else None


def named_of(row: Row) -> Named:
    """A row of mentions, whatever its form."""
    return _of_talk(row) if "utterances" in row else _of_text(row)


def entity(id: str, name: str, kind: str = "") -> Entity:
    """A name as an entity that nothing else is known of."""
    return Entity(EntityId(id), SCOPE, name, _KINDS.get(kind, ""), AT)


def title_of(record: Mapping[str, str]) -> str:
    """What a record calls itself: its first field, without the marks of broken-up text."""
    first = next(iter(record.values()), "")
    return " ".join(str(first).replace("\\", " ").strip(" '`\"").split())


def _of_text(row: Row) -> Named:
    mentions = row["mentions"]
    texts = [str(one.get("mention") or one.get("text")) for one in mentions]
    gold = row.get("clusters") or [one["cluster"] for one in mentions]
    return Named(
        id=row["id"],
        mentions=tuple(
            entity(str(place), text, one.get("type", ""))
            for place, (text, one) in enumerate(zip(texts, mentions, strict=True))
        ),
        gold=tuple(map(str, gold)),
        is_name=tuple("mention" in one or _is_name(one["text"].split()) for one in mentions),
    )


def _of_talk(row: Row) -> Named:
    said = [
        (turn["tokens"][sentence][start:end], who)
        for turn in row["utterances"]
        for sentence, mentions in enumerate(turn["mentions"])
        for start, end, *who in mentions
    ]
    speakers = dict.fromkeys(one for turn in row["utterances"] for one in turn["speakers"])
    return Named(
        id=row["id"],
        mentions=tuple(
            entity(str(place), " ".join(words), "PER") for place, (words, _) in enumerate(said)
        ),
        gold=tuple(" / ".join(who) for _, who in said),
        is_name=tuple(_is_name(words) for words, _ in said),
        known=tuple(entity(f"speaker {one}", one, "PER") for one in speakers),
    )


def _is_name(words: list[str]) -> bool:
    """Whether words name somebody: few, one of them written large, and more than a pronoun."""
    large = [word for word in words if word[:1].isupper() and word.casefold() not in _NO_NAMES]
    return bool(large) and len(words) <= _MOST_WORDS


_NO_NAMES = frozenset(
    "i i'm i'll i've he she it they we you his her its their our your my me him them us this that"
    " these those the a an who what which someone everyone everybody nobody there here".split()
)
