"""Questions that want yes or no, answered by a fact that says so, or by one that excludes it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from quipu.graph.retrieval.walk import Path, counts
from quipu.graph.retrieval.wording import Wording, same_word
from quipu.schema.identity import EntityId, Scope
from quipu.schema.intervals import AsOf
from quipu.schema.knowledge import Entity, Fact
from quipu.schema.names import name_form
from quipu.schema.ports import FactQuery, GraphStore, Page

_FACTS = 200  # of one entity are looked at


@dataclass(frozen=True, slots=True)
class Told:
    """The word "yes" or "no" with the fact that says so; no paths where nobody knows."""

    word: str = ""
    paths: tuple[Path, ...] = ()


@dataclass(frozen=True, slots=True)
class Whether:
    """Looks at the facts of who is asked about; holds what one question needs."""

    store: GraphStore
    scope: Scope
    view: AsOf
    question: Wording

    async def told(self, seeds: Sequence[EntityId]) -> Told:
        """Yes if a fact says what is asked; no if one denies it, or names another value where
        only one can be; else nothing."""
        against = Told()
        for seed in seeds:
            query = FactQuery(self.view, subject=seed)
            facts = (await self.store.list_facts(self.scope, query, Page(_FACTS)))[:_FACTS]
            beyond = {fact.id: fact.other_end(seed) for fact in facts}
            ends = await self.store.entities(self.scope, list(dict.fromkeys(beyond.values())))
            named = {entity.id: entity for entity in ends}
            for fact in facts:
                word = self._verdict(fact, named.get(beyond[fact.id]), len(seeds))
                if word == "yes" or (word == "no" and fact.is_negated):
                    return Told(word, (self._path(fact),))
                if word == "no" and not against.word:
                    against = Told(word, (self._path(fact),))
        return against

    def _verdict(self, fact: Fact, end: Entity | None, seeds: int) -> str:
        if end is None or not self._may_speak(fact):
            return ""
        explained = self.question.explained_by(fact.predicate.removeprefix("not "))
        said = name_form(end.name)
        about = {w for w in self.question.words if any(same_word(w, o) for o in said.split())}
        is_meant = said in self.question.names or bool(about)
        if is_meant and self.question.words <= explained | about:
            return "no" if fact.is_negated else "yes"
        is_other = not is_meant and bool(explained) and not fact.is_negated
        asks_for_a_value = seeds > 1 or bool(self.question.words - explained)
        if is_other and asks_for_a_value and self.question.predicates.holds_one(fact.predicate):
            return "no"
        return ""

    def _may_speak(self, fact: Fact) -> bool:
        if fact.is_negated:
            return fact.valid.overlaps(self.view.valid)
        return counts(fact, self.question, self.view)

    def _path(self, fact: Fact) -> Path:
        return Path(fact.object, (fact,), self.question.explained_by(fact.predicate))
