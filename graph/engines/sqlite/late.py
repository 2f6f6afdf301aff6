"""The facts and episodes of a search, made of their rows when somebody asks for one: twenty of
hundreds are."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from quipu.graph.engines.late import Late
from quipu.graph.engines.sqlite.fact_columns import STATUSES, FactTable, Places
from quipu.graph.engines.sqlite.held import Held
from quipu.graph.engines.sqlite.rows import episode_of, fact_of, json_list
from quipu.graph.engines.sqlite.scopes import Chain
from quipu.graph.engines.sqlite.sql import sql
from quipu.schema.identity import EntityId, EpisodeId, FactId, Scope
from quipu.schema.intervals import AsOf, micros
from quipu.schema.knowledge import Episode, Fact
from quipu.schema.outlines import Outline

_SCOPE, _ID, _SLOT, _SUBJECT, _PREDICATE, _OBJECT = range(1, 7)  # in a row
LateEpisodes = Late[EpisodeId, sqlite3.Row, Episode]


def late_episodes(rows: Mapping[EpisodeId, sqlite3.Row], chain: Chain) -> LateEpisodes:
    return Late(rows, lambda row: episode_of(row, chain.scopes[row[_SCOPE]]))


@dataclass(frozen=True, slots=True)
class FactRows:
    """Facts as rows and as columns, one for each place; a fact may stand at several."""

    rows: Sequence[sqlite3.Row]
    table: FactTable
    scopes: Mapping[int, Scope]
    ids: Sequence[FactId]

    def facts(self) -> Late[FactId, sqlite3.Row, Fact]:
        """Them by id."""
        rows = dict(zip(self.ids, self.rows, strict=True))
        return Late(rows, lambda row: fact_of(row, self.scopes[row[_SCOPE]]))

    def outlines(self, view: AsOf) -> dict[FactId, Outline]:
        """What ranking asks of each."""
        at = micros(view.valid.start)
        statuses, is_held = self.table.statuses(at).tolist(), self.table.is_held(at).tolist()
        are_later = self.table.are_later(view).tolist()
        confidences, scopes = self.table.confidences.tolist(), self.scopes
        return {
            row[_ID]: Outline(
                row[_ID],
                scopes[row[_SCOPE]],
                row[_SLOT],
                row[_SUBJECT],
                row[_PREDICATE],
                row[_OBJECT],
                confidence,
                STATUSES[status],
                held,
                later,
            )
            for row, confidence, status, held, later in zip(
                self.rows, confidences, statuses, is_held, are_later, strict=True
            )
        }

    def values_among(self, count: int) -> frozenset[EntityId]:
        """The ends of the first facts that are values."""
        subjects, objects = self.table.subject_kinds.tolist(), self.table.object_kinds.tolist()
        first = list(zip(self.rows, subjects, objects, strict=True))[:count]
        return frozenset(
            EntityId(row[end])
            for row, *kinds in first
            for end, kind in zip((_SUBJECT, _OBJECT), kinds, strict=True)
            if kind == 0
        )


def fact_rows(connection: sqlite3.Connection, chain: Chain, held: Held, places: Places) -> FactRows:
    """The facts at some places, whose rows are read now."""
    numbers: list[int] = held.take(lambda one: one.items, places).tolist()
    found = connection.execute(sql("facts_by_number"), [json_list(dict.fromkeys(numbers))])
    by_number = {row[0]: row for row in found}
    rows = [by_number[number] for number in numbers]
    return FactRows(rows, held.table(places), chain.scopes, [row[_ID] for row in rows])
