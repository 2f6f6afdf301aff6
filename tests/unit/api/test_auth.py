"""A caller's scope can be narrowed, never widened and never moved."""

from __future__ import annotations

import pytest

from quipu.api.auth import narrowed
from quipu.schema.errors import Forbidden, Invalid
from quipu.schema.identity import Scope


def test_levels_left_open_can_be_filled() -> None:
    assert narrowed(Scope("t"), user="u", session="s") == Scope("t", "u", "", "s")


def test_levels_of_the_caller_stay() -> None:
    assert narrowed(Scope("t", "u"), agent="a") == Scope("t", "u", "a")
    assert narrowed(Scope("t", "u"), user="u") == Scope("t", "u")


def test_another_level_than_the_callers_own_is_refused() -> None:
    with pytest.raises(Forbidden, match="outside of your scope"):
        narrowed(Scope("t", "u"), user="v")


@pytest.mark.parametrize("level", ["a/b", "a\nb", "a" * 201])
def test_a_level_that_is_no_name_is_refused(level: str) -> None:
    with pytest.raises(Invalid):
        narrowed(Scope("t"), user=level)
