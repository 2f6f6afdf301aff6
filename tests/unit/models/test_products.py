"""Products in pieces come to what they come to whole."""

from __future__ import annotations

import numpy as np
import pytest

from quipu.extraction.models.products import times, times_turned

SHAPES = [(1, 4, 3), (30, 288, 288), (100, 96, 4992), (0, 8, 8), (500, 1152, 192)]


@pytest.mark.parametrize(("rows", "deep", "wide"), SHAPES)
def test_a_product_in_pieces_is_the_product(rows: int, deep: int, wide: int) -> None:
    drawn = np.random.default_rng(1)
    left = drawn.standard_normal((rows, deep), np.float32)
    right = drawn.standard_normal((deep, wide), np.float32)
    into = np.full((rows + 1, wide), 7, np.float32)

    times_turned(left, np.ascontiguousarray(right.T), into[1:])

    assert np.allclose(into[1:], left @ right, atol=1e-3)
    assert (into[0] == 7).all()
    assert np.allclose(times(left, right), left @ right, atol=1e-3)
