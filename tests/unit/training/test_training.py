"""From a corpus to a head: what is read, what is missing, and that fitting learns."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np

from quipu.extraction.models.name_head import NameHead, NameSpan, neighbours
from quipu.extraction.models.name_tags import TAGS
from quipu.extraction.training.corpora import Labelled, allowed_tags, texts_of
from quipu.extraction.training.fitting import Example, fitted
from quipu.extraction.training.manifest import Corpus, corpora_of
from quipu.extraction.training.scoring import scores_of, told_names

KINDS = frozenset({"PERSON", "ORG", "LOC"})


def corpus(form: str, **labels: str) -> Corpus:
    return replace(corpora_of()[0], form=form, labels=labels)


def allowed(labelled: Labelled, words: list[tuple[int, int]]) -> list[set[str]]:
    rows = allowed_tags(labelled, words, KINDS)
    return [{TAGS[place] for place in np.flatnonzero(row)} for row in rows]


def test_user_handles_are_left_out_and_numbers_before_words_skipped(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("@\tB-PER\ntom_99\tI-PER\nhi\tO\nAnna\tB-PER\n\n", "utf-8")
    (tmp_path / "b").write_text("# text\n1\tAnna\tB-PER\t-\n2\tleft\tO\t-\n\n", "utf-8")

    (one,) = texts_of(corpus("columns", PER="PERSON"), ["a"], tmp_path, seed=1)
    (two,) = texts_of(corpus("columns", PER="PERSON"), ["b"], tmp_path, seed=1)

    assert (one.words, one.tags) == (("hi", "Anna"), ("O", "B-PERSON"))
    assert (two.words, two.tags) == (("Anna", "left"), ("B-PERSON", "O"))


def test_slots_of_requests_are_what_their_intent_makes_them(tmp_path: Path) -> None:
    told = '{"Weather": [{"data": [{"text": "in "}, {"text": "New York", "entity": "city"}]}]}'
    (tmp_path / "w.json").write_text(told, "utf-8")
    labels = {"Weather.city": "LOC"}

    (one,) = texts_of(corpus("requests", **labels), ["w.json"], tmp_path, seed=1)

    assert one.tags == ("O", "B-LOC", "I-LOC")


def test_a_kind_that_a_corpus_lacks_is_missing_there_and_not_absent() -> None:
    labelled = Labelled(("Anna", "left"), ("B-PERSON", "O"))

    name, other = allowed(labelled, [(0, 4), (5, 9)])

    assert name == {"B-PERSON"}
    assert {"O", "B-WORK", "I-EVENT"} <= other
    assert not other & {"B-PERSON", "B-ORG", "I-LOC"}


def test_a_word_that_the_model_parts_is_one_name() -> None:
    rows = allowed(Labelled(("U.S.",), ("B-LOC",)), [(0, 1), (1, 2), (2, 3), (3, 4)])

    assert rows == [{"B-LOC"}, {"I-LOC"}, {"I-LOC"}, {"I-LOC"}]


def test_scores_count_exact_names_of_the_kinds_that_are_told() -> None:
    labelled = Labelled(("Anna", "Li", "left", "Rome"), ("B-PERSON", "I-PERSON", "O", "B-LOC"))
    assert told_names(labelled) == {NameSpan(0, 7, "PERSON"), NameSpan(13, 17, "LOC")}

    read = [NameSpan(0, 4, "PERSON"), NameSpan(13, 17, "LOC"), NameSpan(8, 12, "WORK")]

    assert scores_of([(labelled, read)], KINDS) == {
        "all": 50.0, "LOC": 100.0, "ORG": 0.0, "PERSON": 0.0,
    }  # fmt: skip


def test_fitting_learns_and_the_same_seed_gives_the_same_head() -> None:
    drawn = np.random.default_rng(3)
    examples = []
    for _ in range(192):
        tags = drawn.integers(0, 2, 6)  # "O" or "B-PERSON", plain to see in the states
        states = drawn.normal(size=(6, 8)) * 0.3 + tags[:, None]
        looks = np.zeros((6, 13), np.float32)
        examples.append(
            Example(states.astype(np.float16), looks, np.eye(len(TAGS), dtype=bool)[tags])
        )

    def fit(rounds: int) -> NameHead:
        return fitted(examples, rounds, 1, lambda number, loss: None)

    assert _right(fit(40), examples) > 0.98
    one, other = fit(2).weights, fit(2).weights
    assert all((one[name] == other[name]).all() for name in one)


def _right(head: NameHead, examples: list[Example]) -> float:
    states = np.concatenate([one.states for one in examples]).astype(np.float32)
    looks = np.concatenate([one.looks for one in examples])
    around = neighbours([len(one.looks) for one in examples])
    scores = head.scores(head.seen(states), looks, around)
    told = np.concatenate([one.allowed for one in examples]).argmax(axis=1)
    return float((scores.argmax(axis=1) == told).mean())
