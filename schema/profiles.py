"""What is told of entities beside their names: when they changed, what values they have."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from quipu.schema.identity import EntityId, Scope
from quipu.schema.intervals import AsOf

MOST_VALUES = 50  # of one entity: those that hold since the latest moment
MOST_SAID = 3  # sentences that stand for an entity


@dataclass(frozen=True, slots=True)
class HeldValue:
    """A date, number or text that holds of an entity: the object of a fact that is a value."""

    predicate: str
    text: str
    qualifier: str = ""


@dataclass(frozen=True, slots=True)
class Profile:
    """`changed_at`: when a name of the entity, or a fact about it, was last learned or given up."""

    changed_at: datetime
    values: tuple[HeldValue, ...] = ()


class Profiles(Protocol):
    async def profiles(
        self, scope: Scope, ids: Collection[EntityId], view: AsOf
    ) -> dict[EntityId, Profile]:
        """Of each entity that the scope sees: what is CURRENT at `view`, newest first."""
        ...

    async def summaries(
        self, scope: Scope, ids: Collection[EntityId], view: AsOf
    ) -> dict[EntityId, tuple[str, ...]]:
        """The sentences that stand for entities: of what is CURRENT at `view` with them at either
        end, no denials, the best attested of each predicate (most claims, then surest, then
        newest), `MOST_SAID` of them; who has none is not there."""
        ...
