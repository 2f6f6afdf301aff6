"""Which hits are shown: the best, with room for what the graph brings (pure)."""

from __future__ import annotations

from collections.abc import Sequence

from quipu.schema.recall import Channel, Hit, ItemKind


def with_room(hits: Sequence[Hit], limit: int) -> list[Hit]:
    """The best hits and one more if there is one, a quarter of the places for the graph.

    Who asks for depth asks for what stands beside the direct hits, though it scores below them.
    """
    best = [hit for hit in hits if hit.via or _is_by_graph(hit)][: max(1, limit // 4)]
    chosen = {hit.id for hit in best}
    direct = [hit for hit in hits if hit.id not in chosen]
    first = {hit.id for hit in direct[: limit - len(best)]} | chosen
    ahead = [hit for hit in hits if hit.id in first]
    return ahead + [hit for hit in hits if hit.id not in first][:1]


def _is_by_graph(hit: Hit) -> bool:
    return hit.kind is ItemKind.FACT and any(
        given.channel is Channel.GRAPH for given in hit.channels
    )
