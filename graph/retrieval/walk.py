"""Walking the graph for an answer: a beam of paths that grows while facts explain the question."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from quipu.graph.retrieval.wording import Wording
from quipu.schema.identity import EntityId, Scope
from quipu.schema.intervals import AsOf
from quipu.schema.knowledge import STALE, Entity, Fact, FactStatus, status_of
from quipu.schema.ports import Embedder, GraphStore, Reach

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

HOPS = 5
BEAM = 12
LEAPS = 1  # facts of a path that may explain no word of the question
LEAP_COST = 1.0  # in words explained: a leap has to pay for itself
BACKWARD_COST = 0.6  # "the mother of Ann" follows a fact forward; backward is the rarer question


@dataclass(frozen=True, slots=True)
class Path:
    """Facts walked so far, where they lead, and which of the question's words they explain."""

    end: EntityId
    facts: tuple[Fact, ...] = ()
    explained: frozenset[str] = frozenset()
    weight: float = 0.0  # of the words explained
    holding: int = 0  # facts that hold at the viewpoint, not merely held once
    fit: int = 0  # whether the end is of the kind asked for: 1, 0 or -1
    likeness: float = 0.0
    leaps: int = 0
    backward: int = 0

    @property
    def merit(self) -> tuple[float, int, int, float]:
        """What a path is worth: words explained, then how well it holds, fits and sounds."""
        worth = self.weight - LEAP_COST * self.leaps - BACKWARD_COST * self.backward
        return (worth, self.holding - len(self.facts), self.fit, self.likeness / len(self.facts))


@dataclass(frozen=True, slots=True)
class Likeness:
    """How alike a question and a predicate sound (cosine)."""

    embedder: Embedder
    question: NDArray[np.float32]

    async def of(self, predicates: Collection[str]) -> dict[str, float]:
        names = sorted(set(predicates))
        if not names:
            return {}
        rows = await self.embedder.embed(names)
        return dict(zip(names, (float(one) for one in rows @ self.question), strict=True))


@dataclass(frozen=True, slots=True)
class Walk:
    """A beam search over the graph; holds what does not change from hop to hop."""

    store: GraphStore
    likeness: Likeness
    scope: Scope
    view: AsOf
    question: Wording

    async def best(self, seeds: Sequence[Path]) -> list[Path]:
        """The best paths, which differ in their last object only; none if nothing is explained."""
        beam, finished = list(seeds), list[Path]()
        for _ in range(HOPS):
            grown = await self._grown(beam)
            finished += [path for path in grown if self._explains_its_last(path)]
            beam = sorted(grown, key=lambda path: path.merit, reverse=True)[:BEAM]
            if not beam:
                break
        required = self.question.required
        finished = [path for path in finished if path.merit[0] > 0.0 and required <= path.explained]
        if not finished:
            return []
        peak = max(finished, key=lambda path: (path.merit, path.end))
        return [peak] + [
            path for path in finished if path.end != peak.end and _another_value(path, peak)
        ]

    async def _grown(self, beam: Sequence[Path]) -> list[Path]:
        ends = {path.end for path in beam}
        past = self.question.is_past
        reach = Reach(hops=1, max_edges=600, max_fanout=100, include_past=past)
        around = await self.store.around(self.scope, ends, self.view, reach)
        facts = [fact for fact in around.facts if counts(fact, self.question, self.view)]
        sounds = await self.likeness.of({fact.predicate for fact in facts})
        known = {entity.id: entity for entity in around.entities}
        return [
            self._longer(path, fact, known, sounds[fact.predicate])
            for path in beam
            for fact in facts
            if self._may_follow(path, fact)
        ]

    def _may_follow(self, path: Path, fact: Fact) -> bool:
        if path.end not in (fact.subject, fact.object) or fact.subject == fact.object:
            return False
        there = fact.other_end(path.end)
        if any(there in (walked.subject, walked.object) for walked in path.facts):
            return False
        return bool(self._gained(path, fact)) or (
            path.leaps < LEAPS and len(path.explained) < len(self.question.words)
        )

    def _gained(self, path: Path, fact: Fact) -> frozenset[str]:
        backward = _is_backward(fact, path.end)
        return self.question.explained_by(fact.predicate, backward=backward) - path.explained

    def _longer(self, path: Path, fact: Fact, known: dict[EntityId, Entity], sound: float) -> Path:
        gained = self._gained(path, fact)
        end = fact.other_end(path.end)
        is_asked_so = bool(gained & self.question.turned_by(fact.predicate))
        return Path(
            end=end,
            facts=(*path.facts, fact),
            explained=path.explained | gained,
            weight=path.weight + self.question.weight(gained),
            holding=path.holding + fact.valid.overlaps(self.view.valid),
            fit=self.question.fit(known.get(end)),
            likeness=path.likeness + sound,
            leaps=path.leaps + (not gained),
            backward=path.backward + (_is_backward(fact, path.end) and not is_asked_so),
        )

    def _explains_its_last(self, path: Path) -> bool:
        before = {
            word for one in path.facts[:-1] for word in self.question.explained_by(one.predicate)
        }
        last = path.facts[-1]
        backward = _is_backward(last, last.other_end(path.end))
        return bool(self.question.explained_by(last.predicate, backward=backward) - before)


def _is_backward(fact: Fact, start: EntityId) -> bool:
    """Whether a step from `start` goes against the way in which a fact is told."""
    return start == fact.object and not fact.is_mutual


def counts(fact: Fact, question: Wording, view: AsOf) -> bool:
    """Whether a fact may answer: it holds then, or it is history, or what is ahead is asked for."""
    status = status_of(fact, view)
    if fact.is_negated or status in (FactStatus.EXPIRED, FactStatus.QUARANTINED):
        return False
    if fact.valid.overlaps(view.valid):
        return True
    if status is FactStatus.PLANNED:
        return question.asks_ahead
    return status not in STALE


def _another_value(path: Path, peak: Path) -> bool:
    """The same way but for the last step's object: the predicate holds several values."""
    last, other = path.facts[-1], peak.facts[-1]
    same_way = [one.id for one in path.facts[:-1]] == [one.id for one in peak.facts[:-1]]
    same_step = last.predicate == other.predicate and path.holding == peak.holding
    start, there = last.other_end(path.end), other.other_end(peak.end)
    same_turn = start == there and _is_backward(last, start) == _is_backward(other, there)
    return same_way and same_step and same_turn and (path.fit == peak.fit)
