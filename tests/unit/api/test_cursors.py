"""Cursors come back as they were, and only where they belong."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quipu.api.graphql.cursors import CursorSeal, Position, question_of, secret_beside
from quipu.schema.errors import Invalid
from quipu.schema.intervals import ALWAYS, AsOf

SEAL = CursorSeal(b"secret")
MOMENTS = st.datetimes(timezones=st.just(UTC))
VIEWS = st.none() | st.builds(AsOf.moment, MOMENTS, MOMENTS)


@given(st.text(), st.integers(0, 10**9), VIEWS, st.integers(0, 100))
def test_a_cursor_comes_back_as_it_was(item: str, place: int, view: AsOf | None, head: int) -> None:
    position = Position(item, place, view, head)

    assert SEAL.opened(SEAL.sealed(position, "list"), "list") == position


def test_a_view_of_all_time_comes_back_as_it_was() -> None:
    position = Position("a", 1, AsOf(ALWAYS, datetime(2024, 1, 1, tzinfo=UTC)))

    assert SEAL.opened(SEAL.sealed(position, "list"), "list") == position


@given(st.text())
def test_what_is_no_cursor_is_refused(text: str) -> None:
    with pytest.raises(Invalid):
        SEAL.opened(text, "list")


def test_a_cursor_of_another_list_or_service_is_refused() -> None:
    cursor = SEAL.sealed(Position("a"), "list")

    with pytest.raises(Invalid, match="does not belong"):
        SEAL.opened(cursor, "another list")
    with pytest.raises(Invalid, match="does not belong"):
        CursorSeal(b"other").opened(cursor, "list")


@given(st.data())
def test_a_changed_cursor_is_refused(data: st.DataObject) -> None:
    cursor = SEAL.sealed(Position("fa_abc", 3), "list")
    place = data.draw(st.integers(0, len(cursor) - 2))
    changed = cursor[:place] + ("A" if cursor[place] != "A" else "B") + cursor[place + 1 :]

    with pytest.raises(Invalid):
        SEAL.opened(changed, "list")


def test_the_same_arguments_ask_the_same_question() -> None:
    assert question_of("facts", None, ("a",)) == question_of("facts", None, ("a",))
    assert question_of("facts", None) != question_of("facts", "None")


def test_the_secret_of_a_database_stays(tmp_path: Path) -> None:
    first = secret_beside(tmp_path / "memory.db")
    second = secret_beside(tmp_path / "memory.db")

    [file] = tmp_path.iterdir()
    assert first == second
    assert len(first) == 32
    assert file.stat().st_mode & 0o777 == 0o600
