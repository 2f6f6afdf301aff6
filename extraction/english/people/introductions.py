"""Names given after the fact: "We adopted a cat. Her name is Minka" says whose cat Minka is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from quipu.extraction.english.clause.arguments import Subject
from quipu.extraction.english.clause.clauses import Clause
from quipu.extraction.english.clause.drafts import Draft, Shape
from quipu.extraction.english.clause.mentions import mention_of
from quipu.extraction.english.grammar.parsed_passage import ParsedPassage, gender_of
from quipu.extraction.english.grammar.syntax import (
    conjuncts,
    dependents,
    is_copular,
    relation,
    subject_of,
)
from quipu.extraction.english.grammar.verb_groups import verb_group
from quipu.extraction.english.lexicon import words
from quipu.extraction.english.lexicon.animals import kept_as
from quipu.schema.knowledge import Modality, Tense

if TYPE_CHECKING:
    from spacy.tokens import Token

_REACH = 40  # tokens from a name back to the one it is given to
_HAVING = words.word_set("have own adopt get buy hire welcome rescue")
_COURTING = words.word_set("date see")
_SOMEBODY = words.word_set("someone somebody girl woman guy man lady")
_BORN = {"girl": "daughter", "boy": "son"}
_CHILDREN = words.word_set("baby child newborn")
_BONDS = {"married": "married to", "engaged": "engaged to"}


def introduction_drafts(head: Token, passage: ParsedPassage) -> list[Draft]:
    """Who it is that the text has told of before without a name; nothing for any other clause."""
    named = _named(head)
    if named is None:
        return []
    pronoun, name = named
    group = verb_group(head)
    is_to_come = group.modality is Modality.PLAN and group.prefix == "will"
    if group.is_unreal or group.is_negated:
        return []
    if group.modality is not Modality.ASSERTED and not is_to_come:
        return []
    if is_to_come:  # "She'll be called Ida": so she is called by now
        group = replace(group, modality=Modality.ASSERTED, prefix="", tense=Tense.PRESENT)
    if pronoun.pos_ == "NOUN":  # "We named our dog Rollo"
        owners = dependents(pronoun, "nmod:poss")
        found = [(owners[0], pronoun.lemma_.lower(), pronoun)] if owners else []
    else:
        found = list(_told_of(pronoun))
    # Two that may be meant leave it open.
    if len({noun.i for _, _, noun in found}) != 1:
        return []
    owner, bond, _ = found[0]
    clause = Clause(head, passage, replace(group, is_beginning=False), bond)
    drafts: list[Draft] = []
    for one in conjuncts(owner):
        mention = mention_of(one, passage)
        if mention is not None and not mention.is_value:
            # No token: its clause, "her name is Minka", leaves open whose she is.
            drafts += clause.draft(Subject(mention, None), name, bond, Shape.KIN)
    return drafts


def _named(head: Token) -> tuple[Token, Token] | None:
    """Who is given a name, and the name: "her name is Minka", "they called her Nina"."""
    subject = subject_of(head)
    if is_copular(head) and head.pos_ == "PROPN" and subject is not None:
        owners = dependents(subject, "nmod:poss") if subject.lower_ == "name" else []
        return (owners[0], head) if owners and _points_back(owners[0]) else None
    if head.lemma_.lower() not in ("call", "name") or head.tag_ == "VBG":
        return None
    names = [c for c in dependents(head, "xcomp", "obj") if c.pos_ == "PROPN" and c.i > head.i]
    if not names:
        return None
    if dependents(head, "nsubj:pass"):
        return (subject, names[-1]) if subject is not None and _points_back(subject) else None
    called = [*dependents(head, "obj", "iobj"), *dependents(names[-1], "nmod:poss")]
    for one in called:
        is_kin = one.lemma_.lower() in words.KIN and bool(dependents(one, "nmod:poss"))
        if one.i < names[-1].i and (_points_back(one) or (is_kin and head.lemma_ == "name")):
            return one, names[-1]
    return None


def _points_back(token: Token) -> bool:
    return token.lower_ in words.PERSON_PRONOUNS or token.lower_ in ("it", "its")


def _told_of(pronoun: Token) -> Iterator[tuple[Token, str, Token]]:
    """Whose somebody was told of last before a pronoun, what they are to each other, and where."""
    gender = words.PERSON_PRONOUNS.get(pronoun.lower_, "")
    sentence: int | None = None
    for place in range(pronoun.i - 1, max(-1, pronoun.i - _REACH), -1):
        noun = pronoun.doc[place]
        if sentence is not None and noun.sent.start != sentence:
            return
        found = _brought_up(noun)
        if found is None or (gender and gender_of(noun) not in ("", gender)):
            continue
        if gender or noun.lemma_.lower() in words.ANIMALS:
            sentence = noun.sent.start
            yield (*found, noun)


def _brought_up(noun: Token) -> tuple[Token, str] | None:
    """ "I have a sister", "I'm dating someone", "I'm married": who, and what to somebody unnamed.

    An article or "new" shows that it is not somebody known.
    """
    if noun.lower_ in _BONDS and not dependents(noun, "obl", "obj"):
        subject = subject_of(noun)
        return (subject, _BONDS[noun.lower_]) if subject is not None else None
    first = noun.head if noun.dep_ == "conj" else noun
    verb, lemma = first.head, noun.lemma_.lower()
    born = subject_of(noun) if is_copular(noun) and lemma in _BORN else None
    if born is not None and born.lemma_.lower() in _CHILDREN:  # "Our baby is a girl"
        owners = dependents(born, "nmod:poss")
        return (owners[0], _BORN[lemma]) if len(owners) == 1 else None
    is_open = any(c.lower_ in ("a", "an") for c in dependents(noun, "det")) or noun.pos_ == "PRON"
    if relation(first) != "obj" or not (is_open or lemma in ("someone", "somebody")):
        return None
    subject, group = subject_of(verb), verb_group(verb)
    if subject is None or group.is_unreal or group.is_negated or group.prefix:
        return None
    if verb.lemma_.lower() in _COURTING and lemma in _SOMEBODY:
        return subject, "in a relationship with"
    if verb.lemma_.lower() not in _HAVING:
        return None
    is_expected = verb.lemma_.lower() == "have" and group.is_progressive
    is_born = is_expected or any(c.lower_ == "baby" for c in noun.children)
    if lemma in _BORN and is_born:
        return subject, _BORN[lemma]
    if lemma in words.KIN | words.ANIMALS:
        return subject, lemma
    return (subject, kept_as(lemma)) if kept_as(lemma) else None  # "a greyhound"
