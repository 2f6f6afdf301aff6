"""Whom people work for and what lies where, told by names that stand side by side.

"Acme spokesman Tom Hill", "Ann Li, a researcher at Acme", "Lyon, France": the usual ways of news
and documents. In messages only the first two are read: who writes "Lyon, France" to a friend
tells where somebody went, and nothing of France.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from quipu.extraction.english.clause.drafts import Draft, Shape
from quipu.extraction.english.grammar.governing import VerbGroup
from quipu.extraction.english.grammar.parsed_passage import ParsedPassage
from quipu.extraction.english.grammar.syntax import case_words, is_copular
from quipu.extraction.english.lexicon.known_places import LANDS
from quipu.extraction.english.lexicon.occupations import OCCUPATIONS
from quipu.extraction.english.lexicon.words import FORMER, ROLES, word_set
from quipu.extraction.names import clean_name
from quipu.schema.knowledge import Mention, Tense

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

_OFFICES = (
    OCCUPATIONS
    | word_set(
        "spokesman spokeswoman spokesperson official representative president chairman chairwoman "
        "director executive manager economist analyst researcher fellow partner correspondent "
        "correspondents treasurer vice-president superintendent commissioner trustee head chief"
    )
) - word_set("student")
_EMPLOYERS = ("at", "for", "with", "of")


def office_drafts(token: Token, passage: ParsedPassage) -> Iterator[Draft]:
    """What names side by side tell, at the noun or comma that joins them."""
    if token.pos_ == "NOUN" and token.lemma_.lower() in _OFFICES:
        yield from _employed(token, passage)
    elif token.text == "," and not passage.speakers.first:
        yield from _lying(token, passage)


def _employed(office: Token, passage: ParsedPassage) -> Iterator[Draft]:
    if any(child.lower_ in FORMER for child in office.children):
        return
    before, after = _beside(office, passage)
    if before is not None and after is not None:
        if before.label_ == "ORG" and after.label_ == "PERSON":
            yield _draft(after, "works for", before, "organisation", office)
        return
    holder = passage.entities.get(office.head.i) if office.dep_ == "appos" else None
    if holder is None or holder.label_ != "PERSON" or is_copular(office.head):
        return  # "I'm Sam, head of sales at Acme" is read as a post
    for noun in office.subtree:
        firm = passage.entities.get(noun.i)
        is_firm = firm is not None and firm.label_ == "ORG"
        is_role = case_words(noun) == ["of"] and office.lemma_.lower() in ROLES
        if firm is not None and is_firm and not is_role and case_words(noun)[:1] in _CASES:
            yield _draft(holder, "works for", firm, "organisation", office)
            return


_CASES = [[word] for word in _EMPLOYERS]


def _beside(noun: Token, passage: ParsedPassage) -> tuple[Span | None, Span | None]:
    before = passage.entities.get(noun.i - 1)
    after = passage.entities.get(noun.i + 1)
    return before, after


def _lying(comma: Token, passage: ParsedPassage) -> Iterator[Draft]:
    """ "Lyon, France": where Lyon is."""
    inner, outer = _beside(comma, passage)
    if inner is None or outer is None or inner.start == outer.start:
        return
    after = comma.doc[outer.end : outer.end + 2]
    is_list = any(token.lower_ in ("and", "or", "&") for token in after)
    is_land = outer.text.casefold() in LANDS and inner.text.casefold() not in LANDS
    if is_land and not is_list and inner.label_ == outer.label_ == "LOC":
        yield _draft(inner, "be located in", outer, "place", comma)


def _draft(subject: Span, predicate: str, object_: Span, kind: str, head: Token) -> Draft:
    return Draft(
        Mention(clean_name(subject.text), "person" if predicate == "works for" else kind),
        predicate,
        Mention(clean_name(object_.text), kind),
        head,
        VerbGroup(tense=Tense.PRESENT),
        Shape.OBLIQUE,
        subject_token=subject.root,
        object_token=object_.root,
    )
