"""What a claim is valid for by itself: the table of ARCHITECTURE.md, row by row."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from quipu.graph.consolidation.slots import entry_of
from quipu.graph.consolidation.validity import validity_of
from quipu.schema.intervals import ALWAYS, DAWN, DUSK, Interval
from quipu.schema.knowledge import (
    Mention,
    Modality,
    Nature,
    Statement,
    Temporal,
    Tense,
    When,
)
from quipu.schema.ontology import Cardinality, default_ontology, ontology_from

SAID = datetime(2024, 5, 10, 9, tzinfo=UTC)
SAM, OSLO, ACME = Mention("Sam", "person"), Mention("Oslo", "place"), Mention("Acme")


def on(*date):
    return datetime(*date, tzinfo=UTC)


def said(predicate="live in", target=OSLO, **more):
    return Statement(SAM, predicate, target, f"Sam {predicate} {target.text}", **more)


def when(start=DAWN, end=DUSK, **more):
    return When(Interval(start, end), **more)


def validity(**more):
    statement = said(**more)
    return validity_of(statement, entry_of(statement, default_ontology()), SAID)


def test_a_present_state_without_a_date_holds_from_when_it_was_said():
    found = validity()
    assert (found.nature, found.stated) == (Nature.STATE, Interval(SAID, DUSK))
    assert not found.is_start_stated
    assert not found.is_end_stated


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (when(on(2019, 1, 1), is_open=True), (on(2019, 1, 1), DUSK, True, False)),
        (when(end=on(2030, 1, 1)), (SAID, on(2030, 1, 1), False, True)),
        (when(on(2024, 1, 1), on(2025, 1, 1)), (on(2024, 1, 1), on(2025, 1, 1), True, True)),
        (when(on(2024, 5, 6), on(2024, 5, 7), is_recurring=True), (SAID, DUSK, False, False)),
    ],
    ids=["since", "until", "between", "every"],
)
def test_bounds_that_the_source_gives_are_kept(given, expected):
    found = validity(when=given)
    assert found.nature is Nature.STATE
    start, end, *stated = expected
    assert found.stated == Interval(start, end)
    assert [found.is_start_stated, found.is_end_stated] == stated


def test_a_past_state_without_a_date_ended_when_it_was_told_at_the_latest():
    found = validity(tense=Tense.PAST)
    assert (found.nature, found.stated) == (Nature.PAST_STATE, Interval(DAWN, SAID))


def test_an_ending_is_over_on_its_date_or_when_told():
    assert validity(is_ending=True).stated == Interval(DAWN, SAID)
    dated = validity(is_ending=True, when=when(on(2024, 4, 1), on(2024, 4, 2)))
    assert dated.stated == Interval(DAWN, on(2024, 4, 1))
    assert dated.nature is Nature.PAST_STATE


def test_used_to_with_a_whole_range_keeps_both_bounds():
    span = when(on(2010, 1, 1), on(2015, 1, 1), granularity="range")
    found = validity(is_ending=True, when=span)
    assert found.stated == span.span
    assert found.is_start_stated
    assert found.is_end_stated


def test_an_event_lies_in_the_interval_of_its_time_expression():
    visit = {"predicate": "visit", "tense": Tense.PAST, "temporal": Temporal.EVENT}
    span = when(on(2024, 5, 9), on(2024, 5, 10))
    assert validity(**visit, when=span).stated == span.span
    assert validity(**visit, is_just_now=True).stated == Interval(on(2024, 5, 10), on(2024, 5, 11))
    assert validity(**visit).stated == Interval(DAWN, SAID)
    assert validity(**visit).nature is Nature.EVENT


def test_moving_somewhere_starts_living_there():
    span = when(on(2024, 5, 3), on(2024, 5, 4))
    moved = validity(predicate="move to", tense=Tense.PAST, temporal=Temporal.EVENT, when=span)
    assert (moved.nature, moved.stated) == (Nature.STATE, Interval(on(2024, 5, 3), DUSK))
    assert validity(predicate="move to", tense=Tense.PAST).stated == Interval(SAID, DUSK)


def test_an_event_of_a_one_valued_predicate_gives_it_its_value():
    founded = said("be founded by", Mention("Ann"), tense=Tense.PAST, temporal=Temporal.EVENT)
    one = ontology_from('[predicates."be founded by"]\ncardinality = "one"')
    assert validity_of(founded, entry_of(founded, one), SAID).stated == Interval(SAID, DUSK)
    many = entry_of(founded, default_ontology())
    assert validity_of(founded, many, SAID).nature is Nature.EVENT


def test_moving_to_tears_is_no_residence():
    for nowhere in (Mention("tears"), Mention("new apartment", "place")):
        assert entry_of(said("move to", nowhere), default_ontology()).name == "move to"
    assert entry_of(said("move to"), default_ontology()).name == "lives in"


def test_a_future_change_takes_effect_on_its_date():
    found = validity(tense=Tense.FUTURE, when=when(on(2030, 1, 1), on(2030, 1, 2)))
    assert (found.nature, found.stated) == (Nature.PLAN, Interval(on(2030, 1, 1), DUSK))


def test_a_plan_with_a_date_lies_on_that_date_and_never_in_the_slot_of_the_real_thing():
    span = when(on(2024, 6, 1), on(2024, 7, 1))
    plan = {"predicate": "plan to live in", "modality": Modality.PLAN, "when": span}
    assert validity(**plan).nature is Nature.PLAN
    assert validity(**plan).stated == span.span
    statement = said("live in", modality=Modality.WISH)
    assert entry_of(statement, default_ontology()).name == "live in"


def test_what_cannot_change_is_dated_by_its_telling_until_it_is_settled():
    assert validity(predicate="be born in", tense=Tense.PAST).stated == Interval(SAID, DUSK)


def test_a_fact_handed_in_with_bounds_keeps_them_even_if_they_are_past():
    span = when(on(2001, 1, 1), on(2002, 1, 1))
    found = validity(predicate="lives in", reader="given", when=span)
    assert (found.nature, found.stated) == (Nature.STATE, span.span)
    assert found.is_start_stated
    assert found.is_end_stated


def test_an_end_before_the_telling_leaves_the_start_unknown():
    found = validity(predicate="lives in", reader="given", when=when(end=on(2001, 1, 1)))
    assert found.stated == Interval(DAWN, on(2001, 1, 1))


def test_a_future_state_until_a_date_holds_from_now_to_that_date():
    found = validity(tense=Tense.FUTURE, when=when(end=on(2030, 1, 1), granularity="year"))
    assert (found.nature, found.stated) == (Nature.PLAN, Interval(SAID, on(2030, 1, 1)))
    assert not found.is_start_stated
    assert found.is_end_stated


def test_a_future_that_was_over_before_it_was_told_keeps_its_bound():
    found = validity(tense=Tense.FUTURE, when=when(end=on(2020, 1, 1)))
    assert found.stated == Interval(DAWN, on(2020, 1, 1))


def test_a_future_over_a_range_keeps_both_bounds():
    span = when(on(2030, 1, 1), on(2030, 4, 1), granularity="range")
    assert validity(tense=Tense.FUTURE, when=span).stated == span.span


def test_a_future_without_a_date_begins_when_it_is_announced():
    found = validity(tense=Tense.FUTURE)
    assert (found.nature, found.stated) == (Nature.PLAN, Interval(SAID, DUSK))


def test_moving_somewhere_before_a_date_is_living_there_from_that_date_at_the_latest():
    found = validity(predicate="move to", tense=Tense.PAST, when=when(end=on(2020, 1, 1)))
    assert found.stated == Interval(on(2020, 1, 1), DUSK)
    assert not found.is_start_stated


def test_joining_until_a_date_to_come_holds_from_now_to_that_date():
    found = validity(predicate="join", target=ACME, when=when(end=on(2030, 1, 1)))
    assert found.stated == Interval(SAID, on(2030, 1, 1))
    assert found.is_end_stated


def test_what_cannot_change_holds_on_from_the_date_that_it_is_given():
    span = when(on(1980, 1, 1), on(1981, 1, 1))
    found = validity(predicate="be born in", tense=Tense.PAST, when=span)
    assert (found.nature, found.stated) == (Nature.STATE, Interval(on(1980, 1, 1), DUSK))
    assert found.is_start_stated


def test_an_end_announced_without_a_date_ends_nothing_yet():
    found = validity(is_ending=True, tense=Tense.FUTURE)
    assert (found.nature, found.stated) == (Nature.STATE, ALWAYS)


def test_an_end_announced_for_a_date_is_over_on_that_date():
    span = when(on(2030, 1, 1), on(2030, 1, 2))
    found = validity(is_ending=True, tense=Tense.FUTURE, when=span)
    assert found.stated == Interval(DAWN, on(2030, 1, 1))


@pytest.mark.parametrize("modality", [Modality.PLAN, Modality.WISH, Modality.POSSIBLE])
def test_an_end_that_is_only_wished_or_planned_is_true_from_when_it_was_said(modality):
    found = validity(predicate="want to quit", is_ending=True, modality=modality)
    assert (found.nature, found.stated) == (Nature.STATE, Interval(SAID, DUSK))


@pytest.mark.parametrize("predicate", ["move to", "born in", "lives in"])
def test_bounds_that_a_caller_hands_in_are_kept_whatever_the_predicate(predicate):
    span = when(on(2001, 1, 1), on(2002, 1, 1))
    assert validity(predicate=predicate, reader="given", when=span).stated == span.span


@pytest.mark.parametrize("modality", [one for one in Modality if one is not Modality.ASSERTED])
def test_what_is_not_asserted_never_competes_with_what_is_however_a_reader_calls_it(modality):
    entry = entry_of(said("lives in", modality=modality), default_ontology())
    assert entry.name == f"{modality} lives in"
    assert entry.cardinality is Cardinality.MANY


def test_not_having_moved_somewhere_begins_nothing():
    found = validity(predicate="move to", tense=Tense.PAST, is_negated=True)
    assert (found.nature, found.stated) == (Nature.PAST_STATE, Interval(DAWN, SAID))


def test_what_has_gone_on_since_a_date_is_neither_past_nor_an_event():
    since = when(on(2019, 1, 1), on(2020, 1, 1), is_open=True)
    going = validity(predicate="visit", temporal=Temporal.EVENT, tense=Tense.PAST, when=since)
    assert (going.nature, going.stated) == (Nature.STATE, Interval(on(2019, 1, 1), DUSK))


def test_a_past_state_with_dates_keeps_them():
    span = when(on(2010, 1, 1), on(2015, 1, 1))
    found = validity(tense=Tense.PAST, when=span)
    assert (found.nature, found.stated) == (Nature.PAST_STATE, span.span)


def test_an_ending_before_a_date_is_over_on_that_date_at_the_latest():
    assert validity(is_ending=True, when=when(end=on(2020, 1, 1))).stated.end == on(2020, 1, 1)


def test_moving_before_the_moment_of_telling_holds_from_that_moment():
    found = validity(predicate="move to", tense=Tense.PAST, when=when(end=SAID))
    assert found.stated == Interval(SAID, DUSK)


TOKYO, SEATTLE = timezone(timedelta(hours=9)), timezone(timedelta(hours=-8))
MORNING = datetime(2024, 5, 1, 8, tzinfo=TOKYO)  # 30 April, 23:00 UTC
EVENING = datetime(2024, 4, 30, 20, tzinfo=SEATTLE)  # 1 May, 04:00 UTC


def heard(said_at, **more):
    statement = said(**more)
    return validity_of(statement, entry_of(statement, default_ontology()), said_at)


def test_what_ended_on_a_day_of_the_speakers_calendar_is_over_by_that_calendar():
    april = when(on(2024, 4, 1), on(2024, 5, 1))
    assert heard(MORNING, when=april).nature is Nature.PAST_STATE
    assert heard(EVENING, when=april).nature is Nature.STATE


def test_until_the_end_of_the_speakers_today_is_no_time_that_has_passed():
    today = when(end=on(2024, 5, 1))
    assert heard(EVENING, when=today).stated == Interval(on(2024, 4, 30, 20), on(2024, 5, 1))
    assert heard(MORNING, when=today).stated == Interval(DAWN, on(2024, 5, 1))


def test_what_has_just_happened_is_of_the_speakers_day():
    found = heard(MORNING, predicate="visit", temporal=Temporal.EVENT, is_just_now=True)
    assert found.stated == Interval(on(2024, 5, 1), on(2024, 5, 2))


def test_without_a_date_it_holds_from_the_moment_it_was_said_wherever_that_was():
    found = heard(MORNING)
    assert found.stated == Interval(on(2024, 4, 30, 23), DUSK)
    assert found.stated.start.tzinfo is UTC
