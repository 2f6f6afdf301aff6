"""Takes a tenant out of a database that others share, whole: for measurements and their like.

Not one transaction but many: a tenant may be larger than what one can hold. So nobody else may
use it meanwhile; an interruption leaves a part, which another call takes out.
"""

from __future__ import annotations

from quipu.graph.engines.neo4j.cypher import cypher
from quipu.graph.engines.neo4j.database import Database
from quipu.schema.errors import Invalid
from quipu.schema.identity import Scope

_PARTS = tuple(
    "changes conflicts claims jobs keys episodes aliases entities answers usages tombstones"
    " communities".split()
)


async def empty_tenant(database: Database, scope: Scope) -> None:
    """Delete all that was ever written in a tenant that has no narrower scopes.

    Raises Invalid for a scope that is narrower than a tenant.
    """
    if scope != Scope(scope.tenant):
        raise Invalid(f"{scope.key} is no whole tenant")
    await empty_scope(database, scope.key)
    await database.command(cypher("end_scope"), scope=scope.key, tenant=scope.tenant)


async def empty_scope(database: Database, key: str) -> None:
    """Delete all that was ever written in an exact scope, but not that it is there."""
    for part in _PARTS:
        await database.command(cypher(f"empty_{part}"), scope=key)
