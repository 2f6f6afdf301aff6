"""Which attempts were at tasks of one sort (pure)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from quipu.graph.experience.actions import Action, Tried
from quipu.schema.experience import Experience

if TYPE_CHECKING:
    from numpy.typing import NDArray

ALIKE = 0.45
"""From which likeness on two tasks are of one sort. How it was found stands in ARCHITECTURE.md, in
the decision "An attempt is an episode"."""

_BY_ACTIONS = 0.4  # what the same actions add to the cosine of two tasks


def families(attempts: Sequence[Tried], vectors: NDArray[np.float32]) -> list[list[Tried]]:
    """Attempts by the sort of their task, each sort led by its oldest attempt; `vectors` are those
    of their tasks, unit rows (n, d).

    Leader clustering (Hartigan 1975) from the oldest to the newest: each goes to the leader that
    it is most like, or leads a sort of its own. So a later attempt moves no earlier one, and the
    same attempts give the same sorts in whatever order they are read.
    """
    order = sorted(range(len(attempts)), key=lambda place: _age(attempts[place].attempt))
    leaders = _Leaders()
    found: list[list[Tried]] = []
    for place in order:
        actions = frozenset(attempts[place].actions)
        leader = leaders.of(vectors[place], actions)
        if leader is None:
            leaders.add(vectors[place], actions)
            found.append([attempts[place]])
        else:
            found[leader].append(attempts[place])
    return found


def _age(one: Experience) -> tuple[object, str]:
    return (one.created_at, one.id)


class _Leaders:
    """The first attempt of each sort: the vector of its task, and what was done."""

    def __init__(self) -> None:
        self._vectors: list[NDArray[np.float32]] = []
        self._actions: list[frozenset[Action]] = []

    def add(self, vector: NDArray[np.float32], actions: frozenset[Action]) -> None:
        self._vectors.append(vector)
        self._actions.append(actions)

    def of(self, vector: NDArray[np.float32], actions: frozenset[Action]) -> int | None:
        """Whom an attempt follows; None where nobody is alike."""
        if not self._vectors:
            return None
        likeness = np.stack(self._vectors) @ vector
        likeness += _BY_ACTIONS * np.array([_overlap(one, actions) for one in self._actions])
        best = int(np.argmax(likeness))
        return best if likeness[best] >= ALIKE else None


def _overlap(some: frozenset[Action], others: frozenset[Action]) -> float:
    """The share of all actions of two attempts that both have (Jaccard)."""
    return len(some & others) / len(some | others) if some and others else 0.0
