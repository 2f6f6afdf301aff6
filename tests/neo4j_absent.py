"""What a test does where something it needs, Neo4j or a check from npm, is not there."""

from __future__ import annotations

import os
from typing import NoReturn

import pytest


def absent(reason: str) -> NoReturn:
    """Fails in CI, where nothing may be missing; skips elsewhere, in one line that says why."""
    if os.environ.get("CI"):
        pytest.fail(f"CI needs it, and it is not here: {reason}", pytrace=False)
    pytest.skip(reason)
