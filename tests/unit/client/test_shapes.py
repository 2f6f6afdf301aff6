"""What a type asks for, and what becomes of its answer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

import pytest

from quipu.api.client.shapes import given, read, selection
from quipu.schema.errors import Invalid


@dataclass(frozen=True)
class Stone:
    found_at: datetime
    weight: float | None


@dataclass(frozen=True)
class Shell:
    name: str


@dataclass(frozen=True)
class Box:
    stones: tuple[Stone, ...]
    best: Stone | Shell | None


ASKED = (
    "{ stones { foundAt weight } best { __typename"
    " ... on Stone { Stone_foundAt: foundAt Stone_weight: weight }"
    " ... on Shell { Shell_name: name } } }"
)


def test_a_type_selects_its_fields_under_the_names_of_the_contract() -> None:
    assert selection(Box) == ASKED


def test_an_answer_becomes_the_type_that_asked_for_it() -> None:
    stone = {"foundAt": "2024-05-01T00:00:00Z", "weight": None}
    answer = {"stones": [stone], "best": {"__typename": "Shell", "Shell_name": "a"}}

    assert read(Box, answer) == Box((Stone(datetime(2024, 5, 1, tzinfo=UTC), None),), Shell("a"))


def test_what_a_newer_service_adds_is_left_out() -> None:
    assert read(Box, {"stones": [], "best": {"__typename": "Fossil"}}) == Box((), None)


def test_arguments_leave_out_what_is_not_given() -> None:
    moment = datetime(2024, 5, 1, tzinfo=UTC)
    asked = given({"valid_at": moment, "target": None, "from_": [{"as_of": moment}]})

    at = "2024-05-01T00:00:00+00:00"
    assert asked == {"validAt": at, "from": [{"asOf": at}]}


def test_what_is_no_text_is_not_sent() -> None:
    with pytest.raises(Invalid, match="no text"):
        given({"episodes": [{"content": "half a \ud83d"}]})


def test_a_moment_needs_an_offset() -> None:
    with pytest.raises(Invalid, match="has no offset"):
        given({"valid_at": datetime(2024, 5, 1)})  # noqa: DTZ001
