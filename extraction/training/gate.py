"""The gate's learned weights: a logistic model of judged clauses, beside the score by hand.

Useful against the rest; it leaves out what the score by hand keeps for little. How well it does is
measured on turns that neither weights, nor the strength of the penalty, nor the cut were chosen on
(nested validation, five parts by turn).
"""

from __future__ import annotations

import json
import logging
import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from quipu.extraction.english.keeping.gate import HAND_WEIGHT, KEEP_FROM
from quipu.extraction.training.judged import USEFUL, WRONG, Row, judged_turns, rows_of

Numbers = NDArray[np.float64]
OWN = "own"  # the source of our own probes: learned from, never measured on
_SEEN = 5  # a trait of fewer rows is chance
_PARTS = 5
_PENALTIES = (5.0, 10.0, 20.0)
# Of the useful that pass by hand these stay. Chosen between .90 and .98 on the judged clauses: down
# to here every one of our own probes stays, and precision rises by a point for each one of recall.
_STAYING = 0.94
_STEPS = 30
_LOG = logging.getLogger("training")


@dataclass(frozen=True, slots=True)
class Table:
    """Rows as numbers: traits (rows, names) of 0 and 1, log-odds by hand, and what is useful."""

    names: tuple[str, ...]
    traits: Numbers
    by_hand: Numbers
    is_useful: NDArray[np.bool_]
    turns: NDArray[np.int64]

    def part(self, rows: NDArray[np.bool_]) -> Table:
        return Table(self.names, self.traits[rows], self.by_hand[rows], self.is_useful[rows],
                     self.turns[rows])  # fmt: skip


def train_gate(judged: Path, out: Path, seed: int) -> dict[str, float]:
    """Writes `gate.json` from a file of judged turns; gives its scores, which stand there too."""
    rows = list(rows_of(judged_turns(judged)))
    table = table_of(rows)
    is_own = np.array([row.source == OWN for row in rows])
    scores = measured(table, is_own, rows, seed)
    penalty = chosen_penalty(table, is_own, seed)
    kept_out = outside(table, is_own, penalty, seed)
    weights, bias = fitted(table, penalty)
    bias -= cut(kept_out[~is_own], table.part(~is_own))
    told = {
        "about": "log-odds of traits, learned from judged clauses; see extraction/training/gate.py",
        "bias": round(bias, 3),
        "penalty": penalty,
        "seed": seed,
        "scores": scores,
        "weights": {
            name: round(float(weight), 3)
            for name, weight in sorted(zip(table.names, weights, strict=True))
            if abs(weight) >= 0.005
        },
    }
    out.mkdir(parents=True, exist_ok=True)
    (out / "gate.json").write_text(json.dumps(told, indent=1) + "\n", encoding="utf-8")
    _LOG.info("gate: %s", scores)
    return scores


def table_of(rows: Sequence[Row]) -> Table:
    seen = Counter(trait for row in rows for trait in row.traits)
    names = tuple(sorted(trait for trait, count in seen.items() if count >= _SEEN))
    return Table(
        names,
        np.array([[name in row.traits for name in names] for row in rows], np.float64),
        np.array([HAND_WEIGHT * (row.by_hand - KEEP_FROM) for row in rows]),
        np.array([row.verdict == USEFUL for row in rows]),
        np.array([row.turn for row in rows]),
    )


def fitted(table: Table, penalty: float) -> tuple[Numbers, float]:
    """Weights and bias of greatest likelihood with a squared penalty, by Newton's method.

    The score by hand is given, not fitted: where traits tell nothing it decides alone.
    """
    count, width = table.traits.shape
    inputs = np.hstack([table.traits, np.ones((count, 1))])
    penalties = np.append(np.full(width, penalty), 1e-6)
    weights = np.zeros(width + 1)
    for _ in range(_STEPS):
        chances = 1 / (1 + np.exp(-(inputs @ weights + table.by_hand)))
        slope = inputs.T @ (chances - table.is_useful) + penalties * weights
        bend = (inputs * (chances * (1 - chances))[:, None]).T @ inputs + np.diag(penalties)
        step = np.linalg.solve(bend, slope)
        weights -= step
        if np.abs(step).max() < 1e-6:
            break
    return weights[:-1], float(weights[-1])


def log_odds(table: Table, weights: Numbers, bias: float) -> Numbers:
    return np.asarray(table.traits @ weights + bias + table.by_hand)


def cut(found: Numbers, table: Table) -> float:
    """The log-odds from which on the wanted share stays of the useful that pass by hand."""
    useful = np.sort(found[table.is_useful & (table.by_hand >= 0)])
    return float(useful[math.floor((1 - _STAYING) * len(useful))])


def outside(table: Table, is_own: NDArray[np.bool_], penalty: float, seed: int) -> Numbers:
    """Log-odds of every row from weights that were fitted without its part."""
    found = np.zeros(len(table.is_useful))
    for held in _parts(table, is_own, seed):
        found[held] = log_odds(table.part(held), *fitted(table.part(~held), penalty))
    return found


def _parts(table: Table, is_own: NDArray[np.bool_], seed: int) -> list[NDArray[np.bool_]]:
    """Five parts of the rows by turn; our own probes are in none of them."""
    turns = np.unique(table.turns[~is_own])
    np.random.default_rng(seed).shuffle(turns)
    return [np.isin(table.turns, turns[part::_PARTS]) & ~is_own for part in range(_PARTS)]


def chosen_penalty(table: Table, is_own: NDArray[np.bool_], seed: int) -> float:
    def told_apart(penalty: float) -> float:
        found = outside(table, is_own, penalty, seed)
        return area(found[~is_own], table.is_useful[~is_own])

    return max(_PENALTIES, key=told_apart)


def area(found: Numbers, is_useful: NDArray[np.bool_]) -> float:
    """How often a useful row stands above another one (area under the curve), from 0 to 1."""
    ranks = np.empty(len(found))
    ranks[np.argsort(found)] = np.arange(1, len(found) + 1)
    useful = int(is_useful.sum())
    above = ranks[is_useful].sum() - useful * (useful + 1) / 2
    return float(above / (useful * (len(found) - useful)))


def measured(
    table: Table, is_own: NDArray[np.bool_], rows: Sequence[Row], seed: int
) -> dict[str, float]:
    """What the gate keeps of turns it has not seen, against the score by hand alone."""
    found, is_kept = np.zeros(len(rows)), np.zeros(len(rows), np.bool_)
    for number, held in enumerate(_parts(table, is_own, seed)):
        rest, rest_own = table.part(~held), is_own[~held]
        penalty = chosen_penalty(rest, rest_own, seed + number + 1)
        inner = outside(rest, rest_own, penalty, seed + number + 1)
        found[held] = log_odds(table.part(held), *fitted(rest, penalty))
        is_kept[held] = found[held] >= cut(inner[~rest_own], rest.part(~rest_own))
    told, is_wrong = ~is_own, np.array([row.verdict == WRONG for row in rows])
    scores = {"clauses": float(told.sum()), "useful": _share(table.is_useful, told)}
    for name, some, kept in (
        ("", found, is_kept & (table.by_hand >= 0)),
        ("by hand: ", table.by_hand, table.by_hand >= 0),
    ):
        scores[f"{name}precision"] = _share(table.is_useful, kept & told)
        scores[f"{name}recall"] = _share(kept, table.is_useful & told)
        scores[f"{name}wrong"] = _share(is_wrong, kept & told)
        scores[f"{name}area"] = round(area(some[told], table.is_useful[told]), 3)
    return scores


def _share(of: NDArray[np.bool_], among: NDArray[np.bool_]) -> float:
    return round(float(of[among].mean()), 3)
