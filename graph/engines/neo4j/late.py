"""What ranking asks of the rows of a search, of which few are shown."""

from __future__ import annotations

from collections.abc import Mapping

from quipu.graph.engines.neo4j.rows import COLUMNS, Row
from quipu.schema.identity import FactId, Scope
from quipu.schema.intervals import AsOf, micros
from quipu.schema.knowledge import Ending, EpisodeKind, FactStatus, Nature, Trust
from quipu.schema.outlines import Outline, TextOutline, searched_words

_CONFIDENCE = COLUMNS["FACT"].index("confidence")


def outlines_of_rows(rows: Mapping[FactId, Row], view: AsOf) -> dict[FactId, Outline]:
    """Facts in outline as seen from a view. All that a search reads is believed."""
    at, until, known = micros(view.valid.start), micros(view.valid.end), micros(view.known)
    return {id: _outline(row, at, until, known) for id, row in rows.items()}


def _outline(row: Row, at: int, until: int, known: int) -> Outline:
    id, scope, slot, subject, predicate, object = row[:6]
    start, end = row[8:10]
    return Outline(
        id,
        Scope.from_key(scope),
        slot,
        subject,
        predicate,
        object,
        row[_CONFIDENCE],
        _status(row, at),
        is_held=start <= at < end,
        is_later=until <= start <= known,
    )


def _status(row: Row, at: int) -> FactStatus:
    """As `status_of` has it."""
    nature, start, end, _, _, ending = row[7:13]
    if row[_CONFIDENCE + 1] == Trust.UNTRUSTED:
        return FactStatus.QUARANTINED
    if start > at:
        return FactStatus.PLANNED
    if nature == Nature.EVENT:
        return FactStatus.HISTORICAL
    if at < end:
        return FactStatus.CURRENT
    if nature == Nature.PAST_STATE or ending == Ending.STATED:
        return FactStatus.HISTORICAL
    return FactStatus.SUPERSEDED if ending == Ending.SUPERSEDED else FactStatus.INVALIDATED


def searched_row(row: Row) -> str:
    """What of a fact is searched for words."""
    return searched_words(row[6], row[4])


def text_of_row(row: Row) -> TextOutline:
    """An episode in outline."""
    id, _, content, occurred, _, kind, speaker, source = row[:8]
    return TextOutline(id, EpisodeKind(kind), content, speaker, source, occurred)
