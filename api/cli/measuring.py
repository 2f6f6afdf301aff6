"""The commands that measure the product on sets of questions."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from quipu.api.cli.options import Database
from quipu.api.cli.running import run_on
from quipu.schema.errors import Conflict, Unavailable

if TYPE_CHECKING:
    from quipu.api.assemble import Service
    from quipu.api.bench.passages import Fit
    from quipu.api.bench.run import Result
    from quipu.api.settings import Settings


SETS = ("locomo", "realtalk", "beam", "longmemeval", "multihop", "timeqa", "temporal")
"""The forms of files that are understood, each a command of its own."""


@dataclass(frozen=True, slots=True)
class BenchWish:
    file: Annotated[
        str, typer.Argument(help="The set's file, also as published; a corpus lies beside it.")
    ]
    out: Annotated[str, typer.Option(metavar="PRED.json", help="Where predictions are written.")]
    ontology: Annotated[
        str | None, typer.Option(metavar="FILE", help="TOML that extends the predicates.")
    ] = None
    source: Annotated[
        Literal["triples", "text"],
        typer.Option("--from", help="temporal: facts handed in, or texts to be read."),
    ] = "triples"
    order: Annotated[
        Literal["date", "shuffled"], typer.Option(help="temporal: the order of telling.")
    ] = "date"
    limit: Annotated[
        int | None, typer.Option(min=1, help="Ask only the first questions, for a quick look.")
    ] = None
    ablate: Annotated[
        bool, typer.Option("--ablate", help="Ask again without each arm: what it is worth.")
    ] = False
    ask: Annotated[
        bool, typer.Option("--ask", help="Answer the questions, too: which rest on evidence?")
    ] = False
    rows: Annotated[
        str | None,
        typer.Option(metavar="FILE.jsonl", help="Where the evidence of each question stood."),
    ] = None


@dataclass(frozen=True, slots=True)
class ReadingWish:
    folder: Annotated[str, typer.Argument(help="A folder of labelled texts.")]
    out: Annotated[
        str, typer.Option(metavar="FOLDER", help="Where predictions are written, one file a set.")
    ]


@dataclass(frozen=True, slots=True)
class FittingWish:
    files: Annotated[list[str], typer.Argument(help="The sets' own files.")]
    out: Annotated[str, typer.Option(metavar="MODEL.json", help="Where the model is written.")]


def bench_of(name: str) -> Callable[[BenchWish, Database], None]:
    """The command that measures on sets of one form."""

    def bench(wish: BenchWish, place: Database) -> None:
        _bench(name, wish, place)

    bench.__name__ = name
    bench.__doc__ = f"""Ingest a {name} set, ask its questions, write predictions, print the score.

    The memory is fresh: one scope for each conversation, world or corpus; the same defaults as
    `ingest` and `search`.
    """
    return bench


def _bench(name: str, wish: BenchWish, place: Database) -> None:
    with tempfile.TemporaryDirectory(prefix="quipu-bench-") as folder:
        database = fresh(place.database, folder)
        settings = _settings(name, wish, place, database)
        result = run_on(settings, lambda service: _measured(service, name, wish))
    _write(Path(wish.out), json.dumps(result.predictions, ensure_ascii=False, indent=1))
    if wish.rows is not None:
        _write(Path(wish.rows), _rows(result))
    _print(result, name, wish, place)


def extraction(wish: ReadingWish, place: Database) -> None:
    """Read labelled texts and write predictions for the sets' own scorers.

    Nothing is remembered, so there is neither database nor score.
    """
    import asyncio

    from quipu.api.bench.extraction.run import run_sets
    from quipu.api.cli.as_json import say
    from quipu.api.readers import local_reader

    done = asyncio.run(run_sets(local_reader(), Path(wish.folder), Path(wish.out)))
    if place.json:
        say({"set": "extraction", "sets": [asdict(one) for one in done]})
        return
    for one in done:
        told = f"{one.predictions:,} predictions in {one.seconds:.1f} s"
        typer.echo(f"{one.name:36}{one.rows:>7,} rows  {told if one.form else 'not measured here'}")
    typer.echo(f"predictions in {wish.out}")


def passages(wish: FittingWish, place: Database) -> None:
    """Fit how passages of documents are weighed, and write the model with its scores.

    The sets are passage sets with a corpus beside each; the scores are cross-validated.
    """
    with tempfile.TemporaryDirectory(prefix="quipu-bench-") as folder:
        settings = place.settings(database=fresh(place.database, folder))
        fit = run_on(settings, lambda service: _fitted(service, wish))
    Path(wish.out).write_text(json.dumps(fit.document(), indent=1) + "\n", "utf-8")
    for name, scores in fit.scores.items():
        typer.echo(f"{name:24}" + "  ".join(f"{key} {value:g}" for key, value in scores.items()))
    typer.echo(f"model in {wish.out}")


async def _fitted(service: Service, wish: FittingWish) -> Fit:
    from quipu.api.bench.passages import fit_passages
    from quipu.api.cli.progress import watched

    with watched() as watch:
        return await fit_passages(service, [Path(one) for one in wish.files], watch)


def _settings(name: str, wish: BenchWish, place: Database, database: str) -> Settings:
    """A server is shared, so a run there has a tenant of its own; it leaves what it has written."""
    return own_tenant(name, place.settings(database=database, ontology=wish.ontology))


def own_tenant(name: str, settings: Settings) -> Settings:
    """The settings of a run that meets nobody else's memory."""
    if settings.engine == "sqlite":
        return settings
    return replace(settings, tenant=f"bench-{name}-{datetime.now(UTC):%Y%m%dT%H%M%S}")


def fresh(database: str | None, folder: str) -> str:
    if database is None:
        return str(Path(folder) / "bench.db")
    if Path(database).exists():
        raise Conflict(f"{database} is there already", hint="a measurement wants a fresh file")
    return database


async def _measured(service: Service, name: str, wish: BenchWish) -> Result:
    from quipu.api.bench.run import Course, run_bench
    from quipu.api.bench.sets import SetName
    from quipu.api.bench.temporal import Telling
    from quipu.api.cli.progress import watched

    telling = Telling(wish.source, wish.order)
    course = Course(SetName(name), Path(wish.file), telling, wish.limit, wish.ablate, wish.ask)
    with watched() as watch:
        return await run_bench(service, course, watch)


def _rows(result: Result) -> str:
    from quipu.api.bench.comparing import question_rows

    rows = question_rows(result.keys, result.runs)
    return "".join(f"{json.dumps(row, ensure_ascii=False)}\n" for row in rows)


def _write(out: Path, text: str) -> None:
    try:
        out.write_text(text, "utf-8")
    except OSError as error:
        raise Unavailable(f"cannot write {out}: {error.strerror}") from error


def _print(result: Result, name: str, wish: BenchWish, place: Database) -> None:
    from quipu.api.bench.comparing import differences, shares, spread_lines, spreads
    from quipu.api.bench.figures import figure_lines, table_lines
    from quipu.api.cli.as_json import say

    spread = spreads(result.keys, result.predictions) if result.keys else []
    within = shares(result.keys, result.within)
    changed = differences(result.keys, result.runs) if result.keys else []
    if place.json:
        told = {"set": name, "figures": result.figures.summary(), "table": result.table}
        more = {
            "intervals": [asdict(one) for one in spread],
            "contexts": [asdict(one) for one in within],
            "ablation": [asdict(one) for one in changed],
            "answers": result.cited,
        }
        say(told | more)
        return
    for line in (*table_lines(result.table), *figure_lines(result.figures)):
        typer.echo(line)
    for line in table_lines(result.cited) if result.cited else ():
        typer.echo(line)
    for line in spread_lines(spread, within, changed) if spread else ():
        typer.echo(line)
    typer.echo(f"predictions in {wish.out}")
