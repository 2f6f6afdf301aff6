"""Which words of a text are names, and of what: a small head on the states of MiniLM.

Two layers in numpy, each word by itself, then with two words on either side, and how tags follow
each other (a conditional random field). Trained by `extraction/training`; its scores and sources
stand in `names/meta.json`.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from quipu.extraction.models.name_tags import TAGS, Floats, Habits, best_tags, shares_of, spans
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
        self, text: str, words: Sequence[tuple[int, int]], states: Floats
    ) -> tuple[NameSpan, ...]:
        """The names of a text whose words and their states are given, in order."""
        if not words:
            return ()
        scores = self.scores(states, shapes(text, words), neighbours([len(words)]))
        found = spans(best_tags(scores, self.habits))
        if not found:
            return ()
        fits = np.exp(scores - scores.max(axis=1, keepdims=True))
        shares = shares_of(fits, [len(words)], self.habits).words
        return tuple(
            NameSpan(
                words[first][0], words[last][1], kind, float(shares[first, TAGS.index(f"B-{kind}")])
            )
            for first, last, kind in found
        )

    @property
    def habits(self) -> Habits:
        return Habits(self.weights["follows"], self.weights["opens"])

    def scores(self, states: Floats, looks: Floats, around: NDArray[np.int64]) -> Floats:
        """How well each tag fits each word, shape (words, tags).

        states: (words, 1152); looks: (words, 13), see `shapes`; around: (words, 5), see
        `neighbours`.
        """
        w = self.weights
        alone = times((states - w["mean"]) * w["scale"], w["states"])
        alone += times(looks, w["looks"]) + w["bias"]
        alone = np.maximum(alone, 0)
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
        rows.append([
            word[:1].isupper(), word.isupper() and len(word) > 1, word.islower(), word.isdigit(),
            any(map(str.isdigit, word)), not any(map(str.isalnum, word)),
            any(map(str.isupper, word[1:])), len(word) <= 2, before in ".!?", before in "@#",
            before in "\"“'‘(", capitals > 0.6, capitals == 0,
        ])  # fmt: skip
        before = word
    return np.array(rows, np.float32).reshape(len(rows), 13)


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
