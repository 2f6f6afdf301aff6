"""Raw scores of everything on the shelves of a scope chain, and the best of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from quipu.graph.engines.sqlite.codes import likely_near
from quipu.graph.engines.sqlite.shelf import Snapshot
from quipu.graph.engines.sqlite.words import Places

MEASURED = 10_000  # rows; of fewer, sifting would miss some for little gain
LIKELY = (1_000, 4_000)  # rows that are worth measuring: at least, at most, and one in how many
SIFTED = 32
_ENOUGH = 5  # times as many as are wanted are measured at least
_PARTS, _BARREN = 8, 2
_MANY, _SAMPLED = 2_048, 16  # scores, and one in how many of them

Scores = NDArray[np.float32]


def term_weights(
    snapshots: Sequence[Snapshot], standing: Sequence[Mapping[str, Places]], terms: Sequence[str]
) -> dict[str, float]:
    """The inverse document frequency of each term, > 0, over all shelves together.

    One weight for the whole chain and for both kinds makes scores of different shelves comparable.
    """
    rows = sum(snapshot.size for snapshot in snapshots)
    found = {}
    for term in terms:
        have = sum(len(one[term][0]) for one in standing if term in one)
        if have:
            found[term] = float(np.log1p((rows - have + 0.5) / (have + 0.5)))
    return found


def mean_length(snapshots: Sequence[Snapshot]) -> float:
    """Terms in a row on average, at least one."""
    rows = sum(snapshot.size for snapshot in snapshots)
    return max(1.0, sum(snapshot.terms for snapshot in snapshots) / max(1, rows))


def nearest(
    snapshot: Snapshot, vector: Scores, may_be: NDArray[np.bool_], count: int
) -> tuple[NDArray[np.intp], Scores]:
    """The places nearest to a unit vector among those allowed, at most `count`, and how near, to
    about a thousandth.

    Of very many only those are measured whose signs say that they can be near (`is_measured`).
    """
    if is_measured(snapshot):
        scores = snapshot.codes.cosines(vector)
        places = best(scores, may_be, count)
        return places, scores[places]
    least, most = LIKELY
    likely = min(max(least, snapshot.size // SIFTED), most) + 5 * count
    places, differing = likely_near(snapshot.codes.signs, vector, may_be, likely)
    places, scores = _measured(snapshot, vector, places[np.argsort(differing)], count)
    first = best(scores, np.ones(len(places), dtype=np.bool_), count)
    return places[first], scores[first]


def _measured(
    snapshot: Snapshot, vector: Scores, likely: NDArray[np.intp], count: int
) -> tuple[NDArray[np.intp], Scores]:
    """How near places are, of which the likeliest come first. They are measured part by part,
    until two parts in a row have nothing that is near enough."""
    size = max(len(likely) // _PARTS, _ENOUGH * count)
    scores, barren = snapshot.codes.cosines(vector, likely[:size]), 0
    while len(scores) < len(likely) and barren < _BARREN:
        least = lowest_of_best(scores, count) if len(scores) >= count else -np.inf
        part = snapshot.codes.cosines(vector, likely[len(scores) : len(scores) + size])
        barren = barren + 1 if part.max() < least else 0
        scores = np.concatenate((scores, part))
    return likely[: len(scores)], scores


def is_measured(snapshot: Snapshot) -> bool:
    """Whether every row is measured: then what is found nearest is nearest."""
    return snapshot.size <= MEASURED


def best(scores: Scores, may_be: NDArray[np.bool_], count: int) -> NDArray[np.intp]:
    """Places of the highest scores among those allowed, at most `count`, best first."""
    places = np.flatnonzero(may_be)
    if len(places) > count:
        allowed = scores[places]
        places = places[allowed >= lowest_of_best(allowed, count)]
    return places[np.argsort(-scores[places], kind="stable")][:count]


def lowest_of_best(scores: Scores, count: int) -> float:
    """The lowest of the `count` highest of at least so many scores.

    Of many, those that a sample says are too low are dropped first: to look through forty thousand
    for sixty took four times as long.
    """
    if len(scores) > _MANY:
        sample = scores[::_SAMPLED]
        ahead = 2 * (count // _SAMPLED) + 8  # twice what is needed, should the sample mislead
        if ahead < len(sample):
            likely = scores[scores >= np.partition(sample, -ahead)[-ahead]]
            scores = likely if len(likely) >= count else scores
    return float(np.partition(scores, -count)[-count])
