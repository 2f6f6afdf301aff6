"""Which place lies in which: by what was told, else by what is known of the world."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from quipu.graph.retrieval.places import gazetteer_made
from quipu.graph.retrieval.places.gazetteer import Level, bearers, place_form
from quipu.graph.retrieval.places.whereabouts import at_level, is_larger, lies_in, place_of


@pytest.mark.parametrize(
    ("place", "asked"),
    [
        ("Oslo", "Norway"),
        ("Oslo", "Europe"),
        ("Oslo", "Scandinavia"),
        ("Rotterdam", "Holland"),
        ("Zurich", "Switzerland"),
        ("Norway", "Europe"),
        ("San Francisco", "California"),
        ("San Francisco", "the USA"),
        ("Toronto", "Ontario"),  # not the one in California
        ("Munich", "Bavaria"),
        ("Lahore", "Punjab"),
        ("New York City", "New York"),
        ("Tbilisi", "Georgia"),
        ("Atlanta", "Georgia"),
        ("Hong Kong", "China"),
        ("Bergen", "Norway"),  # the other one has a tenth of its people
        ("Bergen, Netherlands", "Netherlands"),
        ("Utrecht in the Netherlands", "Europe"),
    ],
)
def test_a_place_lies_in_what_holds_it(place: str, asked: str) -> None:
    assert lies_in(place_of(place), place_of(asked)) is True


@pytest.mark.parametrize(
    ("place", "asked"),
    [
        ("Oslo", "Sweden"),
        ("Oslo", "Asia"),
        ("Oslo", "Bergen"),
        ("Manchester", "London"),
        ("London", "Scotland"),
        ("Germany", "Paris"),
        ("Berlin", "Bavaria"),
        ("New York City", "York"),
        ("Kingston, Jamaica", "Canada"),
    ],
)
def test_places_that_are_known_lie_apart(place: str, asked: str) -> None:
    assert lies_in(place_of(place), place_of(asked)) is False


@pytest.mark.parametrize(
    ("place", "asked"),
    [
        ("Drøbak", "Norway"),  # too small to be known
        ("Oslo", "Middle Earth"),
        ("Norway", "Oslo"),  # somewhere in Norway
        ("Germany", "Bavaria"),
        ("Bergen", "the Netherlands"),  # there is one
        ("Newcastle", "England"),  # upon Tyne, or in Australia
        ("Springfield", "Ohio"),
        ("New York City", "Brooklyn"),  # a part, as may be what lies as near
        ("Istanbul", "Europe"),
        ("Taipei", "China"),
    ],
)
def test_what_nobody_knows_is_left_open(place: str, asked: str) -> None:
    assert lies_in(place_of(place), place_of(asked)) is None


def test_what_was_told_says_which_of_a_name_it_is() -> None:
    told = place_of("Springfield", ["Ohio"])
    asked = ("Ohio", "United States", "Illinois", "Texas")
    assert [lies_in(told, place_of(one)) for one in asked] == [True, True, False, False]
    hamlet = place_of("Drøbak", ["Akershus", "Norway"])
    asked = ("Akershus", "Norway", "Europe", "Sweden")
    assert [lies_in(hamlet, place_of(one)) for one in asked] == [True, True, True, False]


def test_a_place_tells_what_it_lies_in_of_a_kind() -> None:
    assert at_level(place_of("Bergen"), Level.COUNTRY) == "Norway"
    assert at_level(place_of("Toronto, Canada"), Level.CONTINENT) == "North America"
    assert at_level(place_of("Chicago"), Level.STATE) == "Illinois"
    assert at_level(place_of("Hillcrest", ["Ohio"]), Level.COUNTRY) == "United States"
    assert at_level(place_of("Newcastle"), Level.COUNTRY) is None
    assert at_level(place_of("Drøbak"), Level.COUNTRY) is None
    assert at_level(place_of("London"), Level.STATE) == "England"
    assert is_larger(place_of("Germany"), Level.CITY)
    assert not is_larger(place_of("Luxembourg"), Level.CITY)


def test_names_are_known_without_accents_and_articles() -> None:
    assert place_form("The Hague") == "hague"
    assert [one.key for one in bearers("Malmo")] == [one.key for one in bearers("Malmö")]
    assert bearers("the United Kingdom") == bearers("UK")


def test_the_table_is_made_of_the_towns_that_bear_a_large_ones_name() -> None:
    def town(number: int, name: str, code: str, people: int) -> dict[str, object]:
        at = {"latitude": 60.39, "longitude": 5.32, "admin1code": "01"}
        more = {"geonameid": number, "alternatenames": []}
        return {"name": name, "countrycode": code, "population": people, **at, **more}

    towns = [
        town(1, "Bergen", "NO", 294_029),
        town(2, "Bergen", "NL", 29_715),
        town(3, "Alkmaar", "NL", 40_000),
        town(4, "Newcastle upon Tyne", "GB", 300_000),
    ]
    countries = {
        code: {"name": code, "continentcode": "EU", "population": 1, "capital": ""}
        for code in ("NO", "NL", "GB")
    }
    made = gazetteer_made.gazetteer({str(n): one for n, one in enumerate(towns)}, countries, {})
    assert made["cities"] == {
        "bergen": "NO 60.4 5.3 294;NL 60.4 5.3 29",
        "newcastle": "GB 60.4 5.3 300",
        "newcastle upon tyne": "GB 60.4 5.3 300",
    }


def test_the_table_says_whose_it_is() -> None:
    path = Path(gazetteer_made.__file__).with_name("gazetteer.json")
    assert "GeoNames" in json.loads(path.read_text("utf-8"))["source"]
