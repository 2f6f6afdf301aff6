"""What a change set finds in its scope, read under the lock that keeps it so."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from quipu.graph.engines.checks import entities_of
from quipu.graph.engines.neo4j.properties import keys_of
from quipu.graph.engines.neo4j.rows import entry_of
from quipu.schema.changes import ChangeSet, LogEntry
from quipu.schema.identity import Scope
from quipu.schema.intervals import DUSK, micros
from quipu.schema.ports import Vectors


@dataclass(frozen=True, slots=True)
class Standing:
    """Ids that are there already. `first` is the last row number that the scope has given out."""

    first: int
    bearers: Mapping[str, str]  # by entity, the key of the narrowest scope that has it
    merged: Mapping[str, str | None]  # by entity of this scope, whom it is taken for
    believed: frozenset[str]  # facts
    embedded: frozenset[str]  # facts
    facts: frozenset[str]
    claims: frozenset[str]
    episodes: Mapping[str, bool]  # whether settled
    lines: frozenset[LogEntry]  # of this moment, without their sequence


def asked(scope: Scope, changes: ChangeSet, vectors: Vectors) -> dict[str, Any]:
    """The parameters of `open_scope`."""
    retired = [one.fact.id for one in changes.retired]
    successors = [one.successor for one in changes.retired if one.successor is not None]
    learned = {fact.id for fact in changes.learned}
    names = sum(1 + len(entity.aliases) for entity in changes.entities) + len(changes.names)
    return {
        "scope": scope.key,
        "chain": keys_of(scope.chain()),
        "rows": names + len(changes.claims) + len(changes.learned),
        "entities": _once(entities_of(changes), (entity.id for entity in changes.entities)),
        "facts": _once(learned, retired, vectors.items),
        "claims": _once((claim.id for claim in changes.claims), changes.retracted),
        "episodes": _once(one for one in vectors.items if one not in learned),
        "items": _once(retired, successors),
        "at": micros(changes.at),
    }


def standing(found: Mapping[str, Any], scope: Scope) -> Standing:
    """What `open_scope` found."""
    rank = {key: place for place, key in enumerate(keys_of(scope.chain()))}
    bearers: dict[str, str] = {}
    for id, key, _ in sorted(found["entities"], key=lambda row: rank[row[1]]):
        bearers.setdefault(id, key)
    facts = found["facts"]
    return Standing(
        first=found["first"],
        bearers=bearers,
        merged={id: into for id, key, into in found["entities"] if key == scope.key},
        believed=frozenset(id for id, expired, _ in facts if expired == micros(DUSK)),
        embedded=frozenset(id for id, _, has_vector in facts if has_vector),
        facts=frozenset(id for id, _, _ in facts),
        claims=frozenset(found["claims"]),
        episodes=dict(found["episodes"]),
        lines=frozenset(replace(entry_of(row), sequence=0) for row in found["lines"]),
    )


def _once(*some: Iterable[str]) -> list[str]:
    return sorted({one for ids in some for one in ids})
