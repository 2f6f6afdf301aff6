"""What every call of the library needs: a service, whose memory it is, whom a name means."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Self

from quipu.api.assemble import Service
from quipu.api.auth import narrowed
from quipu.api.naming import meant
from quipu.schema.errors import Invalid
from quipu.schema.identity import EpisodeId, Scope
from quipu.schema.knowledge import Entity, Episode, Fact
from quipu.schema.ports import Job, JobStatus


@dataclass(frozen=True, slots=True)
class Held:
    """A service, and the scope that its calls are about."""

    service: Service
    scope: Scope

    def within(
        self, *, user: str | None = None, agent: str | None = None, session: str | None = None
    ) -> Self:
        """The same memory, narrowed to a user, an agent or a session."""
        scope = narrowed(self.scope, user=user, agent=agent, session=session)
        return type(self)(self.service, scope)

    async def settled(self) -> None:
        """Return when everything remembered so far is read and settled, by whichever process.

        Raises `Unavailable` where this one cannot go on. What a process has begun that was killed
        since is waited for until its lease is over.
        """
        await self.service.worker.until_settled(self.service.memory.clock())

    async def _named(self, name: str) -> Entity:
        return await meant(self.service.memory, self.scope, name)

    async def _said(self, facts: Iterable[Fact]) -> Mapping[EpisodeId, Episode]:
        ids = list(dict.fromkeys(id for fact in facts for id in fact.episodes))
        rows = await self.service.memory.store.episodes(self.scope, ids)
        return {row.id: row for row in rows}


def carried_out(job: Job) -> Job:
    """The same job. Raises `Invalid` where it failed."""
    if job.status is JobStatus.FAILED:
        raise Invalid(f"the fact could not be settled: {job.last_error}")
    return job
