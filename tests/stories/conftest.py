"""A memory with the real reader and the real embedder."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from quipu.extraction.models.cached import CachedEmbedder
from quipu.extraction.models.local_vectors import LocalEmbedder
from quipu.extraction.question_dates import QuestionDates
from quipu.extraction.spacy_reader import LocalReader
from quipu.graph.engines.sqlite.engine import SqliteEngine
from quipu.graph.engines.sqlite.open import open_sqlite
from quipu.graph.memory import Memory
from quipu.schema.ontology import default_ontology
from stories.by_hand import ByHand, EightPlaces
from teller import Teller, date


@pytest.fixture(scope="session")
def reader() -> LocalReader:
    return LocalReader()


@pytest.fixture(scope="session")
def embedder() -> CachedEmbedder:
    return CachedEmbedder(LocalEmbedder(), 1_000)


@pytest.fixture
async def engine(tmp_path: Path, embedder: CachedEmbedder) -> AsyncIterator[SqliteEngine]:
    opened = await open_sqlite(
        tmp_path / "memory.db", dimensions=embedder.dimensions, embedder=embedder.name
    )
    yield opened
    await opened.close()


@pytest.fixture
def clock() -> Callable[[], datetime]:
    """A clock that runs a second a look, from noon of the day after the stories."""
    ticks = iter(range(1_000_000))
    return lambda: datetime.fromtimestamp(date("2026-01-01").timestamp() + next(ticks), UTC)


@pytest.fixture
def story(engine, embedder, reader, clock) -> Teller:
    memory = Memory(engine, engine, embedder, default_ontology(), clock, QuestionDates())
    return Teller(memory, reader)


@pytest.fixture
def by_hand(store, clock) -> ByHand:
    """A memory on every engine in turn, told ready-made facts."""
    return ByHand(Memory(store, store, EightPlaces(), default_ontology(), clock))
