"""The application on a loopback port, and what other people's checks need to run against it."""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from tests.doors.scripted import ScriptedReader
from tests.fakes import HashEmbedder

from neo4j_absent import absent
from npm_packages import NoNode, node_modules
from quipu.api.app import create_app
from quipu.api.assemble import assembled
from quipu.api.cli.standing import standing
from quipu.api.settings import Settings


@pytest.fixture(scope="session")
def from_npm() -> Path:
    """Where the packages from npm lie; without node and npm a failure in CI, a skip elsewhere."""
    try:
        return node_modules()
    except NoNode as missing:
        absent(str(missing))


@pytest.fixture
async def address(tmp_path: Path) -> AsyncIterator[str]:
    """Where a service answers that has no keys and reads one kind of sentence."""
    settings = Settings(database=tmp_path / "memory.db", port=0, worker_poll_seconds=0.05)
    reader, embedder = ScriptedReader(), HashEmbedder()
    app = create_app(settings, lambda: assembled(settings, extractor=reader, embedder=embedder))
    async with standing(app, settings) as server:
        yield server.address


@dataclass(frozen=True, slots=True)
class Done:
    """How a command ended, and all that it said."""

    status: int
    said: str


async def run(
    *command: str | Path, folder: Path, seconds: float, **environment: str | Path
) -> Done:
    """Carries a command out beside the service, which answers in this same process."""
    running = await asyncio.create_subprocess_exec(
        *map(str, command),
        cwd=folder,
        env={**os.environ, **{name: str(value) for name, value in environment.items()}},
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    try:
        said, _ = await asyncio.wait_for(running.communicate(), seconds)
    except TimeoutError:
        running.kill()
        await running.wait()
        pytest.fail(f"{command[0]} took more than {seconds} s", pytrace=False)
    return Done(running.returncode or 0, said.decode("utf-8", "replace"))
