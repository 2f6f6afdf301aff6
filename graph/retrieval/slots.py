"""Of the values of one slot, the one that holds at the asked moment comes first (pure)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

from quipu.schema.identity import FactId, SlotKey
from quipu.schema.intervals import AsOf
from quipu.schema.knowledge import Fact
from quipu.schema.recall import Channel, Contribution, Hit, ItemKind


def holding_first(hits: Sequence[Hit], facts: Mapping[FactId, Fact], view: AsOf) -> list[Hit]:
    """Let facts of one slot share out their scores anew: the best goes to what holds at `view`.

    Words and meaning cannot tell "lived in Porto" from "lives in Oslo"; the clock can. What
    that gives or takes is told as the channel TIME. Other hits keep their scores.
    """
    places: defaultdict[SlotKey, list[int]] = defaultdict(list)
    for place, hit in enumerate(hits):
        if hit.kind is ItemKind.FACT:
            places[facts[FactId(hit.id)].slot].append(place)
    found = list(hits)
    for rivals in places.values():
        scores = sorted((hits[place].score for place in rivals), reverse=True)
        order = sorted(rivals, key=lambda place: _over(hits[place], facts, view))
        for rank, (place, score) in enumerate(zip(order, scores, strict=True), start=1):
            found[place] = _moved(hits[place], score, rank)
    return sorted(found, key=lambda hit: (-hit.score, hit.id))


def _over(hit: Hit, facts: Mapping[FactId, Fact], view: AsOf) -> bool:
    return view.valid.start not in facts[FactId(hit.id)].valid


def _moved(hit: Hit, score: float, rank: int) -> Hit:
    given = score - hit.score
    if given == 0.0:
        return hit
    told = Contribution(Channel.TIME, rank, float(given > 0.0), given)
    return replace(hit, score=score, channels=(*hit.channels, told))
