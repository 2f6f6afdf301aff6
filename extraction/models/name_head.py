"""Which words of a text are names, and of what: a small head on the states of MiniLM.

Two layers in numpy, each word by itself, then with two words on either side, and how tags follow
each other (a conditional random field). Trained by `extraction/training`; its scores and sources
stand in `names/meta.json`.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from hashlib import sha256
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from quipu.extraction.models.name_tags import TAGS, Floats, Habits, parts_of
from quipu.extraction.models.products import times
from quipu.schema.errors import Unavailable

SHIPPED_HEAD = Path(__file__).parent / "names"
REACH = 2  # words on either side that the second layer sees


@dataclass(frozen=True, slots=True)
class NameSpan:
    """A name at `start:end` of its text; `kind` is one of `KINDS`, `share` how sure it is."""

    start: int
    end: int
    kind: str
    share: float = field(default=1.0, compare=False)


@dataclass(frozen=True, slots=True)
class NameHead:
    """The head's weights by name, as floats; see `scores` for their shapes."""

    weights: Mapping[str, Floats]

    def names(
        self, text: str, words: Sequence[tuple[int, int]], seen: Floats
    ) -> tuple[NameSpan, ...]:
        """The names of a text, in order; its words and what is `seen` of them are given."""
        if not words:
            return ()
        scores = self.scores(seen, shapes(text, words), neighbours([len(words)]))
        return tuple(
            NameSpan(
                words[start][0],
                words[end][1],
                kind,
                float(part.shares[start - part.first, TAGS.index(f"B-{kind}")]),
            )
            for part in parts_of(scores, self.habits)
            for start, end, kind in part.names
        )

    @property
    def habits(self) -> Habits:
        return Habits(self.weights["follows"], self.weights["opens"])

    @property
    def first_step(self) -> tuple[Floats, Floats]:
        """A matrix (1152, 192) and what to add (192,), which make of states what is seen."""
        w = self.weights
        centre = (w["mean"] * w["scale"])[None]
        return w["scale"][:, None] * w["states"], -times(centre, w["states"])[0]

    def seen(self, states: Floats) -> Floats:
        """What the first layer sees of states: (words, 1152) → (words, 192)."""
        w = self.weights
        return times((states - w["mean"]) * w["scale"], w["states"])

    def scores(self, seen: Floats, looks: Floats, around: NDArray[np.int64]) -> Floats:
        """How well each tag fits each word, shape (words, tags).

        seen: (words, 192), see `seen`; looks: (words, 13), see `shapes`; around: (words, 5), see
        `neighbours`.
        """
        w = self.weights
        alone = np.maximum(seen + looks @ w["looks"] + w["bias"], 0)
        padded = np.concatenate([alone, np.zeros_like(alone[:1])])
        beside = padded[around].reshape(len(alone), -1)
        joined = np.maximum(times(beside, w["beside"]) + w["beside_bias"], 0)
        return times(np.concatenate([alone, joined], axis=1), w["tags"]) + w["tags_bias"]


def shapes(text: str, words: Sequence[tuple[int, int]]) -> Floats:
    """How each word is written, which the model, blind to capitals, cannot see: (words, 13)."""
    written = [text[start:end] for start, end in words]
    capitals = sum(word[:1].isupper() for word in written) / max(1, len(written))
    rows = []
    before = "."
    for word in written:
        rows.append((*_look(word), before in ".!?", before in "@#", before in "\"“'‘(",
                     capitals > 0.6, capitals == 0))  # fmt: skip
        before = word
    return np.array(rows, np.float32).reshape(len(rows), 13)


@lru_cache(10_000)
def _look(word: str) -> tuple[bool, ...]:
    return (
        word[:1].isupper(), word.isupper() and len(word) > 1, word.islower(), word.isdigit(),
        any(map(str.isdigit, word)), not any(map(str.isalnum, word)),
        any(map(str.isupper, word[1:])), len(word) <= 2,
    )  # fmt: skip


def neighbours(lengths: Sequence[int]) -> NDArray[np.int64]:
    """For each word of several texts laid end to end, the places of the words around it.

    Shape (words, 5); what lies beyond its text is the place after the last word.
    """
    total = sum(lengths)
    offsets = np.arange(-REACH, REACH + 1)
    starts = np.repeat(np.cumsum([0, *lengths[:-1]]), lengths)
    ends = np.repeat(np.cumsum(lengths), lengths)
    places = np.arange(total)[:, None] + offsets
    is_inside = (places >= starts[:, None]) & (places < ends[:, None])
    return np.where(is_inside, places, total)


def load_head(folder: Path = SHIPPED_HEAD) -> NameHead:
    """The head in a folder. Raises `Unavailable` unless its file is there and whole."""
    hint = "install quipu-memory again, or check out the model's files anew"
    file = folder / "head.npz"
    try:
        expected = json.loads((folder / "meta.json").read_bytes())["files_sha256"]["head.npz"]
        if sha256(file.read_bytes()).hexdigest() != expected:
            raise Unavailable(f"the model file {file} is damaged", hint=hint)
        with np.load(file) as kept:
            return NameHead(from_integers(dict(kept)))
    except (OSError, ValueError, KeyError) as error:
        raise Unavailable(f"no head of names in {folder}: {error}", hint=hint) from error


_FACTORS = ".factors"


def in_integers(weights: Mapping[str, Floats]) -> dict[str, NDArray[np.generic]]:
    """The weights as they are kept: matrices in 8 bits, a factor for each column."""
    kept: dict[str, NDArray[np.generic]] = {}
    for name, values in weights.items():
        if values.ndim == 1:
            kept[name] = values.astype(np.float32)
            continue
        factors = np.maximum(np.abs(values).max(axis=0) / 127, 1e-9).astype(np.float32)
        kept[name] = np.round(values / factors).astype(np.int8)
        kept[name + _FACTORS] = factors
    return kept


def from_integers(kept: Mapping[str, NDArray[np.generic]]) -> dict[str, Floats]:
    """The weights as floats again."""
    floats = {name: values.astype(np.float32) for name, values in kept.items()}
    one = np.ones(1, np.float32)
    return {
        name: values * floats.get(name + _FACTORS, one)
        for name, values in floats.items()
        if not name.endswith(_FACTORS)
    }
