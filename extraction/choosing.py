"""Two readers as one: a model reads, and the local reader wherever the model does not."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from quipu.extraction.doubt import doubt_about
from quipu.extraction.model_reader.pieces import pieces_of, questions_of
from quipu.extraction.model_reader.reader import Unread
from quipu.schema.knowledge import Episode, Reading
from quipu.schema.ports import Extractor

log = logging.getLogger(__name__)


class Attempting(Protocol):
    """A reader that may fail: it says of each episode what it found, or why it did not read it."""

    @property
    def name(self) -> str: ...

    async def attempt(self, episodes: Sequence[Episode]) -> list[Reading | Unread]: ...


@dataclass(frozen=True, slots=True)
class ModelFirst:
    """Every episode is read: by the model, or by the local reader with the reason kept."""

    model: Attempting
    local: Extractor

    @property
    def name(self) -> str:
        return self.model.name

    async def read(self, episodes: Sequence[Episode]) -> list[Reading]:
        """One reading an episode, in order."""
        attempts = await self.model.attempt(episodes)
        left = [
            episode
            for episode, found in zip(episodes, attempts, strict=True)
            if isinstance(found, Unread)
        ]
        local = iter(await self.local.read(left) if left else [])
        return [
            _standing_in(next(local), found.reason, self.local.name)
            if isinstance(found, Unread)
            else found
            for found in _told(self.model.name, attempts)
        ]


def _told(name: str, attempts: Sequence[Reading | Unread]) -> Sequence[Reading | Unread]:
    """The same, said once for each reason in the log."""
    reasons = [one.reason for one in attempts if isinstance(one, Unread)]
    for reason in dict.fromkeys(reasons):
        count = reasons.count(reason)
        log.warning("%s did not read %d episodes, the local reader did: %s", name, count, reason)
    return attempts


def _standing_in(reading: Reading, reason: str, reader: str) -> Reading:
    return replace(reading, reader=reader, stood_in_because=reason)


class Sparing(Protocol):
    """Hears how many questions to a model were spared."""

    async def spared(self, asked_about: Sequence[Episode], questions: int) -> None: ...


@dataclass(frozen=True, slots=True)
class ModelInDoubt:
    """The local reader reads; the model reads anew what the local reader is unsure of."""

    model: Attempting
    local: Extractor
    sparing: Sparing

    @property
    def name(self) -> str:
        return f"{self.local.name}+{self.model.name}"

    async def read(self, episodes: Sequence[Episode]) -> list[Reading]:
        """One reading an episode, in order."""
        readings = await self.local.read(episodes)
        doubted = [
            place
            for place, (episode, reading) in enumerate(zip(episodes, readings, strict=True))
            if doubt_about(episode, reading) is not None
        ]
        asked = [episodes[place] for place in doubted]
        await self.sparing.spared(episodes, questions_for(episodes) - questions_for(asked))
        attempts = _told(self.model.name, await self.model.attempt(asked) if asked else [])
        for place, found in zip(doubted, attempts, strict=True):
            readings[place] = (
                _standing_in(readings[place], found.reason, self.local.name)
                if isinstance(found, Unread)
                else found
            )
        return readings


def questions_for(episodes: Sequence[Episode]) -> int:
    """How many questions a model is asked about some episodes."""
    return sum(1 for _ in questions_of(pieces_of(episodes)))
