"""A pen to tell stories to a memory with: messages in, answers out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import count

from quipu.graph.intake.ingest import SettleReport, settle_next
from quipu.graph.intake.retract import retracted
from quipu.graph.memory import Memory
from quipu.schema.drafts import EntityRef, EpisodeDraft
from quipu.schema.identity import EpisodeId, Scope
from quipu.schema.knowledge import EpisodeKind, Fact, status_of
from quipu.schema.ports import Extractor, Job
from quipu.schema.rulings import Ruling

SCOPE = Scope("story")


def date(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


_KEYS = count()


async def takes_back(memory: Memory, scope: Scope, episodes: Sequence[EpisodeId]) -> None:
    """What some texts claimed counts no longer, says Ben."""
    await retracted(memory, scope, episodes, Ruling("ben", "a mistake"), f"back-{next(_KEYS)}")


@dataclass
class Teller:
    """Tells messages to a memory and asks it things."""

    memory: Memory
    reader: Extractor
    said: int = 0

    async def hears(self, on: str, text: str, speaker: str = "Maya") -> Job:
        """One message, accepted but not yet read."""
        self.said += 1
        draft = EpisodeDraft(text, EpisodeKind.MESSAGE, date(on), speaker)
        return (await self.memory.remember(SCOPE, [draft], f"k{self.said}")).job

    async def reads(self, on: str, text: str, we: str = "Halden") -> None:
        """One document of a firm, in which "we" is that firm."""
        self.said += 1
        told = {"we": we} if we else {}
        draft = EpisodeDraft(text, EpisodeKind.DOCUMENT, date(on), metadata=told)
        await self.memory.remember(SCOPE, [draft], f"k{self.said}")
        await self.settles()

    async def settles(self) -> list[SettleReport]:
        reports = []
        while report := await settle_next(self.memory, self.reader):
            reports.append(report)
        return reports

    async def tells(self, *said: tuple[str, str]) -> list[EpisodeId]:
        """Messages, one after another, each settled before the next is heard."""
        heard = []
        for on, text in said:
            heard += (await self.hears(on, text)).episodes
            await self.settles()
        return heard

    async def asked(
        self, text: str, as_of: str = "", known_at: datetime | None = None
    ) -> list[str]:
        view = self.memory.view_for(text, date(as_of) if as_of else None, known_at)
        return sorted((await self.memory.ask(SCOPE, text, view)).texts)

    async def timeline(self, name: str) -> list[tuple[str, str]]:
        """(sentence, status) of every fact about somebody, oldest first."""
        return [(one.sentence, str(self.status(one))) for one in await self.facts(name)]

    async def facts(self, name: str) -> list[Fact]:
        entity = await self.memory.entity(SCOPE, EntityRef(name=name))
        assert entity is not None, f"{name} is not known"
        return await self.memory.timeline(SCOPE, entity.id)

    def status(self, fact: Fact) -> str:
        return str(status_of(fact, self.memory.view()))
