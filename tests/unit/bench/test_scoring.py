from __future__ import annotations

from quipu.api.bench.scoring import (
    AnswerKey,
    EvidenceKey,
    answer_form,
    answer_table,
    citation_table,
    evidence_table,
)


def answers(question: str = "q", **fields: object) -> AnswerKey:
    parts = {"answers": ["Oslo"], "aliases": [], "outdated": ["Lisbon"]} | fields
    named = {name: frozenset(map(str, value)) for name, value in parts.items()}  # type: ignore[call-overload]
    return AnswerKey(question, ("single / current",), **named)


def test_recall_counts_the_share_of_evidence_found() -> None:
    keys = [
        EvidenceKey("q1", "single", frozenset({"a", "b"})),
        EvidenceKey("q2", "multi", frozenset({"c"})),
        EvidenceKey("q3", "multi", frozenset()),
    ]
    table = evidence_table(keys, {"q1": ["x", "a", "y", "b"], "q2": ["z"]}, ranks=(2, 5))
    assert table == {
        "ALL": {"n": 2, "R@2": 25.0, "R@5": 50.0, "all@2": 0.0, "all@5": 50.0, "MRR": 25.0},
        "multi": {"n": 1, "R@2": 0.0, "R@5": 0.0, "all@2": 0.0, "all@5": 0.0, "MRR": 0.0},
        "single": {"n": 1, "R@2": 50.0, "R@5": 100.0, "all@2": 0.0, "all@5": 100.0, "MRR": 50.0},
    }


def test_a_unit_named_twice_counts_once() -> None:
    keys = [EvidenceKey("q", "all", frozenset({"a", "b"}))]
    assert evidence_table(keys, {"q": ["a", "a"]}, ranks=(2,))["ALL"]["R@2"] == 50.0


def test_an_alias_is_a_right_answer() -> None:
    table = answer_table([answers(aliases=["Christiania"])], {"q": ["christiania!"]})
    assert table["ALL"] == {"n": 1, "acc": 100.0, "stale": 0.0, "no answer": 0.0}


def test_an_outdated_answer_is_wrong_and_stale() -> None:
    table = answer_table([answers()], {"q": ["Oslo", "Lisbon"]})
    assert table["single / current"] == {"n": 1, "acc": 0.0, "stale": 100.0, "no answer": 0.0}


def test_a_right_answer_is_never_stale() -> None:
    key = answers(answers=["Oslo"], outdated=["oslo"])
    assert answer_table([key], {"q": ["Oslo"]})["ALL"]["stale"] == 0.0


def test_several_answers_must_all_be_given_and_no_other() -> None:
    keys = [answers(name, answers=["Oslo", "Porto"]) for name in ("q1", "q2", "q3")]
    given = {"q1": ["Porto", "Oslo"], "q2": ["Oslo"], "q3": ["Oslo", "Porto", "Rome"]}
    assert answer_table(keys, given)["ALL"]["acc"] == 33.33


def test_silence_is_counted_apart() -> None:
    assert answer_table([answers()], {})["ALL"] == {
        "n": 1,
        "acc": 0.0,
        "stale": 0.0,
        "no answer": 100.0,
    }


def test_names_are_compared_without_case_and_punctuation() -> None:
    assert answer_form(" St. John's,  ") == answer_form("ST JOHN S")


def test_an_answer_from_a_text_without_evidence_is_no_right_one() -> None:
    keys = [EvidenceKey(id, "single", frozenset({"D1", "D2"})) for id in ("q1", "q2", "q3")]
    table = citation_table(keys, {"q1": ["D2"], "q2": ["D7"], "q3": []})
    assert table["single"] == {"n": 3, "answered": 66.67, "evidence": 33.33}
