"""Two processes on one memory: whoever waits for an end waits for it, whoever does the work."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TypeVar

import pytest
from tests.doors.scripted import ScriptedReader
from tests.fakes import HashEmbedder

from quipu import Quipu
from quipu.api.assemble import assembled
from quipu.api.library.opening import Opening
from quipu.api.settings import Settings
from quipu.schema.knowledge import Episode, Reading

_T = TypeVar("_T")


@dataclass
class Held(ScriptedReader):
    """A reader that has begun and goes on when it is let."""

    begun: asyncio.Event = field(default_factory=asyncio.Event)
    let: asyncio.Event = field(default_factory=asyncio.Event)

    async def read(self, episodes: Sequence[Episode]) -> list[Reading]:
        self.begun.set()
        await self.let.wait()
        return await super().read(episodes)


@dataclass(frozen=True)
class Two:
    """The memory of one process, while the other is reading a text of the same scope."""

    here: Quipu
    reader: Held
    fact: str

    async def after_a_while(self, call: asyncio.Task[_T]) -> _T:
        """What a call gives; it must not be over before the other process is let go on."""
        over, _ = await asyncio.wait([call], timeout=0.1)
        assert not over
        self.reader.let.set()
        return await call


@pytest.fixture
async def two(tmp_path: Path) -> AsyncIterator[Two]:
    settings = replace(Settings(), database=tmp_path / "memory.db", worker_poll_seconds=0.01)
    reader = Held()

    def memory(by: ScriptedReader) -> Opening[Quipu]:
        return Quipu.over(assembled(settings, extractor=by, embedder=HashEmbedder()))

    async with memory(ScriptedReader()) as before:
        await before.add_fact("Sam", "works at", "Acme")
        [fact] = await before.facts()
    async with memory(reader) as there:
        await there.remember("Zed likes tea.", speaker="Zed")
        await reader.begun.wait()
        async with memory(ScriptedReader()) as here:
            yield Two(here, reader, fact.id)


async def test_what_was_remembered_is_settled_when_settled_returns(two: Two) -> None:
    await two.here.remember("Sam lives in Oslo.", speaker="Sam")

    await two.after_a_while(asyncio.create_task(two.here.settled()))

    assert (await two.here.ask("Where does Sam live?")).texts == ("Oslo",)


async def test_a_ruling_says_what_is_otherwise_by_it(two: Two) -> None:
    correcting = two.here.correct(two.fact, target="Beta", reason="misheard")

    told = await two.after_a_while(asyncio.create_task(correcting))

    assert [fact.text for fact in told] == ["Sam works at Acme", "Sam works at Beta"]


async def test_going_over_a_memory_tells_what_it_found(two: Two) -> None:
    report = await two.after_a_while(asyncio.create_task(two.here.consolidate()))

    assert (report.progress, len(report.passes)) == (1.0, 3)
