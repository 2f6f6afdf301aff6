"""Communities as a person reads them, from what is believed now."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from quipu.schema.communities import Community, CommunityQuery, ToldCommunity
from quipu.schema.identity import EntityId, Scope
from quipu.schema.intervals import AsOf
from quipu.schema.knowledge import Entity
from quipu.schema.ports import GraphStore

_LEVELS = 20  # of communities that one entity may be in, in all scopes that are seen


async def communities_of_each(
    store: GraphStore, scope: Scope, now: AsOf, members: Sequence[EntityId]
) -> dict[EntityId, list[ToldCommunity]]:
    """Those that each of some entities belongs to, the finest first."""
    found = await told(store, scope, now, await holding(store, scope, members))
    return {member: [one for one in found if member in one.community.members] for member in members}


async def holding(
    store: GraphStore, scope: Scope, members: Collection[EntityId], *, inherit: bool = True
) -> list[Community]:
    """All that have any of some entities among them, the finest first."""
    query = CommunityQuery(members=frozenset(members), inherit=inherit)
    return await store.communities(scope, query, 0, _LEVELS * len(members))


async def communities_by_id(
    store: GraphStore, scope: Scope, now: AsOf, ids: Collection[str]
) -> dict[str, ToldCommunity]:
    """Those of some ids; what is not there is left out."""
    rows = await store.communities(scope, CommunityQuery(ids=frozenset(ids)), 0, len(ids))
    return {one.community.id: one for one in await told(store, scope, now, rows)}


async def told(
    store: GraphStore, scope: Scope, now: AsOf, found: Sequence[Community], members: int = 3
) -> list[ToldCommunity]:
    """Communities by the names of their first members, and the sentences of their first facts.

    What has been given up or erased since they were made is left out, and so is never told.
    """
    ids: list[EntityId] = [one for each in found for one in each.members[:members]]
    entities = {one.id: one for one in await store.entities(scope, ids)} if ids else {}
    wanted = [one for each in found for one in each.facts]
    facts = {one.id: one for one in await store.facts(scope, wanted)} if wanted else {}
    return [
        ToldCommunity(
            community=each,
            name=_name([entities[one] for one in each.members[:3] if one in entities], each),
            summary=" ".join(
                as_sentence(facts[one].sentence)
                for one in each.facts
                if one in facts and now.known in facts[one].known
            ),
            members=tuple(entities[one] for one in each.members[:members] if one in entities),
        )
        for each in found
    ]


def _name(first: Sequence[Entity], community: Community) -> str:
    names = ", ".join(one.name for one in first)
    more = len(community.members) - len(first)
    return f"{names} and {more} more" if names and more else names


def as_sentence(said: str) -> str:
    """A sentence with its point."""
    return said if said[-1:] in ".!?。" else f"{said}."
