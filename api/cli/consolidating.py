"""The command that goes over a whole scope."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from quipu.api.cli.options import Place
from quipu.api.cli.reading import existing
from quipu.api.cli.running import run_on, scope_of

if TYPE_CHECKING:
    from quipu.api.assemble import Service
    from quipu.graph.consolidating import Consolidation, Pass, Told

_SHOWN = 20  # of each kind, in lines
_EVERY_SECONDS = 2.0


class PassName(StrEnum):
    """The passes as the command line names them."""

    DEDUPLICATE = "deduplicate"
    CONTRADICTIONS = "contradictions"
    COMMUNITIES = "communities"


@dataclass(frozen=True, slots=True)
class ConsolidateWish:
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say what would be found, and write nothing.")
    ] = False
    passes: Annotated[
        list[PassName] | None,
        typer.Option("--pass", help="Only this one; may be given several times."),
    ] = None


def consolidate(wish: ConsolidateWish, place: Place) -> None:
    """Go over the memory: who may be one, what is in dispute, what belongs together.

    What is believed stays as it is. Pairs and disputes wait for somebody to decide; communities
    are made anew, from what holds now.
    """
    run_on(existing(place), lambda service: _gone_over(service, wish, place))


async def _gone_over(service: Service, wish: ConsolidateWish, place: Place) -> None:
    from quipu.api.cli.as_json import say
    from quipu.graph.consolidating import ALL, Pass, consolidated, told

    passes = [Pass[one.name] for one in wish.passes or ()] or ALL
    done = await consolidated(
        service.memory,
        scope_of(service, place),
        passes,
        is_dry_run=wish.dry_run,
        watch=Lines(),
    )
    shown = await told(service.memory, done.scope, done.communities[:_SHOWN])
    if place.json:
        say(_as_json(done, shown))
        return
    for line in _as_lines(done, shown):
        typer.echo(line)


@dataclass(slots=True)
class Lines:
    """Tells on stderr how far it is: at the start of each pass, then every few seconds."""

    said_at: dict[str, float] = field(default_factory=dict)

    def __call__(self, name: Pass, what: str, count: int) -> None:
        now = time.monotonic()
        if now - self.said_at.get(f"{name} {what}", 0.0) >= _EVERY_SECONDS:
            self.said_at[f"{name} {what}"] = now
            typer.echo(f"{name.lower()}: {count:,} {what}", err=True)


def _as_lines(done: Consolidation, shown: list[Told]) -> Iterator[str]:
    names = {one.id: one.name for one in done.entities}
    for pair in done.pairs[:_SHOWN]:
        told = f"{names[pair.one]!r} and {names[pair.other]!r}"
        yield f"may be one: {told} ({pair.rule}, {pair.score:g})"
    for one in done.disputes[:_SHOWN]:
        yield f"in dispute: {one.first.sentence!r} and {one.second.sentence!r} ({one.id})"
    for each in shown:
        size, level = len(each.community.members), each.community.level
        yield f"community of {size:,} at level {level}: {each.name}"
        if each.summary:
            yield f"  {each.summary}"
    for step in done.passes:
        written = "nothing written" if done.is_dry_run else f"{step.written:,} written"
        yield (
            f"{step.name.lower()}: {step.looked_at:,} looked at, {step.found:,} found, {written},"
            f" {step.seconds:.1f} s"
        )


def _as_json(done: Consolidation, shown: list[Told]) -> dict[str, object]:
    names = {one.id: one.name for one in done.entities}
    return {
        "dryRun": done.is_dry_run,
        "report": [
            {
                "name": one.name,
                "lookedAt": one.looked_at,
                "found": one.found,
                "written": one.written,
                "tookMs": round(one.seconds * 1_000, 1),
            }
            for one in done.passes
        ],
        "proposals": [
            {
                "keep": {"id": one.one, "name": names[one.one]},
                "merge": {"id": one.other, "name": names[one.other]},
                "score": one.score,
                "rule": one.rule,
            }
            for one in done.pairs
        ],
        "reviews": [
            {"id": one.id, "statements": [one.first.sentence, one.second.sentence]}
            for one in done.disputes
        ],
        "communities": [
            {
                "id": one.community.id,
                "level": one.community.level,
                "size": len(one.community.members),
                "name": one.name,
                "summary": one.summary,
            }
            for one in shown
        ],
    }
