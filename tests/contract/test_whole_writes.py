"""A reader sees all of a write or nothing of it, whichever way it looks, while writes come in."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace

import pytest

from builders import (
    about,
    claim,
    day,
    entity,
    episode,
    fact,
    now_view,
    scope,
    vector,
    vectors,
)
from contract.engines import Engine
from quipu.schema.changes import ChangeKind, ChangeSet, Retired
from quipu.schema.identity import FactId
from quipu.schema.intervals import DUSK, Interval
from quipu.schema.knowledge import Fact
from quipu.schema.ports import EntityQuery, FactQuery, Page, Reach
from quipu.schema.recall import ItemKind, Wanted

HERE = scope()
FEWEST, WRITES = 16, 40  # where each look has seen enough of them, the fewest
ENOUGH = 100  # looks
VIEW = now_view()
TALK = episode("I live in Oslo.")
SLOT = fact("Oslo").slot


def row(number: int) -> Fact:
    """What is believed after so many changes of mind."""
    return fact("Oslo", revision=number, sentence=f"Anna lives in Oslo, {number}.")


def change_of_mind(number: int) -> ChangeSet:
    """The next row follows the last one; somebody with two names is met, and two claims kept."""
    learned = replace(row(number), known=Interval(day(number), DUSK))
    ended = replace(row(number - 1), known=Interval(day(number - 1), DUSK))
    said = [f"Anna lives in Oslo, {number}, {side}." for side in ("here", "there")]
    return ChangeSet(
        at=day(number),
        actor="test",
        reason="test",
        entities=(entity(f"P{number}", aliases=(f"Q{number}",)),),
        claims=tuple(claim("Oslo", sentence=one, episode=TALK.id) for one in said),
        retired=(Retired(ended, ChangeKind.SUPERSEDED, learned.id),),
        learned=(learned,),
    )


def believed(facts: list[Fact]) -> int:
    return sum(one.known.end == DUSK for one in facts)


async def by_search(store: Engine) -> int:
    kinds = frozenset({ItemKind.FACT})
    found = await store.gather(HERE, Wanted("Anna lives in Oslo", vector("x"), VIEW, kinds, 50))
    return believed([one for one in found.facts.values() if one.slot == SLOT])


async def by_neighbourhood(store: Engine) -> int:
    found = await store.around(HERE, [entity("Anna").id], VIEW, Reach())
    return believed(list(found.facts))


async def by_slot(store: Engine) -> int:
    return believed(list((await store.slots(HERE, [SLOT])).facts))


async def by_list(store: Engine) -> int:
    return believed(await store.list_facts(HERE, FactQuery(VIEW), Page(100)))


async def by_list_of_one(store: Engine) -> int:
    return believed(await store.list_facts(HERE, FactQuery(VIEW, subject=entity().id), Page(100)))


async def by_ids(store: Engine) -> int:
    ids: list[FactId] = [row(number).id for number in range(WRITES + 1)]
    return believed(await store.facts(HERE, ids))


async def by_revisions(store: Engine) -> int:
    return believed(await store.revisions(HERE, row(0).id))


async def by_count(store: Engine) -> int:
    return (await store.statistics(HERE, VIEW)).facts


async def by_log(store: Engine) -> int:
    """One, if every line that says SUPERSEDED has the line that says by what, and whom we met."""
    log = await store.changes(HERE, 3, 1_000)
    return 1 if len(log) % 3 == 0 else 0


async def by_log_of_items(store: Engine) -> int:
    items = [row(number).id for number in range(WRITES + 1)]
    return len(await store.changes_of(HERE, items, 1_000)) % 2


async def by_names(store: Engine) -> int:
    """One, if nobody is met without the other name."""
    asked = [f"p{number}" for number in range(1, WRITES + 1)]
    met = [one for some in (await store.named(HERE, asked)).values() for one in some]
    return 1 if all(len(one.aliases) == 1 for one in met) else 0


async def by_list_of_entities(store: Engine) -> int:
    met = await store.list_entities(HERE, EntityQuery(name_contains="p"), Page(100))
    return 1 if all(len(one.aliases) == 1 for one in met) else 0


async def by_claims(store: Engine) -> int:
    return 1 if len(await store.claims_of(HERE, [TALK.id])) % 2 == 0 else 0


LOOKS: tuple[Callable[[Engine], Awaitable[int]], ...] = (
    by_search,
    by_neighbourhood,
    by_slot,
    by_list,
    by_list_of_one,
    by_ids,
    by_revisions,
    by_count,
    by_log,
    by_log_of_items,
    by_names,
    by_list_of_entities,
    by_claims,
)


@pytest.mark.slow
async def test_nobody_sees_both_values_or_none_while_one_takes_the_place_of_the_other(
    store: Engine,
) -> None:
    await store.accept(HERE, "key", "body", [TALK], day(0))
    await store.apply(HERE, about(row(0), names=["Anna", "Oslo"]), vectors(row(0)))
    seen: dict[str, list[int]] = {look.__name__: [] for look in LOOKS}
    is_over = asyncio.Event()

    async def watch(look: Callable[[Engine], Awaitable[int]]) -> None:
        while not is_over.is_set():
            seen[look.__name__].append(await look(store))

    async def write() -> None:
        for number in range(1, WRITES + 1):
            changes = change_of_mind(number)
            await store.apply(HERE, changes, vectors(*changes.learned))
            if number >= FEWEST and min(map(len, seen.values())) >= ENOUGH:
                break
        is_over.set()

    async with asyncio.TaskGroup() as group:
        for look in LOOKS:
            group.create_task(watch(look))
        group.create_task(write())
    assert {name: set(counts) for name, counts in seen.items()} == {name: {1} for name in seen}
