"""How two are connected, on every engine: what held then, what was known then, who may see."""

from __future__ import annotations

from itertools import pairwise

import pytest

from quipu.graph.retrieval.routes import Sought, routes
from quipu.schema.errors import Invalid, NotFound
from quipu.schema.identity import EntityId, Scope
from quipu.schema.knowledge import Trust
from quipu.schema.ports import Reach
from teller import date


async def ways(by_hand, start: str, end: str, view=None, **bounds) -> list[list[str]]:
    """The sentences of each route between two names."""
    sought = Sought(await by_hand.named(start), await by_hand.named(end), **bounds)
    found = await by_hand.memory.routes(by_hand.scope, sought, view or by_hand.memory.view())
    return [[fact.sentence for fact in route.facts] for route in found.found]


async def test_the_shortest_route_comes_first_whichever_way_facts_are_told(by_hand):
    await by_hand.tells("Anna", "works for", "Acme", "2020-01-01")
    await by_hand.tells("Ben", "works for", "Acme", "2020-01-01")
    await by_hand.tells("Anna", "knows", "Carl", "2020-01-01")
    await by_hand.tells("Carl", "knows", "Dora", "2020-01-01")
    await by_hand.tells("Dora", "knows", "Ben", "2020-01-01")
    assert await ways(by_hand, "Anna", "Ben") == [
        ["Anna works for Acme", "Ben works for Acme"],
        ["Anna knows Carl", "Carl knows Dora", "Dora knows Ben"],
    ]
    assert await ways(by_hand, "Ben", "Anna", max_length=2) == [
        ["Ben works for Acme", "Anna works for Acme"]
    ]
    assert await ways(by_hand, "Anna", "Ben", max_length=1) == []


async def test_a_route_is_as_long_as_asked_from_one_fact_to_six(by_hand):
    chain = ["P0", "P1", "P2", "P3", "P4", "P5", "P6"]
    for one, other in pairwise(chain):
        await by_hand.tells(one, "knows", other, "2020-01-01")
    for length in range(1, 7):
        [found] = await ways(by_hand, "P0", f"P{length}", max_length=length)
        assert len(found) == length


async def test_a_date_shows_the_routes_of_then(by_hand):
    await by_hand.tells("Anna", "works for", "Acme", "2020-01-01")
    await by_hand.tells("Ben", "works for", "Acme", "2020-01-01")
    before_the_move = by_hand.memory.view()
    await by_hand.tells("Anna", "works for", "Beta", "2022-01-01")
    then = [["Anna works for Acme", "Ben works for Acme"]]
    view = by_hand.memory.view
    assert await ways(by_hand, "Anna", "Ben") == []
    assert await ways(by_hand, "Anna", "Ben", view(date("2021-01-01"))) == then
    assert await ways(by_hand, "Anna", "Ben", before_the_move) == then
    assert await ways(by_hand, "Anna", "Ben", view(date("2019-01-01"))) == []


async def test_no_route_leads_over_what_is_untrusted_or_denied(by_hand):
    await by_hand.tells("Anna", "knows", "Ben", "2020-01-01", trust=Trust.UNTRUSTED)
    assert await ways(by_hand, "Anna", "Ben") == []
    await by_hand.tells("Anna", "knows", "Ben", "2020-01-01")
    assert await ways(by_hand, "Anna", "Ben") == [["Anna knows Ben"]]


async def test_a_narrower_scope_connects_nobody_in_a_wider_one(by_hand):
    await by_hand.tells("Anna", "knows", "Ben", "2020-01-01")
    await by_hand.tells("Carl", "knows", "Dora", "2020-01-01")
    mine = Scope("acme", user="me")
    await by_hand.tells("Ben", "knows", "Carl", "2020-01-01", scope=mine)
    ends = Sought(await by_hand.named("Anna"), await by_hand.named("Dora"))
    view = by_hand.memory.view()
    assert (await by_hand.memory.routes(by_hand.scope, ends, view)).found == ()
    [own] = (await by_hand.memory.routes(mine, ends, view)).found
    assert [one.name for one in own.entities] == ["Anna", "Ben", "Carl", "Dora"]


async def test_two_ends_of_a_hub_are_connected_through_it(by_hand):
    """Each end brings its own edge, so a hub's many others need not be read for it."""
    await by_hand.tells("Anna", "lives in", "Oslo", "2020-01-01")
    for n in range(9):
        await by_hand.tells(f"P{n}", "lives in", "Oslo", "2021-01-01")
    await by_hand.tells("Ben", "lives in", "Oslo", "2020-01-01")
    ends = [await by_hand.named(name) for name in ("Anna", "Ben")]
    reach = Reach(hops=1, max_fanout=2)
    found = await by_hand.memory.traverse(by_hand.scope, ends, by_hand.memory.view(), reach)
    assert found.is_cut is False
    [route] = routes(found, Sought(*ends, max_length=2), lambda: False).found
    assert [one.name for one in route.entities] == ["Anna", "Oslo", "Ben"]


async def test_ends_that_are_not_there_or_the_same_are_refused(by_hand):
    await by_hand.tells("Anna", "knows", "Ben", "2020-01-01")
    anna, view = await by_hand.named("Anna"), by_hand.memory.view()
    for ends, fault in (
        (Sought(anna, anna), Invalid),
        (Sought(anna, EntityId("en_nobody")), NotFound),
        (Sought(anna, EntityId("en_nobody"), max_length=7), Invalid),
        (Sought(anna, EntityId("en_nobody"), limit=0), Invalid),
    ):
        with pytest.raises(fault):
            await by_hand.memory.routes(by_hand.scope, ends, view)
