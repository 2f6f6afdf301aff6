"""Made-up worlds, and what is measured on them."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from collections import Counter
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from quipu.api.bench.machine import disk_mb, listener, resident_mb
from quipu.api.bench.scale import Course, run_scale
from quipu.api.bench.scale_questions import exact_nearest, questions_of
from quipu.api.bench.scale_report import markdown
from quipu.api.bench.scale_world import BIG, ScaleWorld, world_of
from quipu.api.settings import Settings

SIZE = 3_000


@pytest.fixture(scope="module")
def world() -> ScaleWorld:
    return world_of(SIZE)


def test_the_same_seed_makes_the_same_world(world: ScaleWorld) -> None:
    again, other = world_of(SIZE), world_of(SIZE, seed=1)
    one, two, three = (next(some.batches(60)) for some in (world, again, other))
    assert (one.learned, one.episodes) == (two.learned, two.episodes)
    assert np.array_equal(one.vectors.rows, two.vectors.rows)
    assert one.learned != three.learned


def test_a_world_tells_each_fact_once_and_most_to_one_tenant(world: ScaleWorld) -> None:
    told = [fact for batch in world.batches(60) for fact in batch.learned]
    by_tenant = Counter(fact.scope for fact in told)
    assert len({fact.id for fact in told}) == SIZE
    assert 0.65 < by_tenant[world.scope(BIG)] / SIZE < 0.75
    assert len(by_tenant) == 20


def test_a_world_has_hubs(world: ScaleWorld) -> None:
    told = [fact for batch in world.batches(60) for fact in batch.learned]
    edges = Counter(end for fact in told for end in (fact.subject, fact.object))
    assert max(edges.values()) > 10 * SIZE * 2 / len(edges)


def test_what_is_superseded_was_told_before_and_is_said_again(world: ScaleWorld) -> None:
    told = set()
    superseded = 0
    for batch in world.batches(60):
        better = {fact.id: fact for fact in batch.learned}
        for retired in batch.retired:
            assert retired.fact.id in told
            assert retired.successor is not None
            assert better[retired.successor].sentence == retired.fact.sentence
            superseded += 1
        told |= better.keys()
    assert superseded == pytest.approx(0.02 * SIZE, rel=0.3)


def test_every_fact_is_said_by_an_episode_of_its_batch(world: ScaleWorld) -> None:
    for batch in world.batches(50):
        said = {episode.id: episode.content for episode in batch.episodes}
        assert all(fact.sentence in said[fact.episodes[0]] for fact in batch.learned)


def test_no_two_questions_are_alike_and_each_is_nearest_to_its_fact(world: ScaleWorld) -> None:
    asked = questions_of(world, BIG, 1_000)
    assert len({one.text for one in asked}) == len(asked)
    near = exact_nearest(world, BIG, asked, 20)
    hits = [world.fact_id(one.about) in best for one, best in zip(asked, near, strict=True)]
    assert all(len(best) == 20 for best in near)
    assert sum(hits) / len(hits) > 0.9


async def test_a_run_measures_every_size(tmp_path: Path) -> None:
    settings = replace(Settings(), database=tmp_path / "unused.db")
    notes: list[str] = []
    figures = await run_scale(settings, Course([1_000], questions=20), tmp_path, notes.append)
    (size,) = figures["sizes"]
    assert (figures["engine"], size["facts"], size["recall_at_20"]) == ("sqlite", 1_000, 1.0)
    assert 0 < size["hybrid"]["1"]["p50"] <= size["hybrid"]["1"]["p95"]
    assert size["hybrid"]["4"]["p99"] > 0
    assert size["disk_mb"] > 1
    table = markdown(figures)
    assert "1,000 facts" in table
    assert "| memory of the server, MB | – |" in table


@pytest.mark.skipif(not Path("/proc/net/tcp").exists(), reason="only Linux tells")
def test_the_process_behind_a_local_address_is_known() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        assert listener(f"bolt://127.0.0.1:{port}") == os.getpid()
        assert listener(f"bolt://elsewhere:{port}") is None
    assert (resident_mb() or 0) > 10


@pytest.mark.skipif(not Path("/proc/net/tcp").exists(), reason="only Linux tells")
def test_a_listener_is_found_while_it_closes_other_files(tmp_path: Path) -> None:
    """What is closed between listing and reading cannot be read, as no plain file can."""
    held = tmp_path / "17" / "fd"
    held.mkdir(parents=True)
    for number in range(20):
        (held / f"{number}").touch()
    with socket.create_server(("127.0.0.1", 0)) as server:
        (held / "20").symlink_to(Path(f"/proc/self/fd/{server.fileno()}").readlink())
        port = server.getsockname()[1]
        assert listener(f"bolt://127.0.0.1:{port}", tmp_path) == 17


def test_what_files_take_is_counted_with_those_in_folders(tmp_path: Path) -> None:
    (tmp_path / "below").mkdir()
    (tmp_path / "below" / "file").write_bytes(os.urandom(3 * 2**20))
    assert disk_mb([tmp_path]) >= 3.0
    assert disk_mb([tmp_path / "none"]) == 0.0


_WITHOUT_GRAPHITI = """
import sys
sys.modules["graphiti_core"] = None
from quipu.api.cli.main import run
run()
"""


def test_what_is_measured_against_must_be_there_before_anything_is_made() -> None:
    words = ("bench", "scale", "--facts", "100000", "--against", "graphiti", "--out", "figures")
    bare = [sys.executable, "-c", _WITHOUT_GRAPHITI, *words]
    done = subprocess.run(bare, capture_output=True, text=True, check=False, timeout=120)
    assert (done.returncode, done.stdout) == (2, "")
    assert "quipu-memory[graphiti]" in done.stderr
    assert "100,000 facts" not in done.stderr
