"""What the tests do with a Graphiti database, and what they see in a memory of ours."""

from __future__ import annotations

from datetime import datetime

from graphiti.silent import Silent
from neo4j_server import Neo4jServer
from quipu.api.assemble import Service, graphiti_at
from quipu.api.cli.graphiti_in import Grouping, Imported, imported
from quipu.api.cli.graphiti_out import Exported, exported
from quipu.schema.identity import Scope
from quipu.schema.intervals import DUSK
from quipu.schema.knowledge import Fact, FactStatus, status_of
from quipu.schema.ports import FactQuery, Page

Believed = tuple[str, str, str, str, str, str, str, FactStatus]


async def bring_in(
    service: Service, server: Neo4jServer, grouping: Grouping | None = None
) -> Imported:
    async with graphiti_at(server.uri, server.user or "", server.password or "") as source:
        wanted = grouping or Grouping()
        return await imported(service, source, service.scope, wanted, Silent(), lambda: 0.0)


async def bring_out(
    service: Service, server: Neo4jServer, scope: Scope, group: str = ""
) -> Exported:
    async with graphiti_at(server.uri, server.user or "", server.password or "") as target:
        return await exported(service.memory, scope, target, group, lambda: 0.0)


async def rows(service: Service, scope: Scope, as_of: datetime | None = None) -> list[Fact]:
    """What is believed in a scope now; with a date only what held or happened then."""
    store, view = service.memory.store, service.memory.view(as_of)
    query = FactQuery(view, include_stale=as_of is None, inherit=False)
    return await store.list_facts(scope, query, Page(1_000))


async def believed(service: Service, scope: Scope, as_of: datetime | None = None) -> set[Believed]:
    """The same, as names, dates and status."""
    view = service.memory.view(as_of)
    found = await rows(service, scope, as_of)
    ends = {end for fact in found for end in (fact.subject, fact.object)}
    named = {one.id: one.name for one in await service.memory.store.entities(scope, ends)}
    return {
        (
            named[fact.subject],
            fact.predicate,
            named[fact.object],
            fact.sentence,
            f"{fact.valid.start:%Y-%m-%d}",
            "still" if fact.valid.end == DUSK else f"{fact.valid.end:%Y-%m-%d}",
            fact.nature.value,
            status_of(fact, view),
        )
        for fact in found
    }
