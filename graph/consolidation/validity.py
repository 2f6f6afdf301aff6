"""What a claim is valid for by itself, before any rival is looked at.

The table "What a claim is valid for" of ARCHITECTURE.md, as a pure function.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from quipu.schema.intervals import ALWAYS, DAWN, DUSK, INSTANT, Interval, as_written, day_of, utc
from quipu.schema.knowledge import GIVEN, Modality, Nature, Statement, Temporal, Tense, When
from quipu.schema.ontology import Cardinality, Predicate, predicate_form


@dataclass(frozen=True, slots=True)
class Validity:
    """The interval a source gives to its own statement, and which bounds the source itself said."""

    nature: Nature
    stated: Interval
    is_start_stated: bool = False
    is_end_stated: bool = False


def validity_of(statement: Statement, entry: Predicate, said_at: datetime) -> Validity:
    """When a statement holds, going by its own source alone; `said_at` is the episode's time.

    Days that the source names are days of its own calendar: the clock of `said_at` tells which of
    them are over.
    """
    found = _by_its_clock(statement, entry, said_at)
    return replace(found, stated=Interval(utc(found.stated.start), utc(found.stated.end)))


def _by_its_clock(statement: Statement, entry: Predicate, said_at: datetime) -> Validity:
    when = None if _is_the_value(statement, entry) else _usable(statement.when)
    if statement.modality is not Modality.ASSERTED:
        return _intended(statement, when, said_at)
    if statement.is_ending:
        return _ended(statement, when, said_at)
    if statement.tense is Tense.FUTURE:
        return _to_come(when, said_at)
    if _goes_on(statement, entry, when):
        return _began(when, said_at)
    if _is_event(statement, entry, when):
        return _happened(statement, when, said_at)
    if _is_told_as_past(statement, when, said_at):
        return _was(when, said_at)
    return _is(when, said_at)


def _is_the_value(statement: Statement, entry: Predicate) -> bool:
    """Whether a time is what is told: "the exam is on Friday" is known from then on."""
    is_of_a_day = entry.value == "date" and entry.temporal is Temporal.STATE
    return is_of_a_day and statement.object.is_value and statement.reader != GIVEN


def _usable(when: When | None) -> When | None:
    """Recurrence ("every Tuesday") says nothing about the bounds."""
    return None if when is None or when.is_recurring else when


def _goes_on(statement: Statement, entry: Predicate, when: When | None) -> bool:
    """What began or cannot change has no end of its own, unless a caller handed one in."""
    if statement.reader == GIVEN and when is not None and when.span.end < DUSK:
        return False
    return entry.temporal is Temporal.ETERNAL or _says_it_began(statement, entry)


def _says_it_began(statement: Statement, entry: Predicate) -> bool:
    """A verb of beginning ("moved to"), or an event that gives a one-valued predicate its value:
    where only one can be, "was founded by Ann" says who the founder is from then on."""
    if statement.is_negated:
        return False
    gives_value = (
        entry.cardinality is Cardinality.ONE
        and entry.temporal is None
        and statement.temporal is Temporal.EVENT
    )
    return gives_value or predicate_form(statement.predicate) in entry.onsets


def _is_event(statement: Statement, entry: Predicate, when: When | None) -> bool:
    if when is not None and when.is_open:
        return False
    return (entry.temporal or statement.temporal) is Temporal.EVENT


def _is_told_as_past(statement: Statement, when: When | None, said_at: datetime) -> bool:
    if when is not None and when.is_open:
        return False
    has_passed = when is not None and when.span.end <= as_written(said_at)
    return statement.tense is Tense.PAST or (has_passed and statement.reader != GIVEN)


def _ended(statement: Statement, when: When | None, said_at: datetime) -> Validity:
    """It held until then: the end is known, the start only if a whole span was given."""
    if when is None and statement.tense is Tense.FUTURE:  # "I will quit": nobody said when
        return Validity(Nature.STATE, ALWAYS)
    if when is None:
        return Validity(Nature.PAST_STATE, Interval(DAWN, _after_dawn(said_at)))
    if when.granularity == "range" and when.span.start > DAWN and when.span.end < DUSK:
        return Validity(Nature.PAST_STATE, when.span, is_start_stated=True, is_end_stated=True)
    end = when.span.start if when.span.start > DAWN else when.span.end
    return Validity(Nature.PAST_STATE, Interval(DAWN, _after_dawn(end)), is_end_stated=True)


def _intended(statement: Statement, when: When | None, said_at: datetime) -> Validity:
    """A plan, wish or possibility is itself true from when it was said."""
    if when is None or statement.modality is not Modality.PLAN:
        return Validity(Nature.STATE, Interval(said_at, DUSK))
    return _bounded(Nature.PLAN, when)


def _to_come(when: When | None, said_at: datetime) -> Validity:
    """A change announced for a date takes effect on that date and stays."""
    if when is None:
        return Validity(Nature.PLAN, Interval(said_at, DUSK))
    if when.granularity == "range":
        return _bounded(Nature.PLAN, when)
    if when.span.start == DAWN:
        return _until(Nature.PLAN, when, said_at)
    return Validity(Nature.PLAN, Interval(when.span.start, DUSK), is_start_stated=True)


def _began(when: When | None, said_at: datetime) -> Validity:
    """It goes on from its date; "before 2020" says that it held in 2020 at the latest."""
    if when is None:
        return Validity(Nature.STATE, Interval(said_at, DUSK))
    if when.span.start > DAWN:
        return Validity(Nature.STATE, Interval(when.span.start, DUSK), is_start_stated=True)
    if when.span.end <= as_written(said_at):
        return Validity(Nature.STATE, Interval(when.span.end, DUSK))
    return _until(Nature.STATE, when, said_at)


def _until(nature: Nature, when: When, said_at: datetime) -> Validity:
    """From when it was said to the one bound that was given, unless that had passed already."""
    by_its_clock = as_written(said_at)
    start = min(said_at, by_its_clock) if by_its_clock < when.span.end else DAWN
    return Validity(nature, Interval(start, when.span.end), is_end_stated=when.span.end < DUSK)


def _happened(statement: Statement, when: When | None, said_at: datetime) -> Validity:
    if when is not None:
        return _bounded(Nature.EVENT, when)
    if statement.is_just_now:
        return Validity(Nature.EVENT, day_of(said_at))
    return Validity(Nature.EVENT, Interval(DAWN, _after_dawn(said_at)))


def _was(when: When | None, said_at: datetime) -> Validity:
    if when is None:
        return Validity(Nature.PAST_STATE, Interval(DAWN, _after_dawn(said_at)))
    return _bounded(Nature.PAST_STATE, when)


def _is(when: When | None, said_at: datetime) -> Validity:
    if when is None:
        return Validity(Nature.STATE, Interval(said_at, DUSK))
    if when.is_open:
        return _began(when, said_at)
    if when.span.start == DAWN:
        return _until(Nature.STATE, when, said_at)
    return _bounded(Nature.STATE, when)


def _bounded(nature: Nature, when: When) -> Validity:
    span = when.span
    return Validity(nature, span, is_start_stated=span.start > DAWN, is_end_stated=span.end < DUSK)


def _after_dawn(moment: datetime) -> datetime:
    return max(moment, DAWN + INSTANT)
