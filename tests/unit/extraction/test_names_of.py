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


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("We moved to Tulsa Oklahoma last year.", ["Tulsa", "Oklahoma"]),
        ("i grew up in lyon france", ["lyon", "france"]),
        ("They live near Savannah, New York.", ["Savannah", "New York"]),
        ("She was born in North Dakota.", ["North Dakota"]),
        ("We sailed on Lake Ontario.", ["Lake Ontario"]),
        ("They drilled in the Gulf of Mexico.", ["Gulf of Mexico"]),
        ("He toured Southeast Asia.", ["Southeast Asia"]),
    ],
)
def test_a_town_and_the_land_after_it_are_two_places(text: str, expected: list[str]) -> None:
    assert names(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("We walked along historic Elm Street in Salem.", ["Elm Street", "Salem"]),
        ("He comes from the Lori province.", ["Lori"]),
        ("The shop is in downtown Reno.", ["Reno"]),
        ("She ran along 10th Street.", ["10th Street"]),
    ],
)
def test_what_only_describes_a_place_is_no_part_of_its_name(text: str, expected: list[str]) -> None:
    assert names(text) == expected


def test_what_is_of_a_place_is_not_the_place() -> None:
    kinds = {one.text: one.kind for one in names_of(["Anna bought a Peruvian rug in Lima."])[0]}

    assert kinds.get("Peruvian") != "place"
    assert kinds["Lima"] == "place"
