"""Arrays that are kept in the file: as if made anew, and gone with what is erased."""

from __future__ import annotations

import asyncio
import sqlite3
from functools import partial
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import DIMENSIONS, about, change_set, day, fact, scope, vectors
from quipu.graph.engines.sqlite.codes import coded
from quipu.graph.engines.sqlite.engine import SqliteEngine
from quipu.graph.engines.sqlite.fact_columns import DTYPES, FactTable
from quipu.graph.engines.sqlite.kept import (
    WORTH_KEEPING,
    Columns,
    Run,
    keep,
    packed_columns,
    packed_words,
    unpacked_columns,
    unpacked_words,
)
from quipu.graph.engines.sqlite.open import open_sqlite
from quipu.graph.engines.sqlite.scopes import chain_of
from quipu.graph.engines.sqlite.shelf import Snapshot
from quipu.graph.engines.sqlite.words import counted
from quipu.schema.changes import ChangeKind, Retired
from quipu.schema.erasing import Erasure
from quipu.schema.identity import FactId
from quipu.schema.intervals import micros
from quipu.schema.recall import ItemKind

HERE = scope()
WORDS = "tapir river quartz amber lantern willow falcon".split()
FACTS = [
    fact("Oslo", id=FactId(f"fa_{n}"), sentence=f"{WORDS[n % 7]} {n % 50} {WORDS[n % 5]}")
    for n in range(WORTH_KEEPING + 4)
]


@given(st.lists(st.text(st.sampled_from("ab é茶\n1"), max_size=12), max_size=8))
def test_words_that_are_written_down_are_read_as_they_were(texts: list[str]) -> None:
    before = counted(texts)
    after = unpacked_words(packed_words(before))
    for name in ("keys", "begins", "places", "counts", "lengths"):
        assert np.array_equal(getattr(after, name), getattr(before, name)), name


@given(
    st.integers(0, 5),
    st.integers(0, 5),
    st.integers(1, 130),
    st.sampled_from([ItemKind.FACT, ItemKind.EPISODE]),
)
def test_columns_that_are_written_down_are_read_as_they_were(
    size: int, first: int, dimensions: int, kind: ItemKind
) -> None:
    draw = np.random.default_rng(size)
    numbers = [draw.integers(-(2**60), 2**60, size) for _ in range(4)]
    codes = coded(draw.standard_normal((size, dimensions)).astype(np.float32))
    held = {name: draw.integers(0, 200, size).astype(one) for name, one in DTYPES.items()}
    facts = FactTable(**held) if kind is ItemKind.FACT else None  # type: ignore[arg-type]
    before = Columns(*numbers, np.arange(size) % 2 == 0, codes, facts)
    packed, some = packed_columns(before), slice(min(first, size), size)
    after = unpacked_columns(packed, size, dimensions, kind, some)
    for name in DTYPES if facts is not None else ():
        assert np.array_equal(getattr(after.facts, name), getattr(before.facts, name)[some]), name
    for name in ("units", "items", "created", "expired", "is_embedded"):
        assert np.array_equal(getattr(after, name), getattr(before, name)[some]), name
    assert np.array_equal(after.codes.signs, before.codes.signs[:, some])
    for name in ("cells", "steps"):
        assert np.array_equal(getattr(after.codes, name), getattr(before.codes, name)[some]), name


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file with more facts than are read in no time, never searched."""
    path = tmp_path_factory.mktemp("large") / "m.db"

    async def tell() -> None:
        store = await opened(path)
        await store.apply(HERE, about(*FACTS, names=["Anna", "Oslo"]), vectors(FACTS[0]))
        await store.close()

    asyncio.run(tell())
    return path


async def opened(path: Path) -> SqliteEngine:
    return await open_sqlite(path, dimensions=DIMENSIONS, embedder="test")


def facts_of(store: SqliteEngine) -> Snapshot:
    with store.connections.reading() as connection:
        found = store.shelves.snapshots(connection, chain_of(connection, HERE))
    assert found is not None
    assert found[0].kind is ItemKind.FACT
    return found[0]


def keep_all(store: SqliteEngine) -> list[Run]:
    runs = store.shelves.take_unkept()
    for run in runs:
        store.connections.at_leisure(partial(keep, run=run))
    return runs


def kept(store: SqliteEngine) -> list[int]:
    with store.connections.reading() as connection:
        rows = connection.execute("SELECT size FROM kept_run").fetchall()
    return [row[0] for row in rows]


def same(one: Snapshot, other: Snapshot) -> bool:
    arrays = ("units", "items", "is_embedded", "created", "expired", "lengths")
    codes = ("signs", "cells", "steps")
    stems = ["tapir", "river", "quartz", "7", "never"]
    places = [
        {term: [part.tolist() for part in parts] for term, parts in shelf.places_of(stems).items()}
        for shelf in (one, other)
    ]
    return (
        all(np.array_equal(getattr(one, name), getattr(other, name)) for name in arrays)
        and all(np.array_equal(getattr(one.codes, n), getattr(other.codes, n)) for n in codes)
        and all(np.array_equal(getattr(one.facts, n), getattr(other.facts, n)) for n in DTYPES)
        and places[0] == places[1]
        and one.terms == other.terms
    )


def copied(told: Path, folder: Path) -> Path:
    path = folder / "m.db"
    path.write_bytes(told.read_bytes())
    return path


async def test_a_search_keeps_what_it_read_and_the_next_opening_takes_it_over(
    told: Path, tmp_path: Path
) -> None:
    path = copied(told, tmp_path)
    store = await opened(path)
    first = facts_of(store)
    keep_all(store)
    assert kept(store) == [len(FACTS)]
    await store.close()
    again = await opened(path)
    assert same(facts_of(again), first)
    assert again.shelves.take_unkept() == []
    await again.close()


async def test_what_changed_after_a_run_was_kept_is_seen_beside_it(
    told: Path, tmp_path: Path
) -> None:
    path = copied(told, tmp_path)
    store = await opened(path)
    facts_of(store)
    keep_all(store)
    gone = change_set(at=day(5), retired=(Retired(FACTS[1], ChangeKind.INVALIDATED),))
    await store.apply(HERE, gone, vectors(FACTS[2]))
    new = fact("Rome")
    await store.apply(HERE, about(new, names=["Anna", "Rome"]), vectors(new))
    now = facts_of(store)
    await store.close()
    again = await opened(path)
    found = facts_of(again)
    assert same(found, now)
    assert found.size == len(FACTS) + 1
    assert found.expired[1] == micros(day(5))
    assert found.is_embedded.tolist()[:4] == [True, False, True, False]
    await again.close()


async def test_a_run_of_another_form_is_left_aside(told: Path, tmp_path: Path) -> None:
    store = await opened(copied(told, tmp_path))
    first = facts_of(store)
    keep_all(store)
    with store.connections.writing() as connection:
        connection.execute("UPDATE kept_run SET form = 'older'")
    await store.close()
    again = await opened(tmp_path / "m.db")
    assert same(facts_of(again), first)
    assert len(again.shelves.take_unkept()) == 1
    await again.close()


async def test_what_is_kept_goes_with_an_erasure_and_cannot_be_kept_after_it(
    told: Path, tmp_path: Path
) -> None:
    store = await opened(copied(told, tmp_path))
    facts_of(store)
    runs = keep_all(store)
    assert kept(store) != []
    revision = (await store.holdings(HERE, [])).revision
    erasure = Erasure("er_1", revision, facts=(FACTS[0].id,))
    await store.erase(HERE, erasure, change_set(), vectors())
    assert kept(store) == []
    for run in runs:
        store.connections.at_leisure(partial(keep, run=run))
    assert kept(store) == []
    assert facts_of(store).size == len(FACTS) - 1
    await store.close()


async def test_where_somebody_else_writes_nothing_is_kept_and_nobody_waits(
    told: Path, tmp_path: Path
) -> None:
    store = await opened(copied(told, tmp_path))
    facts_of(store)
    other = sqlite3.connect(tmp_path / "m.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    runs = keep_all(store)
    other.execute("ROLLBACK")
    other.close()
    assert kept(store) == []
    store.connections.at_leisure(partial(keep, run=runs[0]))
    assert kept(store) != []
    await store.close()
