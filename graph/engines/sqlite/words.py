"""Texts as terms, and where each term stands: postings that grow with every write."""

from __future__ import annotations

import re
import threading
from collections import Counter
from dataclasses import dataclass, field

import numpy as np
import Stemmer
from numpy.typing import NDArray

from quipu.graph.engines.stop_words import STOP_WORDS

_WORD = re.compile(r"\w+")
_local = threading.local()  # a stemmer keeps a cache of its own and is not safe to share


def terms_of(text: str) -> list[str]:
    """The stemmed words of a text, stop words left out: what is indexed and what is asked."""
    words = [word for word in _WORD.findall(text.lower()) if word not in STOP_WORDS]
    stemmed: list[str] = _stemmer().stemWords(words)
    return stemmed


def _stemmer() -> Stemmer.Stemmer:
    if not hasattr(_local, "stemmer"):
        _local.stemmer = Stemmer.Stemmer("english")
    return _local.stemmer


@dataclass(slots=True)
class Posting:
    """Where one term stands: row 0 of `cells` has places in rising order, row 1 how often there."""

    cells: NDArray[np.int32] = field(default_factory=lambda: np.zeros((2, 4), dtype=np.int32))
    size: int = 0

    def append(self, place: int, count: int) -> None:
        if self.size == self.cells.shape[1]:
            larger = np.zeros((2, 2 * self.size), dtype=np.int32)
            larger[:, : self.size] = self.cells
            self.cells = larger
        self.cells[:, self.size] = place, count
        self.size += 1  # last, so that a reader in another thread sees whole columns only

    def upto(self, count: int) -> NDArray[np.int32]:
        """The columns whose place is below `count`: what a snapshot of that length may see."""
        size = self.size  # before `cells`, which only ever gets longer
        cells = self.cells[:, :size]
        return cells[:, : int(np.searchsorted(cells[0], count))]


def count_terms(postings: dict[str, Posting], place: int, text: str) -> int:
    """Enter a text at a place behind all places before it; returns the number of its terms."""
    terms = terms_of(text)
    for term, count in Counter(terms).items():
        posting = postings.get(term)
        if posting is None:
            posting = postings[term] = Posting()
        posting.append(place, count)
    return len(terms)
