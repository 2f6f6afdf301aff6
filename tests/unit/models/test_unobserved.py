"""Nobody is told that a model runs here."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

EMBEDDER = """
from quipu.extraction.models.encoder import load
load()
"""
MULTIPLY = """
import numpy as np
from quipu.extraction.models.products import product_by
product_by(np.ones((2, 2), np.float32))(np.ones((1, 2), np.float32))
"""


@pytest.mark.parametrize("program", [EMBEDDER, MULTIPLY])
def test_nothing_of_the_model_runtime_is_left_for_its_maker(tmp_path: Path, program: str) -> None:
    """As it comes it keeps an id of the machine below HOME, and there what it is going to send."""
    given = {name: value for name, value in os.environ.items() if not name.startswith("ORT_")}
    home = {"HOME": str(tmp_path), "XDG_CACHE_HOME": str(tmp_path), "TMPDIR": str(tmp_path)}
    done = subprocess.run([sys.executable, "-c", program], env=given | home, check=False)

    assert done.returncode == 0
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]
