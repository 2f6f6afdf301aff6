"""Ranking what an engine gathered: which facts pass, and what the graph adds."""

from __future__ import annotations

import pytest

from builders import day, entity, episode, fact, now_view
from quipu.graph.retrieval.search import rank
from quipu.schema.identity import FactId
from quipu.schema.intervals import DUSK, Interval
from quipu.schema.knowledge import Ending, FactStatus, Trust
from quipu.schema.recall import (
    Candidate,
    Candidates,
    Channel,
    Fusion,
    ItemKind,
    Question,
)

OSLO = fact("Oslo", id=FactId("oslo"))
ROME = fact("Rome", id=FactId("rome"), valid=Interval(day(0), day(5)), ending=Ending.SUPERSEDED)
RUMOUR = fact("Nice", id=FactId("nice"), trust=Trust.UNTRUSTED)
HOME = fact("Norway", id=FactId("norway"), subject="Oslo", predicate="located in")
TURN = episode("I live in Oslo.")


def gathered(*facts, episodes=(), around=()):
    found = [
        Candidate(one.id, ItemKind.FACT, 2.0 - place / 8, 0.5) for place, one in enumerate(facts)
    ]
    found += [Candidate(one.id, ItemKind.EPISODE, 1.0, 0.4) for one in episodes]
    people = [entity(name) for name in ("Anna", "Oslo", "Rome", "Norway")]
    return Candidates(
        found=tuple(found),
        facts={one.id: one for one in (*facts, *around)},
        episodes={one.id: one for one in episodes},
        entities={one.id: one for one in people},
        named=(),
        values=frozenset(),
        is_exact=True,
        sequence=1,
        beside=tuple(one.id for one in around),
    )


def hits(candidates, **asked):
    return [hit.id for hit in rank(candidates, Question("Where?", **asked), now_view())]


def test_what_no_longer_holds_or_is_quarantined_is_left_out_unless_asked_for():
    candidates = gathered(OSLO, ROME, RUMOUR)
    assert hits(candidates) == ["oslo"]
    assert sorted(hits(candidates, include_stale=True)) == ["nice", "oslo", "rome"]
    assert hits(candidates, statuses=frozenset({FactStatus.SUPERSEDED})) == ["rome"]


def test_facts_can_be_narrowed_by_predicate_entity_and_confidence():
    candidates = gathered(OSLO, HOME)
    assert hits(candidates, predicates=frozenset({"located in"})) == ["norway"]
    assert hits(candidates, about=frozenset({entity("Anna").id})) == ["oslo"]
    assert hits(candidates, min_confidence=0.8) == ["oslo", "norway"]
    assert hits(candidates, min_confidence=0.81) == []


def test_an_episode_has_no_predicate_status_or_confidence_to_pass_by():
    candidates = gathered(OSLO, episodes=[TURN])
    assert hits(candidates) == ["oslo", TURN.id]
    assert hits(candidates, min_confidence=0.1) == ["oslo"]


def test_one_more_than_asked_for_tells_that_there_is_more():
    assert hits(gathered(OSLO, HOME, ROME), limit=1, include_stale=True) == ["oslo", "norway"]


@pytest.mark.parametrize("fusion", list(Fusion))
def test_the_graph_adds_what_lies_beside_the_hits_below_them(fusion):
    assert hits(gathered(OSLO, around=[HOME]), depth=1, fusion=fusion) == ["oslo", "norway"]
    assert hits(gathered(OSLO, around=[HOME]), depth=0, fusion=fusion) == ["oslo"]


def test_a_graph_of_no_weight_is_left_out():
    weights = {Channel.GRAPH: 0.0}
    assert hits(gathered(OSLO, around=[HOME]), depth=1, weights=weights) == ["oslo"]


def test_stale_facts_are_not_walked_either():
    assert hits(gathered(OSLO, around=[ROME]), depth=1) == ["oslo"]


def test_nothing_weighs_anything_finds_nothing():
    nothing = dict.fromkeys(Channel, 0.0)
    assert hits(gathered(OSLO, around=[HOME]), depth=1, weights=nothing) == []


def test_the_past_shows_what_held_then():
    then = now_view(day(2))
    found = rank(gathered(OSLO, ROME), Question("Where?"), then)
    assert [hit.id for hit in found] == ["oslo", "rome"]
    assert OSLO.valid.end == DUSK
