"""The command by which a person has something forgotten for good."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

import typer

from quipu.api.cli.options import Place
from quipu.api.cli.reading import existing
from quipu.api.cli.running import run_on, scope_of
from quipu.api.moments import moment_from
from quipu.schema.drafts import EntityRef
from quipu.schema.erasing import ForgetMode
from quipu.schema.forgetting import ForgetWish, Selector

if TYPE_CHECKING:
    from quipu.api.assemble import Service


@dataclass(frozen=True, slots=True)
class Unwanted:
    ids: Annotated[
        list[str] | None,
        typer.Argument(metavar="ID…", help="Of episodes, facts and entities."),
    ] = None
    about: Annotated[
        str | None, typer.Option(metavar="NAME", help="Someone or something, with all about it.")
    ] = None
    before: Annotated[str | None, typer.Option(metavar="DATE", help="What happened earlier.")] = (
        None
    )
    everything: Annotated[bool, typer.Option("--everything", help="All of this scope.")] = False
    redact: Annotated[
        bool, typer.Option("--redact", help="Keep that there was a text, and when.")
    ] = False
    reason: Annotated[str, typer.Option(metavar="TEXT", help="Why; it stands in the log.")] = ""
    confirm: Annotated[
        str | None, typer.Option(metavar="TOKEN", help="Do it: what the dry run printed.")
    ] = None


def forget(wish: Unwanted, place: Place) -> None:
    """Show what would be forgotten, or with --confirm forget it for good, and say what stays.

    Texts go with all that was read from them: facts, names, vectors, words in indexes and in the
    log. What they had ended holds again. The same cannot be told again. This cannot be undone.
    """

    async def done(service: Service) -> None:
        from quipu.api.cli.as_json import forgotten_json, say
        from quipu.api.cli.credentials import note
        from quipu.api.cli.render import forgotten_lines
        from quipu.api.forgetting import forget as forget_for_good

        scope = scope_of(service, place)
        asked = _asked(wish, scope.user or scope.tenant)
        found = await forget_for_good(service, scope, asked, uuid.uuid4().hex)
        if place.json:
            say(forgotten_json(found))
        else:
            typer.echo("\n".join(forgotten_lines(found)))
        if not found.is_dry_run:
            note(place, "forget", scope.tenant, [found.report.id])

    run_on(existing(place), done)


def _asked(wish: Unwanted, actor: str) -> ForgetWish:
    selector = Selector(
        ids=tuple(wish.ids or ()),
        subject=None if wish.about is None else EntityRef(name=wish.about),
        episodes_before=None if wish.before is None else moment_from(wish.before).at,
        scope=wish.everything,
    )
    return ForgetWish(
        selector,
        reason=wish.reason,
        actor=actor,
        mode=ForgetMode.REDACT if wish.redact else ForgetMode.ERASE,
        confirm_token=wish.confirm,
        dry_run=wish.confirm is None,
    )
