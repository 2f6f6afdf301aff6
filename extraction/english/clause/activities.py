"""What somebody likes or is keen on doing: an activity as the object of a statement."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quipu.extraction.english.clause.phrases import joined_text
from quipu.extraction.english.grammar.parsed_passage import ParsedPassage
from quipu.extraction.english.grammar.syntax import dependents, governors
from quipu.extraction.english.lexicon import words

if TYPE_CHECKING:
    from spacy.tokens import Token


def is_liked_activity(head: Token) -> bool:
    """ "I love painting": said once, as the object of "love"."""
    governor = next(governors(head), None)
    if governor is None or governor.lemma_.lower() not in words.LIKINGS:
        return False
    return not any(aux.lemma_ == "would" for aux in dependents(governor, "aux"))


def activity_of(head: Token) -> Token | None:
    """The gerund or infinitive that is liked: "painting" in "I love painting landscapes"."""
    if head.lemma_.lower() not in words.LIKINGS:
        return None
    clauses = dependents(head, "xcomp", "ccomp")
    activities = [
        clause
        for clause in clauses
        if (clause.pos_ == "VERB" or any(c.lower_ == "being" for c in dependents(clause, "cop")))
        and not any(c.lower_ in ("how", "when") for c in dependents(clause, "advmod", "mark"))
    ]
    return activities[0] if activities else None


def activity_text(activity: Token, passage: ParsedPassage) -> str:
    """A gerund or infinitive with what belongs to it, at most twelve words."""
    opening = {child.i for child in dependents(activity, "mark") if child.lower_ != "to"}
    tokens = [
        token
        for token in activity.subtree
        if token.pos_ != "PUNCT" and token.i not in opening and not passage.is_time(token)
    ]
    return joined_text(tokens[:12], passage)
