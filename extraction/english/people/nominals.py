"""Statements that noun phrases make alone: "my sister Anna", "Ann Li, the CEO of Acme"."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from quipu.extraction.english.clause.arguments import Subject
from quipu.extraction.english.clause.clauses import Clause
from quipu.extraction.english.clause.drafts import Draft, Shape
from quipu.extraction.english.clause.mentions import mention_of
from quipu.extraction.english.clause.named_heads import given_name
from quipu.extraction.english.clause.own_kin import only_praises
from quipu.extraction.english.grammar.governing import VerbGroup
from quipu.extraction.english.grammar.parsed_passage import ParsedPassage
from quipu.extraction.english.grammar.syntax import dependents, relation, subject_of
from quipu.extraction.english.grammar.verb_groups import verb_group
from quipu.extraction.english.lexicon import words
from quipu.extraction.english.lexicon.animals import is_breed, kept_as
from quipu.extraction.english.people.ages_told import age_beside
from quipu.extraction.english.people.partings import bond_clause
from quipu.extraction.english.people.roles import owner_of, role_drafts, role_name
from quipu.extraction.english.work.relations import occupation_drafts
from quipu.schema.knowledge import Tense

if TYPE_CHECKING:
    from spacy.tokens import Token


def nominal_drafts(noun: Token, passage: ParsedPassage) -> list[Draft]:
    """What a noun phrase says of its own: kinship with a name, a role in apposition, a naming."""
    if noun.pos_ not in ("NOUN", "PROPN"):
        return []
    clause = Clause(noun, passage, VerbGroup(tense=Tense.PRESENT), "be")
    return [
        *_named_kin(noun, bond_clause(noun, clause)),
        *_role_beside_name(noun, clause),
        *occupation_drafts(noun, clause),
        *(age_beside(noun, clause) if noun.pos_ == "PROPN" else ()),
    ]


def _named_kin(noun: Token, clause: Clause) -> list[Draft]:
    """ "my sister Anna", "my dog, Max": (owner, sister, Anna), however the parser joins them."""
    name = given_name(noun)
    if name is not None and noun.lemma_.lower() in words.KIN:
        owner = owner_of(noun)
        if owner is not None:
            lemma = noun.lemma_.lower()
            role = lemma if lemma in words.ANIMALS else role_name(noun)  # "our old cat Biscuit"
            return _of_number(noun, role_drafts(clause, owner, role, name))
    kept = kept_as(noun.lemma_.lower()) if name is not None else ""
    if name is not None and kept:
        owner = owner_of(noun)
        if owner is None:
            return _kind_of_animal(noun, name, clause)
        return role_drafts(clause, owner, kept, name)
    told = _kin_after(noun)
    if told is not None:
        role = kept_as(told.lemma_.lower()) or role_name(told)
        return role_drafts(clause, dependents(told, "nmod:poss")[0], role, noun)[:1]
    if noun.pos_ == "PROPN":
        owners = dependents(noun, "nmod:poss")
        kin = [
            child
            for child in dependents(noun, "compound", "nmod:desc", "nmod:unmarked", "amod")
            if child.lemma_.lower() in words.KIN or kept_as(child.lemma_.lower())
        ]
        # "My dog Rex is ill": the owner may hang on the dog.
        owners = owners or [one for child in kin for one in dependents(child, "nmod:poss")]
        if owners and kin:
            words_before = [c for c in dependents(noun, "amod") if c not in kin and c.i < kin[0].i]
            before = [c.lower_ for c in words_before if not only_praises(c, kin[0])]
            kind = kept_as(kin[0].lemma_.lower()) or role_name(kin[0])
            is_over = any(c.lower_ == "ex" for one in (noun, kin[0]) for c in one.children)
            role = "ex" if is_over else " ".join([*before, kind])
            return _of_number(kin[0], role_drafts(clause, owners[0], role, noun))
    return []


def _kin_after(name: Token) -> Token | None:
    """Cat in "Luna, our cat"."""
    for one in dependents(name, "appos") if name.text.istitle() else ():
        lemma, owners = one.lemma_.lower(), dependents(one, "nmod:poss")
        is_own = len(owners) == 1 and owners[0].pos_ == "PRON" and one.i > name.i
        if is_own and (lemma in words.KIN or kept_as(lemma)):
            return one
    return None


def _of_number(kin: Token, drafts: list[Draft]) -> list[Draft]:
    """ "My sister Lena and Tom": one sister."""
    return drafts[:1] if kin.tag_ == "NN" else drafts


def named_role(head: Token, passage: ParsedPassage) -> list[Draft]:
    """ "My best friend is called Leo": (owner, best friend, Leo)."""
    if head.lower_ not in ("called", "named"):
        return []
    subject = subject_of(head)
    names = [c for c in dependents(head, "xcomp", "obj", "obl") if c.pos_ in ("PROPN", "NOUN", "X")]
    group = verb_group(head)
    if subject is None or not names or group.is_unreal:
        return []
    owner, lemma = owner_of(subject), subject.lemma_.lower()
    role = role_name(subject) if lemma in words.KIN else kept_as(lemma)
    if owner is None or not role:
        return []
    return role_drafts(Clause(head, passage, group, "be"), owner, role, names[0])


def _kind_of_animal(noun: Token, name: Token, clause: Clause) -> list[Draft]:
    """ "a dog named Rex": what Rex is."""
    mention = mention_of(name, clause.passage)
    kind = noun.lemma_.lower()
    if mention is None or not kept_as(kind):
        return []
    if is_breed(kind):
        clause = replace(clause, predicate="breed")
    return clause.valued(Subject(mention, name), kind, noun, Shape.NAME)


def _role_beside_name(noun: Token, clause: Clause) -> list[Draft]:
    """ "Sundar Pichai, the CEO of Google": (Google, ceo, Sundar Pichai)."""
    if noun.pos_ == "PROPN":
        pairs = [(apposition, noun) for apposition in dependents(noun, "appos")]
    else:
        names = [child for child in dependents(noun, "appos") if child.pos_ == "PROPN"]
        pairs = [(noun, name) for name in names]
    drafts: list[Draft] = []
    for role, name in pairs:
        owner = owner_of(role) if role.pos_ in ("NOUN", "PROPN") else None
        is_role = role.lemma_.lower() in words.ROLES - words.KIN
        if owner is not None and is_role and relation(name) != "conj":
            drafts += role_drafts(clause, owner, role_name(role), name)
    return drafts
