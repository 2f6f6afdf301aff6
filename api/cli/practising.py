"""The command that measures whether experience helps: `quipu bench experience`."""

from __future__ import annotations

import tempfile
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Annotated

import typer

from quipu.api.cli.measuring import fresh, own_tenant
from quipu.api.cli.options import Database
from quipu.api.cli.running import run_on

if TYPE_CHECKING:
    from quipu.api.assemble import Service
    from quipu.api.bench.practice.run import Practice


@dataclass(frozen=True, slots=True)
class PracticeWish:
    tasks: Annotated[int, typer.Option(min=4, help="How many tasks the agent is given.")] = 240
    seed: Annotated[int, typer.Option(help="The same seed makes the same tasks and luck.")] = 0


def experience(wish: PracticeWish, place: Database) -> None:
    """Give a made-up agent the same tasks with advice and without, and show how often it succeeds.

    The tasks are of six sorts in ever other words; each has a way that leads there and traps.
    """
    from quipu.api.cli.as_json import say

    with tempfile.TemporaryDirectory(prefix="quipu-bench-") as folder:
        settings = own_tenant("experience", place.settings(database=fresh(place.database, folder)))
        done = run_on(settings, lambda service: _practised(service, wish))
    if place.json:
        say({"set": "experience", **asdict(done)})
        return
    _show(done)


async def _practised(service: Service, wish: PracticeWish) -> Practice:
    from quipu.api.bench.practice.run import run_practice

    async with service.worker.running():
        return await run_practice(service, wish.tasks, wish.seed)


def _show(done: Practice) -> None:
    heads = ("attempts", "alone %", "advised %", "steps alone", "steps advised")
    typer.echo("".join(f"{head:>15}" for head in heads))
    for part in done.parts:
        cells = (
            f"{part.attempts}",
            f"{part.without:.1f}",
            f"{part.with_advice:.1f}",
            f"{part.steps_without:.1f}",
            f"{part.steps_with:.1f}",
        )
        typer.echo("".join(f"{cell:>15}" for cell in cells))
    typer.echo(
        f"{done.procedures} procedures; of {done.advised} tasks with advice {done.fitting:.1f} %"
        f" got it from their own sort; at least {done.surest:.1f} % succeed at the end (95 %);"
        f" advise {done.advise_ms:.1f} ms, record {done.record_ms:.1f} ms (medians)"
    )
