"""What is set to one value at a time, and set anew: deadlines, budgets, prices, passwords.

"The deadline for the beta is April 15" is (beta, deadline, April 15). "It slipped", "was cut" and
"they moved it" to another value are the same attribute from then on, so that a new value ends the
old one. Of whom nobody is told in a conversation, the attribute itself is set: (deadline, set to,
April 15).
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from quipu.extraction.english.clause.arguments import Subject
from quipu.extraction.english.clause.clauses import Clause
from quipu.extraction.english.clause.drafts import Draft, Shape
from quipu.extraction.english.clause.mentions import mention_of
from quipu.extraction.english.grammar.parsed_passage import ParsedPassage
from quipu.extraction.english.grammar.syntax import case_words, dependents, is_copular, relation
from quipu.extraction.english.grammar.verb_groups import verb_group
from quipu.extraction.english.lexicon import words
from quipu.extraction.english.people.roles import owner_of, role_name
from quipu.schema.knowledge import Mention, Modality

if TYPE_CHECKING:
    from spacy.tokens import Token

SET_TO = "set to"
_DATED = words.word_set("deadline date cutoff")
_COUNTED = words.word_set(
    "budget price cost fee fare quota target deposit rate headcount pin limit"
)
_WRITTEN = words.word_set("password passcode passphrase username login hostname url number code")
_SETTABLE = _DATED | _COUNTED | _WRITTEN
_OF_WHAT = words.word_set("date number code target rate limit")  # say nothing alone: "the date"
_PUTTING = words.word_set(
    "move slip change push extend postpone reschedule delay shift set raise lower reduce cut "
    "increase bump drop rise fall climb jump reset update trim double halve go come"
)
_GOING = words.word_set("go come")  # only up and down


def attribute_drafts(head: Token, passage: ParsedPassage) -> list[Draft]:
    """The value that a clause gives an attribute; nothing for any other clause."""
    group = verb_group(head)
    is_told = group.modality is Modality.ASSERTED and not (group.is_unreal or group.is_negated)
    if not is_told or group.is_progressive:
        return []
    noun, value = _being(head) if is_copular(head) else _put(head)
    group = group if is_copular(head) else replace(group, is_beginning=True)
    if noun is None or value is None or not _is_attribute(noun) or not _is_value(value, noun):
        return []
    return _drafts(Clause(head, passage, group, SET_TO), noun, value)


def _being(head: Token) -> tuple[Token | None, Token | None]:
    return next(iter(dependents(head, "nsubj")), None), head


def _put(head: Token) -> tuple[Token | None, Token | None]:
    """What is put and to what: "the deadline slipped to May 4", "they cut the budget to 180k"."""
    lemma, beside = head.lemma_.lower(), {child.lower_ for child in head.children}
    if lemma not in _PUTTING or (lemma in _GOING and not beside & {"up", "down"}):
        return None, None
    values = [c for c in head.children if relation(c) == "obl" and case_words(c)[-1:] == ["to"]]
    nouns = dependents(head, "obj", "nsubj:pass") or dependents(head, "nsubj")
    return next(iter(nouns), None), next(iter(values), None)


def _is_attribute(noun: Token) -> bool:
    lemma = noun.lemma_.lower()
    is_one = noun.tag_ in ("NN", "NNP") and lemma in _SETTABLE
    beside = dependents(noun, "compound", "amod", "nmod", "nmod:poss")
    return is_one and (lemma not in _OF_WHAT or bool(beside)) and _is_definite(noun)


def _is_definite(noun: Token) -> bool:
    """ "the deadline", "our budget", "Budget for Falcon"; not "a deadline", "that price"."""
    told = [child.lower_ for child in dependents(noun, "det")]
    return all(one == "the" for one in told)


def _is_value(value: Token, noun: Token) -> bool:
    """A date, an amount, a word that is no word: what a deadline or password can be."""
    inner = list(value.subtree)
    if any(one.dep_ in ("acl:relcl", "advcl", "ccomp") for one in inner):
        return False
    has_digit = any(one.like_num or any(sign.isdigit() for sign in one.text) for one in inner)
    if noun.lemma_.lower() in _WRITTEN:
        is_described = any(one.dep_ in ("det", "nmod:poss", "amod") for one in value.children)
        return has_digit or (value.pos_ in ("PROPN", "X") and not is_described)
    is_day = noun.lemma_.lower() in _DATED and value.pos_ == "PROPN"
    return has_digit or is_day


def _drafts(clause: Clause, noun: Token, value: Token) -> list[Draft]:
    object_ = mention_of(value, clause.passage)
    subject, predicate = _whose(noun, clause.passage)
    if object_ is None or subject is None:
        return []
    made = clause.draft(subject, value, predicate, Shape.ROLE)
    return [replace(one, object=replace(object_, is_value=True)) for one in made]


def _whose(noun: Token, passage: ParsedPassage) -> tuple[Subject | None, str]:
    """Whose attribute it is, and its name; where nobody is told, the attribute and `SET_TO`."""
    owner, role = owner_of(noun) or _for_what(noun), role_name(noun)
    if owner is not None:
        mention = mention_of(owner, passage)
        is_known = mention is not None and not mention.is_value
        return (Subject(mention, owner) if mention is not None and is_known else None), role
    is_bare = not dependents(noun, "nmod", "acl", "acl:relcl", "nmod:poss")
    if not passage.speakers.teller or not is_bare:
        return None, role
    return Subject(Mention(role, "thing"), noun), SET_TO


def _for_what(noun: Token) -> Token | None:
    """The beta in "the deadline for the beta"."""
    found = [c for c in dependents(noun, "nmod") if case_words(c) == ["for"]]
    return found[0] if len(found) == 1 and found[0].pos_ in ("NOUN", "PROPN") else None
