"""A service on a real engine whose reader answers from a script: no models are loaded."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

from fakes import HashEmbedder
from quipu.api.assemble import Service, assembled
from quipu.api.settings import Settings
from quipu.schema.knowledge import Episode, Mention, Reading, Statement

_SAYS = re.compile(r"I (live in|work for) (\w+)")


class ScriptedReader:
    """Understands "I live in X" and "I work for X", and nothing else."""

    name = "scripted"

    def __init__(self) -> None:
        self.read_contents: list[str] = []

    async def read(self, episodes: Sequence[Episode]) -> list[Reading]:
        self.read_contents += [episode.content for episode in episodes]
        return [_reading(episode) for episode in episodes]


def _reading(episode: Episode) -> Reading:
    statements = tuple(
        Statement(
            subject=Mention(episode.speaker or "Anna", "person"),
            predicate=said[1],
            object=Mention(said[2], "place"),
            sentence=f"{episode.speaker} {said[0][2:]}",
            quote=said[0],
            reader="scripted",
        )
        for said in _SAYS.finditer(episode.content)
    )
    return Reading(statements=statements)


@asynccontextmanager
async def scripted_service(
    database: Path, reader: ScriptedReader | None = None
) -> AsyncIterator[Service]:
    """A service on a file, its worker not started."""
    settings = Settings(database=database, worker_poll_seconds=0.01)
    chosen = reader if reader is not None else ScriptedReader()
    async with assembled(settings, extractor=chosen, embedder=HashEmbedder()) as service:
        yield service
