"""Which attempts were at tasks of one sort (pure)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from quipu.graph.experience.actions import Action, actions_of
from quipu.schema.experience import Attempts, Experience

if TYPE_CHECKING:
    from numpy.typing import NDArray

ALIKE = 0.45
"""From which likeness on two tasks are of one sort: see decision 176."""

_BY_ACTIONS = 0.4  # what the same actions add to the cosine of two tasks


def families(attempts: Attempts) -> list[tuple[Experience, ...]]:
    """Attempts by the sort of their task, each sort led by its oldest attempt.

    Leader clustering (Hartigan 1975) from the oldest to the newest: each goes to the leader that
    it is most like, or leads a sort of its own. So a later attempt moves no earlier one, and the
    same attempts give the same sorts in whatever order they are read.
    """
    order = sorted(
        range(len(attempts.experiences)),
        key=lambda place: _age(attempts.experiences[place]),
    )
    leaders = _Leaders()
    found: list[list[Experience]] = []
    for place in order:
        one, vector = attempts.experiences[place], attempts.vectors[place]
        actions = frozenset(actions_of(one))
        leader = leaders.of(vector, actions)
        if leader is None:
            leaders.add(vector, actions)
            found.append([one])
        else:
            found[leader].append(one)
    return [tuple(some) for some in found]


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
