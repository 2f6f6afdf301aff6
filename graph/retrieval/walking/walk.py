"""Walking the graph for an answer: a beam of paths that grows while facts explain the question."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from quipu.graph.retrieval.question.fitting import is_called_otherwise
from quipu.graph.retrieval.question.word_forms import says_the_opposite
from quipu.graph.retrieval.question.wording import Wording
from quipu.graph.retrieval.walking.counting import counts
from quipu.graph.retrieval.walking.hearing import Hearing, frame_of
from quipu.graph.retrieval.walking.nearby import Nearby
from quipu.graph.retrieval.walking.path import Path, Step, Walked, is_backward
from quipu.graph.retrieval.walking.trust import (
    is_told,
    may_answer,
    may_be_another,
    turns_back_at_a_thing,
)
from quipu.schema.identity import EntityId
from quipu.schema.intervals import AsOf
from quipu.schema.knowledge import Entity, Fact

HOPS = 5
BEAM = 12
LEAPS = 1  # facts of a path that may explain no word of the question
ALIKE = 0.4  # cosine from which a step may stand for a phrase of which it shares no word
MOST_BY_MEANING = 0.9  # words: meaning alone never counts as much as a word that is shared
ALIKE_MARGIN = 0.03  # so much less alike than the best step from the same place it may be
ALIKE_AS_SAID = 0.5  # from which it goes with a shared word, or may stand for the registry's own
HINT_WORTH = 0.4  # of a word that only the fact's own sentence has for its relation
HALFWAY_LEAD = 0.3  # so much more a path that stops short may explain than one that does not
MOST_LEFT = 0.5  # of a question's phrases that an answer may leave unexplained


@dataclass(frozen=True, slots=True)
class Walk:
    """A beam search over the graph; holds what does not change from hop to hop."""

    nearby: Nearby
    hearing: Hearing
    includes_past: bool = False  # also along what is told as over
    named: tuple[Entity, ...] = ()  # whom the question names
    named_at: tuple[Entity, ...] = ()  # of those, at whom something is asked for

    @property
    def question(self) -> Wording:
        return self.nearby.question

    @property
    def view(self) -> AsOf:
        return self.nearby.view

    async def best(self, seeds: Sequence[Path]) -> Walked:
        """The best paths that answer the whole question; none if nothing is explained."""
        beam, finished = list(seeds), list[Path]()
        for _ in range(HOPS):
            grown = await self._grown(beam)
            finished += [path for path in grown if self._may_answer(path)]
            beam = sorted(grown, key=lambda path: path.merit, reverse=True)[:BEAM]
            if not beam:
                break
        return self._chosen(await self.told(finished))

    async def tells_what_is_asked(self, fact: Fact) -> bool:
        """Whether a fact by itself sounds like all that a question may not go without."""
        needed = [one.text for one in self.question.phrases if one.is_needed]
        await self.hearing.listen(needed, [fact.predicate])
        return all(self.hearing.alike(text, fact.predicate) >= ALIKE for text in needed)

    def _may_answer(self, path: Path) -> bool:
        return may_answer(path, self.question, self.view, self.named, self.named_at)

    async def told(self, finished: Sequence[Path]) -> list[Path]:
        """Those paths of which facts or the texts that tell them say all that the question does."""
        unsure = [one for one in finished if may_be_another(one, self.question)]
        unsure = [one for one in unsure if not is_told(one, self.question, self.named)]
        read = await self.nearby.texts(text for one in unsure for text in one.sources)
        untold = {
            id(one)
            for one in unsure
            for sources in [[read[text] for text in one.sources if text in read]]
            if not is_told(one, self.question, self.named, sources)
        }
        return [one for one in finished if id(one) not in untold]

    def _chosen(self, finished: Sequence[Path]) -> Walked:
        if not finished:
            return Walked()
        furthest = max(finished, key=lambda path: (path.merit, path.end))
        halfway = [one for one in finished if one.explained and not self._is_outermost(one)]
        whole = [path for path in finished if not self._missing(path)]
        peak = max(whole, key=lambda path: (path.merit, path.end), default=None)
        if peak is None or peak.worth < furthest.worth - HALFWAY_LEAD:
            shown = max(halfway, key=lambda path: (path.merit, path.end), default=None)
            return Walked((), shown, "" if shown is None else self._missing(shown))
        others = (path for path in whole if path.end != peak.end and _another_value(path, peak))
        return Walked((peak, *others))

    def _missing(self, path: Path) -> str:
        """What a path leaves open that no answer may leave open, in the question's words."""
        phrases, told = self.question.phrases, path.explained | path.meant
        required = self.question.required - path.explained
        open_ = [one for one in phrases if required & set(one.words)]
        left = self.question.left(told)
        if self.question.of_kind not in path.explained:  # "which continent does it belong to"
            open_ += [one for one in phrases if one.is_needed and told.isdisjoint(one.words)]
            open_ += left if len(left) > MOST_LEFT * len(self.question.left(())) else []
        if path.fit < 0:  # of another kind than asked for: the words at least must be the same
            asked = self.question.asked
            open_ += left if asked is None or path.explained & set(asked.words) else [asked]
        return open_[0].text if open_ else ""

    async def _grown(self, beam: Sequence[Path]) -> list[Path]:
        ends = {path.end for path in beam}
        around = await self.nearby.around(ends, includes_past=self.includes_past)
        facts = [fact for fact in around.facts if counts(fact, self.question, self.view)]
        known = {entity.id: entity for entity in around.entities}
        steps = [
            Step(fact, start, frame_of(fact, known))
            for fact in facts
            for start in ends & {fact.subject, fact.object}
        ]
        open_ = {one for path in beam for one in self._open(path)}
        told = [one for step in steps for one in (step.fact.predicate, step.frame)]
        await self.hearing.listen(open_, told)
        grown: list[Path] = []
        for path in beam:
            following = [
                step
                for step in steps
                if self._may_follow(path, step) and not turns_back_at_a_thing(path, step, known)
            ]
            loudest = self._loudest(path, following)
            longer = (self._longer(path, step, known, loudest) for step in following)
            grown += [one for one in longer if one.leaps <= LEAPS]
        return grown

    def _open(self, path: Path) -> dict[str, tuple[str, ...]]:
        """What a path leaves to be explained: text by text its words."""
        told = path.explained | path.meant
        left = {one.less(told): one.words for one in self.question.left(told)}
        kind = self.question.of_kind
        if not left and kind and kind not in told and path.fit < 0:
            return {kind: (kind,)}  # "in which city": from a school on to its city
        return left

    def _may_follow(self, path: Path, step: Step) -> bool:
        fact = step.fact
        if path.end != step.start or fact.subject == fact.object:
            return False
        if step.start == fact.subject and is_called_otherwise(fact, self.question.words):
            return False
        there = fact.other_end(path.end)
        if any(there in (walked.subject, walked.object) for walked in path.facts):
            return False
        if self._is_outermost(path) or self.question.goes_the_other_way(fact.predicate):
            return False
        return len(path.explained | path.meant) < len(self.question.words)

    def _is_outermost(self, path: Path) -> bool:
        """What the question is after has been said: further facts would pass the answer."""
        asked = self.question.asked
        return asked is not None and not path.explained.isdisjoint(asked.words)

    def _loudest(self, path: Path, steps: Sequence[Step]) -> dict[str, float]:
        """How well the best step from here sounds like each thing left to be explained."""
        return {
            text: max((self._sound(text, step) for step in steps), default=0.0)
            for text in self._open(path)
        }

    def _least(self, text: str) -> float:
        """How alike a step must sound: more for the verb of the question, as verbs of one sort
        ("eat", "buy") sound alike whatever they say."""
        return ALIKE_AS_SAID if self.question.verb in text.split() else ALIKE

    def _sound(self, text: str, step: Step) -> float:
        verb = self.question.verb
        if verb in text.split() and says_the_opposite(verb, step.fact.predicate):
            return 0.0
        return self.hearing.alike(text, step.fact.predicate, step.frame)

    def _longer(
        self, path: Path, step: Step, known: Mapping[EntityId, Entity], loudest: Mapping[str, float]
    ) -> Path:
        fact, question = step.fact, self.question
        said = question.explained_by(fact.predicate, backward=step.is_backward) - path.explained
        beside = self._beside(step, said) - path.explained
        meant, worth = self._meant(path, step, said | beside, loudest)
        end = fact.other_end(path.end)
        named = question.named_in(known.get(end)) - path.explained - meant - said - beside
        gained = question.weight((said | named) - path.meant) + worth
        is_asked_so = bool(said & question.turned_by(fact.predicate))
        return Path(
            end=end,
            facts=(*path.facts, fact),
            explained=path.explained | said | beside | named,
            meant=path.meant | meant,
            weight=path.weight + gained,
            gained=gained,
            holding=path.holding + fact.valid.overlaps(self.view.valid),
            fit=question.fit(known.get(end), fact, is_said=bool(said | named | beside)),
            likeness=path.likeness + self.hearing.as_a_whole(fact.predicate),
            leaps=path.leaps + (not gained),
            backward=path.backward + (step.is_backward and not is_asked_so),
        )

    def _beside(self, step: Step, said: Collection[str]) -> frozenset[str]:
        """What goes with a word that is said: "country" of "country of citizenship"."""
        return frozenset(
            word
            for one in self.question.phrases
            if not set(said).isdisjoint(one.words) and self._sound(one.text, step) >= ALIKE_AS_SAID
            for word in one.words
        ).difference(said, self.question.turning)

    def _meant(
        self, path: Path, step: Step, said: Collection[str], loudest: Mapping[str, float]
    ) -> tuple[frozenset[str], float]:
        """Words that a step stands for without saying them, and what that is worth."""
        told = path.explained | path.meant | set(said)
        hinted = self.question.hinted_by(step.frame) - told
        heard = [
            (sound, text)
            for text, best in loudest.items()
            if (sound := self._sound(text, step)) >= max(self._least(text), best - ALIKE_MARGIN)
        ]
        if said or not heard:
            return hinted, HINT_WORTH * len(hinted)
        sound, text = max(heard)
        words = frozenset(self._open(path)[text]) - told
        worth = min(MOST_BY_MEANING, 0.5 + sound - ALIKE)
        return words | hinted, worth + HINT_WORTH * len(hinted - words)


def _another_value(path: Path, peak: Path) -> bool:
    """The same way but for the last step's object: the predicate holds several values."""
    last, other = path.facts[-1], peak.facts[-1]
    same_way = [one.id for one in path.facts[:-1]] == [one.id for one in peak.facts[:-1]]
    same_step = last.predicate == other.predicate and path.holding == peak.holding
    start, there = last.other_end(path.end), other.other_end(peak.end)
    same_turn = start == there and is_backward(last, start) == is_backward(other, there)
    return same_way and same_step and same_turn and (path.fit == peak.fit)
