"""Reads by id, by name, by slot, by page and of the log: each is one query, and one trip."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import fields
from datetime import datetime

from quipu.graph.engines.checks import beyond
from quipu.graph.engines.names import MOST_ALIKE, keys_by_kind
from quipu.graph.engines.neo4j.database import Database
from quipu.graph.engines.neo4j.properties import keys_of
from quipu.graph.engines.neo4j.rows import Row, claim_of, entity_of, entry_of, episode_of, fact_of
from quipu.graph.engines.neo4j.settled import settled
from quipu.schema.changes import ChangeKind, LogEntry
from quipu.schema.identity import ClaimId, EntityId, EpisodeId, FactId, Scope, SlotKey
from quipu.schema.intervals import DAWN, AsOf, micros, moment_of
from quipu.schema.knowledge import Claim, Entity, Episode, Fact
from quipu.schema.ports import SlotState, Statistics
from quipu.schema.turns import Beside


async def facts(database: Database, scope: Scope, ids: Collection[FactId]) -> list[Fact]:
    return [fact_of(row) for row in await _rows(database, "facts_by_id", scope, ids)]


async def episodes(database: Database, scope: Scope, ids: Collection[EpisodeId]) -> list[Episode]:
    return [episode_of(row) for row in await _rows(database, "episodes_by_id", scope, ids)]


async def claims(database: Database, scope: Scope, ids: Collection[ClaimId]) -> list[Claim]:
    return [claim_of(row) for row in await _rows(database, "claims_by_id", scope, ids)]


async def entities(database: Database, scope: Scope, ids: Collection[EntityId]) -> list[Entity]:
    return [entity_of(row) for row in await _rows(database, "entities_by_id", scope, ids)]


async def _rows(database: Database, query: str, scope: Scope, ids: Collection[str]) -> list[Row]:
    """Rows in the order asked for; those that the chain does not see are left out."""
    chain = keys_of(scope.chain())
    rows = (await settled(database, query, chain=chain, wide=chain, ids=list(ids)))["rows"]
    found = first_of_each(rows, chain)
    return [found[one] for one in ids if one in found]


def first_of_each(rows: Sequence[Row], chain: Sequence[str]) -> dict[str, Row]:
    """Rows by id; where two scopes have the same id, the narrower one's row."""
    found: dict[str, Row] = {}
    for row in sorted(rows, key=lambda row: chain.index(row[1])):
        found.setdefault(row[0], row)
    return found


async def ids_beginning(database: Database, scope: Scope, beginning: str, limit: int) -> list[str]:
    chain, past = keys_of(scope.chain()), beyond(beginning)
    found = await database.read(
        "ids_beginning", chain=chain, first=beginning, past=past, most=limit
    )
    return list(found["ids"])


async def named(
    database: Database, scope: Scope, forms: Collection[str]
) -> dict[str, list[Entity]]:
    """Entities for each form asked for, an empty list where nobody is called so."""
    chain = keys_of(scope.chain())
    rows = await settled(database, "entities_by_form", chain=chain, wide=chain, forms=list(forms))
    found: dict[str, dict[EntityId, Entity]] = {form: {} for form in forms}
    for form, row in rows["rows"]:
        entity = entity_of(row)
        if not entity.is_nobody:
            found[form].setdefault(entity.id, entity)
    return {form: list(some.values()) for form, some in found.items()}


async def alike(database: Database, scope: Scope, names: Collection[str]) -> list[Entity]:
    """Entities with a name that shares a key with one of some names; values are left out."""
    chain = keys_of(scope.chain())
    keys = keys_by_kind(names)
    found = await database.read("entities_alike", chain=chain, wide=chain, most=MOST_ALIKE, **keys)
    alike = [entity_of(row) for row in first_of_each(found["rows"], chain).values()]
    return [one for one in alike if not one.is_nobody]


async def speakers(database: Database, scope: Scope, names: Collection[str]) -> list[str]:
    """Who speaks under one of some names, as a whole or before a space."""
    found = await database.read("speakers", chain=keys_of(scope.chain()), names=list(names))
    return sorted(found["speakers"])


async def revision(database: Database, scope: Scope) -> int:
    found = await settled(database, "revision", chain=[scope.key], scope=scope.key)
    return int(found["revision"])


async def last_change(database: Database) -> datetime | None:
    at = (await database.read("last_change"))["at"]
    return None if at is None else moment_of(at)


async def slots(database: Database, scope: Scope, keys: Collection[SlotKey]) -> SlotState:
    found = await settled(
        database, "slots", chain=[scope.key], scope=scope.key, slots=list(dict.fromkeys(keys))
    )
    return SlotState(
        claims=tuple(claim_of(row) for row in found["claims"]),
        facts=tuple(fact_of(row) for row in found["facts"]),
    )


async def claims_of(
    database: Database, scope: Scope, episodes: Collection[EpisodeId]
) -> list[Claim]:
    chain = keys_of(scope.chain())
    found = await settled(database, "claims_read_from", chain=chain, episodes=list(episodes))
    return [claim_of(row) for row in found["rows"]]


async def turns_beside(
    database: Database, scope: Scope, ids: Collection[EpisodeId]
) -> dict[EpisodeId, Beside]:
    found = await database.read("turns_beside", scope=scope.key, ids=list(ids))
    return {EpisodeId(id): _beside(before, after) for id, before, after in found["rows"]}


def _beside(before: Sequence[Row], after: Sequence[Row]) -> Beside:
    met = [(episode_of(row), is_read) for row, is_read in (*reversed(before), *after)]
    turns = [one for one, _ in met]
    return Beside(
        tuple(turns[: len(before)]),
        turns[-1] if after else None,
        frozenset(one.id for one, is_read in met if is_read),
    )


async def claims_about(
    database: Database, scope: Scope, entities: Collection[EntityId]
) -> list[Claim]:
    wide = keys_of(scope.chain())
    found = await settled(
        database,
        "claims_about",
        chain=[scope.key],
        scope=scope.key,
        wide=wide,
        entities=list(entities),
    )
    return [claim_of(row) for row in found["rows"]]


async def revisions(database: Database, scope: Scope, facts: Sequence[FactId]) -> list[list[Fact]]:
    found = await settled(database, "revisions", chain=keys_of(scope.chain()), ids=list(facts))
    each: list[list[Fact]] = [[] for _ in facts]
    for place, row in found["rows"]:
        each[place].append(fact_of(row))
    return each


async def changes(
    database: Database, scope: Scope, since: int, limit: int, kinds: Collection[ChangeKind]
) -> list[LogEntry]:
    bound = {"chain": keys_of(scope.chain()), "since": since, "limit": limit}
    asked = [kind.value for kind in kinds]
    found = await settled(database, "changes", **bound, kinds=asked)
    return [entry_of(row) for row in found["rows"]]


async def changes_of(
    database: Database, scope: Scope, lists: Sequence[Collection[str]], limit: int
) -> list[list[LogEntry]]:
    asked = [list(dict.fromkeys(items)) for items in lists]
    bound = {"chain": keys_of(scope.chain()), "lists": asked, "limit": limit}
    each: list[list[LogEntry]] = [[] for _ in lists]
    for place, row in (await settled(database, "changes_of", **bound))["rows"]:
        each[place].append(entry_of(row))
    return each


async def statistics(database: Database, scope: Scope, view: AsOf) -> Statistics:
    """Counts over a chain; `current_facts` are those whose status at the viewpoint is CURRENT."""
    found = await settled(
        database,
        "statistics",
        chain=keys_of(scope.chain()),
        known=micros(view.known),
        at=micros(view.valid.start),
        dawn=micros(DAWN),
    )
    return Statistics(**{field.name: found[field.name] for field in fields(Statistics)})
