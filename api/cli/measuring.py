"""The command that measures the product on a set of questions."""

from __future__ import annotations

import json
import tempfile
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from quipu.api.cli.options import Place
from quipu.api.cli.running import run_on
from quipu.schema.errors import Conflict, Unavailable

if TYPE_CHECKING:
    from quipu.api.assemble import Service
    from quipu.api.bench.run import Result
    from quipu.api.settings import Settings


@dataclass(frozen=True, slots=True)
class BenchWish:
    set: Annotated[
        Literal["locomo", "realtalk", "beam", "multihop", "timeqa", "temporal", "extraction"],
        typer.Argument(help="The form of the file; extraction: a folder of labelled texts."),
    ]
    file: Annotated[
        str,
        typer.Argument(
            help="The set's own file; a corpus lies beside it. extraction: the folder of sets."
        ),
    ]
    out: Annotated[
        str,
        typer.Option(
            metavar="PRED.json",
            help="Where predictions are written; extraction: a folder, one file a set.",
        ),
    ]
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


def bench(wish: BenchWish, place: Place) -> None:
    """Ingest a set into a fresh memory, ask its questions, write predictions, print the score.

    One scope for each conversation, world or corpus; the same defaults as `ingest` and `search`.
    Of `extraction` the texts are only read, and predictions written for the sets' own scorers.
    """
    if wish.set == "extraction":
        _read_sets(wish, place)
        return
    with tempfile.TemporaryDirectory(prefix="quipu-bench-") as folder:
        database = _fresh(place.database, folder)
        settings = _settings(wish, place, database)
        result = run_on(settings, lambda service: _measured(service, wish))
    _write(Path(wish.out), result.predictions)
    _print(result, wish, place)


def _read_sets(wish: BenchWish, place: Place) -> None:
    """Read labelled texts; nothing is remembered, so there is neither database nor score."""
    import asyncio

    from quipu.api.assemble import local_reader
    from quipu.api.bench.extraction.run import run_sets
    from quipu.api.cli.as_json import say

    done = asyncio.run(run_sets(local_reader(), Path(wish.file), Path(wish.out)))
    if place.json:
        say({"set": wish.set, "sets": [asdict(one) for one in done]})
        return
    for one in done:
        told = f"{one.predictions:,} predictions in {one.seconds:.1f} s"
        typer.echo(f"{one.name:36}{one.rows:>7,} rows  {told if one.form else 'not measured here'}")
    typer.echo(f"predictions in {wish.out}")


def _settings(wish: BenchWish, place: Place, database: str) -> Settings:
    """A server is shared, so a run there has a tenant of its own; it leaves what it has written."""
    settings = place.settings(database=database, ontology=wish.ontology)
    if settings.engine == "sqlite":
        return settings
    return replace(settings, tenant=f"bench-{wish.set}-{datetime.now(UTC):%Y%m%dT%H%M%S}")


def _fresh(database: str | None, folder: str) -> str:
    if database is None:
        return str(Path(folder) / "bench.db")
    if Path(database).exists():
        raise Conflict(f"{database} is there already", hint="a measurement wants a fresh file")
    return database


async def _measured(service: Service, wish: BenchWish) -> Result:
    from quipu.api.bench.run import Course, run_bench
    from quipu.api.bench.sets import SetName
    from quipu.api.bench.temporal import Telling
    from quipu.api.cli.progress import watched

    telling = Telling(wish.source, wish.order)
    course = Course(SetName(wish.set), Path(wish.file), telling, wish.limit)
    with watched() as watch:
        return await run_bench(service, course, watch)


def _write(out: Path, predictions: dict[str, list[str]]) -> None:
    try:
        out.write_text(json.dumps(predictions, ensure_ascii=False, indent=1), "utf-8")
    except OSError as error:
        raise Unavailable(f"cannot write {out}: {error.strerror}") from error


def _print(result: Result, wish: BenchWish, place: Place) -> None:
    from quipu.api.bench.figures import figure_lines, table_lines
    from quipu.api.cli.as_json import say

    if place.json:
        say({"set": wish.set, "figures": result.figures.summary(), "table": result.table})
        return
    for line in (*table_lines(result.table), *figure_lines(result.figures)):
        typer.echo(line)
    typer.echo(f"predictions in {wish.out}")
