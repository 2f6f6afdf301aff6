"""The best rows by words are found without scoring all, and are the same."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from quipu.graph.engines.sqlite.word_arm import WordArm
from quipu.graph.engines.sqlite.words import Words, counted


def arm_over(texts: list[str], terms: list[str]) -> WordArm:
    found = counted(texts)
    standing = Words().with_run(0, found).places_of(terms, len(texts))
    weights = {
        term: float(np.log1p((len(texts) - len(places) + 0.5) / (len(places) + 0.5)))
        for term, (places, _) in standing.items()
    }
    said = found.lengths[found.lengths > 0]
    shortest, mean = float(said.min(initial=np.inf)), float(found.lengths.mean())
    return WordArm(standing, weights, found.lengths, shortest, max(mean, 1.0))


def by_scoring_all(arm: WordArm, may_be: np.ndarray, count: int) -> list[int]:
    scores = arm.scores(np.arange(len(arm.lengths)))
    order = np.lexsort((np.arange(len(scores)), -scores))
    return [n for n in order.tolist() if may_be[n] and scores[n] > 0][:count]


@given(
    st.lists(st.text("aaaaabbbccdef ", max_size=14).map(" ".join), min_size=1, max_size=40),
    st.integers(1, 12),
    st.integers(0, 2**40 - 1),
)
def test_the_best_are_those_of_scoring_all(texts: list[str], count: int, allowed: int) -> None:
    arm = arm_over(texts, list("abcdefg"))
    may_be = np.array([bool(allowed >> n & 1) for n in range(len(texts))])
    places, scores, of_all = arm.best(may_be, count)
    assert places.tolist() == by_scoring_all(arm, may_be, count)
    assert scores.tolist() == arm.scores(places).tolist()
    assert of_all is not None
    assert of_all.tolist() == arm.scores(np.arange(len(texts))).tolist()


@pytest.mark.parametrize("count", [1, 20, 100])
def test_so_they_are_among_thousands_with_rare_and_frequent_terms(count: int) -> None:
    draw = np.random.default_rng(7)
    shares = 1 / np.arange(1, 301)
    words = draw.choice(300, (5_000, 9), p=shares / shares.sum())
    texts = [" ".join(f"w{word}" for word in row[: 3 + row[0] % 7]) for row in words.tolist()]
    may_be = draw.random(len(texts)) < 0.8
    are_left_out = False
    for asked in (["w0", "w1"], ["w0", "w9", "w80", "w250"], ["w299"], ["w0", "w1", "w2", "w150"]):
        arm = arm_over(texts, asked)
        places, _, of_all = arm.best(may_be, count)
        assert places.tolist() == by_scoring_all(arm, may_be, count)
        are_left_out |= of_all is None
    assert are_left_out


def test_where_no_term_stands_nothing_is_found() -> None:
    assert arm_over(["tapir", "tea"], ["never"]).best(np.ones(2, np.bool_), 5)[0].tolist() == []
