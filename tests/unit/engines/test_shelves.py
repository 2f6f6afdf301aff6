"""What is searched stays in memory within bounds, and what was let go is found all the same."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from builders import DIMENSIONS, about, fact, now_view, scope, vector, vectors
from quipu.graph.engines.sqlite.engine import SqliteEngine
from quipu.graph.engines.sqlite.open import open_sqlite
from quipu.graph.engines.sqlite.shelves import Shelves
from quipu.schema.identity import Scope
from quipu.schema.recall import ItemKind, Wanted

USERS = [scope(user=f"user {number}") for number in range(5)]
TWO_SCOPES = 55_000  # bytes: of two kinds each, and of the tenant above them


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[SqliteEngine]:
    engine = await open_sqlite(tmp_path / "m.db", dimensions=DIMENSIONS, embedder="test")
    for user in USERS:
        oslo = fact("Oslo", scope=user)
        await engine.apply(user, about(oslo, names=["Anna", "Oslo"]), vectors(oslo))
    yield engine
    await engine.close()


async def found(store: SqliteEngine, user: Scope) -> list[str]:
    wanted = Wanted("Anna Oslo", vector("Anna Oslo"), now_view(), frozenset({ItemKind.FACT}))
    candidates = await store.gather(user, wanted)
    return [one.item for one in candidates.found]


async def test_scopes_that_were_not_searched_for_longest_are_let_go(store: SqliteEngine) -> None:
    small = replace(store, shelves=Shelves(DIMENSIONS, TWO_SCOPES))
    first = [await found(small, user) for user in USERS]
    assert len(small.shelves.held) == 2
    assert [await found(small, user) for user in USERS] == first


async def test_what_one_search_needs_is_kept_in_any_case(store: SqliteEngine) -> None:
    none = replace(store, shelves=Shelves(DIMENSIONS, 0))
    assert await found(none, USERS[0]) == await found(store, USERS[0]) != []
    assert len(none.shelves.held) == 1


async def test_where_there_is_room_all_stay(store: SqliteEngine) -> None:
    for user in USERS:
        await found(store, user)
    assert len(store.shelves.held) == len(USERS)
