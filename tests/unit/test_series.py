"""A story is told on one series of Neo4j, whichever; the contract is asked of both."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from series import SERIES, is_told_on_the_other_series, series_for

TESTS = Path(__file__).parents[1]


class Named:
    """As much of a test as is looked at."""

    def __init__(self, path: str, name: str) -> None:
        self.path, self.name, self.nodeid = TESTS / path, name, f"tests/{path}::{name}"


@pytest.mark.parametrize("number", range(20))
def test_a_story_is_told_on_just_one_series(number: int) -> None:
    items = [Named("stories/test_a.py", f"test_story[{one}-{number}]") for one in SERIES]

    assert sum(map(is_told_on_the_other_series, items)) == 1


def test_each_series_has_about_half_of_the_stories() -> None:
    chosen = Counter(series_for(f"tests/stories/test_a.py::test_{n}[]") for n in range(1_000))

    assert all(400 < chosen[one] < 600 for one in SERIES)


@pytest.mark.parametrize("series", SERIES)
def test_what_is_no_story_is_asked_of_both(series: str) -> None:
    assert not is_told_on_the_other_series(Named("contract/test_a.py", f"test_read[{series}]"))


def test_a_story_on_the_embedded_engine_is_always_told() -> None:
    assert not is_told_on_the_other_series(Named("stories/test_a.py", "test_story[sqlite]"))
