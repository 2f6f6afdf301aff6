from __future__ import annotations

import gc
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from fakes import HashEmbedder
from quipu.api.assemble import Service, assembled
from quipu.api.settings import Settings
from quipu.api.warming import warm
from scripted import ScriptedReader


@pytest.fixture(autouse=True)
def thawed() -> Iterator[None]:
    yield
    gc.unfreeze()


@asynccontextmanager
async def served(
    database: Path, reader: ScriptedReader, embedder: HashEmbedder
) -> AsyncIterator[Service]:
    async with assembled(
        Settings(database=database), extractor=reader, embedder=embedder
    ) as service:
        yield service


async def test_models_that_run_here_are_loaded_before_the_first_question(tmp_path: Path) -> None:
    reader, embedder = ScriptedReader(), HashEmbedder()
    async with served(tmp_path / "m.db", reader, embedder) as service:
        await warm(service)

    assert reader.read_contents
    assert embedder.calls


async def test_models_elsewhere_are_not_asked_for_nothing(tmp_path: Path) -> None:
    reader, embedder = ScriptedReader(), HashEmbedder()
    async with served(tmp_path / "m.db", reader, embedder) as service:
        elsewhere = replace(service.settings, reader="model", embedder_kind="remote")
        await warm(replace(service, settings=elsewhere))

    assert not reader.read_contents
    assert not embedder.calls


async def test_what_is_loaded_is_looked_through_no_more(tmp_path: Path) -> None:
    before = gc.get_freeze_count()
    async with served(tmp_path / "m.db", ScriptedReader(), HashEmbedder()) as service:
        await warm(service)

    assert gc.get_freeze_count() > before


async def test_a_database_that_is_away_for_a_while_ends_no_server(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async with served(tmp_path / "m.db", ScriptedReader(), HashEmbedder()) as service:
        await service.memory.store.close()
        await warm(service)

    assert "not warm yet" in caplog.text
