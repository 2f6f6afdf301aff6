"""One ranking out of several arms: by rank, by relative score, or by the default recipe (pure)."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from quipu.schema.recall import Channel, Contribution, Fusion

Item = TypeVar("Item", bound=Hashable)

RRF_DAMPING = 60.0  # softens the lead of first places: Cormack et al. 2009


@dataclass(frozen=True, slots=True)
class Fused(Generic[Item]):
    """An item with its score and what each arm gave to it."""

    item: Item
    score: float
    channels: tuple[Contribution, ...]


def fuse(
    arms: Mapping[Channel, Mapping[Item, float]],
    weights: Mapping[Channel, float],
    fusion: Fusion,
) -> list[Fused[Item]]:
    """Merge the arms' raw scores into one list, best first; equal scores keep the item's order.

    An arm maps the items it found to raw scores, higher is better; an arm of weight 0 is left
    out. RRF adds weight / (60 + rank). RELATIVE_SCORE adds weight × score scaled to 0…1 over
    the arm. AUTO adds weight × score over the arm's best, so that a weak best stays weak.
    """
    gathered: dict[Item, list[Contribution]] = {}
    for channel, scores in arms.items():
        weight = weights.get(channel, 0.0)
        if weight == 0.0:
            continue
        ranked = sorted(scores, key=lambda item: (-scores[item], str(item)))
        scale = _Scale([scores[item] for item in ranked], fusion)
        for rank, item in enumerate(ranked, start=1):
            raw = scores[item]
            share = 1.0 / (RRF_DAMPING + rank) if fusion is Fusion.RRF else scale(raw)
            gathered.setdefault(item, []).append(Contribution(channel, rank, raw, weight * share))
    fused = [
        Fused(item, sum(given.contribution for given in parts), tuple(parts))
        for item, parts in gathered.items()
    ]
    return sorted(fused, key=lambda one: (-one.score, str(one.item)))


class _Scale:
    """How one arm's raw scores are brought to a common measure."""

    def __init__(self, ranked: Sequence[float], fusion: Fusion) -> None:
        best = ranked[0] if ranked else 0.0
        self.floor = ranked[-1] if ranked and fusion is Fusion.RELATIVE_SCORE else 0.0
        self.width = best - self.floor

    def __call__(self, raw: float) -> float:
        return max(raw - self.floor, 0.0) / self.width if self.width > 0.0 else float(raw > 0.0)
