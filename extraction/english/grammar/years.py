"""Which four-figure numbers are years, by their grammar: "in 1930", not "for 1930 a month"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quipu.extraction.dates import DateExpression
from quipu.extraction.english.grammar.syntax import (
    case_words,
    dependents,
    is_copular,
    relation,
    subject_of,
)
from quipu.extraction.english.lexicon import words

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_TIME_PREPOSITIONS = words.word_set(
    "in since until till before after by from of during between through around circa about on into"
)
_BOUNDS = ("since", "before", "after")
# With "for" or "to", a number is a year only beside these: "planned for 2031", "goals for 2031".
_SET_AHEAD = words.word_set(
    "plan schedule set slate expect due aim postpone move push delay put reschedule defer extend "
    "date goal budget target resolution forecast calendar programme program outlook"
)
_COUNTING = words.word_set("pay cost owe earn charge make weigh measure lend borrow offer save")
_YEARLIKE = words.word_set("it that this year date")


def is_amount(date: DateExpression, doc: Doc) -> bool:
    """Whether what looks like a bare year counts or names something else."""
    if len(date.terms) != 1 or not date.text[-4:].isdigit() or date.terms[0].rule != "year":
        return False
    if date.end - date.terms[0].start != 4 or date.modifier or date.link in _BOUNDS:
        return False  # "the year 1984", "early 1984", "no earlier than 1984"
    span = doc.char_span(date.terms[0].start, date.end)
    return span is not None and not _is_year(span[0])


def _is_year(number: Token) -> bool:
    before = number.nbor(-1).lower_ if number.i > number.sent.start else ""
    cases = case_words(number)
    if cases:
        last, governor = cases[-1], number.head
        if last == "of":
            return not any(c.lower_ in ("a", "an") for c in dependents(governor, "det"))
        is_ahead = last in ("for", "to") and governor.lemma_.lower() in _SET_AHEAD
        return is_ahead or last in _TIME_PREPOSITIONS
    if before in _TIME_PREPOSITIONS:
        return True
    head = number.head
    if relation(number) in ("nummod", "compound", "amod") and head.i > number.i:
        return _tells_when(head)
    if number.dep_ in ("obj", "iobj"):
        is_spent_on = any(case_words(c) == ["on"] for c in dependents(head, "obl"))
        return head.lemma_.lower() == "spend" and not is_spent_on  # "spent 2019 in Rome"
    if is_copular(number):
        subject = subject_of(number)
        return subject is None or subject.lemma_.lower() in _YEARLIKE
    return _COUNTING.isdisjoint((head.lemma_.lower(), head.head.lemma_.lower()))


def _tells_when(noun: Token) -> bool:
    """ "the 2014 final" took place then; "1700 followers" are counted, "a 2015 Golf" is named."""
    determiners = {c.lower_ for c in dependents(noun, "det", "nmod:poss")}
    if "the" in determiners:
        return True
    return not determiners and noun.tag_ not in ("NNS", "NNPS")
