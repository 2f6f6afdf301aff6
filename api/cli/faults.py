"""How commands end: a fault is one line on stderr and an exit code, never a traceback."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import TracebackType

import typer

from quipu.schema.errors import MemoryFault

UNEXPECTED = 1
INTERRUPTED = 130
EXIT_CODES = {
    "BAD_USER_INPUT": 2,
    "FORBIDDEN": 2,
    "NOT_FOUND": 3,
    "CONFLICT": 4,
    "UNAVAILABLE": 5,
}
TRACEBACK_VARIABLE = "QUIPUTRACEBACK"  # not QUIPU_…: those are settings, and unknown ones refused
EPILOG = (
    "Exit codes: 0 fine · 1 unexpected · 2 bad input · 3 not found · 4 conflict · "
    "5 unavailable, try again · 130 interrupted."
)


@contextmanager
def reported_faults(
    when_interrupted: str = "interrupted", *, as_json: bool = False
) -> Iterator[None]:
    """Turns a fault, or Ctrl-C, into its line, or its JSON, and its exit code."""
    try:
        yield
    except MemoryFault as fault:
        typer.echo(json_of(fault) if as_json else line_of(fault), err=True)
        raise typer.Exit(EXIT_CODES.get(fault.code, UNEXPECTED)) from fault
    except KeyboardInterrupt as stop:
        said = error_json("INTERRUPTED", when_interrupted, is_retryable=True)
        typer.echo(said if as_json else f"\n{when_interrupted}", err=True)
        raise typer.Exit(INTERRUPTED) from stop


def json_of(fault: MemoryFault) -> str:
    """A fault as one line of JSON."""
    return error_json(fault.code, fault.problem, fault.hint, is_retryable=fault.retryable)


def error_json(code: str, message: str, hint: str = "", *, is_retryable: bool = False) -> str:
    """What went wrong as one line of JSON, so that it can be read as the last line of stderr."""
    told = {"code": code, "message": message, "hint": hint, "retryable": is_retryable}
    return json.dumps({"error": told}, ensure_ascii=False)


def line_of(fault: MemoryFault) -> str:
    """A fault in one line, whatever it quotes."""
    return f"error [{fault.code}]: {' '.join(str(fault).split())}"


def report_unexpected(
    kind: type[BaseException], error: BaseException, trace: TracebackType | None
) -> None:
    """For `sys.excepthook`: one line for what nobody foresaw; Python itself then exits with 1.

    Ctrl-C before a command has begun is no fault of ours, and Python then ends as interrupted.
    """
    if os.environ.get(TRACEBACK_VARIABLE):
        sys.__excepthook__(kind, error, trace)
        return
    if issubclass(kind, KeyboardInterrupt):
        stopped = error_json("INTERRUPTED", "interrupted", is_retryable=True)
        typer.echo(stopped if is_json_asked() else "\ninterrupted", err=True)
        return
    said = f"{kind.__name__}: {' '.join(str(error).split()) or 'no message'}"
    hint = f"set {TRACEBACK_VARIABLE}=1 to see where, and please report it"
    line = f"error [INTERNAL]: {said} ({hint})"
    typer.echo(error_json("INTERNAL", said, hint) if is_json_asked() else line, err=True)


def is_json_asked() -> bool:
    """For what goes wrong outside of any command: whether its words ask for JSON."""
    return "--json" in sys.argv[1:]
