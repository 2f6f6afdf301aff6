"""When entities last changed, and what values they have."""

from __future__ import annotations

from collections.abc import Collection

from quipu.graph.engines.neo4j.database import Database
from quipu.graph.engines.neo4j.properties import keys_of
from quipu.graph.engines.neo4j.settled import settled
from quipu.schema.identity import EntityId, Scope
from quipu.schema.intervals import DUSK, AsOf, micros, moment_of
from quipu.schema.profiles import MOST_SAID, MOST_VALUES, HeldValue, Profile


async def profiles(
    database: Database, scope: Scope, ids: Collection[EntityId], view: AsOf
) -> dict[EntityId, Profile]:
    found = await settled(
        database,
        "profiles",
        chain=keys_of(scope.chain()),
        ids=list(dict.fromkeys(ids)),
        known=micros(view.known),
        at=micros(view.valid.start),
        open=micros(DUSK),
        most=MOST_VALUES,
    )
    return {
        EntityId(id): Profile(
            moment_of(max(moment for moment in moments if moment is not None)),
            tuple(HeldValue(predicate, text, kept or "") for predicate, kept, text in values),
        )
        for id, moments, values in found["rows"]
    }


async def summaries(
    database: Database, scope: Scope, ids: Collection[EntityId], view: AsOf
) -> dict[EntityId, tuple[str, ...]]:
    found = await settled(
        database,
        "summaries",
        chain=keys_of(scope.chain()),
        ids=list(dict.fromkeys(ids)),
        known=micros(view.known),
        at=micros(view.valid.start),
        most=MOST_SAID,
    )
    return {EntityId(id): tuple(said) for id, said in found["rows"] if said}
