"""What holds between two people told of together, and kin told by "have": "we are cousins".

"Anna and Tom are dating" is (Anna, date, Tom); "I have two brothers, Leo and Max" names both.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from quipu.extraction.english.clause.arguments import Subject, joined_to, subjects_of
from quipu.extraction.english.clause.clauses import Clause
from quipu.extraction.english.clause.drafts import Draft, Shape
from quipu.extraction.english.clause.mentions import mention_of
from quipu.extraction.english.grammar.governing import VerbGroup
from quipu.extraction.english.grammar.parsed_passage import ParsedPassage
from quipu.extraction.english.grammar.syntax import (
    case_words,
    conjuncts,
    dependents,
    is_copular,
    subject_of,
)
from quipu.extraction.english.grammar.verb_groups import ended, verb_group
from quipu.extraction.english.lexicon import words
from quipu.extraction.english.lexicon.animals import kept_as
from quipu.schema.knowledge import Mention, Modality, Tense

if TYPE_CHECKING:
    from spacy.tokens import Token

# What two people are to each other, by the word that tells it of both.
_BONDS = {
    "married": "married to", "engaged": "engaged to", "dating": "date",
    "together": "in a relationship with", "couple": "in a relationship with",
}  # fmt: skip
_MUTUAL = words.word_set(
    "friend sibling cousin roommate neighbor neighbour colleague coworker partner twin classmate "
    "teammate bestie buddy flatmate roomie sister brother"
)
_PARTING = {"break": "up", "split": "up"}
_HAVING = words.word_set("have own adopt get")
_KEEPING = _HAVING | words.word_set("buy rescue keep foster")


def pair_drafts(head: Token, passage: ParsedPassage) -> list[Draft]:
    """What a clause says of two people together; nothing for any other clause."""
    bond = _bond(head, passage)
    group = verb_group(head) if bond else VerbGroup()
    if not bond or group.is_unreal:
        return []
    others = _with_whom(head)
    if others is not None:
        clause = Clause(head, passage, group, bond)
        return [
            draft
            for subject in subjects_of(head, passage)
            for other in conjuncts(others)
            for draft in clause.draft(subject, other, bond, Shape.KIN)
        ]
    pair = _pair(head, passage)
    if len(pair) == 1 and _of_bond(head, group).is_beginning and head.lower_ == "married":
        alone = Clause(head, passage, _of_bond(head, group), "marital status")
        return alone.valued(pair[0], head.lower_, head, Shape.COPULA)  # "I got married"
    if len(pair) != 2:
        return []
    if head.lemma_.lower() not in _PARTING:
        group = _of_bond(head, group)
    elif group.is_negated:
        return []
    else:
        group = ended(group)
    return Clause(head, passage, group, bond).turned(pair[0], bond, pair[1], Shape.KIN)


def _bond(head: Token, passage: ParsedPassage) -> str:
    particles = {child.lower_ for child in dependents(head, "compound:prt")}
    beside = [c for c in dependents(head, "obj", "obl", "nmod") if not passage.is_time(c)]
    beside = [c for c in beside if c.pos_ != "PROPN" or case_words(c) not in (["in"], ["at"])]
    if _PARTING.get(head.lemma_.lower()) in particles:
        return "" if beside else "in a relationship with"
    if head.lower_ in _GETTING:
        states = [child for child in dependents(head, "xcomp") if child.lower_ in _BEGUN]
        return _bond(states[0], passage) if states else ""
    if head.lower_ in _BONDS and not beside:
        return _BONDS[head.lower_]
    if head.lemma_.lower() == "live" and any(c.lower_ == "together" for c in head.children):
        return "" if dependents(head, "obl", "obj") else "live with"
    word = head.lower_.removesuffix("s")
    is_plural = head.lower_.endswith("s") and (head.pos_ == "NOUN" or is_copular(head))
    if not is_plural or word not in _MUTUAL or dependents(head, "nmod:poss", "case"):
        return ""
    best = any(child.lower_ == "best" for child in dependents(head, "amod"))
    return f"best {word}" if best else word


_GETTING = words.word_set("get gets got getting gotten")
_BEGUN = ("married", "engaged")


def _with_whom(head: Token) -> Token | None:
    """Petra in "I'm friends with Petra"."""
    beside = [c for c in dependents(head, "obl", "nmod") if case_words(c) == ["with"]]
    return beside[0] if beside and head.pos_ == "NOUN" and beside[0].pos_ == "PROPN" else None


def _of_bond(head: Token, group: VerbGroup) -> VerbGroup:
    """ "They got engaged" began what goes on."""
    got = any(word.lower_ in _GETTING for word in (head, *head.children))
    if got and group.is_progressive and group.tense is Tense.PRESENT:  # "are getting married"
        return replace(group, tense=Tense.FUTURE, modality=Modality.PLAN, prefix="will be")
    return replace(group, is_beginning=got and not group.is_negated)


def _pair(head: Token, passage: ParsedPassage) -> list[Subject]:
    """Both subjects; of "we" alone, the speaker and who is spoken to."""
    subject = subject_of(head)
    if subject is None:
        return []
    speakers = passage.speakers
    if subject.lower_ == "we" and passage.quotation_at(subject) is None:
        names = [speakers.first, speakers.second]
        is_with_others = bool(conjuncts(subject)[1:])
        return [] if is_with_others or not all(names) else [_person(name) for name in names]
    found = []
    for noun in joined_to(subject):
        mention = mention_of(noun, passage)
        if mention is not None and not mention.is_value:
            found.append(Subject(mention, noun))
    return sorted(found, key=lambda one: one.mention.text != speakers.first)


def _person(name: str) -> Subject:
    return Subject(Mention(name, "person"), None)


def held_kin_drafts(noun: Token, passage: ParsedPassage) -> list[Draft]:
    """ "I have a sister, Anna", "We adopted a dog named Rex": (owner, sister, Anna)."""
    verb, lemma = _held_by(noun), noun.lemma_.lower()
    bond = lemma if lemma in words.KIN else kept_as(lemma)
    if verb is None or not bond or dependents(noun, "nmod:poss"):
        return []
    if verb.lemma_.lower() not in (_HAVING if lemma in words.KIN else _KEEPING):
        return []
    group, subject, names = verb_group(verb), subject_of(verb), _names_of(noun)
    if group.is_unreal or group.is_negated or subject is None or not names:
        return []
    owner = mention_of(subject, passage)
    if owner is None or owner.is_value or group.prefix:
        return []
    clause = Clause(verb, passage, group, bond)
    if verb.lemma_.lower() != "have":
        clause = replace(clause, group=replace(group, is_beginning=True, is_just_now=False))
    return [
        draft
        for name in names
        for draft in clause.draft(
            Subject(owner, subject if name.sent == noun.sent else None),
            name,
            clause.predicate,
            Shape.KIN,
        )
    ]


def _held_by(noun: Token) -> Token | None:
    """The verb whose object it is, or joined to: both animals of "a cat named Luna and a dog"."""
    for _ in range(4):
        is_given = noun.head.lower_ in ("named", "called") and noun.head.dep_ == "acl"
        if noun.dep_ == "conj" or (is_given and noun.dep_ in ("xcomp", "obj")):
            noun = noun.head.head if is_given else noun.head
        else:
            break
    return noun.head if noun.dep_ == "obj" else None


def _names_of(noun: Token) -> list[Token]:
    place = noun.i + 1
    while place < len(noun.doc) and noun.doc[place].lower_ in ("now", "already", "currently"):
        place += 1  # "two cats now: Pixel and Domino"
    after = noun.doc[place] if place < len(noun.doc) else noun
    if after.text in (",", ":", "-", "–", "—") and noun.tag_ == "NNS":
        # "two brothers, Leo and Max", which the parser joins to the brothers.
        beside = [*conjuncts(noun)[1:], *dependents(noun, "appos")]
        joined = [name for one in beside for name in conjuncts(one)]
        if after.text == ":" and not joined and after.i + 1 < len(noun.doc):
            joined = conjuncts(after.nbor(1))
        # "two cats, a dog and Max" leaves open what Max is.
        return list(dict.fromkeys(joined)) if all(map(_is_name, joined)) else []
    for child in dependents(noun, "appos", "acl"):
        if _is_name(child):
            return [one for one in conjuncts(child) if _is_name(one)]
        if child.lower_ in ("named", "called"):
            names = dependents(child, "xcomp", "obj", "obl")
            return [one for one in conjuncts(names[0]) if _is_name(one)] if names else []
    return []


def _is_name(token: Token) -> bool:
    """A proper noun, or one that is written like one: "two cats: Pixel and Domino"."""
    return token.pos_ == "PROPN" or (token.pos_ in ("NOUN", "X") and token.text.istitle())
