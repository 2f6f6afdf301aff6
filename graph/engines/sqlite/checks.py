"""What a change set must satisfy before it is written: one scope, known names, fitting vectors."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

import numpy as np

from quipu.graph.engines.sqlite.rows import json_list
from quipu.graph.engines.sqlite.scopes import Chain
from quipu.graph.engines.sqlite.sql import sql
from quipu.schema.changes import ChangeSet
from quipu.schema.errors import Invalid
from quipu.schema.identity import Scope
from quipu.schema.knowledge import Claim, Entity, Fact
from quipu.schema.ports import Lease, Page, Vectors


def check_ownership(scope: Scope, changes: ChangeSet, lease: Lease | None) -> None:
    """Raises Invalid if anything in a change set belongs to another scope than this one."""
    retired = [row.fact for row in changes.retired]
    items: list[Entity | Claim | Fact] = [*changes.entities, *changes.claims, *changes.learned]
    for item in items + retired:
        if item.scope != scope:
            raise Invalid(
                f"{item.id} belongs to {item.scope.key}, not to {scope.key}",
                hint="one change set for each exact scope",
            )
    if lease is not None and lease.scope != scope:
        raise Invalid(f"the lease is for {lease.scope.key}, not for {scope.key}")


def check_references(connection: sqlite3.Connection, chain: Chain, changes: ChangeSet) -> None:
    """Raises Invalid if a fact, claim or name is about an entity that its scope does not see."""
    wanted = {named.entity for named in changes.names}
    about: list[Claim | Fact] = [*changes.learned, *changes.claims]
    for item in about:
        wanted |= {item.subject, item.object}
    bound = {"chain": chain.numbers, "ids": json_list(wanted)}
    known = {row["id"] for row in connection.execute(sql("entities_by_id"), bound)}
    _none_missing("entity", sorted(wanted - known))


def check_vectors(vectors: Vectors, dimensions: int) -> None:
    """Raises Invalid unless there is one finite row of the right length for each item."""
    if len(vectors.items) == 0:
        return
    if vectors.rows.shape != (len(vectors.items), dimensions):
        raise Invalid(
            f"vectors of shape {vectors.rows.shape} for {len(vectors.items)} items",
            hint=f"this memory holds {dimensions} dimensions",
        )
    if not np.isfinite(vectors.rows).all():
        raise Invalid("vectors that are not finite")


def _none_missing(what: str, missing: Iterable[str]) -> None:
    for one in missing:
        raise Invalid(f"no {what} {one} in this scope", hint="add it in the same change set")


def check_page(page: Page) -> None:
    """Raises Invalid for a page that could hold nothing."""
    if page.first < 1:
        raise Invalid(f"a page of {page.first}", hint="at least 1")
