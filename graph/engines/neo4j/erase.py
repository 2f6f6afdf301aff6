"""Forgetting in a database: what some episodes have left there, and its erasure."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection
from datetime import datetime, timedelta

from quipu.graph.engines.checks import check_spoken, check_unchanged
from quipu.graph.engines.log import forgotten_by, forgotten_entries, words_values
from quipu.graph.engines.neo4j.apply import apply
from quipu.graph.engines.neo4j.archive_text import archive_text
from quipu.graph.engines.neo4j.database import Database, Found, Unit
from quipu.graph.engines.neo4j.properties import Values, entry_values, fact_values, keys_of
from quipu.graph.engines.neo4j.reads import claims, slots
from quipu.graph.engines.neo4j.rows import entity_of, episode_of, fact_of
from quipu.graph.engines.neo4j.settled import settled
from quipu.graph.texts.whole_names import java_pattern
from quipu.schema.changes import ChangeSet
from quipu.schema.erasing import REDACTED, Choice, Erasure, Holdings, Residue
from quipu.schema.errors import MemoryFault
from quipu.schema.identity import EntityId, EpisodeId, Scope, SlotKey
from quipu.schema.intervals import DAWN, micros
from quipu.schema.names import name_form
from quipu.schema.ports import Vectors
from quipu.schema.readers import RULINGS

_BEFORE = (
    "cancel_jobs",
    "erase_keys",
    "erase_conflicts",
    "unname_answers",
    "erase_claims",
    "erase_answers",
)
_AFTER = ("erase_entities", "blank_entries", "erase_communities")
_FILES = (
    "Neo4j's store and index files keep the bytes of deleted records until they are written over;"
    " `neo4j-admin database copy` makes files without them."
)
_UNITS = {"hour": 1 / 24, "day": 1.0, "week": 7.0, "month": 31.0, "year": 366.0}


async def scopes_of(database: Database, tenant: str) -> list[Scope]:
    beginning = {"beginning": f"{tenant}/"}
    keys = [key async for key in database.stream(archive_text("scopes"), beginning)]
    return [Scope.from_key(key) for key in keys]


async def chosen(database: Database, scope: Scope, choice: Choice) -> list[EpisodeId]:
    found = await settled(
        database,
        "chosen",
        scope=scope.key,
        chain=keys_of(scope.chain()),
        ids=list(choice.episodes),
        before=None if choice.before is None else micros(choice.before),
        entities=list(choice.entities),
        pattern=java_pattern(choice.names),
        speakers=list(choice.speakers),
        everything=choice.everything,
    )
    return [EpisodeId(one) for one in found["ids"]]


async def holdings(database: Database, scope: Scope, episodes: Collection[EpisodeId]) -> Holdings:
    found = await settled(
        database,
        "holdings",
        chain=[scope.key],
        scope=scope.key,
        wide=[scope.key],
        episodes=list(episodes),
        rulings=sorted(RULINGS),
    )
    held = {one.id: one for one in map(episode_of, found["episodes"])}
    keys = [SlotKey(one) for one in dict.fromkeys(found["slots"])]
    rows = tuple(map(fact_of, found["facts"]))
    told = {one.id: one for one in (await slots(database, scope, keys)).claims} if keys else {}
    resting = {id for row in rows for id in row.claims} - told.keys()
    further = await claims(database, scope, resting) if resting else ()
    return Holdings(
        revision=found["revision"],
        episodes=tuple(held[one] for one in episodes if one in held),
        claims=(*told.values(), *further),
        rows=rows,
        entities=tuple(map(entity_of, found["entities"])),
        elsewhere=_elsewhere(found),
    )


def _elsewhere(found: Found) -> dict[EntityId, list[str]]:
    spoken: defaultdict[EntityId, list[str]] = defaultdict(list)
    for id, text in found["elsewhere"]:
        spoken[EntityId(id)].append(text)
    return dict(spoken)


async def erase(
    unit: Unit, scope: Scope, erasure: Erasure, changes: ChangeSet, vectors: Vectors
) -> int:
    """All of `Erasing.erase` but the transaction around it."""
    bound = _bound(scope, erasure, changes)
    found = await unit.one("begin_erasure", **bound)
    check_unchanged(found["revision"], erasure)
    below = await _below(unit, scope, bound)
    await _check_spoken(unit, erasure, below, bound)
    await unit.run("take_lease_away", **bound)
    bound["jobs"] = (await unit.one("erase_owed", **bound))["jobs"]
    believed = (await unit.one("erase_facts", **bound))["believed"]
    for step in _BEFORE:
        await unit.run(step, **bound)
    gone = [
        (await unit.one(f"{what}_episodes", **bound))["settled"] for what in ("redact", "erase")
    ]
    for step in _AFTER:
        await unit.run(step, **bound)
    for step, rows in _rows(erasure).items():
        if rows:
            await unit.run(step, scope=scope.key, at=bound["at"], rows=rows)
    if words := [words_values(one) for one in erasure.reasons]:
        await unit.run(
            "blank_reasons", below=[scope.key, *below], rows=words, reason=bound["reason"]
        )
    await unit.one(
        "add_changes",
        tenant=scope.tenant,
        scope=scope.key,
        chain=keys_of(scope.chain()),
        entries=[entry_values(one, scope) for one in forgotten_entries(erasure, changes)],
        facts=-believed,
        episodes=-sum(gone),
    )
    return await apply(unit, scope, changes, vectors, None)


async def _below(unit: Unit, scope: Scope, bound: Values) -> list[str]:
    """The keys of the narrower scopes, in order."""
    keys = (await unit.one("scopes_of_tenant", **bound))["keys"]
    return [key for key in keys if key != scope.key and scope in Scope.from_key(key).chain()]


async def _check_spoken(unit: Unit, erasure: Erasure, below: list[str], bound: Values) -> None:
    """Looks once more at who else speaks of whom, while nobody writes into a narrower scope."""
    if not erasure.spoken:
        return
    await unit.run("hold_scopes", chain=below)
    concerned = [id for id, _ in erasure.spoken]
    check_spoken(_elsewhere(await unit.one("told_elsewhere", who=concerned, **bound)), erasure)


def _bound(scope: Scope, erasure: Erasure, changes: ChangeSet) -> Values:
    return {
        "scope": scope.key,
        "tenant": f"{scope.tenant}/",
        "at": micros(changes.at),
        "dawn": micros(DAWN),
        "reason": forgotten_by(erasure),
        "words": REDACTED,
        "episodes": [*erasure.episodes, *erasure.redacted],
        "erased": list(erasure.episodes),
        "redacted": list(erasure.redacted),
        "claims": list(erasure.claims),
        "facts": list(erasure.facts),
        "entities": list(erasure.entities),
        "items": list(erasure.items),
        "rulings": sorted(RULINGS),
    }


def _rows(erasure: Erasure) -> dict[str, list[Values]]:
    keys = [{"digest": erasure.key, "is_key": True}] if erasure.digests else []
    return {
        "erase_names": [{"entity": one, "form": name_form(name)} for one, name in erasure.names],
        "reduce_facts": [fact_values(fact, 0) for fact in erasure.reduced],
        "add_tombstones": [*keys, *({"digest": one, "is_key": False} for one in erasure.digests)],
    }


async def erasure_keys(database: Database, scope: Scope) -> dict[Scope, str]:
    rows = (await database.read("erasure_keys", chain=keys_of(scope.chain())))["rows"]
    return {Scope.from_key(key): digest for key, digest in rows}


async def buried(database: Database, scope: Scope, digests: Collection[str]) -> frozenset[str]:
    chain = keys_of(scope.chain())
    found = await database.read("buried", chain=chain, digests=list(digests))
    return frozenset(found["digests"])


async def residue(database: Database, at: datetime) -> Residue:
    """What the server keeps, and until when, as far as it says so."""
    try:
        told = (await database.read("log_retention"))["rows"]
    except MemoryFault:
        told = []  # not everybody may read settings
    policy = told[0] if told else "not known"
    logs = f"Neo4j's transaction logs keep it for a while (retention: {policy})."
    days = _days(policy)
    return Residue((_FILES, logs), None if days is None else at + timedelta(days=days))


def _days(policy: str) -> float | None:
    """The longest time that a policy such as "2 days 2G" keeps a log; None where it says none."""
    found = re.match(r"(\d+) (hour|day|week|month|year)s?\b", policy)
    return None if found is None else int(found[1]) * _UNITS[found[2]]
