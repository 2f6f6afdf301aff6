"""Vocabulary as properties: what is written of an entity, a claim, a fact, an episode, a line."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import lru_cache
from hashlib import sha256
from typing import Any

import numpy as np
from neo4j.vector import Vector
from numpy.typing import NDArray

from quipu.graph.engines.documents import metadata_text, statements_text
from quipu.graph.engines.neo4j.rows import packed
from quipu.schema.changes import LogEntry
from quipu.schema.identity import Anchor, Scope
from quipu.schema.intervals import micros
from quipu.schema.knowledge import Claim, Entity, Episode, Fact, shown
from quipu.schema.names import name_form
from quipu.schema.outlines import Text
from quipu.schema.ports import Vectors
from quipu.schema.recall import plain_text, searched_text

Values = dict[str, Any]

_LABELS = {
    "person": "Person",
    "organisation": "Organization",
    "organization": "Organization",
    "place": "Place",
    "event": "Event",
    "product": "Product",
    "animal": "Animal",
    "work": "Work",
}
"""The only labels an entity's kind can become; another kind is an `:Entity` and nothing more."""


@lru_cache(maxsize=1024)  # of each fact and each search
def scope_mark(key: str) -> str:
    """A scope's key as one plain word, which no stemmer changes: for full-text indexes."""
    return f"s{int.from_bytes(sha256(key.encode()).digest()[:8]):020d}"


def episode_values(episode: Episode) -> Values:
    return {
        "scope_key": episode.scope.key,
        "scope_mark": scope_mark(episode.scope.key),
        "id": episode.id,
        "content": episode.content,
        "text": said_text(episode),
        "occurred": micros(episode.occurred_at),
        "created": micros(episode.created_at),
        "kind": episode.kind.value,
        "speaker": episode.speaker,
        "source": episode.source,
        "external_id": episode.external_id,
        "trust": int(episode.trust),
        "metadata": metadata_text(episode.metadata),
        "given": statements_text(episode.given),
        "ordinal": episode.ordinal,
        "offset_minutes": episode.offset_minutes,
        "place": _place(episode),
        "since": _readable(episode.occurred_at),
    }


def said_text(episode: Text) -> str:
    """What of an episode is searched for words: its content, and who said it."""
    said = plain_text(episode.kind, episode.content)
    return f"{episode.speaker}: {said}" if episode.speaker else said


def _place(episode: Episode) -> str:
    """Where an episode stands in its conversation: sorts by time, then by order of arrival."""
    happened, arrived = episode.occurred_at.isoformat("T", "microseconds"), episode.created_at
    return f"{happened} {arrived.isoformat('T', 'microseconds')} {episode.ordinal:09d} {episode.id}"


def entity_values(entity: Entity) -> Values:
    return {
        "scope_key": entity.scope.key,
        "id": entity.id,
        "name": entity.name,
        "form": name_form(entity.name),
        "kind": entity.kind,
        "created": micros(entity.created_at),
        "is_value": entity.is_value,
        "merged_into": entity.merged_into,
    }


def labels_of(entity: Entity) -> list[str]:
    """Labels beside `:Entity`, so that one can see in the Browser what something is."""
    if entity.is_value:
        return ["Value"]
    label = _LABELS.get(entity.kind)
    return [] if label is None else [label]


def claim_values(claim: Claim, number: int) -> Values:
    return {
        "scope_key": claim.scope.key,
        "id": claim.id,
        "number": number,
        "episode": claim.episode,
        "slot": claim.slot,
        "subject": claim.subject,
        "predicate": claim.predicate,
        "object": claim.object,
        "statement": claim.sentence,
        "quote": claim.quote,
        "nature": claim.nature.value,
        "valid_from": micros(claim.stated.start),
        "valid_to": micros(claim.stated.end),
        "is_start_stated": claim.is_start_stated,
        "is_end_stated": claim.is_end_stated,
        "is_negated": claim.is_negated,
        "is_ending": claim.is_ending,
        "confidence": float(claim.confidence),
        "trust": int(claim.trust),
        "occurred": micros(claim.occurred_at),
        "recorded": micros(claim.recorded_at),
        "reader": claim.reader,
        "attributed_to": claim.attributed_to,
        "is_retracted": claim.is_retracted,
        "qualifier": claim.qualifier,
        "far_slot": claim.far_slot,
        "asked": claim.asked,
        **_told_values(claim.told),
    }


def moved_values(claim: Claim) -> Values:
    """What is otherwise of a claim that is about somebody else than before."""
    ends = {"subject": claim.subject, "object": claim.object}
    return {"slot": claim.slot, "far_slot": claim.far_slot, **ends, **_told_values(claim.told)}


def _told_values(told: Anchor | None) -> Values:
    return {
        "told_subject": None if told is None else told.subject,
        "told_object": None if told is None else told.object,
        "told_slot": None if told is None else told.slot,
        "told_far_slot": None if told is None else told.far_slot,
    }


def fact_values(fact: Fact, number: int) -> Values:
    return with_row(bare_values(fact, number))


def with_row(properties: Values) -> Values:
    """A fact's properties with all that a reader wants of them as one."""
    return properties | {"row": packed(properties)}


def bare_values(fact: Fact, number: int) -> Values:
    """A fact's properties without its row as one."""
    return {
        "scope_key": fact.scope.key,
        "scope_mark": scope_mark(fact.scope.key),
        "id": fact.id,
        "number": number,
        "slot": fact.slot,
        "subject": fact.subject,
        "predicate": fact.predicate,
        "object": fact.object,
        "statement": fact.sentence,
        "text": searched_text(fact),
        "nature": fact.nature.value,
        "valid_from": micros(fact.valid.start),
        "valid_to": micros(fact.valid.end),
        "created": micros(fact.known.start),
        "expired": micros(fact.known.end),
        "ending": fact.ending.value,
        "claim_ids": list(fact.claims),
        "episode_ids": list(fact.episodes),
        "confidence": float(fact.confidence),
        "trust": int(fact.trust),
        "rule": fact.rule,
        "closed_by": fact.closed_by,
        "revision": fact.revision,
        "is_negated": fact.is_negated,
        "qualifier": fact.qualifier,
        "far_slot": fact.far_slot,
        "since": _readable(fact.valid.start),
        "until": _readable(fact.valid.end),
    }


def vector_values(vectors: Vectors, *, as_vectors: bool) -> dict[str, object]:
    """Vectors by item, as a server takes them."""
    sent = (vector_value(row, as_vectors=as_vectors) for row in vectors.rows)
    return dict(zip(map(str, vectors.items), sent, strict=True))


def vector_value(row: NDArray[np.float32], *, as_vectors: bool) -> object:
    """A vector as such, or as a list of numbers for a server that knows no other way."""
    return Vector.from_numpy(row) if as_vectors else row.tolist()


def entry_values(entry: LogEntry, scope: Scope) -> Values:
    return {
        "scope_key": scope.key,
        "at": micros(entry.at),
        "actor": entry.actor,
        "kind": entry.kind.value,
        "reason": entry.reason,
        "item": entry.item,
        "before": entry.before,
        "after": entry.after,
    }


def keys_of(scopes: Sequence[Scope]) -> list[str]:
    return [scope.key for scope in scopes]


def _readable(moment: datetime) -> str:
    """A moment for people in the Browser: a day where it is one; "" for an open end."""
    known = shown(moment)
    if known is None:
        return ""
    return known.isoformat(" ", "minutes")[:16].removesuffix(" 00:00")
