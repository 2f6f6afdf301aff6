"""A memory made by an older release: all that it held is there, and goes on as if it were new.

`older_releases` has files as releases of the time left them, each told the same story by its own
code and written out as SQL; a file is named after its last migration. 0003 knew no forgetting and
no merging: there Bo was never told of, and Lena Brandt has one name.
"""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import AsyncIterator, Callable
from contextlib import closing
from datetime import datetime
from pathlib import Path

import pytest

from forgetting import forget
from quipu.extraction.question_dates import QuestionDates
from quipu.extraction.spacy_reader import LocalReader
from quipu.graph.engines.migrate import migrations
from quipu.graph.engines.sqlite.connections import Connections
from quipu.graph.engines.sqlite.engine import SqliteEngine
from quipu.graph.engines.sqlite.open import open_sqlite
from quipu.graph.engines.sqlite.upgrade import applied, upgrade
from quipu.graph.memory import Memory
from quipu.graph.ruling.amend import undone
from quipu.schema.changes import ChangeKind
from quipu.schema.drafts import EntityRef, EpisodeDraft
from quipu.schema.forgetting import Erased, Selector
from quipu.schema.identity import Scope
from quipu.schema.knowledge import EpisodeKind
from quipu.schema.ontology import default_ontology
from quipu.schema.rulings import Ruling
from stories.by_hand import EightPlaces
from teller import SCOPE, Teller, date

FOLDER = Path(__file__).with_name("older_releases")
OLDER = sorted(file.stem for file in FOLDER.glob("*.sql"))
LATER = [name for name in OLDER if name > "0012"]  # has forgetting and merging
MAYA = [
    ("Maya's sister is Ines", "CURRENT"),
    ("Maya lived in Porto from 2018 to 2022", "HISTORICAL"),
    ("Maya lives in Lisbon", "SUPERSEDED"),
    ("Maya works at Acme", "INVALIDATED"),
    ("Maya works at Nordlys now", "CURRENT"),
    ("Maya moved to Oslo on 10 February 2024", "CURRENT"),
    ("Maya will visit Japan in June 2027", "PLANNED"),
]


@pytest.fixture(params=OLDER)
def file(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A file as an older release left it, named by its last migration."""
    path = tmp_path / "memory.db"
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript((FOLDER / f"{request.param}.sql").read_text())
    return path


async def opened(path: Path) -> SqliteEngine:
    return await open_sqlite(path, dimensions=EightPlaces.dimensions, embedder=EightPlaces.name)


@pytest.fixture
async def older(
    file: Path, reader: LocalReader, clock: Callable[[], datetime]
) -> AsyncIterator[Teller]:
    """Such a memory, opened by this release. A day was told of as to be read, and still is."""
    for _ in range(1_000):
        clock()  # what was told then was told before anything that is told here
    engine = await opened(file)
    memory = Memory(engine, engine, EightPlaces(), default_ontology(), clock, QuestionDates())
    yield Teller(memory, reader, said=100)
    await engine.close()


def shape(path: Path) -> dict[str, object]:
    """What a file's tables and indexes are, columns in any order."""
    with closing(sqlite3.connect(path)) as connection:
        found = connection.execute("SELECT type, name, sql FROM sqlite_master").fetchall()
        columns = {
            name: {row[1:] for row in connection.execute(f"PRAGMA table_info({name})")}
            for kind, name, _ in found
            if kind == "table"
        }
        return columns | {name: sql for kind, name, sql in found if kind != "table"}


async def made_anew(path: Path) -> Path:
    await (await opened(path)).close()
    return path


async def test_an_older_file_becomes_what_a_new_one_is(file: Path, tmp_path: Path) -> None:
    assert shape(await made_anew(file)) == shape(await made_anew(tmp_path / "new.db"))


async def test_an_upgrade_that_was_stopped_anywhere_goes_on(file: Path, tmp_path: Path) -> None:
    new = shape(await made_anew(tmp_path / "new.db"))
    for last in numbers_after(file):
        stopped = shutil.copy(file, tmp_path / f"{last}.db")
        connections = Connections(stopped)
        upgrade(connections, date("2026-02-01"), upto=last)
        connections.close()
        assert shape(await made_anew(stopped)) == new


def numbers_after(file: Path) -> list[int]:
    """The migrations that a file has not had."""
    with closing(sqlite3.connect(file)) as connection:
        had = applied(connection)
    return [one.number for one in migrations("sqlite") if one.number not in had]


async def test_what_was_believed_reads_as_it_did(older: Teller) -> None:
    assert await older.timeline("Maya") == MAYA
    assert await older.asked("Where does Maya live?") == ["Oslo"]
    assert await older.asked("Where did Maya live?", as_of="2023-09-01") == ["Lisbon"]
    assert await older.asked("Where does Maya live?", known_at=date("2025-12-31")) == []
    assert await older.asked("Who is Tom married to?") == ["Lena Brandt"]


async def test_what_is_told_now_ends_what_was_told_then(older: Teller) -> None:
    then = older.memory.clock()
    await older.tells(("2025-12-20", "I moved to Trondheim yesterday."))
    await older.hears("2025-12-21", "I divorced Lena Brandt last week.", "Tom")
    await older.settles()

    assert await older.asked("Where does Maya live?") == ["Trondheim"]
    assert await older.asked("Where does Maya live?", known_at=then) == ["Oslo"]
    assert ("Maya moved to Oslo on 10 February 2024", "SUPERSEDED") in await older.timeline("Maya")
    assert ("Tom married Lena Brandt on 25 May 2024", "INVALIDATED") in await older.timeline("Tom")


async def test_what_is_sent_again_after_the_upgrade_is_known(older: Teller) -> None:
    again = EpisodeDraft("I live in Lisbon.", EpisodeKind.MESSAGE, date("2023-03-04"), "Maya")
    receipt = await older.memory.remember(SCOPE, [again], "k1")
    other_key = await older.memory.remember(SCOPE, [again], "another key")
    await older.settles()

    assert receipt.is_replay
    assert other_key.job.episodes == receipt.job.episodes
    assert await older.timeline("Maya") == MAYA


async def test_what_was_owed_is_still_done(older: Teller) -> None:
    await older.settles()
    assert await older.asked("Who is Tom's dentist?") == ["Pavel Novak"]


@pytest.mark.parametrize("file", LATER, indirect=True)
async def test_who_was_forgotten_then_cannot_be_told_of_again(older: Teller) -> None:
    with pytest.raises(Erased):
        await older.hears("2024-05-01", "I live in Turku.", "Bo")
    await older.hears("2024-05-02", "I live in Turku.", "Bo")  # the same, said on another day
    await older.settles()
    assert await older.asked("Where does Bo live?") == []


@pytest.mark.parametrize("file", LATER, indirect=True)
async def test_who_was_merged_then_is_one_and_can_be_parted(older: Teller) -> None:
    lena = await older.timeline("Lena")
    assert lena == await older.timeline("Lena Brandt")
    assert [status for _, status in lena] == ["CURRENT", "CURRENT"]

    log = await older.memory.store.changes(SCOPE, 0, 1_000)
    [merged] = [one.sequence for one in log if one.kind is ChangeKind.MERGED]
    await undone(older.memory, SCOPE, merged, Ruling("ben", "they are two"), "undo")
    await older.settles()
    assert [text for text, _ in await older.timeline("Lena")] == ["Lena lives in Kiel"]


async def test_a_memory_of_a_user_is_still_of_that_user_alone(older: Teller) -> None:
    kim = Scope(SCOPE.tenant, user="kim")
    view = older.memory.view()
    assert (await older.memory.ask(kim, "Where does Kim live?", view)).texts == ("Graz",)
    assert (await older.memory.ask(SCOPE, "Where does Kim live?", view)).texts == ()


async def test_whoever_is_forgotten_now_leaves_no_word_in_the_file(
    older: Teller, file: Path
) -> None:
    await older.settles()
    await forget(older.memory, SCOPE, Selector(subject=EntityRef(name="Tom")), key="tom")
    await older.settles()
    await older.memory.store.close()

    left = b"".join(one.read_bytes() for one in file.parent.glob("memory.db*"))
    assert not [word for word in (b"Tom", b"Pavel", b"Novak") if word in left]
    assert b"Lisbon" in left


async def test_all_of_it_moves_house(older: Teller, tmp_path: Path) -> None:
    there, store = await opened(tmp_path / "there.db"), older.memory.store
    everything = [batch async for batch in store.contents(SCOPE.tenant)]
    await there.take_in(SCOPE.tenant, everything)
    moved = [batch async for batch in there.contents(SCOPE.tenant)]
    await there.close()
    assert moved == everything
