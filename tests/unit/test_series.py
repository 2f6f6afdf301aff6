"""A story in four is told on a series of Neo4j, whichever; the contract is asked of both."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from series import ONE_OF, SERIES, is_left_out, series_for

TESTS = Path(__file__).parents[1]


class Named:
    """As much of a test as is looked at."""

    def __init__(self, path: str, name: str) -> None:
        self.path, self.name, self.nodeid = TESTS / path, name, f"tests/{path}::{name}"


@pytest.mark.parametrize("number", range(20))
def test_a_story_is_told_on_one_series_at_most(number: int) -> None:
    items = [Named("stories/test_a.py", f"test_story[{one}-{number}]") for one in SERIES]

    assert sum(map(is_left_out, items)) >= 1


def test_each_series_has_as_many_stories_as_the_other() -> None:
    chosen = Counter(series_for(f"tests/stories/test_a.py::test_{n}[]") for n in range(4_000))

    assert all(400 < chosen[one] < 600 for one in SERIES)
    assert chosen[None] == pytest.approx(4_000 - 4_000 / ONE_OF, rel=0.05)


@pytest.mark.parametrize("series", SERIES)
def test_what_is_no_story_is_asked_of_both(series: str) -> None:
    assert not is_left_out(Named("contract/test_a.py", f"test_read[{series}]"))


def test_a_story_on_the_embedded_engine_is_always_told() -> None:
    assert not is_left_out(Named("stories/test_a.py", "test_story[sqlite]"))


def test_graphitis_client_is_asked_on_one_series() -> None:
    kept = [
        one
        for one in ("5.26", "2026")
        if not is_left_out(Named("graphiti/test_a.py", f"test_read[{one}-name]"))
    ]

    assert kept == ["5.26"]
