"""Relatives whom a speaker calls by what they are to him: "Mum is visiting"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quipu.extraction.english.parsed_passage import ParsedPassage

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
