"""Of a value that only one can hold, who reads in a narrower scope has the narrower scope's."""

from __future__ import annotations

from typing import Any

import pytest

from quipu.graph.intake.ingest import settle_next
from quipu.graph.overriding import narrowest_first, overriding
from quipu.graph.retrieval.routes import Sought
from quipu.schema.drafts import EntityRef, FactDraft
from quipu.schema.identity import Scope
from quipu.schema.ports import FactQuery, Page, Reach
from quipu.schema.recall import Question
from stories.by_hand import ACME, ByHand, Silent
from teller import date

MAYA, ANNA, HERS = Scope("acme", "maya"), Scope("acme", "anna"), Scope("acme", "maya", "helper")


@pytest.fixture
async def told(by_hand: ByHand) -> ByHand:
    """All know where Sam lives; Maya knows better, and what all know otherwise she knows, too."""
    await by_hand.tells("Sam", "lives in", "Oslo", "2024-01-01")
    await by_hand.tells("Sam", "likes", "Ann", "2024-01-01")
    await by_hand.tells("Sam", "lives in", "Rome", "2024-03-01", scope=MAYA)
    await by_hand.tells("Sam", "likes", "Tom", "2024-03-01", scope=MAYA)
    return by_hand


async def found(told: ByHand, scope: Scope, on: str = "2024-06-01", **more: Any) -> set[str]:
    view = told.memory.view(date(on))
    asked = Question("Where does Sam live, and whom does he like?", view=view, limit=20, **more)
    hits = await told.memory.search(scope, asked)
    return {fact.sentence for fact in hits.facts.values()}


WIDE = {"Sam lives in Oslo", "Sam likes Ann"}
NARROW = {"Sam lives in Rome", "Sam likes Tom", "Sam likes Ann"}


async def test_a_search_brings_the_value_of_the_narrowest_scope_that_has_one(told: ByHand) -> None:
    assert [await found(told, scope) for scope in (ACME, ANNA)] == [WIDE, WIDE]
    assert [await found(told, scope) for scope in (MAYA, HERS)] == [NARROW, NARROW]
    assert await found(told, MAYA, depth=1) == NARROW


async def test_only_while_it_holds_and_was_known(told: ByHand) -> None:
    assert await found(told, MAYA, on="2024-02-01") >= {"Sam lives in Oslo"}
    assert await found(told, MAYA, include_stale=True) == WIDE | NARROW


async def test_a_question_is_answered_by_it(told: ByHand) -> None:
    for scope, place in ((MAYA, "Rome"), (ANNA, "Oslo"), (ACME, "Oslo")):
        assert (await told.memory.ask(scope, "Where does Sam live?")).texts == (place,)
    said = [(await told.memory.ask(one, "Does Sam live in Oslo?")).texts for one in (MAYA, ANNA)]
    assert said == [("no",), ("yes",)]


async def test_a_question_that_shortens_a_name_is_answered_beside_it(told: ByHand) -> None:
    await told.tells("Sam Carter", "likes", "tea", "2024-01-01", scope=MAYA)
    for question in ("Where does Carter live?", "What does Carter like?"):
        answer = await told.memory.ask(MAYA, question)
        assert "Oslo" not in answer.texts


async def test_no_walk_leads_over_what_is_overridden(told: ByHand) -> None:
    memory, view = told.memory, told.memory.view()
    sam, oslo = await told.named("Sam"), await told.named("Oslo")
    near = await memory.traverse(MAYA, [sam], view, Reach())
    ways = [await memory.routes(one, Sought(sam, oslo), view) for one in (MAYA, ANNA)]
    assert {fact.sentence for fact in near.facts} == NARROW
    assert [len(one.found) for one in ways] == [0, 1]


async def test_each_says_by_what_it_is_overridden(told: ByHand) -> None:
    memory, view = told.memory, told.memory.view()
    rows = await memory.store.list_facts(MAYA, FactQuery(view), Page(20))
    over = await overriding(memory.store, memory.ontology, MAYA, [(row, view) for row in rows])
    told_by = {
        row.sentence: rival and rival.sentence for row, rival in zip(rows, over, strict=True)
    }
    assert told_by == dict.fromkeys(NARROW | WIDE) | {"Sam lives in Oslo": "Sam lives in Rome"}


async def test_the_same_value_takes_no_place(by_hand: ByHand) -> None:
    await by_hand.tells("Sam", "lives in", "Oslo", "2024-01-01")
    await by_hand.tells("Sam", "lives in", "Oslo", "2024-02-01", scope=MAYA)
    memory, view = by_hand.memory, by_hand.memory.view()
    rows = await memory.store.list_facts(MAYA, FactQuery(view), Page(20))
    over = await overriding(memory.store, memory.ontology, MAYA, [(row, view) for row in rows])
    assert over == [None] * len(rows)


async def test_what_holds_both_ways_is_overridden_whichever_end_is_told(by_hand: ByHand) -> None:
    await by_hand.tells("Ann", "married to", "Sam", "2024-01-01")
    await by_hand.tells("Sam", "married to", "Kim", "2024-02-01", scope=MAYA)
    memory, view = by_hand.memory, by_hand.memory.view()
    [wide] = await memory.store.list_facts(ACME, FactQuery(view), Page(20))
    [over] = await overriding(memory.store, memory.ontology, MAYA, [(wide, view)])
    assert over is not None
    assert over.sentence == "Sam married to Kim"


async def test_a_long_history_does_not_hide_what_holds_in_the_narrower_scope(told: ByHand) -> None:
    homes = [
        FactDraft(
            EntityRef(name="Sam"),
            "lives in",
            f"Sam lives in Town {year}",
            EntityRef(name=f"Town {year}"),
            valid_at=date(f"{year}-01-01"),
            invalid_at=date(f"{year}-12-01"),
        )
        for year in range(1990, 2020)
    ]
    await told.memory.add_facts(MAYA, homes, "homes")
    while await settle_next(told.memory, Silent()):
        pass
    assert "Sam lives in Oslo" not in await found(told, MAYA)
    view = told.memory.view()
    [oslo] = await told.facts(predicates=frozenset({"lives in"}))
    [rival] = await overriding(told.memory.store, told.memory.ontology, MAYA, [(oslo, view)])
    assert rival is not None
    assert rival.sentence == "Sam lives in Rome"


async def test_a_page_is_full_whatever_is_overridden_on_it(told: ByHand) -> None:
    for name in ("Ben", "Kim", "Lea"):
        await told.tells(name, "lives in", "Oslo", "2024-01-02")
        await told.tells(name, "lives in", "Rome", "2024-04-01", scope=MAYA)
    memory, query = told.memory, FactQuery(told.memory.view())
    store = narrowest_first(memory.store, memory.ontology)

    async def page(of: Page) -> list[str]:
        return [fact.sentence for fact in await store.list_facts(MAYA, query, of)]

    whole = await page(Page(20))

    assert len(whole) == 6  # two likes, four homes
    assert not [one for one in whole if one.endswith("Oslo")]
    assert await page(Page(2)) == whole[:3]
    assert await page(Page(2, from_end=True)) == whole[-3:]
    assert await page(Page(5)) == whole
