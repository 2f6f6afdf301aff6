"""Which paths may be taken for an answer (pure).

A chat tells a thousand deeds of two people. The one that sounds most like a question is seldom
what was asked for; it is only where nothing that the question says is left out by what tells it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

from quipu.graph.retrieval.question.dating import DATING
from quipu.graph.retrieval.question.fitting import NEVER
from quipu.graph.retrieval.question.word_forms import same_word
from quipu.graph.retrieval.question.wording import Wording
from quipu.graph.retrieval.walking.counting import is_at_another, speaks_of
from quipu.graph.retrieval.walking.path import Path, Step
from quipu.schema.identity import EntityId
from quipu.schema.intervals import AsOf
from quipu.schema.knowledge import Entity, Episode, Fact, Nature
from quipu.schema.name_parts import plain_form
from quipu.schema.names import name_form

_TASTES = frozenset(("likes", "dislikes"))


def may_answer(
    path: Path,
    question: Wording,
    view: AsOf,
    named: Sequence[Entity],
    named_at: Sequence[Entity],
) -> bool:
    """Whether a path may end here. Of deeds that merely sound alike the date is another's, and
    so is the way in which they are done; what only sounds alike is of all who are named, and of
    a relation that the registry knows."""
    last = path.facts[-1]
    if not path.explained:
        if question.asks_when or question.asks_which_way:
            return False
        is_open = not (_is_related(last, question) or question.predicates.knows(last.predicate))
        if is_open or not all(speaks_of(path.facts, one) for one in named):
            return False
    if is_at_another(path.facts, named_at) or is_turned_round(path, question):
        return False
    if question.asks_of_later and _is_of_now(last, question, view):
        return False
    return bool(path.gained) and path.worth > 0.0 and path.fit > NEVER


def is_turned_round(path: Path, question: Wording) -> bool:
    """Whether a path ends with whom somebody helps, where it is asked who helps them; of the
    registry's relations, and of properties ("Falcon's lead is Ann"), words tell which is asked."""
    last = path.facts[-1]
    is_forward = path.end == last.object and not last.is_mutual
    is_passive = last.predicate.endswith(" by")
    is_property = f" s {last.predicate} " in name_form(last.sentence)
    is_told = is_passive or is_property or question.predicates.knows(last.predicate)
    return question.asks_who_does and is_forward and not is_told


def _is_of_now(fact: Fact, question: Wording, view: AsOf) -> bool:
    """Where somebody lives says nothing of where they will."""
    is_state = fact.nature in (Nature.STATE, Nature.PAST_STATE)
    is_of_later = question.tells_of_no_deed(fact.predicate)
    return is_state and not is_of_later and fact.valid.start <= view.valid.start


def may_be_another(path: Path, question: Wording) -> bool:
    """Whether a path may well tell of another thing than is asked of: it is of a deed or a taste,
    or was found as a whole; not of a lasting relation that was walked along."""
    if question.of_kind in path.explained:  # "in which language is it written": its language
        return False
    is_chain = len(path.facts) > 1 and not any(_is_one_of_many(one, question) for one in path.facts)
    is_related = is_chain or all(_is_related(one, question) for one in path.facts)
    return not (is_related and (path.explained or path.meant))


def is_told(
    path: Path, question: Wording, named: Sequence[Entity], sources: Sequence[Episode] = ()
) -> bool:
    """Whether the facts of a path, or the texts that tell them, speak of all that a question says
    and of all whom it names: "workshop" of "What did Ann make in the workshop?"."""
    texts = [fact.sentence for fact in path.facts]
    texts += [f"{one.speaker} {one.content}" for one in sources]
    left = question.untold(path.explained | path.meant) - DATING
    unsaid = without_said(left, texts)
    return _is_enough(unsaid, question) and all(
        speaks_of(path.facts, one) or any(_has_name(text, one) for text in texts) for one in named
    )


def _is_enough(unsaid: Collection[str], question: Wording) -> bool:
    """Nothing may be left out, but where a date is wanted: "When did she buy it?" asks for the day
    on which she got it."""
    if not question.asks_when:
        return not unsaid
    left = {*unsaid} - {question.deed}
    return not left or 2 * len(left) < len(question.words - {question.deed})


def _has_name(text: str, one: Entity) -> bool:
    form = f" {name_form(text)} "
    return any(f" {name_form(name)} " in form for name in (one.name, *one.aliases))


def _is_related(fact: Fact, question: Wording) -> bool:
    """Whether a fact tells a lasting relation, of the registry's or as what somebody or something
    is; there are few of those to mistake one for another, as there are of deeds and tastes."""
    is_named = question.predicates.knows(fact.predicate) or fact.predicate.startswith("be ")
    return is_named and fact.nature is Nature.STATE and fact.predicate not in _TASTES


def _is_one_of_many(fact: Fact, question: Wording) -> bool:
    """Whether a fact tells a taste, or a deed that the registry has no relation for."""
    is_deed = fact.nature in (Nature.EVENT, Nature.PLAN)
    return fact.predicate in _TASTES or (is_deed and not question.predicates.knows(fact.predicate))


def without_said(words: Iterable[str], texts: Iterable[str]) -> frozenset[str]:
    """Those words of which no form stands in any of some texts."""
    said = {word for one in texts for form in (name_form, plain_form) for word in form(one).split()}
    return frozenset(
        word
        for word in words
        if not word.isdigit() and not any(same_word(plain_form(word), one) for one in said)
    )


def turns_back_at_a_thing(path: Path, step: Step, known: Mapping[EntityId, Entity]) -> bool:
    """Whether a step leads from a thing back to somebody else of whom it is told as well: that
    both like music says nothing of either."""
    thing = known.get(step.start)
    if thing is None or not path.facts or not step.is_backward or thing.kind != "thing":
        return False
    is_common = thing.name == thing.name.casefold()
    return is_common and thing.name != thing.name.upper()  # a script without capitals tells nothing
