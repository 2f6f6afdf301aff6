"""`quipu history`: facts that one sentence tells are told apart."""

from __future__ import annotations

import asyncio
from pathlib import Path

from typer.testing import CliRunner

from quipu.api.cli.main import app
from quipu.api.library.memory import Quipu


def test_facts_told_in_one_sentence_say_which_is_which(tmp_path: Path) -> None:
    file = tmp_path / "memory.db"

    async def told() -> None:
        async with Quipu.open(file) as memory:
            await memory.remember("I speak Dutch and French. I live in Ghent.", speaker="Tessa")
            await memory.settled()

    asyncio.run(told())
    shown = CliRunner().invoke(app, ["history", "Tessa", "--database", str(file)]).stdout

    assert "Tessa speaks Dutch and French  (speaks: Dutch)" in shown
    assert "Tessa speaks Dutch and French  (speaks: French)" in shown
    assert "(lives in" not in shown
