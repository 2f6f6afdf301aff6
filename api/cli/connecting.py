"""The command that tells how two are connected."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

import typer

from quipu.api.cli.options import Place
from quipu.api.cli.reading import AsOfOption, entity_called, existing
from quipu.api.cli.running import run_on, scope_of
from quipu.api.moments import moment_from

if TYPE_CHECKING:
    from quipu.api.assemble import Service
    from quipu.schema.intervals import AsOf
    from quipu.schema.routes import Route, Routes


@dataclass(frozen=True, slots=True)
class PathsWish:
    start: Annotated[str, typer.Argument(metavar="FROM", help="Name or id of one of the two.")]
    end: Annotated[str, typer.Argument(metavar="TO", help="Name or id of the other.")]
    as_of: AsOfOption = None
    max_length: Annotated[int, typer.Option(min=1, max=6, help="Facts in a path at most.")] = 4
    limit: Annotated[int, typer.Option(min=1, max=20, help="How many paths at most.")] = 5


def paths(wish: PathsWish, place: Place) -> None:
    """Tell how two are connected: the shortest chains of facts between them, shortest first."""
    from quipu.api.cli.as_json import say
    from quipu.graph.retrieval.routes import Sought

    async def connected(service: Service) -> tuple[Routes, AsOf]:
        scope, memory = scope_of(service, place), service.memory
        start = await entity_called(service, scope, wish.start)
        end = await entity_called(service, scope, wish.end)
        view = memory.view(None if wish.as_of is None else moment_from(wish.as_of).at)
        sought = Sought(start.id, end.id, wish.max_length, wish.limit)
        return await memory.routes(scope, sought, view), view

    found, view = run_on(existing(place), connected)
    if place.json:
        shown = [_json(route, view) for route in found.found]
        say({"paths": shown, "isComplete": not found.is_cut})
        return
    for route in found.found:
        for line in _lines(route, view):
            typer.echo(line)
    if not found.found:
        typer.echo("No path is known.")
    if found.is_cut:
        typer.echo("Not all that lies near could be looked at: there may be more.")


def _json(route: Route, view: AsOf) -> dict[str, object]:
    from quipu.api.cli.as_json import fact_json

    named = {one.id: one for one in route.entities}
    return {
        "length": len(route.facts),
        "entities": [{"id": one.id, "name": one.name} for one in route.entities],
        "facts": [fact_json(fact, named, view) for fact in route.facts],
    }


def _lines(route: Route, view: AsOf) -> Iterator[str]:
    from quipu.api.cli.render import fact_line

    yield " – ".join(one.name for one in route.entities)
    for fact in route.facts:
        yield f"  {fact_line(fact, view)}  {fact.id}"
