"""The head of names fitted to texts by gradient descent (Adam), in numpy alone.

What is told of a text allows some rows of tags. The loss is what these rows miss of all rows.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from quipu.extraction.models.name_head import REACH, NameHead, neighbours
from quipu.extraction.models.name_tags import TAGS, Floats, Habits, shares_of

BATCH = 24  # texts
_HIDDEN, _JOINED = 192, 128
_RATE, _DECAY = 1e-3, 0.01
_WARM_UP = 200  # steps
_DROPPED_STATES, _DROPPED = 0.2, 0.3
_MEAN_OVER = 2_000  # the last steps whose mean is the head: a point or so better than its last step
_NEVER = np.float32(1e-9)  # the factor of what is not told: a row told wrongly has no share of zero


@dataclass(frozen=True, slots=True)
class Example:
    """A text as the head sees it, and the tags that each of its words may have."""

    states: NDArray[np.float16]  # (words, 1152)
    looks: Floats  # (words, 13)
    allowed: NDArray[np.bool_]  # (words, tags)


def fitted(
    examples: Sequence[Example], rounds: int, seed: int, tell: Callable[[int, float], None]
) -> NameHead:
    """The head after some rounds over the examples; `tell` hears of each round and its loss."""
    drawn = np.random.default_rng(seed)
    fit = _Fit(_start(examples, drawn), drawn)
    steps = rounds * -(-len(examples) // BATCH)
    for number in range(rounds):
        order = drawn.permutation(len(examples))
        losses = []
        for first in range(0, len(order), BATCH):
            some = [examples[place] for place in order[first : first + BATCH]]
            warm = min(1.0, fit.step / _WARM_UP)
            losses.append(fit.learn(some, _RATE * warm * max(0.03, 1 - fit.step / steps)))
        tell(number, float(np.mean(losses)))
    return NameHead(fit.mean)


def _start(examples: Sequence[Example], drawn: np.random.Generator) -> dict[str, Floats]:
    sample = np.concatenate([one.states[::7] for one in examples[::5]]).astype(np.float32)
    looks = examples[0].looks.shape[1]

    def matrix(rows: int, columns: int, size: float) -> Floats:
        values = drawn.standard_normal((rows, columns), dtype=np.float32)
        return values * np.float32(np.sqrt(2 / rows) * size)

    return {
        "mean": sample.mean(axis=0),
        "scale": 1 / (sample.std(axis=0) + 1e-3),
        "states": matrix(sample.shape[1], _HIDDEN, 0.7),
        "looks": matrix(looks, _HIDDEN, 0.3),
        "bias": np.zeros(_HIDDEN, np.float32),
        "beside": matrix(_HIDDEN * (2 * REACH + 1), _JOINED, 1),
        "beside_bias": np.zeros(_JOINED, np.float32),
        "tags": matrix(_HIDDEN + _JOINED, len(TAGS), 0.3),
        "tags_bias": np.zeros(len(TAGS), np.float32),
        "follows": np.zeros((len(TAGS), len(TAGS)), np.float32),
        "opens": np.zeros(len(TAGS), np.float32),
    }


@dataclass(slots=True)
class _Fit:
    """Weights on their way, their own running mean, and Adam's two of their slopes."""

    weights: dict[str, Floats]
    drawn: np.random.Generator
    step: int = 0
    mean: dict[str, Floats] = field(default_factory=dict)
    first: dict[str, Floats] = field(default_factory=dict)
    second: dict[str, Floats] = field(default_factory=dict)

    def learn(self, some: Sequence[Example], rate: float) -> float:
        """One step on a batch; its loss a word."""
        w = self.weights
        states = np.concatenate([one.states for one in some]).astype(np.float32)
        states = (states - w["mean"]) * w["scale"] * self._kept(states.shape, _DROPPED_STATES)
        looks = np.concatenate([one.looks for one in some])
        allowed = np.concatenate([one.allowed for one in some])
        lengths = [len(one.looks) for one in some]
        around = neighbours(lengths)

        alone = states @ w["states"] + looks @ w["looks"] + w["bias"]
        kept_alone = self._kept(alone.shape, _DROPPED) * (alone > 0)
        hidden = alone * kept_alone
        padded = np.concatenate([hidden, np.zeros_like(hidden[:1])])
        beside = padded[around].reshape(len(hidden), -1)
        joined = beside @ w["beside"] + w["beside_bias"]
        kept_joined = self._kept(joined.shape, _DROPPED) * (joined > 0)
        both = np.concatenate([hidden, joined * kept_joined], axis=1)
        scores = both @ w["tags"] + w["tags_bias"]
        loss, slope, habits = _loss(scores, allowed, lengths, Habits(w["follows"], w["opens"]))

        down = slope @ w["tags"].T
        down_joined = down[:, _HIDDEN:] * kept_joined
        down_alone = np.concatenate([down[:, :_HIDDEN], np.zeros_like(hidden[:1])])
        down_beside = (down_joined @ w["beside"].T).reshape(len(hidden), -1, _HIDDEN)
        for place in range(around.shape[1]):  # each word but the padding stands once in a column
            down_alone[around[:, place]] += down_beside[:, place]
        down_alone = down_alone[:-1] * kept_alone
        slopes = {
            "tags": both.T @ slope,
            "tags_bias": slope.sum(axis=0),
            "beside": beside.T @ down_joined,
            "beside_bias": down_joined.sum(axis=0),
            "states": states.T @ down_alone,
            "looks": looks.T @ down_alone,
            "bias": down_alone.sum(axis=0),
            "follows": habits.follows,
            "opens": habits.opens,
        }
        self._move(slopes, rate)
        return loss

    def _kept(self, shape: tuple[int, ...], dropped: float) -> Floats:
        kept = self.drawn.random(shape, dtype=np.float32) >= dropped
        return kept.astype(np.float32) / np.float32(1 - dropped)

    def _move(self, slopes: dict[str, Floats], rate: float) -> None:
        self.step += 1
        length = np.sqrt(sum(float((one * one).sum()) for one in slopes.values()))
        for name, slope in slopes.items():
            slope = slope * np.float32(min(1.0, 1 / (length + 1e-9)))
            zero = np.zeros_like(slope)
            first = self.first[name] = 0.9 * self.first.get(name, zero) + 0.1 * slope
            second = self.second[name] = 0.999 * self.second.get(name, zero) + 0.001 * slope**2
            moved = first / (1 - 0.9**self.step)
            moved /= np.sqrt(second / (1 - 0.999**self.step)) + 1e-8
            if slope.ndim == 2 and name != "follows":
                moved += _DECAY * self.weights[name]
            self.weights[name] = (self.weights[name] - rate * moved).astype(np.float32)
        new = max(1 / _MEAN_OVER, 9 / (10 + self.step))  # at first the mean of fewer steps
        for name, values in self.weights.items():
            mean = self.mean.get(name, values)
            self.mean[name] = mean + np.float32(new) * (values - mean)


def _loss(
    scores: Floats, allowed: NDArray[np.bool_], lengths: Sequence[int], habits: Habits
) -> tuple[float, Floats, Habits]:
    """The mean loss of a batch by word, and its slopes at the scores and at the habits."""
    fits = np.exp(scores - scores.max(axis=1, keepdims=True)) + np.float32(1e-12)
    every = shares_of(fits, lengths, habits)
    told = shares_of(fits * np.where(allowed, np.float32(1), _NEVER), lengths, habits)
    count = np.float32(len(scores))
    slopes = Habits((every.follows - told.follows) / count, (every.opens - told.opens) / count)
    missed = (every.log_total - told.log_total) / len(scores)
    return missed, (every.words - told.words) / count, slopes
