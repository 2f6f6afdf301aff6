"""Where an engine keeps what is measured: a server's footprint, and taking our tenants out."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Protocol, runtime_checkable

from quipu.api.assemble import assembled
from quipu.api.bench.machine import disk_mb, home_of, listener, resident_mb
from quipu.api.bench.scale_measure import GivenVectors, NoReader
from quipu.api.bench.scale_world import ScaleWorld
from quipu.api.settings import Settings
from quipu.schema.identity import Scope


@dataclass(frozen=True, slots=True)
class Server:
    """The process that keeps a memory, where it is another one of this machine, and its folder."""

    process: int | None = None
    home: Path | None = None

    def resident_mb(self) -> float | None:
        return None if self.process is None else resident_mb(self.process)

    def disk_mb(self, settings: Settings) -> float | None:
        """What the store takes, with everybody's data and its logs; None where it is not here."""
        if settings.engine == "sqlite":
            return disk_mb(settings.database.parent.glob(f"{settings.database.name}*"))
        return None if self.home is None else disk_mb([self.home / "data"])


def server_of(settings: Settings) -> Server:
    """The server of the settings; an empty one for an engine without a server."""
    if settings.engine == "sqlite":
        return Server()
    process = listener(settings.neo4j_uri)
    return Server(process, None if process is None else home_of(process))


@runtime_checkable
class Versioned(Protocol):
    """An engine that can tell which version of it is at work."""

    async def version(self) -> str: ...


@runtime_checkable
class Shared(Protocol):
    """An engine on a database that others use as well: a tenant can be taken out of it."""

    async def empty_tenant(self, scope: Scope) -> None: ...


async def cleared(settings: Settings, embedder: GivenVectors, world: ScaleWorld) -> None:
    """Take a world's tenants, and nothing else, out of a database that others share."""
    async with assembled(settings, extractor=NoReader(), embedder=embedder) as service:
        store: object = service.memory.store
        if isinstance(store, Shared):
            for scope in world.scopes():
                await store.empty_tenant(scope)


async def version_of(store: object) -> str:
    """Which version of the engine is measured; nothing where it cannot tell."""
    return await store.version() if isinstance(store, Versioned) else ""
