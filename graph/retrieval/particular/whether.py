"""Questions that want yes or no, answered by a fact that says so, or by one that excludes it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from quipu.graph.retrieval.particular.once import is_over
from quipu.graph.retrieval.particular.whether_where import is_called, leads_to_a_place, place_asked
from quipu.graph.retrieval.places.placing import Placing
from quipu.graph.retrieval.places.whereabouts import lies_in
from quipu.graph.retrieval.question.dating import DATING
from quipu.graph.retrieval.question.fitting import tells_of_none_such
from quipu.graph.retrieval.question.word_forms import (
    is_part_of,
    same_word,
    says_the_opposite,
)
from quipu.graph.retrieval.question.wording import Wording
from quipu.graph.retrieval.walking.counting import counts
from quipu.graph.retrieval.walking.nearby import Nearby
from quipu.graph.retrieval.walking.path import Path
from quipu.schema.identity import EntityId
from quipu.schema.intervals import INSTANT, AsOf
from quipu.schema.knowledge import Entity, Fact, FactStatus, Nature, Temporal, status_of
from quipu.schema.names import name_form

_PRESENT = frozenset({"does", "do", "is", "are"})
_PERFECT = frozenset({"has", "have"})  # "Has she lived in Paris?"
_PAST = (FactStatus.SUPERSEDED, FactStatus.INVALIDATED)
_NAMED = frozenset(("person", "organisation"))  # what is asked of them has a name
_HOW = frozenset("alone home remotely night nights day days weekend weekends morning".split())
_JOINING = frozenset("in on at from for with near as by to about without under outside".split())
_FEELINGS = frozenset(("allergic to", "afraid of", "scared of", "tired of"))
_TASTES = frozenset("love like enjoy hate dislike adore".split())
_HAVING = frozenset("have has own owns use uses".split())
_GIVING_UP = frozenset(
    "cancel,sell,lose,return,drop,ditch,delete,uninstall,throw away,give away,get rid of,"
    "unsubscribe from,donate,scrap,quit,leave".split(",")
)
_ENDED = re.compile(r"\b(?:used to|no longer|any ?more|stopped)\b", re.IGNORECASE)


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
        """Yes if a fact says what is asked; no if one denies it, names another value where only
        one can be, or told it and is over; else nothing."""
        against = Told()
        met = await self.nearby.entities(seeds)
        for seed in seeds:
            others = [one for id, one in met.items() if id != seed]
            for fact, end in await self._told_of(seed, stale=self._is_of_any_time):
                word = await self._word(fact, end, others) if self._may_speak(fact) else ""
                if word == "yes" or (word == "no" and fact.is_negated):
                    return Told(word, (self._path(fact),))
                if word == "no" and not against.word:
                    against = Told(word, (self._path(fact),))
        return against if against.word else await self._over_by_now(seeds, met)

    async def _told_of(self, seed: EntityId, *, stale: bool) -> list[tuple[Fact, Entity]]:
        """The facts of somebody, each with what it leads to."""
        facts = await self.nearby.told_of(seed, stale=stale)
        named = await self.nearby.entities(fact.other_end(seed) for fact in facts)
        pairs = ((fact, named.get(fact.other_end(seed))) for fact in facts)
        return [(fact, end) for fact, end in pairs if end is not None]

    async def _over_by_now(self, seeds: Sequence[EntityId], met: Mapping[EntityId, Entity]) -> Told:
        """No where what is asked of now was told, and has ended since."""
        if self._is_of_any_time or self.question.opening not in _PRESENT:
            return Told()
        for seed in seeds:
            others = [one for id, one in met.items() if id != seed]
            for fact, end in await self._told_of(seed, stale=True):
                is_past = status_of(fact, self.view) in _PAST and not fact.is_negated
                is_asked = self._is_asked(fact, end, others) or self._is_any(fact, end, others)
                if is_past and self._is_over(fact) and is_asked:
                    return Told("no", (self._path(fact),))
        return Told()

    def _is_asked(self, fact: Fact, end: Entity, others: Sequence[Entity]) -> bool:
        """Whether a fact tells what is asked, and no less."""
        asked = place_asked(self.question, fact, end, others, DATING)
        if asked is not None:
            return is_called(end, asked)
        return self._is_whole(fact, end)

    def _is_any(self, fact: Fact, end: Entity, others: Sequence[Entity]) -> bool:
        explained = self._explained(fact)
        return not self._is_meant(end) and self._asks_for_any(fact, explained, 1 + len(others))

    async def _word(self, fact: Fact, end: Entity, others: Sequence[Entity]) -> str:
        asked = place_asked(self.question, fact, end, others, DATING)
        if asked is None:
            return self._verdict(fact, end, 1 + len(others))
        is_in = lies_in(await Placing(self.nearby).of(end), asked)
        return self._by_place(fact, is_there=is_called(end, asked), is_in=is_in)

    def _by_place(self, fact: Fact, *, is_there: bool, is_in: bool | None) -> str:
        """ "Does she live in Norway?" of who lives in Oslo. No rests on knowledge: that the places
        lie apart, and that nobody is in two."""
        is_no_more = fact.is_negated or self._is_over(fact)
        if is_there:
            return "no" if is_no_more else "yes"
        if is_no_more or is_in is None:
            return ""
        entry = self.question.predicates.ontology.canonical(fact.predicate)
        is_of_now = not self._is_of_any_time or entry.temporal is Temporal.ETERNAL
        is_one = self.question.predicates.holds_one(fact.predicate)
        return "yes" if is_in else "no" if is_of_now and is_one else ""

    def _verdict(self, fact: Fact, end: Entity, seeds: int) -> str:
        explained = self._explained(fact)
        is_meant = self._is_meant(end)
        if is_meant and (self._is_given_up(fact) or self._is_the_opposite(fact, end)):
            return "no"
        if self._is_whole(fact, end):
            if self._is_over(fact) and _is_a_past_taste(fact):
                return ""
            return "no" if fact.is_negated or self._is_over(fact) else "yes"
        if not is_meant and self._asks_for_any(fact, explained, seeds):
            if fact.valid.overlaps(self.view.valid):
                return "yes"
            return "no" if self._is_over(fact) else ""
        is_open = is_meant or fact.is_negated or self._is_of_any_time
        is_other = bool(explained) and not is_open and fact.valid.overlaps(self.view.valid)
        rest = self.question.words - explained - DATING
        asks_for_a_value = seeds > 1 or bool(self.question.words - explained)
        if rest and rest.isdisjoint(self.question.capital) and _is_a_name(end):
            return ""  # "Is her wife pregnant?" does not ask who she is
        if is_other and asks_for_a_value and self._excludes_others(fact, end):
            return "no"
        return ""

    def _is_given_up(self, fact: Fact) -> bool:
        """ "Does she have Netflix?" of who cancelled it."""
        is_asked = not self.question.spoken.isdisjoint(_HAVING) and not self._is_of_any_time
        return is_asked and fact.predicate in _GIVING_UP and fact.nature is Nature.EVENT

    def _is_the_opposite(self, fact: Fact, end: Entity) -> bool:
        """ "Does she like opera?" of who hates it, and asks of nothing else."""
        rest = self.question.words - self._words_for(end) - DATING
        is_felt = fact.predicate.removesuffix("s") in _TASTES and not fact.is_negated
        is_held = is_felt and fact.valid.overlaps(self.view.valid)
        if not is_held or len(rest) != 1:
            return False
        [verb] = rest
        return says_the_opposite(verb, fact.predicate)

    def _explained(self, fact: Fact) -> frozenset[str]:
        return self.question.explained_by(fact.predicate.removeprefix("not "))

    def _is_meant(self, end: Entity) -> bool:
        forms = {name_form(name) for name in (end.name, *end.aliases)}
        return not forms.isdisjoint(self.question.names) or bool(self._words_for(end))

    def _is_whole(self, fact: Fact, end: Entity) -> bool:
        """Whether a fact leaves nothing of the question unexplained. Where only the name of its
        end is said, who is allergic to cats has none, and who hates Rome is not from there."""
        explained = self._explained(fact)
        told = explained | self._words_for(end)
        if not self._is_meant(end) or not self.question.words - DATING <= told:
            return False
        is_felt = fact.predicate in _FEELINGS or fact.predicate.removesuffix("s") in _TASTES
        if explained or not self.question.spoken.isdisjoint(fact.predicate.split()):
            return True
        return not is_felt

    def _words_for(self, end: Entity) -> frozenset[str]:
        """The question's words that are part of a name."""
        names = (end.name, *end.aliases)
        words = self.question.words
        return frozenset(word for word in words if any(self._may_mean(word, one) for one in names))

    def _may_mean(self, word: str, name: str) -> bool:
        """In small letters only the last word of a name can be meant, which says what it is:
        "children" is no film, "a hospital" may be Mercy Hospital."""
        if word not in self.question.small - self.question.sorts or name == name.casefold():
            return is_part_of(word, name)
        said = name_form(name).split()
        # "hiking with Ann's dog" is hiking.
        first = said[:1] if name[:1].islower() and said[0].endswith("ing") else []
        return any(same_word(word, one) for one in (*said[-1:], *first))

    def _excludes_others(self, fact: Fact, end: Entity) -> bool:
        """Whether who has this value has no other, of which the question asks: who works for Acme
        may well work at night, and who is married to Jon may have married a nurse."""
        entry = self.question.predicates.ontology.canonical(fact.predicate)
        if not self.question.predicates.holds_one(fact.predicate):
            return False
        if leads_to_a_place(self.question, fact, end):
            return False
        asked = self.question.words - DATING - self._explained(fact)
        if entry.value in _NAMED and not asked.isdisjoint(self.question.small | _HOW):
            return False
        joining = self.question.spoken & _JOINING
        said = (fact.predicate, entry.name, *entry.aliases, *entry.onsets, *entry.inverse)
        is_dated = entry.value == "date"  # on a day, in a year
        return is_dated or not joining or any(not joining.isdisjoint(one.split()) for one in said)

    def _asks_for_any(self, fact: Fact, explained: frozenset[str], seeds: int) -> bool:
        """ "Is she married?", "Does he have children?": any value says yes, while it holds, and no
        once it is over."""
        is_now = self.question.opening in _PRESENT and fact.nature is not Nature.EVENT
        if fact.is_negated or tells_of_none_such(fact, self.question.words):
            return False
        return is_now and seeds == 1 and self.question.words - DATING <= explained

    def _may_speak(self, fact: Fact) -> bool:
        if fact.is_negated:
            return fact.valid.overlaps(self.view.valid)
        if fact.nature is Nature.PLAN and not self.question.asks_ahead:
            return False
        if self._is_of_any_time and is_over(fact, self.view):
            return self.question.bears(fact.predicate)
        return counts(fact, self.question, self.view)

    def _is_over(self, fact: Fact) -> bool:
        """ "Does she play chess?": what is told as over is so no longer; deeds stay done."""
        is_now = not self._is_of_any_time and self.question.opening in _PRESENT
        lasts = fact.nature is not Nature.EVENT
        return is_now and lasts and fact.valid.end <= self.view.valid.start

    @property
    def _is_of_any_time(self) -> bool:
        """ "Did she live in Paris?" names no period: what was so once is so, and what is so now
        does not exclude it."""
        valid = self.view.valid
        is_past = self.question.is_past or self.question.opening in _PERFECT
        return is_past and valid.end - valid.start <= INSTANT

    def _path(self, fact: Fact) -> Path:
        return Path(fact.object, (fact,), self.question.explained_by(fact.predicate))


def _is_a_past_taste(fact: Fact) -> bool:
    """ "She loved that film" tells neither that she still does nor that she does not."""
    is_told_so = fact.nature is Nature.PAST_STATE and not fact.is_negated
    return (
        is_told_so
        and fact.predicate.removesuffix("s") in _TASTES
        and _ENDED.search(fact.sentence) is None
    )


def _is_a_name(end: Entity) -> bool:
    return not end.is_value and end.name[:1].isupper()
