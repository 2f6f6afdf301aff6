"""The printed schema is the one that is served."""

from __future__ import annotations

from importlib.resources import files

from graphql import build_schema

from quipu.api.graphql.build import sdl


def test_the_printed_schema_is_what_the_code_says() -> None:
    printed = (files("quipu.schema") / "api.graphql").read_text("utf-8")

    assert printed == sdl(), "run `make sdl` and look at the difference"


def test_the_printed_schema_can_be_read_by_others() -> None:
    assert build_schema(sdl()).query_type is not None
