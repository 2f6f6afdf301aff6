"""Items by id, and what belongs to them: each call is one read, however many are asked for."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Protocol

from quipu.schema.changes import LogEntry
from quipu.schema.identity import ClaimId, EntityId, EpisodeId, FactId, Scope
from quipu.schema.knowledge import Claim, Entity, Episode, Fact
from quipu.schema.turns import Beside


class Items(Protocol):
    """What a missing id asks for is not there; a foreign one is as missing."""

    async def facts(self, scope: Scope, ids: Collection[FactId]) -> list[Fact]: ...

    async def entities(self, scope: Scope, ids: Collection[EntityId]) -> list[Entity]: ...

    async def episodes(self, scope: Scope, ids: Collection[EpisodeId]) -> list[Episode]: ...

    async def claims(self, scope: Scope, ids: Collection[ClaimId]) -> list[Claim]: ...

    async def ids_beginning(self, scope: Scope, beginning: str, limit: int) -> list[str]:
        """Ids of facts, entities, values, episodes and jobs that begin so, in order."""
        ...

    async def claims_of(self, scope: Scope, episodes: Collection[EpisodeId]) -> list[Claim]:
        """The claims read from some episodes, in the order in which they came."""
        ...

    async def turns_beside(
        self, scope: Scope, episodes: Collection[EpisodeId]
    ) -> dict[EpisodeId, Beside]:
        """What stands around turns of this exact scope, by when it happened, then by arrival; an
        episode without a source stands alone and is left out."""
        ...

    async def revisions(self, scope: Scope, fact: FactId) -> list[Fact]:
        """Every row, believed or not, of a fact's slot and object, oldest first."""
        ...

    async def revisions_each(self, scope: Scope, facts: Sequence[FactId]) -> list[list[Fact]]:
        """The same for each of some facts."""
        ...

    async def changes_of(self, scope: Scope, items: Collection[str], limit: int) -> list[LogEntry]:
        """Log entries about some items, oldest first."""
        ...

    async def changes_of_each(
        self, scope: Scope, lists: Sequence[Collection[str]], limit: int
    ) -> list[list[LogEntry]]:
        """The same for each of some lists of items, `limit` for each."""
        ...
