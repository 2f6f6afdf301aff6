"""Who calls a tool, and what a tool gives back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from quipu.api.access.principal import Principal
from quipu.api.assemble import Service
from quipu.graph.memory import Memory
from quipu.schema.identity import EpisodeId, Scope
from quipu.schema.knowledge import Episode, Fact


@dataclass(frozen=True, slots=True)
class Answer:
    """A text for the model, and the ids that it is about, for the audit log."""

    text: str
    ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Caller:
    """One call's way to the memory, in the scope of its principal and no other."""

    service: Service
    principal: Principal

    @property
    def memory(self) -> Memory:
        return self.service.memory

    @property
    def scope(self) -> Scope:
        return self.principal.scope

    async def said(self, facts: Iterable[Fact]) -> Mapping[EpisodeId, Episode]:
        """The episodes that facts rest on."""
        ids = list(dict.fromkeys(id for fact in facts for id in fact.episodes))
        return {row.id: row for row in await self.memory.store.episodes(self.scope, ids)}
