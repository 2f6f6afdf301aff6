"""Carries a change set out inside one transaction: rows, log, search units, the lease's jobs."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from quipu.graph.engines.checks import check_ownership, check_unchanged
from quipu.graph.engines.log import (
    decision_entries,
    entity_entries,
    learned_entries,
    redirect_entries,
    retired_entries,
)
from quipu.graph.engines.names import key_values
from quipu.graph.engines.sqlite.checks import check_references
from quipu.graph.engines.sqlite.history import last_sequence
from quipu.graph.engines.sqlite.leases import fence, finish
from quipu.graph.engines.sqlite.readings import note_readings
from quipu.graph.engines.sqlite.rows import (
    Values,
    claim_values,
    entity_values,
    entry_values,
    fact_values,
    json_list,
)
from quipu.graph.engines.sqlite.scopes import chain_of, number_of
from quipu.graph.engines.sqlite.sql import sql
from quipu.graph.engines.sqlite.units import write_units
from quipu.schema.changes import ChangeSet, LogEntry, Retired
from quipu.schema.errors import Invalid, Overtaken
from quipu.schema.identity import FactId, Scope
from quipu.schema.intervals import DUSK, micros
from quipu.schema.knowledge import Entity
from quipu.schema.names import name_form
from quipu.schema.ports import Lease, Vectors


@dataclass(frozen=True, slots=True)
class Place:
    """Where a change set is written: a connection in a transaction, and an exact scope's number."""

    connection: sqlite3.Connection
    number: int

    def known(self, query: str, ids: Iterable[str]) -> set[str]:
        """Which of some ids this exact scope has already."""
        bound = {"chain": json_list([self.number]), "ids": json_list(ids)}
        return {row["id"] for row in self.connection.execute(sql(query), bound)}


def apply(
    connection: sqlite3.Connection,
    scope: Scope,
    changes: ChangeSet,
    vectors: Vectors,
    lease: Lease | None,
) -> int:
    """All of `GraphStore.apply` but the transaction around it; returns the last sequence."""
    check_ownership(scope, changes, lease)
    place = Place(connection, number_of(connection, scope))
    if lease is not None:
        fence(connection, place.number, lease)
    revision: int = connection.execute(sql("raise_revision"), [place.number]).fetchone()[0]
    check_unchanged(revision - 1, changes)
    chain = chain_of(connection, scope)
    _add_entities(place, changes)
    check_references(connection, chain, changes)
    _add_names(place, changes)
    _add_claims(place, changes)
    _redirect(place, changes)
    _add_appearances(place, changes)
    _retire(place, changes)
    fresh = _learn(place, changes)
    _open_disputes(place, changes)
    note_readings(connection, place.number, changes.read)
    write_units(connection, place.number, fresh, _retired_ids(changes), vectors)
    if lease is not None:
        finish(connection, place.number, lease, changes.at)
    return last_sequence(connection, chain)


def _add_entities(place: Place, changes: ChangeSet) -> None:
    known = place.known("entities_by_id", (entity.id for entity in changes.entities))
    fresh = [entity for entity in changes.entities if entity.id not in known]
    rows = [entity_values(entity, place.number) for entity in fresh]
    place.connection.executemany(sql("add_entity"), rows)
    names = [values for entity in fresh for values in _names_of(place, changes, entity)]
    place.connection.executemany(sql("add_alias"), names)
    ids = {entity.id for entity in fresh}
    _log(place, (entry for entry in entity_entries(changes) if entry.item in ids))


def _names_of(place: Place, changes: ChangeSet, entity: Entity) -> list[Values]:
    main = _alias(place, changes, entity.id, entity.name) | {"is_main": 1}
    return [main, *(_alias(place, changes, entity.id, alias) for alias in entity.aliases)]


def _alias(place: Place, changes: ChangeSet, entity: str, name: str) -> Values:
    return {
        "scope": place.number,
        "form": name_form(name),
        "entity": entity,
        "name": name,
        "is_main": 0,
        "source": changes.reason,
        "created": micros(changes.at),
        **key_values(name),
    }


def _add_names(place: Place, changes: ChangeSet) -> None:
    rows = [_alias(place, changes, named.entity, named.alias) for named in changes.names]
    place.connection.executemany(sql("add_alias"), rows)
    spelled: list[Values] = [
        {
            "scope": place.number,
            "entity": one.entity,
            "form": name_form(one.name),
            "name": one.name,
        }
        for one in changes.respelled
    ]
    place.connection.executemany(sql("respell_alias"), spelled)
    place.connection.executemany(sql("respell_entity"), spelled)


def _add_claims(place: Place, changes: ChangeSet) -> None:
    rows = [claim_values(claim, place.number) for claim in changes.claims]
    decided = decision_entries(changes)
    known = place.known("claims_by_id", decided) if decided else set()
    _log(place, (entry for id, entry in decided.items() if id not in known))
    place.connection.executemany(sql("add_claim"), rows)
    for claim in changes.retracted:
        if place.connection.execute(sql("retract_claim"), [place.number, claim]).rowcount == 0:
            raise Invalid(f"no claim {claim} in this scope to retract")


def _redirect(place: Place, changes: ChangeSet) -> None:
    """Take entities for others, and claims as about them; what is so already leaves no line."""
    for one, entry in zip(changes.redirects, redirect_entries(changes), strict=True):
        bound: Values = {"scope": place.number, "id": one.entity, "into": one.into}
        if place.connection.execute(sql("redirect_entity"), bound).rowcount == 1:
            _log(place, [entry])
    rows = [claim_values(claim, place.number) for claim in changes.moved]
    place.connection.executemany(sql("move_claim"), rows)


def _add_appearances(place: Place, changes: ChangeSet) -> None:
    rows = [
        {
            "scope": place.number,
            "episode": one.episode,
            "entity": one.entity,
            "is_topic": int(one.is_topic),
        }
        for one in changes.appearances
    ]
    place.connection.executemany(sql("add_appearance"), rows)


def _retire(place: Place, changes: ChangeSet) -> None:
    """End the belief in rows. A row that this same change set has ended before is left as it is."""
    for retired, entry in zip(changes.retired, retired_entries(changes), strict=True):
        bound: Values = {
            "scope": place.number,
            "id": retired.fact.id,
            "at": micros(changes.at),
            "open": micros(DUSK),
        }
        if place.connection.execute(sql("retire_fact"), bound).rowcount == 1:
            _log(place, [entry] if entry is not None else [])
        elif not _is_repeat(place, changes, retired, entry):
            raise Overtaken(
                f"fact {retired.fact.id} is no longer believed",
                hint="read its slot again and decide anew",
            )


def _is_repeat(place: Place, changes: ChangeSet, retired: Retired, entry: LogEntry | None) -> bool:
    """Whether the log has the very line that this retirement would leave, or its successor's."""
    if entry is None:
        entry = next(line for line in learned_entries(changes) if line.item == retired.successor)
    values = entry_values(entry, place.number)
    return place.connection.execute(sql("is_logged"), values).fetchone() is not None


def _learn(place: Place, changes: ChangeSet) -> list[FactId]:
    """Add the rows that are not there yet; returns their ids."""
    known = place.known("facts_by_id", (fact.id for fact in changes.learned))
    fresh = {fact.id: fact for fact in changes.learned if fact.id not in known}
    rows = [fact_values(fact, place.number) for fact in fresh.values()]
    place.connection.executemany(sql("add_fact"), rows)
    _log(place, (entry for entry in learned_entries(changes) if entry.item in fresh))
    return list(fresh)


def _retired_ids(changes: ChangeSet) -> Sequence[FactId]:
    return [retired.fact.id for retired in changes.retired]


def _open_disputes(place: Place, changes: ChangeSet) -> None:
    rows = [
        {
            "scope": place.number,
            "slot": dispute.slot,
            "holder": dispute.holder,
            "rival": dispute.rival,
            "rule": dispute.rule,
            "opened": micros(changes.at),
        }
        for dispute in changes.disputes
    ]
    place.connection.executemany(sql("add_dispute"), rows)


def _log(place: Place, entries: Iterable[LogEntry]) -> None:
    rows = [entry_values(entry, place.number) for entry in entries]
    place.connection.executemany(sql("add_entry"), rows)
