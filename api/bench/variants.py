"""The same search with one of its arms left out, or fused otherwise: what each arm is worth."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from types import MappingProxyType

from quipu.schema.recall import Channel, Fusion, ItemKind, Question

WHOLE = "whole"
"""The search as everybody gets it."""

Variant = Callable[[Question], Question]


def _without(channel: Channel) -> Variant:
    return lambda question: replace(question, weights={**question.weights, channel: 0.0})


def _alone(channel: Channel) -> Variant:
    """Only words or only meaning, over turns and facts."""
    others = {one: 0.0 for one in Channel if one is not channel}
    return lambda question: replace(question, weights=others)


def _without_facts(question: Question) -> Question:
    return replace(question, kinds=question.kinds - {ItemKind.FACT})


def _by_rank(question: Question) -> Question:
    return replace(question, fusion=Fusion.RRF)


VARIANTS: Mapping[str, Variant] = MappingProxyType(
    {
        "without words": _without(Channel.FULLTEXT),
        "without meaning": _without(Channel.VECTOR),
        "without surroundings": _without(Channel.NEIGHBOUR),
        "without names": _without(Channel.NAME),
        "without time": _without(Channel.TIME),
        "without facts": _without_facts,
        "words alone": _alone(Channel.FULLTEXT),
        "meaning alone": _alone(Channel.VECTOR),
        "fused by rank (RRF)": _by_rank,
    }
)
"""Where documents are searched, weights of one's own leave out what leads to them (decision 49)."""
