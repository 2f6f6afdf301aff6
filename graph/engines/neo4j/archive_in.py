"""A whole tenant written to a database: batch by batch, for it may be larger than a transaction."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from quipu.graph.engines.neo4j.archive_rows import Rows, step_rows
from quipu.graph.engines.neo4j.archive_text import archive_text
from quipu.graph.engines.neo4j.cypher import cypher
from quipu.graph.engines.neo4j.database import Database, Unit
from quipu.graph.engines.neo4j.emptying import empty_scope
from quipu.graph.engines.neo4j.properties import keys_of
from quipu.schema.archives import Batch
from quipu.schema.errors import Conflict
from quipu.schema.identity import Scope
from quipu.schema.intervals import DAWN, DUSK, micros


@dataclass(slots=True)
class _Arrival:
    """What has come so far: which scopes have an entity, and the tallies of each scope."""

    homes: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    tallies: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    last: dict[str, int] = field(default_factory=dict)  # numbers of the log, by scope

    def home(self, scope: str, entity: str) -> str:
        """The key of the narrowest scope above a row that has an entity."""
        return next((key for key in _keys_above(scope) if key in self.homes[entity]), scope)

    def number(self, scope: str, series: str) -> int:
        """The next number of `rows` (names, claims and facts), or of `jobs`."""
        self.tallies[scope][series] += 1
        return self.tallies[scope][series]

    def count(self, batch: Batch) -> None:
        tally, rows = self.tallies[batch.scope], batch.rows
        if batch.kind == "entity":
            for row in rows:
                self.homes[str(row["id"])].add(batch.scope)
        elif batch.kind == "fact":
            tally["facts"] += sum(row["expired"] == micros(DUSK) for row in rows)
        elif batch.kind == "episode":
            tally["episodes"] += sum(row["vector"] is not None for row in rows)
        elif batch.kind == "change":
            self.last[batch.scope] = int(str(rows[-1]["sequence"]))


@lru_cache(maxsize=1024)  # of each end of each row
def _keys_above(scope: str) -> tuple[str, ...]:
    return tuple(keys_of(Scope.from_key(scope).chain()))


async def take_in(database: Database, tenant: str, batches: Iterable[Batch]) -> None:
    """Write a tenant that is not there yet. One that an interrupted call left is taken out first.

    Until the call returns no worker touches it. Raises `Conflict` where the tenant has anything.
    """
    await _begin(database, tenant)
    arrival = _Arrival()
    for number, batch in enumerate(batches, start=1):
        if batch.scope not in arrival.tallies:
            await _change(database, "add_scope", scope=batch.scope)
        arrival.count(batch)
        steps = step_rows(batch, arrival.home, arrival.number, as_vectors=database.takes_vectors)
        await _write(database, batch, steps, {"tenant": tenant, "number": number})
    for scope, tally in arrival.tallies.items():
        chain = list(_keys_above(scope))
        await _change(database, "join_entities", scope=scope, chain=chain)
        await _change(
            database,
            "end_scope",
            scope=scope,
            numbers=tally["rows"],
            facts=tally["facts"],
            episodes=tally["episodes"],
            jobs=tally["jobs"],
            sequence=arrival.last.get(scope, 0),
            ended=micros(DAWN),
        )
    await _change(database, "end", tenant=tenant, sequence=max(arrival.last.values(), default=0))


async def _begin(database: Database, tenant: str) -> None:
    beginning = {"beginning": f"{tenant}/"}
    there = [key async for key in database.stream(archive_text("scopes"), beginning)]
    found = await _change(database, "begin", tenant=tenant, is_there=bool(there))
    if there and not (found and found["was_arriving"]):
        raise Conflict(
            f"the tenant {tenant!r} has memories here already",
            hint="bring it in where it is not: two memories of one tenant cannot be mixed",
        )
    for scope in there:
        await empty_scope(database, scope)


async def _write(
    database: Database, batch: Batch, steps: Mapping[str, Rows], place: Mapping[str, object]
) -> None:
    """The steps of one batch in one transaction; a step of this file's, or one of a change set.

    A batch whose commit came through although its answer was lost is not written again.
    """

    async def work(unit: Unit) -> None:
        if (await unit.ask(archive_text("arrive"), place))["is_there"]:
            return
        for name, rows in steps.items():
            own = name.startswith("archive.")
            text = archive_text(name.removeprefix("archive.")) if own else cypher(name)
            if rows:
                result = await unit.start(text, {"rows": rows, "scope": batch.scope})
                await result.consume()

    await database.write(work)


async def _change(database: Database, name: str, **bound: object) -> Mapping[str, Any] | None:
    return await database.change(archive_text(name), bound)
