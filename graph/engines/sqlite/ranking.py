"""Raw scores of everything on the shelves of a scope chain, and the best of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from quipu.graph.engines.sqlite.codes import likely_near
from quipu.graph.engines.sqlite.shelf import Snapshot

_K1, _B = 1.2, 0.75  # Robertson & Zaragoza 2009, "The Probabilistic Relevance Framework"

MEASURED = 10_000  # rows; measuring so many takes no longer than sifting them
LIKELY = 1_000  # rows that are measured at least, and one in how many
SIFTED = 32

Scores = NDArray[np.float32]


def word_scores(snapshot: Snapshot, weights: Mapping[str, float], mean_length: float) -> Scores:
    """BM25 of every row, (size,), ≥ 0, for terms with these weights; lengths count by the mean."""
    scores = np.zeros(snapshot.size, dtype=np.float32)
    for term, weight in weights.items():
        posting = snapshot.posting(term)
        if posting is None:
            continue
        places, counts = posting[0], posting[1].astype(np.float32)
        damping = _K1 * (1 - _B + _B * snapshot.lengths[places] / mean_length)
        scores[places] += weight * (_K1 + 1) * counts / (counts + damping)
    return scores


def term_weights(snapshots: Sequence[Snapshot], terms: Sequence[str]) -> dict[str, float]:
    """The inverse document frequency of each term, > 0, over all shelves together.

    One weight for the whole chain and for both kinds makes scores of different shelves comparable.
    """
    rows = sum(snapshot.size for snapshot in snapshots)
    found = {}
    for term in dict.fromkeys(terms):
        postings = [snapshot.posting(term) for snapshot in snapshots]
        have = sum(posting.shape[1] for posting in postings if posting is not None)
        if have:
            found[term] = float(np.log1p((rows - have + 0.5) / (have + 0.5)))
    return found


def mean_length(snapshots: Sequence[Snapshot]) -> float:
    """Terms in a row on average, at least one."""
    rows = sum(snapshot.size for snapshot in snapshots)
    return max(1.0, sum(snapshot.terms for snapshot in snapshots) / max(1, rows))


def meaning_scores(snapshot: Snapshot, vector: Scores, places: NDArray[np.intp]) -> Scores:
    """Cosine of some rows with a unit vector; 0 where a row has no vector."""
    # Not `@`: on a busy machine the threads of its matrix library wait for each other, and ten
    # thousand rows took 16 ms instead of 0.2.
    is_all = len(places) == snapshot.size
    scores: Scores = np.vecdot(snapshot.vectors if is_all else snapshot.vectors[places], vector)
    return scores


def nearest(
    snapshot: Snapshot, vector: Scores, may_be: NDArray[np.bool_], count: int
) -> tuple[NDArray[np.intp], Scores]:
    """The places nearest to a unit vector among those allowed, at most `count`, and how near.

    Of very many only those are measured whose signs say that they can be near (`is_measured`).
    """
    if is_measured(snapshot):
        places = np.flatnonzero(may_be)
    else:
        likely = max(LIKELY, snapshot.size // SIFTED) + 5 * count
        places = likely_near(snapshot.codes, vector, may_be, likely)
    scores = meaning_scores(snapshot, vector, places)
    first = best(scores, np.ones(len(places), dtype=np.bool_), count)
    return places[first], scores[first]


def is_measured(snapshot: Snapshot) -> bool:
    """Whether every row is measured: then what is found nearest is nearest."""
    return snapshot.size <= MEASURED


def best(scores: Scores, may_be: NDArray[np.bool_], count: int) -> NDArray[np.intp]:
    """Places of the highest scores among those allowed, at most `count`, best first."""
    places = np.flatnonzero(may_be)
    if len(places) > count:
        allowed = scores[places]
        least = np.partition(allowed, len(allowed) - count)[len(allowed) - count]
        places = places[allowed >= least]
    return places[np.argsort(-scores[places], kind="stable")][:count]
