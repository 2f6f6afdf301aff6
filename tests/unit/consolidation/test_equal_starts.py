"""Values that begin together: the shown one is asked about against each other, no two besides."""

from __future__ import annotations

from dataclasses import replace
from itertools import permutations

from hypothesis import given
from hypothesis import strategies as st

from quipu.graph.consolidation.settle import settle
from quipu.schema.knowledge import Temporal
from timeline_claims import ONE, denied, holds, shown

ETERNAL = replace(ONE, temporal=Temporal.ETERNAL)
CITIES = ("rome", "oslo", "bonn", "kyiv")
homes = st.builds(
    lambda city, told, confidence: holds(city, 0, told=told, confidence=confidence),
    st.sampled_from(CITIES),
    st.integers(0, 3),
    st.sampled_from((0.5, 0.9)),
)


def asked(claims, entry=ONE):
    """Who is asked about, by value: the shown one first."""
    value = {claim.id: claim.object for claim in claims}
    return {(value[one.holder], value[one.rival]) for one in settle(claims, entry).disputes}


def test_as_many_questions_are_asked_as_there_are_rivals():
    towns = [holds(f"town{number}", 0) for number in range(800)]
    assert len(settle(towns, ONE).disputes) == 799
    since_ever = [holds(f"town{number}", number) for number in range(800)]
    assert len(settle(since_ever, ETERNAL).disputes) == 799


@given(st.lists(homes, unique_by=lambda one: one.id, min_size=1, max_size=7))
def test_the_shown_value_is_asked_about_against_each_rival(claims):
    [(best, *_)] = shown(settle(claims, ONE))
    others = {claim.object for claim in claims} - {best}
    pairs = asked(claims)
    assert {frozenset(pair) for pair in pairs} == {frozenset((best, other)) for other in others}
    told = {end for one in settle(claims, ONE).disputes for end in (one.holder, one.rival)}
    assert told == ({claim.id for claim in claims} if others else set())


@given(st.lists(homes, unique_by=lambda one: one.id, min_size=2, max_size=4))
def test_the_order_in_which_values_came_asks_nothing_else(claims):
    found = {frozenset(settle(order, ONE).disputes) for order in permutations(claims)}
    assert len(found) == 1


def test_the_best_of_the_rest_is_asked_about_once_the_shown_one_is_given_up():
    sure, likely, hardly = (holds(*one) for one in (("rome", 0), ("oslo", 0), ("bonn", 0)))
    claims = [
        replace(sure, confidence=0.9),
        replace(likely, confidence=0.8),
        replace(hardly, confidence=0.7),
    ]
    assert asked(claims) == {("rome", "oslo"), ("rome", "bonn")}
    assert asked(claims[1:]) == {("oslo", "bonn")}


def test_what_comes_back_after_an_interruption_is_asked_about_too():
    trip = holds("rome", 0, 30, confidence=0.9)
    sure, likely = holds("oslo", 0, confidence=0.8), holds("bonn", 0, confidence=0.7)
    assert asked([trip, sure, likely]) == {("rome", "oslo"), ("rome", "bonn"), ("oslo", "bonn")}


def test_of_what_cannot_change_the_latest_telling_is_asked_about_against_each_other():
    claims = [holds("rome", 0), holds("oslo", 5), holds("bonn", 9)]
    assert asked(claims, ETERNAL) == {("bonn", "rome"), ("bonn", "oslo")}
    assert asked([*claims, holds("rome", 12)], ETERNAL) >= {("rome", "bonn"), ("rome", "oslo")}


def test_a_denial_begins_nothing():
    assert asked([holds("rome", 0), denied("oslo", 0)]) == set()
