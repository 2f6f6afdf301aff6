"""Scores without a judge: which evidence was found, and which answers were right (pure).

Figures are percentages rounded to two places, by group and for "ALL" together.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

RANKS = (2, 5, 10, 20)
_RESAMPLED = 2_000
ALL = "ALL"
Table = dict[str, dict[str, float]]


@dataclass(frozen=True, slots=True)
class EvidenceKey:
    """What a retrieval question should find; one without gold units is not scored."""

    question: str
    group: str
    gold: frozenset[str]


@dataclass(frozen=True, slots=True)
class AnswerKey:
    """What a dated question should answer, and which answers would be out of date."""

    question: str
    groups: tuple[str, ...]
    answers: frozenset[str]
    aliases: frozenset[str]
    outdated: frozenset[str]


def evidence_table(
    keys: Iterable[EvidenceKey], ranked: Mapping[str, Sequence[str]], ranks: Sequence[int] = RANKS
) -> Table:
    """Recall at each rank, the share of questions with all evidence there, and MRR."""
    sums: dict[str, Counter[str]] = defaultdict(Counter)
    for key in keys:
        if not key.gold:
            continue
        measured = _evidence(key.gold, ranked.get(key.question, ()), ranks)
        for group in (key.group, ALL):
            _add(sums[group], measured)
    return _percentages(sums)


def _evidence(gold: frozenset[str], found: Sequence[str], ranks: Sequence[int]) -> dict[str, float]:
    measured: dict[str, float] = {}
    hits = {rank: len(gold & set(found[:rank])) for rank in ranks}
    measured |= {f"R@{rank}": hits[rank] / len(gold) for rank in ranks}
    measured |= {f"all@{rank}": float(hits[rank] == len(gold)) for rank in ranks}
    first = next((place for place, unit in enumerate(found, start=1) if unit in gold), None)
    return measured | {"MRR": 0.0 if first is None else 1 / first}


def citation_table(keys: Iterable[EvidenceKey], cited: Mapping[str, Sequence[str]]) -> Table:
    """How many questions were answered, and how many of them from a text that has evidence; an
    answer from any other text is taken for wrong. In percent of all questions of a group."""
    sums: dict[str, Counter[str]] = defaultdict(Counter)
    for key in keys:
        told = cited.get(key.question, ())
        is_right = not key.gold.isdisjoint(told)
        for group in (key.group, ALL):
            _add(sums[group], {"answered": float(bool(told)), "evidence": float(is_right)})
    return _percentages(sums)


def recall_of(key: EvidenceKey, found: Sequence[str], rank: int) -> float:
    """The share of a question's evidence among the first `rank`, 0 to 1."""
    return len(key.gold & set(found[:rank])) / len(key.gold)


def interval_of(values: Sequence[float], seed: int = 0) -> tuple[float, float]:
    """Where the mean of such values lies, 95 times in 100 (percentile bootstrap, Efron 1979).

    Values are shares; the bounds are percentages. (0, 0) of nothing.
    """
    if not values:
        return 0.0, 0.0
    draw = np.random.default_rng(seed)
    row = np.array(values)
    means = [row[draw.integers(0, len(row), len(row))].mean() for _ in range(_RESAMPLED)]
    low, high = np.percentile(means, (2.5, 97.5))
    return round(100 * float(low), 2), round(100 * float(high), 2)


def answer_table(keys: Iterable[AnswerKey], given: Mapping[str, Sequence[str]]) -> Table:
    """Accuracy (the given set is the right set), stale answers, and no answers."""
    sums: dict[str, Counter[str]] = defaultdict(Counter)
    for key in keys:
        measured = _answer(key, {answer_form(one) for one in given.get(key.question, ())})
        for group in (ALL, *key.groups):
            _add(sums[group], measured)
    return _percentages(sums)


def _answer(key: AnswerKey, given: set[str]) -> dict[str, float]:
    answers, aliases, outdated = (
        {answer_form(one) for one in names} for names in (key.answers, key.aliases, key.outdated)
    )
    is_one = len(key.answers) == 1
    is_right = bool(given) and given <= answers | aliases if is_one else given == answers
    is_stale = bool((given & outdated) - answers - aliases)
    return {"acc": float(is_right), "stale": float(is_stale), "no answer": float(not given)}


def answer_form(text: str) -> str:
    """A name as it is compared: case folded, punctuation as spaces."""
    return re.sub(r"[^\w]+", " ", unicodedata.normalize("NFKC", text).casefold()).strip()


def _add(sums: Counter[str], measured: Mapping[str, float]) -> None:
    sums["n"] += 1
    for name, value in measured.items():
        sums[name] += value  # type: ignore[assignment]


def _percentages(sums: Mapping[str, Counter[str]]) -> Table:
    return {
        group: {
            name: total if name == "n" else round(100 * total / counted["n"], 2)
            for name, total in counted.items()
        }
        for group, counted in sorted(sums.items())
    }
