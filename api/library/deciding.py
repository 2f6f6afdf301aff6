"""What is ruled on facts and names from Python, with a reason; undone as any change."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime

from quipu.api.library.held import Held, carried_out
from quipu.api.recalled import Recalled, of_fact
from quipu.api.retraction import retracted
from quipu.api.rulings import outcome
from quipu.graph.ruling.amend import corrected, invalidated, undone
from quipu.graph.ruling.merging import merged
from quipu.graph.ruling.merging import split as parted
from quipu.schema.drafts import EntityRef
from quipu.schema.identity import EpisodeId, FactId
from quipu.schema.merging import Merger, Splitting
from quipu.schema.ports import Receipt
from quipu.schema.rulings import Correction, Invalidation, Ruling


@dataclass(frozen=True, slots=True)
class Deciding(Held):
    """Each call returns when it is settled."""

    async def retract(self, *episode_ids: str, reason: str) -> list[Recalled]:
        """Take what episodes claimed out of belief; what they had ended comes back.

        Ids are those in `Recalled.episodes`. Returns the facts that are believed otherwise now,
        after those that are no longer believed, which are EXPIRED. Is undone as any change.
        """
        memory = self.service.memory
        ids = [EpisodeId(id) for id in episode_ids]
        done = await retracted(memory, self.scope, ids, reason)
        await self.settled()
        gone = await memory.store.facts(self.scope, [fact.id for fact in done.gone])
        said, view = await self._said([*gone, *done.changed]), memory.view()
        return [of_fact(fact, view, said) for fact in (*gone, *done.changed)]

    async def correct(
        self,
        fact_id: str,
        *,
        reason: str,
        target: str | None = None,
        predicate: str | None = None,
        statement: str | None = None,
        valid_at: datetime | None = None,
    ) -> list[Recalled]:
        """Say what a fact should have been; the wrong value gives way, also if told again.

        Returns the facts that are believed otherwise now, after those believed no longer.
        """
        ref = None if target is None else EntityRef(name=target)
        wish = Correction(FactId(fact_id), statement, predicate, ref, valid_at)
        memory, by, key = self.service.memory, self._ruling(reason), uuid.uuid4().hex
        return await self._ruled(await corrected(memory, self.scope, wish, by, key))

    async def invalidate(
        self, fact_id: str, *, reason: str, at: datetime | None = None
    ) -> list[Recalled]:
        """Say that a fact ended at a moment; without one that it never held, for good.

        Returns as `correct` does.
        """
        wish = Invalidation(FactId(fact_id), at)
        memory, by, key = self.service.memory, self._ruling(reason), uuid.uuid4().hex
        return await self._ruled(await invalidated(memory, self.scope, wish, by, key))

    async def undo(self, sequence: int, *, reason: str) -> list[Recalled]:
        """Take back what led to one change of the log. Returns as `correct` does."""
        memory, by, key = self.service.memory, self._ruling(reason), uuid.uuid4().hex
        return await self._ruled(await undone(memory, self.scope, sequence, by, key))

    async def merge(
        self, keep: str, *others: str, reason: str, insist: bool = False
    ) -> list[Recalled]:
        """Say that several names (or ids) mean one; `insist` also where kinds, numbers or dates of
        birth differ. Returns as `correct` does, and is undone as any change."""
        ids = [(await self._named(one)).id for one in (keep, *others)]
        wish = Merger(ids[0], tuple(ids[1:]), insists=insist)
        memory, by, key = self.service.memory, self._ruling(reason), uuid.uuid4().hex
        return await self._ruled(await merged(memory, self.scope, wish, by, key))

    async def split(self, name: str, new_name: str, *fact_ids: str, reason: str) -> list[Recalled]:
        """Say that some facts are about somebody else, called `new_name`. Returns as `correct`."""
        entity, facts = await self._named(name), tuple(FactId(one) for one in fact_ids)
        wish, memory = Splitting(entity.id, new_name, facts), self.service.memory
        by, key = self._ruling(reason), uuid.uuid4().hex
        return await self._ruled(await parted(memory, self.scope, wish, by, key))

    def _ruling(self, reason: str) -> Ruling:
        return Ruling(self.scope.user or self.scope.tenant, reason)

    async def _ruled(self, receipt: Receipt) -> list[Recalled]:
        memory = self.service.memory
        job = await self.service.worker.until_ended(self.scope, receipt.job.id)
        done = await outcome(memory, self.scope, carried_out(job))
        gone = await memory.store.facts(self.scope, [fact.id for fact in done.gone])
        said, view = await self._said([*gone, *done.learned]), memory.view()
        return [of_fact(fact, view, said) for fact in (*gone, *done.learned)]
