"""A search can answer with whole communities, on every engine and seen from any moment."""

from __future__ import annotations

from dataclasses import replace

import pytest

from quipu.graph.upkeep.consolidating import Pass, consolidated
from quipu.schema.identity import Scope
from quipu.schema.recall import USUAL_KINDS, ItemKind, Question
from stories.by_hand import ACME

CIRCLES = (("Anna", "Berta", "Clara", "Dora"), ("Emil", "Fritz", "Gustav", "Hans"))
GROUPS = frozenset({ItemKind.COMMUNITY})


@pytest.fixture
async def memory(by_hand):
    for names in CIRCLES:
        for place, one in enumerate(names):
            for other in names[place + 1 :]:
                await by_hand.tells(one, "knows", other, "2024-01-01")
    await by_hand.tells("Anna", "knows", "Emil", "2024-01-01")
    await consolidated(by_hand.memory, ACME, [Pass.COMMUNITIES])
    return by_hand.memory


async def groups(memory, text, scope=ACME, **wanted):
    found = await memory.search(scope, Question(text, kinds=GROUPS, **wanted))
    assert {hit.kind for hit in found.hits} <= GROUPS
    return [found.communities[hit.id] for hit in found.hits]


async def test_the_community_of_those_who_are_meant_comes_first(memory):
    first, *_ = await groups(memory, "Whom does Gustav know?")
    assert first.name.startswith("Emil, ")
    assert "Emil knows Fritz." in first.summary


async def test_it_stands_beside_facts_where_both_are_wanted(memory):
    found = await memory.search(ACME, Question("Berta", kinds=USUAL_KINDS | GROUPS, limit=20))
    assert {ItemKind.FACT, ItemKind.COMMUNITY} <= {hit.kind for hit in found.hits}


async def test_no_search_has_one_that_did_not_ask(memory):
    found = await memory.search(ACME, Question("Berta", limit=20))
    assert not GROUPS & {hit.kind for hit in found.hits}


async def test_what_was_not_made_yet_was_not_known(memory):
    made = min(one.community.made_at for one in await groups(memory, "Gustav"))
    view = replace(memory.view(), known=made.replace(year=made.year - 1))
    assert await groups(memory, "Gustav", view=view) == []


async def test_it_is_found_from_below_and_by_no_stranger(memory):
    assert await groups(memory, "Gustav", Scope("acme", "maya"))
    assert await groups(memory, "Gustav", Scope("acme", "maya"), inherit=False) == []
    assert await groups(memory, "Gustav", Scope("other")) == []
