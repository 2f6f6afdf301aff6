"""The command that keeps the GraphQL endpoint standing."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from typing import Annotated

import typer

from quipu.api.cli.options import Database
from quipu.api.cli.running import run_to_its_end
from quipu.api.settings import Settings


@dataclass(frozen=True, slots=True)
class ServeWish:
    port: Annotated[
        int | None, typer.Option(help="Port to listen on, else 8321; 0 takes a free one.")
    ] = None
    host: Annotated[str | None, typer.Option(help="Else 127.0.0.1; others need a key first.")] = (
        None
    )
    ontology: Annotated[
        str | None, typer.Option(metavar="FILE", help="TOML that extends the predicates.")
    ] = None
    reader: Annotated[
        str | None,
        typer.Option(metavar="NAME", help="Who reads: local, model, or both; local unless set."),
    ] = None


def serve(wish: ServeWish, place: Database) -> None:
    """Serve GraphQL, and the explorer in a browser, until Ctrl-C, and settle what is accepted."""
    settings = place.settings(
        port=wish.port, host=wish.host, ontology=wish.ontology, reader=wish.reader
    )
    # Ctrl-C and SIGTERM are how serving ends, no interruption of it.
    with suppress(KeyboardInterrupt):
        run_to_its_end(_serve(settings))


async def _serve(settings: Settings) -> None:
    from quipu.api.app import create_app
    from quipu.api.cli.standing import standing
    from quipu.api.warming import warm

    app = create_app(settings)
    async with standing(app, settings) as server:
        typer.echo(f"{server.address}/graphql")
        typer.echo(f"{server.address}/explorer")
        await warm(app.state.service)
        await server.until_stopped
