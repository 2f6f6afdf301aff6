"""Keyset pages of facts and entities, and how much all pages have."""

from __future__ import annotations

from collections.abc import Sequence
from operator import itemgetter
from typing import Any

from quipu.graph.engines.neo4j import reads
from quipu.graph.engines.neo4j.cypher import for_each
from quipu.graph.engines.neo4j.database import Database
from quipu.graph.engines.neo4j.properties import keys_of
from quipu.graph.engines.neo4j.rows import entity_of, fact_of
from quipu.graph.engines.neo4j.settled import settled, settled_text
from quipu.graph.engines.pages import (
    AFTER_ALL,
    BEFORE_ALL,
    Place,
    check_ends,
    ends_of,
    neighbour,
)
from quipu.schema.identity import EntityId, FactId, Scope
from quipu.schema.intervals import micros
from quipu.schema.knowledge import Entity, Fact
from quipu.schema.names import name_form
from quipu.schema.ports import EntityQuery, FactQuery, Page

_Bound = dict[str, Any]
_EVERYTHING = Page(1)


async def list_facts(database: Database, scope: Scope, query: FactQuery, page: Page) -> list[Fact]:
    forward, backward = (
        ("list_facts_of", "list_last_facts_of")
        if ends_of(query)
        else ("list_facts", "list_last_facts")
    )
    bound = _fact_values(scope, query) | await _between_facts(database, scope, page)
    found = await settled(database, backward if page.from_end else forward, **bound)
    return [fact_of(row) for row in _in_order(found["rows"], page)]


async def count_facts(database: Database, scope: Scope, query: FactQuery) -> int:
    name = "count_listed_facts_of" if ends_of(query) else "count_listed_facts"
    bound = _fact_values(scope, query) | await _between_facts(database, scope, _EVERYTHING)
    count: int = (await settled(database, name, **bound))["count"]
    return count


async def list_facts_each(
    database: Database, scope: Scope, queries: Sequence[FactQuery], page: Page
) -> list[list[Fact]]:
    bound = await _between_facts(database, scope, page)
    found = await _of_each(database, "list_facts_of", scope, queries, bound)
    return [[fact_of(row) for row in one["rows"]] for one in found]


async def count_facts_each(
    database: Database, scope: Scope, queries: Sequence[FactQuery]
) -> list[int]:
    bound = await _between_facts(database, scope, _EVERYTHING)
    return [
        one["count"]
        for one in await _of_each(database, "count_listed_facts_of", scope, queries, bound)
    ]


async def _of_each(
    database: Database, name: str, scope: Scope, queries: Sequence[FactQuery], bound: _Bound
) -> list[_Bound]:
    """What a query by name finds for each of some lists, in one trip."""
    check_ends(queries)
    if not queries:
        return []
    each = [_fact_values(scope, query) for query in queries]
    bound = bound | {"chain": keys_of(scope.chain()), "each": each}
    found = await settled_text(database, for_each(name, frozenset(each[0])), bound)
    return [one for _, one in sorted(found["found"], key=itemgetter(0))]


def _fact_values(scope: Scope, query: FactQuery) -> _Bound:
    return {
        "chain": chain_of(scope, inherit=query.inherit),
        "wide": keys_of(scope.chain()),
        "ends": ends_of(query),
        "known": micros(query.view.known),
        "at": micros(query.view.valid.start),
        "until": micros(query.view.valid.end),
        "min_confidence": float(query.min_confidence),
        "min_trust": int(query.min_trust),
        "during_start": micros(query.during.start),
        "during_end": micros(query.during.end),
        "predicates": sorted(query.predicates),
        "inverses": sorted(query.inverses),
        "subject": query.subject,
        "object": query.object,
        "either": query.either,
        "between": sorted(query.between),
        "include_stale": query.include_stale,
        "statuses": sorted(query.statuses),
    }


async def _between_facts(database: Database, scope: Scope, page: Page) -> _Bound:
    """Where a page lies: the starts and ids of the facts on either side of it."""
    wanted = [FactId(id) for id in (page.after, page.before) if id]
    found = await reads.facts(database, scope, wanted) if wanted else []
    after, before = neighbour(found, page.after), neighbour(found, page.before)
    return {
        "after_start": BEFORE_ALL if after is None else micros(after.valid.start),
        "after_id": page.after,
        "before_start": AFTER_ALL if before is None else micros(before.valid.start),
        "before_id": page.before,
        "limit": page.first + 1,
    }


async def list_entities(
    database: Database, scope: Scope, query: EntityQuery, page: Page
) -> list[Entity]:
    name = "list_last_entities" if page.from_end else "list_entities"
    bound = _entity_values(scope, query) | await _between_entities(database, scope, page)
    found = await settled(database, name, **bound)
    return [entity_of(row) for row in _in_order(found["rows"], page)]


async def count_entities(database: Database, scope: Scope, query: EntityQuery) -> int:
    bound = _entity_values(scope, query) | await _between_entities(database, scope, _EVERYTHING)
    count: int = (await settled(database, "count_listed_entities", **bound))["count"]
    return count


def _entity_values(scope: Scope, query: EntityQuery) -> _Bound:
    chain = chain_of(scope, inherit=query.inherit)
    return {
        "chain": chain,
        "wide": chain,
        "contains": name_form(query.name_contains),
        "kinds": sorted(query.kinds),
        "created_start": micros(query.created.start),
        "created_end": micros(query.created.end),
    }


async def _between_entities(database: Database, scope: Scope, page: Page) -> _Bound:
    """Where a page lies: the forms and ids of the entities on either side of it."""
    wanted = [EntityId(id) for id in (page.after, page.before) if id]
    found = await _places(database, scope, wanted) if wanted else []
    after, before = neighbour(found, page.after), neighbour(found, page.before)
    return {
        "after_form": "" if after is None else after.form,
        "after_id": page.after,
        "before_form": "" if before is None else before.form,
        "before_id": page.before,
        "limit": page.first + 1,
    }


async def _places(database: Database, scope: Scope, ids: Sequence[EntityId]) -> list[Place]:
    chain = keys_of(scope.chain())
    found = await database.read("places_of_entities", chain=chain, ids=list(ids))
    return [Place(id, form) for id, form in found["rows"]]


def chain_of(scope: Scope, *, inherit: bool) -> list[str]:
    """The keys of the scopes that a read sees, narrowest first."""
    return keys_of(scope.chain() if inherit else (scope,))


def _in_order(rows: list[Any], page: Page) -> list[Any]:
    return rows[::-1] if page.from_end else rows
