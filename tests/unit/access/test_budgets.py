"""A budget is spent by asking and fills up with time."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as some

from quipu.api.access.budgets import Budget


def test_what_is_left_is_given_and_then_no_more() -> None:
    budget = Budget(60)

    waits = [budget.spend("a", 20, 0.0) for _ in range(4)]

    assert waits == [0.0, 0.0, 0.0, pytest.approx(20.0)]


def test_it_fills_up_with_time() -> None:
    budget = Budget(60)
    budget.spend("a", 60, 0.0)

    assert budget.spend("a", 10, 9.0) == pytest.approx(1.0)
    assert budget.spend("a", 10, 10.0) == 0.0


def test_callers_do_not_spend_each_others() -> None:
    budget = Budget(1)

    assert (budget.spend("a", 1, 0.0), budget.spend("b", 1, 0.0)) == (0.0, 0.0)


def test_what_costs_more_than_a_minute_is_paid_off_by_waiting() -> None:
    budget = Budget(60)

    assert budget.spend("a", 180, 0.0) == 0.0
    assert budget.spend("a", 1, 120.0) == pytest.approx(1.0)
    assert budget.spend("a", 1, 121.0) == 0.0


def test_no_limit_is_no_limit() -> None:
    assert Budget(0).spend("a", 10**9, 0.0) == 0.0


@given(some.lists(some.tuples(some.floats(0.0, 30.0), some.integers(1, 50)), max_size=40))
def test_nobody_gets_more_than_two_minutes_worth_in_a_minute(
    calls: list[tuple[float, int]],
) -> None:
    budget, at, granted = Budget(50), 0.0, []
    for pause, units in calls:
        at += pause
        if budget.spend("a", units, at) == 0.0:
            granted.append((at, units))

    for start, _ in granted:
        within = [units for moment, units in granted if start <= moment <= start + 60.0]
        assert sum(within) <= 100 + 1e-6
