"""Somebody of whom very much is told: it is settled, and explained, without holding others up."""

from __future__ import annotations

import sys

import pytest

from quipu.api.rulings import outcome
from quipu.graph.engines.sqlite.open import open_sqlite
from quipu.graph.explain import MOST_SHOWN
from quipu.graph.intake.ingest import settle_next
from quipu.graph.listing import every_fact
from quipu.graph.memory import Memory
from quipu.graph.ruling.amend import invalidated
from quipu.graph.ruling.reviews import reviews
from quipu.schema.drafts import EntityRef, FactDraft
from quipu.schema.knowledge import Trust
from quipu.schema.ontology import default_ontology
from quipu.schema.ports import FactQuery, Page
from quipu.schema.reviews import ReviewStatus
from quipu.schema.rulings import Invalidation, Ruling
from stories.by_hand import ACME, ByHand, EightPlaces, Silent
from teller import date

MANY = 320


@pytest.fixture
async def by_hand(tmp_path, clock):
    engine = await open_sqlite(tmp_path / "memory.db", dimensions=8, embedder="test")
    yield ByHand(Memory(engine, engine, EightPlaces(), default_ontology(), clock))
    await engine.close()


def home(number, year):
    city = f"City{number}"
    return FactDraft(
        EntityRef(name="Anna"),
        "lives in",
        f"Anna lives in {city}",
        EntityRef(name=city),
        valid_at=date(f"{year}-01-01"),
    )


def visit(number):
    town = EntityRef(name=f"Town{number}")
    said = f"Anna visited Town{number}"
    return FactDraft(EntityRef(name="Anna"), "visited", said, town, valid_at=date("2024-01-01"))


@pytest.fixture
async def moved_often(by_hand):
    """A memory in which Anna has lived in very many cities."""
    await by_hand.memory.add_facts(ACME, [home(n, 1500 + n) for n in range(MANY)], "all")
    await settle_next(by_hand.memory, Silent())
    return by_hand


async def test_a_ruling_on_one_of_more_facts_than_a_page_holds_says_what_it_did(by_hand):
    memory = by_hand.memory
    told = [visit(n) for n in range(1_010)]
    await memory.add_facts(ACME, told, "visits")
    await settle_next(memory, Silent(), max_episodes=2_000)
    view = memory.view()
    every = await every_fact(memory.store, ACME, FactQuery(view, include_stale=True))
    [last] = [one for one in every if one.sentence == "Anna visited Town1009"]
    ruled = await invalidated(
        memory, ACME, Invalidation(last.id), Ruling("test", "wrong", Trust.VERIFIED), "no"
    )
    await settle_next(memory, Silent())
    job = await memory.queue.job(ACME, ruled.job.id)
    done = await outcome(memory, ACME, job)
    assert [one.id for one in done.gone] == [last.id]
    assert done.lines


class Calls:
    """The names of functions called in this thread while it is entered."""

    def __init__(self):
        self.names = []

    def __enter__(self):
        sys.setprofile(lambda frame, event, _: event == "call" and self.saw(frame))
        return self

    def saw(self, frame):
        self.names.append(frame.f_code.co_name)

    def __exit__(self, *_):
        sys.setprofile(None)


async def test_the_event_loop_is_left_to_others_while_very_many_claims_are_settled(moved_often):
    with Calls() as calls:
        await moved_often.tells("Anna", "lives in", "Rome", "1990-01-01")
    assert "fact_vectors" in calls.names
    assert "consolidate" not in calls.names
    assert await moved_often.believed() == ["Anna lives in Rome"]


async def test_the_event_loop_is_left_to_others_while_very_many_claims_are_explained(moved_often):
    facts = await moved_often.facts(include_stale=True)
    with Calls() as calls:
        await moved_often.memory.explain_each(ACME, [one.id for one in facts[:20]])
    assert "_finished" in calls.names
    assert "settle" not in calls.names


async def test_an_explanation_shows_the_nearest_rivals_and_counts_the_rest(moved_often):
    query = FactQuery(moved_often.memory.view(), include_stale=True)
    facts = await moved_often.memory.store.list_facts(ACME, query, Page(MANY))
    middle = sorted(facts, key=lambda one: one.valid)[100]
    told = await moved_often.memory.explain(ACME, middle.id)
    assert len(told.rivals) == MOST_SHOWN
    years = [one.valid.start.year for one in told.rivals]
    assert (min(years), max(years)) == (1590, 1610)
    assert f"and {MANY - 1 - MOST_SHOWN} more that say otherwise" in told.text
    assert len(told.text) < 5_000


async def test_a_slot_is_settled_once_for_all_that_waits_to_be_decided_of_it(by_hand):
    await by_hand.memory.add_facts(ACME, [home(n, 1900) for n in range(14)], "at once")
    await settle_next(by_hand.memory, Silent())
    with Calls() as calls:
        found = await reviews(by_hand.memory, ACME, ReviewStatus.OPEN, None, 100)
    assert len(found) == 13  # the one that is shown, against each other
    assert calls.names.count("settle") == 1
