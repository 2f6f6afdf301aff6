"""Which words of a text are taken for names, as `names_of` gives them."""

from __future__ import annotations

import pytest

from quipu.extraction.plain_readings import names_of


def names(text: str) -> list[str]:
    return [mention.text for mention in names_of([text])[0]]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("I saw ed sheeran in Dublin.", ["ed sheeran", "Dublin"]),
        ("She looks like taylor swift, says Anna.", ["taylor swift", "Anna"]),
        ("My dog Rex met Anna.", ["Rex", "Anna"]),
        ("Anna was on cloud nine.", ["Anna"]),
    ],
)
def test_names_are_read_without_capitals_where_they_are_sure(
    text: str, expected: list[str]
) -> None:
    assert names(text) == expected


def test_a_kind_of_place_or_firm_alone_is_no_name() -> None:
    assert names("Anna says the City and the University agree.") == ["Anna"]
