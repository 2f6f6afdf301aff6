"""The arm of words on one shelf: BM25 of any rows, and the best of all without scoring all.

A row that has only frequent terms cannot be among the best once enough rows with rarer ones are
known: all that frequent terms can give is too little. From then on they are only looked up for rows
that still may be (Turtle & Flood 1995, "Query Evaluation: Strategies and Optimizations").
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from quipu.graph.engines.sqlite.ranking import Scores, best, lowest_of_best
from quipu.graph.engines.sqlite.words import Places

_K1, _B = 1.2, 0.75  # Robertson & Zaragoza 2009, "The Probabilistic Relevance Framework"
_ROUNDED = 1e-3  # more than sums in float32 are off, for scores below a thousand
_SMALL = 4_096  # rows; of fewer all are scored, for that is soon done
_FEW = 4  # places of a term that are added up in the time in which one is looked up


class Best(NamedTuple):
    """The best rows by words, best first, their scores, and those of all where all were scored."""

    places: NDArray[np.intp]
    scores: Scores
    of_all: Scores | None


@dataclass(frozen=True, slots=True)
class WordArm:
    """Where each term of a question stands on a shelf and what it weighs, and the lengths of rows:
    of each, of the shortest that has any term, and on average."""

    standing: Mapping[str, Places]  # none without a place
    weights: Mapping[str, float]  # > 0
    lengths: NDArray[np.float32]
    shortest: float
    mean_length: float

    def scores(self, places: NDArray[np.intp]) -> Scores:
        """BM25 of some rows, ≥ 0."""
        found = np.zeros(len(places), np.float32)
        for term in self._rarest_first():
            here, given = self._looked_up(term, places)
            found[here] += given
        return found

    def best(self, may_be: NDArray[np.bool_], count: int) -> Best:
        """The best rows among those allowed that have a term, at most `count`.

        least: what the best so far have already; left: all that the terms to come can give.
        """
        terms = self._rarest_first()
        left, least = _ROUNDED + sum(map(self._most, terms)), 0.0
        partly = np.zeros(len(self.lengths), np.float32)
        few: NDArray[np.intp] | None = None
        is_all = bool(may_be.all())
        for term in terms:
            stands, counts = self.standing[term]
            if least > left and len(partly) > _SMALL:
                few = _above(partly, least - left, may_be, few)
            if few is not None and len(stands) > _FEW * len(few):
                here, given = self._looked_up(term, few)
                partly[few[here]] += given
                so_far = partly[few]
            else:
                places = stands.astype(np.intp)
                so_far = partly.take(places) + self._given(term, places, counts)
                partly[places] = so_far
                so_far = so_far if is_all else so_far[may_be[places]]
            least = _raised(least, so_far, count)
            left -= self._most(term)
        found = _above(partly, max(least - left, 0.0), may_be, few)
        scores = partly[found]
        first = best(scores, np.ones(len(found), np.bool_), count)
        return Best(found[first], scores[first], partly if few is None else None)

    def _rarest_first(self) -> list[str]:
        """The order in which terms are always added up: so a row has one score, however found."""
        return sorted(self.standing, key=lambda term: len(self.standing[term][0]))

    def _looked_up(
        self, term: str, places: NDArray[np.intp]
    ) -> tuple[NDArray[np.intp], NDArray[np.float32]]:
        """Which of some rows have a term, and what it gives to these."""
        stands, counts = self.standing[term]
        wanted = places.astype(stands.dtype)  # else all that stands is widened, at each look
        at = np.searchsorted(stands, wanted)
        at[at == len(stands)] = 0
        here = np.flatnonzero(stands[at] == wanted)
        return here, self._given(term, places[here], counts[at[here]])

    def _given(
        self, term: str, places: NDArray[np.intp], counted: NDArray[np.uint8]
    ) -> NDArray[np.float32]:
        """What a term gives to rows in which it stands so often."""
        counts = counted.astype(np.float32)
        damping = self.lengths[places]
        damping *= np.float32(_K1 * _B / self.mean_length)
        damping += np.float32(_K1 * (1 - _B))
        damping += counts
        counts *= np.float32(self.weights[term] * (_K1 + 1))
        counts /= damping
        return counts

    def _most(self, term: str) -> float:
        """What a term can give: to the shortest text, as often as it is said in any."""
        often = float(self.standing[term][1].max(initial=0))
        length = max(often, self.shortest)
        damping = _K1 * (1 - _B + _B * length / self.mean_length)
        return self.weights[term] * (_K1 + 1) * often / (often + damping)


def _above(
    partly: Scores, least: float, may_be: NDArray[np.bool_], few: NDArray[np.intp] | None
) -> NDArray[np.intp]:
    """The rows above a score: of the few that are left, or of all that are allowed."""
    if few is None:
        return np.flatnonzero((partly > least) & may_be)
    return few[partly[few] > least]


def _raised(least: float, scores: Scores, count: int) -> float:
    """The lowest of the `count` highest scores, if that is more."""
    better = scores[scores > least]
    return lowest_of_best(better, count) if len(better) >= count else least
