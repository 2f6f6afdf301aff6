"""How two entities are connected: chains of facts from one to the other."""

from __future__ import annotations

from dataclasses import dataclass

from quipu.schema.knowledge import Entity, Fact


@dataclass(frozen=True, slots=True)
class Route:
    """A chain of facts from one entity to another that meets no entity twice.

    `entities` is one longer than `facts`: fact n lies between entities n and n + 1.
    """

    entities: tuple[Entity, ...]
    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class Routes:
    """The shortest routes, shortest first. `is_cut`: not all that was near could be looked at."""

    found: tuple[Route, ...] = ()
    is_cut: bool = False
