"""Values with sensible defaults: a test states only what matters to it."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import numpy as np

from quipu.schema.changes import ChangeSet
from quipu.schema.identity import (
    ClaimId,
    EntityId,
    EpisodeId,
    FactId,
    Scope,
    SlotKey,
    derived_id,
)
from quipu.schema.intervals import DUSK, AsOf, Interval
from quipu.schema.knowledge import (
    Claim,
    Ending,
    Entity,
    Episode,
    EpisodeKind,
    Fact,
    Nature,
    Trust,
)
from quipu.schema.ports import Vectors

DIMENSIONS = 8
START = datetime(2024, 1, 1, tzinfo=UTC)


def day(number: float) -> datetime:
    """A moment so many days after the first of January 2024."""
    return START + timedelta(days=number)


def scope(tenant: str = "acme", user: str = "", agent: str = "", session: str = "") -> Scope:
    return Scope(tenant, user, agent, session)


def now_view(at: datetime | None = None) -> AsOf:
    """What holds and is believed at one moment, day 1,000 by default."""
    moment = at or day(1000)
    return AsOf.moment(moment, moment)


def episode(content: str = "I live in Oslo.", **fields: Any) -> Episode:
    """An episode whose id follows from its scope, content and ordinal."""
    where = fields.setdefault("scope", scope())
    defaults: dict[str, Any] = {
        "id": EpisodeId(derived_id("ep", where.key, content, fields.get("ordinal", 0))),
        "content": content,
        "occurred_at": day(0),
        "created_at": day(0),
        "kind": EpisodeKind.MESSAGE,
        "speaker": "Anna",
    }
    return Episode(**(defaults | fields))


def entity(name: str = "Anna", **fields: Any) -> Entity:
    """An entity whose id follows from its scope and name: `entity("Anna").id` is stable."""
    where = fields.setdefault("scope", scope())
    defaults: dict[str, Any] = {
        "id": EntityId(derived_id("ent", where.key, name)),
        "name": name,
        "kind": "person",
        "created_at": day(0),
    }
    return Entity(**(defaults | fields))


def claim(value: str = "Oslo", **fields: Any) -> Claim:
    """The claim that Anna lives in `value`; id by scope, sentence and start of `stated`."""
    where = fields.setdefault("scope", scope())
    sentence = fields.get("sentence", f"Anna lives in {value}.")
    stated = fields.get("stated", Interval(day(0), DUSK))
    defaults: dict[str, Any] = {
        "id": ClaimId(derived_id("cl", where.key, sentence, stated.start)),
        "episode": EpisodeId(derived_id("ep", where.key, "I live in Oslo.", 0)),
        "slot": SlotKey(derived_id("slot", where.key, "Anna", "lives in")),
        "subject": entity("Anna", scope=where).id,
        "predicate": "lives in",
        "object": entity(value, scope=where).id,
        "sentence": sentence,
        "quote": f"I live in {value}.",
        "nature": Nature.STATE,
        "stated": stated,
        "is_start_stated": False,
        "is_end_stated": False,
        "is_negated": False,
        "is_ending": False,
        "confidence": 0.8,
        "trust": Trust.OBSERVED,
        "occurred_at": day(0),
        "recorded_at": day(0),
        "reader": "given",
    }
    return Claim(**(defaults | fields))


def fact(value: str = "Oslo", **fields: Any) -> Fact:
    """The fact that Anna lives in `value`, from day 0 on, believed from day 0 on.

    `subject` and `object` may be given as names; they become the ids that `entity` gives.
    """
    where = fields.setdefault("scope", scope())
    who = fields.pop("subject", "Anna")
    what = fields.pop("object", value)
    predicate = fields.setdefault("predicate", "lives in")
    sentence = fields.setdefault("sentence", f"{who} {predicate} {value}.")
    revision = fields.get("revision", 1)
    valid = fields.get("valid", Interval(day(0), DUSK))
    defaults: dict[str, Any] = {
        "id": FactId(derived_id("fact", where.key, sentence, valid.start, valid.end, revision)),
        "slot": SlotKey(derived_id("slot", where.key, who, predicate)),
        "subject": _entity_id(who, where),
        "object": _entity_id(what, where),
        "nature": Nature.STATE,
        "valid": valid,
        "known": Interval(day(0), DUSK),
        "ending": Ending.OPEN,
        "claims": (ClaimId(derived_id("cl", where.key, sentence)),),
        "episodes": (EpisodeId(derived_id("ep", where.key, sentence)),),
        "confidence": 0.8,
        "trust": Trust.OBSERVED,
        "rule": "only",
    }
    return Fact(**(defaults | fields))


def change_set(**fields: Any) -> ChangeSet:
    """A change set of day 0. Entities that its facts and claims are about are *not* added."""
    defaults: dict[str, Any] = {"at": day(0), "actor": "test", "reason": "test"}
    return ChangeSet(**(defaults | fields))


def about(*facts: Fact, names: Sequence[str], **fields: Any) -> ChangeSet:
    """A change set that learns facts together with the entities they are about, by name."""
    where = facts[0].scope
    people = tuple(entity(name, scope=where) for name in names)
    return change_set(**({"entities": people, "learned": facts} | fields))


def vector(text: str, dimensions: int = DIMENSIONS) -> np.ndarray[Any, np.dtype[np.float32]]:
    """A unit vector that depends on the text alone."""
    row = np.random.default_rng(zlib.crc32(text.encode())).standard_normal(dimensions)
    unit: np.ndarray[Any, np.dtype[np.float32]] = (row / np.linalg.norm(row)).astype(np.float32)
    return unit


def vectors(*items: Fact | Episode, dimensions: int = DIMENSIONS) -> Vectors:
    """The vectors of facts' sentences and episodes' contents; none for no items."""
    rows = np.zeros((len(items), dimensions), dtype=np.float32)
    for place, item in enumerate(items):
        rows[place] = vector(_text_of(item), dimensions)
    return Vectors(tuple(item.id for item in items), rows)


def _text_of(item: Fact | Episode) -> str:
    return item.sentence if isinstance(item, Fact) else item.content


def _entity_id(name: str, where: Scope) -> EntityId:
    return EntityId(name) if name.startswith("ent_") else entity(name, scope=where).id
