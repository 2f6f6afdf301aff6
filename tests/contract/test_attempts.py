"""What engines promise about attempts: apart from texts, newest kept, with their vectors."""

from __future__ import annotations

import pytest

from builders import DIMENSIONS, change_set, day, episode, now_view, scope, vector, vectors
from contract.engines import Engine, Opening
from quipu.schema.identity import Scope
from quipu.schema.knowledge import Episode
from quipu.schema.recall import ItemKind, Wanted

OWN, WIDE, OTHER = scope(user="anna"), scope(), scope("other")
LATER = day(99)


def attempt(number: int, where: Scope = OWN) -> Episode:
    return episode(f"task {number}", id=f"ex_{number}", scope=where, created_at=day(number))


async def keep(store: Engine, *some: Episode) -> None:
    for one in some:
        await store.accept(one.scope, f"key {one.id}", "h", [one], day(0))
        await store.apply(one.scope, change_set(), vectors(one))


async def test_attempts_come_oldest_first_with_their_vectors_across_a_restart(
    opened: Opening,
) -> None:
    store = await opened()
    await keep(store, attempt(2), attempt(1))
    again = await opened()
    found, rows = await again.attempts(OWN, LATER, 10)
    assert list(found) == [attempt(1), attempt(2)]
    assert rows.shape == (2, DIMENSIONS)
    for one, row in zip(found, rows, strict=True):
        assert row.tolist() == pytest.approx(vector(one.content).tolist(), abs=1e-6)


async def test_the_newest_of_each_scope_are_kept_in_view(store: Engine) -> None:
    await keep(store, *map(attempt, range(1, 5)), *(attempt(n, WIDE) for n in range(5, 8)))
    found, _ = await store.attempts(OWN, LATER, 2)
    assert [one.id for one in found] == ["ex_3", "ex_4", "ex_6", "ex_7"]


async def test_those_that_came_later_take_no_place_of_what_was_known_then(store: Engine) -> None:
    await keep(store, *map(attempt, range(1, 6)))
    found, _ = await store.attempts(OWN, day(3), 2)
    assert [one.id for one in found] == ["ex_2", "ex_3"]


async def test_a_scope_sees_those_of_wider_ones_and_of_nobody_else(store: Engine) -> None:
    await keep(store, attempt(1), attempt(2, WIDE), attempt(3, OTHER))
    for where, inherit, ids in (
        (OWN, True, ["ex_1", "ex_2"]),
        (OWN, False, ["ex_1"]),
        (WIDE, True, ["ex_2"]),
        (scope("nobody"), True, []),
    ):
        found, rows = await store.attempts(where, LATER, 10, inherit=inherit)
        assert [one.id for one in found] == ids
        assert rows.shape == (len(ids), DIMENSIONS)


async def test_one_that_is_not_settled_yet_is_not_there(store: Engine) -> None:
    await store.accept(OWN, "key", "h", [attempt(1)], day(0))
    found, _ = await store.attempts(OWN, LATER, 10)
    assert list(found) == []


async def test_no_search_for_texts_finds_an_attempt_and_no_attempt_is_a_text(
    store: Engine,
) -> None:
    text = episode("task 1", scope=OWN)
    await keep(store, attempt(1), text)
    wanted = Wanted("task", vector("task 1"), now_view(), frozenset({ItemKind.EPISODE}))
    got = await store.gather(OWN, wanted)
    assert [one.item for one in got.found] == [text.id]
    found, _ = await store.attempts(OWN, LATER, 10)
    assert [one.id for one in found] == ["ex_1"]
