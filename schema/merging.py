"""Who is who: what a caller asks for, and what that needs of a store."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Protocol

from quipu.schema.identity import EntityId, FactId, Scope
from quipu.schema.knowledge import Claim


@dataclass(frozen=True, slots=True)
class Merger:
    """Some entities that are all the one to keep. `insists`: whatever speaks against it."""

    keep: EntityId
    merge: tuple[EntityId, ...]
    insists: bool = False


@dataclass(frozen=True, slots=True)
class Splitting:
    """Some facts of an entity that are about somebody else, who is new."""

    entity: EntityId
    new_name: str
    facts: tuple[FactId, ...]


class Identifying(Protocol):
    """What ruling on who is who needs of a store."""

    async def claims_about(self, scope: Scope, entities: Collection[EntityId]) -> list[Claim]:
        """Every claim of this exact scope that is about some entities, or was told of them, in
        the order in which they came."""
        ...
