"""From direct hits through the graph: the facts beside them, and the way that led there (pure)."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from quipu.schema.identity import EntityId, FactId
from quipu.schema.outlines import Outline

HOP_DECAY = 0.5  # a fact one hop away is worth half of what led to it


@dataclass(frozen=True, slots=True)
class Reached:
    """A fact found by way of others: how strongly, and through which, nearest to the hit first."""

    fact: FactId
    strength: float
    via: tuple[FactId, ...]


def reached(
    starts: Mapping[EntityId, tuple[float, tuple[FactId, ...]]],
    facts: Sequence[Outline],
    direct: Collection[FactId],
    hops: int,
) -> list[Reached]:
    """Facts within `hops` of the start entities, strongest first.

    starts: entity → (strength 0…1 of the hit it stands in, that hit's fact or nothing).
    Direct hits are walked through but not returned; values are walked to, not through.
    """
    found: dict[FactId, Reached] = {}
    frontier = dict(starts)
    for _ in range(hops):
        onward: dict[EntityId, tuple[float, tuple[FactId, ...]]] = {}
        for fact in facts:
            for here, there in ((fact.subject, fact.object), (fact.object, fact.subject)):
                if here not in frontier:
                    continue
                strength, way = frontier[here]
                here_now = Reached(fact.id, strength * HOP_DECAY * fact.confidence, way)
                if fact.id not in found or found[fact.id].strength < here_now.strength:
                    found[fact.id] = here_now
                step = (here_now.strength, (*way, fact.id))
                if there not in starts and onward.get(there, (0.0, ()))[0] < step[0]:
                    onward[there] = step
        frontier = onward
    ranked = sorted(found.values(), key=lambda one: (-one.strength, one.fact))
    return [one for one in ranked if one.fact not in direct]
