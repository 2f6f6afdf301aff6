"""A tenant moves house: from any engine to any other, whole, and as it was."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from archive_story import TENANT, TOLD, TRIED, USER, memory_on, settle, tell
from builders import DIMENSIONS, day, episode, scope
from contract.engines import Engine
from quipu.extraction.spacy_reader import LocalReader
from quipu.graph.engines.sqlite.open import open_sqlite
from quipu.schema.archives import COLUMNS, Batch, Row
from quipu.schema.drafts import EntityRef, FactDraft
from quipu.schema.errors import Conflict
from quipu.schema.identity import Scope
from quipu.schema.intervals import AsOf
from quipu.schema.ports import FactQuery, Page
from quipu.schema.recall import Channel, Question, Recollection

ALWAYS = AsOf.moment(TOLD, TOLD)


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a file that has one of everything, told once for all."""

    async def told_in(folder: Path) -> None:
        opened = await open_sqlite(folder / "told.db", dimensions=DIMENSIONS, embedder="test")
        await tell(opened)
        await opened.close()

    folder = tmp_path_factory.mktemp("story")
    asyncio.run(told_in(folder))
    return folder


@pytest.fixture
async def told(story: Path, tmp_path: Path) -> AsyncIterator[Engine]:
    """A file of this test's own with one of everything."""
    shutil.copytree(story, tmp_path, dirs_exist_ok=True)
    opened = await open_sqlite(tmp_path / "told.db", dimensions=DIMENSIONS, embedder="test")
    yield opened
    await opened.close()


@pytest.fixture
async def file(tmp_path: Path) -> AsyncIterator[Engine]:
    opened = await open_sqlite(tmp_path / "other.db", dimensions=DIMENSIONS, embedder="test")
    yield opened
    await opened.close()


async def all_of(store: Engine, tenant: str = TENANT.tenant) -> list[Batch]:
    return [batch async for batch in store.contents(tenant)]


def rows_of(batches: list[Batch]) -> list[tuple[str, str, Row]]:
    return [(one.kind, one.scope, row) for one in batches for row in one.rows]


def nearness_of(found: Recollection) -> dict[str, float]:
    """How near each hit is by meaning: words are weighed by each engine in its own way."""
    return {
        hit.id: channel.raw_score
        for hit in found.hits
        for channel in hit.channels
        if channel.channel is Channel.VECTOR
    }


async def test_a_tenant_is_the_same_after_moving_there_and_back(
    told: Engine, store: Engine, file: Engine
) -> None:
    before = await all_of(told)
    assert {batch.kind for batch in before} == set(COLUMNS)
    await store.take_in(TENANT.tenant, before)
    there = await all_of(store)
    assert rows_of(there) == rows_of(before)
    await file.take_in(TENANT.tenant, there)
    assert rows_of(await all_of(file)) == rows_of(before)


async def test_what_was_told_here_is_the_same_elsewhere(store: Engine, file: Engine) -> None:
    await tell(store)
    before = await all_of(store)
    assert {batch.kind for batch in before} == set(COLUMNS)
    await file.take_in(TENANT.tenant, before)
    assert rows_of(await all_of(file)) == rows_of(before)


async def test_attempts_are_found_after_moving_as_they_were(told: Engine, store: Engine) -> None:
    await store.take_in(TENANT.tenant, await all_of(told))
    for engine in (told, store):
        found = await memory_on(engine).advise(USER, TRIED.task)
        assert [one.task for one in found.experiences] == [TRIED.task]
        assert found.experiences[0].steps == TRIED.steps


async def test_every_question_has_the_same_answer_after_moving(told: Engine, store: Engine) -> None:
    await store.take_in(TENANT.tenant, await all_of(told))
    for where in (TENANT, USER):
        query = FactQuery(ALWAYS, include_stale=True)
        listed = [await one.list_facts(where, query, Page(100)) for one in (told, store)]
        assert listed[0] == listed[1] != []
        for text in ("Where does Maya live?", "ferries", "Tom"):
            asked = Question(text, view=ALWAYS, limit=100)
            found = [await memory_on(one).search(where, asked) for one in (told, store)]
            assert nearness_of(found[0]) == pytest.approx(nearness_of(found[1]), abs=1e-5)
            assert nearness_of(found[0])
    logs = [await one.changes(TENANT, 0, 1000) for one in (told, store)]
    assert logs[0] == logs[1]
    assert await told.disputes(TENANT, None, 10) == await store.disputes(TENANT, None, 10) != []
    assert await store.kept_answer(USER, "k") == await told.kept_answer(USER, "k") != ""
    [before, after] = [await one.statistics(USER, ALWAYS) for one in (told, store)]
    assert before == after


async def test_what_was_owed_is_owed_there_and_a_key_is_still_used(
    told: Engine, store: Engine
) -> None:
    await store.take_in(TENANT.tenant, await all_of(told))
    lease = await store.lease(TOLD, 60, 10)
    assert lease is not None
    assert [one.content for one in lease.episodes] == ["I like tea. 茶", "So do I."]
    await store.release(lease)
    said = [episode("again", scope=USER)]
    with pytest.raises(Conflict):
        await store.accept(USER, "mine", "another body", said, day(0))


async def test_what_is_told_after_moving_settles_with_what_was_there(
    told: Engine, store: Engine
) -> None:
    await store.take_in(TENANT.tenant, await all_of(told))
    last = (await store.changes(TENANT, 0, 1000))[-1].sequence
    memory = memory_on(store)
    draft = FactDraft(
        EntityRef(name="Maya"), "lives in", "Maya lives in Rome", EntityRef(name="Rome"), day(900)
    )
    await memory.add_fact(TENANT, draft, "rome")
    await settle(memory, LocalReader())
    new = await store.changes(TENANT, last, 100)
    assert new
    assert min(one.sequence for one in new) > last


async def test_a_tenant_that_is_there_is_left_as_it_is(told: Engine, store: Engine) -> None:
    await store.accept(scope(TENANT.tenant), "k", "h", [episode("mine")], day(0))
    held = rows_of(await all_of(store))
    with pytest.raises(Conflict):
        await store.take_in(TENANT.tenant, await all_of(told))
    assert rows_of(await all_of(store)) == held


async def test_what_is_cut_off_while_it_arrives_can_be_brought_again(
    told: Engine, store: Engine
) -> None:
    batches = await all_of(told)

    def cut() -> Iterator[Batch]:
        yield from batches[: len(batches) // 2]
        raise OSError("the plug is pulled")

    with pytest.raises(OSError, match="plug"):
        await store.take_in(TENANT.tenant, cut())
    assert await store.lease(TOLD, 60, 10) is None
    await store.take_in(TENANT.tenant, batches)
    assert rows_of(await all_of(store)) == rows_of(batches)


async def test_others_stay_where_they_are(told: Engine, store: Engine) -> None:
    beside = Scope("acme2", user="anna")
    await store.accept(beside, "k", "h", [episode("theirs", scope=beside)], day(0))
    held = rows_of(await all_of(store, "acme2"))
    await store.take_in(TENANT.tenant, await all_of(told))
    assert {batch.scope for batch in await all_of(store)} == {TENANT.key, USER.key}
    assert rows_of(await all_of(store, "acme2")) == held != []
