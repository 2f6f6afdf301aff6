"""How episodes were read: by whom, and where somebody had to stand in."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from quipu.schema.identity import EpisodeId, Scope

_WORDING = "read-"  # how versions of what models are told begin


def reader_of(model: str, wording: str) -> str:
    """The name of a model as a reader: with the version of what it was told, "read-1"."""
    return f"{model}/{wording}"


def model_of(reader: str) -> str | None:
    """The model that a reader is; None where no model read."""
    model, _, wording = reader.rpartition("/")
    return model if model and wording.startswith(_WORDING) else None


@dataclass(frozen=True, slots=True)
class EpisodeRead:
    """That an episode was read. `stood_in_because` says why not by whom it should have been;
    `dropped` counts statements that its text did not bear out."""

    episode: EpisodeId
    reader: str
    at: datetime
    stood_in_because: str = ""
    dropped: int = 0


class ReadingRecords(Protocol):
    """What is known of how episodes were read; of most, which the local reader read, nothing."""

    async def readings(
        self, scope: Scope, ids: Collection[EpisodeId]
    ) -> dict[EpisodeId, EpisodeRead]:
        """The last reading of each episode that the scope sees, where there is a record of it."""
        ...

    async def stood_in(self, scope: Scope, limit: int) -> list[EpisodeRead]:
        """Readings of this exact scope in which somebody stood in, oldest first."""
        ...
