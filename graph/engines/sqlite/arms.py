"""The candidates of one kind of item: the best by words and by meaning, and their neighbours."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple, TypeVar

import numpy as np
from numpy.typing import NDArray

from quipu.graph.engines.sqlite.ranking import Scores, is_measured, mean_length, nearest
from quipu.graph.engines.sqlite.recent import Key
from quipu.graph.engines.sqlite.shelf import Snapshot
from quipu.graph.engines.sqlite.word_arm import Best, WordArm
from quipu.graph.engines.sqlite.words import Places
from quipu.schema.identity import EpisodeId
from quipu.schema.intervals import micros
from quipu.schema.recall import Wanted

_Scalar = TypeVar("_Scalar", bound=np.generic)
_DAMPING = 60  # Cormack, Clarke & Büttcher 2009, "Reciprocal Rank Fusion"
_RESCUED = 10  # the first of each arm, whatever the other says
_EXACTLY = 40  # of the nearest are measured by their vectors in the file: twice what is shown

Measure = Callable[[Sequence[int]], Mapping[int, float]]
"""The cosines of some units, by their vectors in the file."""


class Scored(NamedTuple):
    """One candidate by the key of its row, with its raw scores and neighbours."""

    key: Key
    place: int  # among all that the chain's shelves of its kind have
    words: float
    meaning: float | None
    before: EpisodeId | None = None
    after: EpisodeId | None = None


class Ranked(NamedTuple):
    """What both arms give to places: the nearest first, the best by words first."""

    near: dict[int, float]
    by_words: dict[int, float]
    words: dict[int, float]  # of both
    bests: list[Best]


@dataclass(frozen=True, slots=True)
class Arms:
    """Every row of one kind in a chain, shelf after shelf, and what may be seen of it."""

    snapshots: Sequence[Snapshot]
    starts: Sequence[int]  # where each shelf begins
    words: Sequence[WordArm]  # one for each shelf
    is_seen: NDArray[np.bool_]
    passes: NDArray[np.bool_] | None  # what may come back, None for all; what may not counts beside
    vector: Scores
    measure: Measure

    @property
    def is_exact(self) -> bool:
        """Whether every row was measured."""
        return all(is_measured(snapshot) for snapshot in self.snapshots)

    def ranked(self, per_arm: int) -> Ranked:
        """The best of each arm: the dear part of a search, done once."""
        near, bests = self._nearest(per_arm), self._bests(per_arm)
        by_words = self._by_words(bests, per_arm)
        words = by_words | self._words_at([place for place in near if place not in by_words], bests)
        return Ranked(near, by_words, words, bests)

    def candidates(self, ranked: Ranked, most: int | None = None) -> list[Scored]:
        """The best of both arms, best first by fused rank, then the neighbours of episodes.

        most: of more than so many only those stay that are best by the sum of both scores, and
        the first of each arm.
        """
        near, by_words, words, bests = ranked
        chosen = self._best(by_words, near, words, most)
        ids: dict[int, tuple[EpisodeId | None, EpisodeId | None]] = {}
        beside: list[int] = []
        if any(not snapshot.conversations.is_empty for snapshot in self.snapshots):
            for place in chosen:
                ids[place], neighbours = self._beside(place)
                beside += [one for one in neighbours if self._passes(one)]
            further = [place for place in beside if place not in words]
            words = words | self._words_at(further, bests)
        places = list(dict.fromkeys([*chosen, *beside]))
        found: list[Scored | None] = [None] * len(places)
        order = {place: n for n, place in enumerate(places)}
        for start, snapshot, mine in self._by_shelf(places):
            for place, (key, meaning) in zip(
                mine, self._scored(start, snapshot, mine, near), strict=True
            ):
                before, after = ids.get(place, (None, None))
                found[order[place]] = Scored(key, place, words[place], meaning, before, after)
        return [one for one in found if one is not None]

    def _passes(self, place: int) -> bool:
        return self.passes is None or bool(self.passes[place])

    def _allowed(self) -> NDArray[np.bool_]:
        return self.is_seen if self.passes is None else self.is_seen & self.passes

    def _best(
        self,
        by_words: Mapping[int, float],
        near: Mapping[int, float],
        words: Mapping[int, float],
        most: int | None,
    ) -> list[int]:
        fused: dict[int, float] = {}
        for ranking in (by_words, near):
            for rank, place in enumerate(ranking, start=1):
                fused[place] = fused.get(place, 0.0) + 1 / (_DAMPING + rank)
        kept = set(fused)
        if most is not None and len(fused) > most:
            first = [*list(by_words)[:_RESCUED], *list(near)[:_RESCUED]]
            kept = {*first, *_best_by_sum(list(fused), words, near)[:most]}
        return sorted(kept, key=lambda place: (-fused[place], place))

    def _bests(self, per_arm: int) -> list[Best]:
        """The best of each shelf by words."""
        allowed = self._allowed()
        return [
            arm.best(allowed[start : start + len(arm.lengths)], per_arm)
            for start, arm in zip(self.starts, self.words, strict=True)
        ]

    def _by_words(self, bests: Sequence[Best], per_arm: int) -> dict[int, float]:
        """The best places by words, the best first, and their scores."""
        found: list[tuple[float, int]] = []
        for start, (places, scores, _) in zip(self.starts, bests, strict=True):
            found += zip((-scores).tolist(), (start + places).tolist(), strict=True)
        return {place: -score for score, place in sorted(found)[:per_arm]}

    def _words_at(self, places: Sequence[int], bests: Sequence[Best]) -> dict[int, float]:
        """The scores by words of some places."""
        found: dict[int, float] = {}
        shelves = zip(self.words, bests, self._by_shelf(places), strict=True)
        for arm, (_, _, of_all), (start, _, mine) in shelves:
            if mine:
                here = np.array(mine, dtype=np.intp) - start
                scores = arm.scores(here) if of_all is None else of_all[here]
                found |= zip(mine, scores.tolist(), strict=True)
        return found

    def _nearest(self, per_arm: int) -> dict[int, float]:
        """How near the nearest places are, the nearest first: those exactly, the others nearly."""
        allowed = self._allowed()
        found: list[tuple[float, int]] = []
        for start, snapshot in zip(self.starts, self.snapshots, strict=True):
            may_be = allowed[start : start + snapshot.size] & snapshot.is_embedded
            places, scores = nearest(snapshot, self.vector, may_be, per_arm)
            found += zip((-scores).tolist(), (start + places).tolist(), strict=True)
        near = {place: -score for score, place in sorted(found)[:per_arm]}
        first = list(near)[:_EXACTLY]
        units = self._units(first)
        exact = {units[unit]: score for unit, score in self.measure(list(units)).items()}
        ranked = sorted(exact, key=lambda place: (-exact[place], place))
        return {place: exact[place] for place in ranked} | {
            place: score for place, score in near.items() if place not in exact
        }

    def _units(self, places: Sequence[int]) -> dict[int, int]:
        """Some places by the numbers of their units."""
        found: dict[int, int] = {}
        for start, snapshot, mine in self._by_shelf(places):
            here = np.array(mine, dtype=np.intp) - start
            found |= zip(snapshot.units[here].tolist(), mine, strict=True)
        return found

    def _beside(self, place: int) -> tuple[tuple[EpisodeId | None, EpisodeId | None], list[int]]:
        """The episodes before and after a place, and their places."""
        start, snapshot = self._shelf(place)

        def may_be(other: int) -> bool:
            return other < snapshot.size and bool(self.is_seen[start + other])

        before, after = snapshot.conversations.beside(place - start, may_be)
        ids = (None if before is None else before[1], None if after is None else after[1])
        return ids, [start + one[0] for one in (before, after) if one is not None]

    def _scored(
        self, start: int, snapshot: Snapshot, places: Sequence[int], near: Mapping[int, float]
    ) -> list[tuple[Key, float | None]]:
        """The keys of places on one shelf, and how near each is."""
        here = np.array(places, dtype=np.intp) - start
        keys = zip(snapshot.items[here].tolist(), snapshot.expired[here].tolist(), strict=True)
        nearly = snapshot.codes.cosines(self.vector, here).tolist()
        meanings = [near.get(place, one) for place, one in zip(places, nearly, strict=True)]
        known = snapshot.is_embedded[here].tolist()
        return [
            (key, meaning if is_known else None)
            for key, meaning, is_known in zip(keys, meanings, known, strict=True)
        ]

    def _by_shelf(self, places: Sequence[int]) -> list[tuple[int, Snapshot, list[int]]]:
        """Where each shelf begins, the shelf, and which of some places are on it."""
        return [
            (start, snapshot, [one for one in places if start <= one < start + snapshot.size])
            for start, snapshot in zip(self.starts, self.snapshots, strict=True)
        ]

    def _shelf(self, place: int) -> tuple[int, Snapshot]:
        """Where the shelf begins on which a place lies, and the shelf."""
        shelf = bisect_right(self.starts, place) - 1
        return self.starts[shelf], self.snapshots[shelf]


@dataclass(frozen=True, slots=True)
class Asked:
    """What all shelves are asked: terms with their weights, and who may come back.

    `passing` are the rows that may come back, over all shelves; None lets all of them.
    """

    weights: Mapping[str, float]
    wanted: Wanted
    measure: Measure
    passing: NDArray[np.bool_] | None = None


def arms_of(
    snapshots: Sequence[Snapshot], standing: Sequence[Mapping[str, Places]], asked: Asked
) -> Arms:
    """The arms of all shelves of one kind; `standing` says of each where the terms stand."""
    filled = [(one, where) for one, where in zip(snapshots, standing, strict=True) if one.size]
    shelves = [snapshot for snapshot, _ in filled]
    known = micros(asked.wanted.view.known)
    length = mean_length(shelves)
    sizes = [snapshot.size for snapshot in shelves]
    starts = [sum(sizes[:shelf]) for shelf in range(len(sizes))]
    return Arms(
        snapshots=shelves,
        starts=starts,
        words=[
            WordArm(where, asked.weights, one.lengths, one.shortest, length)
            for one, where in filled
        ],
        is_seen=_joined([one.believed(known) for one in shelves], np.bool_),
        passes=asked.passing,
        vector=asked.wanted.vector,
        measure=asked.measure,
    )


def _best_by_sum(
    places: Sequence[int], words: Mapping[int, float], near: Mapping[int, float]
) -> list[int]:
    """Places by words and meaning, each over the best, as the default recipe weighs them."""
    said = np.array([words[place] for place in places], np.float32)
    meaning = np.array([max(near.get(place, 0.0), 0.0) for place in places])
    scores = said / (said.max() or 1.0) + meaning / (meaning.max() or 1.0)
    return [places[n] for n in np.argsort(-scores, kind="stable").tolist()]


def _joined(parts: Sequence[NDArray[_Scalar]], dtype: type[_Scalar]) -> NDArray[_Scalar]:
    if len(parts) == 1:
        return parts[0]
    return np.concatenate(parts) if parts else np.zeros(0, dtype=dtype)
