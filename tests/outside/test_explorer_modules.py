"""The explorer's pure modules under node's own test runner."""

from __future__ import annotations

import shutil
import subprocess
from importlib.resources import files
from pathlib import Path

import pytest

from neo4j_absent import absent

pytestmark = pytest.mark.slow


def test_time_and_addresses_are_what_they_promise(tmp_path: Path) -> None:
    node = shutil.which("node")
    if node is None:
        absent("node, to test the explorer's modules, is not installed")
    for name in ("address", "timescale"):
        code = (files("quipu.api") / "explorer" / f"{name}.js").read_text("utf-8")
        (tmp_path / f"{name}.mjs").write_text(code, "utf-8")
    promises = Path(__file__).with_name("explorer_modules.mjs")
    shutil.copy(promises, tmp_path)

    done = subprocess.run(
        [node, "--test", promises.name], cwd=tmp_path, capture_output=True, text=True, timeout=120
    )

    assert done.returncode == 0, done.stdout[-4000:]
    assert f"pass {promises.read_text('utf-8').count('test(')}" in done.stdout
