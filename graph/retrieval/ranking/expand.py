"""From direct hits through the graph: the facts beside them, and the way that led there (pure)."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

from quipu.schema.identity import EntityId, FactId
from quipu.schema.outlines import Outline

HOP_DECAY = 0.5  # a fact one hop away is worth half of what led to it


class Reached(NamedTuple):
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
    for hop in range(1, hops + 1):
        onward: dict[EntityId, tuple[float, tuple[FactId, ...]]] = {}
        for fact in facts:
            for here, there in ((fact.subject, fact.object), (fact.object, fact.subject)):
                if here not in frontier:
                    continue
                before, way = frontier[here]
                strength = before * HOP_DECAY * fact.confidence
                if fact.id not in found or found[fact.id].strength < strength:
                    found[fact.id] = Reached(fact.id, strength, way)
                if hop == hops or there in starts:
                    continue
                if onward.get(there, (0.0, ()))[0] < strength:
                    onward[there] = (strength, (*way, fact.id))
        frontier = onward
    ranked = sorted(found.values(), key=lambda one: (-one.strength, one.fact))
    return [one for one in ranked if one.fact not in direct]
