"""What one tenant or user has forgotten never shows up in the memory of another. On all engines."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

import pytest

from contract.engines import Engine, Opening
from forgetting import forget
from quipu.graph.memory import Memory
from quipu.schema.forgetting import Selector
from quipu.schema.identity import Scope
from quipu.schema.ontology import default_ontology
from quipu.schema.ports import Reach
from quipu.schema.recall import Question
from stories.by_hand import ByHand, EightPlaces

OTHERS = {
    "another tenant": (Scope("alpha"), Scope("beta")),
    "another user of the tenant": (Scope("acme", user="ann"), Scope("acme", user="bob")),
}


def told_by(store: Engine, clock: Callable[[], datetime], scope: Scope) -> ByHand:
    memory = Memory(store, store, EightPlaces(), default_ontology(), clock)
    return ByHand(memory, scope=scope)


async def seen(of: ByHand, name: str) -> list[str]:
    """All that a walk from somebody and a search for him bring."""
    memory = of.memory
    start = await of.named(name)
    around = await memory.traverse(of.scope, [start], memory.view(), Reach(1))
    found = await memory.search(of.scope, Question(f"Where does {name} live?"))
    facts = [*around.facts, *found.facts.values()]
    return sorted(
        {one.sentence for one in facts} | {one.content for one in found.episodes.values()}
    )


@pytest.mark.parametrize(("first", "second"), OTHERS.values(), ids=OTHERS.keys())
async def test_what_was_forgotten_is_not_seen_where_others_tell_afterwards(
    store: Engine, clock: Callable[[], datetime], first: Scope, second: Scope
) -> None:
    ann, bob = told_by(store, clock, first), told_by(store, clock, second)
    await ann.tells("Ann", "lives in", "Rome", "2024-01-01")
    assert await seen(ann, "Ann") == ["Ann lives in Rome"]

    await forget(ann.memory, first, Selector(scope=True))
    await bob.tells("Bob", "lives in", "Oslo", "2024-01-02")

    assert await seen(bob, "Bob") == ["Bob lives in Oslo"]


async def test_nor_by_who_had_opened_the_memory_before_it_was_forgotten(
    opened: Opening, clock: Callable[[], datetime]
) -> None:
    scope, other = OTHERS["another tenant"]
    here, there = await opened(), await opened()
    ann, bob = told_by(here, clock, scope), told_by(here, clock, other)
    await ann.tells("Ann", "lives in", "Rome", "2024-01-01")
    seen_there = replace(ann, memory=replace(ann.memory, store=there, queue=there))
    assert await seen(seen_there, "Ann") == ["Ann lives in Rome"]

    await forget(ann.memory, scope, Selector(scope=True))
    await bob.tells("Bob", "lives in", "Oslo", "2024-01-02")

    beside = replace(bob, memory=replace(bob.memory, store=there, queue=there))
    assert await seen(beside, "Bob") == ["Bob lives in Oslo"]
