"""What is told to a memory from Python, and what is forgotten of it."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from quipu.api.forgetting import forget
from quipu.api.library.held import Held, carried_out
from quipu.api.steps import step_of
from quipu.graph.upkeep.consolidating import ALL
from quipu.graph.upkeep.going_over import RunReport, owed, report_of
from quipu.schema.drafts import EntityRef, EpisodeDraft, FactDraft, content_handed_over
from quipu.schema.experience import ExperienceDraft, Outcome, Step, outcome_of
from quipu.schema.forgetting import ForgetWish, Forgotten, Selector
from quipu.schema.knowledge import Trust

_WAIT_SECONDS = 60.0


@dataclass(frozen=True, slots=True)
class Telling(Held):
    """Texts, objects and facts go in. `remember` keeps at once; `settled` waits for the reading."""

    async def remember(
        self,
        text: str | Mapping[str, object],
        *,
        speaker: str = "",
        occurred_at: datetime | None = None,
        source: str = "",
        key: str | None = None,
    ) -> str:
        """Keep a text, or a JSON object; returns the id of its job. The same `key` again stores
        nothing twice.

        `occurred_at` needs an offset, best the speaker's own: "yesterday" is the day before by
        that clock. None means now.
        """
        content, kind = content_handed_over(text, speaker, source)
        draft = EpisodeDraft(content, kind, occurred_at, speaker, source=source)
        receipt = await self.service.memory.remember(self.scope, [draft], key or uuid.uuid4().hex)
        self.service.worker.nudge()
        return receipt.job.id

    async def add_fact(
        self,
        source: str,
        predicate: str,
        target: str | None = None,
        *,
        statement: str = "",
        valid_at: datetime | None = None,
        invalid_at: datetime | None = None,
    ) -> str:
        """Add a ready-made fact between two names and wait until it is settled.

        Without a target the `statement` itself is the value. Returns the id of its job.
        """
        sentence = statement or " ".join(part for part in (source, predicate, target) if part)
        draft = FactDraft(
            source=EntityRef(name=source),
            predicate=predicate,
            statement=sentence,
            target=None if target is None else EntityRef(name=target),
            valid_at=valid_at,
            invalid_at=invalid_at,
        )
        return await self.add_facts(draft)

    async def add_facts(self, *drafts: FactDraft) -> str:
        """Add ready-made facts with all that can be said of them, and wait until they are settled.

        Returns the id of their job.
        """
        receipt = await self.service.memory.add_facts(self.scope, drafts, uuid.uuid4().hex)
        worker = self.service.worker
        worker.nudge()
        return carried_out(await worker.wait_for(self.scope, receipt.job.id, _WAIT_SECONDS)).id

    async def record(
        self,
        task: str,
        outcome: Outcome | str,
        steps: Sequence[Step | str | Mapping[str, object]] = (),
        *,
        lesson: str = "",
        used: Sequence[str] = (),
        key: str | None = None,
    ) -> str:
        """Record an attempt at a task and wait until it is learned from; returns its id.

        A step is what was done, or an object such as `{"action": …, "succeeded": False}`. `used`
        are the ids of the procedures that were followed. The same `key` again stores nothing
        twice.
        """
        told = tuple(map(step_of, steps))
        draft = ExperienceDraft(
            task, outcome_of(outcome), told, lesson=lesson, used=tuple(used), trust=Trust.ASSERTED
        )
        return await self.record_attempt(draft, key=key)

    async def record_attempt(self, draft: ExperienceDraft, *, key: str | None = None) -> str:
        """The same with all that can be said of an attempt."""
        memory, worker = self.service.memory, self.service.worker
        actor = self.scope.user or self.scope.tenant
        receipt = await memory.record(self.scope, draft, key or uuid.uuid4().hex, actor)
        worker.nudge()
        job = carried_out(await worker.wait_for(self.scope, receipt.job.id, _WAIT_SECONDS))
        return job.episodes[0]

    async def forget(self, selector: Selector, *, reason: str, confirm: str = "") -> Forgotten:
        """Show what would be forgotten, or forget it for good where `confirm` is that token.

        What is forgotten cannot be told again, nor can this be undone.
        """
        actor = self.scope.user or self.scope.tenant
        wish = ForgetWish(
            selector, reason, actor, confirm_token=confirm or None, dry_run=not confirm
        )
        return await forget(self.service, self.scope, wish, uuid.uuid4().hex)

    async def consolidate(self) -> RunReport:
        """Go over the memory: likely names wait for a decision, communities are made anew."""
        memory = self.service.memory
        receipt = await owed(memory, self.scope, ALL, uuid.uuid4().hex)
        return report_of(await self.service.worker.until_ended(self.scope, receipt.job.id))
