"""The parts of which the search arrays are made."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from quipu.graph.engines.mentions import possible_names
from quipu.graph.engines.sqlite.columns import Column, Matrix
from quipu.graph.engines.sqlite.ranking import best
from quipu.graph.engines.sqlite.words import Posting, enter_texts
from quipu.graph.engines.terms import terms_of


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


def test_a_matrix_leaves_zeros_where_there_is_no_vector() -> None:
    matrix = Matrix(2)
    matrix.append(0, [np.array([1, 2], "<f4").tobytes(), None])
    assert matrix.first(2).tolist() == [[1, 2], [0, 0]]


def test_a_posting_shows_a_snapshot_only_what_was_there() -> None:
    posting = Posting()
    for place in range(0, 100, 10):
        posting.extend(np.array([[place], [place + 1]], np.int32))
    assert posting.upto(30).tolist() == [[0, 10, 20], [1, 11, 21]]
    assert posting.upto(31).shape == (2, 4)
    assert posting.upto(0).shape == (2, 0)


def test_terms_are_stemmed_lower_case_and_without_stop_words() -> None:
    assert terms_of("Where was the Café's OWNER running?") == terms_of("café s owner runs")
    assert terms_of("the of and") == []


def test_a_term_that_stands_twice_is_counted_twice() -> None:
    postings: dict[str, Posting] = {}
    assert enter_texts(postings, 0, ["tapir and tapirs"]).tolist() == [2]
    assert postings[terms_of("tapir")[0]].upto(1).tolist() == [[0], [2]]


@given(st.lists(st.text("abs ,", max_size=12), max_size=8), st.integers(0, 8))
def test_texts_entered_together_or_one_by_one_stand_at_the_same_places(
    texts: list[str], cut: int
) -> None:
    together: dict[str, Posting] = {}
    in_turn: dict[str, Posting] = {}
    lengths = enter_texts(together, 0, texts).tolist()
    assert lengths == [len(terms_of(text)) for text in texts]
    enter_texts(in_turn, 0, texts[:cut])
    for place, text in enumerate(texts[cut:], start=len(texts[:cut])):
        enter_texts(in_turn, place, [text])
    counted = [Counter(terms_of(text)) for text in texts]
    for term in {term for some in counted for term in some}:
        expected = [(n, some[term]) for n, some in enumerate(counted) if some[term]]
        for postings in (together, in_turn):
            places, counts = postings[term].upto(len(texts)).tolist()
            assert list(zip(places, counts, strict=True)) == expected
    assert together.keys() == in_turn.keys()


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
