"""The log lines that a change set leaves: pure, so that every engine writes the same ones."""

from __future__ import annotations

import json
from datetime import datetime

from quipu.schema.changes import ChangeKind, ChangeSet, LogEntry, Retired
from quipu.schema.erasing import Erasure, Words
from quipu.schema.identity import ClaimId, FactId
from quipu.schema.intervals import micros
from quipu.schema.knowledge import DECIDED, Entity, Fact, shown
from quipu.schema.readers import APART


def entity_entries(changes: ChangeSet) -> list[LogEntry]:
    """One CREATED line for each entity."""
    return [
        _entry(changes, ChangeKind.CREATED, entity.id, after=entity_text(entity))
        for entity in changes.entities
    ]


def retired_entries(changes: ChangeSet) -> list[LogEntry | None]:
    """A line for each retired row, in order; None where the line of its successor says it all.

    It does where the successor revises this row and no other. A row that a rival ended leaves
    a line of its own kind as well, so that one can ask the log for what was superseded.
    """
    after = {fact.id: fact_text(fact) for fact in changes.learned}
    heirs = _predecessors(changes)
    found: list[LogEntry | None] = []
    for retired in changes.retired:
        is_revision = retired.successor is not None and heirs.get(retired.successor) is retired
        if is_revision and retired.kind is ChangeKind.UPDATED:
            found.append(None)
            continue
        row = after.get(retired.successor, "") if retired.successor is not None else ""
        before = fact_text(retired.fact)
        found.append(_entry(changes, retired.kind, retired.fact.id, before=before, after=row))
    return found


def learned_entries(changes: ChangeSet) -> list[LogEntry]:
    """A line for each learned row, in order: UPDATED where it revises a retired one, or CREATED."""
    heirs = _predecessors(changes)
    found = []
    for fact in changes.learned:
        old = heirs.get(fact.id)
        kind = ChangeKind.CREATED if old is None else ChangeKind.UPDATED
        before = "" if old is None else fact_text(old.fact)
        found.append(_entry(changes, kind, fact.id, before=before, after=fact_text(fact)))
    return found


def decision_entries(changes: ChangeSet) -> dict[ClaimId, LogEntry]:
    """A line for each decision on a review and each parting of an entity, by its claim: it may
    change no fact at all."""
    lines = {}
    for claim in changes.claims:
        if claim.reader == DECIDED:
            review, _, verdict = claim.quote.partition(" ")
            after = _text({"decision": verdict})
            lines[claim.id] = _entry(changes, ChangeKind.UPDATED, review, after=after)
        elif claim.reader == APART:
            after = _text({"splitInto": claim.object})
            lines[claim.id] = _entry(changes, ChangeKind.SPLIT, claim.subject, after=after)
    return lines


def redirect_entries(changes: ChangeSet) -> list[LogEntry]:
    """A line for each redirect, in order: MERGED, or SPLIT where an entity is itself again. Who is
    nobody is merged into no one."""
    return [
        _entry(
            changes,
            ChangeKind.SPLIT if one.into is None else ChangeKind.MERGED,
            one.entity,
            before=_text({"mergedInto": one.before or None}),
            after=_text({"mergedInto": one.into or None}),
        )
        for one in changes.redirects
    ]


def forgotten_entries(erasure: Erasure, changes: ChangeSet) -> list[LogEntry]:
    """A line for each item that went, without a word of it, and one with the receipt."""
    gone = (*erasure.facts, *erasure.entities, *erasure.episodes, *erasure.redacted)
    lines = [_entry(changes, ChangeKind.FORGOTTEN, one) for one in gone]
    return [*lines, _entry(changes, ChangeKind.FORGOTTEN, erasure.id, after=erasure.receipt)]


def forgotten_by(erasure: Erasure) -> str:
    """What stands in the log where the reasons of what was erased were."""
    return f"forgotten by {erasure.id}"


def words_values(words: Words) -> dict[str, str | int]:
    """The words of a ruling, and the moments between which they were written, as engines keep
    them."""
    return {
        "reason": words.reason,
        "since": micros(words.since),
        "until": micros(words.until),
    }


def _predecessors(changes: ChangeSet) -> dict[FactId, Retired]:
    """The first retired row that names each learned row as its successor."""
    learned = {fact.id for fact in changes.learned}
    found: dict[FactId, Retired] = {}
    for retired in changes.retired:
        if retired.successor is not None and retired.successor in learned:
            found.setdefault(retired.successor, retired)
    return found


def _entry(
    changes: ChangeSet, kind: ChangeKind, item: str, *, before: str = "", after: str = ""
) -> LogEntry:
    """A line that has no sequence yet: the engine gives it one."""
    return LogEntry(0, changes.at, changes.actor, kind, changes.reason, item, before, after)


def fact_text(fact: Fact) -> str:
    """A fact row as JSON text; open ends are null, as the doors show them."""
    return _text(
        {
            "id": fact.id,
            "slot": fact.slot,
            "subject": fact.subject,
            "predicate": fact.predicate,
            "object": fact.object,
            "sentence": fact.sentence,
            "nature": fact.nature,
            "valid_from": _moment(fact.valid.start),
            "valid_to": _moment(fact.valid.end),
            "created": _moment(fact.known.start),
            "expired": _moment(fact.known.end),
            "ending": fact.ending,
            "claims": fact.claims,
            "episodes": fact.episodes,
            "confidence": fact.confidence,
            "trust": fact.trust.name,
            "rule": fact.rule,
            "closed_by": fact.closed_by,
            "revision": fact.revision,
            "is_negated": fact.is_negated,
            "qualifier": fact.qualifier,
            "far_slot": fact.far_slot,
        }
    )


def entity_text(entity: Entity) -> str:
    """An entity as JSON text."""
    return _text(
        {
            "id": entity.id,
            "name": entity.name,
            "kind": entity.kind,
            "created": _moment(entity.created_at),
            "aliases": entity.aliases,
            "is_value": entity.is_value,
        }
    )


def _moment(moment: datetime) -> str | None:
    found = shown(moment)
    return None if found is None else found.isoformat()


def _text(row: dict[str, object]) -> str:
    return json.dumps(row, ensure_ascii=False, separators=(",", ":"))
