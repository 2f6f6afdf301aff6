"""The command that reads again what the local reader read for a model that did not answer."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Annotated

import typer

from quipu.api.cli.options import Place
from quipu.api.cli.reading import existing
from quipu.api.cli.running import run_on, scope_of
from quipu.schema.errors import Invalid

if TYPE_CHECKING:
    from quipu.api.assemble import Service

_AT_MOST = 10_000  # a second call goes on where this one ended


@dataclass(frozen=True, slots=True)
class RereadWish:
    failed: Annotated[
        bool, typer.Option("--failed", help="What a model should have read and did not.")
    ] = False


def reread(wish: RereadWish, place: Place) -> None:
    """Read texts again with the model of the settings, where the local reader had to stand in.

    What the model finds takes the place of what the local reader had found; what is said by both
    stays. Where the model does not answer this time either, nothing changes.
    """
    from quipu.api.cli.as_json import say
    from quipu.api.cli.render import amount
    from quipu.graph.intake.reread import Reread, reread

    if not wish.failed:
        raise Invalid("nothing said to read again", hint="quipu reread --failed")
    settings = existing(place)
    if settings.reader == "local":
        raise Invalid("reader is local: no model to read with", hint="set reader = model or both")

    async def done(service: Service) -> Reread:
        scope = scope_of(service, place)
        waiting = await service.memory.store.stood_in(scope, _AT_MOST)
        return await reread(service.memory, service.reader, scope, waiting)

    found = run_on(settings, done)
    if place.json:
        say(asdict(found))
        return
    typer.echo(
        f"{amount(found.read, 'text')} read again, {found.waiting:,} still waiting;"
        f" {amount(found.facts_learned, 'fact row')} learned, {found.facts_retired:,} retired"
    )
