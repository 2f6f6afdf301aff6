"""Memory: remember, search, ask, explain. What every door opens onto."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial

from quipu.graph import accept
from quipu.graph.anew import again
from quipu.graph.aside import aside
from quipu.graph.asked import Asked, by_any_hash
from quipu.graph.experience.advising import attempts_known, procedures_of
from quipu.graph.experience.recording import asked_of, attempt_episode
from quipu.graph.explain import Explanation, explained
from quipu.graph.forgetting.tombstones import refused
from quipu.graph.listing import every_fact
from quipu.graph.overriding import narrowest_first, overriding
from quipu.graph.retrieval.ask import answered
from quipu.graph.retrieval.question.wanting import check_text
from quipu.graph.retrieval.ranking.lived import LIVED
from quipu.graph.retrieval.routes import Sought, connected
from quipu.graph.retrieval.search import searched
from quipu.schema.drafts import EntityRef, EpisodeDraft, FactDraft
from quipu.schema.errors import Invalid, NotFound
from quipu.schema.experience import Advice, ExperienceDraft, Procedure
from quipu.schema.identity import EntityId, FactId, Scope
from quipu.schema.intervals import ALWAYS, AsOf, Interval, utc
from quipu.schema.jobs import Work
from quipu.schema.knowledge import Entity, Episode, Fact
from quipu.schema.names import name_form
from quipu.schema.ontology import Ontology
from quipu.schema.ports import (
    Calendar,
    Embedder,
    FactQuery,
    GraphStore,
    Queue,
    Reach,
    Receipt,
)
from quipu.schema.recall import Answer, Neighbourhood, Question, Recollection
from quipu.schema.reranking import Reranker
from quipu.schema.routes import Routes


@dataclass(frozen=True, slots=True)
class Memory:
    """Holds its collaborators and nothing else; every call names its scope."""

    store: GraphStore
    queue: Queue
    embedder: Embedder
    ontology: Ontology
    clock: Callable[[], datetime]
    calendar: Calendar | None = None  # without one, dates in questions are not understood
    reranker: Reranker | None = None  # asked only by searches that wish it
    room: int | None = None  # how many calls of a tenant may wait to be read; None: any number

    @property
    def _narrowest(self) -> GraphStore:
        return narrowest_first(self.store, self.ontology)

    def view(self, as_of: datetime | None = None, known_at: datetime | None = None) -> AsOf:
        """A viewpoint; a clock that is not given stands at now."""
        now = self.clock()
        return AsOf.moment(utc(as_of) if as_of else now, utc(known_at) if known_at else now)

    def view_for(
        self, question: str, as_of: datetime | None = None, known_at: datetime | None = None
    ) -> AsOf:
        """The viewpoint of a question: as given, else the time that it names, else now."""
        check_text(question)  # before anything looks through it
        view = self.view(as_of, known_at)
        if as_of is not None or self.calendar is None:
            return view
        named = self.calendar.asked_about(question, view.valid.start)
        return view if named is None else AsOf(named, view.known)

    async def remember(self, scope: Scope, drafts: Sequence[EpisodeDraft], key: str) -> Receipt:
        """Accept episodes for reading: durable on return, known once a worker has read them.

        The same key with the same drafts is a replay, with others a `Conflict`. What was erased on
        request is left out, as the receipt says; where nothing is left, that is `Erased`. Where too
        much waits already it raises `RateLimited`, and nothing is kept.
        """
        now = self.clock()
        episodes = accept.episodes_from(scope, drafts, accept.checked_key(key), now)
        episodes = await accept.as_stored(self.store, scope, drafts, episodes)
        dated = [bool(one.external_id or one.occurred_at) for one in drafts]
        told = list(zip(episodes, dated, strict=True))
        return await self._accepted(scope, key, accept.asked_of(drafts), told, now)

    async def add_facts(self, scope: Scope, drafts: Sequence[FactDraft], key: str) -> Receipt:
        """Accept ready-made facts, settled by the same rules as anything that is read."""
        if not drafts:
            raise Invalid("no facts to add", hint="give at least one")
        now = self.clock()
        checked = accept.checked_key(key)
        await self._must_exist(scope, drafts)
        episodes = [
            accept.fact_episode(scope, draft, f"{checked}#{place}", now)
            for place, draft in enumerate(drafts)
        ]
        told = [(one, False) for one in episodes]
        return await self._accepted(scope, key, accept.asked_of(drafts), told, now)

    async def record(
        self, scope: Scope, draft: ExperienceDraft, key: str, actor: str = ""
    ) -> Receipt:
        """Accept an attempt at a task: durable on return, found and learned from once settled.

        Keys and what was erased are as with `remember`.
        """
        now = self.clock()
        episode = attempt_episode(scope, draft, accept.checked_key(key), actor, now)
        return await self._accepted(scope, key, asked_of(draft), [(episode, False)], now)

    async def procedures(self, scope: Scope, view: AsOf | None = None) -> list[Procedure]:
        """What the attempts known at a view say is to be done and left, the surest first."""
        known = (view or self.view()).known
        attempts = await attempts_known(self.store, scope, known)
        return await aside(len(attempts.experiences), partial(procedures_of, attempts))

    async def advise(
        self, scope: Scope, task: str, limit: int = 5, view: AsOf | None = None
    ) -> Advice:
        """Procedures and attempts that bear on a task, at most `limit` of each, best first."""
        found = await self.search(scope, Question(task, view, LIVED, 2 * limit))
        return Advice(
            tuple(found.procedures.values())[:limit], tuple(found.experiences.values())[:limit]
        )

    async def _accepted(
        self,
        scope: Scope,
        key: str,
        asked: Asked,
        told: Sequence[tuple[Episode, bool]],
        now: datetime,
    ) -> Receipt:
        async def accepted() -> Receipt:
            gone, unforgotten = await refused(self.store, scope, told)
            left = [one for place, (one, _) in enumerate(told) if place not in gone]
            work = Work(unforgotten=unforgotten, room=self.room)
            receipt = await by_any_hash(
                asked, lambda hash: self.queue.accept(scope, key, hash, left, now, work)
            )
            return replace(receipt, forgotten=tuple(sorted(gone)))

        return await again(accepted)

    async def add_fact(self, scope: Scope, draft: FactDraft, key: str) -> Receipt:
        """Accept one ready-made fact."""
        return await self.add_facts(scope, [draft], key)

    async def _must_exist(self, scope: Scope, drafts: Sequence[FactDraft]) -> None:
        """Refuse references to what is not there while the caller still listens."""
        refs = [ref for draft in drafts for ref in (draft.source, draft.target) if ref is not None]
        wanted = {ref.id for ref in refs if ref.id is not None}
        found = {entity.id for entity in await self.store.entities(scope, wanted)}
        for missing in sorted(wanted - found):
            hint = "name it instead, or look it up first"
            raise NotFound(f"no entity {missing}", hint=hint, id=missing)
        proofs = {draft.evidence for draft in drafts if draft.evidence is not None}
        held = {episode.id for episode in await self.store.episodes(scope, proofs)}
        for unheld in sorted(proofs - held):
            raise NotFound(f"no episode {unheld} to serve as evidence", id=unheld)

    async def search(self, scope: Scope, question: Question) -> Recollection:
        """Facts and episodes that bear on a question, best first."""
        check_text(question.text)
        if question.period is None and self.calendar is not None:
            start = (question.view or self.view()).valid.start
            question = replace(question, period=self.calendar.asked_about(question.text, start))
        named = frozenset(self.ontology.predicate(name).name for name in question.predicates)
        asked = replace(question, predicates=named)
        return await searched(
            self._narrowest, self.embedder, scope, asked, self.view(), self.reranker
        )

    async def ask(self, scope: Scope, text: str, view: AsOf | None = None) -> Answer:
        """The best path of facts that answers a question; empty when it does not know."""
        return await answered(
            self._narrowest, self.embedder, self.ontology, scope, text, view or self.view_for(text)
        )

    async def explain(self, scope: Scope, fact: FactId) -> Explanation:
        """Why a fact is believed. Raises `NotFound`."""
        found = await self.explain_each(scope, [fact])
        if fact not in found:
            raise NotFound(f"no fact {fact}", hint="list facts to find its id", id=fact)
        return found[fact]

    async def explain_each(
        self, scope: Scope, facts: Collection[FactId]
    ) -> dict[FactId, Explanation]:
        """Why each of some facts is believed; what is not there is left out."""
        return await explained(self.store, self.ontology, scope, facts, self.view())

    async def entity(self, scope: Scope, ref: EntityRef) -> Entity | None:
        """An entity by id, or by name or alias (narrowest scope first).

        A name leads to whom its bearer is taken for; an id to the very one, merged or not.
        """
        if (ref.id is None) == (ref.name is None):
            raise Invalid("an entity needs either an id or a name", hint="exactly one of the two")
        if ref.id is not None:
            found = await self.store.entities(scope, [ref.id])
            return found[0] if found else None
        form = name_form(ref.name or "")
        named = (await self.store.named(scope, [form])).get(form, [])
        if not named:
            return None
        narrowest = [one for one in named if one.scope == named[0].scope]
        called = min(narrowest, key=lambda one: name_form(one.first_name) != form)
        if called.merged_into is None:
            return called
        return next(iter(await self.store.entities(scope, [called.merged_into])), called)

    async def timeline(
        self, scope: Scope, entity: EntityId, during: Interval = ALWAYS, after: str = ""
    ) -> list[Fact]:
        """Every fact about an entity that is believed now, stale ones included, oldest first.

        Of those that hold at some time of `during`, and come after a fact where one is named.
        """
        query = FactQuery(self.view(), include_stale=True, either=entity, during=during)
        return await every_fact(self.store, scope, query, after=after)

    async def overridden(
        self, scope: Scope, facts: Sequence[Fact], view: AsOf
    ) -> dict[FactId, Fact]:
        """What a narrower scope holds in place of each that it overrides."""
        rivals = await overriding(self.store, self.ontology, scope, [(one, view) for one in facts])
        pairs = zip(facts, rivals, strict=True)
        return {fact.id: rival for fact, rival in pairs if rival is not None}

    async def traverse(
        self, scope: Scope, entities: Collection[EntityId], view: AsOf, reach: Reach
    ) -> Neighbourhood:
        """The graph within reach of some entities, as seen from a view."""
        return await self._narrowest.around(scope, entities, view, reach)

    async def routes(self, scope: Scope, sought: Sought, view: AsOf) -> Routes:
        """How two entities are connected at a view. Raises `Invalid` and `NotFound`."""
        return await connected(self._narrowest, scope, sought, view)

    def predicates(self, names: Collection[str]) -> frozenset[str]:
        """The registry's own names for predicates that are kept in the direction asked for."""
        return frozenset(
            self.ontology.predicate(name).name
            for name in names
            if not self.ontology.is_inverse(name)
        )

    def inverses(self, names: Collection[str]) -> frozenset[str]:
        """The registry's own names for predicates that are asked for from their other end."""
        return frozenset(
            self.ontology.predicate(name).name for name in names if self.ontology.is_inverse(name)
        )
