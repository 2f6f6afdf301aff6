"""How sure a score is, and what an arm is worth: question by question, and the same every time."""

from __future__ import annotations

from quipu.api.bench.comparing import differences, question_rows, spread_lines, spreads
from quipu.api.bench.scoring import EvidenceKey, interval_of
from quipu.api.bench.variants import VARIANTS, WHOLE
from quipu.schema.recall import Channel, ItemKind, Question

KEYS = [EvidenceKey(f"q{n}", "single", frozenset({"a"})) for n in range(40)]
ALL = {key.question: ["a"] for key in KEYS}
HALF = {key.question: ["a" if place % 2 else "b"] for place, key in enumerate(KEYS)}


def test_an_interval_holds_its_mean_and_is_narrower_for_more_questions() -> None:
    few, many = [0.0, 1.0] * 10, [0.0, 1.0] * 500
    low, high = interval_of(few)
    assert low < 50 < high
    assert interval_of(many)[1] - interval_of(many)[0] < (high - low) / 4
    assert interval_of(few) == (low, high)
    assert interval_of([]) == (0.0, 0.0)


def test_what_every_question_finds_is_certain() -> None:
    for one in spreads(KEYS, ALL):
        assert (one.value, one.low, one.high) == (100.0, 100.0, 100.0)


def test_questions_without_evidence_are_not_counted() -> None:
    nothing = EvidenceKey("none", "open", frozenset())
    assert spreads([*KEYS, nothing], HALF)[0].value == 50.0
    [row] = question_rows([nothing], {WHOLE: {}})
    assert row == {"question": "none", "group": "open", "places": {WHOLE: {}}}


def test_a_variant_is_compared_question_by_question() -> None:
    [changed] = differences(KEYS, {WHOLE: HALF, "other": ALL})
    assert changed.variant == "other"
    for one in changed.spreads:
        assert one.value == 50.0
        assert 0 < one.low < one.value < one.high
    [same] = differences(KEYS, {WHOLE: HALF, "same": dict(HALF)})
    assert {(one.value, one.low, one.high) for one in same.spreads} == {(0.0, 0.0, 0.0)}
    assert any("+50.00" in line for line in spread_lines(spreads(KEYS, HALF), [], [changed]))


def test_a_row_says_where_each_piece_of_evidence_stood_in_each_run() -> None:
    key = EvidenceKey("q", "multi", frozenset({"a", "b"}))
    [row] = question_rows([key], {WHOLE: {"q": ["x", "a"]}, "words alone": {"q": ["b"]}})
    assert row["places"] == {WHOLE: {"a": 2, "b": None}, "words alone": {"a": None, "b": 1}}
    assert row["R@5"] == 0.5


def test_each_variant_leaves_out_what_it_says() -> None:
    question = Question("Where does Sam live?")
    changed = {name: variant(question) for name, variant in VARIANTS.items()}
    assert changed["without words"].weights == {Channel.FULLTEXT: 0.0}
    assert changed["without facts"].kinds == {ItemKind.EPISODE}
    alone = changed["words alone"].weights
    assert {channel for channel in Channel if channel not in alone} == {Channel.FULLTEXT}
    assert all(one != question for one in changed.values())
