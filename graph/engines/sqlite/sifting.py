"""What passes the sieve of a search, by the numbers of the rows."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping

from quipu.graph.engines.sqlite.rows import Values, json_list
from quipu.graph.engines.sqlite.scopes import Chain
from quipu.graph.engines.sqlite.sql import sql
from quipu.schema.intervals import micros
from quipu.schema.recall import ItemKind, Wanted

Passing = Mapping[ItemKind, frozenset[int]]
"""The numbers of what passes, of each kind; no kinds where everything does."""


def passing(connection: sqlite3.Connection, chain: Chain, wide: Chain, wanted: Wanted) -> Passing:
    """`wide` are the scopes whose entities may stand in what the chain has."""
    sieve = wanted.sieve
    if sieve.is_open:
        return {}
    bound: Values = {
        "chain": chain.numbers,
        "wide": wide.numbers,
        "kinds": json_list(sorted(sieve.kinds)),
        "min_trust": int(sieve.min_trust),
        "created_start": micros(sieve.created.start),
        "created_end": micros(sieve.created.end),
        "predicates": json_list(sorted(sieve.predicates)),
        "statuses": json_list(sorted(sieve.statuses)),
        "ends": json_list(sorted(sieve.about)),
        "min_confidence": sieve.min_confidence,
        "at": micros(wanted.view.valid.start),
    }
    facts = "facts_passing_of" if sieve.about else "facts_passing"
    queries = {ItemKind.FACT: facts, ItemKind.EPISODE: "episodes_passing"}
    asked = {ItemKind.FACT, *wanted.kinds} & queries.keys()  # a walk brings facts either way
    return {kind: _numbers(connection, queries[kind], bound) for kind in asked}


def _numbers(connection: sqlite3.Connection, name: str, bound: Values) -> frozenset[int]:
    return frozenset(row[0] for row in connection.execute(sql(name), bound))
