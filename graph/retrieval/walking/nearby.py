"""What is told of somebody of whom more is told than a question can look at.

After a year of chat, the user is at an end of nearly all facts. The newest of them, which `around`
gives, need not be those that a question is about; so where any were left out, those come along
that its words stand for, and those that the search for it found.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace

from quipu.graph.retrieval.question.wording import Wording
from quipu.schema.identity import EntityId, EpisodeId, FactId, Scope
from quipu.schema.intervals import AsOf
from quipu.schema.knowledge import Entity, Episode, Fact
from quipu.schema.ports import FactQuery, GraphStore, Page, Reach
from quipu.schema.recall import Candidates, Neighbourhood

_REACH = Reach(hops=1, max_edges=600, max_fanout=100)
_LISTED = 200  # facts of one entity


@dataclass(frozen=True, slots=True)
class Nearby:
    """Reads what is told of some entities; holds what one question needs."""

    store: GraphStore
    scope: Scope
    view: AsOf
    question: Wording
    gathered: Candidates | None = None  # by a search for the question

    @property
    def found(self) -> list[Fact]:
        """The facts that the search brought; making them takes a while, and few questions ask."""
        gathered = self.gathered
        return [] if gathered is None else [gathered.facts[FactId(c.item)] for c in gathered.found]

    async def around(self, ends: Collection[EntityId], *, includes_past: bool) -> Neighbourhood:
        """The facts at some entities, and whom they lead to."""
        reach = replace(_REACH, include_past=includes_past)
        near = await self.store.around(self.scope, ends, self.view, reach)
        if not near.is_cut:
            return near
        asked = replace(reach, predicates=self.question.predicates.speaking_of(self.question.words))
        more = near
        if asked.predicates:
            more = await self.store.around(self.scope, ends, self.view, asked)
        found = [one for one in self.found if not {one.subject, one.object}.isdisjoint(ends)]
        facts = _each((*more.facts, *found, *near.facts))
        return replace(near, facts=facts, entities=await self._at_ends_of(facts, near, more))

    async def told_of(self, entity: EntityId, *, stale: bool) -> tuple[Fact, ...]:
        """The facts of an entity, those that the question is about first where they are many."""
        query = FactQuery(self.view, include_stale=stale, subject=entity)
        listed = await self._listed(query)
        if len(listed) <= _LISTED:
            return tuple(listed)
        predicates = self.question.predicates.speaking_of(self.question.words)
        asked = replace(query, predicates=predicates)
        more = await self._listed(asked) if predicates else []
        found = [one for one in self.found if _leaves(one, entity)]
        return _each((*more, *found, *listed))

    async def entities(self, ids: Iterable[EntityId]) -> dict[EntityId, Entity]:
        found = await self.store.entities(self.scope, list(dict.fromkeys(ids)))
        return {one.id: one for one in found}

    async def texts(self, ids: Iterable[EpisodeId]) -> dict[EpisodeId, Episode]:
        wanted = list(dict.fromkeys(ids))
        found = await self.store.episodes(self.scope, wanted) if wanted else []
        return {one.id: one for one in found}

    async def _listed(self, query: FactQuery) -> list[Fact]:
        """The newest, and one more where there are more."""
        return await self.store.list_facts(self.scope, query, Page(_LISTED, from_end=True))

    async def _at_ends_of(self, facts: Iterable[Fact], *known: Neighbourhood) -> tuple[Entity, ...]:
        met = {one.id: one for near in known for one in near.entities}
        ends = dict.fromkeys(end for fact in facts for end in (fact.subject, fact.object))
        missing = [end for end in ends if end not in met]
        more = await self.store.entities(self.scope, missing) if missing else []
        return (*met.values(), *more)


def _leaves(fact: Fact, entity: EntityId) -> bool:
    return fact.subject == entity or (fact.is_mutual and fact.object == entity)


def _each(facts: Iterable[Fact]) -> tuple[Fact, ...]:
    return tuple({fact.id: fact for fact in facts}.values())
