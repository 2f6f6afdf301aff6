"""The parts of which the search arrays are made."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from quipu.graph.engines.sqlite.columns import Column, vectors_of
from quipu.graph.engines.sqlite.ranking import best, lowest_of_best
from quipu.graph.engines.sqlite.words import Words, counted
from quipu.graph.texts.mentions import possible_names
from quipu.graph.texts.terms import terms_of


def test_a_column_grows_and_views_taken_before_stay_as_they_were() -> None:
    column = Column(np.int64)
    column.append(0, [0, 1, 2])
    view = column.first(3)
    for start in range(3, 1000):
        column.append(start, [start])
    column.part()
    column.values[0] = 99
    assert view.tolist() == [0, 1, 2]
    assert column.first(1000).tolist() == [99, *range(1, 1000)]


def test_a_column_grows_at_a_constant_cost_for_each_row() -> None:
    column = Column(np.int64)
    arrays = set()
    for start in range(10_000):
        column.append(start, [start])
        arrays.add(len(column.values))
    assert len(arrays) < 20


def test_where_there_is_no_vector_there_are_zeros() -> None:
    given = [np.array([1, 2], "<f4").tobytes(), None]
    assert vectors_of(given, 2).tolist() == [[1, 2], [0, 0]]


def test_a_snapshot_sees_only_the_words_that_were_there() -> None:
    words = Words()
    for place in range(10):
        words = words.entered(place, counted(["tapir " * (place % 3)]))
    places, counts = words.places_of(["tapir"], 6)["tapir"]
    assert (places.tolist(), counts.tolist()) == ([1, 2, 4, 5], [1, 2, 1, 2])
    assert words.places_of(["tapir"], 1) == {}


def test_terms_are_stemmed_lower_case_and_without_stop_words() -> None:
    assert terms_of("Where was the Café's OWNER running?") == terms_of("café s owner runs")
    assert terms_of("the of and") == []


def test_a_term_that_stands_twice_is_counted_twice_and_very_often_255_times() -> None:
    words = Words().entered(0, counted(["tapir and tapirs", "tapir " * 300]))
    [(places, counts)] = words.places_of(terms_of("tapir"), 2).values()
    assert (places.tolist(), counts.tolist()) == ([0, 1], [2, 255])


@given(st.lists(st.text("abs ,", max_size=12), max_size=8), st.integers(0, 8), st.booleans())
def test_texts_entered_together_one_by_one_or_as_runs_stand_at_the_same_places(
    texts: list[str], cut: int, is_run: bool
) -> None:
    first = counted(texts[:cut])
    in_turn = Words().with_run(0, first) if is_run else Words().entered(0, first)
    for place, text in enumerate(texts[cut:], start=len(texts[:cut])):
        in_turn = in_turn.entered(place, counted([text]))
    as_runs = in_turn.with_run(len(texts), counted([]))
    together = Words().entered(0, counted(texts))
    assert counted(texts).lengths.tolist() == [len(terms_of(text)) for text in texts]
    stand = [Counter(terms_of(text)) for text in texts]
    terms = sorted({term for some in stand for term in some} | {"never"})
    expected = {
        term: [(n, some[term]) for n, some in enumerate(stand) if some[term]] for term in terms
    }
    for words in (together, in_turn, as_runs):
        found = words.places_of(terms, len(texts))
        assert {
            term: list(zip(places.tolist(), counts.tolist(), strict=True))
            for term, (places, counts) in found.items()
            if len(places)
        } == {term: some for term, some in expected.items() if some}


@pytest.mark.parametrize(("count", "expected"), [(1, [3]), (2, [3, 1]), (9, [3, 1, 0])])
def test_the_best_are_those_allowed_with_the_highest_scores(
    count: int, expected: list[int]
) -> None:
    scores = np.array([1, 2, 9, 3], np.float32)
    allowed = np.array([True, True, False, True])
    assert best(scores, allowed, count).tolist() == expected


def test_possible_names_are_runs_of_words_longest_first() -> None:
    assert possible_names("New York, now!") == [
        "new york now",
        "new york",
        "york now",
        "new",
        "york",
        "now",
    ]


def test_possible_names_of_a_long_text_stay_few() -> None:
    assert len(possible_names("word " * 10_000 + "李" * 10_000)) < 2_000


def test_a_script_without_spaces_is_cut_into_pieces() -> None:
    assert {"李雷", "韩梅梅"} <= set(possible_names("李雷认识韩梅梅吗"))


@pytest.mark.parametrize("count", [1, 60, 3_000])
@pytest.mark.parametrize("kind", ["spread", "rising", "all alike", "few high", "in step"])
def test_the_lowest_of_the_best_is_the_same_whatever_a_sample_says(kind: str, count: int) -> None:
    draw, size = np.random.default_rng(count), 5_000
    scores = {
        "spread": draw.random(size),
        "rising": np.arange(size) / size,
        "all alike": np.ones(size),
        "few high": np.where(np.arange(size) % 700 == 3, 9.0, 0.0),
        "in step": np.where(np.arange(size) % 16 == 0, 9.0 + draw.random(size), draw.random(size)),
    }[kind].astype(np.float32)
    assert lowest_of_best(scores, count) == np.sort(scores)[-count]
