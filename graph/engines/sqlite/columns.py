"""Arrays that grow at their end at a constant cost for each row."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Generic, TypeVar

import numpy as np
from numpy.typing import NDArray

_Scalar = TypeVar("_Scalar", bound=np.generic)
_SMALLEST = 8  # most scopes of a service with many users hold a few facts


class Column(Generic[_Scalar]):
    """One number for each place. Growing replaces the array, so views taken before stay valid."""

    def __init__(self, dtype: type[_Scalar]) -> None:
        self.values: NDArray[_Scalar] = np.zeros(_SMALLEST, dtype=dtype)

    def append(self, start: int, rows: Sequence[Any] | NDArray[_Scalar]) -> None:
        """Write rows from a place on."""
        self.values = _roomy(self.values, start, start + len(rows))
        self.values[start : start + len(rows)] = rows

    def reserve(self, count: int) -> None:
        """Have room for so many rows, before they come."""
        self.values = _roomy(self.values, len(self.values), count)

    def first(self, count: int) -> NDArray[_Scalar]:
        """A view of the first rows."""
        return self.values[:count]

    def part(self) -> None:
        """Part with the views given out so far: what is written from now on, they do not see."""
        self.values = self.values.copy()


def vectors_of(rows: Sequence[bytes | None], dimensions: int) -> NDArray[np.float32]:
    """(rows, dimensions): one vector for each row, given as bytes; none leaves zeros."""
    nothing = bytes(4 * dimensions)
    joined = b"".join(nothing if row is None else row for row in rows)
    return np.frombuffer(joined, dtype="<f4").reshape(len(rows), dimensions)


def _roomy(values: NDArray[_Scalar], used: int, needed: int) -> NDArray[_Scalar]:
    """The same array, or one half as large again that begins with it."""
    if needed <= len(values):
        return values
    larger = np.zeros((max(needed, len(values) * 3 // 2), *values.shape[1:]), dtype=values.dtype)
    larger[:used] = values[:used]
    return larger
