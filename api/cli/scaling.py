"""The command that measures an engine at sizes: `quipu bench scale`."""

from __future__ import annotations

import json
import os
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal

import typer

from quipu.api.cli.options import Database
from quipu.api.cli.running import run_to_its_end
from quipu.schema.errors import Invalid, Unavailable


@dataclass(frozen=True, slots=True)
class ScaleWish:
    out: Annotated[
        str,
        typer.Option(metavar="FILE.json", help="Where figures go; a table is put beside them."),
    ]
    facts: Annotated[
        str, typer.Option(metavar="N,N,…", help="The sizes of the worlds, in facts.")
    ] = "10000,100000"
    questions: Annotated[
        int, typer.Option(min=1, help="How many questions each size is asked.")
    ] = 1_000
    seed: Annotated[int, typer.Option(help="The same seed makes the same worlds.")] = 0
    against: Annotated[
        Literal["graphiti"] | None,
        typer.Option(help="Ask graphiti-core the same, on an empty Neo4j of its own."),
    ] = None
    graphiti_uri: Annotated[
        str, typer.Option(metavar="ADDRESS", help="That Neo4j; a password is in GRAPHITI_PASSWORD.")
    ] = "bolt://127.0.0.1:7688"


def scale(wish: ScaleWish, place: Database) -> None:
    """Load made-up worlds of several sizes and measure searching, writing, opening, footprint.

    Vectors are given, so no model is part of it. SQLite files are made and thrown away; on Neo4j
    the worlds are tenants of their own, taken out at the end.
    """
    from quipu.api.bench.scale import Course, run_scale
    from quipu.api.bench.scale_graphiti import Opponent, must_be_installed
    from quipu.api.bench.scale_report import markdown

    if place.database is not None:
        raise Invalid("a measurement at scale makes files of its own", hint="leave out --database")
    opponent = None
    if wish.against is not None:
        must_be_installed()
        password = os.environ.get("GRAPHITI_PASSWORD", "")
        opponent = Opponent(wish.graphiti_uri, "neo4j" if password else "", password)
    course = Course(_sizes(wish.facts), wish.questions, wish.seed, opponent)
    with tempfile.TemporaryDirectory(prefix="quipu-scale-") as folder:
        figures = run_to_its_end(run_scale(place.settings(), course, Path(folder), _note))
    table = markdown(figures)
    _write(Path(wish.out), json.dumps(figures, indent=1) + "\n")
    _write(Path(wish.out).with_suffix(".md"), table)
    typer.echo(json.dumps(figures) if place.json else table.rstrip())


def _sizes(text: str) -> list[int]:
    try:
        sizes = [int(part) for part in text.split(",")]
    except ValueError as error:
        raise Invalid(f"no sizes: {text!r}", hint="such as 10000,100000") from error
    if min(sizes) < _LEAST:
        raise Invalid(f"a world of {min(sizes)} facts", hint=f"at least {_LEAST:,}")
    return sizes


_LEAST = 1_000  # twenty tenants, and one of them asked a question about every fact it has


def _note(line: str) -> None:
    typer.echo(line, err=True)


def _write(file: Path, text: str) -> None:
    try:
        file.write_text(text, "utf-8")
    except OSError as error:
        raise Unavailable(f"cannot write {file}: {error.strerror}") from error
