"""The commands by which a person says what is wrong, over, or to be taken back."""

from __future__ import annotations

import uuid
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

import typer

from quipu.api.cli.options import Place
from quipu.api.cli.reading import existing
from quipu.api.cli.running import run_on, scope_of
from quipu.api.moments import moment_from
from quipu.schema.drafts import EntityRef
from quipu.schema.errors import Invalid
from quipu.schema.identity import FactId, Scope
from quipu.schema.ports import JobStatus, Receipt
from quipu.schema.rulings import Correction, Invalidation, Ruling

if TYPE_CHECKING:
    from quipu.api.assemble import Service

_Fact = Annotated[str, typer.Argument(metavar="FACT", help="Its id, as `quipu history` prints it.")]
_Reason = Annotated[str, typer.Option(metavar="TEXT", help="Why; it stands in the log.")]


@dataclass(frozen=True, slots=True)
class Named:
    """What is done, as the audit log calls it by every door, and what is named for it: ids or
    names, of which only ids are kept."""

    operation: str
    texts: tuple[str, ...] = ()


_Accepting = Callable[["Service", Scope, Ruling, str], Awaitable[Receipt]]


@dataclass(frozen=True, slots=True)
class CorrectWish:
    fact: _Fact
    reason: _Reason
    to: Annotated[str | None, typer.Option(metavar="NAME", help="The right value.")] = None
    predicate: Annotated[str | None, typer.Option(help="The right predicate.")] = None
    statement: Annotated[str | None, typer.Option(metavar="TEXT", help="How to say it.")] = None
    since: Annotated[str | None, typer.Option(metavar="DATE", help="Its right beginning.")] = None


@dataclass(frozen=True, slots=True)
class InvalidateWish:
    fact: _Fact
    reason: _Reason
    at: Annotated[
        str | None,
        typer.Option(metavar="DATE", help="When it ended; without a date it never held."),
    ] = None


@dataclass(frozen=True, slots=True)
class UndoWish:
    sequence: Annotated[int, typer.Argument(metavar="SEQUENCE", help="The number of a change.")]
    reason: _Reason


def correct(wish: CorrectWish, place: Place) -> None:
    """Say what a fact should have been: the wrong value gives way, also where it is told again.

    What was believed until now can still be read with `search --known-at`.
    """
    from quipu.graph.ruling.amend import corrected

    asked = Correction(
        FactId(wish.fact),
        wish.statement,
        wish.predicate,
        None if wish.to is None else EntityRef(name=wish.to),
        None if wish.since is None else moment_from(wish.since).at,
    )

    async def accepting(service: Service, scope: Scope, by: Ruling, key: str) -> Receipt:
        return await corrected(service.memory, scope, asked, by, key)

    settle_ruling(place, Named("correctFact", (wish.fact,)), wish.reason, accepting)


def invalidate(wish: InvalidateWish, place: Place) -> None:
    """Say that a fact ended on a date, or that it never held; what it had ended comes back.

    What never held is not believed again, however often it is told. It can be undone.
    """
    from quipu.graph.ruling.amend import invalidated

    asked = Invalidation(FactId(wish.fact), None if wish.at is None else moment_from(wish.at).at)

    async def accepting(service: Service, scope: Scope, by: Ruling, key: str) -> Receipt:
        return await invalidated(service.memory, scope, asked, by, key)

    settle_ruling(place, Named("invalidateFact", (wish.fact,)), wish.reason, accepting)


def undo(wish: UndoWish, place: Place) -> None:
    """Take back what led to one change of a fact: what was read, or what somebody ruled.

    An undoing is a change as well, and can be undone.
    """
    from quipu.graph.ruling.amend import undone

    async def accepting(service: Service, scope: Scope, by: Ruling, key: str) -> Receipt:
        return await undone(service.memory, scope, wish.sequence, by, key)

    settle_ruling(place, Named("undo"), wish.reason, accepting)


def settle_ruling(place: Place, named: Named, reason: str, accepting: _Accepting) -> None:
    """Accept a ruling in the name of the scope, settle it, and say what is otherwise now.

    It is in the audit log once it is accepted, also where it cannot be settled.
    """
    from quipu.api.access.audit import ids_of_ours
    from quipu.api.cli.as_json import ruled_json, say
    from quipu.api.cli.credentials import note
    from quipu.api.cli.render import ruled_lines
    from quipu.api.rulings import outcome

    async def done(service: Service) -> None:
        scope, memory = scope_of(service, place), service.memory
        by = Ruling(scope.user or scope.tenant, reason)
        receipt = await accepting(service, scope, by, uuid.uuid4().hex)
        note(place, named.operation, scope.tenant, ids_of_ours([*named.texts, receipt.job.id]))
        job = await service.worker.until_ended(scope, receipt.job.id)
        if job.status is not JobStatus.DONE:
            raise Invalid("the ruling is kept, but could not be settled", hint="see quipu status")
        found = await outcome(memory, scope, job)
        ends = {end for one in (*found.gone, *found.learned) for end in (one.subject, one.object)}
        names = {one.id: one for one in await memory.store.entities(scope, ends)}
        if place.json:
            say(ruled_json(found, names, memory.view()))
            return
        for line in ruled_lines(found, memory.view()):
            typer.echo(line)

    run_on(existing(place), done)
