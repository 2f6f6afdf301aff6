"""A slot with twice as many claims is settled with little more than twice the work."""

from dataclasses import replace
from functools import partial

import pytest

from effort import calls_made
from quipu.graph.consolidation.consolidate import consolidate
from quipu.graph.consolidation.settle import settle
from quipu.schema.identity import ClaimId, EntityId, EpisodeId, SlotKey
from quipu.schema.knowledge import Nature, Trust
from quipu.schema.ontology import default_ontology
from quipu.schema.ports import SlotState
from timeline_claims import MANY, ONE, day, denied, ends, holds

MOST = 2.6


def growth(work, count):
    """How many times the work it is to do twice as much."""
    return calls_made(partial(work, 2 * count)) / calls_made(partial(work, count))


def moving_house(count):
    return [holds(f"v{n}", since=n) for n in range(count)]


def to_and_fro(count):
    return [holds(f"v{n % 2}", since=n) for n in range(count)]


def with_interruptions(count):
    return [holds("home", since=0)] + [holds("abroad", 3 * n + 1, 3 * n + 2) for n in range(count)]


def told_as_past(count):
    return [holds(f"v{n % 50}", until=n + 1, told=n) for n in range(count)] + moving_house(count)


def ended_and_begun_again(count):
    begun = [holds("acme", since=2 * n) for n in range(count)]
    return begun + [ends("acme", 2 * n + 1) for n in range(count)]


def denied_for_a_while(count):
    gaps = [denied("acme", 3 * n + 1, until=3 * n + 2) for n in range(count)]
    return [holds("acme", since=3 * n) for n in range(count)] + gaps


def trusted_and_not(count):
    trusts = (Trust.VERIFIED, Trust.ASSERTED, Trust.OBSERVED, Trust.UNTRUSTED)
    return [holds(f"v{n % 7}", n, n + 3, trust=trusts[n % 4]) for n in range(count)]


def going_to_the_gym(count):
    days = [holds("gym", n, n + 1, nature=Nature.EVENT) for n in range(count)]
    return days + [holds("gym", n, n + 1, nature=Nature.EVENT, told=n + 1) for n in range(count)]


SHAPES = (
    (moving_house, ONE),
    (to_and_fro, ONE),
    (with_interruptions, ONE),
    (told_as_past, ONE),
    (ended_and_begun_again, ONE),
    (denied_for_a_while, ONE),
    (trusted_and_not, ONE),
    (going_to_the_gym, MANY),
)


@pytest.mark.parametrize(("shape", "entry"), SHAPES, ids=[one.__name__ for one, _ in SHAPES])
def test_twice_the_claims_are_little_more_than_twice_the_work(shape, entry):
    assert growth(lambda count: settle(shape(count), entry), 400) <= MOST


def marriages(count):
    """So many who were married to Sam, one after another."""
    return [
        replace(
            holds(f"p{n}", since=n, predicate="married to"),
            far_slot=SlotKey(f"sl_p{n}"),
            id=ClaimId(f"cl_{n}"),
            episode=EpisodeId(f"ep_{n}"),
            object=EntityId(f"en_{n}"),
        )
        for n in range(count)
    ]


@pytest.mark.parametrize("told", [moving_house, marriages])
def test_rows_are_written_with_work_that_grows_no_faster(told):
    def rows(count):
        return consolidate(told(count), SlotState((), ()), default_ontology(), day(9_999))

    assert growth(rows, 200) <= MOST


def test_what_moves_together_is_written_with_work_that_grows_no_faster():
    def moved(count):
        old = moving_house(count)
        rows = consolidate(old, SlotState((), ()), default_ontology(), day(5_000)).learned
        elsewhere = [replace(one, slot=SlotKey("sl_2"), subject=EntityId("en_x")) for one in old]
        state = SlotState(tuple(elsewhere), rows)
        return consolidate((), state, default_ontology(), day(9_999), moved=old)

    assert growth(moved, 200) <= MOST
