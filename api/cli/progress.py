"""How long work is watched: bars on a terminal, now and then a plain line elsewhere. On stderr."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from quipu.api.cli.ingest import Progress
from quipu.api.cli.messages import BadLine

if TYPE_CHECKING:
    from rich.progress import Progress as RichProgress
    from rich.progress import TaskID

_EVERY_SECONDS = 5.0


@contextmanager
def watched() -> Iterator[Progress]:
    """Something to report to, fitting for where stderr goes."""
    if not sys.stderr.isatty():
        yield PlainLines(time.monotonic)
        return
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        SpinnerColumn,
        TextColumn,
        TimeElapsedColumn,
    )
    from rich.progress import Progress as RichProgress

    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[unit]}"),
        TimeElapsedColumn(),
    )
    with RichProgress(*columns, console=Console(stderr=True)) as bars:
        yield Bars(bars)


@dataclass(slots=True)
class Bars:
    """One bar for the lines of each file, and one for the messages accepted and settled in all."""

    bars: RichProgress
    reading: TaskID | None = None
    settling: TaskID | None = None
    messages: int = 0

    def opened(self, path: Path, lines: int) -> None:
        self._finish_file()
        self.reading = self.bars.add_task(f"accept {path.name}", total=lines, unit="lines")
        if self.settling is None:
            self.settling = self.bars.add_task("settle", total=0, unit="messages")

    def accepted(self, line: int, messages: int) -> None:
        self.messages += messages
        if self.reading is not None:
            self.bars.update(self.reading, completed=line)
        if self.settling is not None:
            self.bars.update(self.settling, total=self.messages)

    def settled(self, messages: int) -> None:
        if self.settling is not None:
            self.bars.advance(self.settling, messages)

    def refused(self, bad: BadLine) -> None:
        self.bars.console.print(f"skipped {bad}", markup=False, highlight=False)

    def noted(self, remark: str) -> None:
        self.bars.console.print(f"note: {remark}", markup=False, highlight=False)

    def _finish_file(self) -> None:
        if self.reading is None:
            return
        lines = next(task.total for task in self.bars.tasks if task.id == self.reading)
        if lines is not None:
            self.bars.update(self.reading, completed=lines)


@dataclass(slots=True)
class PlainLines:
    """Lines for logs and pipes, at most one every few seconds."""

    clock: Callable[[], float]
    say: Callable[[str], None] = field(default=lambda line: typer.echo(line, err=True))
    taken: int = 0
    done: int = 0
    said_at: float | None = None

    def opened(self, path: Path, lines: int) -> None:
        self.say(f"reading {path} ({lines:,} line{'s' * (lines != 1)})")

    def accepted(self, line: int, messages: int) -> None:
        self.taken += messages
        self._now_and_then()

    def settled(self, messages: int) -> None:
        self.done += messages
        self._now_and_then()

    def refused(self, bad: BadLine) -> None:
        self.say(f"skipped {bad}")

    def noted(self, remark: str) -> None:
        self.say(f"note: {remark}")

    def _now_and_then(self) -> None:
        now = self.clock()
        if self.said_at is None:
            self.said_at = now
        if now - self.said_at >= _EVERY_SECONDS:
            self.said_at = now
            self.say(f"accepted {self.taken:,}, settled {self.done:,}")
