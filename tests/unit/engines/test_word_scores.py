"""Neo4j's candidates are weighed as the embedded engine weighs what it has."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis.strategies import text

from quipu.graph.engines.neo4j.words import word_scores
from quipu.graph.engines.sqlite import word_arm
from quipu.graph.engines.sqlite.words import Words, counted
from quipu.graph.texts.terms import stems_of, terms_of, words_of

TEXTS = {
    "a": "Anna keeps tapirs in Oslo",
    "b": "Anna lives in Oslo, and Oslo is cold",
    "c": "Bob likes tea",
    "d": "The weather",
}


def test_scores_are_those_of_the_other_engine_where_all_are_candidates() -> None:
    found = counted(list(TEXTS.values()))
    words, lengths = Words().entered(0, found), found.lengths
    mean, asked = float(lengths.mean()), "Which tapirs does Anna keep in Oslo?"
    expected = np.zeros(len(TEXTS))
    terms = list(dict.fromkeys(terms_of(asked)))
    for places, counts in words.places_of(terms, len(TEXTS)).values():
        weight = np.log1p((len(TEXTS) - len(places) + 0.5) / (len(places) + 0.5))
        damping = 1.2 * (1 - 0.75 + 0.75 * lengths[places] / mean)
        expected[places] += weight * 2.2 * counts / (counts + damping)
    scores = word_scores([TEXTS], asked, len(TEXTS))
    assert list(scores.values()) == pytest.approx(expected.tolist(), rel=1e-5)
    assert (word_arm._K1, word_arm._B) == (1.2, 0.75)


def test_a_word_counts_for_more_the_larger_the_scope_in_which_it_is_rare() -> None:
    small, large = (word_scores([TEXTS], "tapirs", rows)["a"] for rows in (4, 4_000))
    assert large > small > 0


def test_no_words_and_no_candidates_give_nothing() -> None:
    assert word_scores([TEXTS], "the of and", 4) == dict.fromkeys(TEXTS, 0.0)
    assert word_scores([{}, {}], "tapirs", 4) == {}


@given(text())
def test_a_stem_begins_with_the_letter_of_its_word(said: str) -> None:
    words = words_of(said)
    assert [stem[:1] for stem in stems_of(words)] == [word[:1] for word in words]
