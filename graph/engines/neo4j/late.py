"""What ranking asks of the rows of a search, of which few are shown."""

from __future__ import annotations

from quipu.graph.engines.neo4j.rows import COLUMNS, Row
from quipu.schema.identity import Scope
from quipu.schema.knowledge import Ending, EpisodeKind, FactStatus, Nature, Trust
from quipu.schema.outlines import Outline, TextOutline, searched_words

_CONFIDENCE = COLUMNS["FACT"].index("confidence")


def outline_of_row(row: Row, at: int) -> Outline:
    """A fact in outline as seen from a moment, in µs. All that a search reads is believed."""
    id, scope, slot, subject, predicate, object = row[:6]
    is_held = row[8] <= at < row[9]
    status, confidence = _status(row, at), row[_CONFIDENCE]
    where = Scope.from_key(scope)
    return Outline(id, where, slot, subject, predicate, object, confidence, status, is_held)


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
