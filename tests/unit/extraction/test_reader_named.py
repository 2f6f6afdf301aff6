"""Who and what is named in passing: animals, a list after a colon, somebody courted, a job."""

from __future__ import annotations

import pytest
from tests.unit.extraction.reading import reading, triples


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("I have two cats now: Pixel and Domino.", [("cat", "Pixel"), ("cat", "Domino")]),
        ("We have two cats - Miso and Nori.", [("cat", "Miso"), ("cat", "Nori")]),
        ("I have two sisters, Lena and Ida.", [("sister", "Lena"), ("sister", "Ida")]),
        ("I had two cats: Pixel and Domino.", [("cat", "Pixel"), ("cat", "Domino")]),
        ("I have a cat: Pixel.", [("cat", "Pixel")]),
        ("I have a cat named Luna and a dog named Rex.", [("cat", "Luna"), ("dog", "Rex")]),
        ("I just adopted a beagle called Waffles.", [("dog", "Waffles")]),
        ("We foster a greyhound called Ghost.", [("dog", "Ghost")]),
        ("I bought a horse called Star.", [("pet", "Star")]),
        ("I'm dating someone called Priya.", [("date", "Priya")]),
        ("I'm seeing a guy named Marco.", [("date", "Marco")]),
        ("I was dating a woman called Eve.", [("date", "Eve")]),
        ("I joined Zephyr Labs as a team lead.", [("work as", "team lead")]),
    ],
)
def test_whoever_is_named_in_passing_is_known(text: str, named: list[tuple[str, str]]) -> None:
    found = [(predicate, object_) for _, predicate, object_ in triples(text)]

    assert [one for one in found if one in named] == named


_BONDS = ("cat", "dog", "pet", "date", "work as")


@pytest.mark.parametrize(
    "text",
    [
        "I don't have two cats: Pixel and Domino.",
        "I want two cats: Pixel and Domino.",
        "Do you have two cats: Pixel and Domino?",
        "We have two cats, a dog and Max.",
        "I want to adopt a beagle called Waffles.",
        "I almost adopted a beagle called Waffles.",
        "I bought a boat called Waffles.",
        "I saw a boxer called Tyson.",
        "I see a guy named Marco.",
        "I joined the club as a guest.",
        "Petra joined Acme as a volunteer.",
        "I didn't join Acme as an engineer.",
    ],
)
def test_what_is_wished_denied_or_left_open_names_nobody(text: str) -> None:
    assert [one for one in triples(text) if one[1] in _BONDS] == []


def test_a_breed_tells_what_an_animal_is() -> None:
    assert ("Waffles", "breed", "beagle") in triples("I just adopted a beagle called Waffles.")


def test_whoever_is_hired_as_something_works_as_that_from_then_on() -> None:
    (found,) = [
        one
        for one in reading("Petra joined Nordea as an analyst in 2020.").statements
        if one.predicate == "work as"
    ]

    assert found.object.text == "analyst"
    assert found.when is not None
    assert found.when.span.start.year == 2020


@pytest.mark.parametrize(
    "text",
    [
        "I thought you were going to Brugmann.",
        "I thought you worked at Brugmann.",
        "I thought Petra lived in Rome.",
    ],
)
def test_what_was_thought_of_another_is_not_told_of_them(text: str) -> None:
    assert triples(text) == []


def test_what_is_thought_now_is_told_with_doubt() -> None:
    assert triples("I think Petra lives in Rome.") == [("Petra", "live in", "Rome")]


@pytest.mark.parametrize(
    "text", ["Hey there, I'm Ilse.", "Hi! I'm Ilse and I need help.", "Hello, this is Ilse here."]
)
def test_who_greets_with_a_name_is_called_so(text):
    assert ("Sam", "also called", "Ilse") in triples(text)


@pytest.mark.parametrize("text", ["Hi, I'm Dutch.", "Hi, I'm Paris based.", "Hi, I'm late."])
def test_who_greets_with_no_name_is_called_nothing(text):
    assert all(predicate != "also called" for _, predicate, _ in triples(text))
