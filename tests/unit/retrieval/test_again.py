"""A question asked again with the names of its best passage."""

from __future__ import annotations

import pytest

from quipu.graph.retrieval.documents.again import asked_again

QUESTION = "Where did the director of Blue Hour grow up?"


@pytest.mark.parametrize(
    ("passage", "more"),
    [
        ("Blue Hour is a film by Ida Berg, shot in Denmark.", "Ida Berg Denmark"),
        ("The film was made. It was by Ida Berg. Ida Berg was proud.", "Ida Berg"),  # each once
        ("BLUE HOUR (1962) – by Åse Ødegård-Lund", "Åse Ødegård-Lund"),
        ("A B C D E F G H", "A B C D E F G H"),  # one run is one name
        ("Oslo, Kiel, Rome, Bonn, Bern, Riga, Cork", "Oslo Kiel Rome Bonn Bern Riga"),
    ],
)
def test_the_first_names_that_the_question_has_not_are_added(passage: str, more: str) -> None:
    assert asked_again(QUESTION, passage) == f"{QUESTION} {more}"


@pytest.mark.parametrize("passage", ["", "blue hour is a film", "Blue Hour", "The. And. 青の時間"])
def test_without_further_names_there_is_nothing_to_ask(passage: str) -> None:
    assert asked_again(QUESTION, passage) == ""
