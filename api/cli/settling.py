"""The command that settles what is owed, for services that accept more than one process reads."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

import typer

from quipu.api.cli.options import Database
from quipu.api.cli.reading import existing
from quipu.api.cli.running import run_on
from quipu.api.settings import Settings

if TYPE_CHECKING:
    from quipu.api.assemble import Service


@dataclass(frozen=True, slots=True)
class WorkerWish:
    reader: Annotated[
        str | None,
        typer.Option(metavar="NAME", help="Who reads: local, model, or both; local unless set."),
    ] = None
    ontology: Annotated[
        str | None, typer.Option(metavar="FILE", help="TOML that extends the predicates.")
    ] = None
    once: Annotated[bool, typer.Option("--once", help="End when all that is owed now is read.")] = (
        False
    )


def worker(wish: WorkerWish, place: Database) -> None:
    """Read and settle what services have accepted, of every scope, until Ctrl-C or SIGTERM.

    As many as you like may run on one memory: each scope is settled by one of them at a time, and a
    worker that is killed is succeeded when its lease runs out.
    """
    if wish.once:
        existing(place)
    settings = place.settings(ontology=wish.ontology, reader=wish.reader)

    async def settling(service: Service) -> None:
        where = settings.neo4j_uri if settings.engine == "neo4j" else settings.database
        typer.echo(f"settling what is owed in {where}")
        if wish.once:
            await service.worker.until_settled(service.memory.clock())
            return
        async with service.worker.running():
            await asyncio.Event().wait()

    # Ctrl-C and SIGTERM are how a worker ends, no interruption of it.
    with suppress(KeyboardInterrupt):
        wait_for_memory(settings, time.sleep)
        run_on(settings, settling)


def wait_for_memory(settings: Settings, rest: Callable[[float], None]) -> None:
    """Return once there is a memory: a service that is started beside a worker makes it, and of a
    mistyped name nothing is made."""
    is_file = settings.engine == "sqlite" and not settings.is_in_memory
    if is_file and not settings.database.exists():
        typer.echo(f"waiting for a memory at {settings.database}", err=True)
        while not settings.database.exists():
            rest(settings.worker_poll_seconds)
