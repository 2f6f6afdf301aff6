"""Figures of a scale run as a Markdown table."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

_ROWS = (
    ("hybrid, 1 client, p50 / p95 / p99 ms", ("hybrid", "1")),
    ("hybrid, 4 clients, p50 / p95 / p99 ms", ("hybrid", "4")),
    ("with episodes, 1 client", ("hybrid_with_episodes", "1")),
    ("small tenant, 1 client", ("hybrid_small_tenant", "1")),
    ("recall@20 by meaning", ("recall_at_20",)),
    ("facts written a second", ("facts_per_second",)),
    ("episodes accepted a second", ("episodes_per_second",)),
    ("opening, ms", ("open_ms",)),
    ("first search, ms", ("first_search_ms",)),
    ("memory of this process, MB", ("rss_mb",)),
    ("memory of the server, MB", ("server_rss_mb",)),
    ("disk, MB", ("disk_mb",)),
    ("graphiti-core, 1 client, p50 / p95 / p99 ms", ("graphiti", "hybrid", "1")),
    ("graphiti-core, 4 clients, p50 / p95 / p99 ms", ("graphiti", "hybrid", "4")),
)


def markdown(figures: Mapping[str, Any]) -> str:
    """One column for each size; what was not measured is a dash."""
    return "\n".join(_lines(figures)) + "\n"


def _lines(figures: Mapping[str, Any]) -> Iterator[str]:
    sizes: Sequence[Mapping[str, Any]] = figures["sizes"]
    heads = [f"{size['facts']:,} facts" for size in sizes]
    yield _row(f"{figures['engine']} {sizes[0]['version']}", heads)
    yield _row("---", ["---:" for _ in sizes])
    for title, path in _ROWS:
        yield _row(title, [_shown(_at(size, path)) for size in sizes])


def _row(title: str, cells: Sequence[str]) -> str:
    return f"| {' | '.join((title, *cells))} |"


def _at(size: Mapping[str, Any], path: Sequence[str]) -> object:
    found: Any = size
    for step in path:
        found = found.get(step) if isinstance(found, Mapping) else None
    return found


def _shown(value: object) -> str:
    if isinstance(value, Mapping):
        return " / ".join(f"{value[name]:.1f}" for name in ("p50", "p95", "p99"))
    if isinstance(value, float):
        return f"{value:.3f}" if value <= 1.0 else f"{value:,.0f}"
    return "–" if value is None else str(value)
