"""Rows to vocabulary and back. The only module that knows what a column holds."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Sequence

from quipu.graph.engines.documents import metadata_text, statements_of, statements_text
from quipu.schema.changes import ChangeKind, LogEntry
from quipu.schema.entities import with_names
from quipu.schema.identity import Anchor, ClaimId, EntityId, EpisodeId, JobId, Scope, SlotKey
from quipu.schema.intervals import Interval, micros, moment_of
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
from quipu.schema.names import name_form
from quipu.schema.ports import Job, JobStatus

Values = dict[str, str | int | float | bytes | None]
_NOTHING_GIVEN, _NO_METADATA = "[]", metadata_text({})
_KINDS = {one.value: one for one in EpisodeKind}
_NATURES = {one.value: one for one in Nature}
_ENDINGS = {one.value: one for one in Ending}
_TRUSTS = {int(one): one for one in Trust}
_read_json = json.JSONDecoder().raw_decode  # four times as fast as json.loads on short texts


def json_list(values: Iterable[object]) -> str:
    """A list as one bound parameter: queries open it with `json_each`."""
    return json.dumps(list(values))


def episode_values(episode: Episode, scope: int) -> Values:
    return {
        "scope": scope,
        "id": episode.id,
        "content": episode.content,
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
    }


def episode_of(row: sqlite3.Row, scope: Scope) -> Episode:
    """The episode of a row that begins with the columns of its table, in their order."""
    (_, _, id, content, occurred, created, kind, speaker, source, external_id, *rest) = row
    trust, metadata, given, ordinal, offset, *_ = rest
    return Episode(
        id=id,
        scope=scope,
        content=content,
        occurred_at=moment_of(occurred),
        created_at=moment_of(created),
        kind=_KINDS[kind],
        speaker=speaker,
        source=source,
        external_id=external_id,
        trust=_TRUSTS[trust],
        metadata={} if metadata == _NO_METADATA else json.loads(metadata),
        given=() if given == _NOTHING_GIVEN else statements_of(given),
        ordinal=ordinal,
        offset_minutes=offset or 0,
    )


def entity_values(entity: Entity, scope: int) -> Values:
    return {
        "scope": scope,
        "id": entity.id,
        "name": entity.name,
        "form": name_form(entity.name),
        "kind": entity.kind,
        "created": micros(entity.created_at),
        "is_value": int(entity.is_value),
        "merged_into": entity.merged_into,
    }


def entity_of(
    row: sqlite3.Row, scope: Scope, own: Sequence[str], lent: Sequence[str] = ()
) -> Entity:
    (_, _, id, name, _, kind, created, is_value, merged_into, *_) = row
    found = Entity(id, scope, name, kind, moment_of(created), (), is_value == 1, merged_into)
    return with_names(found, own, lent)


def claim_values(claim: Claim, scope: int) -> Values:
    return {
        "scope": scope,
        "id": claim.id,
        "episode": claim.episode,
        "slot": claim.slot,
        "subject": claim.subject,
        "predicate": claim.predicate,
        "object": claim.object,
        "sentence": claim.sentence,
        "quote": claim.quote,
        "nature": claim.nature.value,
        "valid_from": micros(claim.stated.start),
        "valid_to": micros(claim.stated.end),
        "is_start_stated": int(claim.is_start_stated),
        "is_end_stated": int(claim.is_end_stated),
        "is_negated": int(claim.is_negated),
        "is_ending": int(claim.is_ending),
        "confidence": claim.confidence,
        "trust": int(claim.trust),
        "occurred": micros(claim.occurred_at),
        "recorded": micros(claim.recorded_at),
        "reader": claim.reader,
        "attributed_to": claim.attributed_to,
        "is_retracted": int(claim.is_retracted),
        "qualifier": claim.qualifier,
        "far_slot": claim.far_slot,
        "asked": claim.asked,
        **told_values(claim.told),
    }


def told_values(told: Anchor | None) -> Values:
    return {
        "told_subject": None if told is None else told.subject,
        "told_object": None if told is None else told.object,
        "told_slot": None if told is None else told.slot,
        "told_far_slot": None if told is None else told.far_slot,
    }


def _told(row: sqlite3.Row) -> Anchor | None:
    if row["told_subject"] is None:
        return None
    return Anchor(
        EntityId(row["told_subject"]),
        EntityId(row["told_object"]),
        SlotKey(row["told_slot"]),
        _slot_or_none(row["told_far_slot"]),
    )


def claim_of(row: sqlite3.Row, scope: Scope) -> Claim:
    return Claim(
        id=ClaimId(row["id"]),
        scope=scope,
        episode=EpisodeId(row["episode"]),
        slot=SlotKey(row["slot"]),
        subject=EntityId(row["subject"]),
        predicate=row["predicate"],
        object=EntityId(row["object"]),
        sentence=row["sentence"],
        quote=row["quote"],
        nature=Nature(row["nature"]),
        stated=Interval(moment_of(row["valid_from"]), moment_of(row["valid_to"])),
        is_start_stated=bool(row["is_start_stated"]),
        is_end_stated=bool(row["is_end_stated"]),
        is_negated=bool(row["is_negated"]),
        is_ending=bool(row["is_ending"]),
        confidence=row["confidence"],
        trust=Trust(row["trust"]),
        occurred_at=moment_of(row["occurred"]),
        recorded_at=moment_of(row["recorded"]),
        reader=row["reader"],
        attributed_to=row["attributed_to"],
        is_retracted=bool(row["is_retracted"]),
        qualifier=row["qualifier"],
        far_slot=_slot_or_none(row["far_slot"]),
        told=_told(row),
        asked=None if row["asked"] is None else EpisodeId(row["asked"]),
    )


def fact_values(fact: Fact, scope: int) -> Values:
    return {
        "scope": scope,
        "id": fact.id,
        "slot": fact.slot,
        "subject": fact.subject,
        "predicate": fact.predicate,
        "object": fact.object,
        "sentence": fact.sentence,
        "nature": fact.nature.value,
        "valid_from": micros(fact.valid.start),
        "valid_to": micros(fact.valid.end),
        "created": micros(fact.known.start),
        "expired": micros(fact.known.end),
        "ending": fact.ending.value,
        "claims": json.dumps(fact.claims),
        "episodes": json.dumps(fact.episodes),
        "confidence": fact.confidence,
        "trust": int(fact.trust),
        "rule": fact.rule,
        "closed_by": fact.closed_by,
        "revision": fact.revision,
        "is_negated": int(fact.is_negated),
        "qualifier": fact.qualifier,
        "far_slot": fact.far_slot,
    }


def fact_of(row: sqlite3.Row, scope: Scope) -> Fact:
    """The fact of a row that begins with the columns of its table, in their order: asking for each
    by name takes longer than all the rest. One that was retired when it was learned was believed
    at no moment: no search finds it, and its `known` is shown as the shortest interval there is."""
    (_, _, id, slot, subject, predicate, object, sentence, nature, start, end, *rest) = row
    (created, expired, ending, claims, episodes, confidence, trust, rule, closed_by, *last) = rest
    revision, is_negated, qualifier, far_slot, *_ = last
    learned = moment_of(created)
    # By place: twenty names take as long as the rest of making it.
    return Fact(
        id,
        scope,
        slot,
        subject,
        predicate,
        object,
        sentence,
        _NATURES[nature],
        Interval(moment_of(start), moment_of(end)),
        Interval(learned, moment_of(expired if expired > created else created + 1)),
        _ENDINGS[ending],
        tuple(_read_json(claims)[0]),
        tuple(_read_json(episodes)[0]),
        confidence,
        _TRUSTS[trust],
        rule,
        closed_by,
        revision,
        is_negated == 1,
        qualifier,
        far_slot,
    )


def _slot_or_none(key: str | None) -> SlotKey | None:
    return None if key is None else SlotKey(key)


def entry_values(entry: LogEntry, scope: int) -> Values:
    return {
        "scope": scope,
        "at": micros(entry.at),
        "actor": entry.actor,
        "kind": entry.kind.value,
        "reason": entry.reason,
        "item": entry.item,
        "before": entry.before,
        "after": entry.after,
    }


def entry_of(row: sqlite3.Row) -> LogEntry:
    return LogEntry(
        sequence=row["sequence"],
        at=moment_of(row["at"]),
        actor=row["actor"],
        kind=ChangeKind(row["kind"]),
        reason=row["reason"],
        item=row["item"],
        before=row["before"],
        after=row["after"],
    )


def job_of(row: sqlite3.Row, scope: Scope, episodes: Iterable[str]) -> Job:
    finished = row["finished"]
    return Job(
        id=JobId(row["id"]),
        scope=scope,
        status=JobStatus(row["status"]),
        episodes=tuple(EpisodeId(episode) for episode in episodes),
        attempts=row["attempts"],
        created_at=moment_of(row["created"]),
        finished_at=None if finished is None else moment_of(finished),
        last_error=row["last_error"],
        kind=row["kind"],
        wish=row["wish"] or "",
        report=row["report"] or "",
    )
