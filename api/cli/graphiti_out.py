"""Writing what is believed in one scope to a database in Graphiti's shape."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from quipu.graph.graphiti.outgoing import group_id_of, outgoing
from quipu.graph.graphiti.vectors import embedded
from quipu.graph.listing import every_fact
from quipu.schema.graphiti import GraphitiDatabase, Projection
from quipu.schema.identity import EpisodeId, Scope
from quipu.schema.knowledge import Fact
from quipu.schema.ports import FactQuery

if TYPE_CHECKING:
    from quipu.graph.memory import Memory

_PAGE = 1_000


@dataclass(frozen=True, slots=True)
class Exported:
    """What was written under which group id, and what was not, by reason."""

    group_id: str
    entities: int
    facts: int
    episodes: int
    mentions: int
    dimensions: int
    left_out: dict[str, int]
    seconds: float


async def exported(
    memory: Memory,
    scope: Scope,
    target: GraphitiDatabase,
    group: str,
    stopwatch: Callable[[], float],
) -> Exported:
    """Write the facts of exactly this scope that are believed now, over and stale ones too."""
    started = stopwatch()
    projection = await _projection(memory, scope, group_id_of(scope, group))
    written = projection.group
    await target.write(projection, await embedded(memory.embedder, projection), memory.clock())
    statistics = await memory.store.statistics(scope, memory.view())
    left_out = dict(projection.left_out)
    unused = statistics.episodes - len(written.episodes)
    if unused > 0:
        left_out["episodes that no believed fact rests on"] = unused
    return Exported(
        group_id=written.group_id,
        entities=len(written.entities),
        facts=len(written.facts),
        episodes=len(written.episodes),
        mentions=len(projection.mentions),
        dimensions=memory.embedder.dimensions,
        left_out=left_out,
        seconds=stopwatch() - started,
    )


async def _projection(memory: Memory, scope: Scope, group_id: str) -> Projection:
    facts = await _facts(memory, scope)
    ends = list(dict.fromkeys(end for fact in facts for end in (fact.subject, fact.object)))
    said = list(dict.fromkeys(id for fact in facts for id in fact.episodes))
    entities = [
        entity
        for start in range(0, len(ends), _PAGE)
        for entity in await memory.store.entities(scope, ends[start : start + _PAGE])
    ]
    episodes = [
        episode
        for start in range(0, len(said), _PAGE)
        for episode in await memory.store.episodes(scope, said[start : start + _PAGE])
    ]
    return outgoing(
        scope,
        group_id,
        facts,
        {entity.id: entity for entity in entities},
        {EpisodeId(episode.id): episode for episode in episodes},
    )


async def _facts(memory: Memory, scope: Scope) -> list[Fact]:
    query = FactQuery(memory.view(), include_stale=True, inherit=False)
    return await every_fact(memory.store, scope, query)
