"""Which word of a noun phrase says what it stands for: Rex in "a dog named Rex"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quipu.extraction.english.grammar.syntax import case_words, dependents
from quipu.extraction.english.lexicon.occupations import OCCUPATIONS
from quipu.extraction.english.lexicon.words import (
    ANIMALS,
    KIN,
    ROLES,
    TELLING_TYPES,
    TYPE_NOUNS,
    word_set,
)

if TYPE_CHECKING:
    from spacy.tokens import Token


def named_head(head: Token) -> Token:
    """The name that says what a noun of kind stands for: Rex in "a dog named Rex", "my dog Rex"."""
    if head.pos_ not in ("NOUN", "PROPN") and head.lower_ not in _SOMEBODY:
        return head
    lemma = head.lemma_.lower()
    name = given_name(head)
    is_kept = lemma in KIN or lemma in ANIMALS
    if name is not None and (is_kept or lemma in TYPE_NOUNS or _is_naming(name, head)):
        return name
    if counted(head).i != head.i:
        return counted(head)
    if lemma in TYPE_NOUNS and lemma != "name":
        of = [child for child in dependents(head, "nmod") if case_words(child) == ["of"]]
        if len(of) == 1 and not dependents(head, "nmod:poss", "amod"):
            return of[0]
    return head


_SOMEBODY = frozenset({"someone", "somebody"})
_AMOUNTS = word_set(
    "kind sort lot bunch ton couple plenty number handful dozen variety load heap range host"
)


def counted(noun: Token) -> Token:
    """What an amount is of: musicians of "a lot of musicians"; the noun itself for any other."""
    if noun.lemma_.lower() not in _AMOUNTS or dependents(noun, "nmod:poss"):
        return noun
    of = [c for c in dependents(noun, "nmod") if case_words(c) == ["of"] and c.i > noun.i]
    return of[0] if len(of) == 1 and of[0].pos_ != "PRON" else noun


def given_name(noun: Token) -> Token | None:
    """The proper name given to a common noun by apposition or "named"; None where there is none."""
    if noun.pos_ != "NOUN" and noun.lower_ not in _SOMEBODY:
        return None
    for child in dependents(noun, "appos", "flat", "nmod:desc", "nmod:unmarked"):
        if child.pos_ == "PROPN" and child.i > noun.i:
            return child
    follower = noun.nbor(1) if noun.i + 1 < len(noun.doc) else None
    if follower is not None and follower.text == "," and follower.i + 1 < len(noun.doc):
        follower = follower.nbor(1)  # "My boss, Ms Olsen, …"
    if follower is not None and follower.pos_ == "PROPN" and follower.i != noun.head.i:
        is_twin = follower.head.i == noun.head.i and _is_alike(follower.dep_, noun.dep_)
        if is_twin and noun.dep_ in ("nsubj", "nsubj:pass", "obj"):
            return follower  # "my daughter Emma was …" parsed as two subjects
    for participle in dependents(noun, "acl"):
        if participle.lower_ in ("named", "called"):
            names = dependents(participle, "xcomp", "obj", "obl")
            return names[0] if names and names[0].pos_ in ("PROPN", "NOUN", "X") else None
    return None


def _is_alike(one: str, other: str) -> bool:
    return one.split(":")[0] == other.split(":")[0]


def _is_naming(name: Token, noun: Token) -> bool:
    if name.head.lower_ in ("named", "called"):
        return True
    # "my car, a Fiat Panda": a thing by its make; "the client, Veldkamp BV": a firm by its name.
    is_beside = name.dep_ == "appos" and name.head.i == noun.i and noun.nbor(1).text == ","
    if not is_beside or noun.lemma_.lower() in ROLES:
        return False
    is_class = any(child.lower_ in ("a", "an") for child in dependents(name, "det"))
    if is_one_by_trade(noun) and not dependents(name, "det"):
        return True  # "a new baker, Callum"
    is_known = any(child.lower_ == "the" for child in dependents(noun, "det"))
    is_known = is_known or bool(dependents(noun, "nmod:poss"))  # "my bank, Belfius"
    return is_class if not is_known else name.ent_type_ != "PERSON"


def is_one_by_trade(noun: Token) -> bool:
    """Whether a noun is of somebody by trade, and of one: "a new baker"."""
    is_one = any(child.lower_ in ("a", "an") for child in dependents(noun, "det"))
    return is_one and noun.lemma_.lower() in OCCUPATIONS


def telling_type(head: Token) -> str:
    """The noun of kind that a predicate must keep: "sport" of "the sport of baseball"."""
    lemma = head.lemma_.lower()
    return lemma if lemma in TELLING_TYPES and named_head(head).i != head.i else ""
