"""Where each term stands: runs of texts counted at once, and a tail that grows with every write."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import blake2b
from itertools import chain, pairwise

import numpy as np
from numpy.typing import NDArray

from quipu.graph.texts.stop_words import STOP_WORDS
from quipu.graph.texts.terms import stems_of, words_of

_MOST = 255  # times that a term is counted in one text
_TAIL = 16_384  # texts; so many become a run, which takes a third of the room

Places = tuple[NDArray[np.int32], NDArray[np.uint8]]
"""Places in rising order, and how often a term stands at each."""


@dataclass(slots=True)
class Posting:
    """Where one term stands, in the tail; grows at a constant cost for each place."""

    places: NDArray[np.int32] = field(default_factory=lambda: np.zeros(2, dtype=np.int32))
    counts: NDArray[np.uint8] = field(default_factory=lambda: np.zeros(2, dtype=np.uint8))
    size: int = 0

    def extend(self, places: NDArray[np.int32], counts: NDArray[np.uint8]) -> None:
        """Add places that come after those there are."""
        end = self.size + len(places)
        if end > len(self.places):
            room = max(end, 2 * self.size) - self.size
            self.places = np.concatenate((self.places[: self.size], np.zeros(room, np.int32)))
            self.counts = np.concatenate((self.counts[: self.size], np.zeros(room, np.uint8)))
        self.places[self.size : end], self.counts[self.size : end] = places, counts
        self.size = end  # last, so that a reader in another thread sees whole columns only

    def upto(self, count: int) -> Places:
        """The places below `count`: what a snapshot of that length may see."""
        size = self.size  # before the arrays, which only ever get longer
        places, counts = self.places[:size], self.counts[:size]
        end = int(np.searchsorted(places, count))
        return places[:end], counts[:end]


@dataclass(frozen=True, slots=True)
class Counted:
    """The words of some texts, counted from the first text on, term by term.

    A term goes by its key, for a million texts have more terms than are worth their letters.
    """

    keys: NDArray[np.uint64]  # (terms,), rising
    begins: NDArray[np.int32]  # (terms + 1,): where each term's places begin, and the last end
    places: NDArray[np.int32]  # (n,), rising within a term
    counts: NDArray[np.uint8]  # (n,)
    lengths: NDArray[np.float32]  # (texts,): how many terms each text has

    def find(self, keys: NDArray[np.uint64]) -> list[slice | None]:
        """Where the places of each key are."""
        found = np.searchsorted(self.keys, keys).tolist()
        return [
            slice(int(self.begins[n]), int(self.begins[n + 1]))
            if n < len(self.keys) and self.keys[n] == key
            else None
            for n, key in zip(found, keys, strict=True)
        ]


@dataclass(frozen=True, slots=True)
class Words:
    """All words of a shelf: runs, each from some place on, and the tail behind them by key."""

    runs: tuple[tuple[int, Counted], ...] = ()
    tail: dict[int, Posting] = field(default_factory=dict)
    tail_start: int = 0

    def with_run(self, start: int, found: Counted) -> Words:
        """The same with a run behind all there is; the tail becomes a run of its own before."""
        runs = (*self.runs, *([(self.tail_start, self._sealed(start))] if self.tail else []))
        return Words((*runs, (start, found)), {}, start + len(found.lengths))

    def entered(self, start: int, found: Counted) -> Words:
        """The same with some more words in its tail, which both share."""
        end = start + len(found.lengths)
        for key, (begin, past) in zip(
            found.keys.tolist(), pairwise(found.begins.tolist()), strict=True
        ):
            self.tail.setdefault(key, Posting()).extend(
                found.places[begin:past] + np.int32(start), found.counts[begin:past]
            )
        if end - self.tail_start < _TAIL:
            return self
        return Words((*self.runs, (self.tail_start, self._sealed(end))), {}, end)

    def places_of(self, terms: Sequence[str], size: int) -> dict[str, Places]:
        """Where some terms stand below a place; a term that never does is left out."""
        keys = keys_of(terms)
        parts: dict[str, list[Places]] = {}
        for start, run in self.runs:
            for term, where in zip(terms, run.find(keys), strict=True):
                if where is not None:
                    places = run.places[where] + np.int32(start) if start else run.places[where]
                    parts.setdefault(term, []).append((places, run.counts[where]))
        for term, key in zip(terms, keys.tolist(), strict=True):
            posting = self.tail.get(key)
            if posting is not None and len((found := posting.upto(size))[0]):
                parts.setdefault(term, []).append(found)
        return {term: _joined(some) for term, some in parts.items()}

    def _sealed(self, end: int) -> Counted:
        """The tail as a run of the texts up to a place."""
        keys = np.array(sorted(self.tail), dtype=np.uint64)
        parts = [self.tail[key].upto(end) for key in keys.tolist()]
        sizes = [len(places) for places, _ in parts]
        return Counted(
            keys=keys,
            begins=np.concatenate(([0], np.cumsum(sizes))).astype(np.int32),
            places=np.concatenate([places for places, _ in parts]) - np.int32(self.tail_start),
            counts=np.concatenate([counts for _, counts in parts]),
            lengths=np.zeros(end - self.tail_start, np.float32),
        )


def _joined(parts: Sequence[Places]) -> Places:
    if len(parts) == 1:
        return parts[0]
    return np.concatenate([one for one, _ in parts]), np.concatenate([one for _, one in parts])


def keys_of(terms: Sequence[str]) -> NDArray[np.uint64]:
    """A number of 64 bits for each term, the same everywhere; two terms have never met in one."""
    digests = b"".join(
        blake2b(term.encode(errors="surrogatepass"), digest_size=8).digest() for term in terms
    )
    return np.frombuffer(digests, dtype="<u8").astype(np.uint64)


def counted(texts: Sequence[str]) -> Counted:
    """All words of all texts are counted at once: one by one took four times as long."""
    words = [words_of(text) for text in texts]
    numbers = np.array([len(some) for some in words], dtype=np.int64)
    keys, term_of = _terms_in(set(chain.from_iterable(words)))
    each = np.fromiter(
        map(term_of.__getitem__, chain.from_iterable(words)), np.int64, int(numbers.sum())
    )
    places = np.repeat(np.arange(len(texts)), numbers)[each >= 0]
    cells, counts = np.unique(each[each >= 0] << 32 | places, return_counts=True)
    ends = np.searchsorted(cells >> 32, np.arange(len(keys) + 1))
    return Counted(
        keys=keys,
        begins=ends.astype(np.int32),
        places=(cells & 0xFFFFFFFF).astype(np.int32),
        counts=np.minimum(counts, _MOST).astype(np.uint8),
        lengths=np.bincount(places, minlength=len(texts)).astype(np.float32),
    )


def _terms_in(words: Collection[str]) -> tuple[NDArray[np.uint64], Mapping[str, int]]:
    """The keys of the terms of some words, rising, and for each word the place of its term's key
    among them; −1 for a stop word."""
    telling = [word for word in words if word not in STOP_WORDS]
    stems = stems_of(telling)
    terms = list(dict.fromkeys(stems))
    keys = keys_of(terms)
    order = np.argsort(keys)
    place_of = np.empty(len(terms), dtype=np.int64)
    place_of[order] = np.arange(len(terms))
    numbers = dict(zip(terms, place_of.tolist(), strict=True))
    found = dict(zip(telling, map(numbers.__getitem__, stems), strict=True))
    return keys[order], {word: found.get(word, -1) for word in words}
