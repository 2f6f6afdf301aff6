"""Keyset pages of facts and entities, and how much all pages have."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from typing import TypeVar

from quipu.graph.engines.pages import (
    AFTER_ALL,
    BEFORE_ALL,
    Place,
    check_ends,
    ends_of,
    neighbour,
)
from quipu.graph.engines.sqlite.reads import facts, with_aliases
from quipu.graph.engines.sqlite.rows import Values, fact_of, json_list
from quipu.graph.engines.sqlite.scopes import Chain, chain_of
from quipu.graph.engines.sqlite.sql import sql
from quipu.schema.identity import EntityId, FactId, Scope
from quipu.schema.intervals import micros
from quipu.schema.knowledge import Entity, Fact
from quipu.schema.names import name_form
from quipu.schema.ports import EntityQuery, FactQuery, Page

_Row = TypeVar("_Row")
_EVERYTHING = Page(1)
_LAST_TEXT = "\U0010ffff"  # sorts after every form: the last code point, which no text has


def list_facts(
    connection: sqlite3.Connection, chain: Chain, query: FactQuery, page: Page
) -> list[Fact]:
    forward, backward = (
        ("list_facts_of", "list_last_facts_of")
        if ends_of(query)
        else ("list_facts", "list_last_facts")
    )
    bound = _fact_values(chain, query) | _between_facts(connection, chain, page)
    rows = connection.execute(sql(backward if page.from_end else forward), bound).fetchall()
    return [fact_of(row, chain.scopes[row["scope"]]) for row in _in_order(rows, page)]


def count_facts(connection: sqlite3.Connection, chain: Chain, query: FactQuery) -> int:
    name = "count_listed_facts_of" if ends_of(query) else "count_listed_facts"
    bound = _fact_values(chain, query) | _between_facts(connection, chain, _EVERYTHING)
    count: int = connection.execute(sql(name), bound).fetchone()[0]
    return count


def _fact_values(chain: Chain, query: FactQuery) -> Values:
    return {
        "chain": chain.numbers,
        "known": micros(query.view.known),
        "at": micros(query.view.valid.start),
        "until": micros(query.view.valid.end),
        "min_confidence": query.min_confidence,
        "min_trust": int(query.min_trust),
        "during_start": micros(query.during.start),
        "during_end": micros(query.during.end),
        "predicates": json_list(sorted(query.predicates)),
        "inverses": json_list(sorted(query.inverses)),
        "is_any": int(not query.predicates and not query.inverses),
        "subject": query.subject,
        "object": query.object,
        "either": query.either,
        "between": json_list(sorted(query.between)),
        "ends": json_list(ends_of(query)),
        "include_stale": int(query.include_stale),
        "statuses": json_list(sorted(query.statuses)),
    }


def _between_facts(connection: sqlite3.Connection, chain: Chain, page: Page) -> Values:
    """Where a page lies: the starts and ids of the facts on either side of it."""
    wanted = [FactId(id) for id in (page.after, page.before) if id]
    found = facts(connection, chain, wanted) if wanted else []
    after, before = neighbour(found, page.after), neighbour(found, page.before)
    return {
        "after_start": BEFORE_ALL if after is None else micros(after.valid.start),
        "after_id": page.after,
        "before_start": AFTER_ALL if before is None else micros(before.valid.start),
        "before_id": page.before,
        "limit": page.first + 1,
    }


def list_facts_each(
    connection: sqlite3.Connection, scope: Scope, queries: Sequence[FactQuery], page: Page
) -> list[list[Fact]]:
    check_ends(queries)
    chains = _chains(connection, scope, queries)
    return [list_facts(connection, chains[one.inherit], one, page) for one in queries]


def count_facts_each(
    connection: sqlite3.Connection, scope: Scope, queries: Sequence[FactQuery]
) -> list[int]:
    check_ends(queries)
    chains = _chains(connection, scope, queries)
    return [count_facts(connection, chains[one.inherit], one) for one in queries]


def _chains(
    connection: sqlite3.Connection, scope: Scope, queries: Sequence[FactQuery]
) -> dict[bool, Chain]:
    return {
        inherit: chain_of(connection, scope, inherit=inherit)
        for inherit in {one.inherit for one in queries}
    }


def list_entities(
    connection: sqlite3.Connection, chain: Chain, query: EntityQuery, page: Page
) -> list[Entity]:
    bound = _entity_values(chain, query) | _between_entities(connection, chain, page)
    name = "list_last_entities" if page.from_end else "list_entities"
    rows = connection.execute(sql(name), bound).fetchall()
    return with_aliases(connection, chain, _in_order(rows, page))


def count_entities(connection: sqlite3.Connection, chain: Chain, query: EntityQuery) -> int:
    bound = _entity_values(chain, query) | _between_entities(connection, chain, _EVERYTHING)
    count: int = connection.execute(sql("count_listed_entities"), bound).fetchone()[0]
    return count


def _entity_values(chain: Chain, query: EntityQuery) -> Values:
    return {
        "chain": chain.numbers,
        "contains": name_form(query.name_contains),
        "kinds": json_list(sorted(query.kinds)),
        "created_start": micros(query.created.start),
        "created_end": micros(query.created.end),
    }


def _between_entities(connection: sqlite3.Connection, chain: Chain, page: Page) -> Values:
    """Where a page lies: the forms and ids of the entities on either side of it."""
    wanted = [EntityId(id) for id in (page.after, page.before) if id]
    bound = {"chain": chain.numbers, "ids": json_list(wanted)}
    rows = connection.execute(sql("places_of_entities"), bound) if wanted else ()
    found = [Place(row["id"], row["form"]) for row in rows]
    after, before = neighbour(found, page.after), neighbour(found, page.before)
    return {
        "after_form": "" if after is None else after.form,
        "after_id": page.after,
        "before_form": _LAST_TEXT if before is None else before.form,
        "before_id": page.before,
        "limit": page.first + 1,
    }


def _in_order(rows: list[_Row], page: Page) -> list[_Row]:
    return rows[::-1] if page.from_end else rows
