"""What a narrower scope holds in place of a wider one.

Settling is per exact scope, so where a user has another value than his whole tenant, both hold. Who
reads in the user's scope is to have the user's: of a value that only one can hold, the narrowest
scope that has one wins, and the wider one is overridden there, and nowhere else.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any, cast

from quipu.graph.consolidation.slots import Told, holds_one, seat_of
from quipu.schema.identity import EntityId, FactId, Scope, SlotKey
from quipu.schema.intervals import AsOf
from quipu.schema.knowledge import Fact, Nature, Trust
from quipu.schema.ontology import Ontology
from quipu.schema.ports import FactQuery, GraphStore, Page, Reach
from quipu.schema.recall import Candidates, Neighbourhood, Wanted

_MOST = 200  # facts that hold of a subject and compete, denials and other qualifiers included
Seen = tuple[Fact, AsOf]


async def overriding(
    store: GraphStore, ontology: Ontology, scope: Scope, seen: Sequence[Seen]
) -> list[Fact | None]:
    """For each fact as it is seen from a scope, the fact of a narrower one that stands in its
    place; None for most. One read for each narrower scope, and none where there is none."""
    chain = scope.chain()
    rank = {one: place for place, one in enumerate(chain)}
    found: list[Fact | None] = [None] * len(seen)
    for place, narrower in enumerate(chain[:-1]):
        asked = [
            number
            for number, (fact, _) in enumerate(seen)
            if found[number] is None and rank.get(fact.scope, 0) > place and _is_one(fact, ontology)
        ]
        each = [(number, query) for number in asked for query in _queries(*seen[number], ontology)]
        queries = [query for _, query in each]
        lists = await store.list_facts_each(narrower, queries, _MOST) if queries else []
        for (number, _), rivals in zip(each, lists, strict=True):
            found[number] = found[number] or _in_place_of(*seen[number], rivals, ontology)
    return found


def _is_one(fact: Fact, ontology: Ontology) -> bool:
    """Whether its value is the only one that can hold."""
    if fact.is_negated or fact.nature is Nature.EVENT:
        return False
    return holds_one(ontology.canonical(fact.predicate), fact.qualifier)


def _queries(fact: Fact, view: AsOf, ontology: Ontology) -> list[FactQuery]:
    """What competes with a fact as it is seen: of what holds both ways, at either end. Only what
    holds then: former values are many, and come first."""
    entry = ontology.canonical(fact.predicate)
    rivals = {one.name for one in ontology.predicates.values() if one.exclusive == entry.exclusive}
    asked = FactQuery(
        view,
        predicates=frozenset(rivals if entry.exclusive else {fact.predicate}),
        during=view.valid,
        min_trust=Trust.OBSERVED,
        inherit=False,
    )
    ends = (fact.subject, fact.object) if fact.is_mutual else (fact.subject,)
    return [replace(asked, subject=end) for end in ends]


def _in_place_of(fact: Fact, view: AsOf, rivals: Iterable[Fact], ontology: Ontology) -> Fact | None:
    """What holds at a view in the slot that a fact would have in a narrower scope."""
    for one in rivals:
        if one.holds(view) and not one.is_negated and one.said != fact.said:
            seats = _seats(fact, one.scope, ontology)
            if seats & {one.slot, one.far_slot}:
                return one
    return None


def _seats(fact: Fact, scope: Scope, ontology: Ontology) -> set[SlotKey | None]:
    how = Told(fact.nature, fact.qualifier)
    entry = ontology.canonical(fact.predicate)
    seat = seat_of(scope, (fact.subject, fact.object), entry, how)
    return {seat.slot, seat.far_slot} - {None}


@dataclass(frozen=True, slots=True)
class NarrowestFirst:
    """A store whose reads for searching and walking leave out what is overridden.

    All else is as the store has it. What asks for stale facts as well gets these, too.
    """

    store: GraphStore
    ontology: Ontology

    def __getattr__(self, name: str) -> Any:
        return getattr(self.store, name)

    async def gather(self, scope: Scope, wanted: Wanted) -> Candidates:
        found = await self.store.gather(scope, wanted)
        if wanted.include_stale or not wanted.inherit or len(scope.chain()) == 1:
            return found
        outlines = found.outlines
        wider = [id for id in found.facts if id not in outlines or outlines[id].scope != scope]
        over = await self._over(scope, [found.facts[id] for id in wider], wanted.view)
        if not over:
            return found
        return replace(
            found,
            found=tuple(one for one in found.found if one.item not in over),
            facts={id: fact for id, fact in found.facts.items() if id not in over},
            outlines={id: one for id, one in outlines.items() if id not in over},
            beside=tuple(id for id in found.beside if id not in over),
        )

    async def around(
        self, scope: Scope, entities: Collection[EntityId], view: AsOf, reach: Reach
    ) -> Neighbourhood:
        found = await self.store.around(scope, entities, view, reach)
        return _without(found, await self._over(scope, found.facts, view))

    async def list_facts(self, scope: Scope, query: FactQuery, page: Page) -> list[Fact]:
        """As the store's: full pages, and one more where there are more."""
        if query.include_stale or not query.inherit or len(scope.chain()) == 1:
            return await self.store.list_facts(scope, query, page)
        kept: list[Fact] = []
        while True:
            found = await self.store.list_facts(scope, query, page)
            over = await self._over(scope, found, query.view)
            left = [fact for fact in found if fact.id not in over]
            kept = left + kept if page.from_end else kept + left
            if len(found) <= page.first or len(kept) > page.first:
                break
            page = _beyond(page, found)
        return kept[-page.first - 1 :] if page.from_end else kept[: page.first + 1]

    async def _over(self, scope: Scope, facts: Sequence[Fact], view: AsOf) -> frozenset[FactId]:
        rivals = await overriding(self.store, self.ontology, scope, [(one, view) for one in facts])
        return frozenset(
            fact.id for fact, rival in zip(facts, rivals, strict=True) if rival is not None
        )


def narrowest_first(store: GraphStore, ontology: Ontology) -> GraphStore:
    """The store for searches and walks."""
    return cast(GraphStore, NarrowestFirst(store, ontology))


def _without(around: Neighbourhood, over: frozenset[FactId]) -> Neighbourhood:
    return replace(around, facts=tuple(one for one in around.facts if one.id not in over))


def _beyond(page: Page, found: Sequence[Fact]) -> Page:
    """The page that follows, in the direction of reading."""
    if page.from_end:
        return replace(page, before=found[0].id)
    return replace(page, after=found[-1].id)
