"""SQLite's errors in our words."""

from __future__ import annotations

import sqlite3

import pytest

from quipu.graph.engines.sqlite.faults import fault_of, translated
from quipu.graph.engines.sqlite.scrub import left_by
from quipu.schema.errors import Invalid, MemoryFault, Unavailable

EXPECTED: dict[int, type[MemoryFault] | None] = {
    sqlite3.SQLITE_BUSY: Unavailable,
    sqlite3.SQLITE_BUSY_SNAPSHOT: Unavailable,
    sqlite3.SQLITE_LOCKED: Unavailable,
    sqlite3.SQLITE_FULL: Unavailable,
    sqlite3.SQLITE_IOERR_WRITE: Unavailable,
    sqlite3.SQLITE_READONLY: Unavailable,
    sqlite3.SQLITE_CANTOPEN: Unavailable,
    sqlite3.SQLITE_CORRUPT: Invalid,
    sqlite3.SQLITE_NOTADB: Invalid,
    sqlite3.SQLITE_CONSTRAINT: None,
    sqlite3.SQLITE_MISUSE: None,
}


@pytest.mark.parametrize(("code", "fault"), EXPECTED.items(), ids=map(str, EXPECTED))
def test_an_error_becomes_the_fault_its_reader_can_act_on(
    code: int, fault: type[MemoryFault] | None
) -> None:
    error = sqlite3.OperationalError("what SQLite says")
    error.sqlite_errorcode = code
    found = fault_of(error)
    assert type(found) is (fault or type(None))
    assert found is None or (found.hint and "what SQLite says" in found.problem)


def test_a_mistake_of_our_own_is_not_hidden_behind_a_fault() -> None:
    with pytest.raises(sqlite3.OperationalError), translated():
        sqlite3.connect(":memory:").execute("SELEKT 1")


@pytest.mark.parametrize(
    ("code", "said"),
    [
        (sqlite3.SQLITE_BUSY, "was busy"),
        (sqlite3.SQLITE_LOCKED, "was busy"),
        (sqlite3.SQLITE_FULL, "disk is full"),
        (sqlite3.SQLITE_IOERR_WRITE, "does not answer"),
    ],
)
def test_what_keeps_a_file_from_being_written_anew_is_named(code: int, said: str) -> None:
    error = sqlite3.OperationalError("no")
    error.sqlite_errorcode = code
    assert said in left_by(error)
