"""How often a door asks the store: each call is a fixed number of trips on every engine."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any, cast

from starlette.applications import Starlette

from quipu.api.assemble import Service
from quipu.schema.ports import GraphStore


@dataclass
class CountedStore:
    """A store that counts the calls of each of its operations."""

    store: GraphStore
    calls: Counter[str] = field(default_factory=Counter)

    def __getattr__(self, name: str) -> Any:
        operation: Callable[..., Any] = getattr(self.store, name)

        def counted(*given: Any, **named: Any) -> Any:
            self.calls[name] += 1
            return operation(*given, **named)

        return counted


def counting(app: Starlette) -> CountedStore:
    """Have an application count from now on what it asks its store."""
    service: Service = app.state.service
    store = CountedStore(service.memory.store)
    memory = replace(service.memory, store=cast(GraphStore, store))
    app.state.service = replace(service, memory=memory)
    return store
