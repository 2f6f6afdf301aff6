"""The command `quipu`: which commands there are. Each imports what it needs when it runs."""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import wraps
from typing import Annotated

import typer

from quipu.api.cli.agents import mcp
from quipu.api.cli.archiving import export_archive, import_archive
from quipu.api.cli.configuring import config
from quipu.api.cli.connecting import paths
from quipu.api.cli.consolidating import consolidate
from quipu.api.cli.credentials import create, listed, revoke, rotate, show, verify
from quipu.api.cli.exchanging import export_graphiti, import_graphiti
from quipu.api.cli.faults import EPILOG, report_unexpected, reported_faults
from quipu.api.cli.forgetting import forget
from quipu.api.cli.identifying import identity
from quipu.api.cli.logbook import log
from quipu.api.cli.measuring import SETS, bench_of, extraction, passages
from quipu.api.cli.merging import merge, split
from quipu.api.cli.migrating import migrate
from quipu.api.cli.options import Database, with_options
from quipu.api.cli.practising import experience
from quipu.api.cli.reading import ask, context, explain, history, search, status
from quipu.api.cli.recording import advise, record
from quipu.api.cli.rereading import reread
from quipu.api.cli.retracting import retract
from quipu.api.cli.reviewing import review
from quipu.api.cli.ruling import correct, invalidate, undo
from quipu.api.cli.scaling import scale
from quipu.api.cli.serve import serve
from quipu.api.cli.settling import worker
from quipu.api.cli.telling import demo
from quipu.api.cli.writing import ingest

app = typer.Typer(
    name="quipu",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog=EPILOG,
)
_PANELS: dict[str, tuple[Callable[..., None], ...]] = {
    "Begin here": (demo, serve, worker, mcp, config),
    "Put in, take back": (
        *(ingest, reread, review, correct, invalidate, merge, split, undo, retract, forget),
        *(record, consolidate, migrate),
    ),
    "Ask": (search, ask, context, advise, explain, history, log, paths, status),
}
_MEASURES: tuple[Callable[..., None], ...] = (
    *map(bench_of, SETS),
    extraction,
    identity,
    experience,
    passages,
    scale,
)
measures = typer.Typer(no_args_is_help=True, epilog=EPILOG)
app.add_typer(
    measures,
    name="bench",
    rich_help_panel="Measure",
    help="Measure the product, on a set's own file or at a size.",
)


def _show_version(is_wanted: bool) -> None:
    if is_wanted:
        typer.echo(f"quipu {_version()}")
        raise typer.Exit


def _version() -> str:
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version("quipu-memory")
    except PackageNotFoundError:
        return "from a checkout that is not installed"


@app.callback()
def quipu(
    version: Annotated[
        bool,
        typer.Option("--version", help="Print the version.", callback=_show_version, is_eager=True),
    ] = False,
) -> None:
    """A knowledge memory for AI agents: text in, dated facts out.

    Begin with `quipu demo`. Then `quipu ingest notes/ --database my.db` reads your own files, and
    `quipu ask "Where does Maya live?" --database my.db` asks. Settings come from a quipu.toml, from
    variables named QUIPU_… and from flags; later ones win.
    """


def _reporting(door: Callable[..., None]) -> Callable[..., None]:
    @wraps(door)
    def guarded(**wishes: object) -> None:
        place = wishes.get("place")
        as_json = isinstance(place, Database) and place.json
        with reported_faults(as_json=as_json):
            door(**wishes)

    return guarded


_GROUPS: dict[str, tuple[str, str, dict[str, Callable[..., None]]]] = {
    "import": (
        "Put in, take back",
        "Bring in an archive of a tenant, or what another system remembers.",
        {"archive": import_archive, "graphiti": import_graphiti},
    ),
    "export": (
        "Put in, take back",
        "Write all that a tenant has to a file, or what is believed for another system.",
        {"archive": export_archive, "graphiti": export_graphiti},
    ),
    "keys": (
        "Let others in",
        "Credentials of callers: make, list, rotate and revoke API keys.",
        {"create": create, "list": listed, "rotate": rotate, "revoke": revoke},
    ),
    "audit": (
        "Let others in",
        "Who did what: show the audit log, and verify that nobody changed it.",
        {"show": show, "verify": verify},
    ),
}
for _name, (_where, _about, _commands) in _GROUPS.items():
    _group = typer.Typer(no_args_is_help=True, help=_about, epilog=EPILOG)
    for _word, _door in _commands.items():
        _group.command(_word, epilog=EPILOG)(with_options(_reporting(_door)))
    app.add_typer(_group, name=_name, rich_help_panel=_where)

for _panel, _doors in _PANELS.items():
    for _door in _doors:
        app.command(rich_help_panel=_panel, epilog=EPILOG)(with_options(_reporting(_door)))
for _measure in _MEASURES:
    measures.command(epilog=EPILOG)(with_options(_reporting(_measure)))


def run() -> None:
    """The entry point of the installed command."""
    sys.excepthook = report_unexpected
    typer.main.get_command(app)(prog_name="quipu")
