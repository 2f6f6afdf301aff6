"""What the asked moment does to a ranking: what holds first, what was said later last (pure)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

from quipu.schema.identity import EpisodeId, FactId, SlotKey
from quipu.schema.intervals import AsOf
from quipu.schema.outlines import Outline, Text
from quipu.schema.recall import Channel, Contribution, Hit, ItemKind


def holding_first(hits: Sequence[Hit], facts: Mapping[FactId, Outline]) -> list[Hit]:
    """Let facts of one slot share out their scores anew: the best goes to what holds.

    Words and meaning cannot tell "lived in Porto" from "lives in Oslo"; the clock can. What
    that gives or takes is told as the channel TIME. Other hits keep their scores.
    """
    places: defaultdict[SlotKey, list[int]] = defaultdict(list)
    for place, hit in enumerate(hits):
        if hit.kind is ItemKind.FACT:
            places[facts[FactId(hit.id)].slot].append(place)
    found = list(hits)
    for rivals in places.values():
        if len(rivals) == 1:
            continue
        scores = sorted((hits[place].score for place in rivals), reverse=True)
        order = sorted(rivals, key=lambda place: not facts[FactId(hits[place].id)].is_held)
        for rank, (place, score) in enumerate(zip(order, scores, strict=True), start=1):
            found[place] = _moved(hits[place], score, rank)
    return sorted(found, key=lambda hit: (-hit.score, hit.id))


def said_later_last(
    hits: Sequence[Hit], episodes: Mapping[EpisodeId, Text], view: AsOf
) -> list[Hit]:
    """Halve the scores of episodes said after the asked moment: they may tell of it, but most
    tell of their own time."""
    found = [
        _moved(hit, hit.score / 2.0, 1)
        if hit.kind is ItemKind.EPISODE
        and episodes[EpisodeId(hit.id)].occurred_at >= view.valid.end
        else hit
        for hit in hits
    ]
    return sorted(found, key=lambda hit: (-hit.score, hit.id))


def _moved(hit: Hit, score: float, rank: int) -> Hit:
    given = score - hit.score
    if given == 0.0:
        return hit
    told = Contribution(Channel.TIME, rank, float(given > 0.0), given)
    return replace(hit, score=score, channels=(*hit.channels, told))
