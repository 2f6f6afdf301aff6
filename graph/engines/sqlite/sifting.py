"""What passes the sieve of a search, place by place."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence

import numpy as np

from quipu.graph.engines.sqlite.fact_columns import STATUSES, Mask, kind_keys, trusts
from quipu.graph.engines.sqlite.rows import Values, json_list
from quipu.graph.engines.sqlite.scopes import Chain
from quipu.graph.engines.sqlite.shelf import Snapshot
from quipu.graph.engines.sqlite.sql import sql
from quipu.graph.engines.sqlite.words import keys_of
from quipu.schema.intervals import micros
from quipu.schema.recall import ItemKind, Wanted

Passing = Mapping[ItemKind, Mask]
"""What passes of each kind, over all shelves that are not empty; no kinds where all does."""


def passing(
    connection: sqlite3.Connection, wide: Chain, snapshots: Sequence[Snapshot], wanted: Wanted
) -> Passing:
    """`wide` are the scopes whose entities may stand in what the shelves have."""
    if wanted.sieve.is_open:
        return {}
    facts = [one for one in snapshots if one.size and one.kind is ItemKind.FACT]
    found = {ItemKind.FACT: _joined([_facts_passing(one, wanted) for one in facts])}
    if ItemKind.EPISODE in wanted.kinds:  # a walk brings facts either way
        episodes = [one for one in snapshots if one.size and one.kind is ItemKind.EPISODE]
        numbers = _episodes_passing(connection, wide, wanted)
        found[ItemKind.EPISODE] = _joined([np.isin(one.items, numbers) for one in episodes])
    return found


def _joined(parts: Sequence[Mask]) -> Mask:
    return np.concatenate(parts) if parts else np.zeros(0, np.bool_)


def _facts_passing(snapshot: Snapshot, wanted: Wanted) -> Mask:
    sieve, facts = wanted.sieve, snapshot.facts
    since, until = micros(sieve.created.start), micros(sieve.created.end)
    passes: Mask = (snapshot.created >= since) & (snapshot.created < until)
    if sieve.min_trust > 0:
        passes &= trusts(facts.flags) >= int(sieve.min_trust)
    if sieve.min_confidence > 0.0:
        passes &= facts.confidences >= sieve.min_confidence
    if sieve.predicates:
        passes &= np.isin(facts.predicates, keys_of(sorted(sieve.predicates)))
    if sieve.kinds:
        kinds = kind_keys(sorted(sieve.kinds))
        passes &= np.isin(facts.subject_kinds, kinds) | np.isin(facts.object_kinds, kinds)
    if sieve.about:
        ends = keys_of(sorted(sieve.about))
        passes &= np.isin(facts.subjects, ends) | np.isin(facts.objects, ends)
    if sieve.statuses:
        codes = [n for n, status in enumerate(STATUSES) if status in sieve.statuses]
        passes &= np.isin(facts.statuses(micros(wanted.view.valid.start)), codes)
    return passes


def _episodes_passing(
    connection: sqlite3.Connection, wide: Chain, wanted: Wanted
) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    """The numbers of episodes that pass. Only kinds of entities need more than their rows."""
    sieve = wanted.sieve
    bound: Values = {
        "chain": wide.numbers,
        "kinds": json_list(sorted(sieve.kinds)),
        "min_trust": int(sieve.min_trust),
        "created_start": micros(sieve.created.start),
        "created_end": micros(sieve.created.end),
    }
    rows = connection.execute(sql("episodes_passing"), bound).fetchall()
    return np.array([row[0] for row in rows], dtype=np.int64)
