"""Who writes to a file, and who waits to, keeps nobody from reading it."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from builders import DIMENSIONS, day, episode, scope
from quipu.graph.engines.sqlite.engine import SqliteEngine
from quipu.graph.engines.sqlite.open import open_sqlite
from quipu.schema.errors import Unavailable

_WAITING = 40  # more than asyncio has threads, on machines of up to 32 processors
_PATIENCE_SECONDS = 20.0


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[SqliteEngine]:
    opened = await open_sqlite(tmp_path / "m.db", dimensions=DIMENSIONS, embedder="test")
    yield opened
    await opened.close()


async def accept(store: SqliteEngine, number: int) -> None:
    turn = episode(f"Turn {number}", ordinal=number)
    await store.accept(scope(), f"key {number}", "body", [turn], day(0))


async def test_reads_go_on_however_many_wait_to_write(store: SqliteEngine) -> None:
    is_held, may_end = threading.Event(), threading.Event()

    def hold() -> None:
        with store.connections.lent_writer():
            is_held.set()
            may_end.wait(2 * _PATIENCE_SECONDS)

    holding = threading.Thread(target=hold)
    holding.start()
    is_held.wait(_PATIENCE_SECONDS)
    writes = [asyncio.create_task(accept(store, number)) for number in range(_WAITING)]
    try:
        await asyncio.sleep(0)  # all of them are on their way
        await asyncio.wait_for(store.ready(), _PATIENCE_SECONDS)
        assert not any(write.done() for write in writes)
    finally:
        may_end.set()
        await asyncio.gather(*writes)
        holding.join()
    assert (
        len(
            await store.episodes(
                scope(), [episode(f"Turn {_WAITING - 1}", ordinal=_WAITING - 1).id]
            )
        )
        == 1
    )


async def test_a_closed_file_says_so_to_readers_and_writers(tmp_path: Path) -> None:
    store = await open_sqlite(tmp_path / "closed.db", dimensions=DIMENSIONS, embedder="test")
    await store.close()
    for call in (store.ready(), accept(store, 1)):
        with pytest.raises(Unavailable, match="closed"):
            await call
