"""Products of matrices, cut into pieces that one thread multiplies.

From 2^18 multiplications on OpenBLAS puts a second thread to work, whose waiting took 20 times
the time of the product where reader and embedder already keep both cores busy.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
_ALONE = 1 << 18
_ROWS = 48  # of the left side at once: more make the pieces of the right side too narrow


def times(rows: Floats, matrix: Floats) -> Floats:
    """The product of few rows and a deep matrix: (n, k) · (k, m)."""
    at_once = max(1, min(len(rows), _ALONE // (32 * matrix.shape[1])))
    deep = max(1, _ALONE // (at_once * matrix.shape[1]))
    found = np.zeros((len(rows), matrix.shape[1]), np.float32)
    for top in range(0, len(rows), at_once):
        for left in range(0, len(matrix), deep):
            piece = rows[top : top + at_once, left : left + deep]
            found[top : top + at_once] += piece @ matrix[left : left + deep]
    return found


def times_turned(rows: Floats, matrix: Floats, out: Floats | None = None) -> Floats:
    """The product of rows and a wide matrix laid on its side: (n, k) · (m, k)ᵀ, into `out`."""
    found = np.empty((len(rows), len(matrix)), np.float32) if out is None else out
    for top in range(0, len(rows), _ROWS):
        some = rows[top : top + _ROWS]
        wide = max(1, _ALONE // (len(some) * rows.shape[1]))
        for left in range(0, len(matrix), wide):
            into = found[top : top + _ROWS, left : left + wide]
            np.matmul(some, matrix[left : left + wide].T, out=into)
    return found


def one_thread_products(models: Iterable[Any]) -> None:
    """Lets models of thinc multiply so: twice as fast as their own library on a chat turn."""
    models = list(models)
    ops = models[0].ops

    # A base that is known only when it runs: thinc chooses its operations by the machine.
    class Ops(type(ops)):  # type: ignore[misc]
        """The same operations with another product."""

        def gemm(
            self,
            x: Floats,
            y: Floats,
            *,
            out: Any = None,
            trans1: bool = False,
            trans2: bool = False,
        ) -> Floats:
            if trans1 or not trans2:
                product: Floats = super().gemm(x, y, out=out, trans1=trans1, trans2=trans2)
                return product
            return times_turned(x, y, out)

    own = Ops(device_type=ops.device_type, device_id=ops.device_id)
    for model in models:
        for node in model.walk():
            node.ops = own
