"""Files and folders on disk, read into drafts of what they say and lines that cannot be read."""

from __future__ import annotations

import json
import os
from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import BinaryIO

from quipu.api.cli.documents import FrontMatter, Passage, front_matter, paragraphs, sections
from quipu.api.cli.exports import told_in
from quipu.api.cli.json_files import objects_in
from quipu.api.cli.letters import Letter, begins_like_a_letter, letter_from, letters_in
from quipu.api.cli.messages import BadLine, Fallback, Message, Unsaid, object_from
from quipu.api.cli.transcripts import Turn, turns_in
from quipu.api.cli.written_days import DayOrder
from quipu.graph.accept import checked_draft
from quipu.schema.drafts import EpisodeDraft
from quipu.schema.errors import Invalid, NotFound, Unavailable
from quipu.schema.identity import content_hash
from quipu.schema.knowledge import EpisodeKind

LINES = frozenset({".jsonl", ".ndjson"})
WHOLE_JSON = frozenset({".json"})
TEXTS = frozenset({".txt", ".text"})
MARKDOWN = frozenset({".md", ".markdown"})
LETTERS = frozenset({".eml"})
MAILBOXES = frozenset({".mbox"})
READABLE = LINES | WHOLE_JSON | TEXTS | MARKDOWN | LETTERS | MAILBOXES
_UTF_16 = frozenset({BOM_UTF16_LE, BOM_UTF16_BE})  # what Windows PowerShell writes, with its mark
_SOURCE_LIMIT = 500  # as long as a source may be


def files_under(path: Path) -> list[Path]:
    """The file itself, or all readable files below a folder, in the order of their names."""
    if not path.exists():
        raise NotFound(f"no file or folder {path}")
    if path.is_file():
        if path.suffix.lower() not in READABLE:
            raise Invalid(
                f"cannot read {path.name}",
                hint="a .jsonl, .json, .txt, .md, .eml or .mbox file, or a folder",
            )
        return [path]
    known = (one for one in path.rglob("*") if one.suffix.lower() in READABLE)
    found = sorted(one for one in known if one.is_file())
    if not found:
        raise Invalid(
            f"nothing to read below {path}",
            hint="it holds no .jsonl, .json, .txt, .md, .eml or .mbox file",
        )
    return found


def lines_in(path: Path) -> int:
    """How many lines a file has, as the measure of how far reading has come."""
    try:
        with path.open("rb") as opened:
            return sum(1 for _ in opened)
    except OSError as error:
        raise Unavailable(f"cannot read {path}: {error.strerror}") from error


def read_file(
    path: Path, at: datetime | None, order: DayOrder | None = None
) -> Iterator[tuple[int, Message | Unsaid | BadLine]]:
    """The drafts of a file with their line numbers; `at` dates what has no date of its own.

    Where `at` is None, that is the time at which the file was last changed. `order` is that of days
    in chat logs, where the file itself does not tell. Every draft has an
    external id made from its content, so that reading the file again, wherever it lies by then,
    names the same episodes.
    """
    try:
        changed = datetime.fromtimestamp(path.stat().st_mtime, UTC)
        fallback = Fallback(_name_of(path), at or changed)
        if path.suffix.lower() in LINES:
            yield from _messages(path, fallback)
        elif path.suffix.lower() in WHOLE_JSON:
            yield from _objects(path, fallback)
        elif path.suffix.lower() in MAILBOXES:
            yield from _letters(path, letters_in(path), fallback)
        elif path.suffix.lower() in LETTERS:
            yield from _letters(path, [path.read_bytes()], fallback)
        else:
            yield from _told(path, fallback, order)
    except OSError as error:
        raise Unavailable(f"cannot read {path}: {error.strerror}") from error


def _name_of(path: Path) -> str:
    """Where a file lies, as far as it can be written: the bytes of a name need not be text."""
    return os.fsencode(path.resolve()).decode("utf-8", "replace")[-_SOURCE_LIMIT:]


def _messages(path: Path, fallback: Fallback) -> Iterator[tuple[int, Message | Unsaid | BadLine]]:
    seen: Counter[str] = Counter()
    with path.open("rb") as opened:
        try:
            lines = _lines(opened)
        except Invalid as fault:
            yield 1, BadLine(path, 1, str(fault))
            return
        for number, raw in enumerate(lines, start=1):
            line = raw.decode("utf-8", "replace").removeprefix("\ufeff").strip()
            if not line:
                continue
            seen[line] += 1
            try:
                _check_text(raw)
                id = f"{content_hash(line)[:24]}#{seen[line]}"
                for found in told_in(object_from(line), id, fallback, number):
                    yield number, _or_bad(found, path, number)
            except Invalid as fault:
                yield number, BadLine(path, number, str(fault))


def _or_bad(found: Message | Unsaid | Invalid, path: Path, line: int) -> Message | Unsaid | BadLine:
    return BadLine(path, line, str(found)) if isinstance(found, Invalid) else found


def _of_utf_16(raw: bytes) -> str:
    try:
        return raw.decode("utf-16")
    except UnicodeDecodeError as error:
        raise Invalid(f"not UTF-16 at byte {error.start}, though its mark says so") from error


def _lines(opened: BinaryIO) -> Iterator[bytes]:
    """The lines of a file in UTF-8, also of one in UTF-16, which is small enough to hold."""
    head = opened.read(2)
    opened.seek(0)
    if head not in _UTF_16:
        return iter(opened)
    return iter(_of_utf_16(opened.read()).encode().splitlines(keepends=True))


def _check_text(raw: bytes) -> None:
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError as error:
        raise Invalid(f"not UTF-8 at byte {error.start}") from error


def _objects(path: Path, fallback: Fallback) -> Iterator[tuple[int, Message | Unsaid | BadLine]]:
    """A whole file of JSON: what is bad within it ends the reading, unlike a line."""
    seen: Counter[str] = Counter()
    try:
        for place, (number, value) in enumerate(objects_in(_text_of(path)), start=1):
            line = json.dumps(value, ensure_ascii=False, sort_keys=True)
            seen[line] += 1
            try:
                id = f"{content_hash(line)[:24]}#{seen[line]}"
                for found in told_in(object_from(line), id, fallback, place):
                    yield number, _or_bad(found, path, number)
            except Invalid as fault:
                yield number, BadLine(path, number, str(fault))
    except Invalid as fault:
        yield 1, BadLine(path, 1, str(fault))


def _text_of(path: Path) -> str:
    """Raises Invalid for what is neither UTF-8 nor UTF-16 with its mark."""
    raw = path.read_bytes()
    if raw[:2] in _UTF_16:
        return _of_utf_16(raw).replace("\r\n", "\n")
    _check_text(raw)
    return raw.decode("utf-8-sig").replace("\r\n", "\n")


def _told(
    path: Path, fallback: Fallback, order: DayOrder | None
) -> Iterator[tuple[int, Message | Unsaid | BadLine]]:
    """The turns of what is a chat log, else the passages of a text."""
    try:
        text = _text_of(path)
        if begins_like_a_letter(text):
            yield from _letters(path, [text.encode()], fallback)
            return
        is_marked = path.suffix.lower() in MARKDOWN
        front = front_matter(text) if is_marked else FrontMatter(text)
        if turns := turns_in(front.text, order):
            yield from _turns(path, turns, fallback)
            return
        cut = sections(front.text, front.title) if is_marked else paragraphs(front.text)
        at = fallback.at if front.date is None else front.date
        drafts = [
            (one.line, _passage_draft(one, ordinal, front, replace(fallback, at=at)))
            for ordinal, one in enumerate(cut)
        ]
    except Invalid as fault:
        yield 1, BadLine(path, 1, str(fault))
        return
    for line, found in _with_ids(path, drafts):
        yield line, found if isinstance(found, BadLine) else Message(found)


def _letters(
    path: Path, letters: Iterable[bytes], fallback: Fallback
) -> Iterator[tuple[int, Message | BadLine]]:
    """Each letter by its number in the file; one without a date is of the file's time."""
    seen: Counter[str] = Counter()
    for number, raw in enumerate(letters, start=1):
        try:
            letter = letter_from(raw)
            key = letter.id or f"{letter.writer}\n{letter.subject}\n{letter.text}"
            seen[key] += 1
            is_again = seen[key] > 1 and not letter.id
            id = f"{content_hash(key)[:24]}#{seen[key] if is_again else 1}"
            draft = replace(_letter_draft(letter, number, fallback), external_id=id)
            yield number, Message(checked_draft(draft))
        except Invalid as fault:
            yield number, BadLine(path, number, str(fault))


def _letter_draft(letter: Letter, number: int, fallback: Fallback) -> EpisodeDraft:
    headed = f"{letter.subject}\n\n{letter.text}" if letter.subject else letter.text
    told: dict[str, object] = {"heading": letter.subject} if letter.subject else {}
    return EpisodeDraft(
        content=headed,
        kind=EpisodeKind.MESSAGE,
        occurred_at=letter.at or _later(fallback.at, number),
        speaker=letter.writer,
        source=letter.thread or fallback.source,
        is_source_a_path=not letter.thread,
        metadata=told | ({"addressee": letter.addressee} if letter.addressee else {}),
    )


def _turns(
    path: Path, turns: Sequence[Turn], fallback: Fallback
) -> Iterator[tuple[int, Message | Unsaid | BadLine]]:
    """A turn without a date is of the file's time, a microsecond after the one before."""
    drafts = [
        (
            turn.line,
            EpisodeDraft(
                content=turn.text,
                kind=EpisodeKind.MESSAGE if turn.speaker else EpisodeKind.TEXT,
                occurred_at=turn.at or _later(fallback.at, ordinal),
                speaker=turn.speaker,
                source=fallback.source,
                is_source_a_path=True,
                metadata={"line": turn.line, "ordinal": ordinal},
            ),
        )
        for ordinal, turn in enumerate(turns)
    ]
    is_assumed = {turn.line: turn.is_utc_assumed for turn in turns}
    for line, found in _with_ids(path, drafts):
        yield line, found if isinstance(found, BadLine) else Message(found, is_assumed[line])


def _later(at: datetime | None, ordinal: int) -> datetime | None:
    return None if at is None else at + timedelta(microseconds=ordinal)


def _with_ids(
    path: Path, drafts: Sequence[tuple[int, EpisodeDraft]]
) -> Iterator[tuple[int, EpisodeDraft | BadLine]]:
    """Drafts with ids made from what they say and who says it."""
    seen: Counter[str] = Counter()
    for line, draft in drafts:
        said = f"{draft.speaker}\n{draft.content}" if draft.speaker else draft.content
        seen[said] += 1
        id = f"{content_hash(said)[:24]}#{seen[said]}"
        try:
            yield line, checked_draft(replace(draft, external_id=id))
        except Invalid as fault:
            yield line, BadLine(path, line, str(fault))


def _passage_draft(
    passage: Passage, ordinal: int, front: FrontMatter, fallback: Fallback
) -> EpisodeDraft:
    headed = f"{passage.heading}\n\n{passage.text}" if passage.heading else passage.text
    place: dict[str, object] = {"line": passage.line, "ordinal": ordinal}
    if front.title:
        place["title"] = front.title
    return EpisodeDraft(
        content=headed,
        kind=EpisodeKind.DOCUMENT,
        occurred_at=fallback.at,
        source=fallback.source,
        is_source_a_path=True,
        metadata=place | ({"heading": passage.heading} if passage.heading else {}),
    )
