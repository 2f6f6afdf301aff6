"""What a second verb shares with the one that it is joined to: "can meet and have a drink"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quipu.extraction.english.grammar.syntax import dependents, has_subject, relation
from quipu.extraction.english.lexicon import words

if TYPE_CHECKING:
    from spacy.tokens import Token

# Verbs whose past looks like their present; a first or third person "quit" is nearly always past.
UNCHANGING = words.word_set("quit put cut hit hurt let set cost shut split bet")
# Whose past, or participle, looks like their present.
_ALIKE = words.word_set("read beat spread cast burst come become run overcome")


def is_present_beside_past(verb: Token) -> bool:
    """ "I moved out and live in Brussels": a past that the second verb shared would be "lived"."""
    first = verb.head
    if relation(verb) != "conj" or verb.tag_ not in ("VB", "VBP") or has_subject(verb):
        return False
    if verb.lower_ in UNCHANGING | _ALIKE or dependents(verb, "aux", "mark"):
        return False
    is_past = first.tag_ in ("VBD", "VBN") or (first.lower_ in UNCHANGING and first.tag_ == "VBP")
    helped = [c for c in dependents(first, "xcomp", "ccomp") if c.tag_ == "VB"]
    others = [c for c in dependents(first, "aux") if c.lemma_ not in ("have", "be")]
    return is_past and not helped and not others


def is_under_modal(verb: Token) -> bool:
    """ "We can meet and have a drink": the second verb looks like a present."""
    has_own = any(relation(child) in ("nsubj", "aux") for child in verb.children)
    is_joined = relation(verb) == "conj" and verb.tag_ == "VBP" and not has_own
    return is_joined and any(aux.tag_ == "MD" for aux in dependents(verb.head, "aux"))


def shares_being(verb: Token) -> bool:
    """ "I'd be rich and surrounded by strangers": the second participle shares the "be"."""
    has_own = any(relation(child) in ("nsubj", "aux", "obj") for child in verb.children)
    is_joined = relation(verb) == "conj" and verb.tag_ == "VBN" and not has_own
    return is_joined and any(relation(c) in ("cop", "aux") for c in verb.head.children)
