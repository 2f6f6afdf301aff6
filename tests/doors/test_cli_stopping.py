"""SIGTERM: commands that stand or take long end in order, and give back what they hold."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

START = "from quipu.api.cli.main import run; run()"  # what the installed command does
SECONDS = 60
ACCEPT = """
import asyncio
from pathlib import Path
from quipu.api.assemble import assembled
from quipu.api.settings import Settings
from quipu.schema.drafts import EpisodeDraft
async def main():
    async with assembled(Settings(database=Path("m.db"))) as service:
        for number in range(20):
            draft = EpisodeDraft(f"Ann{number} lives in Oslo.")
            await service.memory.remember(service.scope, [draft], f"k{number}")
asyncio.run(main())
"""
KILLED = """
async def killed():
    async with assembled(Settings(database=Path("m.db"))) as service:
        memory = service.memory
        assert await memory.queue.lease(memory.clock(), seconds=5, max_episodes=20, after=None)
asyncio.run(killed())
"""


@contextmanager
def started(folder: Path, *words: str) -> Iterator[subprocess.Popen[str]]:
    """A command in a process of its own, to which SIGINT means nothing: so shells start `… &`."""
    paths = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), "XDG_DATA_HOME": str(folder)}
    command = [sys.executable, "-c", START, *words]
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        process = subprocess.Popen(
            command,
            cwd=folder,
            env=paths,
            text=True,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
    finally:
        signal.signal(signal.SIGINT, before)
    with process:
        try:
            yield process
        finally:
            process.kill()


def test_serving_ends_with_nothing_left_open(tmp_path: Path) -> None:
    with started(tmp_path, "serve", "--port", "0", "--database", "m.db") as process:
        assert process.stdout is not None
        assert process.stdout.readline().startswith("http://")
        process.terminate()
        _, said = process.communicate(timeout=SECONDS)

    assert (process.returncode, said) == (0, "")
    assert not (tmp_path / "m.db-wal").exists()


def test_an_ingest_ends_and_gives_its_work_back(tmp_path: Path) -> None:
    lines = [
        {"text": f"I moved to Town{number}.", "speaker": f"P{number}", "at": "2024-03-04"}
        for number in range(3_000)
    ]
    (tmp_path / "chat.jsonl").write_text("\n".join(map(json.dumps, lines)))
    with started(tmp_path, "ingest", "chat.jsonl", "--database", "m.db") as process:
        assert process.stderr is not None
        assert process.stderr.readline().startswith("reading ")
        process.terminate()
        _, said = process.communicate(timeout=SECONDS)

    assert process.returncode == 130
    assert "interrupted; what was accepted is kept" in said
    assert not (tmp_path / "m.db-wal").exists()


def test_workers_settle_what_another_process_accepted_and_end_in_order(tmp_path: Path) -> None:
    paths = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    subprocess.run([sys.executable, "-c", ACCEPT], cwd=tmp_path, env=paths, check=True)
    with (
        started(tmp_path, "worker", "--database", "m.db") as one,
        started(tmp_path, "worker", "--database", "m.db") as other,
    ):
        with started(tmp_path, "worker", "--once", "--database", "m.db") as third:
            _, said = third.communicate(timeout=SECONDS)
            assert (third.returncode, said) == (0, "")
        for process in (one, other):
            assert process.stdout is not None
            assert process.stdout.readline().startswith("settling what is owed in ")
        owed = wait_until_settled(tmp_path)
        for process in (one, other):
            process.terminate()
            _, said = process.communicate(timeout=SECONDS)
            assert (process.returncode, said) == (0, "")

    assert (owed["queuedJobs"], owed["failedJobs"], owed["episodes"]) == (0, 0, 20)


def test_a_worker_for_once_waits_for_the_lease_of_one_that_was_killed(tmp_path: Path) -> None:
    paths = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    subprocess.run([sys.executable, "-c", ACCEPT + KILLED], cwd=tmp_path, env=paths, check=True)

    with started(tmp_path, "worker", "--once", "--database", "m.db") as process:
        _, said = process.communicate(timeout=SECONDS)
        assert (process.returncode, said) == (0, "")

    assert counted(tmp_path)["queuedJobs"] == 0


def wait_until_settled(folder: Path) -> dict[str, int]:
    """What `quipu status` counts as soon as nothing is queued."""
    deadline = time.monotonic() + SECONDS
    while True:
        found = counted(folder)
        if found["queuedJobs"] == 0 or time.monotonic() > deadline:
            return found


def counted(folder: Path) -> dict[str, int]:
    with started(folder, "status", "--json", "--database", "m.db") as process:
        told, _ = process.communicate(timeout=SECONDS)
    found: dict[str, int] = json.loads(told)
    return found
