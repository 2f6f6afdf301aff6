"""What a run measured besides its score: rates, times, and how they are shown."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from quipu.api.bench.scoring import Table


@dataclass(slots=True)
class Figures:
    """Counts and times that add up over the parts of a run."""

    messages: int = 0
    facts: int = 0
    failed: int = 0
    ingest_seconds: float = 0.0
    question_ms: list[float] = field(default_factory=list)
    stages_ms: defaultdict[str, float] = field(default_factory=lambda: defaultdict(float))

    def summary(self) -> dict[str, float]:
        """All figures by name, with rates and percentiles."""
        rate = self.messages / self.ingest_seconds if self.ingest_seconds else 0.0
        asked = len(self.question_ms)
        stages = {f"{stage}_ms": round(total / asked, 2) for stage, total in self.stages_ms.items()}
        return {
            "messages": self.messages,
            "facts": self.facts,
            "failed": self.failed,
            "facts_per_message": round(self.facts / self.messages, 2) if self.messages else 0.0,
            "ingest_seconds": round(self.ingest_seconds, 2),
            "messages_per_second": round(rate, 1),
            "questions": asked,
            "p50_ms": round(percentile(self.question_ms, 50), 2),
            "p95_ms": round(percentile(self.question_ms, 95), 2),
        } | stages


def percentile(values: Sequence[float], percent: float) -> float:
    """The nearest-rank percentile; 0 of nothing."""
    if not values:
        return 0.0
    return sorted(values)[max(math.ceil(len(values) * percent / 100) - 1, 0)]


def figure_lines(figures: Figures) -> Iterator[str]:
    """The figures in words."""
    found = figures.summary()
    yield (
        f"ingest   {found['messages']:,.0f} messages in {found['ingest_seconds']:.1f} s, "
        f"{found['messages_per_second']:.1f}/s; {found['facts']:,.0f} facts, "
        f"{found['facts_per_message']:.2f} a message"
    )
    if found["failed"]:
        yield f"failed   {found['failed']:,.0f} messages could not be settled"
    stages = ", ".join(
        f"{name.removesuffix('_ms')} {found[name]:.1f}"
        for name in (f"{stage}_ms" for stage in figures.stages_ms)
    )
    yield (
        f"ask      {found['questions']:,.0f} questions, p50 {found['p50_ms']:.1f} ms, "
        f"p95 {found['p95_ms']:.1f} ms" + (f" (mean ms: {stages})" if stages else "")
    )


def table_lines(table: Table) -> Iterator[str]:
    """A score table, one group a line."""
    if not table:
        yield "no question of this part has a key to be scored by"
        return
    columns = list(next(iter(table.values())))
    width = max(map(len, table)) + 1
    yield " " * width + "".join(f"{column:>10}" for column in columns)
    for group, row in table.items():
        cells = "".join(
            f"{row[column]:>10,.0f}" if column == "n" else f"{row[column]:>10.2f}"
            for column in columns
        )
        yield f"{group:<{width}}{cells}"
