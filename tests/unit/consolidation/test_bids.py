"""Which stop ends a bid: the first of its value, or of all others, after it began."""

from __future__ import annotations

from quipu.graph.consolidation.bids import Bid, Stop, Stopped
from quipu.schema.intervals import DUSK, Interval
from quipu.schema.knowledge import Ending
from timeline_claims import day, ends, holds

ACME, BETA = ("works for", "acme", False), ("works for", "beta", False)
BID = Bid(holds("acme", 3), ACME, Interval(day(3), DUSK))


def stop(value, at, **more):
    return Stop(ends(value[1], at), value, day(at), **more)


def first(*stops):
    return [(one[0], one[3]) for one in Stopped(stops).first(BID)]


def test_the_first_stop_of_a_value_after_it_began_ends_it():
    assert first(stop(ACME, 9), stop(ACME, 5), stop(ACME, 2)) == [(day(5), Ending.INVALIDATED)]
    assert first(stop(BETA, 5), stop(ACME, 3)) == []


def test_what_ends_all_others_spares_its_own_value_and_what_began_with_it():
    assert first(stop(BETA, 5, is_of_others=True), stop(ACME, 9)) == [(day(5), Ending.INVALIDATED)]
    assert first(stop(BETA, 3, is_of_others=True)) == []
    assert first(stop(ACME, 5, is_of_others=True)) == []


def test_a_stop_is_about_its_own_value_or_all_but_that_of_its_relation():
    own, others = stop(ACME, 5), stop(ACME, 5, is_of_others=True)
    assert (own.ends(ACME), own.ends(BETA)) == (True, False)
    assert (others.ends(ACME), others.ends(BETA)) == (False, True)
    assert not others.ends(("lives in", "oslo", False))
    assert not others.ends(("works for", "beta", True))
