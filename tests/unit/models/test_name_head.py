"""The head of names: what tags mean, how it is kept, and that the shipped one is whole."""

from __future__ import annotations

import json
import shutil
from itertools import pairwise, product
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from quipu.extraction.models.name_head import (
    SHIPPED_HEAD,
    from_integers,
    in_integers,
    load_head,
    neighbours,
    shapes,
)
from quipu.extraction.models.name_tags import (
    TAGS,
    Habits,
    best_tags,
    parts_of,
    shares_of,
    spans,
)
from quipu.schema.errors import Unavailable


@given(
    arrays.arrays(
        np.float32,
        st.tuples(st.integers(1, 8), st.just(len(TAGS))),
        elements=st.floats(-9, 9, width=32),
    )
)
def test_a_name_never_goes_on_before_it_began_nor_as_another_kind(scores: np.ndarray) -> None:
    tags = ["O", *best_tags(scores)]

    for before, tag in pairwise(tags):
        assert tag[0] != "I" or before[2:] == tag[2:]


def test_shares_are_those_of_all_rows_of_tags() -> None:
    drawn = np.random.default_rng(5)
    scores = drawn.normal(size=(5, len(TAGS))).astype(np.float32)
    habits = Habits(
        drawn.normal(size=(len(TAGS), len(TAGS))).astype(np.float32),
        drawn.normal(size=len(TAGS)).astype(np.float32),
    )

    found = shares_of(np.exp(scores), [2, 3], habits)

    first, second = (_told_one_by_one(some, habits) for some in (scores[:2], scores[2:]))
    assert np.allclose(found.words, np.concatenate([first, second]), atol=1e-4)
    assert np.allclose(found.opens, first[0] + second[0], atol=1e-4)
    assert abs(float(found.follows.sum()) - 3) < 1e-3  # one in the first text, two in the second


def _told_one_by_one(scores: np.ndarray, habits: Habits) -> np.ndarray:
    """The same shares, from each row of tags there can be."""
    found = np.zeros_like(scores)
    for row in product(range(len(TAGS)), repeat=len(scores)):
        fit = habits.all_opens[row[0]] + scores[np.arange(len(row)), row].sum()
        fit += sum(habits.all_follows[a, b] for a, b in pairwise(row))
        found[np.arange(len(row)), row] += np.exp(fit)
    return found / found.sum(axis=1, keepdims=True)


@given(
    arrays.arrays(
        np.float32,
        st.tuples(st.integers(1, 12), st.just(len(TAGS))),
        elements=st.floats(-9, 9, width=32),
    ),
    st.floats(0, 9, width=32),
    st.integers(0, 9),
)
def test_names_are_found_in_doubtful_parts_as_in_the_whole(
    scores: np.ndarray, for_none: float, seed: int
) -> None:
    scores[:, 0] += np.float32(for_none)
    size = len(TAGS)
    habits = Habits(*np.split(np.random.default_rng(seed).random((size + 1, size)), [size]))
    habits = Habits(habits.follows, habits.opens[0])

    found = [name for part in parts_of(scores, habits) for name in part.names]

    assert _worth(found, scores, habits) == pytest.approx(
        _worth(spans(best_tags(scores, habits)), scores, habits), abs=1e-3
    )


def _worth(names: list[tuple[int, int, str]], scores: np.ndarray, habits: Habits) -> float:
    """What a row of tags scores as a whole: two rows may be equally good."""
    tags = [0] * len(scores)
    for first, last, kind in names:
        tags[first : last + 1] = [TAGS.index(f"I-{kind}")] * (last + 1 - first)
        tags[first] = TAGS.index(f"B-{kind}")
    steps = sum(habits.follows[a, b] for a, b in pairwise(tags))
    return float(habits.opens[tags[0]] + steps + sum(scores[n, tag] for n, tag in enumerate(tags)))


def test_most_words_are_passed_over_and_what_is_said_of_names_hardly_changes() -> None:
    drawn = np.random.default_rng(2)
    scores = drawn.normal(size=(40, len(TAGS))).astype(np.float32)
    scores[:, 0] += 8
    scores[20, TAGS.index("B-LOC")] += 9

    (part,) = parts_of(scores, Habits(*_NOTHING))

    whole = shares_of(np.exp(scores), [40], Habits(*_NOTHING)).words
    assert len(part.shares) < 6
    assert part.names == [(20, 20, "LOC")]
    assert part.shares[20 - part.first] == pytest.approx(whole[20], abs=0.01)


_NOTHING = np.zeros((len(TAGS), len(TAGS)), np.float32), np.zeros(len(TAGS), np.float32)


def test_tags_become_names() -> None:
    tags = ["B-PERSON", "I-PERSON", "O", "B-LOC", "B-LOC"]

    assert spans(tags) == [(0, 1, "PERSON"), (3, 3, "LOC"), (4, 4, "LOC")]


def test_a_word_sees_two_words_on_either_side_within_its_text() -> None:
    around = neighbours([3, 1])

    assert around.tolist() == [[4, 4, 0, 1, 2], [4, 0, 1, 2, 4], [0, 1, 2, 4, 4], [4, 4, 3, 4, 4]]


def test_how_a_word_is_written_is_seen() -> None:
    text = "Hi. NASA @tom 7"
    words = [(0, 2), (2, 3), (4, 8), (9, 10), (10, 13), (14, 15)]

    rows = shapes(text, words)

    assert rows[2, :2].tolist() == [1, 1]
    assert rows[:, 8].tolist() == [1, 0, 1, 0, 0, 0]  # opens a sentence
    assert rows[:, 9].tolist() == [0, 0, 0, 0, 1, 0]  # after "@"


def test_integers_give_back_the_weights_within_a_step() -> None:
    weights = {"a": np.random.default_rng(1).normal(size=(20, 5)).astype(np.float32)}
    weights["b"] = np.arange(5, dtype=np.float32)

    back = from_integers(in_integers(weights))

    step = np.abs(weights["a"]).max(axis=0) / 127
    assert (np.abs(back["a"] - weights["a"]) <= step * 0.51).all()
    assert back["b"].tolist() == weights["b"].tolist()


def test_a_damaged_head_is_not_loaded(tmp_path: Path) -> None:
    shutil.copytree(SHIPPED_HEAD, tmp_path, dirs_exist_ok=True)
    (tmp_path / "head.npz").write_bytes(b"half of it")

    with pytest.raises(Unavailable, match=r"head\.npz is damaged"):
        load_head(tmp_path)


def test_the_shipped_head_is_small_and_says_how_good_it_is() -> None:
    meta = json.loads((SHIPPED_HEAD / "meta.json").read_text())

    assert (SHIPPED_HEAD / "head.npz").stat().st_size < 2_000_000
    assert meta["scores"]["uner_ewt"]["all"] >= 73
    assert meta["scores"]["wikigold"]["all"] >= 70
