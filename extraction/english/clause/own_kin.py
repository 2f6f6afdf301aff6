"""Relatives by what they are to whom: "Mum is visiting", "I have a cousin who …"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quipu.extraction.english.grammar.parsed_passage import ParsedPassage
from quipu.extraction.english.grammar.syntax import dependents, relation, subject_of
from quipu.extraction.english.lexicon.words import ANIMALS, KIN, WHICH_KIN

if TYPE_CHECKING:
    from spacy.tokens import Token

# Those whom one calls by what they are to one.
CALLED_KIN = {
    "mom": "mother", "mum": "mother", "mommy": "mother", "mama": "mother", "ma": "mother",
    "dad": "father", "daddy": "father", "papa": "father", "pa": "father", "pops": "father",
    "grandma": "grandmother", "granny": "grandmother", "nana": "grandmother",
    "grandpa": "grandfather", "gramps": "grandfather", "auntie": "aunt",
}  # fmt: skip


def own_kin(word: Token, passage: ParsedPassage) -> str:
    """ "Sam's mum" of "Mum is visiting"; empty for any other word, and for whom others call so."""
    speaker = passage.speakers.first
    if not speaker or word.lower_ not in CALLED_KIN or not word.text[:1].isupper():
        return ""
    beside = [child.dep_ for child in word.children]
    if passage.quotation_at(word) is not None or not _OF_NOBODY_ELSE.isdisjoint(beside):
        return ""
    around = (word.doc[i] for i in (word.i - 1, word.i + 1) if 0 <= i < len(word.doc))
    if any(one.pos_ == "PROPN" and one.sent == word.sent for one in around):
        return ""  # "Grandma Rose"
    return f"{speaker}'s {word.lower_}"


_OF_NOBODY_ELSE = frozenset(("det", "nmod:poss", "amod", "compound", "flat", "nmod", "appos"))


def owner_told(kin: Token) -> Token | None:
    """Whose somebody is who is told of without an owner: "I have a cousin who …"."""
    if kin.lemma_.lower() not in KIN | ANIMALS or dependents(kin, "nmod:poss"):
        return None
    is_one = any(one.lower_ in ("a", "an") for one in dependents(kin, "det"))
    is_had = kin.dep_ == "obj" and kin.head.lemma_ in ("have", "get") and kin.tag_ == "NN"
    return subject_of(kin.head) if is_one and is_had else None


def owner_after(noun: Token) -> Token | None:
    """ "mine" in "a friend of mine", "a book of ours"."""
    owners = dependents(noun, "nmod", "nmod:poss")
    after = [one for one in owners if one.i > noun.i and one.lower_ in _OWNING]
    return after[0] if after and after[0].nbor(-1).lower_ == "of" else None


_OWNING = frozenset("mine ours yours his hers theirs".split())


def is_anybodys(noun: Token) -> bool:
    """ "A friend told me …": of whom, and so who, stays open."""
    is_one = any(one.lower_ in ("a", "an") for one in dependents(noun, "det"))
    beside = dependents(noun, "nmod", "nmod:poss", "appos", "acl", "acl:relcl", "compound", "flat")
    return is_one and noun.lemma_.lower() in KIN and not beside


def only_praises(word: Token, kin: Token) -> bool:
    """ "my weird cousin", "my 5-year-old son"; but which one is told by "my older cousin"."""
    is_kin = kin.lemma_.lower() in KIN and relation(word) == "amod"
    return is_kin and (word.lower_ not in WHICH_KIN or any(word.children))
