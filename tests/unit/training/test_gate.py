"""From judged clauses to the gate's weights: what is learned, what is measured on, what ships."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import numpy as np
import pytest

import quipu.extraction
from quipu.extraction.english.keeping.gate import learned
from quipu.extraction.training.gate import area, cut, fitted, measured, outside, table_of
from quipu.extraction.training.judged import JudgedTurn, Row, judged_turns, rows_of
from quipu.schema.errors import Invalid

JUDGED = Path(__file__).parents[2] / "quality" / "gate_turns.jsonl"
SHIPPED = Path(quipu.extraction.__file__).parent / "english" / "keeping" / "gate.json"


def drawn_rows(count: int = 300, source: str = "talk") -> list[Row]:
    """Clauses of which "telling" ones are mostly useful; the score by hand knows nothing."""
    drawn = np.random.default_rng(7)
    rows = []
    for turn in range(count):
        is_telling = drawn.random() < 0.5
        is_useful = drawn.random() < (0.8 if is_telling else 0.1)
        traits = frozenset({"telling", "any"} if is_telling else {"any"})
        verdict = "useful" if is_useful else "wrong" if turn % 2 else "idle"
        rows.append(Row(turn, source, verdict, by_hand=0.45, traits=traits))
    return rows


def test_a_trait_of_useful_clauses_gets_weight() -> None:
    table = table_of(drawn_rows())

    weights, _ = fitted(table, penalty=1.0)

    assert weights[table.names.index("telling")] > 1.5
    assert abs(weights[table.names.index("any")]) < 0.5


def test_the_score_by_hand_decides_where_traits_tell_nothing() -> None:
    rows = [
        Row(turn, "talk", "useful" if turn % 2 else "idle", 0.8 if turn % 2 else 0.1, frozenset())
        for turn in range(40)
    ]
    table = table_of(rows)

    assert area(table.by_hand, table.is_useful) == 1.0


def test_the_cut_keeps_the_wanted_share_of_the_useful_that_pass_by_hand() -> None:
    rows = [Row(turn, "talk", "useful", 0.5, frozenset()) for turn in range(100)]
    rows += [Row(turn, "talk", "useful", 0.1, frozenset()) for turn in range(100, 150)]
    found = np.arange(150, dtype=float)

    at = cut(found, table_of(rows))

    assert (found[:100] >= at).mean() == 0.94


def test_own_probes_are_learned_from_and_never_measured_on() -> None:
    rows = [*drawn_rows(), *drawn_rows(60, source="own")]
    table = table_of(rows)
    is_own = np.array([row.source == "own" for row in rows])

    found = outside(table, is_own, 5.0, seed=1)
    scores = measured(table, is_own, rows, seed=1)

    assert scores["clauses"] == 300
    assert (found[is_own] == 0).all()


def test_what_is_learned_beats_a_blind_score_on_turns_it_has_not_seen() -> None:
    rows = drawn_rows()

    scores = measured(table_of(rows), np.zeros(len(rows), np.bool_), rows, seed=1)

    assert scores["area"] > scores["by hand: area"] + 0.2
    assert scores["precision"] > scores["useful"] + 0.2


def test_clauses_that_the_reader_no_longer_finds_are_left_out() -> None:
    verdicts = {
        ("Sam", "live in", "Oslo"): "useful",
        ("Sam", "eat", "Oslo"): "wrong",
    }

    (row,) = rows_of([JudgedTurn("I live in Oslo.", "talk", "Sam", "Kim", verdicts)])

    assert (row.verdict, row.turn) == ("useful", 0)
    assert {"subject I", "object name", "verb state"} <= row.traits


@pytest.mark.parametrize("line", ["no JSON", "{}", '{"verdicts": ["good\\ta\\tb\\tc"]}'])
def test_another_form_is_refused(tmp_path: Path, line: str) -> None:
    (tmp_path / "judged").write_text(line, "utf-8")

    with pytest.raises(Invalid, match="holds no judged turns"):
        judged_turns(tmp_path / "judged")


def test_the_judged_clauses_are_there_whole() -> None:
    turns = judged_turns(JUDGED)
    told = Counter(
        verdict for turn in turns if turn.source != "own" for verdict in turn.verdicts.values()
    )

    assert sum(told.values()) >= 1_400
    assert min(told.values()) >= 300


def test_verdicts_call_the_speaker_as_the_reader_does() -> None:
    turns = [turn for turn in judged_turns(JUDGED) if turn.source.startswith("ewt/")][:80]
    verdicts = sum(len(turn.verdicts) for turn in turns)

    found = len(list(rows_of(turns)))

    assert found >= 0.85 * verdicts


def test_the_shipped_gate_keeps_better_than_the_score_by_hand() -> None:
    scores = json.loads(SHIPPED.read_text("utf-8"))["scores"]

    assert scores["precision"] >= scores["by hand: precision"] + 0.03
    assert scores["area"] >= scores["by hand: area"] + 0.03
    assert scores["wrong"] < scores["by hand: wrong"]
    assert len(learned().weights) > 100
