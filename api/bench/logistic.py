"""Logistic regression by Newton's method: a handful of features, some ten thousand rows (pure)."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
_PENALTY = 1.0  # on squared weights of standardised features, the bias left free
_ROUNDS = 50
_STILL = 1e-9


def fitted(
    rows: Floats, is_true: Floats
) -> tuple[tuple[float, ...], tuple[float, ...], tuple[float, ...], float]:
    """Mean and deviation of each feature, its weight, and the bias.

    rows (n, features), is_true (n,) of 0 and 1, both classes present. A feature that never varies
    gets deviation 1 and so no weight.
    """
    mean, deviation = rows.mean(0), rows.std(0)
    deviation = np.where(deviation > 0, deviation, 1.0)
    scaled = np.column_stack([(rows - mean) / deviation, np.ones(len(rows))])
    penalty = np.full(scaled.shape[1], _PENALTY)
    penalty[-1] = 0.0
    weights = np.zeros(scaled.shape[1])
    for _ in range(_ROUNDS):
        chances = 1 / (1 + np.exp(-scaled @ weights))
        slope = scaled.T @ (chances - is_true) + penalty * weights
        bend = (scaled.T * (chances * (1 - chances))) @ scaled + np.diag(penalty + 1e-9)
        step = np.linalg.solve(bend, slope)
        weights = weights - step
        if np.abs(step).max() < _STILL:
            break
    return tuple(mean), tuple(deviation), tuple(weights[:-1]), float(weights[-1])
