"""The neighbourhood of entities as seen from a viewpoint: every hop within one read."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from quipu.graph.engines.neo4j.cypher import cypher
from quipu.graph.engines.neo4j.database import Database
from quipu.graph.engines.neo4j.properties import keys_of
from quipu.graph.engines.neo4j.rows import entity_of, fact_of, unpacked
from quipu.graph.engines.neo4j.settled import settled_text
from quipu.schema.identity import EntityId, Scope
from quipu.schema.intervals import AsOf, micros
from quipu.schema.ports import Reach
from quipu.schema.recall import Neighbourhood


async def around(
    database: Database, scope: Scope, starts: Collection[EntityId], view: AsOf, reach: Reach
) -> Neighbourhood:
    """The facts within reach, nearest first; a hub leaves room for its neighbours."""
    chain = keys_of(scope.chain())
    bound = walk_values(view, reach) | {"chain": chain, "wide": chain, "starts": list(starts)}
    found = await settled_text(database, cypher("around"), bound)
    return Neighbourhood(
        entities=tuple(entity_of(row) for row in found["entities"]),
        facts=tuple(map(fact_of, unpacked(found["facts"]))),
        is_cut=found["is_cut"],
        frontier=tuple(EntityId(id) for id in found["frontier"]) if reach.hops > 0 else (),
    )


def walk_values(view: AsOf, reach: Reach) -> dict[str, Any]:
    """The parameters of a walk."""
    return {
        "hops": reach.hops,
        "since": micros(view.valid.start),
        "until": micros(view.valid.end),
        "known": micros(view.known),
        "past": reach.include_past,
        "predicates": sorted(reach.predicates),
        "inverses": sorted(reach.inverses),
        "outgoing": reach.outgoing,
        "incoming": reach.incoming,
        "fanout": reach.max_fanout,
        "max_edges": reach.max_edges,
    }
