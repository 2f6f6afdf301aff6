"""How attempts at tasks, and the procedures that they show, look from outside."""

from __future__ import annotations

import strawberry

from quipu.api.graphql.context import Info
from quipu.api.graphql.convert import stamp
from quipu.api.graphql.items import Entity, MemoryItem
from quipu.api.graphql.paging import checked_size
from quipu.api.graphql.plain import PlainItem
from quipu.api.graphql.sources import Source
from quipu.api.graphql.types import Scope, Size, described
from quipu.schema import experience, identity
from quipu.schema.experience import EXPERIENCE_PREFIX, PROCEDURE_PREFIX, Outcome
from quipu.schema.identity import EpisodeId

LIVED_PREFIXES = (EXPERIENCE_PREFIX, PROCEDURE_PREFIX)


@strawberry.type(description="One thing that was done in an attempt, and what came of it.")
class ExperienceStep:
    index: int = strawberry.field(description="Its place, from 0.")
    action: str
    observation: str | None
    succeeded: bool | None = strawberry.field(description="Null where nobody says.")
    tool: str | None
    duration_ms: int | None

    @classmethod
    def of(cls, index: int, step: experience.Step) -> ExperienceStep:
        return cls(
            index=index,
            action=step.action,
            observation=step.observation or None,
            succeeded=step.succeeded,
            tool=step.tool or None,
            duration_ms=step.duration_ms,
        )


@strawberry.type(
    description="An attempt at a task: what was tried, what came of it, what to do next time."
)
class Experience(PlainItem, MemoryItem):
    row: strawberry.Private[experience.Experience]
    task: str
    outcome: Outcome
    score: float | None = strawberry.field(description="The caller's own measure, 0 to 1.")
    lesson: str | None
    steps: list[ExperienceStep]
    used_procedures: list[strawberry.ID] = strawberry.field(
        description="Procedures that were followed, by id: they may be no more."
    )

    @classmethod
    def of(cls, row: experience.Experience, read_in: identity.Scope) -> Experience:
        return cls(
            read_in=read_in,
            row=row,
            id=strawberry.ID(row.id),
            scope=Scope.of(row.scope),
            created_at=stamp(row.created_at),
            task=row.task,
            outcome=row.outcome,
            score=row.score,
            lesson=row.lesson or None,
            steps=[ExperienceStep.of(place, step) for place, step in enumerate(row.steps)],
            used_procedures=[strawberry.ID(id) for id in row.used],
        )

    @described("Known by a name that stands in its task, lesson or steps, longest names first.")
    async def entities(self, info: Info, first: Size = 10) -> list[Entity]:
        size = checked_size("first", 10 if first is None else first)
        rows = await info.context.loaders.named_in.load((self.read_in, self.row))
        return [Entity.of(row, self.read_in) for row in (rows or ())[:size]]

    async def sources(self, info: Info) -> list[Source]:
        return [Source.of_attempt(self.row)]


@strawberry.type(
    description="What attempts at tasks of one sort have in common, with its evidence. It is never"
    " stored: it is what the attempts known at the moment asked about say."
)
class Procedure(PlainItem, MemoryItem):
    row: strawberry.Private[experience.Procedure]
    title: str
    when: str = strawberry.field(description="For which tasks, or after which failure.")
    steps: list[str] = strawberry.field(description="What to do, in order.")
    avoid: list[str] = strawberry.field(description="What to leave, and how often it failed.")
    lessons: list[str] = strawberry.field(
        description="What was learned, in the words of who tried, the newest first."
    )
    successes: int
    failures: int
    confidence: float = strawberry.field(
        description="0 to 1: the lower bound of a 95 % interval on the share that bears it out."
    )

    @classmethod
    def of(cls, row: experience.Procedure, read_in: identity.Scope) -> Procedure:
        return cls(
            read_in=read_in,
            row=row,
            id=strawberry.ID(row.id),
            scope=Scope.of(row.scope),
            created_at=stamp(row.created_at),
            title=row.title,
            when=row.when,
            steps=list(row.steps),
            avoid=list(row.avoid),
            lessons=list(row.lessons),
            successes=row.successes,
            failures=row.failures,
            confidence=row.confidence,
        )

    @described("The attempts that it rests on, oldest first.")
    async def evidence(self, info: Info, first: Size = 5) -> list[Experience]:
        size = checked_size("first", 5 if first is None else first)
        rows = await self._attempts(info, size)
        return [Experience.of(row, self.read_in) for row in rows]

    async def sources(self, info: Info) -> list[Source]:
        rows = await self._attempts(info, len(self.row.evidence))
        return [Source.of_attempt(row) for row in rows]

    async def _attempts(self, info: Info, size: int) -> list[experience.Experience]:
        keys = [(self.read_in, id) for id in self.row.evidence[:size]]
        rows = await info.context.loaders.experiences.load_many(keys)
        return [row for row in rows if row is not None]


async def lived_by_id(info: Info, scope: identity.Scope, id: str) -> Experience | Procedure | None:
    """The attempt or the procedure of an id; null for a missing and for a foreign one alike."""
    loaders = info.context.loaders
    if id.startswith(f"{EXPERIENCE_PREFIX}_"):
        one = await loaders.experiences.load((scope, EpisodeId(id)))
        return None if one is None else Experience.of(one, scope)
    told = await loaders.procedures.load((scope, id))
    return None if told is None else Procedure.of(told, scope)
