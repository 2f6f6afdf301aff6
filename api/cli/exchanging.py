"""The commands that bring a Graphiti database in, and write one."""

from __future__ import annotations

import time
from collections.abc import Awaitable, Callable, Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from quipu.api.cli.faults import reported_faults
from quipu.api.cli.options import Place
from quipu.api.cli.render import amount
from quipu.api.cli.running import run_on, scope_of

if TYPE_CHECKING:
    from quipu.api.assemble import Service
    from quipu.api.cli.graphiti_in import Imported
    from quipu.api.cli.graphiti_out import Exported

_URI = "Address of the Neo4j that holds Graphiti's graph, such as bolt://127.0.0.1:7687."


@dataclass(frozen=True, slots=True)
class Login:
    """Who we are at the other database."""

    graphiti_user: Annotated[
        str, typer.Option(metavar="NAME", help="User there; without one it asks for none.")
    ] = ""
    graphiti_password: Annotated[
        str,
        typer.Option(
            metavar="WORD", envvar="GRAPHITI_PASSWORD", show_envvar=True, help="Password there."
        ),
    ] = ""
    graphiti_database: Annotated[
        str, typer.Option(metavar="NAME", help="Database within that Neo4j.")
    ] = "neo4j"


@dataclass(frozen=True, slots=True)
class ImportWish:
    uri: Annotated[str, typer.Argument(help=_URI)]
    group: Annotated[
        list[str] | None,
        typer.Option(metavar="ID", help="Only this group; may be given again. Else all of them."),
    ] = None
    group_as: Annotated[
        Literal["user", "agent", "session", "none"],
        typer.Option(help="What a group becomes: a user, agent or session of its name, or nothing"),
    ] = "user"


@dataclass(frozen=True, slots=True)
class ExportWish:
    uri: Annotated[str, typer.Argument(help=_URI.replace("holds", "is to hold"))]
    group: Annotated[
        str,
        typer.Option(metavar="ID", help="Group id to write; else the name of the user, or tenant."),
    ] = ""


def import_graphiti(wish: ImportWish, login: Login, place: Place) -> None:
    """Bring a Graphiti database in: episodes with their texts, facts with their dates.

    Nothing is written to it. Each of Graphiti's groups becomes a user of that name, unless
    --group-as says otherwise; its default group, which has no name, goes to where --user, --agent
    and --session say. Facts are settled by our own rules. Run it again and only what is new comes.
    """
    from quipu.api.cli.as_json import say

    kept = "interrupted; what was accepted is kept, run the same command to go on"
    with reported_faults(kept, as_json=place.json):
        done = run_on(place.settings(), _import(wish, login, place))
    if place.json:
        say(asdict(done))
        return
    for line in imported_lines(done):
        typer.echo(line)


def _import(
    wish: ImportWish, login: Login, place: Place
) -> Callable[[Service], Awaitable[Imported]]:
    from quipu.api.assemble import graphiti_at
    from quipu.api.cli.graphiti_in import Grouping, imported
    from quipu.api.cli.progress import watched

    grouping = Grouping(tuple(wish.group or ()), wish.group_as)

    async def work(service: Service) -> Imported:
        base = scope_of(service, place)
        async with graphiti_at(wish.uri, *_as(login)) as source:
            with watched() as progress:
                return await imported(service, source, base, grouping, progress, time.perf_counter)

    return work


def export_graphiti(wish: ExportWish, login: Login, place: Place) -> None:
    """Write what is believed in one scope to another database, so that graphiti-core can read it.

    The database must be empty or hold nothing but such exports; the same group is written anew.
    Only facts of exactly the scope that --user, --agent and --session name are written.
    """
    from quipu.api.cli.as_json import say

    done = run_on(place.settings(), _export(wish, login, place))
    if place.json:
        say(asdict(done))
        return
    for line in exported_lines(done):
        typer.echo(line)


def _export(
    wish: ExportWish, login: Login, place: Place
) -> Callable[[Service], Awaitable[Exported]]:
    from quipu.api.assemble import graphiti_at
    from quipu.api.cli.graphiti_out import exported

    async def work(service: Service) -> Exported:
        scope = scope_of(service, place)
        async with graphiti_at(wish.uri, *_as(login)) as target:
            return await exported(service.memory, scope, target, wish.group, time.perf_counter)

    return work


def _as(login: Login) -> tuple[str, str, str]:
    return login.graphiti_user, login.graphiti_password, login.graphiti_database


def imported_lines(done: Imported) -> Iterator[str]:
    """The closing report of an import."""
    yield (
        f"read {amount(done.groups, 'group')}: {amount(done.episodes, 'episode')},"
        f" {amount(done.facts, 'fact')}, {done.entities:,} entities"
        f" in {done.seconds:.1f} s"
    )
    yield from (f"  {scope}" for scope in done.scopes[:20])
    if len(done.scopes) > 20:
        yield f"  and {len(done.scopes) - 20:,} more"
    yield (
        f"kept {amount(done.kept_facts, 'fact')} as {amount(done.statements, 'statement')};"
        f" {amount(done.new_episodes, 'new episode')}, {amount(done.new_facts, 'new fact')} here"
    )
    if done.naive_moments:
        yield f"{amount(done.naive_moments, 'date')} without a zone read as UTC"
    yield from _counted("as follows:", done.noted)
    yield from _counted("left out:", done.left_out)
    if done.failed:
        yield f"{amount(done.failed, 'episode')} could not be settled; see `quipu status`"


def exported_lines(done: Exported) -> Iterator[str]:
    """What was written."""
    yield (
        f"wrote group {done.group_id}: {amount(done.facts, 'fact')},"
        f" {done.entities:,} entities, {amount(done.episodes, 'episode')},"
        f" {amount(done.mentions, 'mention')} in {done.seconds:.1f} s"
    )
    yield f"vectors have {done.dimensions} dimensions: ask with the same embedder"
    yield from _counted("left out:", done.left_out)


def _counted(title: str, counts: Mapping[str, int]) -> Iterator[str]:
    if counts:
        yield title
    yield from (f"  {count:>7,}  {reason}" for reason, count in sorted(counts.items()))
