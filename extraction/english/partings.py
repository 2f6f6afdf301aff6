"""Divorces and deaths: what they end is a bond between two, told under the bond's own name."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from quipu.extraction.english import words
from quipu.extraction.english.arguments import Subject, arguments_of, subjects_of
from quipu.extraction.english.clauses import Clause
from quipu.extraction.english.drafts import Draft, Shape
from quipu.extraction.english.mentions import mention_of
from quipu.extraction.english.parsed_passage import ParsedPassage
from quipu.extraction.english.phrases import given_name, named_head
from quipu.extraction.english.syntax import (
    case_words,
    conjuncts,
    dependents,
    relation,
    subject_of,
)
from quipu.extraction.english.verb_groups import VerbGroup, ended, verb_group
from quipu.schema.knowledge import Modality

if TYPE_CHECKING:
    from spacy.tokens import Token

_SPOUSES = words.word_set("husband wife spouse")


def divorce_drafts(head: Token, passage: ParsedPassage) -> list[Draft]:
    """ "Tom and I got divorced", "I'm divorced from Tom": the marriage, over.

    Nothing where it stays open whom the subject was married to.
    """
    participle = _divorced(head)
    if participle is None:
        return []
    group = verb_group(head)
    if not _is_told(group):
        return []
    partners = _partners(head, participle, passage)
    if len(partners) != 2:
        return []
    one, other = partners
    mention = mention_of(one, passage)
    if mention is None or mention.is_value:
        return []
    clause = Clause(head, passage, ended(group), "")
    return clause.draft(Subject(mention, one), other, "married to", Shape.OBLIQUE)


def _divorced(head: Token) -> Token | None:
    if head.lower_ == "divorced" and not dependents(head, "obj"):
        return head
    if head.lemma_.lower() != "get" or head.i + 1 >= len(head.doc):
        return None
    follower = head.nbor(1)
    return follower if follower.lower_ == "divorced" else None


def _partners(head: Token, participle: Token, passage: ParsedPassage) -> list[Token]:
    """The two of them, the speaker first: both subjects, or the subject and "from Tom"."""
    subject = subject_of(head)
    if subject is None:
        return []
    named = named_head(subject)
    nouns = list(dict.fromkeys([named, *conjuncts(subject)[1:], *conjuncts(named)[1:]]))
    left = [
        child
        for holder in (head, participle)
        for child in holder.children
        if case_words(child) == ["from"] and relation(child) == "obl"
    ]
    if len(nouns) == 1:
        nouns += left[:1] or _spouses_told_of(head, subject, passage)
    return sorted(nouns, key=lambda noun: noun.lower_ not in words.FIRST_PERSON)


def _spouses_told_of(head: Token, subject: Token, passage: ParsedPassage) -> list[Token]:
    """The one spouse of the speaker that the text has named before "we are divorced"."""
    if subject.lower_ != "we":
        return []
    found: dict[str, Token] = {}
    for noun in passage.doc[: head.i]:
        name = given_name(noun) if noun.lemma_.lower() in _SPOUSES else None
        owners = dependents(noun, "nmod:poss")
        if name is None and noun.pos_ == "PROPN":
            is_spouse = any(c.lemma_.lower() in _SPOUSES for c in dependents(noun, "compound"))
            name = noun if is_spouse else None
        if name is not None and owners and owners[0].lower_ in words.FIRST_PERSON:
            found[name.text] = name
    return list(found.values()) if len(found) == 1 else []


def _is_told(group: VerbGroup) -> bool:
    is_asserted = group.modality is Modality.ASSERTED
    return is_asserted and not group.is_unreal and not group.is_negated


def death_drafts(head: Token, passage: ParsedPassage) -> list[Draft]:
    """ "Rex passed away": (Rex, die, its date). With a place or cause the verb is read as usual."""
    if not _is_dying(head) or not _is_told(verb_group(head)) or arguments_of(head, passage):
        return []
    clause = Clause(head, passage, verb_group(head), "die")
    return [
        # The name, not "my dog" before it, is what makes it worth keeping.
        clause.dated(replace(subject, token=subject.token and named_head(subject.token)))
        for subject in subjects_of(head, passage)
    ]


def _is_dying(head: Token) -> bool:
    is_passing = head.lemma_.lower() == "pass" and any(c.lower_ == "away" for c in head.children)
    return (head.lemma_.lower() == "die" or is_passing) and head.pos_ == "VERB"


def bond_clause(noun: Token, living: Clause) -> Clause:
    """The clause of "my dog Rex": as it stands, or ended where Rex died or the marriage ended."""
    for bearer in (noun, noun.head):
        verb = bearer.head
        is_over = _is_dying(verb) or (_divorced(verb) is not None and _is_spouse(noun))
        if relation(bearer) == "nsubj" and is_over and _is_told(verb_group(verb)):
            return replace(living, head=verb, group=ended(verb_group(verb)))
    return living


def _is_spouse(noun: Token) -> bool:
    beside = (noun, *dependents(noun, "compound", "nmod:desc", "nmod:unmarked"))
    return any(word.lemma_.lower() in _SPOUSES for word in beside)
