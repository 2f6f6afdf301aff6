"""Every engine there is, by name: the contract tests run on each of them."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Protocol

from builders import DIMENSIONS
from quipu.graph.engines.sqlite.open import open_sqlite
from quipu.schema.ports import GraphStore, Queue


class Engine(GraphStore, Queue, Protocol):
    """What every engine is: a store and a queue in one."""


async def _sqlite(folder: Path) -> Engine:
    return await open_sqlite(folder / "memory.db", dimensions=DIMENSIONS, embedder="test")


ENGINES: dict[str, Callable[[Path], Awaitable[Engine]]] = {"sqlite": _sqlite}
"""Opens an engine on what lies in a folder; another one joins in by being named here."""
