"""How fast a loaded memory answers: whole searches by one client and by several, and recall."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from quipu.api.bench.figures import percentile
from quipu.api.bench.scale_questions import ScaleQuestion, exact_nearest
from quipu.api.bench.scale_world import ScaleWorld
from quipu.graph.retrieval.question.wanting import FACTS_PER_ARM
from quipu.schema.knowledge import Episode, Reading
from quipu.schema.recall import ItemKind, Question, Recollection, Wanted

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from quipu.api.assemble import Service

LIMIT = 20
DEPTH = 2
FACTS = frozenset({ItemKind.FACT})
ALL = frozenset({ItemKind.FACT, ItemKind.EPISODE})
_PERCENTS = (50, 95, 99)
_WARM_UP = 100
_COMPARED = 200  # questions whose meaning arm is compared with all there is


@dataclass(frozen=True, slots=True)
class GivenVectors:
    """An embedder that knows the vectors of its questions: what it costs to embed is left out."""

    name: str
    dimensions: int
    vectors: dict[str, NDArray[np.float32]]

    async def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        return np.stack([self.vectors[text] for text in texts])


@dataclass(frozen=True, slots=True)
class NoReader:
    """Nothing is read here: the world comes ready-made."""

    name: str = "none"

    async def read(self, episodes: Sequence[Episode]) -> list[Reading]:
        return [Reading() for _ in episodes]


async def asked(service: Service, question: ScaleQuestion, kinds: frozenset[ItemKind]) -> float:
    """Milliseconds for one whole search: twenty answers with their statements, two hops."""
    started = time.perf_counter()
    await answered(service, question, kinds)
    return 1e3 * (time.perf_counter() - started)


async def answered(
    service: Service, question: ScaleQuestion, kinds: frozenset[ItemKind]
) -> Recollection:
    """One search by the door that everybody uses."""
    wish = Question(question.text, question.view, kinds, LIMIT, DEPTH)
    return await service.memory.search(question.scope, wish)


async def times(
    service: Service,
    questions: Sequence[ScaleQuestion],
    clients: int,
    kinds: frozenset[ItemKind] = FACTS,
) -> dict[str, float]:
    """Percentiles in ms over all questions, asked by so many clients at once in this process."""
    for question in questions[:_WARM_UP]:
        await asked(service, question, kinds)
    left = list(reversed(questions))
    spent: list[float] = []

    async def client() -> None:
        while left:
            spent.append(await asked(service, left.pop(), kinds))

    started = time.perf_counter()
    async with asyncio.TaskGroup() as group:
        for _ in range(clients):
            group.create_task(client())
    rate = len(spent) / (time.perf_counter() - started)
    found = {f"p{percent}": round(percentile(spent, percent), 2) for percent in _PERCENTS}
    return found | {"searches_per_second": round(rate, 1)}


async def stages(service: Service, questions: Sequence[ScaleQuestion]) -> dict[str, float]:
    """Where the time of a search goes, in ms on average."""
    totals: dict[str, float] = {}
    for question in questions:
        trace = (await answered(service, question, FACTS)).trace
        for stage, spent in trace.stages_ms.items():
            totals[stage] = totals.get(stage, 0.0) + spent / len(questions)
    return {stage: round(spent, 2) for stage, spent in totals.items()}


async def recall(
    service: Service, world: ScaleWorld, tenant: int, questions: Sequence[ScaleQuestion]
) -> float:
    """Of the twenty nearest facts, the share that the meaning arm has among its first twenty."""
    chosen = questions[:_COMPARED]
    shares = []
    for question, best in zip(chosen, exact_nearest(world, tenant, chosen, LIMIT), strict=True):
        wanted = Wanted("", question.vector, question.view, FACTS, per_arm=FACTS_PER_ARM)
        gathered = await service.memory.store.gather(question.scope, wanted)
        near = sorted(gathered.found, key=lambda one: -(one.meaning or 0.0))[:LIMIT]
        shares.append(len({one.item for one in near} & best) / len(best))
    return round(sum(shares) / len(shares), 4)
