"""Reading files into memory: accepted in batches while the worker settles, resumable at any point.

Nothing about an ingest is remembered outside the memory itself. The key of a batch and the ids of
its episodes follow from their content, so doing it all again stores nothing twice.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from quipu.api.cli.inputs import lines_in, read_file
from quipu.api.cli.messages import BadLine, Message, Unsaid
from quipu.api.cli.written_days import DayOrder
from quipu.schema.canonical import canonical
from quipu.schema.drafts import EpisodeDraft
from quipu.schema.errors import Invalid, RateLimited, Unavailable
from quipu.schema.forgetting import Erased
from quipu.schema.identity import Scope, content_hash
from quipu.schema.jobs import unsettled
from quipu.schema.ports import Job, JobStatus, Receipt

if TYPE_CHECKING:
    from quipu.api.assemble import Service

BATCH = 64
_BAD_LINES_SHOWN = 20  # more of them say nothing new, and hide what else is said
_AHEAD = 32  # batches accepted before the oldest must be settled; bounds what is open at once
_PATIENCE_SECONDS = 1.0
_LONG_WAIT_SECONDS = 5.0  # open work that our idle worker may not take so long: another's


class Progress(Protocol):
    """Who watches an ingest."""

    def opened(self, path: Path, lines: int) -> None: ...

    def accepted(self, line: int, messages: int) -> None: ...

    def settled(self, messages: int) -> None: ...

    def refused(self, bad: BadLine) -> None: ...

    def noted(self, remark: str) -> None: ...


@dataclass(frozen=True, slots=True)
class Wish:
    """How to read: `at` dates what has no date, `days` says how chat logs write theirs, `group` is
    whom texts mean by "we", and a bad line may stop it all."""

    at: datetime | None = None
    stops_on_error: bool = False
    days: DayOrder | None = None
    group: str = ""

    def of_group(self, draft: EpisodeDraft) -> EpisodeDraft:
        """A draft that says who "we" are, unless it does so itself."""
        told = {"we": self.group} if self.group else {}
        return replace(draft, metadata={**told, **draft.metadata}) if told else draft


@dataclass(frozen=True, slots=True)
class Ingested:
    """What came of an ingest. `new_…` counts what was not there before."""

    files: int
    messages: int
    refused: int
    failed: int
    new_episodes: int
    new_facts: int
    seconds: float
    unusable: tuple[Path, ...] = ()  # files with bad lines and not one good one

    @property
    def messages_per_second(self) -> float:
        return self.messages / self.seconds if self.seconds else 0.0


async def ingest(
    service: Service,
    scope: Scope,
    files: Sequence[Path],
    wish: Wish,
    progress: Progress,
    stopwatch: Callable[[], float],
) -> Ingested:
    """Read files and return when all is settled. Raises Invalid at a bad line if so wished."""
    started = stopwatch()
    intake = Intake(service, scope, progress)
    await intake.look_at(scope)
    async with service.worker.running():
        for path in files:
            await _read(path, wish, intake, progress)
        await intake.settle()
    if intake.refused > _BAD_LINES_SHOWN:
        progress.noted(f"and {intake.refused - _BAD_LINES_SHOWN:,} more bad lines")
    episodes, facts = await intake.new()
    return Ingested(
        files=len(files),
        messages=intake.messages,
        refused=intake.refused,
        failed=intake.failed,
        new_episodes=episodes,
        new_facts=facts,
        seconds=stopwatch() - started,
        unusable=tuple(intake.unusable),
    )


async def _read(path: Path, wish: Wish, intake: Intake, progress: Progress) -> None:
    lines = lines_in(path)
    progress.opened(path, lines)
    taken, refused, unsaid = intake.messages, intake.refused, 0
    for line, found in read_file(path, wish.at, wish.days):
        if isinstance(found, BadLine):
            intake.refuse(found)
            if wish.stops_on_error:
                await intake.settle()
                raise Invalid(f"stopped at {found}", hint="mend the line and run again")
            continue
        if isinstance(found, Unsaid):
            unsaid += 1
            continue
        scope = _scope_of(found, intake.scope)
        if isinstance(scope, str):
            intake.refuse(BadLine(path, line, scope))
            continue
        if found.is_utc_assumed and not intake.is_utc_noted:
            intake.is_utc_noted = True
            progress.noted(f"{path}:{line}: dates without an offset are read as UTC")
        await intake.add(wish.of_group(found.draft), line, scope)
    await intake.flush()
    if unsaid:
        progress.noted(f"{path}: {unsaid:,} instructions, calls of tools and pictures left out")
    progress.accepted(lines, 0)
    if intake.refused > refused and intake.messages == taken:
        intake.unusable.append(path)


def _scope_of(message: Message, own: Scope) -> Scope | str:
    """Whose memory a message goes into, or why it may not: nobody's goes to another user."""
    if not message.user or message.user == own.user:
        return own
    if own.user:
        return f"a memory of {message.user}, not of {own.user}"
    try:
        return replace(own, user=message.user)
    except Invalid as fault:
        return str(fault)


@dataclass(slots=True)
class Intake:
    """Drafts on their way in: some held for the next batch, some accepted and not settled yet.

    All go into one scope, unless they are added with another.
    """

    service: Service
    scope: Scope
    progress: Progress
    held: dict[Scope, list[EpisodeDraft]] = field(default_factory=dict)
    open_jobs: deque[Job] = field(default_factory=deque)
    before: dict[Scope, tuple[int, int]] = field(default_factory=dict)
    messages: int = 0
    refused: int = 0
    failed: int = 0
    line: int = 0
    is_utc_noted: bool = False
    is_wait_noted: bool = False
    unusable: list[Path] = field(default_factory=list)

    async def look_at(self, scope: Scope) -> None:
        """Note what a scope holds before anything comes in."""
        if scope not in self.before:
            self.before[scope] = await self._held_in(scope)

    async def new(self) -> tuple[int, int]:
        """How many episodes and facts there are that were not there before."""
        held = [(before, await self._held_in(scope)) for scope, before in self.before.items()]
        episodes = sum(after[0] - before[0] for before, after in held)
        return episodes, sum(after[1] - before[1] for before, after in held)

    async def _held_in(self, scope: Scope) -> tuple[int, int]:
        """Episodes and facts of a scope; of a user's without those of the wider one around it."""
        store, view = self.service.memory.store, self.service.memory.view()
        found = await store.statistics(scope, view)
        if scope == self.scope:
            return found.episodes, found.facts
        around = await store.statistics(self.scope, view)
        return found.episodes - around.episodes, found.facts - around.facts

    def refuse(self, bad: BadLine) -> None:
        self.refused += 1
        if self.refused <= _BAD_LINES_SHOWN:
            self.progress.refused(bad)

    async def add(self, draft: EpisodeDraft, line: int, scope: Scope | None = None) -> None:
        place = scope or self.scope
        held = self.held.setdefault(place, [])
        held.append(draft)
        self.line = line
        if len(held) >= BATCH:
            await self._flush(place)
        elif len(self.held) > _AHEAD:  # of many users, some messages each
            await self.flush()

    async def flush(self) -> None:
        """Accept what is held; from then on nothing of it can be lost."""
        for scope in list(self.held):
            await self._flush(scope)

    async def _flush(self, scope: Scope) -> None:
        drafts = self.held.pop(scope)
        await self.look_at(scope)
        try:
            receipt = await self._accepted(scope, drafts)
        except Erased:
            self._leave_out(len(drafts))
            return
        self.service.worker.nudge()
        if receipt.forgotten:
            self._leave_out(len(receipt.forgotten))
        self.messages += len(drafts) - len(receipt.forgotten)
        self.progress.accepted(self.line, len(drafts) - len(receipt.forgotten))
        self.open_jobs.append(receipt.job)
        while len(self.open_jobs) > _AHEAD or (self.open_jobs and await self._is_over()):
            await self._settle_oldest()

    async def _accepted(self, scope: Scope, drafts: Sequence[EpisodeDraft]) -> Receipt:
        """What others have told may have to be read before there is room for more."""
        while True:
            try:
                return await self.service.memory.remember(scope, drafts, batch_key(drafts))
            except RateLimited as full:
                self.progress.noted(str(full))
                self.service.worker.nudge()
                await asyncio.sleep(full.retry_after_ms / 1000)

    def _leave_out(self, count: int) -> None:
        self.progress.noted(f"{count:,} of these texts were erased on request and are left out")

    async def settle(self) -> None:
        """Return when everything is accepted and settled."""
        await self.flush()
        while self.open_jobs:
            await self._settle_oldest()

    async def _is_over(self) -> bool:
        job = await self.service.worker.wait_for(self.open_jobs[0].scope, self.open_jobs[0].id, 0.0)
        return job.status not in (JobStatus.QUEUED, JobStatus.RUNNING)

    async def _settle_oldest(self) -> None:
        job, waited = self.open_jobs[0], 0.0
        while job.status in (JobStatus.QUEUED, JobStatus.RUNNING):
            if waited >= _LONG_WAIT_SECONDS and not self.is_wait_noted:
                self._note_wait()
            waited += _PATIENCE_SECONDS if self.service.worker.is_idle else 0.0
            if self.service.worker.complaint:
                raise Unavailable(
                    self.service.worker.complaint, hint="what was accepted is kept: run it again"
                )
            job = await self.service.worker.wait_for(job.scope, job.id, _PATIENCE_SECONDS)
        self.open_jobs.popleft()
        self.progress.settled(len(job.episodes))
        if job.status is not JobStatus.DONE:
            self.failed += len(unsettled(job))
            self.progress.noted(f"job {job.id} is {job.status}: {job.last_error or 'no reason'}")

    def _note_wait(self) -> None:
        self.is_wait_noted = True
        seconds = self.service.settings.worker_lease_seconds
        self.progress.noted(
            "another process holds this work, or held it when it was killed; "
            f"it is taken over within {seconds:.0f} s"
        )


def batch_key(drafts: Sequence[EpisodeDraft]) -> str:
    """The idempotency key of a batch, made from all that it says."""
    return f"ingest-{content_hash(canonical(drafts))[:40]}"
