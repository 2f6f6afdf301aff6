"""Pairwise precision, recall and F1, and B-cubed, of names put together (pure)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations


@dataclass(slots=True)
class Score:
    """Counts over many texts. Pairs that are one: by both, as predicted, as answered."""

    hits: int = 0
    predicted: int = 0
    answered: int = 0
    precise: float = 0.0  # sum over mentions, B-cubed
    recalled: float = 0.0
    mentions: int = 0

    def add(self, gold: Sequence[object], found: Sequence[object]) -> None:
        """Count one text: a label for each mention, the same for those that are one."""
        for one, other in combinations(range(len(gold)), 2):
            is_one, is_found = gold[one] == gold[other], found[one] == found[other]
            self.hits += is_one and is_found
            self.predicted += is_found
            self.answered += is_one
        for mine in range(len(gold)):
            in_found = [place for place in range(len(gold)) if found[place] == found[mine]]
            in_gold = [place for place in range(len(gold)) if gold[place] == gold[mine]]
            both = len(set(in_found) & set(in_gold))
            self.precise += both / len(in_found)
            self.recalled += both / len(in_gold)
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
