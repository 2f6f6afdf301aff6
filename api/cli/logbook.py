"""The command that shows what was changed, by whom and why: the numbers that `quipu undo` takes."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Annotated

import typer

from quipu.api.cli.options import Place
from quipu.api.cli.reading import existing
from quipu.api.cli.running import run_on, scope_of
from quipu.api.logbook import LatestChanges, latest
from quipu.schema.changes import ChangeKind

if TYPE_CHECKING:
    from quipu.api.assemble import Service


@dataclass(frozen=True, slots=True)
class LogWish:
    last: Annotated[
        int, typer.Option(min=1, max=1000, help="How many changes, the latest of them.")
    ] = 20
    before: Annotated[
        int | None, typer.Option(min=1, metavar="SEQUENCE", help="Only earlier ones.")
    ] = None
    kind: Annotated[
        list[ChangeKind] | None,
        typer.Option(case_sensitive=False, help="Only these, several times for several."),
    ] = None


def log(wish: LogWish, place: Place) -> None:
    """Show the latest changes: number, when, who, what, why. `quipu undo NUMBER` takes one back.

    Texts that were forgotten have left the log as well; that they went stands there.
    """
    from quipu.api.cli.as_json import say

    async def shown(service: Service) -> None:
        scope, memory = scope_of(service, place), service.memory
        counted = await memory.store.statistics(scope, memory.view())
        end = wish.before or counted.last_sequence + 1
        wanted = LatestChanges(wish.last, end, frozenset(wish.kind or ()))
        found = await latest(memory.store, scope, wanted)
        if place.json:
            say([{**asdict(one), "at": one.at.isoformat()} for one in found])
            return
        typer.echo("\n".join(map(str, found)) or "nothing has changed here")

    run_on(existing(place), shown)
