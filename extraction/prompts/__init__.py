"""What language models are told: one Markdown file for each wording, named by its version.

A wording that has been used is not changed but followed by the next number, because what a model
said is kept, and credited, under the wording's name.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files


@cache
def wording(version: str) -> str:
    """The text of a wording, such as "read-1", with its `{…}` still to be filled in."""
    return (files("quipu.extraction.prompts") / f"{version}.md").read_text("utf-8")
