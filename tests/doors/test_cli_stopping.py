"""SIGTERM: commands that stand or take long end in order, and give back what they hold."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

START = "from quipu.api.cli.main import run; run()"  # what the installed command does
SECONDS = 60


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
