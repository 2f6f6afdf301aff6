"""Where each term stands: postings that grow with every write."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from itertools import chain, pairwise

import numpy as np
from numpy.typing import NDArray

from quipu.graph.engines.stop_words import STOP_WORDS
from quipu.graph.engines.terms import stems_of, words_of


@dataclass(slots=True)
class Posting:
    """Where one term stands: row 0 of `cells` has places in rising order, row 1 how often there."""

    cells: NDArray[np.int32] = field(default_factory=lambda: np.zeros((2, 4), dtype=np.int32))
    size: int = 0

    def extend(self, columns: NDArray[np.int32]) -> None:
        """Add (2, n) columns that come after those there are."""
        end = self.size + columns.shape[1]
        if end > self.cells.shape[1]:
            larger = np.zeros((2, max(end, 2 * self.size)), dtype=np.int32)
            larger[:, : self.size] = self.cells[:, : self.size]
            self.cells = larger
        self.cells[:, self.size : end] = columns
        self.size = end  # last, so that a reader in another thread sees whole columns only

    def upto(self, count: int) -> NDArray[np.int32]:
        """The columns whose place is below `count`: what a snapshot of that length may see."""
        size = self.size  # before `cells`, which only ever gets longer
        cells = self.cells[:, :size]
        return cells[:, : int(np.searchsorted(cells[0], count))]


@dataclass(frozen=True, slots=True)
class Counted:
    """The words of some texts, counted from the first text on, term by term."""

    terms: list[str]
    begins: NDArray[np.int32]  # (terms,): where each term's columns begin
    cells: NDArray[np.int32]  # (2, n): places in rising order within a term, and how often there
    lengths: NDArray[np.float32]  # (texts,): how many terms each text has


def counted(texts: Sequence[str]) -> Counted:
    """All words of all texts are counted at once: one by one took four times as long."""
    words = [words_of(text) for text in texts]
    numbers = np.array([len(some) for some in words], dtype=np.int64)
    terms, term_of = _terms_in(set(chain.from_iterable(words)))
    each = np.fromiter(
        map(term_of.__getitem__, chain.from_iterable(words)), np.int64, int(numbers.sum())
    )
    places = np.repeat(np.arange(len(texts)), numbers)[each >= 0]
    keys, counts = np.unique(each[each >= 0] << 32 | places, return_counts=True)
    found, begins = np.unique(keys >> 32, return_index=True)
    return Counted(
        terms=[terms[number] for number in found.tolist()],
        begins=begins.astype(np.int32),
        cells=np.stack([keys & 0xFFFFFFFF, counts]).astype(np.int32),
        lengths=np.bincount(places, minlength=len(texts)).astype(np.float32),
    )


def enter(postings: dict[str, Posting], start: int, found: Counted) -> None:
    """Enter counted words at the places from `start` on, behind all before."""
    cells = found.cells + np.array([[start], [0]], dtype=np.int32)
    bounds = [*found.begins.tolist(), cells.shape[1]]
    for term, (begin, end) in zip(found.terms, pairwise(bounds), strict=True):
        posting = postings.get(term)
        if posting is None:
            postings[term] = Posting(cells[:, begin:end], end - begin)
        else:
            posting.extend(cells[:, begin:end])


def enter_texts(
    postings: dict[str, Posting], start: int, texts: Sequence[str]
) -> NDArray[np.float32]:
    """Count texts and enter them; returns how many terms each has."""
    found = counted(texts)
    enter(postings, start, found)
    return found.lengths


def _terms_in(words: Collection[str]) -> tuple[list[str], dict[str, int]]:
    """The terms of some words, and the number of each word's term; −1 for a stop word."""
    telling = [word for word in words if word not in STOP_WORDS]
    stems = stems_of(telling)
    numbers = {term: number for number, term in enumerate(dict.fromkeys(stems))}
    found = dict(zip(telling, map(numbers.__getitem__, stems), strict=True))
    return list(numbers), {word: found.get(word, -1) for word in words}
