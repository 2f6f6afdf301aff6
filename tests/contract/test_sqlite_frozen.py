"""A database on a medium that nobody can write, such as a read-only mount: it can still be read."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from builders import DIMENSIONS, day, episode, now_view, scope
from quipu.graph.engines.sqlite.engine import SqliteEngine
from quipu.graph.engines.sqlite.open import open_sqlite
from quipu.schema.errors import Invalid, Unavailable

HERE = scope()
SAID = episode("I live in Oslo.")


async def opened(path: Path, *, is_frozen: bool | None = None) -> SqliteEngine:
    return await open_sqlite(path, dimensions=DIMENSIONS, embedder="test", is_frozen=is_frozen)


@pytest.fixture
async def path(tmp_path: Path) -> Path:
    """A memory of one episode, closed."""
    file = tmp_path / "shelf" / "memory.db"
    file.parent.mkdir()
    store = await opened(file)
    await store.accept(HERE, "key", "body", [SAID], day(0))
    await store.close()
    return file


async def test_what_is_frozen_is_read_and_nothing_is_left_beside_it(path: Path) -> None:
    store = await opened(path, is_frozen=True)
    [found] = await store.episodes(HERE, [SAID.id])
    counted = await store.statistics(HERE, now_view())
    await store.ready()
    beside = sorted(one.name for one in path.parent.iterdir())
    await store.close()

    assert found.content == "I live in Oslo."
    assert counted.episodes == 1
    assert beside == ["memory.db"]


async def test_what_is_frozen_refuses_to_be_written(path: Path) -> None:
    store = await opened(path, is_frozen=True)
    with pytest.raises(Unavailable, match="cannot be written"):
        await store.accept(HERE, "other", "body", [SAID], day(0))
    await store.close()


async def test_an_older_or_foreign_file_cannot_be_brought_up_to_date_there(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("DELETE FROM migration WHERE number > 1")
        connection.commit()
    with pytest.raises(Invalid, match="older version"):
        await opened(path, is_frozen=True)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("DROP TABLE migration")
        connection.commit()
    with pytest.raises(Invalid, match="not a Quipu database"):
        await opened(path, is_frozen=True)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
async def test_a_folder_that_cannot_be_written_is_noticed(path: Path) -> None:
    path.parent.chmod(0o500)
    try:
        store = await opened(path)
        assert len(await store.episodes(HERE, [SAID.id])) == 1
        await store.close()
    finally:
        path.parent.chmod(0o700)


async def test_a_folder_is_no_database(tmp_path: Path) -> None:
    with pytest.raises(Invalid, match=r"is a folder \(name a file in it"):
        await opened(tmp_path)
