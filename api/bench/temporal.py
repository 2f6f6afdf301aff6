"""What holds now and what held then: dated statements go in, dated questions are answered."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from quipu.api.bench.figures import Figures
from quipu.api.bench.intake import take_in_drafts, take_in_triples
from quipu.api.bench.sets import Asked, Dated, World
from quipu.api.cli.ingest import Progress
from quipu.api.cli.messages import Fallback, message_from
from quipu.schema.drafts import EntityRef, EpisodeDraft
from quipu.schema.identity import EntityId, Scope
from quipu.schema.intervals import AsOf
from quipu.schema.knowledge import FactStatus, status_of
from quipu.schema.ports import Reach

if TYPE_CHECKING:
    from quipu.api.assemble import Service

Source = Literal["triples", "text"]
Order = Literal["date", "shuffled"]
_MOST_VALUES = 200  # of one relation of one entity
Given = dict[str, list[str]]


@dataclass(frozen=True, slots=True)
class Telling:
    """How a world is told: as triples or as texts, in date order or shuffled."""

    source: Source = "triples"
    order: Order = "date"


async def run_temporal(
    service: Service, worlds: Sequence[World], how: Telling, figures: Figures, watch: Progress
) -> Given:
    """Question id → answers, none where the memory does not know."""
    given: Given = {}
    for world in worlds:
        scope = Scope(service.scope.tenant, user=world.name)
        statements = world.shuffled if how.order == "shuffled" else world.statements
        watch.noted(f"{world.name}: {len(statements):,} statements")
        if how.source == "triples":
            await take_in_triples(service, scope, statements, to=figures)
        else:
            drafts = [_draft(one, world) for one in statements]
            await take_in_drafts(service, scope, drafts, to=figures, watch=watch)
        watch.noted(f"{world.name}: {len(world.questions):,} questions")
        for asked in world.questions:
            given[asked.id] = await _answers(service, scope, asked, how.source, figures)
    return given


def _draft(statement: Dated, world: World) -> EpisodeDraft:
    fields = {"id": statement.id, "at": statement.at.isoformat(), "text": statement.text}
    return message_from(fields, "", Fallback(world.name)).draft


async def _answers(
    service: Service, scope: Scope, asked: Asked, source: Source, figures: Figures
) -> list[str]:
    view = service.memory.view(asked.as_of)
    started = time.perf_counter()
    if source == "triples":
        answers = await walk(service, scope, asked.path, view)
    else:
        answers = list((await service.memory.ask(scope, asked.text, view)).texts)
    figures.question_ms.append(1e3 * (time.perf_counter() - started))
    return answers


async def walk(service: Service, scope: Scope, path: Sequence[str], view: AsOf) -> list[str]:
    """Names of what a chain of relations leads to from the entity that the path begins with."""
    start = await service.memory.entity(scope, EntityRef(name=path[0]))
    reached = {} if start is None else {start.id: start.name}
    for relation in path[1:]:
        reached = await _step(service, scope, reached, relation, view)
    return sorted(reached.values())


async def _step(
    service: Service, scope: Scope, reached: dict[EntityId, str], relation: str, view: AsOf
) -> dict[EntityId, str]:
    if not reached:
        return {}
    predicates = service.memory.predicates([relation])
    inverses = service.memory.inverses([relation])
    reach = Reach(
        hops=1,
        max_edges=_MOST_VALUES * len(reached),
        max_fanout=_MOST_VALUES,
        incoming=False,
        predicates=predicates,
        inverses=inverses,
    )
    around = await service.memory.traverse(scope, reached, view, reach)
    ends = {
        fact.other_end(here)
        for fact in around.facts
        for here in (fact.subject, fact.object)
        if here in reached
        and (fact.is_mutual or here == (fact.object if inverses else fact.subject))
        and status_of(fact, view) is FactStatus.CURRENT
    }
    return {entity.id: entity.name for entity in around.entities if entity.id in ends}
