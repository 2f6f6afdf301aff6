from __future__ import annotations

import pytest

from quipu.api.bench.figures import Figures, figure_lines, percentile, table_lines


@pytest.mark.parametrize(
    ("values", "percent", "found"),
    [([], 50, 0.0), ([3.0], 95, 3.0), ([4.0, 1.0, 3.0, 2.0], 50, 2.0), ([*range(1, 101)], 95, 95)],
)
def test_percentiles_are_values_that_were_measured(
    values: list[float], percent: float, found: float
) -> None:
    assert percentile(values, percent) == found


def test_rates_follow_from_what_was_counted() -> None:
    figures = Figures(messages=100, facts=250, ingest_seconds=2.0, question_ms=[10.0, 30.0])
    figures.stages_ms["gather"] = 8.0
    found = figures.summary()
    assert (found["messages_per_second"], found["facts_per_message"]) == (50.0, 2.5)
    assert (found["p50_ms"], found["p95_ms"], found["gather_ms"]) == (10.0, 30.0, 4.0)


def test_a_run_without_anything_still_has_its_lines() -> None:
    assert list(figure_lines(Figures()))
    assert list(table_lines({}))


def test_a_table_has_a_line_for_each_group() -> None:
    lines = list(table_lines({"ALL": {"n": 2, "R@5": 25.0}, "multi": {"n": 2, "R@5": 25.0}}))
    assert lines[0].split() == ["n", "R@5"]
    assert lines[2].split() == ["multi", "2", "25.00"]
