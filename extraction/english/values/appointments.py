"""When something takes place, and to when it is put off: "the exam is on Friday", "the flight got
moved to 5 May".

Either is (exam, be scheduled for, the day): one day at a time, so that a new one ends the old.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from quipu.extraction.english.clause.arguments import Subject
from quipu.extraction.english.clause.clauses import Clause
from quipu.extraction.english.clause.drafts import Draft, Shape
from quipu.extraction.english.clause.mentions import mention_of
from quipu.extraction.english.grammar.parsed_passage import ParsedPassage
from quipu.extraction.english.grammar.syntax import case_words, dependents, is_copular, relation
from quipu.extraction.english.grammar.verb_groups import verb_group
from quipu.extraction.english.lexicon import words
from quipu.extraction.english.lexicon.occupations import OCCUPATIONS
from quipu.schema.intervals import DAWN
from quipu.schema.knowledge import Mention, Modality, Tense, When

if TYPE_CHECKING:
    from spacy.tokens import Token

SCHEDULED = "be scheduled for"
_PUTTING_OFF = words.word_set("move push postpone reschedule delay shift defer slip change bring")
_BOOKED = words.word_set("scheduled booked planned arranged set")
_IS_ON = ("be", "be on", "be at", "be in")
_OFF = (words.KIN | OCCUPATIONS | words.GROUPS | words.FIRMS) - {"party"}
_NO_APPOINTMENT = words.word_set(
    "birthday anniversary day date week month year time weekend house home it that this "
    "deadline cutoff plan subject topic focus office desk furniture car money name team mind"
)
_OF_BEING = (Shape.COPULA, Shape.OBLIQUE)
_A_DAY = timedelta(days=1)
_LENGTHS = {"month": len("2024-05"), "year": len("2024")}


def appointment_drafts(head: Token, passage: ParsedPassage) -> list[Draft]:
    """What a clause puts to another time, or has planned for one; nothing for any other clause.

    Its object is open until the time is known.
    """
    noun = _put_off(head, passage) or _planned(head, passage) if head.pos_ == "VERB" else None
    mention = None if noun is None or not _may_take_place(noun) else mention_of(noun, passage)
    if noun is None or mention is None or mention.is_value or mention.kind == "person":
        return []
    group = verb_group(head)
    is_told = group.modality is Modality.ASSERTED and not (group.is_unreal or group.is_negated)
    if not is_told or group.is_ending:
        return []
    callers = [c.lemma_.lower() for c in dependents(head, "nsubj")]
    if noun.lemma_.lower() == "appointment" and set(callers) & _CALLED_ON:
        mention = replace(mention, text=f"{callers[0]} appointment")  # which of them it is
    settled = replace(group, is_beginning=False, is_progressive=False, is_just_now=False)
    clause = Clause(head, passage, replace(settled, tense=Tense.PRESENT), SCHEDULED)
    put_off = clause.dated(Subject(_in_order(mention), noun))
    return [replace(put_off, predicate=SCHEDULED, shape=Shape.ROLE)]


def taking_place(head: Token, passage: ParsedPassage) -> list[Draft]:
    """ "The wedding is in Goa on 12 December": when, beside where."""
    if head.pos_ != "PROPN" or case_words(head) not in (["in"], ["at"]) or passage.is_time(head):
        return []
    group, nouns = verb_group(head), dependents(head, "nsubj")
    is_told = group.modality is Modality.ASSERTED and not (group.is_unreal or group.is_negated)
    if not is_told or group.tense is not Tense.PRESENT or len(nouns) != 1:
        return []
    dated = [c for c in head.children if c.i > head.i and passage.is_time(c)]
    if not dated or nouns[0].pos_ != "NOUN" or not _may_take_place(nouns[0]):
        return []
    mention = mention_of(nouns[0], passage)
    if mention is None or mention.is_value:
        return []
    clause = Clause(head, passage, group, SCHEDULED)
    return [replace(clause.dated(Subject(mention, nouns[0])), shape=Shape.ROLE)]


def _put_off(head: Token, passage: ParsedPassage) -> Token | None:
    """The match in "the match was moved to Sunday", "they've pushed the match back to Sunday"."""
    nouns = dependents(head, "obj", "nsubj:pass") or dependents(head, "nsubj")
    targets = [c for c in _obliques(head) if case_words(c)[-1:] in (["to"], ["until"], ["till"])]
    is_put = head.lemma_.lower() in _PUTTING_OFF and len(nouns) == 1
    return nouns[0] if is_put and any(map(passage.is_time, targets)) else None


def _planned(head: Token, passage: ParsedPassage) -> Token | None:
    """The operation in "the operation is scheduled for 20 April"."""
    nouns = dependents(head, "nsubj:pass")
    targets = [c for c in _obliques(head) if case_words(c) in (["for"], ["on"])]
    is_booked = head.lower_ in _BOOKED | {"rescheduled"} and len(nouns) == 1
    return nouns[0] if is_booked and any(map(passage.is_time, targets)) else None


def _obliques(head: Token) -> list[Token]:
    return [child for child in head.children if relation(child) == "obl"]


def _may_take_place(noun: Token) -> bool:
    """One thing told apart, and nobody: "the dentist" is where one goes, "my dentist" is not."""
    articles = {child.lower_ for child in dependents(noun, "det")}
    lemma = noun.lemma_.lower()
    is_one = noun.tag_ in ("NN", "NNP") and articles <= {"the"} and not noun.ent_type_
    is_called_on = lemma in _CALLED_ON and not dependents(noun, "nmod:poss")
    return is_one and lemma not in _NO_APPOINTMENT and (lemma not in _OFF or is_called_on)


_CALLED_ON = words.word_set("dentist doctor physio hairdresser optician vet barber")


def on_its_day(draft: Draft, when: When | None, passage: ParsedPassage) -> Draft:
    """ "My exam is on Friday": the day is what it is scheduled for; only of a day or a month that
    is named, and no more of what is over."""
    if draft.predicate == SCHEDULED:
        return _with_day(draft, when)
    noun, day = draft.subject_token, draft.object_token
    if noun is None or day is None or draft.shape not in _OF_BEING or when is None:
        return draft
    # "tomorrow at 3", "at 3pm on Sunday"
    is_tomorrow = passage.is_time(draft.head) and draft.predicate.startswith("be ")
    is_at_an_hour = draft.predicate == "be at" and day.pos_ == "NUM"
    is_being = is_copular(draft.head) and (draft.predicate in _IS_ON or is_tomorrow)
    is_told = draft.group.modality is Modality.ASSERTED and draft.group.tense is Tense.PRESENT
    is_to_be = draft.group.modality is Modality.PLAN and draft.group.prefix == "will"
    is_plain = (is_told or is_to_be) and not (draft.group.is_negated or draft.group.is_ending)
    is_day = is_tomorrow or is_at_an_hour or passage.is_time(day)
    if not (is_being and is_plain and is_day) or passage.is_time(noun):
        return draft
    if noun.pos_ not in ("NOUN", "PROPN") or not _may_take_place(noun):
        return draft
    dated = _with_day(draft, when)
    if not dated.object.text:
        return draft
    told = replace(draft.group, modality=Modality.ASSERTED, prefix="", tense=Tense.PRESENT)
    return replace(dated, predicate=SCHEDULED, shape=Shape.ROLE, group=told)


def day_of_plan(draft: Draft, when: When) -> list[Draft]:
    """ "I'm planning a trip to Rome in May": when it is to be, beside that it is planned."""
    noun, group = draft.object_token, draft.group
    if noun is None or noun.tag_ not in ("NN", "NNP") or draft.object.is_value:
        return []
    settled = replace(group, is_progressive=False, tense=Tense.PRESENT)
    told = replace(draft, subject=draft.object, head=noun, subject_token=noun, object_token=None)
    dated = _with_day(replace(told, predicate=SCHEDULED, group=settled, shape=Shape.ROLE), when)
    return [dated] if dated.object.text else []


def _in_order(trip: Mention) -> Mention:
    """ "Lisbon trip" as "trip to Lisbon", which it is called as well."""
    where, _, noun = trip.text.rpartition(" ")
    is_trip = noun in _TRIPS and where[:1].isupper() and "'s" not in where
    return replace(trip, text=f"{noun} to {where}") if is_trip else trip


_TRIPS = words.word_set("trip flight journey visit cruise")


def _with_day(draft: Draft, when: When | None) -> Draft:
    """The day, month or year as the object; none of any other span and of what comes round."""
    span, text = None if when is None or when.is_recurring else when.span, ""
    if span is not None and span.start > DAWN and (span.end - span.start <= _A_DAY):
        text = span.start.date().isoformat()
    elif span is not None and when is not None and when.granularity in _LENGTHS:
        text = span.start.date().isoformat()[: _LENGTHS[when.granularity]]
    return replace(draft, object=replace(draft.object, text=text, is_value=True))


def cancelled_drafts(head: Token, passage: ParsedPassage) -> list[Draft]:
    """ "Our train was cancelled", "the match got called off": what takes place no more."""
    particles = {child.lower_ for child in dependents(head, "compound:prt")}
    is_off = head.lower_ in ("cancelled", "canceled") or (head.lower_, particles) == _CALLED_OFF
    nouns = dependents(head, "nsubj:pass")
    if head.lower_ == "off" and is_copular(head):  # "Lunch is off", but not "the light is off"
        nouns = [c for c in dependents(head, "nsubj") if c.lemma_.lower() in _MET_FOR]
        is_off = True
    if not is_off or len(nouns) != 1 or not _may_take_place(nouns[0]):
        return []
    group = verb_group(head)
    is_told = group.modality is Modality.ASSERTED and not (group.is_unreal or group.is_negated)
    if not is_told:
        return []
    mention = mention_of(nouns[0], passage)
    if mention is None or mention.is_value:
        return []
    begun = replace(group, is_beginning=True, is_ending=False)
    clause = Clause(head, passage, begun, "status")
    called_off = Subject(_in_order(mention), nouns[0])
    return clause.valued(called_off, "cancelled", head, Shape.ROLE)


_CALLED_OFF = ("called", {"off"})
_MET_FOR = words.word_set(
    "meeting lunch dinner brunch breakfast trip wedding party match game call appointment concert "
    "gig show class lesson rehearsal practice training interview picnic barbecue tour exam course "
    "conference workshop seminar event festival visit engagement holiday vacation date deal"
)
