"""A question about a past day is answered with what held then. All engines."""

from __future__ import annotations

import pytest

from quipu.schema.knowledge import FactStatus, status_of
from quipu.schema.ports import FactQuery, Page
from quipu.schema.recall import Question
from stories.by_hand import ACME
from teller import date

OSLO, ROME, TEA, BERN = (
    "Sam lives in Oslo",
    "Sam lives in Rome",
    "Sam likes tea",
    "Sam lives in Bern",
)
PLANNED = frozenset({FactStatus.PLANNED})


@pytest.fixture
async def told(by_hand):
    """Oslo from January, tea from June, Rome from July of 2024, Bern from 2030; it is 2026."""
    await by_hand.tells("Sam", "lives in", "Oslo", "2024-01-01")
    await by_hand.tells("Sam", "likes", "tea", "2024-06-01")
    await by_hand.tells("Sam", "lives in", "Rome", "2024-07-01")
    await by_hand.tells("Sam", "lives in", "Bern", "2030-01-01")
    return by_hand


async def listed(told, on, known_at=None, **query):
    """Sentences and statuses of a list, with the number of them that the engine counts."""
    view = told.memory.view(on and date(on), known_at)
    asked = FactQuery(view, **query)
    facts = await told.memory.store.list_facts(ACME, asked, Page(20))
    assert await told.memory.store.count_facts(ACME, asked) == len(facts)
    return {fact.sentence: status_of(fact, view).value for fact in facts}


async def searched(told, text, on, **question):
    asked = Question(text, told.memory.view(on and date(on)), **question)
    found = await told.memory.search(ACME, asked)
    return [found.facts[hit.id].sentence for hit in found.hits if hit.id in found.facts]


async def test_a_list_has_what_held_on_the_day_and_what_is_still_ahead(told):
    assert await listed(told, "2024-03-01") == {OSLO: "CURRENT", BERN: "PLANNED"}
    assert await listed(told, "2023-01-01") == {BERN: "PLANNED"}


async def test_today_s_list_has_what_is_planned(told):
    assert await listed(told, None) == {ROME: "CURRENT", TEA: "CURRENT", BERN: "PLANNED"}


async def test_what_began_after_the_day_is_shown_to_whoever_asks_for_it(told):
    later = {TEA: "PLANNED", ROME: "PLANNED", BERN: "PLANNED"}
    assert await listed(told, "2024-03-01", statuses=PLANNED) == later
    assert await listed(told, "2024-03-01", include_stale=True) == {OSLO: "CURRENT", **later}


async def test_what_was_ahead_by_what_was_known_then_was_planned(by_hand):
    """Told in the January that the clock stands in, of the July to come."""
    await by_hand.tells("Sam", "lives in", "Rome", "2026-07-01")
    known = by_hand.memory.clock()
    assert await listed(by_hand, "2026-01-01", known) == {ROME: "PLANNED"}
    assert await listed(by_hand, "2026-01-01", date("2027-01-01")) == {}
    assert await listed(by_hand, "2026-08-01", date("2027-01-01")) == {ROME: "CURRENT"}


async def test_a_moment_before_a_fact_begins_it_is_not_there(told):
    assert OSLO not in await listed(told, "2023-12-31")
    assert OSLO in await listed(told, "2024-01-01")


async def test_a_search_finds_what_held_on_the_day_first_and_nothing_later(told):
    assert await searched(told, "Where does Sam live?", "2024-03-01", depth=1) == [OSLO, BERN]
    assert await searched(told, "What does Sam like?", "2024-03-01", statuses=PLANNED) != []
    found = await searched(told, "What does Sam like?", "2024-03-01", include_stale=True)
    assert set(found) == {OSLO, TEA, ROME, BERN}


async def test_a_search_by_a_day_before_all_of_it_finds_no_beginning(told):
    found = await searched(told, "Sam lives likes Oslo Rome tea", "2023-01-01")
    assert set(found) <= {BERN}
