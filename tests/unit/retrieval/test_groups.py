"""A community is found as far as those who belong to it are."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import day, scope
from quipu.graph.retrieval.ranking.groups import ranked
from quipu.schema.communities import Community
from quipu.schema.recall import Channel

NAMES = [f"e{number}" for number in range(12)]
MEANT = st.dictionaries(st.sampled_from(NAMES), st.floats(0.01, 1.0), min_size=1)
MEMBERS = st.lists(st.sets(st.sampled_from(NAMES), min_size=1), min_size=1, max_size=5)


def of(id, *members):
    return Community(id, scope(), 0, tuple(members), (), day(0))


def test_of_those_who_hold_everybody_meant_the_smaller_is_nearer():
    close, wide = of("close", "e1", "e2"), of("wide", "e1", "e2", *NAMES[3:])
    found = ranked([wide, close], {"e1": 1.0, "e2": 1.0}, 0.5)
    assert [hit.id for hit in found] == ["close", "wide"]
    assert found[0].score == pytest.approx(0.5)


def test_nobody_who_is_meant_is_no_answer():
    assert ranked([of("others", "e3")], {"e1": 1.0}, 1.0) == []


def test_what_a_community_has_is_told_as_the_graphs():
    [hit] = ranked([of("one", "e1")], {"e1": 0.3}, 0.8)
    [given_by] = hit.channels
    assert given_by.channel is Channel.GRAPH
    assert (given_by.rank, given_by.contribution) == (1, hit.score)


@given(MEANT, MEMBERS)
def test_none_is_nearer_than_those_who_are_meant_and_nobody_else(weights, sets):
    found = ranked([of(f"c{place}", *one) for place, one in enumerate(sets)], weights, 1.0)
    assert all(0.0 < hit.score <= 1.0 + 1e-9 for hit in found)
    assert [hit.score for hit in found] == sorted((hit.score for hit in found), reverse=True)


@given(MEANT)
def test_more_who_are_not_meant_take_a_community_further_away(weights):
    members = sorted(weights)
    alone, [beside] = (
        ranked([of("a", *some)], weights, 1.0) for some in (members, [*members, "nobody"])
    )
    grown = math.sqrt(len(members) / (len(members) + 1))
    assert beside.score == pytest.approx(alone[0].score * grown)
