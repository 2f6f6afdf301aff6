"""The commands that write a whole tenant to a file, and bring one in: on any engine."""

from __future__ import annotations

import gzip
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TextIO

import typer

from quipu.api.cli.options import Database
from quipu.api.cli.reading import existing
from quipu.api.cli.running import run_on
from quipu.schema.errors import Conflict, Invalid, NotFound, Unavailable

if TYPE_CHECKING:
    from quipu.api.assemble import Service
    from quipu.graph.archives import Head, Seal

_FILE = "The archive: lines of JSON; compressed where the name ends in .gz."


@dataclass(frozen=True, slots=True)
class ArchiveWish:
    file: Annotated[Path, typer.Argument(help=_FILE)]


def export_archive(wish: ArchiveWish, place: Database) -> None:
    """Write all that the tenant has: texts, facts with both their times, the log, what is owed.

    `quipu import archive` brings it in on either engine. API keys and the audit log are of the
    service, not of a tenant, and are not written. Stop what writes to a Neo4j first.
    """
    settings = existing(place)
    if wish.file.exists():
        raise Conflict(f"{wish.file} is there already", hint="choose another name, or remove it")

    async def work(service: Service) -> tuple[Head, Seal]:
        from quipu.graph.archives import Head, Sealing

        embedder = service.memory.embedder
        moment = service.memory.clock().isoformat()
        head = Head(settings.tenant, embedder.name, embedder.dimensions, moment)
        sealing, batches = Sealing(), service.archive.contents(settings.tenant)
        with _written(wish.file) as file:
            async for line in sealing.lines(head, batches):
                file.write(line)
            if not sealing.seal.rows:
                raise NotFound(f"the tenant {settings.tenant!r} has nothing to export")
        return head, sealing.seal

    _tell(*run_on(settings, work), "wrote", place)


def import_archive(wish: ArchiveWish, place: Database) -> None:
    """Bring in what `quipu export archive` wrote, as it was: same ids, times, decisions and log.

    The tenant is the archive's, and must have nothing here yet; nobody may use it meanwhile. The
    embedder must be the one that made the archive's vectors.
    """
    from quipu.graph.archives import batches_of, checked

    with _read(wish.file) as file:
        head, seal = checked(file)

    async def work(service: Service) -> int:
        embedder = service.memory.embedder
        if (head.embedder, head.dimensions) != (embedder.name, embedder.dimensions):
            raise Invalid(
                f"the archive's vectors are of {head.embedder} ({head.dimensions} dimensions),"
                f" this memory's of {embedder.name} ({embedder.dimensions})",
                hint="import with that embedder, then run `quipu migrate vectors` with yours",
            )
        with _read(wish.file) as file:
            return await service.archive.take_in(head.tenant, batches_of(file))

    shift = run_on(place.settings(), work)
    _tell(head, seal, "brought in", place)
    if shift and not place.json:
        typer.echo(f"its log is numbered from {shift + 1:,} here: others have the numbers before")


def _tell(head: Head, seal: Seal, verb: str, place: Database) -> None:
    from quipu.api.cli.as_json import say
    from quipu.api.cli.render import amount

    if place.json:
        say({**asdict(head), **asdict(seal)})
        return
    counted = [amount(seal.rows.get(kind, 0), kind) for kind in ("episode", "claim", "fact")]
    lines = amount(seal.rows.get("change", 0), "line")
    typer.echo(f"{verb} tenant {head.tenant}: {', '.join(counted)}, a log of {lines}")
    typer.echo(f"digest {seal.digest}")


def _opening(file: Path) -> Callable[..., TextIO]:
    return gzip.open if file.suffix == ".gz" else open


@contextmanager
def _written(file: Path) -> Iterator[TextIO]:
    """A file that is there when all of it is written, and not before. Only its owner reads it."""
    part = file.with_name(f".{file.stem}.part{file.suffix}")
    try:
        os.close(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600))
        with _opening(file)(part, "wt", encoding="utf-8", newline="\n") as opened:
            yield opened
        part.replace(file)
    except OSError as error:
        raise Unavailable(f"cannot write {file}: {error.strerror}") from error
    finally:
        part.unlink(missing_ok=True)


@contextmanager
def _read(file: Path) -> Iterator[TextIO]:
    try:
        with _opening(file)(file, "rt", encoding="utf-8", newline="\n") as opened:
            yield opened
    except FileNotFoundError as error:
        raise NotFound(f"there is no file {file}") from error
    except (EOFError, UnicodeDecodeError, gzip.BadGzipFile) as error:
        raise Invalid(f"{file} is cut, or no archive: {error}") from error
    except OSError as error:
        raise Unavailable(f"cannot read {file}: {error.strerror}") from error
