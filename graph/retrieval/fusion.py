"""One ranking out of several arms: by rank, by relative score, or by the default recipe (pure)."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Generic, TypeVar

from quipu.schema.recall import Channel, Contribution, Fusion

Item = TypeVar("Item", bound=Hashable)

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


def fuse(
    arms: Mapping[Channel, Mapping[Item, float]],
    weights: Mapping[Channel, float],
    fusion: Fusion,
    worth: Mapping[Item, float] = MappingProxyType({}),
) -> Ranking[Item]:
    """Merge the arms' raw scores into one ranking; equal scores keep the order of the items' names.

    An arm maps the items it found to raw scores, higher is better; an arm of weight 0 is left
    out. RRF adds weight / (60 + rank). RELATIVE_SCORE adds weight × score scaled to 0…1 over
    the arm. AUTO adds weight × score over the arm's best, so that a weak best stays weak.
    Of what AUTO gives an item keeps its `worth`, all of it unless said.
    """
    measured = tuple(
        _measured(channel, scores, weights[channel], fusion, worth)
        for channel, scores in arms.items()
        if weights.get(channel, 0.0) != 0.0
    )
    totals: dict[Item, float] = {}
    for arm in measured:
        for item, share in arm.shares.items():
            totals[item] = totals.get(item, 0.0) + share
    return Ranking({item: totals[item] for item in _best_first(totals)}, measured)


def _best_first(scores: Mapping[Item, float]) -> list[Item]:
    """Items by score, equal ones by name: sorted twice, as that needs no pair for each."""
    order = sorted(scores, key=str)
    order.sort(key=scores.__getitem__, reverse=True)
    return order


def _measured(
    channel: Channel,
    scores: Mapping[Item, float],
    weight: float,
    fusion: Fusion,
    worth: Mapping[Item, float],
) -> Arm[Item]:
    ranked = _best_first(scores)
    ranks = {item: rank for rank, item in enumerate(ranked, start=1)}
    if fusion is Fusion.RRF:
        shares = {item: weight / (RRF_DAMPING + rank) for item, rank in ranks.items()}
        return Arm(channel, ranks, scores, shares)
    best = scores[ranked[0]] if ranked else 0.0
    floor = scores[ranked[-1]] if ranked and fusion is Fusion.RELATIVE_SCORE else 0.0
    if best <= floor:  # all alike: each is as good as the best
        return Arm(channel, ranks, scores, {item: weight for item in ranked if best > 0.0})
    scale = weight / (best - floor)
    kept = worth if fusion is Fusion.AUTO else {}
    shares = {item: scale * (scores[item] - floor) * kept.get(item, 1.0) for item in ranked}
    return Arm(channel, ranks, scores, shares)
