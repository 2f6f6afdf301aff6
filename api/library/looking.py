"""What a memory is asked from Python."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from quipu.api.library.held import Held
from quipu.api.logbook import Change, LatestChanges, latest
from quipu.api.packing import packed_for
from quipu.api.quoting import USUAL_TOKENS
from quipu.api.recalled import Context, Recalled, Reply, context_of, of_fact, recalled
from quipu.graph.listing import every_fact
from quipu.schema.changes import ChangeKind
from quipu.schema.experience import Advice
from quipu.schema.identity import FactId
from quipu.schema.ports import FactQuery
from quipu.schema.recall import USUAL_KINDS, ItemKind, Question


@dataclass(frozen=True, slots=True)
class Looking(Held):
    """Nothing here changes anything."""

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

        `kinds` may name entities, attempts, procedures and communities, too, which `consolidate`
        makes.
        `rerank` has the reranker of the settings read the best again.
        `as_of` is when it held in the world, `known_at` when we believed it; None means now.
        """
        view = self.service.memory.view(as_of, known_at)
        question = Question(text, view, frozenset(kinds), limit, depth, rerank=rerank)
        found = await self.service.memory.search(self.scope, question)
        said = await self._said(found.facts.values())
        return [recalled(hit, found, said) for hit in found.hits]

    async def advise(
        self, task: str, *, limit: int = 5, known_at: datetime | None = None
    ) -> Advice:
        """What earlier attempts at such a task teach: procedures and attempts, best first.

        At most `limit` of each; of those known at `known_at`, where that is given.
        """
        memory = self.service.memory
        return await memory.advise(self.scope, task, limit, memory.view(None, known_at))

    async def ask(
        self, text: str, *, as_of: datetime | None = None, known_at: datetime | None = None
    ) -> Reply:
        """The best path of facts that answers a question; false where it does not know."""
        view = self.service.memory.view_for(text, as_of, known_at)
        answer = await self.service.memory.ask(self.scope, text, view)
        said = {episode.id: episode for episode in answer.sources}
        because = tuple(of_fact(fact, view, said) for fact in answer.path)
        return Reply(answer.texts, answer.reason, answer.confidence, because)

    async def context(
        self,
        text: str,
        *,
        tokens: int = USUAL_TOKENS,
        as_of: datetime | None = None,
        known_at: datetime | None = None,
    ) -> Context:
        """What bears on a text, as a text for a prompt: dated facts and what they rest on, cited.

        At most `tokens` of them, 100 to 32,000, cautiously estimated.
        """
        memory = self.service.memory
        view = memory.view(as_of, known_at)
        return context_of(await packed_for(memory, self.scope, text, view, tokens), view)

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

    async def log(
        self, *, last: int = 20, before: int | None = None, kinds: Collection[ChangeKind] = ()
    ) -> list[Change]:
        """The latest changes, oldest of them first: the numbers that `undo` takes.

        `before` a number: only earlier ones. `kinds`: only these, none names all.
        """
        store, view = self.service.memory.store, self.service.memory.view()
        end = before or (await store.statistics(self.scope, view)).last_sequence + 1
        wish = LatestChanges(last, end, frozenset(kinds))
        return await latest(store, self.scope, wish)
