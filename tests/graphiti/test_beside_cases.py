"""The table of README.md says what graphiti-core does where it is installed."""

from __future__ import annotations

from pathlib import Path

from graphiti.beside_cases import CASES, table
from stories.test_cases import CASES as OURS


def test_the_table_says_what_its_own_functions_do_without_a_model() -> None:
    assert [one.number for one in CASES] == list(range(1, OURS + 1))
    text = Path(__file__).with_name("README.md").read_text("utf-8")
    assert "\n".join(table()) in text
