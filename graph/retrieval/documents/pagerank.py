"""Importance that flows through links, from where a search starts (pure)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
_ROUNDS = 20  # 0.95^20: a third of the flow goes further; the ranking has settled long before


@dataclass(frozen=True, slots=True)
class TwoSided:
    """A graph of two kinds of nodes: each of the (n,) links joins a left and a right one.

    `weights` (n,) > 0. `right_totals` is at least what a right node's links weigh together: the
    rest of what it has to give flows to links that were not fetched, and is lost.
    """

    left: NDArray[np.intp]
    right: NDArray[np.intp]
    weights: Floats
    left_size: int
    right_totals: Floats


def spread(graph: TwoSided, left_seeds: Floats, right_seeds: Floats, damping: float) -> Floats:
    """Importance of each left node as seen from the seeds (personalised PageRank).

    Seeds are ≥ 0, one for each node, at least one of them positive. Returns (left_size,), ≥ 0,
    the best of them 1. Haveliwala 2002, "Topic-sensitive PageRank".
    """
    total = left_seeds.sum() + right_seeds.sum()
    from_left, from_right = left_seeds / total, right_seeds / total
    left_totals = np.bincount(graph.left, graph.weights, graph.left_size)
    forth = graph.weights / left_totals[graph.left]
    back = graph.weights / graph.right_totals[graph.right]
    left, right = from_left, from_right
    for _ in range(_ROUNDS):
        given = np.bincount(graph.left, back * right[graph.right], graph.left_size)
        taken = np.bincount(graph.right, forth * left[graph.left], len(right))
        left = (1 - damping) * from_left + damping * given
        right = (1 - damping) * from_right + damping * taken
    best: float = left.max()
    scaled: Floats = left / best if best > 0 else left
    return scaled
