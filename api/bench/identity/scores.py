"""Pairwise precision, recall and F1, and B-cubed, of names put together (pure)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from math import comb


@dataclass(slots=True)
class Score:
    """Counts over many texts. Pairs that are one: by both, as predicted, as answered."""

    hits: int = 0
    predicted: int = 0
    answered: int = 0
    precise: float = 0.0  # sum over mentions, B-cubed
    recalled: float = 0.0
    mentions: int = 0

    def add(self, gold: Sequence[Hashable], found: Sequence[Hashable]) -> None:
        """Count one text: a label for each mention, the same for those that are one."""
        both = Counter(zip(gold, found, strict=True)).items()
        answered, predicted = Counter(gold), Counter(found)
        self.hits += sum(comb(size, 2) for _, size in both)
        self.answered += sum(comb(size, 2) for size in answered.values())
        self.predicted += sum(comb(size, 2) for size in predicted.values())
        self.precise += sum(size * size / predicted[theirs] for (_, theirs), size in both)
        self.recalled += sum(size * size / answered[mine] for (mine, _), size in both)
        self.mentions += len(gold)

    def add_pair(self, *, is_one: bool, is_found: bool) -> None:
        """Count one pair of records."""
        self.hits += is_one and is_found
        self.predicted += is_found
        self.answered += is_one

    def pairwise(self) -> dict[str, float]:
        return _rounded(_part(self.hits, self.predicted), _part(self.hits, self.answered))

    def b_cubed(self) -> dict[str, float]:
        return _rounded(
            _part(self.precise, self.mentions),
            _part(self.recalled, self.mentions),
        )


def accuracy(ranked: Iterable[tuple[str, Sequence[str]]]) -> dict[str, float]:
    """Of (answer, names ranked): how often it is first, and how often among five; in hundred."""
    rows = list(ranked)
    first = sum(answer == (*found, "")[0] for answer, found in rows)
    five = sum(answer in found[:5] for answer, found in rows)
    return {
        "acc@1": round(100 * _part(first, len(rows)), 1),
        "recall@5": round(100 * _part(five, len(rows)), 1),
    }


def _part(some: float, of: float) -> float:
    return some / of if of else 0.0


def _rounded(precision: float, recall: float) -> dict[str, float]:
    f1 = _part(2 * precision * recall, precision + recall)
    named = {"P": precision, "R": recall, "F1": f1}
    return {name: round(100 * value, 1) for name, value in named.items()}
