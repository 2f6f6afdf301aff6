"""What the SQLite engine promises about its file: crashes, versions, rights, damage."""

from __future__ import annotations

import asyncio
import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

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
from quipu.graph.engines.sqlite.connections import Connections
from quipu.graph.engines.sqlite.engine import SqliteEngine
from quipu.graph.engines.sqlite.open import open_sqlite
from quipu.graph.engines.sqlite.rows import entity_values, episode_values, fact_values
from quipu.graph.engines.sqlite.upgrade import set_journal, upgrade
from quipu.schema.errors import Invalid, Unavailable
from quipu.schema.ports import FactQuery, Page
from quipu.schema.recall import ItemKind, Wanted

HERE = scope()


async def opened(path: Path | str, **settings: object) -> SqliteEngine:
    made_with = {"dimensions": DIMENSIONS, "embedder": "test"} | settings
    return await open_sqlite(path, **made_with)  # type: ignore[arg-type]


_WRITER = """
import asyncio, sys
from quipu.graph.engines.sqlite.open import open_sqlite
from builders import DIMENSIONS, day, episode, scope

async def main():
    store = await open_sqlite(sys.argv[1], dimensions=DIMENSIONS, embedder="test")
    for n in range(10_000):
        turn = episode(f"text {n}")
        await store.accept(scope(), f"key {n}", "body", [turn], day(0))
        print(turn.id, flush=True)

asyncio.run(main())
"""


@pytest.mark.parametrize("acks", [1, 40])
def test_what_was_acknowledged_survives_kill_9(tmp_path: Path, acks: int) -> None:
    path = tmp_path / "memory.db"
    root = Path(__file__).parents[2]
    paths = os.pathsep.join([str(root / "src"), str(root / "tests")])
    with subprocess.Popen(
        [sys.executable, "-c", _WRITER, str(path)],
        stdout=subprocess.PIPE,
        text=True,
        env=os.environ | {"PYTHONPATH": paths},
    ) as writer:
        assert writer.stdout is not None
        told = [writer.stdout.readline().strip() for _ in range(acks)]
        writer.send_signal(signal.SIGKILL)
        told += [line.strip() for line in writer.stdout if line.endswith("\n")]

    async def look() -> tuple[list[str], set[str]]:
        store = await opened(path)
        found = await store.episodes(HERE, told)  # type: ignore[arg-type]
        jobs = await store.job_of(HERE, told)  # type: ignore[arg-type]
        await store.close()
        return [one.id for one in found], set(jobs)

    assert all(told)
    assert asyncio.run(look()) == (told, set(told))


async def test_a_memory_without_a_file_leaves_none(tmp_path: Path) -> None:
    store = await opened(":memory:")
    await store.apply(HERE, about(fact(), names=["Anna", "Oslo"]), vectors(fact()))
    assert len(await store.facts(HERE, [fact().id])) == 1
    folder = store.connections.path.parent
    await store.close()
    assert not folder.exists()


async def test_two_memories_without_a_file_are_strangers() -> None:
    one, other = await opened(":memory:"), await opened(":memory:")
    await one.apply(HERE, change_set(entities=(entity("Anna"),)), vectors())
    assert await other.entities(HERE, [entity("Anna").id]) == []
    await one.close()
    await other.close()


def _names_in(folder: Path) -> list[str]:
    return sorted(file.name for file in folder.iterdir())


async def test_closing_and_opening_again_finds_everything(tmp_path: Path) -> None:
    path = tmp_path / "memory.db"
    store = await opened(path)
    await store.apply(HERE, about(fact(), names=["Anna", "Oslo"]), vectors(fact()))
    await store.close()
    assert _names_in(tmp_path) == ["memory.db"]
    again = await opened(path)
    assert await again.facts(HERE, [fact().id]) == [fact()]
    await again.close()


async def test_a_closed_engine_is_unavailable(tmp_path: Path) -> None:
    store = await opened(tmp_path / "memory.db")
    await store.ready()
    await store.close()
    for call in (store.ready(), store.accept(HERE, "k", "b", [episode()], day(0))):
        with pytest.raises(Unavailable):
            await call


@pytest.mark.parametrize("is_replaced", [True, False])
async def test_nothing_is_accepted_for_a_file_that_has_lost_its_place(
    tmp_path: Path, is_replaced: bool
) -> None:
    path = tmp_path / "memory.db"
    store = await opened(path)
    await store.accept(HERE, "1", "body", [episode("one")], day(0))

    path.rename(tmp_path / "moved")
    if is_replaced:
        path.touch()

    with pytest.raises(Unavailable, match="moved, removed or replaced"):
        await store.accept(HERE, "2", "body", [episode("two")], day(0))
    with pytest.raises(Unavailable, match="moved, removed or replaced"):
        await store.ready()
    (tmp_path / "moved").rename(path)
    await store.accept(HERE, "2", "body", [episode("two")], day(0))
    await store.close()


async def test_a_newer_database_is_refused_and_left_untouched(tmp_path: Path) -> None:
    path = tmp_path / "memory.db"
    await (await opened(path)).close()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("INSERT INTO migration VALUES (9999, 'future', 'then')")
        connection.commit()
    before = path.read_bytes()
    with pytest.raises(Invalid) as refused:
        await opened(path)
    assert "upgrade quipu" in refused.value.hint
    assert path.read_bytes() == before


async def test_an_older_database_is_brought_up_to_date_and_loses_nothing(tmp_path: Path) -> None:
    path = tmp_path / "memory.db"
    _made_by_the_first_version(path)
    store = await opened(path)
    oslo = fact("Oslo")
    assert await store.facts(HERE, [oslo.id]) == [oslo]
    assert await store.episodes(HERE, [episode().id]) == [episode()]
    assert await store.list_facts(HERE, FactQuery(now_view()), Page(5)) == [oslo]
    asked = Wanted("Oslo", vector("Oslo"), now_view(), frozenset({ItemKind.FACT}))
    (found,) = (await store.gather(HERE, asked)).found
    assert found.item == oslo.id
    assert found.words
    assert found.meaning is None
    await store.accept(HERE, "key", "body", [episode()], day(0))
    assert await store.lease(day(0), 60, 10) is not None
    await store.close()


def _without(values, *later):
    return {name: value for name, value in values.items() if name not in later}


def _made_by_the_first_version(path: Path) -> None:
    connections = Connections(path)
    set_journal(path)
    upgrade(connections, day(0), upto=1)
    with connections.writing() as connection:
        connection.execute("INSERT INTO scope (number, key) VALUES (1, ?)", [HERE.key])
        rows = {
            "episode": [_without(episode_values(episode(), 1), "offset_minutes")],
            "entity": [
                _without(entity_values(entity(name), 1), "merged_into") for name in ("Anna", "Oslo")
            ],
            "fact": [_without(fact_values(fact("Oslo"), 1), "qualifier", "far_slot")],
        }
        for table, values in rows.items():
            names = ", ".join(values[0])
            marks = ", ".join(f":{name}" for name in values[0])
            connection.executemany(f"INSERT INTO {table} ({names}) VALUES ({marks})", values)
    connections.close()


async def test_migrating_twice_changes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "memory.db"
    await (await opened(path)).close()
    before = path.read_bytes()
    await (await opened(path)).close()
    assert path.read_bytes() == before


OTHERS = {"dimensions": {"dimensions": 4}, "name": {"embedder": "another"}}


@pytest.mark.parametrize("settings", OTHERS.values(), ids=OTHERS.keys())
async def test_a_file_made_with_another_embedder_is_refused(
    tmp_path: Path, settings: dict[str, object]
) -> None:
    path = tmp_path / "memory.db"
    await (await opened(path)).close()
    with pytest.raises(Invalid) as refused:
        await opened(path, **settings)
    assert "new file" in refused.value.hint
    await (await opened(path)).close()


def _foreign(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE cookies (name TEXT)")


STRANGE = {
    "text": lambda path: path.write_text("Dear diary, " * 100),
    "another program's": _foreign,
}


@pytest.mark.parametrize("make", STRANGE.values(), ids=STRANGE.keys())
async def test_a_file_that_is_not_ours_is_refused_and_left_untouched(
    tmp_path: Path, make: object
) -> None:
    path = tmp_path / "memory.db"
    make(path)  # type: ignore[operator]
    before = path.read_bytes()
    with pytest.raises(Invalid):
        await opened(path)
    assert path.read_bytes() == before


async def test_a_folder_that_is_not_there_is_a_clear_fault(tmp_path: Path) -> None:
    with pytest.raises(Unavailable) as fault:
        await opened(tmp_path / "nowhere" / "memory.db")
    assert "path" in fault.value.hint


async def test_a_full_disk_is_a_clear_fault_and_loses_nothing(tmp_path: Path) -> None:
    store = await opened(tmp_path / "memory.db")
    await store.accept(HERE, "a", "b", [episode("small")], day(0))
    with store.connections.writing() as connection:
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
    with store.connections.lent_writer() as connection:
        connection.execute(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(Unavailable) as fault:
        await store.accept(HERE, "c", "d", [episode("x" * 100_000)], day(0))
    assert "disk full" in fault.value.hint
    assert len(await store.episodes(HERE, [episode("small").id])) == 1
    await store.accept(HERE, "a", "b", [episode("small")], day(0))
    await store.close()


@contextmanager
def _as_nobody() -> Iterator[None]:
    """As a user whom the file system may refuse; the superuser is refused nothing."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)


def _forbid_writing(path: Path) -> None:
    path.chmod(0o444)
    path.parent.chmod(0o777)


async def test_a_read_only_file_can_be_read_and_says_why_it_cannot_be_written() -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "memory.db"
        store = await opened(path)
        await store.accept(HERE, "a", "b", [episode()], day(0))
        await store.close()
        _forbid_writing(path)
        with _as_nobody():
            store = await opened(path)
            assert len(await store.episodes(HERE, [episode().id])) == 1
            with pytest.raises(Unavailable) as fault:
                await store.accept(HERE, "c", "d", [replace(episode("x"))], day(0))
            assert "read-only" in fault.value.hint
            await store.close()


async def test_a_locked_database_is_a_clear_fault(tmp_path: Path) -> None:
    path = tmp_path / "memory.db"
    store = await opened(path)
    await store.accept(HERE, "a", "b", [episode()], day(0))
    with store.connections.lent_writer() as connection:
        connection.execute("PRAGMA busy_timeout = 0")
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(Unavailable) as fault:
            await store.accept(HERE, "c", "d", [episode("x")], day(0))
        assert "try again" in fault.value.hint
        assert len(await store.episodes(HERE, [episode().id])) == 1
    await store.accept(HERE, "c", "d", [episode("x")], day(0))
    await store.close()


async def test_a_new_file_is_its_owners_alone(tmp_path: Path) -> None:
    path = tmp_path / "memory.db"
    engine = await opened(path)
    await engine.accept(HERE, "key", "body", [episode("private")], day(0))
    assert _rights_in(tmp_path) == {0o600}
    await engine.close()
    path.chmod(0o640)
    await (await opened(path)).close()
    assert _rights_in(tmp_path) == {0o640}


def _rights_in(folder: Path) -> set[int]:
    return {one.stat().st_mode & 0o777 for one in folder.iterdir()}
