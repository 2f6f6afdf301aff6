"""The library door: a memory in a file, used from Python.

async with Quipu.open("memory.db") as memory:
    await memory.remember("I live in Oslo.", speaker="Sam")
    await memory.settled()
    print(await memory.ask("Where does Sam live?"))
"""

from __future__ import annotations

import uuid
from collections.abc import AsyncIterator, Collection, Iterable, Mapping
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from quipu.api.assemble import Service, assembled
from quipu.api.auth import narrowed
from quipu.api.forgetting import forget
from quipu.api.naming import meant
from quipu.api.recalled import Recalled, of_fact, recalled
from quipu.api.recalled import Reply as Reply
from quipu.api.retraction import retracted
from quipu.api.rulings import outcome
from quipu.api.settings import Settings
from quipu.graph.amend import corrected, invalidated, undone
from quipu.graph.consolidating import ALL
from quipu.graph.going_over import RunReport, owed, report_of
from quipu.graph.listing import every_fact
from quipu.graph.merging import merged
from quipu.graph.merging import split as parted
from quipu.schema.drafts import EntityRef, EpisodeDraft, FactDraft, content_handed_over
from quipu.schema.errors import Invalid
from quipu.schema.forgetting import ForgetWish, Forgotten, Selector
from quipu.schema.identity import EpisodeId, FactId, Scope
from quipu.schema.knowledge import Entity, Episode, Fact
from quipu.schema.merging import Merger, Splitting
from quipu.schema.ports import FactQuery, Job, JobStatus, Receipt
from quipu.schema.recall import USUAL_KINDS, Question
from quipu.schema.recall import ItemKind as ItemKind
from quipu.schema.rulings import Correction, Invalidation, Ruling

_WAIT_SECONDS = 60.0


@dataclass(frozen=True, slots=True)
class Quipu:
    """A memory. `remember` keeps at once; what was read from it is there after `settled`."""

    service: Service
    scope: Scope

    @classmethod
    @asynccontextmanager
    async def open(
        cls, database: str | Path = ":memory:", *, settings: Settings | None = None
    ) -> AsyncIterator[Quipu]:
        """The memory in a file, made if it is not there, with its worker running."""
        chosen = replace(settings or Settings(), database=Path(database))
        async with cls.over(assembled(chosen)) as memory:
            yield memory

    @classmethod
    @asynccontextmanager
    async def over(cls, assembly: AbstractAsyncContextManager[Service]) -> AsyncIterator[Quipu]:
        """The memory of a service put together elsewhere."""
        async with assembly as service, service.worker.running():
            yield cls(service, service.scope)

    def within(self, *, user: str = "", agent: str = "", session: str = "") -> Quipu:
        """The same memory, narrowed to a user, an agent or a session."""
        return Quipu(self.service, narrowed(self.scope, user=user, agent=agent, session=session))

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

    async def settled(self) -> None:
        """Return when everything remembered so far has been read and settled."""
        await self.service.worker.drain()

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
        return _done(await worker.wait_for(self.scope, receipt.job.id, _WAIT_SECONDS)).id

    async def search(
        self,
        text: str,
        *,
        limit: int = 10,
        as_of: datetime | None = None,
        known_at: datetime | None = None,
        depth: int = 0,
        kinds: Collection[ItemKind] = USUAL_KINDS,
        rerank: bool = False,
    ) -> list[Recalled]:
        """Facts and passages that bear on a text, best first; `depth` also follows the graph.

        `kinds` may name entities and communities, too, which `consolidate` makes.
        `rerank` has the reranker of the settings read the best again.
        `as_of` is when it held in the world, `known_at` when we believed it; None means now.
        """
        view = self.service.memory.view(as_of, known_at)
        question = Question(text, view, frozenset(kinds), limit, depth, rerank=rerank)
        found = await self.service.memory.search(self.scope, question)
        said = await self._said(found.facts.values())
        return [recalled(hit, found, said) for hit in found.hits]

    async def ask(
        self, text: str, *, as_of: datetime | None = None, known_at: datetime | None = None
    ) -> Reply:
        """The best path of facts that answers a question; false where it does not know."""
        view = self.service.memory.view_for(text, as_of, known_at)
        answer = await self.service.memory.ask(self.scope, text, view)
        said = {episode.id: episode for episode in answer.sources}
        because = tuple(of_fact(fact, view, said) for fact in answer.path)
        return Reply(answer.texts, answer.reason, answer.confidence, because)

    async def facts(
        self, about: str | None = None, *, as_of: datetime | None = None, stale: bool = False
    ) -> list[Recalled]:
        """All facts in order of time; `stale` adds those that were superseded or ended."""
        view = self.service.memory.view(as_of)
        either = None if about is None else (await self._named(about)).id
        query = FactQuery(view, include_stale=stale, either=either)
        rows = await every_fact(self.service.memory.store, self.scope, query)
        said = await self._said(rows)
        return [of_fact(row, view, said) for row in rows]

    async def history(self, about: str) -> list[Recalled]:
        """Everything ever held of someone or something that is believed now, oldest first."""
        entity = await self._named(about)
        rows = await self.service.memory.timeline(self.scope, entity.id)
        said = await self._said(rows)
        view = self.service.memory.view()
        return [of_fact(row, view, said) for row in rows]

    async def explain(self, fact_id: str) -> str:
        """Why a fact is believed: whose words, when, against which rivals, by which rule."""
        return (await self.service.memory.explain(self.scope, FactId(fact_id))).text

    async def retract(self, *episode_ids: str, reason: str) -> list[Recalled]:
        """Take what episodes claimed out of belief; what they had ended comes back.

        Ids are those in `Recalled.episodes`. Returns the facts that are believed otherwise now,
        after those that are no longer believed, which are EXPIRED.
        """
        memory = self.service.memory
        ids = [EpisodeId(id) for id in episode_ids]
        done = await retracted(memory, self.scope, ids, reason)
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
        await self.settled()
        return report_of(await self.service.worker.wait_for(self.scope, receipt.job.id, 0))

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
        await self.settled()
        memory = self.service.memory
        job = await memory.queue.job(self.scope, receipt.job.id)
        done = await outcome(memory, self.scope, _done(job or receipt.job))
        gone = await memory.store.facts(self.scope, [fact.id for fact in done.gone])
        said, view = await self._said([*gone, *done.learned]), memory.view()
        return [of_fact(fact, view, said) for fact in (*gone, *done.learned)]

    async def _named(self, name: str) -> Entity:
        return await meant(self.service.memory, self.scope, name)

    async def _said(self, facts: Iterable[Fact]) -> Mapping[EpisodeId, Episode]:
        ids = list(dict.fromkeys(id for fact in facts for id in fact.episodes))
        rows = await self.service.memory.store.episodes(self.scope, ids)
        return {row.id: row for row in rows}


def _done(job: Job) -> Job:
    if job.status is JobStatus.FAILED:
        raise Invalid(f"the fact could not be settled: {job.last_error}")
    return job
