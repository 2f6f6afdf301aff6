"""Clauses judged by hand, and how the reader sees them now: the rows the gate learns from."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from quipu.extraction.english.drafting import drafts_of
from quipu.extraction.english.grammar.parsed_passage import parsed_passage
from quipu.extraction.english.keeping.gate import confidence_of
from quipu.extraction.english.keeping.traits import traits_of
from quipu.extraction.english.sentence_reader import statement_of
from quipu.extraction.pipeline import english_pipeline
from quipu.extraction.references import UNNAMED_SPEAKER, Speakers
from quipu.schema.errors import Invalid

USEFUL, IDLE, WRONG = "useful", "idle", "wrong"
SAID_AT = datetime(2024, 5, 15, 12, tzinfo=UTC)  # when all of it counts as said: a Wednesday
Triple = tuple[str, str, str]  # subject, predicate, object


@dataclass(frozen=True, slots=True)
class JudgedTurn:
    """A turn with verdicts on what the rules read in it. Of source "own" are probes of ours."""

    text: str
    source: str
    speaker: str
    addressee: str
    verdicts: dict[Triple, str]


@dataclass(frozen=True, slots=True)
class Row:
    """One judged clause as the gate sees it; `turn` is the place of its turn in the file."""

    turn: int
    source: str
    verdict: str
    by_hand: float
    traits: frozenset[str]


def judged_turns(file: Path) -> list[JudgedTurn]:
    """The turns of a file with one JSON object a line. Raises `Invalid` for another form."""
    try:
        return [_turn(json.loads(line)) for line in file.read_text("utf-8").splitlines()]
    except (ValueError, KeyError, TypeError) as error:
        raise Invalid(f"{file} holds no judged turns: {error!r}") from error


def _turn(told: dict[str, str | list[str]]) -> JudgedTurn:
    verdicts: dict[Triple, str] = {}
    for line in told["verdicts"]:
        verdict, subject, predicate, object_ = str(line).split("\t")
        if verdict not in (USEFUL, IDLE, WRONG):
            raise ValueError(f"{verdict!r} is no verdict")
        verdicts[subject, predicate, object_] = verdict
    return JudgedTurn(
        text=str(told["text"]),
        source=str(told["source"]),
        speaker=str(told["speaker"]),
        addressee=str(told["addressee"]),
        verdicts=verdicts,
    )


def rows_of(turns: Sequence[JudgedTurn]) -> Iterator[Row]:
    """The judged clauses that the reader still finds; those that it finds no more are left out."""
    docs = english_pipeline().pipe(turn.text for turn in turns)
    for number, (turn, doc) in enumerate(zip(turns, docs, strict=True)):
        first = turn.speaker if turn.speaker != "user" else UNNAMED_SPEAKER
        passage = parsed_passage(doc, Speakers(first, turn.addressee))
        left = dict(turn.verdicts)
        for sentence in doc.sents:
            for draft, when, alike in drafts_of(sentence, passage, SAID_AT):
                found = statement_of(draft, passage, when, confidence=0.0)
                triple = (found.subject.text, found.predicate, found.object.text)
                verdict = left.pop(triple, None)
                if verdict is not None:
                    is_dated = when is not None
                    by_hand = confidence_of(draft, is_dated=is_dated)
                    traits = traits_of(draft, is_dated=is_dated, alike=alike)
                    yield Row(number, turn.source, verdict, by_hand, traits)
