"""A memory on any engine that is told ready-made facts, and what it then believes."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from fakes import HashEmbedder
from quipu.graph.intake.ingest import settle_next
from quipu.graph.memory import Memory
from quipu.schema.drafts import EntityRef, FactDraft
from quipu.schema.identity import EntityId, Scope
from quipu.schema.knowledge import Fact, Reading
from quipu.schema.ports import FactQuery, Page
from teller import date

ACME = Scope("acme")


class EightPlaces(HashEmbedder):
    """The embedder that the engines of the contract tests are opened for."""

    name = "test"
    dimensions = 8


class Silent:
    """Reads nothing: everything here is handed in."""

    name = "silent"

    async def read(self, episodes: list[Any]) -> list[Reading]:
        return [Reading() for _ in episodes]


@dataclass
class ByHand:
    """Tells facts one after another, each settled before the next, and lists what is believed."""

    memory: Memory
    told: int = 0
    scope: Scope = field(default=ACME)

    async def tells(self, subject: str, predicate: str, value: str, on: str, **more: Any) -> None:
        """One fact that begins on a day."""
        self.told += 1
        scope = more.pop("scope", self.scope)
        said = more.pop("statement", f"{subject} {predicate} {value}")
        moment = date(on)
        draft = FactDraft(
            EntityRef(name=subject),
            predicate,
            said,
            EntityRef(name=value),
            valid_at=moment,
            occurred_at=moment,
            **more,
        )
        await self.memory.add_fact(scope, draft, f"told-{self.told}")
        while await settle_next(self.memory, Silent()):
            pass

    async def named(self, name: str, scope: Scope | None = None) -> EntityId:
        found = await self.memory.entity(scope or self.scope, EntityRef(name=name))
        assert found is not None, f"{name} is not known"
        return found.id

    async def facts(self, as_of: datetime | None = None, **query: Any) -> list[Fact]:
        """What holds at a moment, now if none is given."""
        asked = FactQuery(self.memory.view(as_of), **query)
        return await self.memory.store.list_facts(self.scope, asked, Page(100))

    async def believed(self, as_of: datetime | None = None, **query: Any) -> list[str]:
        """The sentences of what holds at a moment."""
        return sorted(fact.sentence for fact in await self.facts(as_of, **query))
