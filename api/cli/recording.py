"""The commands by which attempts at tasks are recorded, and asked for before the next one."""

from __future__ import annotations

import sys
import uuid
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from quipu.api.cli.options import Place
from quipu.api.cli.reading import KnownAtOption, existing
from quipu.api.cli.running import run_on, scope_of
from quipu.api.moments import moment_from
from quipu.schema.errors import Invalid

if TYPE_CHECKING:
    from collections.abc import Sequence

    from quipu.api.assemble import Service
    from quipu.api.cli.attempts import Told
    from quipu.schema.experience import Advice, Experience, Procedure
    from quipu.schema.identity import Scope


@dataclass(frozen=True, slots=True)
class RecordWish:
    task: Annotated[str | None, typer.Argument(help="What was to be done, in a sentence.")] = None
    outcome: Annotated[
        str | None, typer.Option(metavar="NAME", help="success, partial or failure.")
    ] = None
    steps: Annotated[
        list[str] | None,
        typer.Option(
            "--step",
            metavar="TEXT",
            help="What was done, once for each step; '!push => rejected' failed and was answered"
            " so, '+push' worked.",
        ),
    ] = None
    lesson: Annotated[str, typer.Option(metavar="TEXT", help="For the next time.")] = ""
    used: Annotated[
        list[str] | None,
        typer.Option("--used", metavar="ID", help="A procedure that was followed."),
    ] = None
    file: Annotated[
        str | None,
        typer.Option(metavar="FILE", help="Attempts as JSON or JSON lines instead; - is stdin."),
    ] = None
    key: Annotated[
        str, typer.Option(metavar="TEXT", help="The same key again stores nothing twice.")
    ] = ""


@dataclass(frozen=True, slots=True)
class AdviseWish:
    task: Annotated[str, typer.Argument(help="What is to be done, in a sentence.")]
    limit: Annotated[
        int, typer.Option(min=1, max=50, help="How many procedures, and attempts, at most.")
    ] = 5
    known_at: KnownAtOption = None


@dataclass(frozen=True, slots=True)
class _Recorded:
    attempts: Sequence[Experience]
    replayed: Sequence[str]
    procedures: Sequence[Procedure]


def record(wish: RecordWish, place: Place) -> None:
    """Record how a task was tried: what several attempts show becomes a procedure.

    A memory that is not there yet is made. A file has one object or many, each with the names of
    GraphQL's RecordExperienceInput: {"task": …, "outcome": …, "steps": [{"action": …,
    "observation": …, "succeeded": …}], "lesson": …}; a step may be a text alone. The same file
    again stores nothing twice.
    """
    from quipu.api.cli.as_json import say
    from quipu.api.cli.lived import attempt_json, procedure_json, procedure_lines

    told = _told(wish)

    async def recorded(service: Service) -> _Recorded:
        return await _record(service, scope_of(service, place), told)

    done = run_on(place.settings(), recorded)
    if place.json:
        shown = [attempt_json(one) | {"replayed": one.id in done.replayed} for one in done.attempts]
        say({"experiences": shown, "updatedProcedures": list(map(procedure_json, done.procedures))})
        return
    for one in done.attempts:
        before = " before" if one.id in done.replayed else ""
        typer.echo(f"recorded{before} {one.id}  {one.outcome.value.lower()}")
    for procedure in done.procedures:
        for line in procedure_lines(procedure):
            typer.echo(line)


def advise(wish: AdviseWish, place: Place) -> None:
    """Tell what earlier attempts at such a task teach: what to do, what to avoid, how it went."""
    from quipu.api.cli.as_json import say
    from quipu.api.cli.lived import advice_lines, attempt_json, procedure_json

    known_at = moment_from(wish.known_at).at if wish.known_at else None

    async def advised(service: Service) -> Advice:
        view = service.memory.view(None, known_at)
        return await service.memory.advise(scope_of(service, place), wish.task, wish.limit, view)

    found = run_on(existing(place), advised)
    if place.json:
        procedures = [procedure_json(one) for one in found.procedures]
        say({"procedures": procedures, "experiences": list(map(attempt_json, found.experiences))})
        return
    for line in advice_lines(found):
        typer.echo(line)


async def _record(service: Service, scope: Scope, told: Sequence[Told]) -> _Recorded:
    from quipu.schema.experience import experience_of

    memory, actor = service.memory, scope.user or scope.tenant
    receipts = []
    for one in told:
        try:
            receipts.append(await memory.record(scope, one.draft, one.key, actor))
        except Invalid as fault:
            where = f"line {one.line}: " if one.line else ""
            raise Invalid(f"{where}{fault.problem}", hint=fault.hint) from fault
    for receipt in receipts:
        await service.worker.until_ended(scope, receipt.job.id)
    ids = [id for receipt in receipts for id in receipt.job.episodes]
    kept = map(experience_of, await memory.store.episodes(scope, ids))
    by_id = {one.id: one for one in kept if one is not None}
    attempts = [by_id[id] for id in ids if id in by_id]
    used = {id for attempt in attempts for id in attempt.used}
    procedures = [
        one
        for one in await memory.procedures(scope)
        if one.scope == scope and (one.id in used or set(ids) & {*one.evidence})
    ]
    replayed = [id for one in receipts if one.is_replay for id in one.job.episodes]
    return _Recorded(attempts, replayed, procedures)


def _told(wish: RecordWish) -> list[Told]:
    """What is to be recorded. Raises Invalid where neither or both of the two ways are taken."""
    from quipu.api.cli.attempts import Told, step_from, told_in
    from quipu.schema.experience import ExperienceDraft, outcome_of
    from quipu.schema.knowledge import Trust

    if (wish.task is None) == (wish.file is None):
        raise Invalid("give either a task or --file", hint='quipu record "deploy the site" …')
    if wish.file is not None:
        if wish.outcome or wish.steps or wish.lesson or wish.used or wish.key:
            raise Invalid("a file says all of its attempts", hint="give --file alone")
        found = list(told_in(_text_of(wish.file)))
        if not found:
            raise Invalid(f"no attempt in {wish.file}")
        return found
    if wish.outcome is None:
        raise Invalid("how did it go?", hint="--outcome success, partial or failure")
    steps = tuple(map(step_from, wish.steps or ()))
    outcome, used = outcome_of(wish.outcome), tuple(wish.used or ())
    draft = ExperienceDraft(
        wish.task or "", outcome, steps, lesson=wish.lesson, used=used, trust=Trust.ASSERTED
    )
    return [Told(draft, wish.key or uuid.uuid4().hex)]


def _text_of(file: str) -> str:
    try:
        raw = sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Invalid(f"{file} is not UTF-8", hint="save it as UTF-8") from error
    except OSError as error:
        raise Invalid(f"cannot read {file}: {error.strerror}") from error
