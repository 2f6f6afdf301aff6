"""Walking from direct hits: nearer is stronger, and the way is told."""

import pytest

from builders import entity, fact, now_view
from quipu.graph.retrieval.ranking.expand import reached
from quipu.schema.identity import FactId
from quipu.schema.outlines import outline_of


def edge(name, source, target, **more):
    more.setdefault("confidence", 1.0)
    return outline_of(fact(id=FactId(name), subject=source, object=target, **more), now_view())


CHAIN = [edge("ab", "a", "b"), edge("bc", "b", "c"), edge("cd", "c", "d")]


def from_a(hops, facts=CHAIN, direct=()):
    return reached({entity("a").id: (1.0, ())}, facts, direct, hops)


def test_a_fact_two_hops_away_is_found_by_way_of_the_first():
    assert [(one.fact, one.via) for one in from_a(2)] == [("ab", ()), ("bc", ("ab",))]


def test_each_hop_halves_the_strength():
    assert [one.strength for one in from_a(3)] == pytest.approx([0.5, 0.25, 0.125])


def test_an_unsure_fact_carries_less():
    unsure = [edge("ab", "a", "b", confidence=0.5), edge("bc", "b", "c")]
    assert [one.strength for one in from_a(2, unsure)] == pytest.approx([0.25, 0.125])


def test_edges_are_walked_against_their_direction_too():
    assert [one.fact for one in from_a(1, [edge("xa", "x", "a")])] == ["xa"]


def test_direct_hits_are_walked_through_but_not_told_again():
    assert [one.fact for one in from_a(2, direct=["ab"])] == ["bc"]


def test_nothing_is_reached_without_hops():
    assert from_a(0) == []


def test_the_stronger_of_two_ways_is_kept():
    facts = [edge("ab", "a", "b", confidence=0.2), edge("ac", "a", "c"), edge("bd", "b", "d"),
             edge("cd", "c", "d")]  # fmt: skip
    ways = {one.fact: one.via for one in from_a(2, facts)}
    assert ways["cd"] == ("ac",)
    assert ways["bd"] == ("ab",)


def test_the_stronger_of_two_ways_is_kept_whichever_is_looked_at_first():
    facts = [edge("cd", "c", "d"), edge("bd", "b", "d"), edge("de", "d", "e"), edge("ac", "a", "c"),
             edge("ab", "a", "b", confidence=0.2)]  # fmt: skip
    for order in (facts, facts[::-1]):
        ways = {one.fact: one.via for one in from_a(3, order)}
        assert ways["de"] == ("ac", "cd")
        assert ways["bd"] == ("ac", "cd")


def test_a_way_back_makes_nothing_stronger():
    once = {one.fact: one.strength for one in from_a(3)}
    assert {one.fact: one.strength for one in from_a(3, CHAIN * 2)} == once
    assert [one.via for one in from_a(3, [edge("ab", "a", "b"), edge("ba", "b", "a")])] == [(), ()]


def test_of_two_starts_the_stronger_leads():
    facts = [edge("ab", "a", "b"), edge("bc", "b", "c")]
    starts = {entity("c").id: (0.2, ("x",)), entity("b").id: (1.0, ("y",))}
    found = {one.fact: one for one in reached(starts, facts, (), 1)}
    assert found["bc"].via == ("y",)
    assert found["bc"].strength == pytest.approx(0.5)
