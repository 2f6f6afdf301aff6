"""Forgetting decided purely: what is believed then is as if it had never been told."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builders import day as moment
from builders import entity, episode, fact
from quipu.graph.forgetting.planning import Order, planned
from quipu.graph.forgetting.tombstones import digest, of_episode, of_fact, of_telling
from quipu.schema.erasing import ForgetMode, Holdings
from quipu.schema.identity import EntityId, EpisodeId
from quipu.schema.intervals import DUSK
from quipu.schema.knowledge import EpisodeKind, Fact
from quipu.schema.ontology import Ontology
from timeline_claims import ONE, holds
from unit.consolidation.test_laws import CLAIMS, ENTRIES, EVENTS, belief, remembered

KEY = "ab" * 32
ORDER = Order("er_1", ForgetMode.ERASE, moment(900), KEY)


def ontology_of(entry):
    return Ontology(predicates={"lives in": replace(entry, name="lives in")})


def forgotten(rows, claims, gone, entry=ONE):
    """All rows that are left once the episodes of some claims are erased."""
    episodes = tuple(episode(id=one.episode, content=one.sentence) for one in gone)
    holdings = Holdings(1, episodes, tuple(claims), tuple(rows))
    plan = planned(holdings, ORDER, ontology_of(entry))
    kept = {row.id: row for row in rows if row.id not in plan.erasure.facts}
    kept |= {row.id: row for row in plan.erasure.reduced}
    for one in plan.decision.retired:
        row = kept[one.fact.id]
        kept[row.id] = replace(row, known=row.known.until(plan.decision.at))
    kept |= {row.id: row for row in plan.decision.learned}
    return list(kept.values())


@given(CLAIMS | EVENTS, st.data(), ENTRIES)
@settings(max_examples=300, deadline=None)
def test_what_is_believed_then_is_as_if_it_had_never_been_told(claims, data, entry):
    gone = data.draw(st.lists(st.sampled_from(claims), unique_by=lambda one: one.id))
    left = [one for one in claims if one not in gone]
    rows = remembered([[one] for one in claims], entry)
    assert belief(forgotten(rows, claims, gone, entry)) == belief(remembered([left], entry))


@given(CLAIMS | EVENTS, st.data(), ENTRIES)
@settings(max_examples=300, deadline=None)
def test_no_row_of_the_past_rests_on_what_is_forgotten_or_says_it(claims, data, entry):
    gone = data.draw(st.lists(st.sampled_from(claims), min_size=1, unique_by=lambda one: one.id))
    rows = remembered([[one] for one in claims], entry)
    ids = {one.id for one in gone}
    episodes = {one.episode for one in gone}
    for row in forgotten(rows, claims, gone, entry):
        assert not ids & {*row.claims}
        assert not episodes & {*row.episodes}
        assert row.closed_by not in ids
        assert row.claims


def test_what_nobody_else_told_goes_and_what_others_told_stays():
    mine, yours = holds("acme", 1), holds("acme", 2)
    rows = remembered([[mine], [yours]])
    assert len(rows) == 2
    [left] = forgotten(rows, [mine, yours], [mine])[-1:]
    assert (left.claims, left.known.end) == ((yours.id,), DUSK)


def test_a_hash_needs_the_key_and_the_whole_text():
    assert digest(KEY, "text", "a", "b") != digest("cd" * 32, "text", "a", "b")
    assert digest(KEY, "text", "ab", "") != digest(KEY, "text", "a", "b")
    assert "Anna" not in digest(KEY, "Anna")


def test_a_text_is_known_again_by_its_id_or_if_it_has_no_date_by_its_words():
    told = episode("I live in Oslo.", id=EpisodeId("ep_a"))
    again = replace(told, id=EpisodeId("ep_b"), occurred_at=moment(70))
    buried = {*of_episode(KEY, told)}
    assert buried & {*of_telling(KEY, again, is_dated=False)}
    assert not buried & {*of_telling(KEY, again, is_dated=True)}
    assert buried & {*of_telling(KEY, told, is_dated=True)}
    assert not buried & {*of_telling(KEY, replace(again, speaker="Tom"), is_dated=False)}


@pytest.mark.parametrize(
    "text", ["Yes.", "No, thank you.", "OK!", "Oslo", "Of course not.", "是的"]
)
def test_an_answer_that_says_nothing_of_anybody_can_be_given_again_another_day(text):
    told = episode(text, id=EpisodeId("ep_a"))
    buried = {*of_episode(KEY, told)}
    days = [
        bool(buried & {*of_telling(KEY, _later(told, days), is_dated=False)}) for days in range(4)
    ]
    assert days == [True, True, False, False]


@pytest.mark.parametrize(
    "text", ["Anna snores.", "I am ill", "No, Kiel.", "01701234567", "我住在北京"]
)
def test_what_says_something_stays_away(text):
    told = episode(text, id=EpisodeId("ep_a"))
    again = _later(told, 400)
    assert {*of_episode(KEY, told)} & {*of_telling(KEY, again, is_dated=False)}


@pytest.mark.parametrize("is_dated", [True, False])
def test_json_stays_away_however_it_is_written(is_dated):
    one, other = '{"name":"Anna","n":1,"tags":["a"]}', '{ "n": 1, "tags": ["a"], "name": "Anna" }'
    told = episode(one, id=EpisodeId("ep_a"), kind=EpisodeKind.JSON)
    again = replace(told, id=EpisodeId("ep_b"), content=other)
    buried = {*of_episode(KEY, told)}
    assert buried & {*of_telling(KEY, again, is_dated=is_dated)}
    changed = replace(again, content=other.replace("1", "2"))
    assert not buried & {*of_telling(KEY, changed, is_dated=is_dated)}
    later = replace(again, occurred_at=moment(70))
    assert bool(buried & {*of_telling(KEY, later, is_dated=is_dated)}) is not is_dated


@pytest.mark.parametrize("content", ['{"n": NaN}', "[" * 99_999, '{"n": "\\ud800"}'])
def test_any_json_is_known_again(content):
    told = episode(content, id=EpisodeId("ep_a"), kind=EpisodeKind.JSON)
    assert {*of_episode(KEY, told)} & {*of_telling(KEY, told, is_dated=True)}


def _later(told, days):
    when = told.occurred_at + timedelta(days=days)
    return replace(told, id=EpisodeId("ep_b"), occurred_at=when)


def test_what_holds_both_ways_is_buried_both_ways():
    anna, tom = entity("Anna"), entity("Tom", id=EntityId("en_tom"))
    one_way = digest(KEY, "value", tom.id, "married to", anna.id)
    married = _fact(anna, tom, is_mutual=True)
    assert one_way in of_fact(KEY, married, anna, tom)
    assert one_way not in of_fact(KEY, replace(married, far_slot=None), anna, tom)


def _fact(subject, target, *, is_mutual) -> Fact:
    far = fact().slot if is_mutual else None
    return fact(subject=subject.id, object=target.id, predicate="married to", far_slot=far)
