"""What holds at the asked moment is shown first, and what was said later last."""

import pytest

from builders import day, episode, fact, now_view
from quipu.graph.retrieval.ranking.clock import holding_first, said_later_last
from quipu.schema.identity import FactId, SlotKey
from quipu.schema.intervals import Interval
from quipu.schema.outlines import outline_of
from quipu.schema.recall import Channel, Hit, ItemKind

PAST = fact("Porto", id=FactId("past"), valid=Interval(day(0), day(10)))
HOLDS = fact("Oslo", id=FactId("holds"), valid=Interval(day(10), day(9000)))
ELSE = fact("tea", id=FactId("else"), slot=SlotKey("other"), valid=Interval(day(0), day(10)))
FACTS = {one.id: one for one in (PAST, HOLDS, ELSE)}


def ranked(*scored, at=1000):
    hits = [Hit(ItemKind.FACT, id, score) for id, score in scored]
    facts = {id: outline_of(one, now_view(day(at))) for id, one in FACTS.items()}
    return holding_first(hits, facts)


def told(hits):
    return [(hit.id, hit.score) for hit in hits]


def test_what_holds_takes_the_best_score_of_its_slot():
    assert told(ranked(("past", 0.9), ("holds", 0.5))) == [("holds", 0.9), ("past", 0.5)]


def test_as_of_a_past_moment_the_past_value_holds():
    found = ranked(("holds", 0.9), ("past", 0.5), at=5)
    assert told(found) == [("past", 0.9), ("holds", 0.5)]


def test_other_slots_keep_their_scores():
    found = told(ranked(("past", 0.9), ("else", 0.7), ("holds", 0.5)))
    assert found == [("holds", 0.9), ("else", 0.7), ("past", 0.5)]


def test_what_the_clock_gave_and_took_is_told():
    moved = {hit.id: hit.channels for hit in ranked(("past", 0.9), ("holds", 0.5))}
    [given] = moved["holds"]
    assert given.channel is Channel.TIME
    assert given.contribution == pytest.approx(0.4)
    assert moved["past"][0].contribution == pytest.approx(-0.4)


def test_a_right_order_is_left_alone():
    assert ranked(("holds", 0.9), ("past", 0.5))[0].channels == ()


def test_what_was_said_after_the_asked_moment_counts_half():
    early, late = episode("I live in Rome.", ordinal=1), episode("Rome?", occurred_at=day(500))
    hits = [Hit(ItemKind.EPISODE, late.id, 0.9), Hit(ItemKind.EPISODE, early.id, 0.6)]
    known = {early.id: early, late.id: late}
    then = said_later_last(hits, known, now_view(day(100)))
    assert told(then) == [(early.id, 0.6), (late.id, 0.45)]
    assert said_later_last(hits, known, now_view(day(1000))) == hits
