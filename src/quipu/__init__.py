"""Quipu, a memory for agents: text in, dated facts out.

from quipu import Quipu

async with Quipu.open("memory.db") as memory:
    await memory.remember("I live in Oslo.", speaker="Sam")
    await memory.settled()
    for hit in await memory.search("where does Sam live?"):
        print(hit)
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from quipu.api.client.client import Client
    from quipu.api.library import Quipu, Reply
    from quipu.api.recalled import Recalled
    from quipu.schema.recall import ItemKind

__all__ = ["Client", "ItemKind", "Quipu", "Recalled", "Reply"]


def __getattr__(name: str) -> object:
    """Load a door when it is first used, so that `import quipu.graph` stays light."""
    if name not in __all__:
        raise AttributeError(f"module 'quipu' has no attribute {name!r}")
    if name == "Client":
        from quipu.api.client.client import Client

        return Client
    from quipu.api import library

    found: object = getattr(library, name)
    return found
