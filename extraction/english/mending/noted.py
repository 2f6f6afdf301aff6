"""What agents note down: "The user prefers tabs", whose verb the parser takes for a noun."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from quipu.extraction.english.lexicon.lemmas import verb_behind_noun

if TYPE_CHECKING:
    from spacy.tokens import Token

_FINITE = ("VBZ", "VBP", "VBD", "MD")


def verb_of_the_user(user: Token, verbs: Collection[str]) -> None:
    """Mends a sentence that opens with "The user" and has no other verb, in place.

    What stands after the verb is its object, so "the user groups of Linux" stays as it is.
    """
    doc, place = user.doc, user.i
    if place == 0 or place + 2 >= len(doc) or user.dep_ != "compound":
        return
    article, verb, after = doc[place - 1], doc[place + 1], doc[place + 2]
    is_opening = article.lower_ == "the" and article.is_sent_start
    if not is_opening or verb.tag_ != "NNS" or not verb.text.islower():
        return
    if after.pos_ in ("ADP", "PUNCT", "CCONJ") or any(t.tag_ in _FINITE for t in verb.sent):
        return
    found, top = verb_behind_noun(verb.text, verbs), verb.sent.root
    if found is None or top.pos_ not in ("NOUN", "PROPN"):
        return
    objects = [top] if top.i != verb.i else [c for c in verb.rights if c.dep_ == "nmod:unmarked"]
    if not objects or objects[0].i < verb.i:
        return
    verb.pos_, (verb.lemma_, verb.tag_), verb.dep_ = "VERB", found, "ROOT"
    verb.head = verb
    user.head, user.dep_, article.head, article.dep_ = verb, "nsubj", user, "det"
    objects[0].head, objects[0].dep_ = verb, "obj"
    for child in list(objects[0].children):
        if child.dep_ == "punct" and child.i > objects[0].i:
            child.head = verb
