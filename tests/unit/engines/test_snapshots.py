"""Searches and writes at the same time: what a search has begun with, it ends with."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import pytest

from builders import (
    DIMENSIONS,
    about,
    change_set,
    day,
    entity,
    episode,
    fact,
    now_view,
    scope,
    vector,
    vectors,
)
from quipu.graph.engines.sqlite.arms import Asked, arms_of
from quipu.graph.engines.sqlite.engine import SqliteEngine
from quipu.graph.engines.sqlite.open import open_sqlite
from quipu.graph.engines.sqlite.scopes import Chain, chain_of
from quipu.graph.engines.sqlite.shelf import Snapshot
from quipu.schema.changes import ChangeKind, Retired
from quipu.schema.intervals import DUSK, Interval, micros
from quipu.schema.recall import ItemKind, Wanted

HERE = scope()
OSLO = fact("Oslo")


@pytest.fixture
async def store(tmp_path: Path) -> SqliteEngine:
    engine = await open_sqlite(tmp_path / "m.db", dimensions=DIMENSIONS, embedder="test")
    await engine.apply(HERE, about(OSLO, names=["Anna", "Oslo"]), vectors(OSLO))
    return engine


@contextmanager
def reading(store: SqliteEngine) -> Iterator[tuple[sqlite3.Connection, Chain]]:
    with store.connections.reading() as connection:
        yield connection, chain_of(connection, HERE)


def now(store: SqliteEngine) -> list[Snapshot]:
    with reading(store) as (connection, chain):
        found = store.shelves.snapshots(connection, chain)
    assert found is not None
    return found


async def retire(store: SqliteEngine) -> None:
    gone = change_set(at=day(5), retired=(Retired(OSLO, ChangeKind.INVALIDATED),))
    await store.apply(HERE, gone, vectors())


async def test_a_snapshot_stays_as_it_was_when_a_row_is_retired(store: SqliteEngine) -> None:
    before = now(store)[0]
    await retire(store)
    after = now(store)[0]
    assert before.expired.tolist() == [micros(DUSK)]
    assert after.expired.tolist() == [micros(day(5))]
    await store.close()


async def test_what_was_believed_at_a_moment_is_known_at_any_later_one(
    store: SqliteEngine,
) -> None:
    before = now(store)[0]
    await retire(store)
    rome = fact("Rome", known=Interval(day(7), DUSK))
    await store.apply(HERE, about(rome, names=["Rome"]), vectors(rome))
    after = now(store)[0]
    seen = {n: after.believed(micros(day(n))).tolist() for n in (-9, 4, 5, 6, 7, 8)}
    assert seen[-9] == [False, False]
    assert (seen[4], seen[5], seen[6]) == ([True, False], [False, False], [False, False])
    assert seen[7] == seen[8] == [False, True]
    assert before.believed(micros(day(8))).tolist() == [True]
    await store.close()


async def test_a_snapshot_stays_as_it_was_when_a_vector_comes_late(store: SqliteEngine) -> None:
    bare = fact("Rome")
    learned = change_set(entities=(entity("Rome"),), learned=(bare,))
    await store.apply(HERE, learned, vectors())
    before = now(store)[0]
    await store.apply(HERE, change_set(), vectors(bare))
    after = now(store)[0]
    assert before.is_embedded.tolist() == [True, False]
    place, asked = np.array([1]), vector(bare.sentence)
    assert before.codes.cosines(asked, place).tolist() == [0.0]
    assert after.codes.cosines(asked, place).tolist() == pytest.approx([1.0], abs=0.01)
    await store.close()


async def test_a_snapshot_does_not_see_words_that_came_later(store: SqliteEngine) -> None:
    before = now(store)[0]
    rome = fact("Rome")
    await store.apply(HERE, about(rome, names=["Anna", "Rome"]), vectors(rome))
    after = now(store)[0]
    anna = [one.places_of(["anna"])["anna"] for one in (before, after)]
    assert [places.tolist() for places, _ in anna] == [[0], [0, 1]]
    await store.close()


async def test_an_episode_that_came_later_is_not_yet_a_neighbour(store: SqliteEngine) -> None:
    turns = [episode(f"turn {n}", source="talk", occurred_at=day(n)) for n in range(2)]
    await store.accept(HERE, "k", "b", turns, day(0))
    await store.apply(HERE, change_set(), vectors(turns[0]))
    before = now(store)[1]
    await store.apply(HERE, change_set(), vectors(turns[1]))
    now(store)
    wanted = Wanted("turn", vector("turn"), now_view(), frozenset({ItemKind.EPISODE}))
    asked = Asked({"turn": 1.0}, wanted, lambda units: {})
    arms = arms_of([before], [before.places_of(["turn"])], asked)
    (only,) = arms.candidates(arms.ranked(10))
    assert only.after is None
    await store.close()


async def test_a_transaction_that_is_older_than_the_arrays_begins_again(
    store: SqliteEngine,
) -> None:
    with reading(store) as (connection, chain):
        await retire(store)
        now(store)
        assert store.shelves.snapshots(connection, chain) is None
    await store.close()


async def test_everything_in_one_read_is_of_one_moment(store: SqliteEngine) -> None:
    with reading(store) as (connection, _):
        await store.accept(HERE, "k", "b", [episode()], day(0))
        assert connection.execute("SELECT count(*) FROM episode").fetchone()[0] == 0
    await store.close()
