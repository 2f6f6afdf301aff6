"""Reads JSON, tables and lines of properties by itself, whatever reads the rest."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass, replace

from quipu.extraction.events.properties import properties_in
from quipu.extraction.events.records import MOST, read_json
from quipu.extraction.events.tables import Tables, tables_in
from quipu.schema.knowledge import Episode, EpisodeKind, Reading
from quipu.schema.ports import Extractor

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class WithRecords:
    """Another reader for text, and the rules of `records.py` for JSON, for tables and for lines of
    properties: no model is asked about these."""

    text: Extractor

    @property
    def name(self) -> str:
        return self.text.name

    async def read(self, episodes: Sequence[Episode]) -> list[Reading]:
        """One reading an episode, in order. Never raises on any JSON."""
        found = [None if _is_json(one) else _records_in(one) for one in episodes]
        left = [
            one if tables is None else replace(one, content=tables.text)
            for one, tables in zip(episodes, found, strict=True)
            if not _is_json(one)
        ]
        rest = iter(await self.text.read(left) if left else [])
        return [
            _read(one) if _is_json(one) else _with_rows(next(rest), tables)
            for one, tables in zip(episodes, found, strict=True)
        ]


def _is_json(episode: Episode) -> bool:
    return episode.kind is EpisodeKind.JSON


def _records_in(episode: Episode) -> Tables | None:
    """What is read of a text by rules for records, and the rest of it."""
    tables = tables_in(episode.content)
    rest = episode if tables is None else replace(episode, content=tables.text)
    told = properties_in(rest)
    if tables is None or told is None:
        return told or tables
    return Tables(told.text, (*tables.statements, *told.statements))


def _with_rows(reading: Reading, tables: Tables | None) -> Reading:
    """A reading of a text and what its tables state, as many rows as are read of one text."""
    if tables is None:
        return reading
    rows = tables.statements[:MOST]
    sides = (side for one in rows for side in (one.subject, one.object) if not side.is_value)
    return replace(
        reading,
        mentions=tuple(dict.fromkeys((*sides, *reading.mentions))),  # whose kinds are told
        statements=(*reading.statements, *rows),
        dropped=reading.dropped + len(tables.statements) - len(rows),
    )


def _read(episode: Episode) -> Reading:
    found = read_json(episode.content)
    if found.dropped:
        log.warning(
            "%s says more than is read of one text: %d statements are left out; split it",
            episode.id,
            found.dropped,
        )
    return found
