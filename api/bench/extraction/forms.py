"""The forms of labelled texts: which a row has, and the row as episodes that may be read.

What a row says of its answers never reaches the reader: of a row only tokens, sentences, text,
turns with their speakers, and the moment of telling are taken.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from quipu.schema.identity import EpisodeId, Scope
from quipu.schema.knowledge import Episode, EpisodeKind

Row = Mapping[str, Any]


class Form(StrEnum):
    """What is asked of a row."""

    NAMES = "names"  # tokens → spans with types
    LINKS = "links"  # sentences or text → (head, relation, tail)
    TALK = "talk"  # turns → (name, relation, name)
    TUPLES = "tuples"  # text → (subject, predicate, rest)
    SPANS = "spans"  # text and its date → where times stand, and what they mean
    MOMENT = "moment"  # turn and its date → when it was


def form_of(row: Row) -> Form | None:
    """The form of a row by the fields it has; None for one that is not measured here."""
    fields = set(row)
    if {"turns", "relations"} <= fields:
        return Form.TALK
    if fields & {"relations", "triples"} and fields & {"tokens", "sents", "text"}:
        return Form.LINKS
    if {"text", "tuples"} <= fields:
        return Form.TUPLES
    if {"text", "reference", "spans"} <= fields:
        return Form.SPANS
    if {"text", "reference", "answer_time"} <= fields:
        return Form.MOMENT
    return Form.NAMES if {"tokens", "entities"} <= fields else None


def moment_of(row: Row) -> datetime:
    """When a row's text was told."""
    told = datetime.fromisoformat(row["reference"])
    return told if told.tzinfo is not None else told.replace(tzinfo=UTC)


def text_of(row: Row) -> str:
    """A row's text; tokens are joined by single spaces."""
    if "text" in row:
        return str(row["text"])
    return " ".join(token for sentence in _sentences(row) for token in sentence)


def _sentences(row: Row) -> Sequence[Sequence[str]]:
    return row["sents"] if "sents" in row else [row["tokens"]]


def episodes_of(row: Row) -> list[Episode]:
    """A row as episodes: its text, or one message a turn, told to whoever else speaks next to it.

    The moment of telling, where a row names none, is a fixed one.
    """
    if "turns" not in row:
        return [_episode(row["id"], text_of(row), EpisodeKind.TEXT)]
    turns = row["turns"]
    return [
        _episode(
            f"{row['id']}-{place}",
            turn["text"],
            EpisodeKind.MESSAGE,
            speaker=turn["speaker"],
            addressee=_addressee(turns, place),
        )
        for place, turn in enumerate(turns)
    ]


def _addressee(turns: Sequence[Row], place: int) -> str:
    """Who spoke last before, else first after, and is not the speaker."""
    speaker = turns[place]["speaker"]
    beside = [*reversed(turns[:place]), *turns[place + 1 :]]
    return next((str(turn["speaker"]) for turn in beside if turn["speaker"] != speaker), "")


_TOLD = datetime(2024, 1, 1, 12, tzinfo=UTC)


def _episode(
    id: str, text: str, kind: EpisodeKind, *, speaker: str = "", addressee: str = ""
) -> Episode:
    return Episode(
        id=EpisodeId(id),
        scope=Scope("bench"),
        content=text,
        occurred_at=_TOLD,
        created_at=_TOLD,
        kind=kind,
        speaker=speaker,
        metadata={"addressee": addressee} if addressee else {},
    )
