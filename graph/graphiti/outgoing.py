"""What we believe as a group of Graphiti's: facts as relationships, with what they rest on.

Graphiti has one row for a fact and one history, so what we believed once and no longer do stays
behind. What it has no property for travels as attributes, so that nothing is lost on the way back.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from quipu.schema.errors import Invalid
from quipu.schema.graphiti import (
    OURS,
    VALUE_LABEL,
    GraphitiEntity,
    GraphitiEpisode,
    GraphitiFact,
    GraphitiGroup,
    GraphitiMention,
    Projection,
)
from quipu.schema.identity import EntityId, EpisodeId, Scope, derived_id
from quipu.schema.knowledge import (
    Ending,
    Entity,
    Episode,
    EpisodeKind,
    Fact,
    Trust,
    shown,
)

_GROUP = re.compile(r"[a-zA-Z0-9_-]+")  # what graphiti-core accepts
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
_SOURCES = {EpisodeKind.MESSAGE: "message", EpisodeKind.JSON: "json"}
_ENDED = (Ending.SUPERSEDED, Ending.INVALIDATED)


def group_id_of(scope: Scope, wished: str) -> str:
    """The group id for a scope: as wished, else the name of its narrowest level."""
    group = wished or scope.session or scope.agent or scope.user or scope.tenant
    if not _GROUP.fullmatch(group):
        raise Invalid(
            f"Graphiti does not accept the group id {group!r}",
            hint="letters, digits, - and _; choose one with --group",
        )
    return group


def outgoing(
    scope: Scope,
    group_id: str,
    facts: Sequence[Fact],
    entities: Mapping[EntityId, Entity],
    episodes: Mapping[EpisodeId, Episode],
) -> Projection:
    """The projection of believed facts. The same facts give the same projection and ids."""
    left = Counter[str]()
    kept = [fact for fact in facts if _is_told(fact, entities, left)]
    ends = sorted({end for fact in kept for end in (fact.subject, fact.object)})
    rest_on: dict[EpisodeId, list[Fact]] = {}
    for fact in kept:
        for id in fact.episodes:
            rest_on.setdefault(id, []).append(fact)
    group = GraphitiGroup(
        group_id,
        entities=tuple(_entity(entities[id], group_id) for id in ends),
        facts=tuple(_fact(fact, group_id, episodes) for fact in kept),
        episodes=tuple(
            _episode(episodes[id], group_id, found)
            for id, found in rest_on.items()
            if id in episodes
        ),
    )
    return Projection(group, _mentions(rest_on, episodes), scope.key, left)


def _is_told(fact: Fact, entities: Mapping[EntityId, Entity], left: Counter[str]) -> bool:
    if fact.trust is Trust.UNTRUSTED:
        left["facts that rest on untrusted sources only"] += 1
        return False
    if fact.subject not in entities or fact.object not in entities:
        left["facts of an entity of a wider scope that is not there"] += 1
        return False
    return True


def _entity(entity: Entity, group_id: str) -> GraphitiEntity:
    own = VALUE_LABEL if entity.is_value else _LABELS.get(entity.kind, "")
    attributes: dict[str, object] = {f"{OURS}kind": entity.kind}
    if entity.aliases:
        attributes[f"{OURS}aliases"] = list(entity.aliases)
    return GraphitiEntity(
        uuid=entity.id,
        group_id=group_id,
        name=entity.name,
        labels=("Entity", own) if own else ("Entity",),
        created_at=entity.created_at,
        attributes=attributes,
    )


def _fact(fact: Fact, group_id: str, episodes: Mapping[EpisodeId, Episode]) -> GraphitiFact:
    held = [id for id in fact.episodes if id in episodes]
    return GraphitiFact(
        uuid=fact.id,
        group_id=group_id,
        source=fact.subject,
        target=fact.object,
        name=_predicate_name(fact),
        fact=fact.sentence,
        episodes=tuple(held),
        created_at=fact.known.start,
        expired_at=fact.known.start if fact.ending in _ENDED else None,
        valid_at=shown(fact.valid.start),
        invalid_at=shown(fact.valid.end),
        reference_time=min((episodes[id].occurred_at for id in held), default=None),
        attributes=_beyond_graphiti(fact),
    )


def _beyond_graphiti(fact: Fact) -> dict[str, object]:
    """What Graphiti has no property for."""
    qualifier = {f"{OURS}qualifier": fact.qualifier} if fact.qualifier else {}
    return {
        f"{OURS}predicate": fact.predicate,
        f"{OURS}nature": fact.nature.value,
        f"{OURS}ending": fact.ending.value,
        f"{OURS}negated": fact.is_negated,
        f"{OURS}confidence": _of_each(fact.confidence, len(fact.episodes)),
        **qualifier,
    }


def _predicate_name(fact: Fact) -> str:
    """Written as Graphiti's models write predicates; a denial says that it is one."""
    name = re.sub(r"\W+", "_", fact.predicate).strip("_").upper() or "RELATED_TO"
    return f"NOT_{name}" if fact.is_negated else name


def _of_each(confidence: float, sources: int) -> float:
    """The confidence of each of some equally sure sources that together give this one."""
    return 1.0 - math.pow(1.0 - confidence, 1.0 / max(sources, 1))


def _episode(episode: Episode, group_id: str, facts: Iterable[Fact]) -> GraphitiEpisode:
    is_spoken = episode.kind is EpisodeKind.MESSAGE or bool(episode.speaker)
    return GraphitiEpisode(
        uuid=episode.id,
        group_id=group_id,
        name=(episode.external_id or episode.id)[:100],
        content=f"{episode.speaker}: {episode.content}" if episode.speaker else episode.content,
        source=_SOURCES.get(episode.kind, "message" if is_spoken else "text"),
        source_description=episode.source or episode.kind.value.lower(),
        created_at=episode.created_at,
        valid_at=episode.occurred_at,
        entity_edges=tuple(fact.id for fact in facts),
    )


def _mentions(
    rest_on: Mapping[EpisodeId, Sequence[Fact]], episodes: Mapping[EpisodeId, Episode]
) -> tuple[GraphitiMention, ...]:
    pairs = sorted(
        {
            (id, end)
            for id, facts in rest_on.items()
            if id in episodes
            for fact in facts
            for end in (fact.subject, fact.object)
        }
    )
    return tuple(
        GraphitiMention(derived_id("me", id, end), id, end, episodes[id].created_at)
        for id, end in pairs
    )
