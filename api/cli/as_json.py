"""What was found, as JSON with the names that GraphQL uses."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import datetime

import typer

from quipu.api.cli.lived import attempt_json, procedure_json
from quipu.api.packing import Packed
from quipu.api.retraction import Retraction
from quipu.api.rulings import Ruled
from quipu.graph.explain import Explanation
from quipu.schema.communities import ToldCommunity
from quipu.schema.forgetting import Forgotten
from quipu.schema.identity import EntityId, EpisodeId, FactId
from quipu.schema.intervals import AsOf
from quipu.schema.knowledge import Entity, Episode, Fact, shown, status_of
from quipu.schema.language_models import Spending
from quipu.schema.ports import Statistics
from quipu.schema.recall import Answer, Hit, ItemKind, Recollection
from quipu.schema.reviews import Review, said_by

Json = dict[str, object]


def say(document: object) -> None:
    """Print a document as indented JSON."""
    typer.echo(json.dumps(document, ensure_ascii=False, indent=2, default=str))


def recollection_json(found: Recollection) -> Json:
    trace = asdict(found.trace)
    return {"hits": [_hit(hit, found) for hit in found.hits], "trace": trace}


def answer_json(answer: Answer, view: AsOf) -> Json:
    return {
        "answers": list(answer.texts),
        "confidence": answer.confidence,
        "reason": answer.reason,
        "path": [fact_json(fact, answer.entities, view) for fact in answer.path],
        "sources": [episode_json(one) for one in answer.sources],
    }


def context_json(found: Packed, view: AsOf) -> Json:
    return {
        "text": found.text,
        "facts": [fact_json(fact, found.entities, view) for fact in found.facts],
        "passages": [episode_json(one) for one in found.passages],
        "tokens": found.tokens,
        "leftOut": found.left_out,
    }


def explanation_json(found: Explanation, view: AsOf) -> Json:
    return {
        "text": found.text,
        "rule": found.rule,
        "undo": found.undo,
        "fact": fact_json(found.fact, found.entities, view),
        "rivals": [fact_json(rival, found.entities, view) for rival in found.rivals],
        "quotes": [
            {
                "quote": claim.quote or claim.sentence,
                "episode": claim.episode,
                "reader": claim.reader,
            }
            for claim in found.claims
        ],
        "episodes": [episode_json(one) for one in found.episodes],
    }


def timeline_json(
    entity: Entity,
    facts: Sequence[Fact],
    entities: Mapping[EntityId, Entity],
    view: AsOf,
    overridden: Mapping[FactId, Fact],
) -> Json:
    by = {fact: rival.id for fact, rival in overridden.items()}
    told = [fact_json(fact, entities, view) | {"overriddenBy": by.get(fact.id)} for fact in facts]
    return {"entity": entity_json(entity), "facts": told}


def retraction_json(done: Retraction, entities: Mapping[EntityId, Entity], view: AsOf) -> Json:
    return {
        "noLongerBelieved": [fact_json(fact, entities, view) for fact in done.gone],
        "believedNow": [fact_json(fact, entities, view) for fact in done.changed],
    }


def ruled_json(done: Ruled, entities: Mapping[EntityId, Entity], view: AsOf) -> Json:
    return {
        "noLongerBelieved": [fact_json(fact, entities, view) for fact in done.gone],
        "believedNow": [fact_json(fact, entities, view) for fact in done.learned],
        "changes": [
            {"sequence": line.sequence, "kind": line.kind, "item": line.item} for line in done.lines
        ],
    }


def forgotten_json(done: Forgotten) -> Json:
    report, due = done.report, done.report.purge_due_by
    return {
        "dryRun": done.is_dry_run,
        "confirmToken": done.confirm_token,
        "episodes": report.episodes,
        "entities": report.entities,
        "facts": report.facts,
        "factsKeptWithOtherEvidence": report.facts_kept_with_other_evidence,
        "embeddings": report.embeddings,
        "fulltextEntries": report.fulltext_entries,
        "residual": list(report.residual),
        "purgeDueBy": None if due is None else due.isoformat(),
        "texts": [
            {
                "id": one.id,
                "occurredAt": one.occurred_at.isoformat(),
                "speaker": one.speaker or None,
                "beginning": one.beginning,
            }
            for one in done.texts
        ],
        "auditId": report.id,
    }


def review_json(one: Review) -> Json:
    return {
        "id": one.id,
        "status": one.status,
        "reason": one.reason,
        "kind": one.kind,
        "statements": said_by(one),
        "entities": [entity.id for entity in one.entities],
        "score": one.score,
        "openedAt": _time(one.opened_at),
        "decidedBy": one.decided_by or None,
        "decision": one.decision or None,
    }


def statistics_json(counted: Statistics, spent: Sequence[Spending]) -> Json:
    counts = {_camel(name): value for name, value in asdict(counted).items()}
    return counts | {"models": [spending_json(row) for row in spent]}


def spending_json(row: Spending) -> Json:
    used = {_camel(name): value for name, value in asdict(row.usage).items()}
    return {"day": row.day, "model": row.model, **used}


def fact_json(fact: Fact, entities: Mapping[EntityId, Entity], view: AsOf) -> Json:
    return {
        "id": fact.id,
        "statement": fact.sentence,
        "source": _name(fact.subject, entities),
        "predicate": fact.predicate,
        "target": _name(fact.object, entities),
        "negated": fact.is_negated,
        "qualifier": fact.qualifier,
        "status": status_of(fact, view),
        "validAt": _time(fact.valid.start),
        "invalidAt": _time(fact.valid.end),
        "createdAt": _time(fact.known.start),
        "expiredAt": _time(fact.known.end),
        "confidence": fact.confidence,
        "trust": fact.trust.name,
        "revision": fact.revision,
        "rule": fact.rule,
        "episodes": list(fact.episodes),
    }


def episode_json(episode: Episode) -> Json:
    return {
        "id": episode.id,
        "content": episode.content,
        "speaker": episode.speaker,
        "occurredAt": _time(episode.occurred_at),
        "source": episode.source,
        "externalId": episode.external_id,
        "kind": episode.kind,
    }


def entity_json(entity: Entity) -> Json:
    aliases = list(entity.aliases)
    return {"id": entity.id, "name": entity.name, "kind": entity.kind, "aliases": aliases}


def community_json(told: ToldCommunity) -> Json:
    return {
        "id": told.community.id,
        "level": told.community.level,
        "size": len(told.community.members),
        "name": told.name,
        "summary": told.summary,
    }


def _hit(hit: Hit, found: Recollection) -> Json:
    node: Json
    if hit.kind is ItemKind.FACT:
        node = fact_json(found.facts[FactId(hit.id)], found.entities, found.view)
    elif hit.kind is ItemKind.EPISODE:
        node = episode_json(found.episodes[EpisodeId(hit.id)])
    elif hit.kind is ItemKind.ENTITY:
        node = entity_json(found.entities[EntityId(hit.id)])
    elif hit.kind is ItemKind.EXPERIENCE:
        node = attempt_json(found.experiences[hit.id])
    elif hit.kind is ItemKind.PROCEDURE:
        node = procedure_json(found.procedures[hit.id])
    else:
        node = community_json(found.communities[hit.id])
    channels = [
        {_camel(name): value for name, value in arm._asdict().items()} for arm in hit.channels
    ]
    return {
        "kind": hit.kind,
        "score": hit.score,
        "channels": channels,
        "via": list(hit.via),
        "node": node,
    }


def _name(id: EntityId, entities: Mapping[EntityId, Entity]) -> str:
    return entities[id].name if id in entities else id


def _time(moment: datetime) -> str | None:
    bound = shown(moment)
    return None if bound is None else bound.isoformat()


def _camel(name: str) -> str:
    head, *rest = name.split("_")
    return head + "".join(word.title() for word in rest)
