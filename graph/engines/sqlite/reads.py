"""Reads by id, by name, by slot and by page. Each runs inside a reader's transaction."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterable, Mapping

from quipu.graph.engines.checks import beyond
from quipu.graph.engines.names import MOST_ALIKE, keys_by_kind
from quipu.graph.engines.sqlite.rows import (
    claim_of,
    entity_of,
    episode_of,
    fact_of,
    json_list,
)
from quipu.graph.engines.sqlite.scopes import Chain
from quipu.graph.engines.sqlite.sql import sql
from quipu.schema.identity import ClaimId, EntityId, EpisodeId, FactId, Scope, SlotKey
from quipu.schema.intervals import DUSK, micros
from quipu.schema.knowledge import Claim, Entity, Episode, Fact
from quipu.schema.ports import SlotState
from quipu.schema.turns import Beside

_SCOPE, _ID = 1, 2  # in a row of any item: asking by name takes thrice as long


def facts(connection: sqlite3.Connection, chain: Chain, ids: Collection[FactId]) -> list[Fact]:
    rows = _rows(connection, "facts_by_id", chain, ids)
    return [fact_of(row, chain.scopes[row["scope"]]) for row in rows]


def episodes(
    connection: sqlite3.Connection, chain: Chain, ids: Collection[EpisodeId]
) -> list[Episode]:
    rows = _rows(connection, "episodes_by_id", chain, ids)
    return [episode_of(row, chain.scopes[row["scope"]]) for row in rows]


def claims(connection: sqlite3.Connection, chain: Chain, ids: Collection[ClaimId]) -> list[Claim]:
    rows = _rows(connection, "claims_by_id", chain, ids)
    return [claim_of(row, chain.scopes[row["scope"]]) for row in rows]


def entities(
    connection: sqlite3.Connection, chain: Chain, ids: Collection[EntityId]
) -> list[Entity]:
    return with_aliases(connection, chain, _rows(connection, "entities_by_id", chain, ids))


def with_aliases(
    connection: sqlite3.Connection, chain: Chain, rows: Iterable[sqlite3.Row]
) -> list[Entity]:
    """Entities of rows, each with all names that the chain knows of, the best one shown."""
    wanted = list(rows)
    own: dict[str, list[str]] = {}
    lent: dict[str, list[str]] = {}  # by those who were merged into them
    bound = {"chain": chain.numbers, "ids": json_list(row[_ID] for row in wanted)}
    for entity, name, _, is_lent in connection.execute(sql("aliases_by_entity"), bound):
        (lent if is_lent else own).setdefault(entity, []).append(name)
    return [
        entity_of(row, chain.scopes[row[_SCOPE]], own.get(row[_ID], ()), lent.get(row[_ID], ()))
        for row in wanted
    ]


def _rows(
    connection: sqlite3.Connection, query: str, chain: Chain, ids: Collection[str]
) -> list[sqlite3.Row]:
    """Rows in the order asked for; those that the chain does not see are left out."""
    bound = {"chain": chain.numbers, "ids": json_list(ids)}
    found = _by_scope(connection.execute(sql(query), bound), chain.scopes)
    return [found[one] for one in ids if one in found]


def ids_beginning(
    connection: sqlite3.Connection, chain: Chain, beginning: str, limit: int
) -> list[str]:
    bound = {"chain": chain.numbers, "first": beginning, "past": beyond(beginning), "most": limit}
    return [row["id"] for row in connection.execute(sql("ids_beginning"), bound)]


def named(
    connection: sqlite3.Connection, chain: Chain, forms: Collection[str]
) -> dict[str, list[Entity]]:
    """Entities for each form asked for, an empty list where nobody is called so."""
    bound = {"chain": chain.numbers, "forms": json_list(forms)}
    rows = connection.execute(sql("entities_by_form"), bound).fetchall()
    rank = {number: place for place, number in enumerate(chain.scopes)}
    ids: dict[str, list[EntityId]] = {form: [] for form in forms}
    for row in sorted(rows, key=lambda row: rank[row["scope"]]):
        if row["entity"] not in ids[row["form"]]:
            ids[row["form"]].append(EntityId(row["entity"]))
    wanted = {one for some in ids.values() for one in some}
    by_id = {entity.id: entity for entity in entities(connection, chain, wanted)}
    meant = {id: one for id, one in by_id.items() if not one.is_nobody}
    return {form: [meant[one] for one in some if one in meant] for form, some in ids.items()}


def alike(connection: sqlite3.Connection, chain: Chain, names: Collection[str]) -> list[Entity]:
    """Entities with a name that shares a key with one of some names; values are left out."""
    keys = {kind: json_list(some) for kind, some in keys_by_kind(names).items()}
    bound = {"chain": chain.numbers, "most": MOST_ALIKE, **keys}
    rows = connection.execute(sql("entities_alike"), bound)
    ids = sorted(EntityId(row["entity"]) for row in rows)
    found = entities(connection, chain, ids)
    return [one for one in found if not one.is_value and not one.is_nobody]


def speakers(connection: sqlite3.Connection, chain: Chain, names: Collection[str]) -> list[str]:
    bound = {"chain": chain.numbers, "names": json_list(names)}
    return [row[0] for row in connection.execute(sql("speakers"), bound)]


def slots(
    connection: sqlite3.Connection, chain: Chain, scope: Scope, keys: Collection[SlotKey]
) -> SlotState:
    number = next((number for number, one in chain.scopes.items() if one == scope), None)
    bound = {"scope": number, "slots": json_list(keys), "open": micros(DUSK)}
    claim_rows = connection.execute(sql("claims_of_slots"), bound).fetchall()
    beyond = {row[end] for row in claim_rows for end in ("slot", "far_slot") if row["far_slot"]}
    if not beyond <= set(keys):
        bound["slots"] = json_list({*keys, *beyond})
        claim_rows = connection.execute(sql("claims_of_slots"), bound).fetchall()
    fact_rows = connection.execute(sql("facts_of_slots"), bound)
    return SlotState(
        claims=tuple(claim_of(row, scope) for row in claim_rows),
        facts=tuple(fact_of(row, scope) for row in fact_rows),
    )


def claims_of(
    connection: sqlite3.Connection, chain: Chain, episodes: Collection[EpisodeId]
) -> list[Claim]:
    bound = {"chain": chain.numbers, "episodes": json_list(episodes)}
    rows = connection.execute(sql("claims_read_from"), bound)
    return [claim_of(row, chain.scopes[row["scope"]]) for row in rows]


def turns_beside(
    connection: sqlite3.Connection, own: Chain, ids: Collection[EpisodeId]
) -> dict[EpisodeId, Beside]:
    return {
        id: _beside(connection, number, scope, dict(turn))
        for number, scope in own.scopes.items()
        for id in ids
        for turn in connection.execute(sql("turn_in_order"), {"scope": number, "id": id})
    }


def _beside(
    connection: sqlite3.Connection, number: int, scope: Scope, turn: Mapping[str, object]
) -> Beside:
    bound = {"scope": number, **turn}
    before, after = (
        [episode_of(row, scope) for row in connection.execute(sql(name), bound)]
        for name in ("turns_before", "turn_after")
    )
    bound["ids"] = json_list([one.id for one in (*before, *after)])
    read = frozenset(EpisodeId(row["id"]) for row in connection.execute(sql("read_among"), bound))
    return Beside(tuple(reversed(before)), after[0] if after else None, read)


def claims_about(
    connection: sqlite3.Connection, chain: Chain, entities: Collection[EntityId]
) -> list[Claim]:
    found = []
    for number, scope in chain.scopes.items():
        bound = {"scope": number, "entities": json_list(entities)}
        rows = connection.execute(sql("claims_about"), bound)
        found += [claim_of(row, scope) for row in rows]
    return found


def revisions(connection: sqlite3.Connection, chain: Chain, fact: FactId) -> list[Fact]:
    for row in _rows(connection, "facts_by_id", chain, [fact]):
        rows = connection.execute(sql("revisions"), {"number": row["number"]})
        return [fact_of(one, chain.scopes[one["scope"]]) for one in rows]
    return []


def _by_scope(rows: Iterable[sqlite3.Row], scopes: Mapping[int, Scope]) -> dict[str, sqlite3.Row]:
    """Rows by id; where two scopes have the same id, the narrower one's row (`scopes` order)."""
    rank = {number: place for place, number in enumerate(scopes)}
    ordered = rows if len(rank) < 2 else sorted(rows, key=lambda row: rank[row[_SCOPE]])
    found: dict[str, sqlite3.Row] = {}
    for row in ordered:
        found.setdefault(row[_ID], row)
    return found
