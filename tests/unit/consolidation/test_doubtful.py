"""Which facts may contradict each other where no rule says how many values a relation holds."""

from __future__ import annotations

from dataclasses import replace

import pytest

from builders import day, fact
from quipu.graph.consolidation.doubtful import possibly_contradicting
from quipu.schema.intervals import DUSK, Interval
from quipu.schema.knowledge import Nature, Trust
from quipu.schema.ontology import default_ontology

ONTOLOGY = default_ontology()


def mentor(who: str, whom: str, **more: object):
    return fact(whom, subject=who, predicate="is mentored by", **more)


def usual(count: int = 18):
    """So many who have one mentor."""
    return [mentor(f"P{number}", f"M{number}") for number in range(count)]


TWO = [mentor("Sam", "Ann"), mentor("Sam", "Ben")]


def pairs(facts):
    return [
        (one.first.object, one.second.object) for one in possibly_contradicting(facts, ONTOLOGY)
    ]


def test_two_values_at_a_time_are_doubted_where_nearly_everybody_has_one():
    [found] = possibly_contradicting([*usual(), *TWO], ONTOLOGY)
    assert {found.first.id, found.second.id} == {one.id for one in TWO}
    assert found.score == round(18 / 19, 3)
    assert possibly_contradicting([*TWO[::-1], *usual()], ONTOLOGY) == [found]


def test_nothing_is_usual_among_few_or_where_many_have_several():
    assert pairs([*usual(9), *TWO]) != []
    assert pairs([*usual(8), *TWO]) == []
    more = [mentor("Tom", "Ann"), mentor("Tom", "Ben")]
    assert pairs([*usual(), *TWO, *more]) != []
    assert pairs([*usual(17), *TWO, *more]) == []


@pytest.mark.parametrize(
    "more",
    [
        {"trust": Trust.UNTRUSTED},
        {"nature": Nature.EVENT},
        {"is_negated": True},
        {"qualifier": "at work"},
        {"valid": Interval(day(-9), day(-5))},
    ],
)
def test_rumours_events_denials_qualified_and_earlier_values_are_no_second_one(more):
    second = replace(TWO[1], **more)
    assert pairs([*usual(), TWO[0], second]) == []


def test_relations_that_the_registry_knows_are_left_to_its_rules():
    told = [fact(f"C{n}", subject=f"P{n}", predicate="lives in") for n in range(18)]
    told += [fact(one, subject="Sam", predicate="lives in") for one in ("Rome", "Oslo")]
    assert pairs(told) == []


def test_a_plan_counts_and_ends_apart_do_not():
    plans = [replace(one, nature=Nature.PLAN, valid=Interval(day(3), DUSK)) for one in TWO]
    assert len(pairs([*usual(), *plans])) == 1
