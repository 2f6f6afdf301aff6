"""Quipu, a memory for agents: text in, dated facts out.

from quipu import Quipu

async with Quipu.open("memory.db") as memory:
    await memory.remember("I live in Oslo.", speaker="Sam")
    await memory.settled()
    for hit in await memory.search("where does Sam live?"):
        print(hit)
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from quipu.api.client.client import Client
    from quipu.api.library.memory import Quipu
    from quipu.api.recalled import Context, Recalled, Reply
    from quipu.api.settings import Settings
    from quipu.schema.drafts import EntityRef, FactDraft
    from quipu.schema.errors import (
        Conflict,
        Forbidden,
        Invalid,
        MemoryFault,
        NotFound,
        RateLimited,
        Unavailable,
    )
    from quipu.schema.forgetting import Selector
    from quipu.schema.recall import ItemKind

_HOMES = {
    "Client": "quipu.api.client.client",
    "Conflict": "quipu.schema.errors",
    "Context": "quipu.api.recalled",
    "EntityRef": "quipu.schema.drafts",
    "FactDraft": "quipu.schema.drafts",
    "Forbidden": "quipu.schema.errors",
    "Invalid": "quipu.schema.errors",
    "ItemKind": "quipu.schema.recall",
    "MemoryFault": "quipu.schema.errors",
    "NotFound": "quipu.schema.errors",
    "Quipu": "quipu.api.library.memory",
    "RateLimited": "quipu.schema.errors",
    "Recalled": "quipu.api.recalled",
    "Reply": "quipu.api.recalled",
    "Selector": "quipu.schema.forgetting",
    "Settings": "quipu.api.settings",
    "Unavailable": "quipu.schema.errors",
}

__all__ = [
    "Client",
    "Conflict",
    "Context",
    "EntityRef",
    "FactDraft",
    "Forbidden",
    "Invalid",
    "ItemKind",
    "MemoryFault",
    "NotFound",
    "Quipu",
    "RateLimited",
    "Recalled",
    "Reply",
    "Selector",
    "Settings",
    "Unavailable",
]


def __dir__() -> list[str]:
    return sorted((*globals(), *__all__))


def __getattr__(name: str) -> Any:
    """Load a door when it is first used, so that `import quipu.graph` stays light."""
    if name not in __all__:
        raise AttributeError(f"module 'quipu' has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)
