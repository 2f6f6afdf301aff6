"""Bringing a Graphiti database in: read group by group, remembered, settled, and counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from quipu.api.cli.ingest import Intake, Progress
from quipu.graph.accept import episode_id
from quipu.graph.graphiti.incoming import Plan, incoming
from quipu.graph.graphiti.said import Told, still_to_tell
from quipu.schema.drafts import EpisodeDraft
from quipu.schema.errors import Invalid, NotFound
from quipu.schema.graphiti import GraphitiDatabase, GraphitiGroup
from quipu.schema.identity import Scope

if TYPE_CHECKING:
    from quipu.api.assemble import Service

GroupAs = Literal["user", "agent", "session", "none"]
_LOOKED_UP = 500


@dataclass(frozen=True, slots=True)
class Grouping:
    """Which groups are wanted (none named: all), and which level of the scope a group becomes."""

    groups: tuple[str, ...] = ()
    level: GroupAs = "user"

    def scope(self, base: Scope, group_id: str) -> Scope:
        """Where a group goes. The default group, which has no name, stays at the base."""
        from quipu.api.auth import narrowed

        if self.level == "none" or not group_id:
            return base
        if getattr(base, self.level):
            raise Invalid(
                f"--{self.level} and --group-as {self.level} both say where group"
                f" {group_id!r} goes",
                hint="leave one of them out, or take --group-as none",
            )
        return narrowed(base, **{self.level: group_id})


@dataclass(slots=True)
class Imported:
    """What was read of a database, and what came of it."""

    groups: int = 0
    entities: int = 0
    facts: int = 0
    kept_facts: int = 0
    episodes: int = 0
    statements: int = 0
    naive_moments: int = 0
    new_episodes: int = 0
    new_facts: int = 0
    failed: int = 0
    seconds: float = 0.0
    scopes: list[str] = field(default_factory=list)
    left_out: Counter[str] = field(default_factory=Counter)
    noted: Counter[str] = field(default_factory=Counter)


async def imported(
    service: Service,
    source: GraphitiDatabase,
    base: Scope,
    grouping: Grouping,
    progress: Progress,
    stopwatch: Callable[[], float],
) -> Imported:
    """Bring groups in and return when all is settled; doing it again adds only what is new."""
    started, done = stopwatch(), Imported()
    wanted = await _wanted(source, grouping.groups)
    scopes = {group: grouping.scope(base, group) for group in wanted}
    async with service.worker.running():
        async for group in source.read(wanted):
            scope = scopes[group.group_id]
            before = await _statistics(service, scope)
            await _bring(service, scope, group, progress, done)
            after = await _statistics(service, scope)
            done.new_episodes += after[0] - before[0]
            done.new_facts += after[1] - before[1]
    done.seconds = stopwatch() - started
    return done


async def _wanted(source: GraphitiDatabase, named: Sequence[str]) -> Sequence[str]:
    there = await source.groups()
    for group in named:
        if group not in there:
            known = ", ".join(repr(one) for one in there[:10])
            raise NotFound(f"no group {group!r} in that database", hint=f"there are {known}")
    return list(dict.fromkeys(named)) or there


async def _bring(
    service: Service, scope: Scope, group: GraphitiGroup, progress: Progress, done: Imported
) -> None:
    plan = incoming(group)
    _count(group, plan, scope, done)
    progress.opened(Path(group.group_id or "the default group"), len(plan.told))
    intake = Intake(service, scope, progress)
    place = 0
    async for draft in _drafts(service, scope, plan.told, done.left_out):
        place += 1
        await intake.add(draft, place)
    await intake.settle()
    done.failed += intake.failed


def _count(group: GraphitiGroup, plan: Plan, scope: Scope, done: Imported) -> None:
    done.groups += 1
    done.entities += len(group.entities)
    done.facts += len(group.facts)
    done.kept_facts += plan.kept_facts
    done.episodes += len(group.episodes)
    done.statements += sum(len(one.said) for one in plan.told)
    done.naive_moments += group.naive_moments
    done.scopes.append(f"{group.group_id or '(default group)'} → {scope.key.rstrip('/')}")
    done.left_out.update(plan.left_out)
    done.noted.update(plan.noted)


async def _drafts(
    service: Service, scope: Scope, told: Sequence[Told], left: Counter[str]
) -> AsyncIterator[EpisodeDraft]:
    """All episodes, those known already too, so that what failed is tried again; and after
    them what the known ones do not say yet."""
    later: list[EpisodeDraft] = []
    for start in range(0, len(told), _LOOKED_UP):
        page = told[start : start + _LOOKED_UP]
        ids = {episode_id(scope, one.draft): one for one in page}
        for held in await service.memory.store.episodes(scope, list(ids)):
            later += still_to_tell(ids[held.id], _marks(held.metadata.get("graphiti")), left)
        for one in page:
            yield one.draft
    for draft in later:
        yield draft


def _marks(graphiti: object) -> list[str]:
    marks = graphiti.get("told") if isinstance(graphiti, dict) else None
    return [str(mark) for mark in marks] if isinstance(marks, list) else []


async def _statistics(service: Service, scope: Scope) -> tuple[int, int]:
    found = await service.memory.store.statistics(scope, service.memory.view())
    return found.episodes, found.facts
