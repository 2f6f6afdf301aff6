"""Reads JSON by itself, whatever reads the rest."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass

from quipu.extraction.events.records import read_json
from quipu.schema.knowledge import Episode, EpisodeKind, Reading
from quipu.schema.ports import Extractor

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class WithRecords:
    """Another reader for text, and for JSON the rules of `records.py`: no model is asked."""

    text: Extractor

    @property
    def name(self) -> str:
        return self.text.name

    async def read(self, episodes: Sequence[Episode]) -> list[Reading]:
        """One reading an episode, in order. Never raises on any JSON."""
        left = [one for one in episodes if one.kind is not EpisodeKind.JSON]
        rest = iter(await self.text.read(left) if left else [])
        return [_read(one) if one.kind is EpisodeKind.JSON else next(rest) for one in episodes]


def _read(episode: Episode) -> Reading:
    found = read_json(episode.content)
    if found.dropped:
        log.warning(
            "%s says more than is read of one text: %d statements are left out; split it",
            episode.id,
            found.dropped,
        )
    return found
