"""From one sentence to drafts: every rule in order, before the gate and the final wording."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from quipu.extraction.english.clause.clauses import verb_drafts
from quipu.extraction.english.clause.drafts import Draft, Shape
from quipu.extraction.english.dating import is_booked_ahead, when_of, with_day_named
from quipu.extraction.english.grammar.parsed_passage import ParsedPassage
from quipu.extraction.english.grammar.syntax import is_clause_head, is_copular, is_told_apart
from quipu.extraction.english.lexicon.words import INCEPTIVES, word_set
from quipu.extraction.english.life.becoming import became, came_to_be, turned_age
from quipu.extraction.english.life.dismissals import dismissal_drafts
from quipu.extraction.english.life.endings import ending_drafts, is_for_the_day
from quipu.extraction.english.life.in_charge import in_charge_drafts
from quipu.extraction.english.life.in_office import in_office
from quipu.extraction.english.life.moments import of_the_moment
from quipu.extraction.english.life.turns import (
    disliked,
    job_drafts,
    leading_drafts,
    started,
    stopped_habit,
    taken_on,
    with_new_state,
)
from quipu.extraction.english.people.hobbies import hobby_drafts
from quipu.extraction.english.people.introductions import introduction_drafts
from quipu.extraction.english.people.nominals import named_role, nominal_drafts
from quipu.extraction.english.people.pairs import held_kin_drafts, pair_drafts
from quipu.extraction.english.people.partings import death_drafts, divorce_drafts
from quipu.extraction.english.people.roles import copular_drafts
from quipu.extraction.english.values.appointments import (
    SCHEDULED,
    appointment_drafts,
    cancelled_drafts,
    day_of_plan,
    on_its_day,
    taking_place,
)
from quipu.extraction.english.values.attributes import attribute_drafts
from quipu.extraction.english.values.changes import (
    amount_drafts,
    change_drafts,
    earning_drafts,
    now_another,
    paying_drafts,
    replaced_drafts,
)
from quipu.extraction.english.values.reasons import reason_drafts
from quipu.extraction.english.values.terms import ENDS_ON, on_its_last_day, term_drafts
from quipu.extraction.english.work.offices import office_drafts
from quipu.extraction.english.work.posts import post_drafts
from quipu.extraction.english.work.relations import PLANNING, typed
from quipu.schema.intervals import DAWN, as_written
from quipu.schema.knowledge import Modality, Tense, When

if TYPE_CHECKING:
    from spacy.tokens import Span, Token


def drafts_of(
    sentence: Span, passage: ParsedPassage, said_at: datetime
) -> Iterator[tuple[Draft, When | None, int]]:
    """The drafts of a sentence in order, each with its time and how many have its verb."""
    rules = _presupposed if _is_question(sentence) else _drafts
    found = rules(sentence, passage)
    by_verb = Counter(draft.head.i for draft in found)
    for draft in found:
        when = when_of(draft, passage, said_at)
        when = None if _is_told_of_now(draft, when, passage, said_at) else when
        if draft.predicate == PLANNING and when is not None and draft.group.is_progressive:
            days = day_of_plan(draft, when)
            yield from ((one, when, 1) for one in days)
            draft, when = (draft, None) if days else (replace(draft, predicate="plan"), when)
        if is_booked_ahead(draft, when, said_at) and when is not None:
            yield from ((one, None, 1) for one in day_of_plan(draft, when))
            when = None
        draft = _coming(draft, when, said_at)
        draft = on_its_day(with_day_named(draft, passage, said_at), when, passage)
        draft = of_the_moment(draft) if when is None else draft
        if draft.predicate == ENDS_ON:
            draft, when = on_its_last_day(draft, passage, said_at), None
        if not draft.object.text and draft.predicate not in (SCHEDULED, ENDS_ON, "weigh"):
            draft = _with_date_as_object(draft, when)
        if draft.object.text:
            yield draft, when, by_verb[draft.head.i]


def _is_told_of_now(
    draft: Draft, when: When | None, passage: ParsedPassage, said_at: datetime
) -> bool:
    """ "First day at work yesterday, my new boss is Kim": a day that is over is not when she is."""
    group, is_of_day = draft.group, when is not None and when.granularity in _OF_A_DAY
    is_state = draft.shape in (Shape.KIN, Shape.ROLE) and group.tense is Tense.PRESENT
    is_state = is_state and not (group.is_beginning or group.is_ending or group.is_negated)
    is_over = when is not None and when.span.end <= as_written(said_at).replace(
        hour=0, minute=0, second=0, microsecond=0
    )
    return bool(passage.speakers.first) and is_state and is_of_day and is_over


_OF_A_DAY = ("day", "hour", "minute", "part of day")


def _is_question(sentence: Span) -> bool:
    return sentence.text.rstrip(" \"”')").endswith("?")


def _presupposed(sentence: Span, passage: ParsedPassage) -> list[Draft]:
    """What a question takes for granted: "How is your sister Anna?" tells who she is."""
    asked = sentence[-2:] if sentence[0].lemma_.lower() == "be" else ()
    return [
        draft
        for token in sentence
        if passage.is_asserted(token)
        for draft in nominal_drafts(token, passage)
        if draft.shape is Shape.KIN and draft.object_token not in asked
    ]


def _coming(draft: Draft, when: When | None, said_at: datetime) -> Draft:
    """ "I'm visiting Rome next week": a progressive dated ahead is a plan, not a deed."""
    is_ahead = when is not None and when.span.start > as_written(said_at)
    # "We're moving in May", told in May: not done yet.
    is_begun = draft.head.lemma_.lower() in INCEPTIVES and when is not None and not when.is_open
    is_ahead = is_ahead or (is_begun and when is not None and when.span.end > as_written(said_at))
    # "She's joining Bol": who has joined is not joining any more.
    is_ahead = is_ahead or (when is None and draft.head.lemma_.lower() == "join")
    if not is_ahead or not draft.group.is_progressive or draft.group.tense is not Tense.PRESENT:
        return draft
    if draft.group.modality is not Modality.ASSERTED or draft.group.is_ending:
        return draft
    if draft.predicate == PLANNING:
        return draft  # who plans a trip in May does so now
    group = replace(draft.group, tense=Tense.FUTURE, modality=Modality.PLAN, prefix="will")
    return replace(draft, group=group)


# What happens on a day that is known before: "my lease ends on 31 August".
_ON_A_DAY = word_set("end expire arrive start begin open close leave depart land renew resume")


# What somebody is to do on a day that is known before: "Tom will come back on 1 June".
_ON_ONES_DAY = word_set("return start begin leave retire arrive close open launch end expire")


def _is_to_be(draft: Draft) -> bool:
    group, lemma = draft.group, draft.head.lemma_.lower()
    is_stated = group.modality is Modality.PLAN and group.prefix == "will" and not group.is_negated
    comes_back = lemma in ("come", "be") and draft.predicate.endswith(" back")
    return is_stated and not group.is_unreal and (lemma in _ON_ONES_DAY or comes_back)


def _with_date_as_object(draft: Draft, when: When | None) -> Draft:
    """ "They broke up last month": what happened, and the month it happened in as its value."""
    is_deed = draft.group.tense in (Tense.PAST, Tense.PERFECT) and not draft.group.is_negated
    is_due = draft.head.tag_ == "VBZ" and draft.head.lemma_.lower() in _ON_A_DAY
    is_told = (is_deed or is_due) and draft.group.modality is Modality.ASSERTED
    is_told = is_told or _is_to_be(draft)
    if not is_told or when is None or when.is_recurring or when.span.start == DAWN:
        # Nobody dies twice: that somebody did is news even without a date.
        text = "dead" if draft.predicate == "die" and not draft.group.is_negated else ""
        return replace(draft, object=replace(draft.object, text=text))
    text = when.span.start.date().isoformat()
    whose = draft.subject_token
    if is_due and whose is not None and is_told_apart(whose):
        draft = replace(draft, shape=Shape.ROLE)  # "my lease", "Anna's course"
    length = {"year": 4, "month": 7}.get(when.granularity, len(text))
    return replace(draft, object=replace(draft.object, text=text[:length]))


def _drafts(sentence: Span, passage: ParsedPassage) -> list[Draft]:
    drafts: list[Draft] = []
    for token in sentence:
        if not passage.is_asserted(token):
            continue
        if is_clause_head(token):
            drafts += _clause_drafts(token, passage)
        drafts += nominal_drafts(token, passage) + held_kin_drafts(token, passage)
        drafts += office_drafts(token, passage)
    kin = {(one.head.i, one.object.text) for one in drafts if one.shape is Shape.KIN}
    return [
        with_new_state(named)
        for draft in drafts
        if not _is_open(draft)
        and draft.subject.text not in passage.invented
        # "I have a sister, Anna" says whose sister Anna is, and no more.
        and not (draft.predicate == "have" and (draft.head.i, draft.object.text) in kin)
        for named in typed(draft, passage)
    ]


def _clause_drafts(head: Token, passage: ParsedPassage) -> list[Draft]:
    bond = (
        attribute_drafts(head, passage)
        or appointment_drafts(head, passage)
        or now_another(head, passage)
        or cancelled_drafts(head, passage)
        or divorce_drafts(head, passage)
        or pair_drafts(head, passage)
        or introduction_drafts(head, passage)
        or hobby_drafts(head, passage)
        or in_charge_drafts(head, passage)
        or reason_drafts(head, passage)
        or term_drafts(head, passage)
    )
    if bond or is_copular(head):
        being = bond or post_drafts(head, passage) or copular_drafts(head, passage)
        return being + taking_place(head, passage)
    turns = (in_office, became, came_to_be, named_role, job_drafts, leading_drafts, started,
             turned_age, stopped_habit, disliked, ending_drafts, dismissal_drafts, death_drafts,
             amount_drafts, earning_drafts, paying_drafts, replaced_drafts)  # fmt: skip
    for turn in turns:
        drafts = turn(head, passage)
        if drafts:
            # "moved from Paris to London" ends one home and begins the next.
            return drafts + [d for d in verb_drafts(head, passage) if d.predicate == "move to"]
    drafts = verb_drafts(head, passage)
    if is_for_the_day(head):
        drafts = [_for_the_day(one) for one in drafts]
    drafts = [draft for draft in drafts if draft.predicate != "move from"]
    return change_drafts(head, passage) + drafts + taken_on(head, passage)


def _for_the_day(draft: Draft) -> Draft:
    name = draft.object_token
    is_of_name = draft.predicate == "leave" and name is not None and name.pos_ == "PROPN"
    return replace(draft, predicate="leave for the day") if is_of_name else draft


def _is_open(draft: Draft) -> bool:
    return draft.subject.text == draft.object.text or not draft.predicate.strip()
