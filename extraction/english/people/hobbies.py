"""What somebody does for pleasure, told as what it is to him: "Baking is my passion"."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from quipu.extraction.english.clause.arguments import Subject
from quipu.extraction.english.clause.clauses import Clause
from quipu.extraction.english.clause.drafts import Draft, Shape
from quipu.extraction.english.clause.mentions import mention_of
from quipu.extraction.english.clause.phrases import joined_text
from quipu.extraction.english.grammar.parsed_passage import ParsedPassage
from quipu.extraction.english.grammar.syntax import case_words, dependents, is_copular
from quipu.extraction.english.grammar.verb_groups import verb_group
from quipu.extraction.english.lexicon.words import word_set
from quipu.extraction.english.people.roles import owner_of

if TYPE_CHECKING:
    from spacy.tokens import Token

_PLEASURES = word_set("hobby passion pastime favorite favourite fave joy pleasure")


def hobby_drafts(head: Token, passage: ParsedPassage) -> list[Draft]:
    """ "Drawing birds is one of my hobbies", "My hobby is drawing birds": (I, like, …)."""
    subjects = dependents(head, "csubj", "nsubj")
    if len(subjects) != 1:
        return []
    is_told_first = is_copular(head) and subjects[0].i < head.i
    pleasure, deed = (head, subjects[0]) if is_told_first else (subjects[0], head)
    pleasure = _one_of(pleasure)
    if pleasure.lemma_.lower() not in _PLEASURES or not deed.lower_.endswith("ing"):
        return []
    owner, group = owner_of(pleasure), verb_group(head)
    if owner is None or group.is_unreal or group.is_negated:
        return []
    whose = mention_of(owner, passage)
    # Told anew below another head: what stands before the deed is the pleasure itself.
    words = [token for token in deed.subtree if token.i >= deed.i and token.pos_ != "PUNCT"]
    text = joined_text([token for token in words if not passage.is_time(token)][:12], passage)
    if whose is None or whose.is_value or not text:
        return []
    if deed.is_sent_start and deed.pos_ != "PROPN":
        text = text[:1].lower() + text[1:]
    clause = Clause(head, passage, replace(group, is_progressive=False), "like")
    return clause.valued(Subject(whose, owner), text, deed, Shape.VERB)


def _one_of(noun: Token) -> Token:
    """Hobbies in "one of my hobbies"."""
    of = [c for c in dependents(noun, "nmod") if case_words(c) == ["of"]]
    return of[0] if noun.lower_ == "one" and of else noun
