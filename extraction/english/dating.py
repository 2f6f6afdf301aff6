"""Which time expression belongs to which clause, and how the clause's tense reads it."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from quipu.extraction.dates import DateExpression, Leaning, resolve
from quipu.extraction.english.clause.drafts import Draft, Shape
from quipu.extraction.english.grammar.governing import VerbGroup
from quipu.extraction.english.grammar.parsed_passage import ParsedPassage
from quipu.extraction.english.grammar.syntax import (
    dependents,
    governors,
    is_clause_head,
    is_copular,
    joined_gerund,
    relation,
)
from quipu.extraction.english.lexicon.words import word_set
from quipu.schema.intervals import DAWN, DUSK, Interval, as_written
from quipu.schema.knowledge import Modality, Tense, When

if TYPE_CHECKING:
    from spacy.tokens import Token

# Words that say that it was at another time than what stands before.
_TURNS = word_set("now then later afterwards today since subsequently eventually finally soon")
_CLAUSE_RELATIONS = word_set("ROOT conj advcl advcl:relcl acl:relcl ccomp parataxis csubj")


def when_of(draft: Draft, passage: ParsedPassage, said_at: datetime) -> When | None:
    """What the draft's clause says about its time; None where it says nothing."""
    if not is_clause_head(draft.head) or draft.predicate in _COMING_ROUND:
        return None
    found: list[When] = []
    for expression in _expressions_of(draft.head, passage):
        if _is_value_of(draft, expression, passage) or _is_due(draft, expression, passage):
            continue
        if _is_of_what_is_off(draft, expression, passage):
            continue
        leaning = leaning_at(expression, passage, draft.group, draft.head)
        when = resolve(expression, said_at, leaning)
        if when is not None:
            found.append(when)
    if not found:
        return None
    # A day tells more than "recently", and both more than "every Tuesday".
    when = min(found, key=_vagueness)
    return _from_then_on(when) if draft.group.is_beginning and not when.is_recurring else when


def _is_value_of(draft: Draft, date: DateExpression, passage: ParsedPassage) -> bool:
    """Whether a date is what an attribute is: "My due date is 3 May" is so from when it is said."""
    if draft.shape is not Shape.ROLE or draft.object_token is None:
        return False
    span = passage.doc.char_span(date.start, date.end, alignment_mode="expand")
    return span is not None and span.start <= draft.object_token.i < span.end


def _is_of_what_is_off(draft: Draft, date: DateExpression, passage: ParsedPassage) -> bool:
    """ "Lunch on Friday is off": it is called off when it is told, not on Friday."""
    top, noun = _token_at(date, passage), draft.subject_token
    is_off = draft.object.text == "cancelled" and draft.predicate == "status"
    return is_off and top is not None and noun is not None and noun.is_ancestor(top)


def with_day_named(draft: Draft, passage: ParsedPassage, said_at: datetime) -> Draft:
    """ "The deadline is Friday", told on a Monday: which day that is, as another week has one."""
    value = draft.object
    is_open = draft.shape is Shape.ROLE and value.is_value and not any(map(str.isdigit, value.text))
    for date in passage.dates if is_open and draft.object_token is not None else ():
        if _is_value_of(draft, date, passage):
            when = resolve(date, said_at, Leaning.FUTURE)
            if when is not None and not when.is_recurring and when.granularity == "day":
                text = when.span.start.date().isoformat()
                return replace(draft, object=replace(value, text=text))
    return draft


def _is_due(draft: Draft, date: DateExpression, passage: ParsedPassage) -> bool:
    """ "She's pregnant, due in October", "The rent is 900, due on the 1st": it is so before."""
    before = passage.text[: date.start].rstrip().removesuffix(" in").removesuffix(" on")
    is_of_this = draft.head.lower_ == "due" or "due" in draft.predicate.split()
    return before.endswith(" due") and not is_of_this


# Their date is the value, and says nothing of since when they are so.
_COMING_ROUND = ("birthday", "anniversary")
_PUT_OFF = word_set("postpone move push delay slip put reschedule defer bring shift change")


_BOOKING = word_set(
    "book reserve schedule reschedule arrange plan buy get order set make have rebook"
)


_GRANTING = word_set("approve confirm request grant authorise authorize sign")
# What is granted or booked lies ahead: "Approved my vacation from 3 to 17 August".
_AHEAD = word_set(
    "vacation holiday leave trip flight cruise stay tour break sabbatical cottage room hotel villa"
)


_PLANNED = word_set("book reserve schedule arrange plan")


def _is_planned_for(date: DateExpression, passage: ParsedPassage, head: Token) -> bool:
    """ "I booked a trip in November": the month of the trip, which lies ahead."""
    return head.lemma_.lower() in _PLANNED and _is_in_a_month(date, passage)


def _is_in_a_month(date: DateExpression, passage: ParsedPassage) -> bool:
    is_in = passage.text[: date.start].endswith(" in ") or date.text.startswith("in ")
    return is_in and date.text.removeprefix("in ").istitle()


def is_booked_ahead(draft: Draft, when: When | None, said_at: datetime) -> bool:
    """Whether a date is that of what was booked, and not of the booking, which is done."""
    if when is None or when.granularity != "month" or when.is_recurring:
        return False
    is_ahead = when.span.start > as_written(said_at)
    is_done = draft.group.tense in (Tense.PAST, Tense.PERFECT)
    is_told = draft.group.modality is Modality.ASSERTED and not draft.group.is_negated
    is_booked = draft.head.lemma_.lower() in _PLANNED and draft.shape is Shape.VERB
    return is_ahead and is_done and is_told and is_booked


def _is_run(date: DateExpression) -> bool:
    """From one day to another, which is no day on which anything is granted."""
    return len(date.terms) > 1 or date.terms[0].rule in ("days_of_month", "days")


def leaning_at(
    date: DateExpression, passage: ParsedPassage, group: VerbGroup, head: Token | None
) -> Leaning:
    """Which way an expression points; ahead where "it was moved to 2 August", "for 3 May"."""
    is_target = passage.text[: date.start].endswith(" to ")
    if is_target and head is not None and head.lemma_.lower() in _PUT_OFF:
        return Leaning.FUTURE
    # Which year a week begins on a day is told by its weekday, not by what is booked.
    is_for_then = passage.text[: date.start].endswith(" for ") and "week" not in date.text
    if head is not None and head.lemma_.lower() in _BOOKING | _GRANTING:
        is_of_plan = any(c.lemma_.lower() in _AHEAD for c in dependents(head, "obj", "nsubj:pass"))
        is_booked = is_for_then and head.lemma_.lower() in _BOOKING
        is_booked = is_booked or (is_of_plan and _is_planned_for(date, passage, head))
        if is_booked or (is_of_plan and _is_run(date)):
            return Leaning.FUTURE
    return leaning_of(group, head)


def leaning_of(group: VerbGroup, head: Token | None = None) -> Leaning:
    """Which way a bare "on Friday" points in a clause told like this."""
    if group.tense is Tense.PAST:
        return Leaning.FUTURE if _was_being_planned(group, head) else Leaning.PAST
    is_coming = group.modality is not Modality.ASSERTED or group.tense is Tense.FUTURE
    is_under_way = group.is_progressive and not group.is_beginning
    is_dated_ahead = group.tense is Tense.PRESENT and (is_under_way or _is_scheduled(head))
    return Leaning.FUTURE if is_coming or is_dated_ahead else Leaning.ONGOING


# In the simple present these tell of what is to come: "the course starts in September".
_SCHEDULED = word_set(
    "start begin open close end leave depart arrive fly land resume move join retire switch"
)
_LEAVES = word_set("leave holiday holidays vacation sabbatical")


def _is_scheduled(head: Token | None) -> bool:
    """ "The course starts in September", "I have an exam on Monday", "the party is on Saturday"."""
    if head is None or is_copular(head):
        return head is not None and not dependents(head, "aux")
    if head.lemma_.lower() == "come" and head.tag_ == "VBZ":
        return True  # "the plumber comes on Friday"
    if head.lemma_.lower() == "turn" and any(c.pos_ == "NUM" for c in dependents(head, "obj")):
        return True  # "I turn 30 on Friday"
    if head.lemma_.lower() == "go" and any(c.lemma_.lower() in _LEAVES for c in head.children):
        return head.tag_ in ("VBZ", "VBP")  # "Nadia goes on leave in September"
    is_held = head.lemma_.lower() == "have" and bool(dependents(head, "obj"))
    return (head.lemma_.lower() in _SCHEDULED or is_held) and head.tag_ in ("VBZ", "VBP")


def _was_being_planned(group: VerbGroup, head: Token | None) -> bool:
    """ "I was planning to go in September": ahead still, when last heard of."""
    above = governors(head) if head is not None and group.modality is Modality.PLAN else ()
    return any(verb.tag_ == "VBG" for verb in above)


def _vagueness(when: When) -> tuple[bool, bool, bool]:
    is_unbounded = when.span.start == DAWN and when.span.end == DUSK
    return (when.is_recurring, when.granularity == "recent", is_unbounded)


def _from_then_on(when: When) -> When:
    """The time of a deed that begins a state: from then on, unless it also says until when."""
    if when.span.start == DAWN:
        return when
    return replace(when, span=Interval(when.span.start, DUSK), is_open=True)


def _expressions_of(head: Token, passage: ParsedPassage) -> list[DateExpression]:
    clause = clause_of(head)
    own = _dates_of(clause, passage)
    return own or _dates_in_front(clause, passage)


def _dates_of(clause: Token, passage: ParsedPassage) -> list[DateExpression]:
    sentence = clause.sent
    return [
        date
        for date in passage.dates
        if sentence.start_char <= date.start < sentence.end_char
        and (place := _token_at(date, passage)) is not None
        and clause_of(place).i == clause.i
    ]


def _dates_in_front(clause: Token, passage: ParsedPassage) -> list[DateExpression]:
    """ "In 2023 Ann resigned and Bob took over": a date in front is that of both past deeds."""
    first = clause.head
    is_joined = relation(clause) == "conj" and any(c.lower_ == "and" for c in clause.children)
    has_own_time = any(child.lower_ in _TURNS for child in clause.children)
    if not is_joined or has_own_time or clause.tag_ != "VBD" or first.tag_ != "VBD":
        return []
    opening = first.sent.start_char
    return [date for date in _dates_of(clause_of(first), passage) if date.start <= opening + 1]


def _token_at(date: DateExpression, passage: ParsedPassage) -> Token | None:
    """The topmost token of an expression: the one whose head lies outside it."""
    span = passage.doc.char_span(date.start, date.end, alignment_mode="expand")
    return span.root if span is not None else None


def clause_of(token: Token) -> Token:
    """The top of the clause a token stands in: the verb, or the verb that governs it."""
    for _ in range(30):
        is_part = joined_gerund(token.head) == token
        if (
            token.dep_ in _CLAUSE_RELATIONS
            and not is_part
            and (is_clause_head(token) or _is_top(token))
        ):
            break
        if token.head.i == token.i:
            break
        token = token.head
    for governor in governors(token):
        token = governor
    return token


def _is_top(token: Token) -> bool:
    return token.head.i == token.i or relation(token) in ("ccomp", "parataxis")
