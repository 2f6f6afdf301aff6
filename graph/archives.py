"""An archive as lines of JSON: a head, one line for each row, and an end that seals it."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import AsyncIterator, Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from quipu.schema.archives import COLUMNS, LATER, Batch, Row
from quipu.schema.errors import Invalid
from quipu.schema.identity import Scope

FORMAT = 1
_BATCH = 500
_CUT = "bring the file over again, or export anew"


@dataclass(frozen=True, slots=True)
class Head:
    """Whose memory an archive is, when it was written, and what made its vectors."""

    tenant: str
    embedder: str
    dimensions: int
    made_at: str
    format: int = FORMAT


@dataclass(frozen=True, slots=True)
class Seal:
    """How many rows of each kind an archive has; the digest is the same for the same rows."""

    rows: Mapping[str, int]
    digest: str


class Sealing:
    """Makes the lines of an archive; `seal` is known when all have been made."""

    def __init__(self) -> None:
        self._counts: Counter[str] = Counter()
        self._hash = hashlib.sha256()

    @property
    def seal(self) -> Seal:
        return Seal(dict(self._counts), self._hash.hexdigest())

    async def lines(self, head: Head, batches: AsyncIterator[Batch]) -> AsyncIterator[str]:
        yield _line({"quipu_archive": asdict(head)})
        async for batch in batches:
            for row in batch.rows:
                line = _line({batch.kind: row, "scope": batch.scope})
                self.add(batch.kind, line)
                yield line
        yield _line({"end": asdict(self.seal)})

    def add(self, kind: str, line: str) -> None:
        self._counts[kind] += 1
        self._hash.update(line.encode())


def checked(lines: Iterable[str]) -> tuple[Head, Seal]:
    """Head and seal of an archive that is whole.

    Raises Invalid for what is none, or is of another format, or was cut or changed.
    """
    head, sealing = None, Sealing()
    for number, line in enumerate(lines, 1):
        found = _parsed(line, number)
        if head is None:
            head = _head(found)
        elif "end" in found:
            if found["end"] != asdict(sealing.seal):
                raise Invalid("the archive was cut or changed", hint=_CUT)
            return head, sealing.seal
        else:
            kind, _, _ = _row(found, head, number)
            sealing.add(kind, line)
    raise Invalid("the archive has no end: it was cut", hint=_CUT)


def batches_of(lines: Iterable[str]) -> Iterator[Batch]:
    """The rows of lines that were `checked` before."""
    head, batch = None, Batch("", "", [])
    for number, line in enumerate(lines, 1):
        found = _parsed(line, number)
        if head is None:
            head = _head(found)
            continue
        if "end" in found:
            break
        kind, scope, row = _row(found, head, number)
        if (kind, scope) != (batch.kind, batch.scope) or len(batch.rows) == _BATCH:
            if batch.rows:
                yield batch
            batch = Batch(kind, scope, [])
        batch.rows.append(row)
    if batch.rows:
        yield batch


def _line(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")) + "\n"


def _parsed(line: str, number: int) -> dict[str, Any]:
    try:
        found = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise Invalid(f"line {number} of the archive is no JSON: {error}", hint=_CUT) from error
    if not isinstance(found, dict):
        raise Invalid(f"line {number} of the archive is no object")
    return found


def _head(found: Mapping[str, Any]) -> Head:
    said = found.get("quipu_archive")
    if not isinstance(said, dict):
        raise Invalid("this is no archive of Quipu", hint="`quipu export archive` makes one")
    if said.get("format") != FORMAT:
        raise Invalid(
            f"the archive has format {said.get('format')!r}, not {FORMAT}",
            hint="read it with the version of Quipu that wrote it, or a newer one",
        )
    try:
        return Head(**said)
    except TypeError as error:
        raise Invalid(f"the archive's first line is not ours: {error}") from error


def _row(found: Mapping[str, Any], head: Head, number: int) -> tuple[str, str, Row]:
    """Kind, scope and values of a line, with no column too many or too few."""
    scope = found.get("scope")
    kind = next((one for one in found if one != "scope"), "")
    if kind not in COLUMNS or len(found) != 2 or not isinstance(scope, str):
        raise Invalid(f"line {number} of the archive is no row of ours")
    row = found[kind]
    if isinstance(row, dict):
        row = dict.fromkeys(LATER.get(kind, ())) | row
    if not isinstance(row, dict) or row.keys() != set(COLUMNS[kind]):
        raise Invalid(
            f"line {number} of the archive lacks columns of a {kind}, or has strange ones"
        )
    if scope.count("/") != Scope(head.tenant).key.count("/") or not scope.startswith(
        f"{head.tenant}/"
    ):
        raise Invalid(f"line {number} of the archive belongs to no scope of {head.tenant!r}")
    return kind, scope, row
