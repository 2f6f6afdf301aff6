"""Questions that want yes or no, answered by a fact that says so, or by one that excludes it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from quipu.graph.retrieval.fitting import tells_of_none_such
from quipu.graph.retrieval.nearby import Nearby
from quipu.graph.retrieval.walk import Path, counts
from quipu.graph.retrieval.word_forms import is_part_of
from quipu.graph.retrieval.wording import Wording
from quipu.schema.identity import EntityId
from quipu.schema.intervals import INSTANT, AsOf
from quipu.schema.knowledge import Entity, Fact, FactStatus, Nature, status_of
from quipu.schema.names import name_form

_PRESENT = frozenset({"does", "do", "is", "are"})
_PERFECT = frozenset({"has", "have"})  # "Has she lived in Paris?"
_DATING = frozenset(  # what the viewpoint has taken up
    "january february march april may june july august september october november december "
    "monday tuesday wednesday thursday friday saturday sunday spring summer autumn fall winter "
    "yesterday week month year early late end beginning since before after".split()
) | frozenset(map(str, range(1900, 2100)))


@dataclass(frozen=True, slots=True)
class Told:
    """The word "yes" or "no" with the fact that says so; no paths where nobody knows."""

    word: str = ""
    paths: tuple[Path, ...] = ()


@dataclass(frozen=True, slots=True)
class Whether:
    """Looks at the facts of who is asked about; holds what one question needs."""

    nearby: Nearby

    @property
    def question(self) -> Wording:
        return self.nearby.question

    @property
    def view(self) -> AsOf:
        return self.nearby.view

    async def told(self, seeds: Sequence[EntityId]) -> Told:
        """Yes if a fact says what is asked; no if one denies it, or names another value where
        only one can be; else nothing."""
        against = Told()
        for seed in seeds:
            facts = await self.nearby.told_of(seed, stale=self._is_of_any_time)
            beyond = {fact.id: fact.other_end(seed) for fact in facts}
            named = await self.nearby.entities(beyond.values())
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
        names = (end.name, *end.aliases)
        about = {w for w in self.question.words for name in names if is_part_of(w, name)}
        is_meant = bool(about) or any(name_form(name) in self.question.names for name in names)
        if is_meant and self.question.words - _DATING <= explained | about:
            return "no" if fact.is_negated or self._is_over(fact) else "yes"
        if not is_meant and self._asks_for_any(fact, explained, seeds):
            return "yes"
        is_other = not (is_meant or fact.is_negated or self._is_of_any_time) and bool(explained)
        asks_for_a_value = seeds > 1 or bool(self.question.words - explained)
        if is_other and asks_for_a_value and self.question.predicates.holds_one(fact.predicate):
            return "no"
        return ""

    def _asks_for_any(self, fact: Fact, explained: frozenset[str], seeds: int) -> bool:
        """ "Is she married?", "Does he have children?": any value says yes, while it holds."""
        is_now = self.question.opening in _PRESENT and fact.nature is Nature.STATE
        holds = is_now and not fact.is_negated and fact.valid.overlaps(self.view.valid)
        if tells_of_none_such(fact, self.question.words):
            return False
        return holds and seeds == 1 and self.question.words - _DATING <= explained

    def _may_speak(self, fact: Fact) -> bool:
        if fact.is_negated:
            return fact.valid.overlaps(self.view.valid)
        if fact.nature is Nature.PLAN and not self.question.asks_ahead:
            return False
        if self._is_of_any_time and status_of(fact, self.view) is FactStatus.SUPERSEDED:
            return self.question.bears(fact.predicate)
        return counts(fact, self.question, self.view)

    def _is_over(self, fact: Fact) -> bool:
        """ "Does she play chess?": what is told as over is so no longer; deeds stay done."""
        is_now = not self._is_of_any_time and self.question.opening in _PRESENT
        return (
            is_now and fact.nature is not Nature.EVENT and fact.valid.end <= self.view.valid.start
        )

    @property
    def _is_of_any_time(self) -> bool:
        """ "Did she live in Paris?" names no period: what was so once is so, and what is so now
        does not exclude it."""
        valid = self.view.valid
        is_past = self.question.is_past or self.question.opening in _PERFECT
        return is_past and valid.end - valid.start <= INSTANT

    def _path(self, fact: Fact) -> Path:
        return Path(fact.object, (fact,), self.question.explained_by(fact.predicate))
