"""Until when an agreement holds: "The lease runs until 30 June", "the contract expires on 5 May".

Its last day is a value, (lease, ends on, 2024-06-30): one at a time, so that a longer one ends it.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from quipu.extraction.dates import Leaning, resolve
from quipu.extraction.english.clause.arguments import subjects_of
from quipu.extraction.english.clause.clauses import Clause
from quipu.extraction.english.clause.drafts import Draft, Shape
from quipu.extraction.english.grammar.parsed_passage import ParsedPassage
from quipu.extraction.english.grammar.verb_groups import verb_group
from quipu.extraction.english.lexicon.words import word_set
from quipu.schema.intervals import DUSK
from quipu.schema.knowledge import Modality, Tense

if TYPE_CHECKING:
    from spacy.tokens import Token

    from quipu.extraction.dates import DateExpression

ENDS_ON = "ends on"
_AGREED = word_set(
    "lease contract agreement licence license subscription warranty permit visa passport insurance "
    "policy certificate mandate membership tenancy guarantee patent loan mortgage"
)
_LASTING = word_set("run last hold")
_ENDING = word_set("end expire")
_A_DAY = timedelta(days=1)


def term_drafts(head: Token, passage: ParsedPassage) -> list[Draft]:
    """The last day of an agreement, still open; nothing for any other clause."""
    if head.lemma_.lower() not in _LASTING | _ENDING:
        return []
    group = verb_group(head)
    is_told = group.modality in (Modality.ASSERTED, Modality.PLAN) and not group.is_unreal
    is_now = group.tense in (Tense.PRESENT, Tense.FUTURE) and not group.is_negated
    if not (is_told and is_now):
        return []
    date = _date_of(head, passage)
    if date is None:
        return []
    told = replace(group, modality=Modality.ASSERTED, prefix="", tense=Tense.PRESENT)
    told = replace(told, is_ending=False, is_beginning=False, is_progressive=False)
    clause, span = (
        Clause(head, passage, told, ENDS_ON),
        passage.doc.char_span(date.start, date.end, alignment_mode="expand"),
    )
    day = None if span is None else span.root
    return [
        replace(clause.dated(subject), predicate=ENDS_ON, shape=Shape.ROLE, object_token=day)
        for subject in subjects_of(head, passage)
        if subject.token is not None and subject.token.lemma_.lower() in _AGREED
    ]


def on_its_last_day(draft: Draft, passage: ParsedPassage, said_at: datetime) -> Draft:
    """The draft with the day that its clause names, no finer than that is told."""
    date = _date_of(draft.head, passage)
    when = None if date is None else resolve(date, said_at, Leaning.FUTURE)
    if date is None or when is None or when.is_recurring:
        return draft
    end = when.span.end
    is_a_day = when.granularity == "day" and end < DUSK
    is_until = date.text.lower().startswith(("until", "till"))
    last = end if is_until else end - _A_DAY
    text = last.date().isoformat() if is_a_day else _bare(date.text)
    return replace(draft, object=replace(draft.object, text=text, is_value=True))


def _bare(text: str) -> str:
    for word in ("until ", "till ", "to ", "on ", "in "):
        text = text.removeprefix(word)
    return text.strip(" .,")


def _date_of(head: Token, passage: ParsedPassage) -> DateExpression | None:
    """The only date of a clause, behind its verb: "until 30 June", "on 5 May"."""
    cases = ("until", "till") if head.lemma_.lower() in _LASTING else ("on", "in", "at")
    behind = head.idx + len(head.text)
    found = [d for d in passage.dates if behind <= d.start < head.sent.end_char]
    if len(found) != 1:
        return None
    between = passage.text[behind : found[0].start].split() + found[0].text.split()[:1]
    return found[0] if any(word.lower() in cases for word in between[:1]) else None
