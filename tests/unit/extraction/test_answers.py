"""Short answers with the question before them: what Kim asks, what Sam says, and what is read.

`probes/answers.tsv`: question, answer, the facts in order or "-" for none, parted by tabs, written
as in `probes/facts.tsv`.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from tests.builders import episode
from tests.unit.extraction.reading import SAID_AT, said
from tests.unit.extraction.test_fact_probes import told

from quipu.extraction.spacy_reader import read_all
from quipu.schema.knowledge import Episode

TABLE = Path(__file__).parent / "probes" / "answers.tsv"


def answered(question: str, answer: str, **asking: object) -> Episode:
    """What Sam answers when Kim asks."""
    asked = episode(**({"content": question, "speaker": "Kim", "occurred_at": SAID_AT} | asking))
    return replace(said(answer), asked=asked)


def test_every_answer_is_read_with_its_question_as_the_table_says() -> None:
    rows = [line.split("\t") for line in TABLE.read_text("utf-8").splitlines()]
    turns, expected = [tuple(row[:2]) for row in rows], [row[2] for row in rows]

    readings = read_all([answered(*turn) for turn in turns])

    read = ["; ".join(map(told, one.statements)) or "-" for one in readings]
    assert dict(zip(turns, read, strict=True)) == dict(zip(turns, expected, strict=True))


def test_an_answer_is_quoted_in_its_own_words_and_its_sentence_says_what_was_asked() -> None:
    [reading] = read_all([answered("Where do you live now?", "In Kiel. It's lovely.")])
    [found] = reading.statements
    assert (found.sentence, found.quote) == ("Sam lives in Kiel now", "In Kiel.")
    assert found.is_answer


def test_what_a_turn_says_by_itself_rests_on_no_question() -> None:
    [reading] = read_all([answered("Where do you live now?", "I live in Kiel.")])
    assert [one.is_answer for one in reading.statements] == [False]


@pytest.mark.parametrize(
    "asking", [{"metadata": {"addressee": "Tom"}}, {"content": "In Rome, where do you live"}]
)
def test_a_question_to_somebody_else_or_none_at_all_gives_no_answer(asking) -> None:
    [reading] = read_all([answered("Where do you live?", "In Kiel.", **asking)])
    assert reading.statements == ()


def test_without_its_question_an_answer_says_nothing() -> None:
    [reading] = read_all([said("In Kiel.")])
    assert reading.statements == ()
