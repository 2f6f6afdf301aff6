"""A database whose disk is full is not ready to store anything."""

from __future__ import annotations

from pathlib import Path

import pytest

from quipu.graph.engines.sqlite.room import LEAST_BYTES, free_bytes, must_have_room
from quipu.schema.errors import Unavailable


def test_a_disk_without_room_is_said_to_be_full(tmp_path: Path) -> None:
    must_have_room(tmp_path / "m.db", lambda _: LEAST_BYTES)
    with pytest.raises(Unavailable, match="the disk is full"):
        must_have_room(tmp_path / "m.db", lambda _: LEAST_BYTES - 1)


def test_what_is_free_is_asked_of_the_folder_of_a_file(tmp_path: Path) -> None:
    assert free_bytes(tmp_path / "none.db") > 0
