"""Who appears in which documents: the links by which a search goes from passage to passage."""

from __future__ import annotations

from quipu.graph.engines.neo4j.database import Database
from quipu.graph.engines.neo4j.lists import chain_of
from quipu.graph.engines.neo4j.properties import keys_of
from quipu.schema.appearances import Appearance
from quipu.schema.identity import EntityId, EpisodeId, Scope
from quipu.schema.intervals import micros
from quipu.schema.ports import AppearanceQuery, Appearances


async def appearances(database: Database, scope: Scope, query: AppearanceQuery) -> Appearances:
    """All of `GraphStore.appearances`, in one trip."""
    found = await database.read(
        "appearances",
        chain=chain_of(scope, inherit=query.inherit),
        wide=keys_of(scope.chain()),
        episodes=list(query.episodes),
        entities=list(query.entities),
        known=micros(query.known),
        fanout=query.fanout,
    )
    own = sorted((id, entity, is_topic) for id, entity, is_topic in found["own"])
    told = sorted(found["entities"])
    links = [(id, entity, is_topic) for entity, _, some in told for id, is_topic in some]
    return Appearances(
        found=tuple(
            dict.fromkeys(
                Appearance(EpisodeId(id), EntityId(entity), is_topic)
                for id, entity, is_topic in (*own, *links)
            )
        ),
        counts={EntityId(entity): counted for entity, counted, _ in told if counted},
    )
