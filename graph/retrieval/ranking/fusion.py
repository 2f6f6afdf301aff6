"""One ranking out of several arms: by rank, by relative score, or by the default recipe (pure)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any, Generic, TypeVar

from quipu.schema.recall import Channel, Contribution, Fusion

Item = TypeVar("Item", bound=str)

_ALL: Mapping[Any, float] = MappingProxyType({})
RRF_DAMPING = 60.0  # softens the lead of first places: Cormack et al. 2009


@dataclass(frozen=True, slots=True)
class Arm(Generic[Item]):
    """What one arm makes of the items it found: ranks from 1, raw scores, and weighted shares."""

    channel: Channel
    ranks: Mapping[Item, int]
    raw: Mapping[Item, float]
    shares: Mapping[Item, float]


@dataclass(frozen=True, slots=True)
class Ranking(Generic[Item]):
    """Items with their scores, best first, and on demand what each arm gave to one of them."""

    scores: Mapping[Item, float]
    arms: tuple[Arm[Item], ...]

    def channels(self, item: Item) -> tuple[Contribution, ...]:
        """Which arms found an item, at which rank, and what that was worth."""
        return tuple(
            Contribution(arm.channel, arm.ranks[item], arm.raw[item], arm.shares[item])
            for arm in self.arms
            if item in arm.ranks
        )


def measured(
    arms: Mapping[Channel, Mapping[Item, float]],
    weights: Mapping[Channel, float],
    fusion: Fusion,
) -> tuple[Arm[Item], ...]:
    """What each arm gives to its items, which it maps to raw scores, higher is better; an arm of
    weight 0 is left out.

    RRF gives weight / (60 + rank). RELATIVE_SCORE gives weight × score scaled to 0…1 over the
    arm. AUTO gives weight × score over the arm's best, so that a weak best stays weak.
    """
    return tuple(
        _measured(channel, scores, weights[channel], fusion)
        for channel, scores in arms.items()
        if weights.get(channel, 0.0) != 0.0
    )


def totals(arms: Iterable[Arm[Item]]) -> dict[Item, float]:
    """What all arms together give to each item."""
    found: dict[Item, float] = {}
    for arm in arms:
        for item, share in arm.shares.items():
            found[item] = found.get(item, 0.0) + share
    return found


def ranked(arms: Iterable[Arm[Item]], worth: Mapping[Item, float] = _ALL) -> Ranking[Item]:
    """One ranking of what measured arms found, equal scores by the items' names; of what it is
    given an item keeps its `worth`, all of it unless said."""
    kept = tuple(_kept(arm, worth) for arm in arms) if worth else tuple(arms)
    scores = totals(kept)
    return Ranking({item: scores[item] for item in _best_first(scores)}, kept)


def _kept(arm: Arm[Item], worth: Mapping[Item, float]) -> Arm[Item]:
    less = {item: arm.shares[item] * part for item, part in worth.items() if item in arm.shares}
    return replace(arm, shares={**arm.shares, **less})


def _best_first(scores: Mapping[Item, float]) -> list[Item]:
    """Items by score, equal ones by name: sorted twice, as that needs no pair for each."""
    order = sorted(scores)
    order.sort(key=scores.__getitem__, reverse=True)
    return order


def _measured(
    channel: Channel, scores: Mapping[Item, float], weight: float, fusion: Fusion
) -> Arm[Item]:
    order = _best_first(scores)
    ranks = {item: rank for rank, item in enumerate(order, start=1)}
    if fusion is Fusion.RRF:
        shares = {item: weight / (RRF_DAMPING + rank) for item, rank in ranks.items()}
        return Arm(channel, ranks, scores, shares)
    best = scores[order[0]] if order else 0.0
    floor = scores[order[-1]] if order and fusion is Fusion.RELATIVE_SCORE else 0.0
    if best <= floor:  # all alike: each is as good as the best
        return Arm(channel, ranks, scores, {item: weight for item in order if best > 0.0})
    scale = weight / (best - floor)
    return Arm(channel, ranks, scores, {item: scale * (scores[item] - floor) for item in order})
