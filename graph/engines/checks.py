"""What a call must satisfy before an engine is asked: one scope, fitting vectors, real pages."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

import numpy as np

from quipu.schema.changes import ChangeSet
from quipu.schema.erasing import Erasure
from quipu.schema.errors import Conflict, Invalid, Overtaken, RateLimited
from quipu.schema.identity import EntityId, Scope
from quipu.schema.knowledge import Claim, Entity, Fact
from quipu.schema.ports import Lease, Page, Vectors
from quipu.schema.recall import Wanted

_COME_AGAIN_MS = 5_000  # in which a worker reads some hundred messages


def check_ownership(scope: Scope, changes: ChangeSet, lease: Lease | None) -> None:
    """Raises Invalid if anything in a change set belongs to another scope than this one."""
    retired = [row.fact for row in changes.retired]
    claims = [*changes.claims, *changes.moved]
    items: list[Entity | Claim | Fact] = [*changes.entities, *claims, *changes.learned]
    for item in items + retired:
        if item.scope != scope:
            raise Invalid(
                f"{item.id} belongs to {item.scope.key}, not to {scope.key}",
                hint="one change set for each exact scope",
            )
    if lease is not None and lease.scope != scope:
        raise Invalid(f"the lease is for {lease.scope.key}, not for {scope.key}")


def check_references(changes: ChangeSet, seen: Collection[str]) -> None:
    """Raises Invalid if a fact, claim or name is about an entity that its scope does not see."""
    for missing in sorted(entities_of(changes) - set(seen)):
        raise Invalid(f"no entity {missing} in this scope", hint="add it in the same change set")


def entities_of(changes: ChangeSet) -> set[EntityId]:
    """Whom the facts, claims, names and appearances of a change set are about."""
    about: Sequence[Claim | Fact] = [*changes.learned, *changes.claims, *changes.moved]
    ends = {end for item in about for end in (item.subject, item.object)}
    named = {named.entity for named in changes.names}
    told = {
        end for one in changes.claims if one.told for end in (one.told.subject, one.told.object)
    }
    redirected = {end for one in changes.redirects for end in (one.entity, one.into) if end}
    return ends | named | told | redirected | {seen.entity for seen in changes.appearances}


def check_room(waiting: int, room: int) -> None:
    """Raises RateLimited if as many jobs wait as may."""
    if waiting >= room:
        raise RateLimited(f"{waiting:,} calls wait to be read", retry_after_ms=_COME_AGAIN_MS)


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


def check_wanted(wanted: Wanted, dimensions: int) -> None:
    """Raises Invalid for a question whose vector does not fit this memory."""
    if wanted.vector.shape != (dimensions,):
        raise Invalid(
            f"question vector of shape {wanted.vector.shape}",
            hint=f"this memory holds {dimensions} dimensions",
        )


def check_unchanged(revision: int, decided: Erasure | ChangeSet) -> None:
    """Raises Overtaken where a scope is no longer as it was when something was decided on it."""
    if decided.revision not in (None, revision):
        raise Overtaken("something was remembered meanwhile", hint="look again and decide anew")


def check_body(key: str, kept: str, asked: str) -> None:
    """Raises Conflict where an idempotency key was used for something else."""
    if kept != asked:
        raise Conflict(
            f"the key {key!r} was used before with another body", hint="choose a new key"
        )


def check_unused(key: str, *, is_erasing: bool) -> None:
    """Raises Conflict where something was erased under an idempotency key."""
    if is_erasing:
        raise Conflict(f"the key {key!r} was used before to forget", hint="choose a new key")


def check_spoken(elsewhere: Mapping[EntityId, Sequence[str]], erasure: Erasure) -> None:
    """Raises Overtaken where others speak of whom an erasure takes something by now, or no more."""
    if any(len(elsewhere.get(id, ())) != count for id, count in erasure.spoken):
        raise Overtaken("others speak of the same meanwhile", hint="look again and decide anew")


def check_unforgotten(*, is_forgotten: bool) -> None:
    """Raises Overtaken where what is about to be kept was erased on request a moment ago."""
    if is_forgotten:
        raise Overtaken("something was erased meanwhile", hint="look again at what may be told")


def check_page(page: Page) -> None:
    """Raises Invalid for a page that could hold nothing."""
    if page.first < 1:
        raise Invalid(f"a page of {page.first}", hint="at least 1")


def beyond(beginning: str) -> str:
    """The end of the range of the ids that begin so: no character of an id comes after "~"."""
    return f"{beginning}~"
