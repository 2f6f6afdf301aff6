"""Vectors as they are held in memory: their signs as bits, and each component in a byte.

Two vectors that point the same way have mostly the same signs, and counting the signs that differ
is a tenth of the work of multiplying (Charikar 2002, "Similarity Estimation Techniques from
Rounding Algorithms"). What is likely near is then measured by the bytes, to about a thousandth;
the vectors themselves stay in the file, where the nearest are measured once more.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

_BITS = 64
_SMALLEST = 8
_LEVELS = 127
_WORDS_IN_A_BYTE = 3  # whose bits are at most 192
_COUNTED = 8_192  # places that are enough to tell how many differ by how much
_LEFT = (8_192, 3)  # places that half of the signs leaves: at least, and times as many as wanted
_VERY_MANY = 32  # times as many as are left

Signs = NDArray[np.uint64]  # (words, places): all places of one word lie side by side


@dataclass(frozen=True, slots=True)
class Codes:
    """What is held of the vectors of some places: about a quarter of their size."""

    signs: Signs
    cells: NDArray[np.int8]  # (places, dimensions): components in steps
    steps: NDArray[np.float32]  # (places,): how large a step is

    def cosines(
        self, vector: NDArray[np.float32], places: NDArray[np.intp] | None = None
    ) -> NDArray[np.float32]:
        """How near some places, or all, are to a unit vector, to about a thousandth."""
        cells = self.cells if places is None else self.cells.take(places, axis=0)
        # Not `@`: on a busy machine the threads of its matrix library wait for each other, and ten
        # thousand rows took 16 ms instead of 0.2.
        found: NDArray[np.float32] = np.vecdot(cells, vector)
        return found * (self.steps if places is None else self.steps.take(places))


class CodeColumns:
    """The codes of one vector for each place. Growing replaces the arrays: older views stay."""

    def __init__(self, dimensions: int) -> None:
        self._signs: Signs = np.zeros((-(-dimensions // _BITS), _SMALLEST), dtype=np.uint64)
        self._cells = np.zeros((_SMALLEST, dimensions), dtype=np.int8)
        self._steps = np.zeros(_SMALLEST, dtype=np.float32)

    def append(self, start: int, vectors: NDArray[np.float32]) -> None:
        """Write the codes of (n, dimensions) vectors from a place on."""
        self.put(start, coded(vectors))

    def put(self, start: int, codes: Codes) -> None:
        """Write codes from a place on."""
        end = start + len(codes.steps)
        if end > len(self._steps):
            self.reserve(max(end, len(self._steps) * 3 // 2))
        self._signs[:, start:end] = codes.signs
        self._cells[start:end] = codes.cells
        self._steps[start:end] = codes.steps

    def reserve(self, count: int) -> None:
        """Have room for so many places."""
        more = count - len(self._steps)
        if more > 0:
            self._signs = np.pad(self._signs, ((0, 0), (0, more)))
            self._cells = np.pad(self._cells, ((0, more), (0, 0)))
            self._steps = np.pad(self._steps, (0, more))

    def first(self, count: int) -> Codes:
        """A view of the first places."""
        return Codes(self._signs[:, :count], self._cells[:count], self._steps[:count])

    def part(self) -> None:
        """Part with the views given out so far: what is written from now on, they do not see."""
        self._signs, self._cells = self._signs.copy(), self._cells.copy()
        self._steps = self._steps.copy()


def coded(vectors: NDArray[np.float32]) -> Codes:
    """The codes of (n, dimensions) vectors; of a row of zeros every cosine is 0."""
    steps = (np.abs(vectors).max(axis=1, initial=0.0) / _LEVELS).astype(np.float32)
    whole = np.where(steps > 0, steps, 1)[:, None]
    return Codes(signs(vectors), np.rint(vectors / whole).astype(np.int8), steps)


def signs(vectors: NDArray[np.float32]) -> Signs:
    """(words, n) for (n, dimensions): a bit is set where a component is above zero."""
    rows, dimensions = vectors.shape
    padded = np.zeros((rows, -(-dimensions // _BITS) * _BITS), dtype=np.bool_)
    padded[:, :dimensions] = vectors > 0
    return np.ascontiguousarray(np.packbits(padded, axis=1).view(np.uint64).T)


def likely_near(
    held: Signs, vector: NDArray[np.float32], may_be: NDArray[np.bool_], count: int
) -> tuple[NDArray[np.intp], NDArray[np.uint16]]:
    """Places whose signs differ least from a vector's, among those allowed: `count` and ties, or
    of many about so many. And how many signs of each differ.

    Of very many the second half of the signs is read only where the first differs little: who is
    near differs little in both, and reading them is what takes the time.
    """
    asked = signs(vector[None, :])[:, 0]
    least, times = _LEFT
    left, half = max(least, times * count), len(held) // 2
    if half == 0 or held.shape[1] < _VERY_MANY * left:
        differing = _differing(held, asked)
        found = np.flatnonzero(differing <= _within(differing, may_be, count))
        found = found[may_be[found]]
        return found, differing[found]
    partly = _differing(held[:half], asked[:half])
    some = np.flatnonzero(partly <= _within(partly, may_be, left))
    some = some[may_be[some]]
    differing = partly[some]
    for row, word in zip(held[half:], asked[half:], strict=True):
        differing += np.bitwise_count(row.take(some) ^ word)
    near = differing <= _within(differing, np.ones(len(some), np.bool_), count)
    return some[near], differing[near]


def _within(differing: NDArray[np.uint16], may_be: NDArray[np.bool_], count: int) -> int:
    """By how many signs `count` of those allowed differ at most, of many nearly so."""
    every = max(1, len(differing) // _COUNTED)
    counted = differing[::every][may_be[::every]]
    within = np.cumsum(np.bincount(counted))
    found = int(np.searchsorted(within, count / every))
    return found if found < len(within) else np.iinfo(np.uint16).max


def _differing(held: Signs, asked: Signs) -> NDArray[np.uint16]:
    """How many signs of each place differ from those asked for, added up in bytes first."""
    found = np.zeros(held.shape[1], dtype=np.uint16)
    for first in range(0, len(held), _WORDS_IN_A_BYTE):
        rows = held[first : first + _WORDS_IN_A_BYTE]
        counts = np.bitwise_count(rows[0] ^ asked[first])
        for row, word in zip(rows[1:], asked[first + 1 :], strict=False):
            counts += np.bitwise_count(row ^ word)
        found += counts
    return found
