"""A fact that a split gave to somebody else says whom it is about now.

Claims and their quotes stay as they were told, and so does a fact of somebody who was merged: his
name leads to whom he is taken for. The name of whom a fact was split from leads to another.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from quipu.schema.identity import ClaimId, EntityId, Scope
from quipu.schema.knowledge import Claim, Entity, Fact
from quipu.schema.ports import GraphStore

_Roots = Mapping[EntityId, EntityId]
_Pair = tuple[EntityId, EntityId]  # whom a claim was told of, and whom it is about


async def renamed(
    store: GraphStore,
    scope: Scope,
    learned: Sequence[Fact],
    claims: Iterable[Claim],
    roots: _Roots | None = None,
    new: Mapping[EntityId, Entity] | None = None,
) -> tuple[Fact, ...]:
    """Rows as they are to be written, one more read where any rests on a claim that moved.

    roots: whom entities are taken for by rulings that are not written yet; new: entities likewise.
    """
    by_id = {one.id: one for one in claims}
    parted = {fact.id: _parted(fact, by_id, roots or {}) for fact in learned}
    ids = {end for pairs in parted.values() for pair in pairs for end in pair}
    if not ids:
        return tuple(learned)
    there = {one.id: one for one in await store.entities(scope, sorted(ids))} | dict(new or {})
    return tuple(replace(one, sentence=_named(one, parted[one.id], there)) for one in learned)


def _parted(fact: Fact, claims: Mapping[ClaimId, Claim], roots: _Roots) -> list[_Pair]:
    said = (claims[id] for id in fact.claims if id in claims)
    spoken = next((one for one in said if one.sentence == fact.sentence), None)
    if spoken is None or spoken.told is None:
        return []
    ends = ((spoken.told.subject, spoken.subject), (spoken.told.object, spoken.object))
    return [(told, now) for told, now in ends if told != now and roots.get(told) != now]


def _named(fact: Fact, pairs: Sequence[_Pair], there: Mapping[EntityId, Entity]) -> str:
    sentence = fact.sentence
    for told, now in pairs:
        if {told, now} <= there.keys() and there[told].merged_into != now:
            sentence = with_name(sentence, there[told], there[now].name)
    return sentence


def with_name(sentence: str, of: Entity, name: str) -> str:
    """A sentence with another name for somebody; as it is where it has that name already, or none
    of his (pure)."""
    if re.search(_whole(name), sentence):
        return sentence
    for one in sorted((of.name, *of.aliases), key=len, reverse=True):
        found, count = re.subn(_whole(one), lambda _: name, sentence)
        if count:
            return found
    return sentence


def _whole(name: str) -> str:
    return rf"(?<!\w){re.escape(name)}(?!\w)"
