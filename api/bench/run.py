"""One measuring run from a set's file to predictions, a score table and figures."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from quipu.api.bench.figures import Figures
from quipu.api.bench.retrieval import Ranked, run_retrieval
from quipu.api.bench.scoring import EvidenceKey, Table, answer_table, citation_table, evidence_table
from quipu.api.bench.sets import Collection, SetName, World, collections_of, worlds_of
from quipu.api.bench.temporal import Telling, run_temporal
from quipu.api.bench.variants import VARIANTS, WHOLE
from quipu.api.cli.ingest import Progress

if TYPE_CHECKING:
    from quipu.api.assemble import Service


@dataclass(frozen=True, slots=True)
class Course:
    """What is to be run. `limit` keeps the first questions, and only the parts they belong to."""

    name: SetName
    path: Path
    telling: Telling
    limit: int | None = None
    is_ablation: bool = False
    asks: bool = False  # of evidence: answers each question, too, and scores what they rest on


@dataclass(frozen=True, slots=True)
class Result:
    """What came of a run: predictions by question id, their score, and figures."""

    predictions: dict[str, list[str]]
    table: Table
    figures: Figures
    keys: tuple[EvidenceKey, ...] = ()  # of questions for evidence, with all runs of them
    runs: dict[str, Ranked] = field(default_factory=dict)
    within: dict[int, Ranked] = field(default_factory=dict)  # by tokens of a context
    cited: Table = field(default_factory=dict)  # which answers rest on evidence


async def run_bench(service: Service, course: Course, watch: Progress) -> Result:
    """Ingest, ask and score one set."""
    figures = Figures()
    if course.name is SetName.TEMPORAL:
        worlds = _first_worlds(worlds_of(course.path), course.limit)
        given = await run_temporal(service, worlds, course.telling, figures, watch)
        keys = [key for world in worlds for key in world.key]
        return Result(given, answer_table(keys, given), figures)
    parts = _first_collections(collections_of(course.name, course.path), course.limit)
    variants = VARIANTS if course.is_ablation else {}
    found = await run_retrieval(service, parts, figures, watch, variants, asks=course.asks)
    gold, whole = tuple(key for part in parts for key in part.key), found.ranked[WHOLE]
    table = evidence_table(gold, whole)
    cited = citation_table(gold, found.cited) if course.asks else {}
    return Result(whole, table, figures, gold, found.ranked, found.within, cited)


def _first_worlds(worlds: list[World], limit: int | None) -> list[World]:
    kept: list[World] = []
    left = limit
    for world in worlds:
        if left is not None and left <= 0:
            break
        kept.append(replace(world, questions=world.questions[:left], key=world.key[:left]))
        left = None if left is None else left - len(world.questions)
    return kept


def _first_collections(parts: list[Collection], limit: int | None) -> list[Collection]:
    kept: list[Collection] = []
    left = limit
    for part in parts:
        if left is not None and left <= 0:
            break
        kept.append(replace(part, questions=part.questions[:left], key=part.key[:left]))
        left = None if left is None else left - len(part.questions)
    return kept
