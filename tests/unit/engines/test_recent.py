"""Rows kept of the last searches take no more memory than they may, however long their texts."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

import pytest

from quipu.graph.engines.sqlite.recent import ROOM_BYTES, Recent
from quipu.graph.engines.sqlite.scopes import Chain
from quipu.schema.identity import Scope

CHAIN = Chain({1: Scope("acme")}, {1: 0}, {1: 0}, 0, "[1]")
ROWS = [(number, 0) for number in range(1, 11)]
BIG = ROOM_BYTES // 4


@pytest.fixture
def connection() -> Iterator[sqlite3.Connection]:
    opened = sqlite3.connect(":memory:")
    opened.row_factory = sqlite3.Row
    opened.execute("CREATE TABLE episode (number INTEGER PRIMARY KEY, scope INTEGER)")
    opened.executemany("INSERT INTO episode VALUES (?, 1)", [(number,) for number, _ in ROWS])
    yield opened
    opened.close()


def kept(bytes_of_one: int) -> tuple[Recent[int], list[int]]:
    """A store of items that weigh so much, and which of them were read, in order."""
    read: list[int] = []

    def reading(row: sqlite3.Row, _: Scope) -> int:
        read.append(row["number"])
        return read[-1]

    return Recent("episodes_by_number", reading, lambda _: bytes_of_one), read


def test_what_fits_is_read_once(connection: sqlite3.Connection) -> None:
    recent, read = kept(bytes_of_one=100)
    for _ in range(2):
        assert recent.items(connection, ROWS, CHAIN) == [number for number, _ in ROWS]
    assert len(read) == len(ROWS)


def test_of_long_ones_only_the_last_are_kept(connection: sqlite3.Connection) -> None:
    recent, read = kept(BIG)
    for key in ROWS:
        recent.items(connection, [key], CHAIN)
    read.clear()
    recent.items(connection, ROWS[-4:], CHAIN)
    assert read == []
    recent.items(connection, ROWS[:1], CHAIN)
    assert read == [1]


def test_one_search_has_all_that_it_asks_for(connection: sqlite3.Connection) -> None:
    recent, _ = kept(BIG)
    assert recent.items(connection, ROWS, CHAIN) == [number for number, _ in ROWS]
