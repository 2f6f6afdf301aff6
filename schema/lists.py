"""Lists of facts and entities by page, and how long they are."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from quipu.schema.identity import Scope
from quipu.schema.knowledge import Entity, Fact
from quipu.schema.queries import EntityQuery, FactQuery, Page


class Lists(Protocol):
    """Keyset pages; what has "each" in its name is one read however many lists it reads."""

    async def list_facts(self, scope: Scope, query: FactQuery, page: Page) -> list[Fact]:
        """By (valid.start, id); one more when there is more, first where taken from the end."""
        ...

    async def list_facts_each(
        self, scope: Scope, queries: Sequence[FactQuery], first: int
    ) -> list[list[Fact]]:
        """The first page of each of some lists; each query names a subject, an object or either."""
        ...

    async def count_facts(self, scope: Scope, query: FactQuery) -> int:
        """How many facts a list has on all its pages."""
        ...

    async def count_facts_each(self, scope: Scope, queries: Sequence[FactQuery]) -> list[int]:
        """How many each of some lists has; each query names a subject, an object or either."""
        ...

    async def list_entities(self, scope: Scope, query: EntityQuery, page: Page) -> list[Entity]:
        """Ordered by (form of the name, id), as a name may be respelled between two pages; without
        values; one more when there is more, likewise."""
        ...

    async def count_entities(self, scope: Scope, query: EntityQuery) -> int:
        """How many entities a list has on all its pages."""
        ...
