"""The facts and episodes of a search, made of their rows when somebody asks for one: twenty of
hundreds are."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

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
_Id = TypeVar("_Id", bound=str)
_Item = TypeVar("_Item")


@dataclass(frozen=True, slots=True)
class Late(Mapping[_Id, _Item]):
    """Items by id. Their rows were read with the arrays, so that all is of one moment."""

    rows: Mapping[_Id, sqlite3.Row]
    scopes: Mapping[int, Scope]
    make: Callable[[sqlite3.Row, Scope], _Item]
    made: dict[_Id, _Item] = field(default_factory=dict)

    def __getitem__(self, id: _Id) -> _Item:
        if id not in self.made:
            row = self.rows[id]
            self.made[id] = self.make(row, self.scopes[row[_SCOPE]])
        return self.made[id]

    def __iter__(self) -> Iterator[_Id]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)

    def __contains__(self, id: object) -> bool:
        return id in self.rows


def late_episodes(rows: Mapping[EpisodeId, sqlite3.Row], chain: Chain) -> Late[EpisodeId, Episode]:
    return Late(rows, chain.scopes, episode_of)


@dataclass(frozen=True, slots=True)
class FactRows:
    """Facts as rows and as columns, one for each place; a fact may stand at several."""

    rows: Sequence[sqlite3.Row]
    table: FactTable
    scopes: Mapping[int, Scope]
    ids: Sequence[FactId]

    def facts(self) -> Late[FactId, Fact]:
        """Them by id."""
        return Late(dict(zip(self.ids, self.rows, strict=True)), self.scopes, fact_of)

    def outlines(self, view: AsOf) -> dict[FactId, Outline]:
        """What ranking asks of each."""
        at = micros(view.valid.start)
        statuses, is_held = self.table.statuses(at).tolist(), self.table.is_held(at).tolist()
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
            )
            for row, confidence, status, held in zip(
                self.rows, confidences, statuses, is_held, strict=True
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
