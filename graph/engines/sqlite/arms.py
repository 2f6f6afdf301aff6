"""The candidates of one kind of item: the best by words and by meaning, and their neighbours."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from quipu.graph.engines.sqlite.ranking import (
    Scores,
    best,
    mean_length,
    meaning_scores,
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
    meaning: Scores
    is_seen: NDArray[np.bool_]
    is_embedded: NDArray[np.bool_]

    def candidates(self, per_arm: int) -> list[Scored]:
        """The best of both arms, best first by fused rank, then the neighbours of episodes."""
        found: dict[int, Scored] = {}
        beside: list[int] = []
        for place in self._best(per_arm):
            found[place], neighbours = self._beside(place)
            beside += neighbours
        for place in beside:
            if place not in found:
                found[place] = self._scored(place)
        return list(found.values())

    def _best(self, per_arm: int) -> list[int]:
        by_words = best(self.words, self.is_seen & (self.words > 0), per_arm)
        by_meaning = best(self.meaning, self.is_seen & self.is_embedded, per_arm)
        fused: dict[int, float] = {}
        for ranking in (by_words, by_meaning):
            for rank, place in enumerate(ranking.tolist(), start=1):
                fused[place] = fused.get(place, 0.0) + 1 / (_DAMPING + rank)
        return sorted(fused, key=lambda place: (-fused[place], place))

    def _beside(self, place: int) -> tuple[Scored, list[int]]:
        start, snapshot = self._shelf(place)

        def may_be(other: int) -> bool:
            return other < snapshot.size and bool(self.is_seen[start + other])

        before, after = snapshot.conversations.beside(place - start, may_be)
        scored = self._scored(
            place,
            before=None if before is None else before[1],
            after=None if after is None else after[1],
        )
        return scored, [start + one[0] for one in (before, after) if one is not None]

    def _scored(
        self, place: int, before: EpisodeId | None = None, after: EpisodeId | None = None
    ) -> Scored:
        start, snapshot = self._shelf(place)
        key = (int(snapshot.items[place - start]), int(snapshot.expired[place - start]))
        meaning = float(self.meaning[place]) if self.is_embedded[place] else None
        return Scored(key, float(self.words[place]), meaning, before, after)

    def _shelf(self, place: int) -> tuple[int, Snapshot]:
        """Where the shelf begins on which a place lies, and the shelf."""
        shelf = bisect_right(self.starts, place) - 1
        return self.starts[shelf], self.snapshots[shelf]


def arms_of(snapshots: Sequence[Snapshot], weights: Mapping[str, float], wanted: Wanted) -> Arms:
    """Score all shelves of one kind; empty ones are left out."""
    filled = [snapshot for snapshot in snapshots if snapshot.size]
    known = micros(wanted.view.known)
    length = mean_length(filled)
    sizes = [snapshot.size for snapshot in filled]
    return Arms(
        snapshots=filled,
        starts=[sum(sizes[:shelf]) for shelf in range(len(sizes))],
        words=_joined([word_scores(one, weights, length) for one in filled], np.float32),
        meaning=_joined([meaning_scores(one, wanted.vector) for one in filled], np.float32),
        is_seen=_joined([_believed(one, known) for one in filled], np.bool_),
        is_embedded=_joined([one.is_embedded for one in filled], np.bool_),
    )


def _believed(snapshot: Snapshot, known: int) -> NDArray[np.bool_]:
    return (snapshot.created <= known) & (snapshot.expired > known)


def _joined(parts: Sequence[NDArray[_Scalar]], dtype: type[_Scalar]) -> NDArray[_Scalar]:
    return np.concatenate(parts) if parts else np.zeros(0, dtype=dtype)
