"""Files and folders on disk, read into drafts of what they say and lines that cannot be read."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from quipu.api.cli.documents import Passage, paragraphs, sections
from quipu.api.cli.messages import Fallback, Message, message_from, object_from
from quipu.graph.accept import checked_draft
from quipu.schema.drafts import EpisodeDraft
from quipu.schema.errors import Invalid, NotFound, Unavailable
from quipu.schema.identity import content_hash
from quipu.schema.knowledge import EpisodeKind

LINES = frozenset({".jsonl", ".ndjson"})
TEXTS = frozenset({".txt", ".text"})
MARKDOWN = frozenset({".md", ".markdown"})
_SOURCE_LIMIT = 500  # as long as a source may be


@dataclass(frozen=True, slots=True)
class BadLine:
    """A line that could not be read, and why."""

    path: Path
    line: int
    problem: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.problem}"


def files_under(path: Path) -> list[Path]:
    """The file itself, or all readable files below a folder, in the order of their names."""
    if not path.exists():
        raise NotFound(f"no file or folder {path}")
    if path.is_file():
        if path.suffix.lower() not in LINES | TEXTS | MARKDOWN:
            raise Invalid(
                f"cannot read {path.name}",
                hint="a .jsonl, .txt or .md file, or a folder",
            )
        return [path]
    known = (one for one in path.rglob("*") if one.suffix.lower() in LINES | TEXTS | MARKDOWN)
    found = sorted(one for one in known if one.is_file())
    if not found:
        raise Invalid(f"nothing to read below {path}", hint="it holds no .jsonl, .txt or .md file")
    return found


def lines_in(path: Path) -> int:
    """How many lines a file has, as the measure of how far reading has come."""
    try:
        with path.open("rb") as opened:
            return sum(1 for _ in opened)
    except OSError as error:
        raise Unavailable(f"cannot read {path}: {error.strerror}") from error


def read_file(path: Path, at: datetime | None) -> Iterator[tuple[int, Message | BadLine]]:
    """The drafts of a file with their line numbers; `at` dates what has no date of its own.

    Where `at` is None, that is the time at which the file was last changed. Every draft has an
    external id made from its content, so that reading the file again, wherever it lies by then,
    names the same episodes.
    """
    try:
        changed = datetime.fromtimestamp(path.stat().st_mtime, UTC)
        fallback = Fallback(_name_of(path), at or changed)
        if path.suffix.lower() in LINES:
            yield from _messages(path, fallback)
        else:
            yield from _passages(path, fallback)
    except OSError as error:
        raise Unavailable(f"cannot read {path}: {error.strerror}") from error


def _name_of(path: Path) -> str:
    """Where a file lies, as far as it can be written: the bytes of a name need not be text."""
    return os.fsencode(path.resolve()).decode("utf-8", "replace")[-_SOURCE_LIMIT:]


def _messages(path: Path, fallback: Fallback) -> Iterator[tuple[int, Message | BadLine]]:
    seen: Counter[str] = Counter()
    with path.open("rb") as opened:
        for number, raw in enumerate(opened, start=1):
            line = raw.decode("utf-8", "replace").removeprefix("\ufeff").strip()
            if not line:
                continue
            seen[line] += 1
            try:
                _check_text(raw)
                id = f"{content_hash(line)[:24]}#{seen[line]}"
                message = message_from(object_from(line), id, fallback)
                checked_draft(message.draft)
                yield number, message
            except Invalid as fault:
                yield number, BadLine(path, number, str(fault))


def _check_text(raw: bytes) -> None:
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError as error:
        raise Invalid(f"not UTF-8 at byte {error.start}") from error


def _passages(path: Path, fallback: Fallback) -> Iterator[tuple[int, Message | BadLine]]:
    try:
        text = path.read_bytes().decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        yield 1, BadLine(path, 1, f"not UTF-8 at byte {error.start}")
        return
    cut = sections if path.suffix.lower() in MARKDOWN else paragraphs
    seen: Counter[str] = Counter()
    for ordinal, passage in enumerate(cut(text)):
        draft = _passage_draft(passage, ordinal, fallback)
        seen[draft.content] += 1
        id = f"{content_hash(draft.content)[:24]}#{seen[draft.content]}"
        try:
            yield passage.line, Message(checked_draft(replace(draft, external_id=id)))
        except Invalid as fault:
            yield passage.line, BadLine(path, passage.line, str(fault))


def _passage_draft(passage: Passage, ordinal: int, fallback: Fallback) -> EpisodeDraft:
    headed = f"{passage.heading}\n\n{passage.text}" if passage.heading else passage.text
    place: dict[str, object] = {"line": passage.line, "ordinal": ordinal}
    return EpisodeDraft(
        content=headed,
        kind=EpisodeKind.DOCUMENT,
        occurred_at=fallback.at,
        source=fallback.source,
        is_source_a_path=True,
        metadata=place | ({"heading": passage.heading} if passage.heading else {}),
    )
