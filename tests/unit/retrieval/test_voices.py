"""A question about one who speaks is asked as that one would say it."""

from __future__ import annotations

import numpy as np
import pytest

from builders import episode, fact
from quipu.graph.retrieval.question.voices import Voiced, in_first_person, possible_speakers
from quipu.schema.recall import Candidate, Candidates, ItemKind


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("What did Anna paint?", "What did I paint?"),
        ("Where does Anna live?", "Where do I live?"),
        ("Is Anna happy?", "am I happy?"),
        ("Has Anna moved?", "have I moved?"),
        ("What is Anna's hobby?", "What is my hobby?"),
        ("What happened since Anna is ill?", "What happened since I am ill?"),
        ("what does anna like?", "what do I like?"),
        ("What did Ben Carter and Anna buy?", "What did I and I buy?"),
        ("What did Ben like?", "What did I like?"),
        ("Who met Hannah?", "Who met Hannah?"),
        ("Where does Anna Berg live?", "Where does Anna Berg live?"),
    ],
)
def test_a_speaker_who_is_named_speaks_of_himself(question, said):
    assert in_first_person(question, ["Anna", "Ben Carter"]) == said


def test_without_speakers_a_question_stays_as_it_is():
    assert in_first_person("What did Anna paint?", []) == "What did Anna paint?"


def test_who_may_be_a_speaker_is_written_with_a_capital():
    assert possible_speakers("What did Ben Carter say on May?") == [
        "Ben Carter",
        "Ben",
        "Carter",
        "May",
    ]
    assert possible_speakers("Where will it be?") == []
    assert "Anna" in possible_speakers("what does anna like?")


def test_facts_come_as_near_as_the_two_questions_are_alike():
    turn, known = episode(), fact("Oslo")
    found = (
        Candidate(turn.id, ItemKind.EPISODE, 0.0, 0.4),
        Candidate(known.id, ItemKind.FACT, 0.0, 0.8),
        Candidate(fact("Rome").id, ItemKind.FACT, 1.0, None),
    )
    gathered = Candidates(found, {}, {}, {}, (), frozenset(), True, 1)
    asked, said = np.array([1.0, 0.0], np.float32), np.array([0.5, 3**0.5 / 2], np.float32)
    meant = [one.meaning for one in Voiced(asked, said).levelled(gathered).found]
    assert meant == [0.4, pytest.approx(0.4), None]
    assert Voiced(asked).levelled(gathered) is gathered
