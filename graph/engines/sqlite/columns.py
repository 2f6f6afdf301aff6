"""Arrays that grow at their end at a constant cost for each row."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Generic, TypeVar

import numpy as np
from numpy.typing import NDArray

_Scalar = TypeVar("_Scalar", bound=np.generic)
_SMALLEST = 64


class Column(Generic[_Scalar]):
    """One number for each place. Growing replaces the array, so views taken before stay valid."""

    def __init__(self, dtype: type[_Scalar]) -> None:
        self.values: NDArray[_Scalar] = np.zeros(_SMALLEST, dtype=dtype)

    def append(self, start: int, rows: Sequence[Any]) -> None:
        """Write rows from a place on."""
        self.values = _roomy(self.values, start, start + len(rows))
        self.values[start : start + len(rows)] = rows

    def reserve(self, count: int) -> None:
        """Have room for so many rows, before they come in whatever order."""
        self.values = _roomy(self.values, len(self.values), count)

    def put(self, places: Sequence[int], rows: Sequence[Any]) -> None:
        """Write rows at places that are reserved."""
        self.values[places] = rows

    def first(self, count: int) -> NDArray[_Scalar]:
        """A view of the first rows."""
        return self.values[:count]

    def part(self) -> None:
        """Part with the views given out so far: what is written from now on, they do not see."""
        self.values = self.values.copy()


class Matrix(Column[np.float32]):
    """One vector for each place, given as bytes; none leaves zeros."""

    def __init__(self, dimensions: int) -> None:
        self.values = np.zeros((_SMALLEST, dimensions), dtype=np.float32)

    def append(self, start: int, rows: Sequence[bytes | None]) -> None:
        self.values = _roomy(self.values, start, start + len(rows))
        self.values[start : start + len(rows)] = self._cells(rows)

    def put(self, places: Sequence[int], rows: Sequence[bytes | None]) -> None:
        self.values[places] = self._cells(rows)

    def _cells(self, rows: Sequence[bytes | None]) -> NDArray[np.float32]:
        nothing = bytes(4 * self.values.shape[1])
        joined = b"".join(nothing if row is None else row for row in rows)
        return np.frombuffer(joined, dtype="<f4").reshape(len(rows), self.values.shape[1])


def _roomy(values: NDArray[_Scalar], used: int, needed: int) -> NDArray[_Scalar]:
    """The same array, or one half as large again that begins with it."""
    if needed <= len(values):
        return values
    larger = np.zeros((max(needed, len(values) * 3 // 2), *values.shape[1:]), dtype=values.dtype)
    larger[:used] = values[:used]
    return larger
