"""The command that moves a memory to another embedder."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Literal

import typer

from quipu.api.cli.options import Database
from quipu.api.cli.reading import existing
from quipu.api.cli.running import run_to_its_end
from quipu.api.settings import Settings


@dataclass(frozen=True, slots=True)
class MigrateWish:
    what: Annotated[Literal["vectors"], typer.Argument(help="What to make anew: vectors.")]


def migrate(wish: MigrateWish, place: Database) -> None:
    """Compute all vectors anew with the embedder of the settings; stop the service first.

    Interrupt it whenever you like: the same command goes on where it stopped. Until it has ended
    the memory belongs to the embedder it had.
    """
    from quipu.api.cli.as_json import say
    from quipu.api.cli.render import amount

    settings = existing(place)
    done = run_to_its_end(_moved(settings, tells=not place.json))
    if place.json:
        say({"vectors": done, "embedder": settings.embedder_kind})
    else:
        typer.echo(f"{amount(done, 'vector')} computed anew, all by the embedder of the settings")


async def _moved(settings: Settings, *, tells: bool) -> int:
    from quipu.api.assemble import vector_move
    from quipu.graph.moving import move_vectors

    def tell(done: int, left: int) -> None:
        if tells:
            typer.echo(f"{done:,} vectors computed, {left:,} left", err=True)

    async with vector_move(settings) as (move, embedder):
        return await move_vectors(move, embedder, tell)
