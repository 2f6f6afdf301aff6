"""An archive's lines: whole, or refused with a reason."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from dataclasses import asdict

import pytest

from quipu.graph.archives import Head, Seal, Sealing, batches_of, checked
from quipu.schema.archives import COLUMNS, Batch, Row
from quipu.schema.errors import Invalid

HEAD = Head("acme", "test", 8, "2026-01-01T00:00:00+00:00")


def row(kind: str, text: str) -> Row:
    return dict.fromkeys(COLUMNS[kind], text)


BATCHES = [
    Batch("entity", "acme///", [row("entity", "Zoë"), row("entity", "茶\u2028")]),
    Batch("entity", "acme/anna//", [row("entity", "x\nname")]),
    Batch("change", "acme///", [row("change", f"{n}") for n in range(1_001)]),
]


async def lines_of(batches: list[Batch]) -> tuple[list[str], Seal]:
    async def each() -> AsyncIterator[Batch]:
        for batch in batches:
            yield batch

    sealing = Sealing()
    return [line async for line in sealing.lines(HEAD, each())], sealing.seal


def rows_of(batches: list[Batch]) -> list[tuple[str, str, Row]]:
    return [(one.kind, one.scope, row) for one in batches for row in one.rows]


async def test_what_is_written_is_read_again() -> None:
    lines, seal = await lines_of(BATCHES)
    assert all(line.endswith("\n") and line.count("\n") == 1 for line in lines)
    assert checked(lines) == (HEAD, seal)
    assert rows_of(list(batches_of(lines))) == rows_of(BATCHES)
    assert seal.rows == {"entity": 3, "change": 1_001}


async def test_the_digest_is_that_of_the_rows() -> None:
    _, one = await lines_of(BATCHES)
    _, same = await lines_of(BATCHES)
    _, less = await lines_of(BATCHES[:2])
    assert one == same
    assert less.digest != one.digest


@pytest.mark.parametrize("place", [0, 1, 2, 500, -1])
async def test_an_archive_that_lacks_a_line_is_refused(place: int) -> None:
    lines, _ = await lines_of(BATCHES)
    del lines[place]
    with pytest.raises(Invalid):
        checked(lines)


async def test_an_archive_that_was_changed_or_whose_lines_were_exchanged_is_refused() -> None:
    lines, _ = await lines_of(BATCHES)
    changed = [line.replace("Zoë", "Zoe") for line in lines]
    exchanged = [lines[0], lines[2], lines[1], *lines[3:]]
    for one in (changed, exchanged):
        with pytest.raises(Invalid, match="cut or changed"):
            checked(one)


@pytest.mark.parametrize(
    ("head", "reason"),
    [
        ({"quipu_archive": asdict(HEAD) | {"format": 2}}, "format 2"),
        ({"quipu_archive": {"format": 1, "tenant": "acme"}}, "first line"),
        ({"entity": {}, "scope": "acme///"}, "no archive"),
        ([], "no object"),
    ],
)
async def test_what_does_not_begin_as_ours_is_refused(head: object, reason: str) -> None:
    lines, _ = await lines_of(BATCHES)
    with pytest.raises(Invalid, match=reason):
        checked([json.dumps(head) + "\n", *lines[1:]])


@pytest.mark.parametrize(
    "line",
    [
        {"entity": row("entity", "x") | {"more": 1}, "scope": "acme///"},
        {"entity": {"id": "x"}, "scope": "acme///"},
        {"strange": {}, "scope": "acme///"},
        {"entity": row("entity", "x")},
        {"entity": row("entity", "x"), "scope": "rivals///"},
        {"entity": row("entity", "x"), "scope": "acme"},
        {"entity": [], "scope": "acme///"},
    ],
)
async def test_a_row_that_is_none_of_ours_is_refused(line: object) -> None:
    lines, _ = await lines_of(BATCHES)
    with pytest.raises(Invalid, match="line 2"):
        checked([lines[0], json.dumps(line) + "\n", *lines[1:]])


BAD_LINES = {
    "no JSON": "{",
    "no object": "[]",
    "deeper than anything of ours": '{"a":' + "[" * 100_000,
}


@pytest.mark.parametrize("line", BAD_LINES.values(), ids=BAD_LINES.keys())
def test_a_line_that_is_none_of_ours_is_refused_by_its_number(line: str) -> None:
    with pytest.raises(Invalid, match="line 1 of the archive"):
        checked([line + "\n"])
