"""Lists that are wanted whole, however long they are."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Protocol, TypeVar

from quipu.schema.errors import Invalid
from quipu.schema.identity import Scope
from quipu.schema.knowledge import Entity, Fact
from quipu.schema.lists import Lists
from quipu.schema.ports import EntityQuery, FactQuery, Page

_PAGE = 1_000  # items read at once


class _Listed(Protocol):
    @property
    def id(self) -> str: ...


_Item = TypeVar("_Item", bound=_Listed)
Counting = Callable[[int], None]
"""Told how many there are so far, after each page."""


def _nobody(count: int) -> None: ...


async def every_fact(
    store: Lists,
    scope: Scope,
    query: FactQuery,
    *,
    after: str = "",
    page: int = _PAGE,
    counting: Counting = _nobody,
) -> list[Fact]:
    """All facts of a list in its order, read `page` by `page`; those after one that is named."""
    return await _every(
        lambda one: store.list_facts(scope, query, one), Page(page, after), counting
    )


async def every_entity(
    store: Lists, scope: Scope, query: EntityQuery, *, counting: Counting = _nobody
) -> list[Entity]:
    """All entities of a list in its order."""
    return await _every(lambda one: store.list_entities(scope, query, one), Page(_PAGE), counting)


async def _every(
    read: Callable[[Page], Awaitable[list[_Item]]], page: Page, counting: Counting
) -> list[_Item]:
    found: list[_Item] = []
    began = page.after
    while True:
        try:
            some = await read(page)
        except Invalid:
            if not found:
                raise
            found.pop()  # it was forgotten meanwhile, so no page begins behind it
            page = replace(page, after=found[-1].id if found else began)
            continue
        found += some[: page.first]
        counting(len(found))
        if len(some) <= page.first:
            return found
        page = Page(page.first, after=found[-1].id)
