"""Verbs that turn a state on or off: what they end or begin is stated in the state's own words.

"I quit my job at Acme" ends (I, work at, Acme); "she moved out of Rome" ends (she, live in, Rome);
"I joined Acme" begins something that goes on. So an ending meets the statement that it ends.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from quipu.extraction.english import words
from quipu.extraction.english.arguments import (
    Argument,
    Subject,
    arguments_of,
    subjects_of,
    verb_text,
)
from quipu.extraction.english.clauses import Clause
from quipu.extraction.english.drafts import Draft, Shape
from quipu.extraction.english.lemmas import verb_of_gerund
from quipu.extraction.english.mentions import mention_of
from quipu.extraction.english.parsed_passage import ParsedPassage
from quipu.extraction.english.phrases import named_head
from quipu.extraction.english.roles import age_text, owner_of, role_name
from quipu.extraction.english.syntax import case_words, conjuncts, dependents
from quipu.extraction.english.verb_groups import ended, is_anybody, verb_group
from quipu.schema.knowledge import Modality, Temporal, Tense

if TYPE_CHECKING:
    from spacy.tokens import Token

# (verb, preposition) → the state that stops. An empty preposition is the object.
_ENDED = {
    ("resign", "from"): "work at",
    ("retire", "from"): "work at",
    ("be fired", "from"): "work at",
    ("be fired", "by"): "work at",
    ("be laid off", "from"): "work at",
    ("be laid off", "by"): "work at",
    ("be let", "from"): "work at",
    ("be let", "by"): "work at",
    ("part ways", "with"): "work at",
    ("move out", "of"): "live in",
    ("move", "out of"): "live in",
    ("move", "away from"): "live in",
    ("move", "from"): "live in",
    ("move away", "from"): "live in",
    ("divorce", ""): "married to",
    ("be divorced", "from"): "married to",
    ("separate", "from"): "married to",
    ("break up", "with"): "in a relationship with",
    ("split up", "with"): "in a relationship with",
    ("dump", ""): "in a relationship with",
    ("sell", ""): "own",
    ("drop out", "of"): "attend",
}
_LEAVING = frozenset({"quit", "leave", "lose"})
_VERBS = _LEAVING | {"fire", "lay", "let"} | {verb.split()[0] for verb, _ in _ENDED}


def ending_drafts(head: Token, passage: ParsedPassage) -> list[Draft]:
    """What a verb of leaving ends; nothing for any other verb, which is then read as it stands."""
    if head.lemma_.lower() not in _VERBS:
        return []
    group = verb_group(head)
    if group.is_unreal or group.modality is not Modality.ASSERTED or group.is_negated:
        return []
    if head.lemma_.lower() == "sell" and group.tense is Tense.PRESENT and not group.is_progressive:
        return []  # "some shops sell fish": what they do, not what they part with
    clause = Clause(head, passage, ended(group), "")
    found = _ended_argument(clause)
    if found is None:
        return []
    noun, predicate = found
    if predicate == "live in" and named_head(noun).lower_ in words.SOFTWARE:
        return []  # "moved from Slack to Teams"
    return [
        draft
        for subject in subjects_of(head, passage)
        for draft in clause.draft(subject, noun, predicate, Shape.OBLIQUE)
    ]


def _ended_argument(clause: Clause) -> tuple[Token, str] | None:
    verb = verb_text(clause.head)
    arguments = _arguments(clause)
    for argument in arguments:
        predicate = _ENDED.get((verb, argument.preposition))
        if predicate == "work at" and argument.token.lemma_.lower() in words.JOB_NOUNS:
            at = _workplace(clause.head, argument.token)
            return (at, predicate) if at is not None else None
        if predicate is not None:
            return argument.token, predicate
    if clause.head.lemma_.lower() not in _LEAVING:
        return None
    objects = [argument.token for argument in arguments if not argument.preposition]
    return _left(clause, objects[0]) if objects else None


def _arguments(clause: Clause) -> list[Argument]:
    """The verb's arguments; "let go" counts as one verb, and any other "let" ends nothing."""
    found = arguments_of(clause.head, clause.passage)
    if clause.head.lemma_.lower() != "let":
        return found
    going = [child for child in dependents(clause.head, "xcomp") if child.lower_ == "go"]
    return [*found, *arguments_of(going[0], clause.passage)] if going else []


def _left(clause: Clause, left: Token) -> tuple[Token, str] | None:
    """What "quit", "left" or "lost" something ends: a job, a membership, or nothing known."""
    lemma = left.lemma_.lower()
    if lemma in words.JOB_NOUNS:
        at = _workplace(clause.head, left)
        return (at, "work at") if at is not None else None
    if clause.head.lemma_.lower() == "lose":
        return None
    is_told_apart = any(t.pos_ == "PROPN" or t.dep_ == "nmod:poss" for t in left.subtree)
    if lemma in words.GROUPS and is_told_apart:
        return left, "member of"
    if (lemma in words.FIRMS and is_told_apart) or _is_organisation(
        clause.passage, named_head(left)
    ):
        return left, "work at"
    return None


def _workplace(verb: Token, job: Token) -> Token | None:
    for holder in (job, verb):
        for child in holder.children:
            if case_words(child) in (["at"], ["with"], ["from"], ["for"]) and child.pos_ == "PROPN":
                return child
    return None


def _is_organisation(passage: ParsedPassage, name: Token) -> bool:
    """A name that is no known person or place: one leaves Acme, and parts from Anna or Rome."""
    entity = passage.entities.get(name.i)
    if name.pos_ != "PROPN" or passage.is_time(name):
        return False
    if entity is None or entity.id_ == words.UNSURE:
        return True
    return entity.label_ == "ORG" or _is_worked_at(name)


def _is_worked_at(name: Token) -> bool:
    """Whether the text tells of a job there: "is a nurse at Charité"."""
    return any(
        token.text == name.text and case_words(token) in (["at"], ["for"]) for token in name.doc
    )


def stopped_habit(head: Token, passage: ParsedPassage) -> list[Draft]:
    """ "I stopped smoking": the habit itself, over."""
    if head.lemma_.lower() not in words.STOPPINGS:
        return []
    habits = [
        c
        for c in dependents(head, "obj", "xcomp")
        # "finished another painting": a thing, told by its article.
        if c.lower_.endswith("ing") and not dependents(c, "det", "nmod:poss", "amod", "nummod")
    ]
    group = verb_group(head)
    if not habits or group.is_unreal:
        return []
    habit = habits[0]
    if habit.pos_ == "VERB" and arguments_of(habit, passage):
        return []  # "stopped eating meat" is read at its own verb
    clause = Clause(head, passage, ended(group), verb_of_gerund(habit.lower_))
    return [
        draft
        for subject in subjects_of(head, passage)
        if not is_anybody(subject.token, head, group)
        for draft in clause.valued(subject, habit.lower_, habit, Shape.VERB)
    ]


def disliked(head: Token, passage: ParsedPassage) -> list[Draft]:
    """ "I can't stand mushrooms": not liked, and no mere possibility."""
    if head.lemma_.lower() not in ("stand", "bear"):
        return []
    group = verb_group(head)
    if not group.is_negated or group.prefix != "can" or group.is_unreal:
        return []
    told = replace(group, modality=Modality.ASSERTED, prefix="", tense=Tense.PRESENT)
    clause = Clause(head, passage, told, "like")
    return [
        draft
        for subject in subjects_of(head, passage)
        for thing in dependents(head, "obj")
        for noun in conjuncts(thing)
        for draft in clause.draft(subject, noun, "like", Shape.VERB)
    ]


def turned_age(head: Token, passage: ParsedPassage) -> list[Draft]:
    """ "Petra turned forty": (Petra, age, forty), from then on."""
    if head.lemma_.lower() != "turn":
        return []
    numbers = [c for c in dependents(head, "obj", "xcomp") if c.pos_ == "NUM" and c.i > head.i]
    group = verb_group(head)
    if not numbers or group.is_unreal or group.is_negated or dependents(numbers[0], "nmod"):
        return []
    if passage.is_time(numbers[0]):
        return []
    clause = Clause(head, passage, replace(group, is_beginning=True), "age")
    return [
        draft
        for subject in subjects_of(head, passage)
        for draft in clause.valued(subject, age_text(numbers[0]), numbers[0], Shape.ROLE)
    ]


def job_drafts(head: Token, passage: ParsedPassage) -> list[Draft]:
    """ "Anna has a job at Acme": (Anna, work at, Acme); "got a job": from then on."""
    lemma = head.lemma_.lower()
    if lemma not in _GETTING | _HOLDING:
        return []
    jobs = [c for c in dependents(head, "obj") if c.lemma_.lower() in words.JOB_NOUNS]
    group = verb_group(head)
    if not jobs or group.is_unreal or group.is_negated:
        return []
    if group.modality is not Modality.ASSERTED:
        return []
    clause = Clause(head, passage, replace(group, is_beginning=lemma in _GETTING), "")
    drafts: list[Draft] = []
    for subject in subjects_of(head, passage):
        for child in _attached(head, jobs[0]):
            preposition = " ".join(case_words(child))
            if preposition in _WORKING:
                for noun in conjuncts(child):
                    drafts += clause.draft(subject, noun, _WORKING[preposition], Shape.OBLIQUE)
    return drafts


_GETTING = words.word_set("get land start take accept find begin")
_HOLDING = words.word_set("have hold work")
_WORKING = {"at": "work at", "with": "work at", "for": "work at", "as": "work as"}


def _attached(verb: Token, job: Token) -> list[Token]:
    """Nouns with a preposition anywhere below the verb's job, where the parser may hang them."""
    near = [*verb.children, *job.children]
    return near + [deep for token in near if token.i != job.i for deep in token.children]


def with_new_state(draft: Draft) -> Draft:
    """A deed that begins a state, told as that state: "moved to Rome" holds from then on."""
    verb = draft.head.lemma_.lower()
    begins = draft.group.is_beginning or (
        verb in words.INCEPTIVES and draft.predicate.split()[0] in words.INCEPTIVES
    )
    is_done = draft.group.tense in (Tense.PAST, Tense.PERFECT)
    if not begins or not is_done or draft.group.is_ending or draft.group.is_negated:
        return draft
    group = replace(draft.group, is_beginning=True)
    return replace(draft, group=group, temporal=Temporal.STATE)


def became(head: Token, passage: ParsedPassage) -> list[Draft]:
    """ "Bob became CEO of Acme": (Acme, ceo, Bob), from then on."""
    if head.lemma_.lower() not in ("become", "appoint", "name", "elect"):
        return []
    roles = [c for c in dependents(head, "xcomp", "obj") if c.lemma_.lower() in words.ROLES]
    owner = (owner_of(roles[0]) or _owner_told_of(roles[0])) if roles else None
    group = verb_group(head)
    if owner is None or group.is_unreal:
        return []
    clause = Clause(head, passage, replace(group, is_beginning=True), "")
    return _holders(clause, owner, role_name(roles[0]))


def _owner_told_of(role: Token) -> Token | None:
    """Whose role it is where only one is told of before: "The CEO of Acme …, Bob became CEO"."""
    before = [token for token in role.doc[: role.i] if token.lower_ == role.lower_]
    owners = [owner for token in before if (owner := owner_of(token)) is not None]
    is_one = len({owner.text for owner in owners}) == 1 and len(owners) == len(before)
    return owners[-1] if is_one and owners[-1].pos_ == "PROPN" else None


def _holders(clause: Clause, owner: Token, role: str) -> list[Draft]:
    mention = mention_of(owner, clause.passage)
    if mention is None:
        return []
    return [
        draft
        for holder in subjects_of(clause.head, clause.passage)
        for draft in clause.turned(Subject(mention, owner), role, holder, Shape.ROLE)
    ]
