"""Rows to vocabulary and back. The only module that knows what a property holds."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import datetime
from hashlib import sha256
from typing import Any

from quipu.graph.engines.documents import metadata_text, statements_of, statements_text
from quipu.schema.changes import ChangeKind, LogEntry
from quipu.schema.identity import ClaimId, EntityId, EpisodeId, FactId, JobId, Scope, SlotKey
from quipu.schema.intervals import INSTANT, Interval, micros, moment_of
from quipu.schema.knowledge import (
    Claim,
    Ending,
    Entity,
    Episode,
    EpisodeKind,
    Fact,
    Nature,
    Trust,
    shown,
)
from quipu.schema.names import name_form
from quipu.schema.ports import Job, JobStatus
from quipu.schema.recall import searched_text

Row = list[Any]
Values = dict[str, Any]
_NOTHING_GIVEN = "[]"

COLUMNS: dict[str, tuple[str, ...]] = {
    "FACT": tuple(
        "id scope_key slot subject predicate object statement nature valid_from valid_to created"
        " expired ending claim_ids episode_ids confidence trust rule closed_by revision"
        " is_negated".split()
    ),
    "EPISODE": tuple(
        "id scope_key content occurred created kind speaker source external_id trust metadata"
        " given ordinal".split()
    ),
    "ENTITY": tuple("id scope_key name kind created is_value".split()),
    "CLAIM": tuple(
        "id scope_key episode slot subject predicate object statement quote nature valid_from"
        " valid_to is_start_stated is_end_stated is_negated is_ending confidence trust occurred"
        " recorded reader attributed_to is_retracted".split()
    ),
    "CHANGE": tuple("sequence at actor kind reason item before after".split()),
    "JOB": tuple("id scope_key status attempts created finished last_error kind".split()),
}
"""Which properties make up a row, in order; queries name them by the word on the left."""

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


def scope_mark(key: str) -> str:
    """A scope's key as one plain word, which no stemmer changes: for full-text indexes."""
    return f"s{int.from_bytes(sha256(key.encode()).digest()[:8]):020d}"


def episode_values(episode: Episode) -> Values:
    said = f"{episode.speaker}: {episode.content}" if episode.speaker else episode.content
    return {
        "scope_key": episode.scope.key,
        "scope_mark": scope_mark(episode.scope.key),
        "id": episode.id,
        "content": episode.content,
        "text": said,
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
        "place": _place(episode),
        "since": _readable(episode.occurred_at),
    }


def _place(episode: Episode) -> str:
    """Where an episode stands in its conversation: sorts by time, then by order of arrival."""
    happened, arrived = episode.occurred_at.isoformat("T", "microseconds"), episode.created_at
    return f"{happened} {arrived.isoformat('T', 'microseconds')} {episode.ordinal:09d} {episode.id}"


def episode_of(row: Row) -> Episode:
    (id, scope, content, occurred, created, kind, speaker, source, external, *rest) = row
    trust, metadata, given, ordinal = rest
    return Episode(
        id=EpisodeId(id),
        scope=Scope.from_key(scope),
        content=content,
        occurred_at=moment_of(occurred),
        created_at=moment_of(created),
        kind=EpisodeKind(kind),
        speaker=speaker,
        source=source,
        external_id=external,
        trust=Trust(trust),
        metadata=json.loads(metadata),
        given=() if given == _NOTHING_GIVEN else statements_of(given),
        ordinal=ordinal,
    )


def entity_values(entity: Entity) -> Values:
    return {
        "scope_key": entity.scope.key,
        "id": entity.id,
        "name": entity.name,
        "form": name_form(entity.name),
        "kind": entity.kind,
        "created": micros(entity.created_at),
        "is_value": entity.is_value,
    }


def labels_of(entity: Entity) -> list[str]:
    """Labels beside `:Entity`, so that one can see in the Browser what something is."""
    if entity.is_value:
        return ["Value"]
    label = _LABELS.get(entity.kind)
    return [] if label is None else [label]


def entity_of(row: Row) -> Entity:
    id, scope, name, kind, created, is_value, aliases = row
    return Entity(
        id=EntityId(id),
        scope=Scope.from_key(scope),
        name=name,
        kind=kind,
        created_at=moment_of(created),
        aliases=tuple(alias[-1] for alias in sorted(aliases)),
        is_value=is_value,
    )


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
    }


def claim_of(row: Row) -> Claim:
    kept = dict(zip(COLUMNS["CLAIM"], row, strict=True))
    return Claim(
        id=ClaimId(kept["id"]),
        scope=Scope.from_key(kept["scope_key"]),
        episode=EpisodeId(kept["episode"]),
        slot=SlotKey(kept["slot"]),
        subject=EntityId(kept["subject"]),
        predicate=kept["predicate"],
        object=EntityId(kept["object"]),
        sentence=kept["statement"],
        quote=kept["quote"],
        nature=Nature(kept["nature"]),
        stated=Interval(moment_of(kept["valid_from"]), moment_of(kept["valid_to"])),
        is_start_stated=kept["is_start_stated"],
        is_end_stated=kept["is_end_stated"],
        is_negated=kept["is_negated"],
        is_ending=kept["is_ending"],
        confidence=kept["confidence"],
        trust=Trust(kept["trust"]),
        occurred_at=moment_of(kept["occurred"]),
        recorded_at=moment_of(kept["recorded"]),
        reader=kept["reader"],
        attributed_to=kept["attributed_to"],
        is_retracted=kept["is_retracted"],
    )


def fact_values(fact: Fact, number: int) -> Values:
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
        "since": _readable(fact.valid.start),
        "until": _readable(fact.valid.end),
    }


def fact_of(row: Row) -> Fact:
    """The fact of a row. One that was retired when it was learned was believed at no moment: no
    search finds it, and its `known` is shown as the shortest interval there is."""
    (id, scope, slot, subject, predicate, object, sentence, nature, start, end, *rest) = row
    (created, expired, ending, claims, episodes, confidence, trust, rule, closed_by, *last) = rest
    revision, is_negated = last
    learned = moment_of(created)
    return Fact(
        id=FactId(id),
        scope=Scope.from_key(scope),
        slot=SlotKey(slot),
        subject=EntityId(subject),
        predicate=predicate,
        object=EntityId(object),
        sentence=sentence,
        nature=Nature(nature),
        valid=Interval(moment_of(start), moment_of(end)),
        known=Interval(learned, max(moment_of(expired), learned + INSTANT)),
        ending=Ending(ending),
        claims=tuple(claims),
        episodes=tuple(episodes),
        confidence=confidence,
        trust=Trust(trust),
        rule=rule,
        closed_by=None if closed_by is None else ClaimId(closed_by),
        revision=revision,
        is_negated=is_negated,
    )


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


def entry_of(row: Row) -> LogEntry:
    sequence, at, actor, kind, reason, item, before, after = row
    return LogEntry(sequence, moment_of(at), actor, ChangeKind(kind), reason, item, before, after)


def job_of(row: Row) -> Job:
    id, scope, status, attempts, created, finished, last_error, kind, episodes = row
    return Job(
        id=JobId(id),
        scope=Scope.from_key(scope),
        status=JobStatus(status),
        episodes=tuple(EpisodeId(episode) for _, episode in sorted(episodes)),
        attempts=attempts,
        created_at=moment_of(created),
        finished_at=None if finished is None else moment_of(finished),
        last_error=last_error,
        kind=kind,
    )


def by_id(rows: Iterable[Row]) -> dict[str, Row]:
    """Rows by id; of two with the same id the first, which is the narrower scope's."""
    found: dict[str, Row] = {}
    for row in rows:
        found.setdefault(row[0], row)
    return found


def keys_of(scopes: Sequence[Scope]) -> list[str]:
    return [scope.key for scope in scopes]


def _readable(moment: datetime) -> str:
    """A moment for people in the Browser: a day where it is one; "" for an open end."""
    known = shown(moment)
    if known is None:
        return ""
    return known.isoformat(" ", "minutes")[:16].removesuffix(" 00:00")
