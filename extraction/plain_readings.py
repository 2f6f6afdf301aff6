"""What the local reader sees before it weighs: open tuples, and times with their meaning."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from quipu.extraction.dates import DateExpression, resolve
from quipu.extraction.english.clause.mentions import labelled_names_in
from quipu.extraction.english.dating import clause_of, leaning_at
from quipu.extraction.english.grammar.governing import VerbGroup
from quipu.extraction.english.grammar.parsed_passage import ParsedPassage, parsed_passage
from quipu.extraction.english.grammar.verb_groups import verb_group
from quipu.extraction.english.open_tuples import OpenTuple, open_tuples
from quipu.extraction.pipeline import english_pipeline
from quipu.extraction.references import Speakers
from quipu.schema.knowledge import Mention, Tense, When

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

_BATCH = 128


@dataclass(frozen=True, slots=True)
class DatedWords:
    """A time expression at `start:end` of its text; `when` is None where it means no time."""

    start: int
    end: int
    when: When | None
    tense: Tense


def tuples_of(texts: Sequence[str]) -> list[list[OpenTuple]]:
    """What each text says, in its own words; a text is read as one passage."""
    return [open_tuples(doc) for doc in english_pipeline().pipe(texts, batch_size=_BATCH)]


def names_of(texts: Sequence[str]) -> list[list[Mention]]:
    """The names in each text, of the kinds they most likely have."""
    docs = english_pipeline().pipe(texts, batch_size=_BATCH)
    return [labelled_names_in(parsed_passage(doc, Speakers())) for doc in docs]


def times_of(texts: Sequence[str], said_at: Sequence[datetime]) -> list[list[DatedWords]]:
    """The times that each text names, in order, read in the tense of their clause."""
    docs = english_pipeline().pipe(texts, batch_size=_BATCH)
    return [
        _times(parsed_passage(doc, Speakers()), moment)
        for doc, moment in zip(docs, said_at, strict=True)
    ]


def _times(passage: ParsedPassage, said_at: datetime) -> list[DatedWords]:
    found = []
    for date in passage.dates:
        head = _head_around(date, passage)
        group = verb_group(head) if head is not None else VerbGroup()
        when = resolve(date, said_at, leaning_at(date, passage, group, head))
        found.append(DatedWords(date.bounded_from, date.end, when, group.tense))
    return found


def _head_around(date: DateExpression, passage: ParsedPassage) -> Token | None:
    span: Span | None = passage.doc.char_span(date.start, date.end, alignment_mode="expand")
    return clause_of(span.root) if span is not None else None
