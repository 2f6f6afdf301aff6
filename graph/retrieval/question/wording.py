"""What a question asks, as words: which of them a predicate explains (pure)."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from quipu.graph.retrieval.question.explaining import EMPTY_WORDS, ExplainingWords, content_words
from quipu.graph.retrieval.question.fitting import NEVER, ODD, UNKNOWN, fit_of
from quipu.graph.retrieval.question.owned import owned_in, placed_in
from quipu.graph.retrieval.question.phrases import NAME, Phrase, phrases_of
from quipu.graph.retrieval.question.spoken import (
    asks_who_does,
    deed_in,
    kind_in,
    measure_in,
    of_a_sort,
    registered_verb,
    small_words,
    verb_of_whom,
)
from quipu.graph.retrieval.question.word_forms import same_word
from quipu.schema.knowledge import Entity, Fact
from quipu.schema.names import name_form
from quipu.schema.ontology import Ontology

_NAMING = frozenset({"name", "names"})  # mean nothing beside others: "the name of the owner"
_QUESTION_WORDS = frozenset("who whom whose what which when where why how".split())
_WORDS_AHEAD = frozenset("will going plan plans planning".split())
_WHETHER_WORDS = frozenset("is are was were do does did has have had can could will".split())
_PAST_WORDS = frozenset("did was were had".split())
_PRESENT_WORDS = frozenset("do does currently now today still".split())
_VAGUE_WORDS = frozenset(
    "located situated based found find called known belong belongs belonged come comes "
    "associated related given named originally one someone somebody people man woman "
    "place places location country city company organisation organization institution "
    "team item items event events activity activities kind kinds type types sort sorts".split()
)
_NO_DEED = re.compile(
    r"(?:can|could|may|might|should|must|have to"
    r"|be (?:excited|eager|ready|keen|determined|willing|hoping|set|pumped|thrilled|looking) to"
    r"|(?:want|hope|wish|need|dream|long|plan|intend|decide|prepare|expect|aim|consider|think|look"
    r"|arrange|agree|promise|try|attempt|learn) to) "
)
"""How a predicate begins that tells of a wish, a plan or a chance: as both readers write it."""
_TURNING = frozenset("target goal ideal dream former ex maiden middle least second next".split())
"""What makes another thing of what follows: a target weight is no weight."""
_OF_NAMES = frozenset({"maiden", "middle"})
_POSSESSIVE = re.compile(r"s['’] ")  # "the Joneses' house"


@dataclass(frozen=True, slots=True)
class Wording:
    """A question's content words less the names it holds, and what kind of answer it wants."""

    words: frozenset[str]
    names: frozenset[str]
    opening: str  # the first word of all
    first: str  # the question word: "who", "where", "when", …
    of_kind: str  # "country" in "which country …": says what the answer is, not how to get there
    is_past: bool
    is_present: bool  # "Where does she work?": what is told as over is no answer
    asks_ahead: bool  # "Where will she live?": what is only planned may answer it
    predicates: ExplainingWords
    phrases: tuple[Phrase, ...] = ()
    spoken: frozenset[str] = frozenset()  # all its words
    measure: tuple[str, ...] = ()  # of "How many dogs has she?": "many", "dogs"
    small: frozenset[str] = frozenset()  # written without a capital, where others have one
    capital: frozenset[str] = frozenset()  # written with one, as names are
    placed: frozenset[str] = frozenset()  # what of somebody's is asked about: "Ann's bakery"
    last: str = ""  # the last word, in which a preposition may be left over: "switch to"
    sorts: frozenset[str] = frozenset()  # behind an article
    verb: str = ""  # "drive" in "What car does she drive?": what merely sounds alike is another
    deed: str = ""  # "buy" of "When did she buy it?"; a text may have other words for it
    asks_who_does: bool = False  # "Who helps Ann?": whom Ann helps is no answer
    _by_predicate: dict[str, tuple[frozenset[str], frozenset[str]]] = field(
        default_factory=dict, compare=False, repr=False
    )

    @property
    def asks_when(self) -> bool:
        return self.first == "when"

    @property
    def asks_of_later(self) -> bool:
        """ "Where will she live?", and not "Will she come?"."""
        return "will" in self.spoken and self.opening in _QUESTION_WORDS

    @property
    def asks_why(self) -> bool:
        return self.first == "why"

    @property
    def asks_how(self) -> str:
        """The measure that it wants: "many" of "How many dogs …", "long", "old", "much"."""
        return self.measure[0] if self.measure else ""

    @property
    def asks_which_way(self) -> bool:
        """It wants to know how something is done: "How does she get to work?"."""
        return self.first == "how" and not self.measure

    @property
    def asks_what_happened(self) -> bool:
        return self.first == "what" and not self.spoken.isdisjoint(("happened", "happen"))

    @property
    def asks_whether(self) -> bool:
        """It wants yes or no: "Does Ben live in Paris?"."""
        return self.opening in _WHETHER_WORDS

    @property
    def asked(self) -> Phrase | None:
        """What the question is after: the last step to its answer."""
        return next((one for one in self.phrases if one.is_asked), None)

    @property
    def required(self) -> frozenset[str]:
        """Words that the registry has for relations ("wife"), what is somebody's in "Where is
        Ann's bakery?", and what makes a thing another: no answer without them."""
        said = self.words - _VAGUE_WORDS
        relations = frozenset(word for word in said if self.predicates.is_relation(word))
        return relations | self.placed | self.turning

    @property
    def turning(self) -> frozenset[str]:
        """Words that make another thing of what they stand before: "target" of "target weight"."""
        before = {word for one in self.phrases for word in one.words[:-1]} | (
            self.words & _OF_NAMES
        )
        return frozenset(word for word in before if word in _TURNING)

    def goes_the_other_way(self, predicate: str) -> bool:
        """ "What did they switch to?" is not answered by what they switched from."""
        *deed, way = predicate.split()
        is_other = {self.last, way} == {"from", "to"}
        return is_other and any(same_word(one, word) for one in deed for word in self.words)

    def weight(self, explained: Collection[str]) -> float:
        """What explaining some words is worth: a whole for a word of relation, half for a kind."""
        return sum(0.5 if word == self.of_kind else 1.0 for word in explained)

    def fit(self, end: Entity | None, fact: Fact, *, is_said: bool = True) -> int:
        """How far an end is of the kind asked for, as `fitting` counts it: what is odd has to be
        led to by words that are said. Its kind may have been misread where its sentence says
        what is asked for: "The team she drives for is …"."""
        if end is not None and self._is_echo(end):
            return NEVER
        said = self.predicates.ontology.canonical(fact.predicate).name
        found = fit_of(end, said, self.first, self.of_kind, self.spoken)
        if found == ODD and self._is_told_by(fact.sentence):
            return UNKNOWN
        return NEVER if found == ODD and not is_said else found

    def speaks_of(self, thing: Entity) -> bool:
        """Whether a question says any word of a name."""
        return bool(self._standing_for(content_words((thing.name, *thing.aliases))))

    def _is_echo(self, end: Entity) -> bool:
        """Whether an end says no more than the question: "accident" where it is asked how she took
        the accident. Who asks "tea or coffee?" wants to hear one of both."""
        is_about_a_fact = self.asks_when or self.asks_why or self.asks_how
        if is_about_a_fact or self.asks_what_happened or self.asks_whether or "or" in self.spoken:
            return False
        if name_form(end.name) in self.names:
            return True
        owners = {word for name in self.names for word in name.split()}
        said = content_words((end.name,)) - owners
        return bool(said) and all(any(same_word(one, word) for word in self.words) for one in said)

    def _is_told_by(self, sentence: str) -> bool:
        told, asked = name_form(sentence).split(), self.asked
        words = () if asked is None else asked.words
        return bool(words) and all(any(same_word(one, word) for one in told) for word in words)

    def explained_by(self, predicate: str, *, backward: bool = False) -> frozenset[str]:
        """The question's words that a predicate, or another way of saying it, stands for.

        Followed backward, it also stands for what it is called from its other end.
        """
        along, back = self._explained(predicate)
        return along | back if backward else along

    def turned_by(self, predicate: str) -> frozenset[str]:
        """The question's words that a predicate stands for from its other end alone."""
        along, back = self._explained(predicate)
        return back - along

    def _explained(self, predicate: str) -> tuple[frozenset[str], frozenset[str]]:
        """The words that it stands for, and those it does from its other end; a walk asks for one
        predicate again and again."""
        if predicate not in self._by_predicate:
            along, back = self.predicates.of(predicate), self.predicates.inverse_of(predicate)
            self._by_predicate[predicate] = self._standing_for(along), self._standing_for(back)
        return self._by_predicate[predicate]

    def _standing_for(self, said: Collection[str]) -> frozenset[str]:
        return frozenset(
            word for word in self.words if any(same_word(word, other) for other in said)
        )

    def hinted_by(self, frame: str) -> frozenset[str]:
        """The question's words that a fact's own sentence has, where no relation is named."""
        said = [word for word in frame.split() if word not in EMPTY_WORDS]
        return self._standing_for(said) - self.required

    def bears(self, predicate: str) -> bool:
        """Whether a predicate may answer: one that tells of no deed, "want to open", only where
        the question speaks of wishes, or of what is ahead."""
        unsure = _NO_DEED.match(predicate)
        if unsure is None or self.asks_ahead:
            return True
        telling = [word for word in unsure[0].split() if word not in EMPTY_WORDS]
        return any(same_word(said, one) for said in self.spoken for one in telling)

    def tells_of_no_deed(self, predicate: str) -> bool:
        """Whether a predicate tells of a plan, a wish or a chance: "will move to"."""
        return predicate.startswith("will ") or _NO_DEED.match(predicate) is not None

    def named_in(self, end: Entity | None) -> frozenset[str]:
        """The question's words for what is at a fact's end, where that is not the answer: who
        asks when or why Ann lost her job says what she lost."""
        if end is None or not (self.asks_when or self.asks_why):
            return frozenset()
        return self._standing_for(content_words((end.name, *end.aliases)))

    def left(self, told: Collection[str]) -> list[Phrase]:
        """The phrases that something is left of, less what says nothing of a relation."""
        known = {*told, *_VAGUE_WORDS, self.of_kind}
        return [
            one for one in self.phrases if not one.is_beside and not known.issuperset(one.words)
        ]

    def untold(self, told: Collection[str]) -> frozenset[str]:
        """The words that are left of it, less what says nothing of a relation."""
        left = frozenset(word for one in self.left(told) for word in one.words)
        return left.difference(told, _VAGUE_WORDS, (self.of_kind,))

    def is_about(self, names: Collection[str]) -> bool:
        """One of the names stands in the question, or the question names nobody at all."""
        return not self.names or any(name_form(name) in self.names for name in names)


def wording_of(text: str, names: Sequence[str], ontology: Ontology) -> Wording:
    """Take a question apart, given the names of the entities that stand in it."""
    spoken = _POSSESSIVE.sub("s's ", text)
    form = f" {name_form(spoken)} "
    asked = form.split()
    first = next((word for word in asked if word in _QUESTION_WORDS), "")
    of_kind = kind_in(asked)
    is_past = not _PAST_WORDS.isdisjoint(asked)
    asks_ahead = not _WORDS_AHEAD.isdisjoint(asked)
    held = sorted({name_form(name) for name in names}, key=len, reverse=True)
    for name in held:
        form = form.replace(f" {name} ", f" {NAME} ")
    said = form.split()
    words = frozenset(word for word in said if word not in EMPTY_WORDS and word != NAME)
    words = words or frozenset(said).intersection(_NAMING)  # "What is my name?"
    explaining = ExplainingWords(ontology)
    phrases = phrases_of(said, EMPTY_WORDS, _VAGUE_WORDS)
    return Wording(
        words=words,
        names=frozenset(held),
        opening=asked[0] if asked else "",
        first=first,
        of_kind=of_kind,
        is_past=is_past,
        is_present=not _PRESENT_WORDS.isdisjoint(asked),
        asks_ahead=asks_ahead,
        predicates=explaining,
        phrases=phrases,
        spoken=frozenset(asked),
        measure=measure_in(asked),
        small=small_words(text),
        capital=frozenset(name_form(word) for word in text.split()[1:] if word != word.casefold()),
        placed=placed_in(said) | (owned_in(said) - EMPTY_WORDS - _VAGUE_WORDS),
        last=said[-1] if said else "",
        sorts=of_a_sort(asked),
        deed=deed_in(said, words),
        asks_who_does=asks_who_does(first, said),
        verb=registered_verb(phrases, explaining) or verb_of_whom(phrases, said),
    )
