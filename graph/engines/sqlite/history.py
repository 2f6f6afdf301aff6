"""Readings of the change log, and the counts of a scope."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection
from dataclasses import asdict
from datetime import datetime

from quipu.graph.engines.pages import BEFORE_DISPUTES
from quipu.graph.engines.sqlite.rows import entry_of, json_list
from quipu.graph.engines.sqlite.scopes import Chain
from quipu.graph.engines.sqlite.sql import sql
from quipu.schema.changes import ChangeKind, Dispute, LogEntry
from quipu.schema.identity import SlotKey
from quipu.schema.intervals import AsOf, micros, moment_of
from quipu.schema.ports import JobStatus, Statistics
from quipu.schema.reviews import Disputed, DisputePlace


def changes(
    connection: sqlite3.Connection,
    chain: Chain,
    since: int,
    limit: int,
    kinds: Collection[ChangeKind],
) -> list[LogEntry]:
    bound = {
        "chain": chain.numbers,
        "since": since,
        "limit": limit,
        "kinds": json_list(sorted(kinds)),
    }
    return [entry_of(row) for row in connection.execute(sql("changes"), bound)]


def changes_of(
    connection: sqlite3.Connection, chain: Chain, items: Collection[str], limit: int
) -> list[LogEntry]:
    bound = {"chain": chain.numbers, "items": json_list(items), "limit": limit}
    return [entry_of(row) for row in connection.execute(sql("changes_of"), bound)]


def disputes(
    connection: sqlite3.Connection,
    chain: Chain,
    after: DisputePlace | None,
    limit: int,
    slots: Collection[SlotKey],
) -> list[Disputed]:
    place = asdict(after or BEFORE_DISPUTES)
    bound = {"chain": chain.numbers, "limit": limit, "slots": json_list(slots), **place}
    return [
        Disputed(
            chain.scopes[row["scope"]],
            Dispute(row["slot"], row["holder"], row["rival"], row["rule"]),
            moment_of(row["opened"]),
        )
        for row in connection.execute(sql("disputes"), bound)
    ]


def last_sequence(connection: sqlite3.Connection, chain: Chain) -> int:
    return _count(connection, "last_sequence", chain)


def revision(connection: sqlite3.Connection, own: Chain) -> int:
    """How often an exact scope has changed; 0 where nobody wrote to it yet."""
    for number in own.scopes:
        found: int = connection.execute(sql("revision_of_scope"), {"scope": number}).fetchone()[0]
        return found
    return 0


def last_change(connection: sqlite3.Connection) -> datetime | None:
    """By the clock that wrote the last line of the log."""
    row = connection.execute(sql("last_change")).fetchone()
    return None if row is None else moment_of(row["at"])


def statistics(connection: sqlite3.Connection, chain: Chain, view: AsOf) -> Statistics:
    """Counts over a chain; `current_facts` are those whose status at the viewpoint is CURRENT."""
    bound = {
        "chain": chain.numbers,
        "known": micros(view.known),
        "at": micros(view.valid.start),
    }
    facts = connection.execute(sql("count_facts"), bound).fetchone()
    rows = connection.execute(sql("count_jobs"), {"chain": chain.numbers})
    jobs = {row["status"]: row["jobs"] for row in rows}
    return Statistics(
        entities=_count(connection, "count_entities", chain),
        facts=facts["believed"],
        current_facts=facts["current"],
        episodes=_count(connection, "count_episodes", chain),
        queued_jobs=jobs.get(JobStatus.QUEUED, 0) + jobs.get(JobStatus.RUNNING, 0),
        failed_jobs=jobs.get(JobStatus.FAILED, 0),
        last_sequence=last_sequence(connection, chain),
        stood_in=_count(connection, "count_stood_in", chain),
    )


def _count(connection: sqlite3.Connection, query: str, chain: Chain) -> int:
    found: int = connection.execute(sql(query), {"chain": chain.numbers}).fetchone()[0]
    return found
