"""Products of matrices that one thread multiplies.

From 2^18 multiplications on OpenBLAS puts a second thread to work, whose waiting took 20 times
the time of the product where reader and embedder already keep both cores busy.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from quipu.extraction.models.onnx_bytes import new_model, node, output, rows_input, tensor
from quipu.extraction.models.unobserved import unobserved

if TYPE_CHECKING:
    from onnxruntime import InferenceSession

Floats = NDArray[np.float32]
_ALONE = 1 << 18


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


@dataclass(frozen=True, slots=True)
class Product:
    """A matrix (k, m) that rows (n, k) are multiplied by, in onnxruntime.

    It takes half the time of pieces that are small enough for `times`, but is made once for each
    matrix, in a millisecond.
    """

    network: InferenceSession

    def __call__(self, rows: Floats) -> Floats:
        (found,) = self.network.run(None, {"rows": np.ascontiguousarray(rows)})
        return np.asarray(found)


def product_by(matrix: Floats) -> Product:
    unobserved()
    # Imported here: 80 ms that commands which read nothing need not pay.
    from onnxruntime import InferenceSession, SessionOptions

    options = SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    step = node("MatMul", ["rows", "matrix"], "product")
    parts = [rows_input("rows", len(matrix)), tensor("matrix", matrix), step, output("product")]
    network = InferenceSession(new_model(parts), options, providers=["CPUExecutionProvider"])
    return Product(network)


def one_thread_products(models: Iterable[Any]) -> None:
    """Lets models of thinc, whose weights stay as they are, multiply so.

    Three times as fast as their own library, measured on the shapes of a chat turn.
    """
    models = list(models)
    ops = models[0].ops
    made: dict[tuple[int, tuple[int, ...]], Product] = {}

    def product(matrix: Floats) -> Product:
        place = matrix.ctypes.data, matrix.shape  # an array anew at each call, of the same weights
        if place not in made:
            made[place] = product_by(matrix.T)
        return made[place]

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
            if trans1 or not trans2 or not len(x):
                own: Floats = super().gemm(x, y, out=out, trans1=trans1, trans2=trans2)
                return own
            found = product(y)(x)
            if out is None:
                return found
            out[...] = found
            return out  # type: ignore[no-any-return]  # thinc: untyped

    own = Ops(device_type=ops.device_type, device_id=ops.device_id)
    for model in models:
        for part in model.walk():
            part.ops = own
