"""The printed schema is the one that is served."""

from __future__ import annotations

import re
from importlib.resources import files

from graphql import build_schema, parse, validate

from architecture.source_files import ROOT
from quipu.api.graphql.build import SCHEMA, sdl


def test_the_printed_schema_is_what_the_code_says() -> None:
    printed = (files("quipu.schema") / "api.graphql").read_text("utf-8")

    assert printed == sdl(), "run `make sdl` and look at the difference"


def test_the_printed_schema_can_be_read_by_others() -> None:
    assert build_schema(sdl()).query_type is not None


def test_every_operation_that_the_readme_shows_fits_the_schema() -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    shown = re.findall(r"^```graphql\n(.*?)^```", readme, re.MULTILINE | re.DOTALL)

    assert len(shown) >= 3
    assert not [error for text in shown for error in validate(SCHEMA._schema, parse(text))]
