"""A Neo4j database in Graphiti's shape: read page by page, written whole group by whole group."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from quipu.graph.engines.neo4j.address import Neo4jAddress
from quipu.graph.engines.neo4j.database import Database, database_at
from quipu.graph.engines.neo4j.graphiti_rows import (
    Moments,
    entity_of,
    entity_row,
    episode_of,
    episode_row,
    fact_of,
    fact_row,
    mention_row,
)
from quipu.graph.engines.neo4j.upgrade import version_of
from quipu.graph.engines.queries import read_queries
from quipu.schema.errors import Conflict, Invalid
from quipu.schema.graphiti import Embedded, GraphitiGroup, Projection

_PAGE = 5_000
_ROWS = 500  # with vectors of 384 numbers about a megabyte
_LABELS = {"Person", "Organization", "Place", "Event", "Product", "Animal", "Work", "Value"}
_LEFT = {
    "nameless": "nodes without a uuid",
    "nameless_facts": "facts without a uuid",
    "communities": "communities: groups of entities, made by Graphiti from the facts",
}
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Neo4jGraphiti:
    """A database that Graphiti wrote or may read."""

    database: Database

    async def groups(self) -> Sequence[str]:
        """Every group id, sorted. Raises Invalid where this is no database of Graphiti's."""
        found = await self.database.ask(_text("standing"), {})
        where = f"the database {self.database.address.database!r} at {self.database.address.uri}"
        if found["is_memory"]:
            raise Invalid(
                f"{where} holds a memory of Quipu, not a graph of Graphiti's",
                hint="name the server, or with --graphiti-database the database, of Graphiti",
            )
        if not found["is_graphiti"]:
            raise Invalid(f"{where} holds nothing of Graphiti's", hint="is it the right database?")
        return sorted((await self.database.ask(_text("groups"), {}))["ids"])

    async def read(self, group_ids: Collection[str]) -> AsyncIterator[GraphitiGroup]:
        """Those groups, in order of their ids."""
        for group in sorted(group_ids):
            yield await self._group(group)

    async def _group(self, group: str) -> GraphitiGroup:
        moments = Moments()
        entities = await self._pages("entities", group, lambda row: entity_of(row, group, moments))
        facts = await self._pages("facts", group, lambda row: fact_of(row, group, moments))
        episodes = await self._pages("episodes", group, lambda row: episode_of(row, group, moments))
        counted = await self.database.ask(_text("others", group), {"group": group})
        others = {_LEFT[key]: counted[key] for key in _LEFT if counted[key]}
        if moments.unreadable:
            others["dates that are none, or beyond the years 1 to 9999"] = moments.unreadable
        return GraphitiGroup(
            group, tuple(entities), tuple(facts), tuple(episodes), others, moments.naive
        )

    async def _pages(self, name: str, group: str, made: Callable[[Any], _T]) -> list[_T]:
        """Rows in order of their uuids. One uuid may stand on several, so a page begins where the
        one before it ended, and what was seen is left out."""
        found: dict[str, _T] = {}
        after, limit = "", _PAGE
        while True:
            bound = {"group": group, "after": after, "limit": limit}
            rows = (await self.database.ask(_text(name, group), bound))["rows"]
            new = [row for row in rows if row[0] not in found]
            found |= {row[0]: made(row) for row in new}
            if len(rows) < limit:
                return list(found.values())
            if not new:
                limit *= 2
            after = _uuid_of(rows[-1])

    async def write(self, projection: Projection, embedded: Embedded, at: datetime) -> None:
        """Put a projection in the place of what was written of its group or origin before.

        While it is written its `:QuipuExport` has no `finished_at`; one that was interrupted is
        written anew by the next call.
        """
        await self._check_ours()
        for statement in _text("indexes").split(";\n"):
            await self.database.command(statement)
        group = projection.group
        bound = {"group": group.group_id, "origin": projection.origin, "at": at}
        begun = await self._run("begin_export", **bound)
        for before in begun["groups"] if begun else ():
            while await self._cleared(before):
                pass
        names = [
            entity_row(entity, vector)
            for entity, vector in zip(group.entities, embedded.names.tolist(), strict=True)
        ]
        facts = [
            fact_row(fact, vector)
            for fact, vector in zip(group.facts, embedded.facts.tolist(), strict=True)
        ]
        await self._add("add_entities", [_labelled(row) for row in names])
        await self._add("add_episodes", [episode_row(one) for one in group.episodes])
        await self._add("add_facts", facts)
        await self._add(
            "add_mentions", [mention_row(one, group.group_id) for one in projection.mentions]
        )
        await self._run("finish_export", group=group.group_id, at=at)

    async def _check_ours(self) -> None:
        await version_of(self.database)
        found = await self.database.ask(_text("standing"), {})
        where = f"the database {self.database.address.database!r} at {self.database.address.uri}"
        if found["is_memory"]:
            raise Conflict(
                f"{where} holds a memory of Quipu: labels and indexes of the two would mix",
                hint="export to another server, or with --graphiti-database to another database",
            )
        if found["strangers"] or found["strange_edges"]:
            raise Conflict(
                f"{where} holds {found['strangers']:,} nodes and {found['strange_edges']:,}"
                " relationships that no export of ours wrote, or that were changed since",
                hint="export to an empty database",
            )

    async def _cleared(self, group: str) -> bool:
        gone = await self._run("clear_export", group=group, limit=_PAGE)
        return bool(gone and gone["gone"])

    async def _add(self, name: str, rows: Sequence[Mapping[str, object]]) -> None:
        for start in range(0, len(rows), _ROWS):
            await self._run(name, rows=rows[start : start + _ROWS])

    async def _run(self, name: str, **bound: object) -> Mapping[str, Any] | None:
        return await self.database.change(_text(name), bound)

    async def close(self) -> None:
        await self.database.close()


def open_graphiti(address: Neo4jAddress) -> Neo4jGraphiti:
    """A database in Graphiti's shape, not asked yet. Raises Invalid where the address is none."""
    return Neo4jGraphiti(database_at(address))


def _labelled(row: dict[str, Any]) -> dict[str, Any]:
    return {**row, "labels": [label for label in row["labels"] if label in _LABELS]}


def _uuid_of(row: Sequence[Any]) -> str:
    return str(next(one["uuid"] for one in row if isinstance(one, dict)))


def _text(name: str, group: str = "-") -> str:
    """The text of a query for a group; the empty group also has what has no group id."""
    text = _queries()[name]
    for variable in "nre":
        of_group = f"{variable}.group_id = $group"
        if not group:
            of_group = f"coalesce({variable}.group_id, '') = $group"
        text = text.replace(f"OF_GROUP({variable})", of_group)
    return text


@cache
def _queries() -> Mapping[str, str]:
    return read_queries(Path(__file__).with_name("graphiti.cypher"))
