"""Options as frozen dataclasses: a command names the sets it takes, and Typer sees their fields.

So the options that all commands share are written once, and no command takes ten parameters.
"""

from __future__ import annotations

import inspect
import os
from collections.abc import Callable, Mapping
from dataclasses import MISSING, Field, dataclass, fields, is_dataclass
from pathlib import Path
from typing import Annotated, Any, get_type_hints

import typer

from quipu.api.settings import Settings, load_settings


@dataclass(frozen=True, slots=True)
class Database:
    """Which database is meant, and in which form the answer is wanted."""

    database: Annotated[
        str | None,
        typer.Option(
            metavar="FILE",
            help="The memory: one SQLite file.",
        ),
    ] = None
    engine: Annotated[
        str | None, typer.Option(metavar="NAME", help="Where memory is kept: sqlite or neo4j.")
    ] = None
    neo4j_uri: Annotated[
        str | None,
        typer.Option(metavar="ADDRESS", help="The Neo4j, else bolt://127.0.0.1:7687."),
    ] = None
    config: Annotated[
        str | None,
        typer.Option(
            metavar="FILE",
            help="Settings in TOML; quipu.toml beside you is read unless one is named.",
        ),
    ] = None
    json: Annotated[bool, typer.Option("--json", help="Answer in JSON.")] = False

    def settings(self, **flags: object) -> Settings:
        """All settings with these flags over them. Raises `Invalid`."""
        return load_settings(
            {
                "database": self.database,
                "engine": self.engine,
                "neo4j.uri": self.neo4j_uri,
                **flags,
            },
            os.environ,
            folder=Path.cwd(),
            config=Path(self.config) if self.config else None,
        )


@dataclass(frozen=True, slots=True)
class Place(Database):
    """The same, and whose memory in it: for commands that are about no more than that."""

    user: Annotated[str | None, typer.Option(help="Whose memory: a user …", metavar="NAME")] = None
    agent: Annotated[str | None, typer.Option(help="… of this agent …", metavar="NAME")] = None
    session: Annotated[str | None, typer.Option(help="… in this session.", metavar="NAME")] = None


def with_options(door: Callable[..., None]) -> Callable[..., None]:
    """A command that takes the fields of all dataclasses that `door` takes, and calls it."""
    taken = get_type_hints(door)
    sets: dict[str, type[Any]] = {name: taken[name] for name in taken if is_dataclass(taken[name])}
    owner = {entry.name: name for name, kind in sets.items() for entry in fields(kind)}

    def command(**given: object) -> None:
        door(**{name: kind(**_of(name, owner, given)) for name, kind in sets.items()})

    entries = {
        entry.name: (entry, hints[entry.name])
        for kind in sets.values()
        for hints in [get_type_hints(kind, include_extras=True)]
        for entry in fields(kind)
    }
    command.__name__, command.__doc__ = door.__name__, door.__doc__
    command.__annotations__ = {name: hint for name, (_, hint) in entries.items()}
    _declare(command, [_parameter(entry, hint) for entry, hint in entries.values()])
    return command


def _of(set_name: str, owner: Mapping[str, str], given: Mapping[str, object]) -> dict[str, Any]:
    return {name: value for name, value in given.items() if owner[name] == set_name}


def _parameter(entry: Field[Any], hint: object) -> inspect.Parameter:
    missing = inspect.Parameter.empty
    default = missing if entry.default is MISSING else entry.default
    kind = inspect.Parameter.KEYWORD_ONLY
    return inspect.Parameter(entry.name, kind, default=default, annotation=hint)


def _declare(command: Callable[..., None], parameters: list[inspect.Parameter]) -> None:
    command.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
