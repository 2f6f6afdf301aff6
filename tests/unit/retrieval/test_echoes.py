"""Echoes: what the best turns say besides counts a little for the others."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from builders import episode
from quipu.graph.retrieval.ranking.echoes import with_echoes
from quipu.schema.knowledge import Episode, EpisodeKind
from quipu.schema.recall import Candidates, Channel, Hit, ItemKind

ASKED = "What does Anna make?"
SAID = [
    "Anna makes bowls of clay at the kiln",
    "She makes time for friends",
    "He makes a fuss",
    "It rained all day",
    "The clay had dried when the kiln was hot",
    "They went home by train",
]


def gathered(turns: Sequence[Episode]) -> Candidates:
    return Candidates((), {}, {one.id: one for one in turns}, {}, (), frozenset(), True, 0)


def hits(turns: Sequence[Episode]) -> list[Hit]:
    return [Hit(ItemKind.EPISODE, one.id, 1.0 - 0.05 * n) for n, one in enumerate(turns)]


def order(turns: Sequence[Episode], question: str = ASKED) -> list[str]:
    contents = {one.id: one.content for one in turns}
    return [contents[hit.id] for hit in with_echoes(hits(turns), gathered(turns), question)]


def told(said: Sequence[str] = SAID, **fields: object) -> list[Episode]:
    return [episode(text, speaker="Anna", **fields) for text in said]


def test_a_turn_that_speaks_of_what_the_best_speak_of_comes_before_its_equals() -> None:
    assert order(told()) == [*SAID[:3], SAID[4], SAID[3], SAID[5]]


def test_the_best_keeps_its_place_though_it_does_not_hear_itself() -> None:
    close = ["Anna makes bowls", "She shaped clay at the kiln", "A kiln for clay", "Some clay"]
    assert order(told(close))[0] == close[0]


def test_what_is_given_is_told_and_adds_up() -> None:
    turns = told()
    before = {hit.id: hit.score for hit in hits(turns)}
    for hit in with_echoes(hits(turns), gathered(turns), ASKED):
        given = sum(one.contribution for one in hit.channels)
        assert given == pytest.approx(hit.score - before[hit.id])
        assert {one.channel for one in hit.channels} <= {Channel.FULLTEXT}


def test_the_words_of_the_question_and_the_names_of_speakers_echo_nothing() -> None:
    said = ["Anna makes it", "Anna makes that", "Anna makes them", "Rain", "Anna makes"]
    assert order(told(said)) == said


def test_few_turns_long_ones_and_documents_stay_as_they_are() -> None:
    assert order(told(SAID[:3])) == SAID[:3]
    long = [f"{text} {'and so on ' * 40}" for text in SAID]
    assert order(told(long)) == long
    assert order(told(kind=EpisodeKind.DOCUMENT)) == SAID
