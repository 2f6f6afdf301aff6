"""Of whom a fact was told, whoever these are taken for now: a ruling on it is told of the same.

What is ruled while two are taken for one so goes with the claims that it is about, when the two are
parted again and when either is taken for a third.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from quipu.graph.consolidation.identities import Identities, ends_told, identities_in, seen
from quipu.graph.regrouping import rulings_about
from quipu.schema.identity import EntityId, SlotKey
from quipu.schema.knowledge import Claim, Entity, Fact
from quipu.schema.ontology import Ontology
from quipu.schema.ports import GraphStore

_Seat = tuple[SlotKey, SlotKey | None]
_Place = tuple[EntityId, EntityId, _Seat]


@dataclass(frozen=True, slots=True)
class Telling:
    """The claims of a fact that were told of the same two, who are named as in the fact: its
    subject first. `says_so` if any of them says that it holds, not only that it is over."""

    ends: tuple[Entity, Entity]
    seat: _Seat
    claims: tuple[Claim, ...]
    sentence: str
    says_so: bool


async def tellings(store: GraphStore, ontology: Ontology, fact: Fact) -> list[Telling]:
    """What a fact rests on, by those of whom it was told; the best first."""
    known = {one.id: one for one in await store.claims(fact.scope, fact.claims)}
    claims = [known[id] for id in fact.claims if id in known]
    places: dict[_Place, list[Claim]] = {}
    for claim, told in zip(claims, await told_of(store, ontology, claims), strict=True):
        places.setdefault(_place(claim, told, fact), []).append(claim)
    ids = {end for one, other, _ in places for end in (one, other)}
    there = {one.id: one for one in await store.entities(fact.scope, sorted(ids))}
    best = next(iter(_saying(claims, fact)), claims[0])
    return [
        Telling(
            (there[one], there[other]),
            seat,
            tuple(some),
            fact.sentence if best in some else (_saying(some, fact) or some)[0].sentence,
            bool(_saying(some, fact)),
        )
        for (one, other, seat), some in places.items()
    ]


async def told_of(store: GraphStore, ontology: Ontology, claims: Sequence[Claim]) -> list[Claim]:
    """Claims of one exact scope as if nobody were taken for another: about whom they were told of,
    or to whom they were parted off since."""
    moved = [one for one in claims if one.told is not None]
    if not moved:
        return list(claims)
    ends = {end for one in moved for end in ends_told(one)}
    rulings = await rulings_about(store, moved[0].scope, ends)
    parted = Identities(moves=identities_in(rulings).moves)
    return [seen(one, parted, ontology) for one in claims]


def _place(claim: Claim, told: Claim, fact: Fact) -> _Place:
    """Both ends and slots; turned round where what holds both ways was told from the other end."""
    if claim.subject == fact.subject:
        return told.subject, told.object, (told.slot, told.far_slot)
    return told.object, told.subject, (told.far_slot or told.slot, told.slot)


def _saying(claims: Sequence[Claim], fact: Fact) -> list[Claim]:
    return [one for one in claims if not one.is_ending and one.is_negated == fact.is_negated]
