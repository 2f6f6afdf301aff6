"""Keyset pages of facts and entities."""

from __future__ import annotations

from typing import TypeVar

from quipu.graph.engines.neo4j import reads
from quipu.graph.engines.neo4j.database import Database
from quipu.graph.engines.neo4j.properties import keys_of
from quipu.graph.engines.neo4j.rows import entity_of, fact_of
from quipu.graph.engines.neo4j.settled import settled
from quipu.schema.errors import Invalid
from quipu.schema.identity import EntityId, FactId, Scope
from quipu.schema.intervals import micros
from quipu.schema.knowledge import Entity, Fact
from quipu.schema.names import name_form
from quipu.schema.ports import EntityQuery, FactQuery, Page

_BEFORE_ALL = -(2**63)  # below micros(DAWN)
_One = TypeVar("_One")


async def list_facts(database: Database, scope: Scope, query: FactQuery, page: Page) -> list[Fact]:
    ends = [end for end in (query.subject, query.object, query.either) if end is not None]
    found = await settled(
        database,
        "list_facts_of" if ends else "list_facts",
        chain=chain_of(scope, inherit=query.inherit),
        wide=keys_of(scope.chain()),
        ends=ends,
        known=micros(query.view.known),
        at=micros(query.view.valid.start),
        min_confidence=float(query.min_confidence),
        predicates=sorted(query.predicates),
        inverses=sorted(query.inverses),
        subject=query.subject,
        object=query.object,
        either=query.either,
        include_stale=query.include_stale,
        after_start=await _start_of(database, scope, page),
        after_id=page.after,
        limit=page.first + 1,
    )
    return [fact_of(row) for row in found["rows"]]


async def _start_of(database: Database, scope: Scope, page: Page) -> int:
    if not page.after:
        return _BEFORE_ALL
    last = _last(await reads.facts(database, scope, [FactId(page.after)]), page)
    return micros(last.valid.start)


async def list_entities(
    database: Database, scope: Scope, query: EntityQuery, page: Page
) -> list[Entity]:
    after = ""
    if page.after:
        after = _last(await reads.entities(database, scope, [EntityId(page.after)]), page).name
    chain = chain_of(scope, inherit=query.inherit)
    found = await settled(
        database,
        "list_entities",
        chain=chain,
        wide=chain,
        contains=name_form(query.name_contains),
        kinds=sorted(query.kinds),
        after_name=after,
        after_id=page.after,
        limit=page.first + 1,
    )
    return [entity_of(row) for row in found["rows"]]


def chain_of(scope: Scope, *, inherit: bool) -> list[str]:
    """The keys of the scopes that a read sees, narrowest first."""
    return keys_of(scope.chain() if inherit else (scope,))


def _last(found: list[_One], page: Page) -> _One:
    """The last item of the page before; raises Invalid where this scope has no such item."""
    if not found:
        raise Invalid(f"no page after {page.after!r}", hint="take `after` from the page before")
    return found[0]
