"""Words that are kept in the file: as if counted anew, and gone with what is erased."""

from __future__ import annotations

import asyncio
import sqlite3
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import DIMENSIONS, about, change_set, fact, scope, vectors
from quipu.graph.engines.sqlite.engine import SqliteEngine
from quipu.graph.engines.sqlite.kept_words import (
    WORTH_KEEPING,
    Piece,
    keep_words,
    packed,
    unpacked,
)
from quipu.graph.engines.sqlite.open import open_sqlite
from quipu.graph.engines.sqlite.scopes import chain_of
from quipu.graph.engines.sqlite.shelf import Snapshot
from quipu.graph.engines.sqlite.words import counted
from quipu.schema.erasing import Erasure
from quipu.schema.identity import FactId
from quipu.schema.recall import ItemKind

HERE = scope()
WORDS = "tapir river quartz amber lantern willow falcon".split()
FACTS = [
    fact("Oslo", id=FactId(f"fa_{n}"), sentence=f"{WORDS[n % 7]} {n % 50} {WORDS[n % 5]}")
    for n in range(WORTH_KEEPING + 4)
]


@given(st.lists(st.text(st.sampled_from("ab é茶\n1"), max_size=12), max_size=8))
def test_what_is_written_down_is_read_as_it_was(texts: list[str]) -> None:
    before = counted(texts)
    after = unpacked(packed(before))
    assert after.terms == before.terms
    for name in ("begins", "cells", "lengths"):
        assert np.array_equal(getattr(after, name), getattr(before, name)), name


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file with more facts than are counted in no time, never searched."""
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


def kept(store: SqliteEngine) -> list[tuple[int, int, int]]:
    with store.connections.reading() as connection:
        rows = connection.execute("SELECT first, last, size FROM kept_words").fetchall()
    return [tuple(row) for row in rows]


def same(one: Snapshot, other: Snapshot) -> bool:
    arrays = ("items", "vectors", "codes", "is_embedded", "created", "expired", "lengths")
    places = {term: posting.upto(one.size).tolist() for term, posting in one.postings.items()}
    return (
        all(np.array_equal(getattr(one, name), getattr(other, name)) for name in arrays)
        and places
        == {t: posting.upto(other.size).tolist() for t, posting in other.postings.items()}
        and one.terms == other.terms
    )


def copied(told: Path, folder: Path) -> Path:
    path = folder / "m.db"
    path.write_bytes(told.read_bytes())
    return path


async def test_a_search_keeps_what_it_counted_and_the_next_opening_reads_it(
    told: Path, tmp_path: Path
) -> None:
    path = copied(told, tmp_path)
    store = await opened(path)
    first = facts_of(store)
    store.connections.at_leisure(lambda c: keep_words(c, store.shelves.take_unkept()))
    assert [size for _, _, size in kept(store)] == [len(FACTS)]
    await store.close()
    again = await opened(path)
    assert same(facts_of(again), first)
    assert again.shelves.take_unkept() == []
    await again.close()


async def test_kept_words_that_do_not_fit_are_counted_anew(told: Path, tmp_path: Path) -> None:
    store = await opened(copied(told, tmp_path))
    first = facts_of(store)
    pieces = store.shelves.take_unkept()
    wrong = [Piece(p.scope, p.kind, p.purged, p.first, p.last - 1, p.words) for p in pieces]
    store.connections.at_leisure(lambda c: keep_words(c, wrong))
    await store.close()
    again = await opened(tmp_path / "m.db")
    assert same(facts_of(again), first)
    assert len(again.shelves.take_unkept()) == len(pieces)
    await again.close()


async def test_kept_words_go_with_an_erasure_and_cannot_be_kept_after_it(
    told: Path, tmp_path: Path
) -> None:
    store = await opened(copied(told, tmp_path))
    facts_of(store)
    pieces = store.shelves.take_unkept()
    store.connections.at_leisure(lambda c: keep_words(c, pieces))
    assert kept(store) != []
    revision = (await store.holdings(HERE, [])).revision
    erasure = Erasure("er_1", revision, facts=(FACTS[0].id,))
    await store.erase(HERE, erasure, change_set(), vectors())
    assert kept(store) == []
    store.connections.at_leisure(lambda c: keep_words(c, pieces))
    assert kept(store) == []
    assert facts_of(store).size == len(FACTS) - 1
    await store.close()


async def test_where_somebody_else_writes_nothing_is_kept_and_nobody_waits(
    told: Path, tmp_path: Path
) -> None:
    store = await opened(copied(told, tmp_path))
    facts_of(store)
    pieces = store.shelves.take_unkept()
    other = sqlite3.connect(tmp_path / "m.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    store.connections.at_leisure(lambda c: keep_words(c, pieces))
    other.execute("ROLLBACK")
    other.close()
    assert kept(store) == []
    store.connections.at_leisure(lambda c: keep_words(c, pieces))
    assert kept(store) != []
    await store.close()
