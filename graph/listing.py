"""Lists that are wanted whole, however long they are."""

from __future__ import annotations

from quipu.schema.identity import Scope
from quipu.schema.knowledge import Fact
from quipu.schema.lists import Lists
from quipu.schema.ports import FactQuery, Page

_PAGE = 1_000  # facts read at once


async def every_fact(
    store: Lists, scope: Scope, query: FactQuery, *, after: str = "", page: int = _PAGE
) -> list[Fact]:
    """All facts of a list in its order, read `page` by `page`; those after one that is named."""
    found: list[Fact] = []
    while True:
        some = await store.list_facts(scope, query, Page(page, after=after))
        found += some[:page]
        if len(some) <= page:
            return found
        after = found[-1].id
