"""The tags of words that make up names, and rows of them: the best one, and how sure it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
KINDS = ("PERSON", "ORG", "LOC", "EVENT", "PRODUCT", "WORK", "MISC")
TAGS = ("O", *(f"{part}-{kind}" for kind in KINDS for part in "BI"))
# What makes no sense is very unlikely rather than impossible, so that no row has a share of zero,
# not even one that a corpus tells wrongly.
_UNLIKELY = np.float32(-20)


def _is_sense(before: str, tag: str) -> bool:
    """A name goes on only in its own kind, and begins before it goes on."""
    return tag[0] != "I" or before[2:] == tag[2:]


_FOLLOWS = np.array([[0 if _is_sense(a, b) else _UNLIKELY for b in TAGS] for a in TAGS], np.float32)
_OPENS = np.array([0 if _is_sense("O", tag) else _UNLIKELY for tag in TAGS], np.float32)


@dataclass(frozen=True, slots=True)
class Habits:
    """How well a tag follows another, shape (tags, tags), and how well it opens a text, (tags,).

    Learned on top of what makes sense; all zeros where nothing was learned.
    """

    follows: Floats
    opens: Floats

    @property
    def all_follows(self) -> Floats:
        return self.follows + _FOLLOWS

    @property
    def all_opens(self) -> Floats:
        return self.opens + _OPENS

    @property
    def range(self) -> float:
        """How much two rows may differ by one step from tag to tag."""
        learned = np.concatenate([self.follows.ravel(), self.opens])
        return float(learned.max() - learned.min())


NO_HABITS = Habits(np.zeros_like(_FOLLOWS), np.zeros_like(_OPENS))


def best_tags(scores: Floats, habits: Habits = NO_HABITS) -> list[str]:
    """The best row of tags for one text (Viterbi); scores have the shape (words, tags)."""
    follows = habits.all_follows + 100 * _FOLLOWS  # here, what makes no sense never wins
    best = habits.all_opens + 100 * _OPENS + scores[0]
    came_from = []
    for row in scores[1:]:
        ways = best[:, None] + follows
        came_from.append(ways.argmax(axis=0))
        best = ways.max(axis=0) + row
    place = int(best.argmax())
    path = [place]
    for step in reversed(came_from):
        place = int(step[place])
        path.append(place)
    return [TAGS[place] for place in reversed(path)]


def spans(tags: Sequence[str]) -> list[tuple[int, int, str]]:
    """The names that tags mark: (first word, last word, kind)."""
    found: list[tuple[int, int, str]] = []
    for place, tag in enumerate(tags):
        if tag[0] == "B":
            found.append((place, place, tag[2:]))
        elif tag[0] == "I" and found:
            found[-1] = (found[-1][0], place, found[-1][2])
    return found


@dataclass(frozen=True, slots=True)
class Shares:
    """What all rows of tags of some texts come to together.

    words: (words, tags), the share of all rows in which a word has a tag; sums to one by word.
    follows: (tags, tags), how often one is expected after the other; opens: (tags,), at the start.
    log_total: the logarithm of what all rows come to, each word's best score taken off.
    """

    words: Floats
    follows: Floats
    opens: Floats
    log_total: float


def shares_of(fits: Floats, lengths: Sequence[int], habits: Habits = NO_HABITS) -> Shares:
    """The shares of the tags (forward and backward sums) in texts laid end to end.

    fits: (words, tags), how well each tag fits each word as a factor, > 0.
    """
    order = np.argsort([-length for length in lengths], kind="stable")
    places = np.empty(len(order), np.int64)
    places[order] = np.arange(len(order))
    column = np.repeat(places, lengths)  # longest text first, so that those that go on lead
    row = np.concatenate([np.arange(length) for length in lengths])
    going_on = [int((np.array(lengths) > step).sum()) for step in range(int(max(lengths)))]
    laid = np.zeros((len(going_on), len(lengths), len(TAGS)), np.float32)
    laid[row, column] = fits

    follows = np.exp(habits.all_follows)
    ahead, totals = _forward(laid, going_on, follows, np.exp(habits.all_opens))
    behind = np.ones_like(laid)
    pairs = np.zeros_like(follows)
    for step in range(len(going_on) - 2, -1, -1):
        there = slice(going_on[step + 1])
        pulled = laid[step + 1, there] * behind[step + 1, there] / totals[step + 1, there, None]
        behind[step, there] = pulled @ follows.T
        pairs += ahead[step, there].T @ pulled
    words = (ahead * behind)[row, column]
    words /= words.sum(axis=1, keepdims=True)
    opens = words[row == 0].sum(axis=0)
    return Shares(words, pairs * follows, opens, float(np.log(totals[row, column]).sum()))


def _forward(
    laid: Floats, going_on: Sequence[int], follows: Floats, opens: Floats
) -> tuple[Floats, Floats]:
    """Sums over all that comes before a word, and what each was divided by to sum to one."""
    ahead = np.zeros_like(laid)
    totals = np.ones(laid.shape[:2], np.float32)
    for step, count in enumerate(going_on):
        before = opens if step == 0 else ahead[step - 1, :count] @ follows
        reached = before * laid[step, :count]
        totals[step, :count] = reached.sum(axis=1) + np.float32(1e-30)
        ahead[step, :count] = reached / totals[step, :count, None]
    return ahead, totals


@dataclass(frozen=True, slots=True)
class Part:
    """Words of a text from `first` on: the names among them, and the share of each tag of each.

    names: (first word, last word, kind), places in the whole text; shares: (words, tags), empty
    where no name is.
    """

    first: int
    names: list[tuple[int, int, str]]
    shares: Floats


def parts_of(scores: Floats, habits: Habits = NO_HABITS) -> list[Part]:
    """The parts of a text that may hold a name, in order; outside of them every word is "O".

    scores: (words, tags). The names are those of the best row of the whole text.
    """
    return [_part(scores, first, last, habits) for first, last in _doubtful(scores, habits)]


def _part(scores: Floats, first: int, last: int, habits: Habits) -> Part:
    """A part between words that are "O", unless it opens or ends the text."""
    opens = habits.opens if first == 0 else habits.follows[0]
    some, around = scores[first:last].copy(), Habits(habits.follows, opens)
    if last < len(scores):
        some[-1] += habits.follows[:, 0]
    found = spans(best_tags(some, around))
    if not found:
        return Part(first, [], np.empty((0, len(TAGS)), np.float32))
    fits = np.exp(some - some.max(axis=1, keepdims=True))
    names = [(first + start, first + end, kind) for start, end, kind in found]
    return Part(first, names, shares_of(fits, [len(some)], around).words)


# How sure a name is comes out at most .002 off by what is passed over (on 151 chat turns).
_NO_NAME = 2.0


def _doubtful(scores: Floats, habits: Habits) -> list[tuple[int, int]]:
    """The parts of a text that may hold a name, each as (first word, word after the last).

    Everywhere else every word is "O" in the best row, and all but surely in any: where a name goes
    over such a word the row gains `_NO_NAME` and more without that name, or if it ends before it.
    Most words of a text are such, and rows are gone through only elsewhere.
    """
    step = habits.range
    opening = (scores[:, 0] - scores[:, 1::2].max(axis=1) - step).tolist()
    going_on = (scores[:, 0] - scores[:, 2::2].max(axis=1) - step).tolist()
    onward = [0.0] * (len(opening) + 1)  # the least that a name lacks from a word on; 0: it is over
    for place in range(len(opening) - 1, -1, -1):
        onward[place] = going_on[place] + min(0.0, onward[place + 1])
    enough = _NO_NAME + step
    parts: list[tuple[int, int]] = []
    so_far = enough  # the least that a name lacks up to the word before
    for place, lack in enumerate(opening):
        goes_on = so_far + onward[place] < enough and onward[place] < enough
        so_far = min(lack, so_far + going_on[place])
        if goes_on or lack + min(0.0, onward[place + 1]) < enough:
            is_next = bool(parts) and parts[-1][1] == place
            first = parts.pop()[0] if is_next else place
            parts.append((first, place + 1))
    return parts
