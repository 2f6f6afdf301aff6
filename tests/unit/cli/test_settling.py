"""A worker may be started before the service whose work it does."""

from __future__ import annotations

from pathlib import Path

from quipu.api.cli.settling import wait_for_memory
from quipu.api.settings import Settings


def test_a_worker_waits_until_there_is_a_memory(tmp_path: Path) -> None:
    settings = Settings(database=tmp_path / "memory.db", worker_poll_seconds=0.25)
    rests = list[float]()

    def rest(seconds: float) -> None:
        rests.append(seconds)
        if len(rests) == 3:
            settings.database.touch()

    wait_for_memory(settings, rest)
    assert rests == [0.25] * 3
    wait_for_memory(settings, rest)
    assert len(rests) == 3
