"""The command that shows the whole story on a short conversation, then lets you ask on."""

from __future__ import annotations

import sys
import tempfile
from contextlib import nullcontext, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer

from quipu.api.cli.options import Database
from quipu.api.cli.running import run_to_its_end


@dataclass(frozen=True, slots=True)
class DemoWish:
    port: Annotated[int, typer.Option(help="Port of the endpoint; 0 takes a free one.")] = 0


def demo(wish: DemoWish, place: Database) -> None:
    """Watch a dated conversation become facts, a contradiction settled, and the past asked.

    Uses a fresh memory that is thrown away, or --database. Ends with the GraphQL endpoint standing;
    where no terminal is attached it asks that endpoint once and ends.
    """
    from quipu.api.cli.demo import story

    is_attended = sys.stdin.isatty() and sys.stdout.isatty()
    with tempfile.TemporaryDirectory(prefix="quipu-demo-") as folder:
        database = place.database or str(Path(folder) / "demo.db")
        settings = place.settings(database=database, port=wish.port)
        with suppress(KeyboardInterrupt) if is_attended else nullcontext():
            run_to_its_end(story(settings, is_attended=is_attended))
