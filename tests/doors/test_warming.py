from __future__ import annotations

import gc
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest

from fakes import HashEmbedder
from quipu.api.assemble import Service, assembled
from quipu.api.settings import Settings
from quipu.api.warming import warm
from quipu.schema.identity import Scope
from quipu.schema.ports import GraphStore
from quipu.schema.recall import Candidates, Wanted
from scripted import ScriptedReader

THRESHOLDS = gc.get_threshold()


@pytest.fixture(autouse=True)
def thawed() -> Iterator[None]:
    yield
    gc.unfreeze()
    gc.set_threshold(*THRESHOLDS)


@asynccontextmanager
async def served(
    database: Path, reader: ScriptedReader, embedder: HashEmbedder
) -> AsyncIterator[Service]:
    async with assembled(
        Settings(database=database), extractor=reader, embedder=embedder
    ) as service:
        yield service


@dataclass
class Heard:
    """An engine, and what searches wanted of it."""

    engine: GraphStore
    wanted: list[Wanted] = field(default_factory=list)

    async def gather(self, scope: Scope, wanted: Wanted) -> Candidates:
        self.wanted.append(wanted)
        return await self.engine.gather(scope, wanted)

    def __getattr__(self, name: str) -> Any:
        return getattr(self.engine, name)


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


@pytest.mark.parametrize("kind", ["local", "remote"])
async def test_an_engine_is_asked_in_every_form_before_the_first_question(
    tmp_path: Path, kind: str
) -> None:
    """A Neo4j plans each of them for seconds when it comes for the first time."""
    async with served(tmp_path / "m.db", ScriptedReader(), HashEmbedder()) as service:
        store = Heard(service.memory.store)
        settings = replace(service.settings, embedder_kind=kind)
        await warm(replace(service, memory=replace(service.memory, store=store), settings=settings))

    assert [one.depth for one in store.wanted] == [0, 1]


async def test_what_is_loaded_is_looked_through_no_more(tmp_path: Path) -> None:
    before = gc.get_freeze_count()
    async with served(tmp_path / "m.db", ScriptedReader(), HashEmbedder()) as service:
        await warm(service)

    assert gc.get_freeze_count() > before
    assert gc.get_threshold()[0] > THRESHOLDS[0]


async def test_a_database_that_is_away_for_a_while_ends_no_server(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async with served(tmp_path / "m.db", ScriptedReader(), HashEmbedder()) as service:
        await service.memory.store.close()
        await warm(service)

    assert "not warm yet" in caplog.text
