"""Communities in a database: the nodes that `CommunityStore` is about."""

from __future__ import annotations

from collections.abc import Sequence

from quipu.graph.engines.neo4j.database import Database, Unit
from quipu.graph.engines.neo4j.properties import keys_of
from quipu.schema.communities import Community, CommunityQuery
from quipu.schema.identity import Scope
from quipu.schema.intervals import micros, moment_of


async def keep_communities(unit: Unit, scope: Scope, found: Sequence[Community]) -> None:
    rows = [
        {
            "id": one.id,
            "level": one.level,
            "size": len(one.members),
            "members": list(one.members),
            "facts": list(one.facts),
            "made": micros(one.made_at),
        }
        for one in found
    ]
    await unit.run("drop_communities", scope=scope.key)
    await unit.run("add_communities", scope=scope.key, rows=rows)


async def communities(
    database: Database, scope: Scope, query: CommunityQuery, skip: int, limit: int
) -> list[Community]:
    found = await database.read(
        "communities",
        chain=keys_of(scope.chain() if query.inherit else (scope,)),
        level=query.level,
        members=sorted(query.members),
        ids=sorted(query.ids),
        skip=skip,
        limit=limit,
    )
    return [
        Community(
            id=id,
            scope=Scope.from_key(key),
            level=level,
            members=tuple(members),
            facts=tuple(facts),
            made_at=moment_of(made),
        )
        for id, key, level, members, facts, made in found["rows"]
    ]
