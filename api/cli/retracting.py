"""The command that takes back what episodes claimed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

import typer

from quipu.api.cli.options import Place
from quipu.api.cli.reading import existing
from quipu.api.cli.running import run_on, scope_of
from quipu.schema.identity import EpisodeId

if TYPE_CHECKING:
    from quipu.api.assemble import Service


@dataclass(frozen=True, slots=True)
class RetractWish:
    episodes: Annotated[
        list[str],
        typer.Argument(metavar="EPISODE…", help="Ids, as `quipu explain` and `search` print them."),
    ]
    reason: Annotated[str, typer.Option(metavar="TEXT", help="Why; it stands in the log.")]


def retract(wish: RetractWish, place: Place) -> None:
    """Take what episodes claimed out of belief; what they had ended comes back.

    The words stay and can still be searched; the past is not rewritten either: what was believed
    until now is found with `search --known-at`. `quipu log` shows the change, `quipu undo` takes it
    back.
    """
    from quipu.api.cli.as_json import retraction_json, say
    from quipu.api.cli.credentials import note
    from quipu.api.cli.render import retraction_lines
    from quipu.api.retraction import retracted

    async def done(service: Service) -> None:
        scope, memory = scope_of(service, place), service.memory
        episodes = [EpisodeId(one) for one in wish.episodes]
        found = await retracted(memory, scope, episodes, wish.reason)
        note(place, "retract", scope.tenant, episodes)
        await service.worker.drain()
        ends = {end for one in (*found.gone, *found.changed) for end in (one.subject, one.object)}
        named = {one.id: one for one in await memory.store.entities(scope, ends)}
        if place.json:
            say(retraction_json(found, named, memory.view()))
            return
        for line in retraction_lines(found, len(set(episodes)), memory.view()):
            typer.echo(line)

    run_on(existing(place), done)
