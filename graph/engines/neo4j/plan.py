"""What a change set still has to write, given what is there: pure; a repeat writes nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import count

from quipu.graph.engines.checks import check_references
from quipu.graph.engines.log import (
    decision_entries,
    entity_entries,
    learned_entries,
    redirect_entries,
    retired_entries,
)
from quipu.graph.engines.names import key_values
from quipu.graph.engines.neo4j.properties import (
    Values,
    claim_values,
    entity_values,
    fact_values,
    labels_of,
    moved_values,
)
from quipu.graph.engines.neo4j.readings import reading_values
from quipu.graph.engines.neo4j.standing import Standing
from quipu.schema.changes import ChangeSet, LogEntry, Retired
from quipu.schema.errors import Invalid, Overtaken
from quipu.schema.identity import Scope
from quipu.schema.intervals import DUSK, micros
from quipu.schema.knowledge import Claim, Entity, Fact
from quipu.schema.names import name_form


@dataclass(slots=True)
class Plan:
    """Rows to write by the name of the query that writes them, and the lines of the log."""

    scope: Scope
    changes: ChangeSet
    standing: Standing
    vectors: Mapping[str, object]
    numbers: Iterator[int]
    steps: dict[str, list[Values]] = field(default_factory=dict)
    retracted: list[str] = field(default_factory=list)
    ended: list[str] = field(default_factory=list)
    entries: list[LogEntry] = field(default_factory=list)
    facts: int = 0  # how many more are believed
    episodes: int = 0  # how many more are settled

    def bearer(self, entity: str) -> str:
        """The key of the scope that has an entity, which may be a new one of ours."""
        return self.standing.bearers.get(entity, self.scope.key)


def planned(
    scope: Scope, changes: ChangeSet, vectors: Mapping[str, object], standing: Standing
) -> Plan:
    """Raises Invalid or Overtaken where the change set cannot be carried out.

    vectors: by item, as they are sent.
    """
    plan = Plan(scope, changes, standing, vectors, count(standing.first + 1))
    _add_entities(plan)
    seen = [*standing.bearers, *(entity.id for entity in changes.entities)]
    check_references(changes, seen)
    _add_names(plan)
    _add_claims(plan)
    _redirect(plan)
    _add_appearances(plan)
    _retire(plan)
    _learn(plan)
    _open_conflicts(plan)
    _add_vectors(plan)
    plan.steps["note_readings"] = [reading_values(one) for one in changes.read]
    return plan


def _add_entities(plan: Plan) -> None:
    own = {id for id, key in plan.standing.bearers.items() if key == plan.scope.key}
    fresh = {one.id: one for one in reversed(plan.changes.entities) if one.id not in own}
    added = [fresh[id] for id in reversed(fresh)]
    plan.steps["add_entities"] = [
        {"properties": entity_values(one), "labels": labels_of(one)} for one in added
    ]
    plan.steps["add_aliases"] = [row for one in added for row in _names_of(plan, one)]
    plan.entries += [line for line in entity_entries(plan.changes) if line.item in fresh]


def _names_of(plan: Plan, entity: Entity) -> list[Values]:
    main = _alias(plan, entity.id, entity.name, plan.scope.key, is_main=True)
    return [main, *(_alias(plan, entity.id, one, plan.scope.key) for one in entity.aliases)]


def _add_names(plan: Plan) -> None:
    for named in plan.changes.names:
        alias = _alias(plan, named.entity, named.alias, plan.bearer(named.entity))
        plan.steps["add_aliases"].append(alias)
    plan.steps["respell"] = [
        {"entity": one.entity, "form": name_form(one.name), "name": one.name}
        for one in plan.changes.respelled
    ]


def _alias(plan: Plan, entity: str, name: str, bearer: str, *, is_main: bool = False) -> Values:
    properties = {
        "scope_key": plan.scope.key,
        "form": name_form(name),
        "entity": entity,
        "name": name,
        "is_main": is_main,
        "source": plan.changes.reason,
        "created": micros(plan.changes.at),
        "number": next(plan.numbers),
        **key_values(name),
    }
    return {"bearer": bearer, "properties": properties}


def _add_claims(plan: Plan) -> None:
    known = plan.standing.claims
    fresh = {one.id: one for one in plan.changes.claims if one.id not in known}
    plan.steps["add_claims"] = [
        {
            "properties": claim_values(one, next(plan.numbers)),
            "ends": [[end, plan.bearer(end)] for end in _ends(one)],
        }
        for one in fresh.values()
    ]
    plan.entries += [line for id, line in decision_entries(plan.changes).items() if id in fresh]
    for claim in plan.changes.retracted:
        if claim not in known and claim not in fresh:
            raise Invalid(f"no claim {claim} in this scope to retract")
    plan.retracted += plan.changes.retracted


def _ends(claim: Claim) -> list[str]:
    """Whom a claim is about, and whom it was told of."""
    told = [] if claim.told is None else [claim.told.subject, claim.told.object]
    return list(dict.fromkeys([claim.subject, claim.object, *told]))


def _redirect(plan: Plan) -> None:
    """Take entities for others, and claims as about them; what is so already leaves no line."""
    lines = redirect_entries(plan.changes)
    merged = plan.standing.merged
    news = [
        (one, line)
        for one, line in zip(plan.changes.redirects, lines, strict=True)
        if merged.get(one.entity) != one.into
    ]
    plan.steps["redirect_entities"] = [
        {"id": one.entity, "into": one.into, "bearer": plan.bearer(one.into or one.entity)}
        for one, _ in news
    ]
    plan.entries += [line for _, line in news]
    plan.steps["move_claims"] = [
        {
            "id": one.id,
            "properties": moved_values(one),
            "ends": [[end, plan.bearer(end)] for end in _ends(one)],
        }
        for one in plan.changes.moved
    ]


def _add_appearances(plan: Plan) -> None:
    plan.steps["add_appearances"] = [
        {
            "episode": one.episode,
            "entity": [one.entity, plan.bearer(one.entity)],
            "is_topic": one.is_topic,
        }
        for one in plan.changes.appearances
    ]


def _retire(plan: Plan) -> None:
    """End the belief in rows. A row that this same change set has ended before is left as it is."""
    for retired, entry in zip(plan.changes.retired, retired_entries(plan.changes), strict=True):
        id = retired.fact.id
        if id in plan.standing.believed and id not in plan.ended:
            plan.ended.append(id)
            plan.entries += [] if entry is None else [entry]
        elif not _is_repeat(plan, retired, entry):
            raise Overtaken(
                f"fact {id} is no longer believed", hint="read its slot again and decide anew"
            )
    plan.facts -= len(plan.ended)


def _is_repeat(plan: Plan, retired: Retired, entry: LogEntry | None) -> bool:
    """Whether the log has the very line that this retirement would leave, or its successor's."""
    if entry is None:
        lines = learned_entries(plan.changes)
        entry = next(line for line in lines if line.item == retired.successor)
    return entry in plan.standing.lines or entry in plan.entries


def _learn(plan: Plan) -> None:
    known = plan.standing.facts
    fresh = {fact.id: fact for fact in plan.changes.learned if fact.id not in known}
    rows = {fact.id: _fact_row(plan, fact) for fact in fresh.values()}
    believed = [id for id, fact in fresh.items() if fact.known.end == DUSK]
    plan.steps["add_facts"] = [rows[id] for id in believed]
    plan.steps["add_past_facts"] = [rows[id] for id in fresh if id not in set(believed)]
    plan.facts += len(believed)
    plan.entries += [line for line in learned_entries(plan.changes) if line.item in fresh]


def _fact_row(plan: Plan, fact: Fact) -> Values:
    return {
        "properties": fact_values(fact, next(plan.numbers)),
        "ends": [[end, plan.bearer(end)] for end in (fact.subject, fact.object)],
        "vector": plan.vectors.get(fact.id),
    }


def _open_conflicts(plan: Plan) -> None:
    plan.steps["add_conflicts"] = [
        {
            "scope_key": plan.scope.key,
            "slot": dispute.slot,
            "holder": dispute.holder,
            "rival": dispute.rival,
            "rule": dispute.rule,
            "kind": "CONTRADICTS",
            "status": "OPEN",
            "opened": micros(plan.changes.at),
        }
        for dispute in plan.changes.disputes
    ]


def _add_vectors(plan: Plan) -> None:
    """Late vectors: of facts that have none, and of episodes, which become searchable by them."""
    learned = {fact.id for fact in plan.changes.learned}
    standing = plan.standing
    late = [id for id in plan.vectors if id in standing.facts or id not in learned]
    for missing in sorted(set(late) - standing.facts - standing.episodes.keys()):
        raise Invalid(f"a vector for {missing}, which this scope does not have")
    bare = [id for id in late if id in standing.facts and id not in standing.embedded]
    fresh = [id for id in late if id in standing.episodes and not standing.episodes[id]]
    plan.steps["set_fact_vectors"] = _vector_rows(plan, bare)
    plan.steps["settle_episodes"] = _vector_rows(plan, fresh)
    plan.episodes += len(fresh)


def _vector_rows(plan: Plan, ids: Sequence[str]) -> list[Values]:
    return [{"id": id, "vector": plan.vectors[id]} for id in ids]
