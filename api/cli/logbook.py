"""The command that shows what was changed, by whom and why: the numbers that `quipu undo` takes."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

import typer

from quipu.api.cli.options import Place
from quipu.api.cli.reading import existing
from quipu.api.cli.running import run_on, scope_of
from quipu.schema.changes import ChangeKind, LogEntry
from quipu.schema.identity import Scope

if TYPE_CHECKING:
    from quipu.api.assemble import Service
    from quipu.schema.ports import GraphStore

_PAGE = 500
_FIRST_LOOK = 1_000  # numbers back from the end


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
        found = await latest(memory.store, scope, wish, end)
        if place.json:
            say([_as_json(entry) for entry in found])
            return
        for line in log_lines(found):
            typer.echo(line)

    run_on(existing(place), shown)


async def latest(store: GraphStore, scope: Scope, wish: LogWish, end: int) -> list[LogEntry]:
    """The latest changes before an end that a scope sees, oldest first.

    Numbers are shared with other scopes, so it looks four times as far back each time.
    """
    width = _FIRST_LOOK
    while True:
        start = max(0, end - 1 - width)
        found = [one async for one in _between(store, scope, (start, end), wish)]
        if len(found) >= wish.last or start == 0:
            return found[-wish.last :]
        width *= 4


async def _between(
    store: GraphStore, scope: Scope, numbers: tuple[int, int], wish: LogWish
) -> AsyncIterator[LogEntry]:
    since, end = numbers
    while rows := await store.changes(scope, since, _PAGE, frozenset(wish.kind or ())):
        for one in rows:
            if one.sequence >= end:
                return
            yield one
        since = rows[-1].sequence


def log_lines(found: Sequence[LogEntry]) -> Iterator[str]:
    """One line a change, and a second one with what it is about."""
    if not found:
        yield "nothing has changed here"
    for one in found:
        when = f"{one.sequence:>6}  {one.at:%Y-%m-%d %H:%M}"
        yield f"{when}  {one.kind:<11} {one.actor}: {one.reason}"
        yield f"        {_about(one) or '(no words left)'}  {one.item}"


def _about(entry: LogEntry) -> str:
    """The sentence of a fact or the name of an entity, as it stands since; else as it stood."""
    rows = [json.loads(row) for row in (entry.after, entry.before) if row]
    found = (row.get("sentence") or row.get("name") or "" for row in rows if isinstance(row, dict))
    return next((text for text in found if text), "")


def _as_json(entry: LogEntry) -> dict[str, object]:
    return {
        "sequence": entry.sequence,
        "at": entry.at.isoformat(),
        "kind": entry.kind,
        "actor": entry.actor,
        "reason": entry.reason,
        "item": entry.item,
        "about": _about(entry),
    }
