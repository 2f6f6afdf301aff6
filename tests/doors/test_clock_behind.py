"""A memory that was written by a clock that went fast, opened once that clock is right."""

from __future__ import annotations

from datetime import timedelta

from tests.doors.scripted import ScriptedReader
from tests.fakes import HashEmbedder

from quipu.api.assemble import assembled, now
from quipu.api.settings import Settings
from quipu.schema.drafts import EpisodeDraft


async def test_what_was_told_by_a_fast_clock_is_known_and_can_change(settings: Settings) -> None:
    async def told(text: str, ahead: timedelta | None) -> tuple[str, ...]:
        """What is answered then, after a text was told."""
        clock = None if ahead is None else lambda: now() + ahead
        parts = {"extractor": ScriptedReader(), "embedder": HashEmbedder()}
        async with assembled(settings, clock=clock, **parts) as service:  # type: ignore[arg-type]
            memory, scope = service.memory, service.scope
            before = await memory.ask(scope, "Where does Sam live?", memory.view())
            await memory.remember(scope, [EpisodeDraft(text)], text)
            await service.worker.drain()
            after = await memory.ask(scope, "Where does Sam live?", memory.view())
            return (*before.texts, *after.texts)

    assert await told("Sam lives in Oslo.", timedelta(hours=1)) == ("Oslo",)
    assert await told("Sam lives in Rome.", None) == ("Oslo", "Rome")
    assert await told("Ann lives in Bonn.", None) == ("Rome", "Rome")
