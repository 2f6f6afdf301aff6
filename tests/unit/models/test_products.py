"""Products on one thread come to what they come to anyhow."""

from __future__ import annotations

import numpy as np
import pytest
from thinc.api import Linear, get_current_ops

from quipu.extraction.models.products import one_thread_products, product_by, times

SHAPES = [(1, 4, 3), (30, 288, 288), (100, 96, 4992), (0, 8, 8), (500, 1152, 192)]


@pytest.mark.parametrize(("rows", "deep", "wide"), SHAPES)
def test_a_product_on_one_thread_is_the_product(rows: int, deep: int, wide: int) -> None:
    drawn = np.random.default_rng(1)
    left = drawn.standard_normal((rows, deep), np.float32)
    right = drawn.standard_normal((deep, wide), np.float32)

    assert np.allclose(product_by(right)(left), left @ right, atol=1e-3)
    assert np.allclose(times(left, right), left @ right, atol=1e-3)


def test_a_row_comes_to_the_same_alone_and_in_company() -> None:
    drawn = np.random.default_rng(1)
    rows = drawn.standard_normal((50, 96), np.float32)
    product = product_by(drawn.standard_normal((96, 300), np.float32))

    alone = np.concatenate([product(row[None]) for row in rows])

    assert np.allclose(product(rows), alone, atol=1e-5)


def test_a_model_gives_the_same_with_other_products() -> None:
    drawn = np.random.default_rng(1)
    model = Linear(nO=40, nI=30).initialize()
    model.set_param("W", drawn.standard_normal((40, 30), np.float32))
    rows = drawn.standard_normal((7, 30), np.float32)
    before = model.predict(rows)

    one_thread_products([model])

    assert model.ops is not get_current_ops()
    for _ in range(2):
        assert np.allclose(model.predict(rows), before, atol=1e-5)
    into = np.full((8, 40), 7, np.float32)
    model.ops.gemm(rows, model.get_param("W"), out=into[1:], trans2=True)
    assert np.allclose(into[1:] + model.get_param("b"), before, atol=1e-5)
    assert (into[0] == 7).all()
