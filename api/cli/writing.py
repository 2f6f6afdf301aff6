"""The command that reads files into memory."""

from __future__ import annotations

import time
from collections.abc import Awaitable, Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from quipu.api.cli.faults import reported_faults
from quipu.api.cli.options import Place
from quipu.api.cli.running import run_on, scope_of
from quipu.api.moments import moment_from
from quipu.schema.errors import Invalid

if TYPE_CHECKING:
    from quipu.api.assemble import Service
    from quipu.api.cli.ingest import Ingested


@dataclass(frozen=True, slots=True)
class IngestWish:
    path: Annotated[
        list[str],
        typer.Argument(help=".jsonl, .json, .txt, .md, .eml or .mbox files, and folders of them."),
    ]
    at: Annotated[
        str | None,
        typer.Option(metavar="DATE", help="Date of what has none, else that of the file."),
    ] = None
    on_error: Annotated[
        Literal["skip", "stop"], typer.Option(help="At a line that cannot be read.")
    ] = "skip"
    dates: Annotated[
        Literal["day-first", "month-first"] | None,
        typer.Option(help="How a chat log writes 01/08/2024, where it does not show."),
    ] = None
    we: Annotated[
        str, typer.Option(metavar="NAME", help='Whom texts mean by "we": a firm, a team, a family.')
    ] = ""
    ontology: Annotated[
        str | None, typer.Option(metavar="FILE", help="TOML that extends the predicates.")
    ] = None
    reader: Annotated[
        str | None,
        typer.Option(metavar="NAME", help="Who reads: local, model, or both; local unless set."),
    ] = None


def ingest(wish: IngestWish, place: Place) -> None:
    """Read files, and all files of folders, into memory and settle what they say.

    A memory that is not there yet is made.
    JSONL holds one message a line: {"text": …, "speaker": …, "at": …, "id": …, "session": …}; only
    the text must be there, and the usual other names for these keys are understood. A .json file
    holds an array of the same, or one. Chats in the forms of OpenAI, LangChain and ShareGPT are
    understood, and rows of mem0, which go to the user that they name. Text is cut at blank lines,
    Markdown at its headings too, and a chat log ("[2024-01-08 10:15] Ben: …", "Ben: …") at its
    turns. Of mail (.eml, .mbox, text under "From: …" and "Subject: …") who writes is the speaker,
    and what a letter quotes is left out. Whom minutes and letters mean by "we" says --we. Interrupt
    it whenever you like: run the same command again and it goes on, storing nothing twice.
    """
    from quipu.api.cli.as_json import say
    from quipu.api.cli.render import ingested_lines

    kept = "interrupted; what was accepted is kept, run the same command to go on"
    with reported_faults(kept, as_json=place.json):
        settings = place.settings(ontology=wish.ontology, reader=wish.reader)
        done = run_on(settings, _ingested(wish, place))
    if place.json:
        say(asdict(done) | {"messages_per_second": round(done.messages_per_second, 1)})
    else:
        for line in ingested_lines(done):
            typer.echo(line)
    if done.unusable:
        raise Invalid(
            f"nothing could be used of {', '.join(map(str, done.unusable))}",
            hint="its bad lines are listed above",
        )


def _ingested(wish: IngestWish, place: Place) -> Callable[[Service], Awaitable[Ingested]]:
    from quipu.api.cli.ingest import Wish, ingest
    from quipu.api.cli.inputs import files_under
    from quipu.api.cli.progress import watched
    from quipu.api.cli.written_days import DayOrder

    asked = [file for path in wish.path for file in files_under(Path(path))]
    files = list(dict.fromkeys(asked))
    at = moment_from(wish.at).written if wish.at else None
    days = DayOrder(wish.dates) if wish.dates else None
    how = Wish(at, stops_on_error=wish.on_error == "stop", days=days, group=wish.we.strip())

    async def work(service: Service) -> Ingested:
        with watched() as progress:
            scope = scope_of(service, place)
            return await ingest(service, scope, files, how, progress, time.perf_counter)

    return work
