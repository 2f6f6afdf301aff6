"""Verbs that end a state: what they end is stated in the state's own words, as over.

"I quit my job at Acme" ends (I, work at, Acme); "she moved out of Rome" ends (she, live in, Rome).
So an ending meets the statement that it ends.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from quipu.extraction.english.clause.arguments import (
    Argument,
    Subject,
    arguments_of,
    subjects_of,
    verb_text,
)
from quipu.extraction.english.clause.clauses import Clause
from quipu.extraction.english.clause.drafts import Draft, Shape
from quipu.extraction.english.clause.mentions import mention_of
from quipu.extraction.english.clause.named_heads import counted, named_head
from quipu.extraction.english.grammar.parsed_passage import ParsedPassage
from quipu.extraction.english.grammar.syntax import case_words, dependents, subject_of
from quipu.extraction.english.grammar.verb_groups import ended, verb_group
from quipu.extraction.english.lexicon import words
from quipu.extraction.english.lexicon.known_places import PLACES
from quipu.schema.knowledge import Modality, Tense

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
    ("let", "by"): "work at",  # "got let go by Acme"
    ("be made", "at"): "work at",
    ("be made", "by"): "work at",
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
    ("give", ""): "own",
    ("give away", ""): "own",
    ("donate", ""): "own",
    ("get", "of"): "own",  # "got rid of the Passat"
    ("drop out", "of"): "attend",
}
_LEAVING = frozenset({"quit", "leave", "lose"})
_GIVING_NOTICE = frozenset({"hand", "give", "submit"})
_WITH_WORD = {"let": "go", "make": "redundant", "get": "rid"}
_VERBS = _LEAVING | _GIVING_NOTICE | {"fire", "lay", *_WITH_WORD}
_VERBS |= {verb.split()[0] for verb, _ in _ENDED}


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
        return _dismissal(clause)
    noun, predicate = found
    if predicate == "live in" and not _may_be_lived_in(noun):
        return []
    if head.lemma_.lower() == "sell" and _is_of_many(noun):
        return []  # "the garden sold books": what it has more of
    if head.lemma_.lower() in ("give", "donate") and not _is_own_by_name(noun):
        return []  # "gave my number to Tom", "donated blood"
    return [
        draft
        for subject in subjects_of(head, passage)
        for draft in clause.draft(subject, noun, predicate, Shape.OBLIQUE)
    ]


def _is_of_many(noun: Token) -> bool:
    """ "a lot of books", "cars": not told which or how many."""
    which = counted(noun)
    return which.tag_ == "NNS" and not dependents(which, "det", "nmod:poss", "nummod")


def _is_own_by_name(noun: Token) -> bool:
    """ "my Volvo", "our car, a Fiat Panda"."""
    return bool(dependents(noun, "nmod:poss")) and named_head(noun).text[:1].isupper()


_NO_HOME = words.GROUPS | words.word_set(
    "department division role position job plan desk seat project account branch unit shift tier"
)


def _may_be_lived_in(noun: Token) -> bool:
    """Not what is left in "moved from Slack to Teams", "from the billing team to sales"."""
    name = named_head(noun)
    return name.lower_ not in words.SOFTWARE and noun.lemma_.lower() not in _NO_HOME


def _dismissal(clause: Clause) -> list[Draft]:
    """ "Acme let me go": (I, work at, Acme), over; not "my boss let me go to Rome"."""
    going = [c for c in dependents(clause.head, "xcomp", "ccomp") if c.lower_ == "go"]
    persons, firm = dependents(clause.head, "obj"), subject_of(clause.head)
    if clause.head.lemma_.lower() != "let" or not going or not persons or firm is None:
        return []
    person = mention_of(persons[0], clause.passage)
    is_firm = firm.lemma_.lower() in words.FIRMS or _is_organisation(clause.passage, firm)
    if person is None or not is_firm or arguments_of(going[0], clause.passage):
        return []
    return clause.draft(Subject(person, persons[0]), firm, "work at", Shape.OBLIQUE)


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
        if argument.token.lemma_.lower() in ("notice", "resignation") and _is_own(argument.token):
            at = _workplace(clause.head, argument.token)
            return (at, "work at") if at is not None else None
    if clause.head.lemma_.lower() not in _LEAVING or is_for_the_day(clause.head):
        return None
    objects = [argument.token for argument in arguments if not argument.preposition]
    return _left(clause, objects[0]) if objects else None


_OF_THE_DAY = words.word_set("early late noon midnight tonight morning evening am pm")
_CLOCK = re.compile(r"\d{1,2}(?::\d\d|\.\d\d)?(?:am|pm|h)?|\w+ o['’]clock")


def is_for_the_day(head: Token) -> bool:
    """ "left Acme at noon", "left the office early": there again tomorrow."""
    return head.lemma_.lower() in _LEAVING and any(
        one.lower_ in _OF_THE_DAY or (case_words(one) == ["at"] and _CLOCK.match(one.lower_))
        for child in head.children
        for one in (child, *child.children)
        if child.i > head.i
    )


def _is_own(noun: Token) -> bool:
    return any(owner.pos_ == "PRON" for owner in dependents(noun, "nmod:poss"))


def _arguments(clause: Clause) -> list[Argument]:
    """The verb's arguments; "let go" and "made redundant" count as one verb, and no other
    "let" or "make" ends anything."""
    found = arguments_of(clause.head, clause.passage)
    needed = _WITH_WORD.get(clause.head.lemma_.lower())
    if needed is None:
        return found
    below = [child for child in dependents(clause.head, "xcomp") if child.lower_ == needed]
    return [*found, *arguments_of(below[0], clause.passage)] if below else []


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
    name = named_head(left)
    # Only what one works at can be quit; one leaves people, too.
    is_quit = clause.head.lemma_.lower() == "quit" and _may_be_quit(clause.passage, name)
    is_firm = lemma in words.FIRMS and is_told_apart
    if is_quit or is_firm or _is_organisation(clause.passage, name):
        return left, "work at"
    return None


_NETWORKS = words.word_set("facebook twitter instagram tiktok reddit snapchat linkedin youtube")


def _may_be_quit(passage: ParsedPassage, name: Token) -> bool:
    entity = passage.entities.get(name.i)
    is_used = entity is not None and entity.label_ in ("PRODUCT", "WORK") and entity.id_ == ""
    is_known = name.lower_ in words.SOFTWARE | _NETWORKS or name.text.casefold() in PLACES
    is_name = name.pos_ == "PROPN" or (entity is not None and name.text.istitle())
    return is_name and not is_used and not is_known and not passage.is_time(name)


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
