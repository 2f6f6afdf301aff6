"""Measures an engine on made-up worlds of several sizes: loading, searching, opening, footprint."""

from __future__ import annotations

import asyncio
import gc
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from quipu.api.assemble import assembled
from quipu.api.bench.machine import resident_mb
from quipu.api.bench.scale_fill import DIMENSIONS
from quipu.api.bench.scale_graphiti import Opponent, measured_against
from quipu.api.bench.scale_load import load
from quipu.api.bench.scale_measure import ALL, GivenVectors, NoReader, asked, recall, stages, times
from quipu.api.bench.scale_place import Server, cleared, server_of, version_of
from quipu.api.bench.scale_questions import ScaleQuestion, questions_of
from quipu.api.bench.scale_world import BIG, ScaleWorld, world_of
from quipu.api.settings import Settings
from quipu.extraction.models.local_vectors import LocalEmbedder

CLIENTS = (1, 4)
_SMALL = 7  # a tenant of the other nineteen
_SMALL_QUESTIONS = 200
_OTHER_QUESTIONS = 200

Figures = dict[str, Any]
Note = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Course:
    """What is to be measured: sizes in facts, questions asked of each, the seed of all of it."""

    sizes: Sequence[int]
    questions: int = 1_000
    seed: int = 0
    opponent: Opponent | None = None  # a database in Graphiti's shape, measured beside ours


@dataclass(frozen=True, slots=True)
class Task:
    """One size: its world, and what is asked of its big tenant and of a small one."""

    world: ScaleWorld
    big: Sequence[ScaleQuestion]
    small: Sequence[ScaleQuestion]

    def embedder(self) -> GivenVectors:
        """One that has the name of ours, for a database is held to it."""
        vectors = {one.text: one.vector for one in (*self.big, *self.small)}
        return GivenVectors(LocalEmbedder.name, DIMENSIONS, vectors)


def task_of(facts: int, course: Course, prefix: str) -> Task:
    """The same size and seed make the same task, whatever the prefix of the tenants' names."""
    world = world_of(facts, course.seed, prefix)
    big = questions_of(world, BIG, course.questions)
    return Task(world, big, questions_of(world, _SMALL, _SMALL_QUESTIONS))


async def run_scale(settings: Settings, course: Course, folder: Path, note: Note) -> Figures:
    """All figures of all sizes. On SQLite each size has a new file in `folder`; on a server it has
    tenants of its own, which are taken out again at the end, also where something fails."""
    prefix = f"bench-scale-{datetime.now(UTC):%Y%m%dT%H%M%S}"
    sizes = []
    for facts in course.sizes:
        note(f"{facts:,} facts: made")
        task = task_of(facts, course, f"{prefix}-{facts}")
        one = replace(settings, database=folder / f"scale-{facts}.db")
        try:
            figures = await _measured(one, task, note)
        finally:
            await cleared(one, task.embedder(), task.world)
        if course.opponent is not None:
            note(f"{facts:,} facts: asked of graphiti-core")
            figures["graphiti"] = await measured_against(
                course.opponent, task.world, task.big, CLIENTS
            )
        sizes.append(figures)
    return {"engine": settings.engine, "seed": course.seed, "sizes": sizes}


async def _measured(settings: Settings, task: Task, note: Note) -> Figures:
    world_mb, server = resident_mb(), server_of(settings)
    note(f"{task.world.facts:,} facts: loaded")
    figures = await _loaded(settings, task)
    started = time.perf_counter()
    async with assembled(settings, extractor=NoReader(), embedder=task.embedder()) as service:
        opened = time.perf_counter()
        first = await asked(service, task.big[0], ALL)
        figures |= {
            "open_ms": round(1e3 * (opened - started), 1),
            "first_search_ms": round(first, 1),
        }
        gc.collect()
        gc.freeze()  # as where it is served, and our made-up world is none of its business
        note(f"{task.world.facts:,} facts: asked")
        few = task.big[:_OTHER_QUESTIONS]
        figures |= {
            "hybrid": {str(n): await times(service, task.big, n) for n in CLIENTS},
            "hybrid_with_episodes": {"1": await times(service, few, 1, ALL)},
            "hybrid_small_tenant": {"1": await times(service, task.small, 1)},
            "stages_ms": await stages(service, few),
            "recall_at_20": await recall(service, task.world, BIG, task.big),
        }
        figures |= await asyncio.to_thread(_footprint, server, settings)
        gc.unfreeze()
    return figures | {"world_rss_mb": world_mb}


async def _loaded(settings: Settings, task: Task) -> Figures:
    async with assembled(settings, extractor=NoReader(), embedder=task.embedder()) as service:
        loading = await load(service, task.world)
        version = await version_of(service.memory.store)
    return {
        "facts": task.world.facts,
        "version": version,
        "episodes": loading.episodes,
        "questions": len(task.big),
        "facts_per_second": round(loading.facts_per_second, 1),
        "episodes_per_second": round(loading.episodes_per_second, 1),
    }


def _footprint(server: Server, settings: Settings) -> Figures:
    return {
        "rss_mb": resident_mb(),
        "server_rss_mb": server.resident_mb(),
        "disk_mb": server.disk_mb(settings),
    }
