"""Forgetting in a file: what some episodes have left there, and its erasure in one transaction."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Collection

from quipu.graph.engines.checks import check_spoken, check_unchanged
from quipu.graph.engines.log import forgotten_by, forgotten_entries, words_values
from quipu.graph.engines.sqlite.apply import apply
from quipu.graph.engines.sqlite.reads import entities, episodes
from quipu.graph.engines.sqlite.rows import (
    Values,
    claim_of,
    entry_values,
    fact_of,
    fact_values,
    json_list,
)
from quipu.graph.engines.sqlite.scopes import Chain, chain_of, keys_of_tenant, number_of
from quipu.graph.engines.sqlite.sql import sql
from quipu.graph.texts.whole_names import words_among
from quipu.schema.changes import ChangeSet
from quipu.schema.erasing import REDACTED, Choice, Erasure, Holdings
from quipu.schema.identity import EntityId, EpisodeId, Scope
from quipu.schema.intervals import DAWN, DUSK, micros
from quipu.schema.knowledge import EpisodeKind
from quipu.schema.names import name_form
from quipu.schema.ports import Vectors
from quipu.schema.readers import RULINGS

_SAID = ("content", "speaker", "metadata", "given")
_ENDS = ("subject", "object", "told_subject", "told_object")
_WITH_EPISODES = (
    "erase_fact_units",
    "erase_episode_units",
    "erase_keys",
    "erase_owed",
    "cancel_jobs",
    "erase_facts",
    "erase_claims",
    "erase_disputes",
    "erase_appearances",
    "erase_readings",
    "erase_answers",
    "erase_kept",
    "erase_communities",
    "redact_episodes",
    "erase_episodes",
    "erase_entities",
    "erase_names",
    "blank_entries",
)


def scopes_of(connection: sqlite3.Connection, tenant: str) -> list[Scope]:
    found = connection.execute(sql("scopes_between"), keys_of_tenant(tenant))
    return [Scope.from_key(row["key"]) for row in found]


def chosen(connection: sqlite3.Connection, scope: Scope, choice: Choice) -> list[EpisodeId]:
    chain = chain_of(connection, scope, inherit=False)
    bound: Values = {
        "scope": next(iter(chain.scopes), None),
        "before": None if choice.before is None else micros(choice.before),
        "entities": json_list(choice.entities),
    }
    ids: set[str] = set(choice.episodes)
    if choice.names or choice.speakers or choice.everything:
        pattern = words_among(choice.names)
        for row in connection.execute(sql("texts_of_scope"), bound):
            is_theirs = row["speaker"].lower() in choice.speakers and (
                row["speaker"] != "" or row["kind"] == EpisodeKind.MESSAGE
            )
            if choice.everything or is_theirs or any(pattern.search(row[one]) for one in _SAID):
                ids.add(row["id"])
    for query in ("episodes_before", "episodes_about"):
        ids |= {row["id"] for row in connection.execute(sql(query), bound)}
    rows = connection.execute(sql("episodes_in_order"), bound | {"ids": json_list(ids)})
    return [EpisodeId(row["id"]) for row in rows]


def holdings(connection: sqlite3.Connection, scope: Scope, ids: Collection[EpisodeId]) -> Holdings:
    chain = chain_of(connection, scope, inherit=False)
    number = next(iter(chain.scopes), None)
    if number is None:
        return Holdings(revision=0)
    bound: Values = {"scope": number, "episodes": json_list(ids)}
    own = connection.execute(sql("claims_of_episodes"), bound).fetchall()
    slots = {row[end] for row in own for end in ("slot", "far_slot") if row[end]}
    bound["slots"] = json_list(slots)
    bound |= {"claims": json_list(row["id"] for row in own), "open": micros(DUSK)}
    rows = [fact_of(row, scope) for row in connection.execute(sql("rows_of_slots"), bound)]
    claims = connection.execute(sql("claims_of_slots"), bound).fetchall()
    beyond = {row[end] for row in claims for end in ("slot", "far_slot") if row["far_slot"]}
    if not beyond <= slots:
        bound["slots"] = json_list(slots | beyond)
        claims = connection.execute(sql("claims_of_slots"), bound).fetchall()
    resting = {id for row in rows for id in row.claims} - {row["id"] for row in claims}
    by_id = {"chain": chain.numbers, "ids": json_list(resting)}
    further = connection.execute(sql("claims_by_id"), by_id).fetchall() if resting else []
    named = {EntityId(row[end]) for row in own for end in _ENDS if row[end] is not None}
    named |= {row["entity"] for row in connection.execute(sql("appearing_in"), bound)}
    return Holdings(
        revision=connection.execute(sql("revision_of_scope"), bound).fetchone()[0],
        episodes=tuple(episodes(connection, chain, list(ids))),
        claims=tuple(claim_of(row, scope) for row in (*claims, *further)),
        rows=tuple(rows),
        entities=tuple(entities(connection, chain, sorted(named))),
        elsewhere=_elsewhere(connection, bound, named),
    )


def _elsewhere(
    connection: sqlite3.Connection, bound: Values, named: Collection[EntityId]
) -> dict[EntityId, list[str]]:
    found: defaultdict[EntityId, list[str]] = defaultdict(list)
    rows = connection.execute(
        sql("told_elsewhere"),
        bound | {"entities": json_list(named), "rulings": json_list(sorted(RULINGS))},
    )
    for row in rows:
        for end in {row["one"], row["other"], row["told_subject"], row["told_object"]} & {*named}:
            found[end].append(row["text"])
    return dict(found)


def erase(
    connection: sqlite3.Connection,
    scope: Scope,
    erasure: Erasure,
    changes: ChangeSet,
    vectors: Vectors,
) -> int:
    """All of `Erasing.erase` but the transaction around it."""
    number = number_of(connection, scope)
    bound = _bound(number, scope, erasure, changes)
    check_unchanged(connection.execute(sql("revision_of_scope"), bound).fetchone()[0], erasure)
    concerned = [id for id, _ in erasure.spoken]
    check_spoken(_elsewhere(connection, bound, concerned), erasure)
    connection.execute(sql("take_lease_away"), bound)
    connection.execute(sql("take_back_jobs"), [number])
    jobs = [row["number"] for row in connection.execute(sql("jobs_owing"), bound)]
    bound["jobs"] = json_list(jobs)
    for step in _WITH_EPISODES:
        connection.execute(sql(step), bound)
    _blank_reasons(connection, scope, erasure)
    names = [
        {"scope": number, "entity": one, "form": name_form(name)} for one, name in erasure.names
    ]
    connection.executemany(sql("erase_name"), names)
    reduced = [fact_values(fact, number) for fact in erasure.reduced]
    for step in ("reduce_fact", "unset_fact_vector"):
        connection.executemany(sql(step), reduced)
    _bury(connection, number, erasure, changes)
    lines = [entry_values(entry, number) for entry in forgotten_entries(erasure, changes)]
    connection.executemany(sql("add_entry"), lines)
    sequence = apply(connection, scope, changes, vectors, None)
    connection.execute(sql("purge_scope"), bound)
    connection.execute(sql("count_erasure"))
    return sequence


def _bound(number: int, scope: Scope, erasure: Erasure, changes: ChangeSet) -> Values:
    return {
        "scope": number,
        **keys_of_tenant(scope.tenant),
        "at": micros(changes.at),
        "dawn": micros(DAWN),
        "reason": forgotten_by(erasure),
        "words": REDACTED,
        "episodes": json_list((*erasure.episodes, *erasure.redacted)),
        "erased": json_list(erasure.episodes),
        "redacted": json_list(erasure.redacted),
        "claims": json_list(erasure.claims),
        "facts": json_list(erasure.facts),
        "entities": json_list(erasure.entities),
        "items": json_list(erasure.items),
    }


def _blank_reasons(connection: sqlite3.Connection, scope: Scope, erasure: Erasure) -> None:
    if not erasure.reasons:
        return
    scopes = scopes_of(connection, scope.tenant)
    below = json_list(one.key for one in scopes if scope in one.chain())
    rows = [
        {"below": below, "blank": forgotten_by(erasure), **words_values(one)}
        for one in erasure.reasons
    ]
    for step in ("blank_reason", "blank_source"):
        connection.executemany(sql(step), rows)


def _bury(
    connection: sqlite3.Connection, number: int, erasure: Erasure, changes: ChangeSet
) -> None:
    """A key that is there already stays: older hashes were made with it."""
    common: Values = {"scope": number, "at": micros(changes.at)}
    keys = [common | {"digest": erasure.key, "is_key": 1}] if erasure.digests else []
    hashes = [common | {"digest": one, "is_key": 0} for one in erasure.digests]
    connection.executemany(sql("add_tombstone"), [*keys, *hashes])


def erasure_keys(connection: sqlite3.Connection, chain: Chain) -> dict[Scope, str]:
    rows = connection.execute(sql("tombstone_keys"), {"chain": chain.numbers})
    return {chain.scopes[row["scope"]]: row["digest"] for row in rows}


def buried(
    connection: sqlite3.Connection, chain: Chain, digests: Collection[str]
) -> frozenset[str]:
    bound = {"chain": chain.numbers, "digests": json_list(digests)}
    return frozenset(row["digest"] for row in connection.execute(sql("buried"), bound))
