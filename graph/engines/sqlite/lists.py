"""Keyset pages of facts and entities."""

from __future__ import annotations

import sqlite3
from typing import TypeVar

from quipu.graph.engines.sqlite.reads import entities, facts, with_aliases
from quipu.graph.engines.sqlite.rows import Values, fact_of, json_list
from quipu.graph.engines.sqlite.scopes import Chain
from quipu.graph.engines.sqlite.sql import sql
from quipu.schema.errors import Invalid
from quipu.schema.identity import EntityId, FactId
from quipu.schema.intervals import micros
from quipu.schema.knowledge import Entity, Fact
from quipu.schema.names import name_form
from quipu.schema.ports import EntityQuery, FactQuery, Page

_BEFORE_ALL = -(2**63)  # below micros(DAWN)
_One = TypeVar("_One")


def list_facts(
    connection: sqlite3.Connection, chain: Chain, query: FactQuery, page: Page
) -> list[Fact]:
    bound: Values = {
        "chain": chain.numbers,
        "known": micros(query.view.known),
        "at": micros(query.view.valid.start),
        "min_confidence": query.min_confidence,
        "predicates": json_list(sorted(query.predicates)),
        "inverses": json_list(sorted(query.inverses)),
        "is_any": int(not query.predicates and not query.inverses),
        "subject": query.subject,
        "object": query.object,
        "either": query.either,
        "include_stale": int(query.include_stale),
        "after_start": _BEFORE_ALL,
        "after_id": page.after,
        "limit": page.first + 1,
    }
    if page.after:
        last = _last(facts(connection, chain, [FactId(page.after)]), page)
        bound["after_start"] = micros(last.valid.start)
    is_about_one = query.subject or query.object or query.either
    rows = connection.execute(sql("list_facts_of" if is_about_one else "list_facts"), bound)
    return [fact_of(row, chain.scopes[row["scope"]]) for row in rows]


def list_entities(
    connection: sqlite3.Connection, chain: Chain, query: EntityQuery, page: Page
) -> list[Entity]:
    bound: Values = {
        "chain": chain.numbers,
        "contains": name_form(query.name_contains),
        "kinds": json_list(sorted(query.kinds)),
        "after_name": "",
        "after_id": page.after,
        "limit": page.first + 1,
    }
    if page.after:
        bound["after_name"] = _last(entities(connection, chain, [EntityId(page.after)]), page).name
    return with_aliases(connection, chain, connection.execute(sql("list_entities"), bound))


def _last(found: list[_One], page: Page) -> _One:
    """The last item of the page before; raises Invalid where this scope has no such item."""
    if not found:
        raise Invalid(f"no page after {page.after!r}", hint="take `after` from the page before")
    return found[0]
