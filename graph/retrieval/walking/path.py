"""A path of facts that a walk has gone, and a step that may follow it."""

from __future__ import annotations

from dataclasses import dataclass

from quipu.schema.identity import EntityId, EpisodeId
from quipu.schema.knowledge import Fact

LEAP_COST = 1.0  # in words explained: a leap has to pay for itself
BACKWARD_COST = 0.6  # "the mother of Ann" follows a fact forward; backward is the rarer question


@dataclass(frozen=True, slots=True)
class Path:
    """Facts walked so far, where they lead, and which of the question's words they explain."""

    end: EntityId
    facts: tuple[Fact, ...] = ()
    explained: frozenset[str] = frozenset()  # by words that the registry or the fact has for it
    meant: frozenset[str] = frozenset()  # by meaning alone
    weight: float = 0.0  # of the words explained or meant
    gained: float = 0.0  # of it by the last fact
    holding: int = 0  # facts that hold at the viewpoint, not merely held once
    fit: int = 0  # how far the end is of the kind asked for, as `fitting` counts it
    likeness: float = 0.0
    leaps: int = 0
    backward: int = 0

    @property
    def worth(self) -> float:
        """In words explained, less what leaps and turns cost."""
        return self.weight - LEAP_COST * self.leaps - BACKWARD_COST * self.backward

    @property
    def sources(self) -> list[EpisodeId]:
        """The texts that tell its facts."""
        return list(dict.fromkeys(id for fact in self.facts for id in fact.episodes))

    @property
    def merit(self) -> tuple[float, int, int, float]:
        """What a path is worth: words explained, then how well it holds, fits and sounds."""
        length = len(self.facts)
        return (self.worth, self.holding - length, self.fit, self.likeness / max(length, 1))


@dataclass(frozen=True, slots=True)
class Walked:
    """The best paths, which differ in their last object only; or how far it went, and for what."""

    paths: tuple[Path, ...] = ()
    halfway: Path | None = None
    missing: str = ""  # what the question asks and nothing told leads to


@dataclass(frozen=True, slots=True)
class Step:
    """A fact that may follow, as a question hears it."""

    fact: Fact
    start: EntityId
    frame: str

    @property
    def is_backward(self) -> bool:
        return is_backward(self.fact, self.start)


def is_backward(fact: Fact, start: EntityId) -> bool:
    """Whether a step from `start` goes against the way in which a fact is told."""
    return start == fact.object and not fact.is_mutual
