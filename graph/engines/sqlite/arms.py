"""The candidates of one kind of item: the best by words and by meaning, and their neighbours."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from quipu.graph.engines.sqlite.ranking import (
    Scores,
    best,
    is_measured,
    mean_length,
    meaning_scores,
    nearest,
    word_scores,
)
from quipu.graph.engines.sqlite.recent import Key
from quipu.graph.engines.sqlite.shelf import Snapshot
from quipu.schema.identity import EpisodeId
from quipu.schema.intervals import micros
from quipu.schema.recall import Wanted

_Scalar = TypeVar("_Scalar", bound=np.generic)
_DAMPING = 60  # Cormack, Clarke & Büttcher 2009, "Reciprocal Rank Fusion"


@dataclass(frozen=True, slots=True)
class Scored:
    """One candidate by the key of its row, with its raw scores and neighbours."""

    key: Key
    words: float
    meaning: float | None
    before: EpisodeId | None = None
    after: EpisodeId | None = None


@dataclass(frozen=True, slots=True)
class Arms:
    """Every row of one kind in a chain, shelf after shelf: both scores, and what may be seen."""

    snapshots: Sequence[Snapshot]
    starts: Sequence[int]  # where each shelf begins
    words: Scores
    is_seen: NDArray[np.bool_]
    is_embedded: NDArray[np.bool_]
    passes: NDArray[np.bool_]  # what may come back; also what does not stands beside what does
    vector: Scores

    @property
    def is_exact(self) -> bool:
        """Whether every row was measured."""
        return all(is_measured(snapshot) for snapshot in self.snapshots)

    def candidates(self, per_arm: int) -> list[Scored]:
        """The best of both arms, best first by fused rank, then the neighbours of episodes."""
        chosen = self._best(per_arm)
        ids: dict[int, tuple[EpisodeId | None, EpisodeId | None]] = {}
        beside: list[int] = []
        for place in chosen:
            ids[place], neighbours = self._beside(place)
            beside += [one for one in neighbours if self.passes[one]]
        places = list(dict.fromkeys([*chosen, *beside]))
        meanings = self._meanings(places)
        return [
            self._scored(place, meaning, *ids.get(place, (None, None)))
            for place, meaning in zip(places, meanings, strict=True)
        ]

    def _best(self, per_arm: int) -> list[int]:
        may_be = self.is_seen & self.passes & (self.words > 0)
        by_words = best(self.words, may_be, per_arm)
        by_meaning = self._nearest(per_arm)
        fused: dict[int, float] = {}
        for ranking in (by_words, by_meaning):
            for rank, place in enumerate(ranking.tolist(), start=1):
                fused[place] = fused.get(place, 0.0) + 1 / (_DAMPING + rank)
        return sorted(fused, key=lambda place: (-fused[place], place))

    def _nearest(self, per_arm: int) -> NDArray[np.intp]:
        may_be = self.is_seen & self.passes & self.is_embedded
        found = [
            (start + places, scores)
            for start, snapshot in zip(self.starts, self.snapshots, strict=True)
            for places, scores in [
                nearest(snapshot, self.vector, may_be[start : start + snapshot.size], per_arm)
            ]
        ]
        places = _joined([places for places, _ in found], np.intp)
        scores = _joined([scores for _, scores in found], np.float32)
        return places[best(scores, np.ones(len(places), dtype=np.bool_), per_arm)]

    def _meanings(self, places: Sequence[int]) -> list[float]:
        """How near some places are, whichever arm found them."""
        found = dict.fromkeys(places, 0.0)
        wanted = np.array(sorted(places), dtype=np.intp)
        for start, snapshot in zip(self.starts, self.snapshots, strict=True):
            mine = wanted[(wanted >= start) & (wanted < start + snapshot.size)]
            scores = meaning_scores(snapshot, self.vector, mine - start).tolist()
            found |= dict(zip(mine.tolist(), scores, strict=True))
        return list(found.values())

    def _beside(self, place: int) -> tuple[tuple[EpisodeId | None, EpisodeId | None], list[int]]:
        """The episodes before and after a place, and their places."""
        start, snapshot = self._shelf(place)

        def may_be(other: int) -> bool:
            return other < snapshot.size and bool(self.is_seen[start + other])

        before, after = snapshot.conversations.beside(place - start, may_be)
        ids = (None if before is None else before[1], None if after is None else after[1])
        return ids, [start + one[0] for one in (before, after) if one is not None]

    def _scored(
        self, place: int, near: float, before: EpisodeId | None, after: EpisodeId | None
    ) -> Scored:
        start, snapshot = self._shelf(place)
        key = (int(snapshot.items[place - start]), int(snapshot.expired[place - start]))
        meaning = near if self.is_embedded[place] else None
        return Scored(key, float(self.words[place]), meaning, before, after)

    def _shelf(self, place: int) -> tuple[int, Snapshot]:
        """Where the shelf begins on which a place lies, and the shelf."""
        shelf = bisect_right(self.starts, place) - 1
        return self.starts[shelf], self.snapshots[shelf]


def arms_of(
    snapshots: Sequence[Snapshot],
    weights: Mapping[str, float],
    wanted: Wanted,
    passing: Collection[int] | None = None,
) -> Arms:
    """Score all shelves of one kind; empty ones are left out.

    `passing` are the numbers of the rows that may come back; None lets all of them.
    """
    filled = [snapshot for snapshot in snapshots if snapshot.size]
    known = micros(wanted.view.known)
    length = mean_length(filled)
    sizes = [snapshot.size for snapshot in filled]
    return Arms(
        snapshots=filled,
        starts=[sum(sizes[:shelf]) for shelf in range(len(sizes))],
        words=_joined([word_scores(one, weights, length) for one in filled], np.float32),
        is_seen=_joined([_believed(one, known) for one in filled], np.bool_),
        is_embedded=_joined([one.is_embedded for one in filled], np.bool_),
        passes=_joined([_passes(one, passing) for one in filled], np.bool_),
        vector=wanted.vector,
    )


def _believed(snapshot: Snapshot, known: int) -> NDArray[np.bool_]:
    return (snapshot.created <= known) & (snapshot.expired > known)


def _passes(snapshot: Snapshot, passing: Collection[int] | None) -> NDArray[np.bool_]:
    if passing is None:
        return np.ones(snapshot.size, dtype=np.bool_)
    allowed = np.fromiter(passing, dtype=np.int64, count=len(passing))
    return np.isin(snapshot.items, allowed)


def _joined(parts: Sequence[NDArray[_Scalar]], dtype: type[_Scalar]) -> NDArray[_Scalar]:
    return np.concatenate(parts) if parts else np.zeros(0, dtype=dtype)
