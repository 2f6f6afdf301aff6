"""The signs of vectors as bits: which of very many rows can be near, before any is measured.

Two vectors that point the same way have mostly the same signs, and counting the signs that differ
is a tenth of the work of multiplying (Charikar 2002, "Similarity Estimation Techniques from
Rounding Algorithms"). What is likely near is then measured exactly.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

_BITS = 64
_SMALLEST = 64

Codes = NDArray[np.uint64]  # (words, places): all places of one word lie side by side


class CodeColumns:
    """The signs of one vector for each place. Growing replaces the array: older views stay."""

    def __init__(self, dimensions: int) -> None:
        self._values: Codes = np.zeros((-(-dimensions // _BITS), _SMALLEST), dtype=np.uint64)

    def append(self, start: int, vectors: NDArray[np.float32]) -> None:
        """Write the signs of (n, dimensions) vectors from a place on."""
        end = start + len(vectors)
        if end > self._values.shape[1]:
            room = max(end, self._values.shape[1] * 3 // 2)
            larger = np.zeros((len(self._values), room), dtype=np.uint64)
            larger[:, :start] = self._values[:, :start]
            self._values = larger
        self._values[:, start:end] = signs(vectors)

    def first(self, count: int) -> Codes:
        """A view of the first places."""
        return self._values[:, :count]

    def part(self) -> None:
        """Part with the views given out so far: what is written from now on, they do not see."""
        self._values = self._values.copy()


def signs(vectors: NDArray[np.float32]) -> Codes:
    """(words, n) for (n, dimensions): a bit is set where a component is above zero."""
    rows, dimensions = vectors.shape
    padded = np.zeros((rows, -(-dimensions // _BITS) * _BITS), dtype=np.bool_)
    padded[:, :dimensions] = vectors > 0
    return np.ascontiguousarray(np.packbits(padded, axis=1).view(np.uint64).T)


def likely_near(
    codes: Codes, vector: NDArray[np.float32], may_be: NDArray[np.bool_], count: int
) -> NDArray[np.intp]:
    """Places whose signs differ least from a vector's, among those allowed: `count` and ties."""
    differing = np.zeros(codes.shape[1], dtype=np.uint16)
    for row, word in zip(codes, signs(vector[None, :])[:, 0], strict=True):
        differing += np.bitwise_count(row ^ word)
    most = len(codes) * _BITS
    differing[~may_be] = most + 1
    within = np.cumsum(np.bincount(differing, minlength=most + 2)[: most + 1])
    return np.flatnonzero(differing <= min(int(np.searchsorted(within, count)), most))
