"""Rows to vocabulary: lists of properties, in the order that `COLUMNS` says."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from quipu.graph.engines.documents import statements_of
from quipu.schema.changes import ChangeKind, LogEntry
from quipu.schema.entities import with_names
from quipu.schema.identity import (
    Anchor,
    ClaimId,
    EntityId,
    EpisodeId,
    FactId,
    JobId,
    Scope,
    SlotKey,
)
from quipu.schema.intervals import INSTANT, Interval, moment_of
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
from quipu.schema.ports import Job, JobStatus

Row = list[Any]
Kept = tuple[str | Row, int | None]  # a fact as a search reads it, and when its belief ended
_NOTHING_GIVEN = "[]"

COLUMNS: dict[str, tuple[str, ...]] = {
    "FACT": tuple(
        "id scope_key slot subject predicate object statement nature valid_from valid_to created"
        " expired ending claim_ids episode_ids confidence trust rule closed_by revision"
        " is_negated qualifier far_slot".split()
    ),
    "EPISODE": tuple(
        "id scope_key content occurred created kind speaker source external_id trust metadata"
        " given ordinal offset_minutes".split()
    ),
    "ENTITY": tuple("id scope_key name kind created is_value merged_into".split()),
    "CLAIM": tuple(
        "id scope_key episode slot subject predicate object statement quote nature valid_from"
        " valid_to is_start_stated is_end_stated is_negated is_ending confidence trust occurred"
        " recorded reader attributed_to is_retracted qualifier far_slot told_subject told_object"
        " told_slot told_far_slot asked".split()
    ),
    "CHANGE": tuple("sequence at actor kind reason item before after".split()),
    "JOB": tuple(
        "id scope_key status attempts created finished last_error kind wish report".split()
    ),
}
"""Which properties make up a row, in order; queries name them by the word on the left."""
_EXPIRED = COLUMNS["FACT"].index("expired")
# Made once: `json.dumps` makes one for each text, which takes as long as a short text does.
_JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


def packed(properties: Mapping[str, Any]) -> str:
    """A fact's row as one text: a server reads and sends one property sooner than twenty."""
    return _JSON.encode([properties[column] for column in COLUMNS["FACT"]])


def unpacked(kept: Sequence[Kept]) -> list[Row]:
    """The rows of facts. A text says what a fact was when it was learned, so that the end of belief
    comes beside it; facts of earlier releases have no text, and come as rows."""
    texts = [row for row, _ in kept if isinstance(row, str)]
    read = iter(json.loads(f"[{','.join(texts)}]"))  # at once: thrice as fast
    rows: list[Row] = [next(read) if isinstance(row, str) else row for row, _ in kept]
    for row, (_, expired) in zip(rows, kept, strict=True):
        if expired is not None:
            row[_EXPIRED] = expired
    return rows


def episode_of(row: Row) -> Episode:
    (id, scope, content, occurred, created, kind, speaker, source, external, *rest) = row
    trust, metadata, given, ordinal, offset = rest
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
        offset_minutes=offset or 0,
    )


def entity_of(row: Row) -> Entity:
    id, scope, name, kind, created, is_value, merged_into, aliases = row
    found = Entity(
        id=EntityId(id),
        scope=Scope.from_key(scope),
        name=name,
        kind=kind,
        created_at=moment_of(created),
        is_value=is_value,
        merged_into=None if merged_into is None else EntityId(merged_into),
    )
    own, lent = ([one[-1] for one in sorted(aliases) if one[0] is way] for way in (False, True))
    return with_names(found, own, lent)


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
        qualifier=kept["qualifier"] or "",
        far_slot=_slot_or_none(kept["far_slot"]),
        told=_told(kept),
        asked=None if kept["asked"] is None else EpisodeId(kept["asked"]),
    )


def _told(kept: Mapping[str, Any]) -> Anchor | None:
    if kept["told_subject"] is None:
        return None
    return Anchor(
        EntityId(kept["told_subject"]),
        EntityId(kept["told_object"]),
        SlotKey(kept["told_slot"]),
        _slot_or_none(kept["told_far_slot"]),
    )


def fact_of(row: Row) -> Fact:
    """The fact of a row. One that was retired when it was learned was believed at no moment: no
    search finds it, and its `known` is shown as the shortest interval there is."""
    (id, scope, slot, subject, predicate, object, sentence, nature, start, end, *rest) = row
    (created, expired, ending, claims, episodes, confidence, trust, rule, closed_by, *last) = rest
    revision, is_negated, qualifier, far_slot = last
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
        qualifier=qualifier or "",
        far_slot=_slot_or_none(far_slot),
    )


def _slot_or_none(key: str | None) -> SlotKey | None:
    return None if key is None else SlotKey(key)


def entry_of(row: Row) -> LogEntry:
    sequence, at, actor, kind, reason, item, before, after = row
    return LogEntry(sequence, moment_of(at), actor, ChangeKind(kind), reason, item, before, after)


def job_of(row: Row) -> Job:
    id, scope, status, attempts, created, finished, last_error, kind, *said, episodes = row
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
        wish=said[0] or "",  # jobs of earlier releases have neither
        report=said[1] or "",
    )
