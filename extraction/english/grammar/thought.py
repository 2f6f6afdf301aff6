"""What is only thought or imagined: of somebody who knows it better, or of what is not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quipu.extraction.english.grammar.syntax import dependents, relation
from quipu.extraction.english.lexicon import words

if TYPE_CHECKING:
    from spacy.tokens import Token

_THINKING = words.word_set("think assume figure believe suppose")


def was_thought_of_another(top: Token) -> bool:
    """ "I thought you were going to Brugmann": said of somebody else, who knows it better."""
    above, subjects = top.head, [c for c in top.children if relation(c) == "nsubj"]
    if above.lemma_.lower() not in _THINKING or above.tag_ not in ("VBD", "VBN") or not subjects:
        return False
    if any(c.lemma_.lower() == "have" for c in dependents(above, "aux")):
        return False
    who = subjects[0]
    is_other = who.lower_ in ("you", "he", "she", "they") or who.ent_type_ == "PERSON"
    # "I thought he was brilliant" is an opinion.
    return top.dep_ == "ccomp" and is_other and top.pos_ != "ADJ"


_IMAGINING = ("suppose", "imagine", "assume", "pretend", "picture")


def is_imagined(top: Token) -> bool:
    """ "Imagine I quit my job and became a baker": what is imagined, and what is joined to it."""
    first = top.head if relation(top) == "conj" else top
    is_below = relation(first) in ("ccomp", "parataxis") and first.head.tag_ == "VB"
    return is_below and first.head.lemma_.lower() in _IMAGINING
