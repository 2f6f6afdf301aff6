"""The command that goes over a whole scope."""

from __future__ import annotations

import asyncio
import time
import uuid
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from quipu.api.cli.options import Place
from quipu.api.cli.reading import existing
from quipu.api.cli.running import run_on, scope_of
from quipu.schema.errors import Unavailable
from quipu.schema.jobs import JobStatus

if TYPE_CHECKING:
    from quipu.api.assemble import Service
    from quipu.graph.upkeep.consolidating import Consolidation, Pass, PassReport
    from quipu.graph.upkeep.going_over import RunReport
    from quipu.schema.communities import ToldCommunity
    from quipu.schema.jobs import Job
    from quipu.schema.reviews import Review

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

    What is believed stays as it is. Pairs and disputes wait for somebody to decide (`quipu
    review`); communities are made anew, from what holds now.
    """
    work = _looked_at if wish.dry_run else _gone_over
    run_on(existing(place), lambda service: work(service, wish, place))


async def _looked_at(service: Service, wish: ConsolidateWish, place: Place) -> None:
    from quipu.api.cli.as_json import say
    from quipu.graph.communities import told
    from quipu.graph.upkeep.consolidating import consolidated

    scope = scope_of(service, place)
    done = await consolidated(service.memory, scope, _passes(wish), is_dry_run=True, watch=Lines())
    memory = service.memory
    shown = await told(memory.store, done.scope, memory.view(), done.communities[:_SHOWN])
    if place.json:
        say(_dry_json(done, shown))
        return
    for line in _dry_lines(done, shown):
        typer.echo(line)


async def _gone_over(service: Service, wish: ConsolidateWish, place: Place) -> None:
    """As a job that any worker may do: this process, unless another is quicker."""
    from quipu.api.cli.as_json import say
    from quipu.api.cli.credentials import note
    from quipu.graph.communities import told
    from quipu.graph.ruling.reviews import reviews
    from quipu.graph.upkeep.consolidating import Pass
    from quipu.graph.upkeep.going_over import owed, report_of
    from quipu.schema.communities import CommunityQuery
    from quipu.schema.reviews import ReviewStatus

    memory, scope, passes = service.memory, scope_of(service, place), _passes(wish)
    receipt = await owed(memory, scope, passes, uuid.uuid4().hex)
    note(place, "consolidate", scope.tenant, [receipt.job.id])
    run = report_of(await _ended(service, receipt.job))
    await service.worker.drain()  # what a model ruled there is owed as any ruling is
    waiting = await reviews(memory, scope, ReviewStatus.OPEN, None, _SHOWN)
    found = [one for _, one in waiting] if {*passes} - {Pass.COMMUNITIES} else []
    query = CommunityQuery(inherit=False)
    made = await memory.store.communities(scope, query, 0, _SHOWN)
    wanted = made if Pass.COMMUNITIES in passes else []
    shown = await told(memory.store, scope, memory.view(), wanted)
    if place.json:
        say(_as_json(receipt.job.id, run, found, shown))
        return
    for line in _as_lines(run, found, shown):
        typer.echo(line)


def _passes(wish: ConsolidateWish) -> Sequence[Pass]:
    from quipu.graph.upkeep.consolidating import ALL, Pass

    return [Pass[one.name] for one in wish.passes or ()] or ALL


async def _ended(service: Service, job: Job) -> Job:
    """The job when it is over, told of every few seconds. Raises `Unavailable` where it failed."""
    from quipu.api.worker import ENDED

    # Not for this process alone: what another one had begun that is killed is taken over.
    doing = asyncio.create_task(service.worker.until_ended(job.scope, job.id))
    try:
        while True:
            now = await service.worker.wait_for(job.scope, job.id, _EVERY_SECONDS)
            if now.status in ENDED:
                break
            if doing.done():
                doing.result()  # why this process cannot go on; else another one does it
            typer.echo(f"consolidate: {_progress(now):.0%}", err=True)
    finally:
        doing.cancel()
        with suppress(asyncio.CancelledError):
            await doing
    if now.status is not JobStatus.DONE:
        raise Unavailable(f"it ended {now.status}: {now.last_error}", hint="ask again")
    return now


def _progress(job: Job) -> float:
    from quipu.graph.upkeep.going_over import report_of

    return report_of(job).progress


@dataclass(slots=True)
class Lines:
    """Tells on stderr how far it is: at the start of each pass, then every few seconds."""

    said_at: dict[str, float] = field(default_factory=dict)

    def __call__(self, name: Pass, what: str, count: int) -> None:
        now = time.monotonic()
        if now - self.said_at.get(f"{name} {what}", 0.0) >= _EVERY_SECONDS:
            self.said_at[f"{name} {what}"] = now
            typer.echo(f"{name.lower()}: {count:,} {what}", err=True)


def _as_lines(run: RunReport, found: Sequence[Review], shown: list[ToldCommunity]) -> Iterator[str]:
    from quipu.api.cli.render import review_lines

    for one in found:
        yield from review_lines(one)
    yield from _community_lines(shown)
    yield from (_step_line(step, f"{step.written:,} written") for step in run.passes)
    if run.ruled is not None:
        yield f"the model was asked about {run.ruled.asked}, decided {run.ruled.decided}"
        if run.ruled.complaint:
            yield f"  {run.ruled.complaint}"


def _dry_lines(done: Consolidation, shown: list[ToldCommunity]) -> Iterator[str]:
    names = {one.id: one.name for one in done.entities}
    for pair in done.pairs[:_SHOWN]:
        told = f"{names[pair.one]!r} and {names[pair.other]!r}"
        yield f"may be one: {told} ({pair.rule}, {pair.score:g})"
    for one in done.disputes[:_SHOWN]:
        yield f"in dispute: {one.first.sentence!r} and {one.second.sentence!r} ({one.id})"
    for doubt in done.doubts[:_SHOWN]:
        said = (doubt.first.sentence, doubt.second.sentence)
        yield f"hardly both: {said[0]!r} and {said[1]!r} ({doubt.score:.2f} have one value)"
    yield from _community_lines(shown)
    yield from (_step_line(step, "nothing written") for step in done.passes)


def _community_lines(shown: list[ToldCommunity]) -> Iterator[str]:
    for each in shown:
        size, level = len(each.community.members), each.community.level
        yield f"community of {size:,} at level {level}: {each.name}"
        if each.summary:
            yield f"  {each.summary}"


def _step_line(step: PassReport, written: str) -> str:
    return (
        f"{step.name.lower()}: {step.looked_at:,} looked at, {step.found:,} found, {written},"
        f" {step.seconds:.1f} s"
    )


def _as_json(
    job: str, run: RunReport, found: Sequence[Review], shown: list[ToldCommunity]
) -> dict[str, object]:
    from quipu.api.cli.as_json import community_json, review_json

    return {
        "dryRun": False,
        "job": job,
        "report": _steps_json(run.passes),
        "ruled": None if run.ruled is None else run.ruled.decided,
        "reviews": [review_json(one) for one in found],
        "communities": [community_json(one) for one in shown],
    }


def _steps_json(passes: Sequence[PassReport]) -> list[dict[str, object]]:
    return [
        {
            "name": one.name,
            "lookedAt": one.looked_at,
            "found": one.found,
            "written": one.written,
            "tookMs": round(one.seconds * 1_000, 1),
        }
        for one in passes
    ]


def _dry_json(done: Consolidation, shown: list[ToldCommunity]) -> dict[str, object]:
    from quipu.api.cli.as_json import community_json

    names = {one.id: one.name for one in done.entities}
    return {
        "dryRun": True,
        "report": _steps_json(done.passes),
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
        "communities": [community_json(one) for one in shown],
    }
