"""Who is meant: speakers, addressees, relatives, pronouns; and how roles are kept."""

from __future__ import annotations

import pytest
from tests.builders import episode
from tests.unit.extraction.reading import reading, said, statement, triples, written

from quipu.schema.knowledge import EpisodeKind, Mention


def test_i_is_the_speaker() -> None:
    assert triples(said("I live in Oslo.", speaker="Ann")) == [("Ann", "live in", "Oslo")]


def test_we_is_the_speaker_too() -> None:
    assert triples("We live in Oslo.") == [("Sam", "live in", "Oslo")]


def test_a_message_without_a_speaker_is_the_users() -> None:
    message = episode("I live in Oslo.", speaker="", kind=EpisodeKind.MESSAGE)

    assert triples(message) == [("user", "live in", "Oslo")]


def test_a_text_without_a_speaker_says_nothing_of_i() -> None:
    assert triples(written("I live in Oslo.")) == []


def test_you_is_the_addressee() -> None:
    assert triples(said("You live in Oslo.", addressee="Kim")) == [("Kim", "live in", "Oslo")]


def test_you_without_an_addressee_stays_open() -> None:
    assert triples(episode("You live in Oslo.", speaker="Sam")) == []


def test_a_dropped_subject_is_the_speaker() -> None:
    assert ("Sam", "go to", "Paris") in triples("Went to Paris last week.")


def test_he_and_she_are_found_within_the_text() -> None:
    text = "My sister Anna moved to Berlin. She works at Siemens."

    assert ("Anna", "work at", "Siemens") in triples(text)


def test_she_is_not_a_brother() -> None:
    assert triples("My brother Tom lives in Rome. She works at Siemens.")[1:] == [
        ("Tom", "live in", "Rome")
    ]


def test_a_pronoun_that_could_be_two_people_stays_open() -> None:
    found = triples("Anna met Clara. Mary and Anna left early. She works at Siemens.")

    assert not [triple for triple in found if triple[1] == "work at"]


@pytest.mark.parametrize(
    "text", ["He works at Siemens.", "It was bought by Anna.", "They own Acme."]
)
def test_what_points_outside_the_text_is_left_out(text: str) -> None:
    assert triples(text) == []


def test_no_state_is_kept_from_one_text_to_the_next() -> None:
    reading("My sister Anna moved to Berlin.")

    assert triples("She works at Siemens.") == []


@pytest.mark.parametrize(
    "text",
    [
        "My sister Anna moved to Berlin.",
        "Anna is my sister.",
        "My sister is called Anna.",
        "My sister's name is Anna.",
    ],
)
def test_a_relative_is_told_in_one_way(text: str) -> None:
    assert ("Sam", "sister", "Anna") in triples(text)


def test_a_relative_once_named_goes_by_that_name() -> None:
    found = triples("My wife's name is Clara. My wife works at Siemens.")

    assert ("Clara", "work at", "Siemens") in found


def test_a_pet_goes_by_its_name() -> None:
    assert ("Rex", "love", "carrots") in triples("My dog Rex loves carrots.")


@pytest.mark.parametrize(
    "text",
    [
        "Bob is the CEO of Acme.",
        "The CEO of Acme is Bob.",
        "Acme's CEO is Bob.",
        "Bob, the CEO of Acme, visited Rome.",
    ],
)
def test_rivals_for_a_role_meet_in_one_slot(text: str) -> None:
    assert ("Acme", "ceo", "Bob") in triples(written(text))


def test_a_former_role_is_over() -> None:
    assert statement(written("Bob is the former CEO of Acme."), "ceo").is_ending


def test_a_quality_is_a_value_and_a_thing_is_none() -> None:
    colour = statement("My favorite color is blue.", "favorite color").object
    food = statement("I like mushrooms.", "like").object

    assert (colour.is_value, food.is_value) == (True, False)


def test_numbers_are_values() -> None:
    assert statement("My phone number is 555-1234.", "phone number").object == Mention(
        "555-1234", "thing", is_value=True
    )


@pytest.mark.parametrize(
    ("text", "predicate", "kind"),
    [
        ("I live in Oslo.", "live in", "place"),
        ("I work at Siemens.", "work at", "organisation"),
        ("I'm married to Clara.", "be married to", "person"),
    ],
)
def test_a_predicate_tells_the_kind_of_its_object(text: str, predicate: str, kind: str) -> None:
    assert statement(text, predicate).object.kind == kind


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("I will visit Japan in June.", "Japan", "place"),
        ("We toured Vermont in May.", "Vermont", "place"),
        ("She adores Lisbon.", "Lisbon", "place"),
        ("Brittany called me yesterday.", "Brittany", "thing"),
        ("I adore Zorvex.", "Zorvex", "thing"),
    ],
)
def test_a_land_is_a_place_whatever_is_told_of_it(text: str, name: str, kind: str) -> None:
    kinds = {one.text: one.kind for one in reading(text).mentions}

    assert kinds[name] == kind


def test_every_name_is_mentioned_once() -> None:
    names = [mention.text for mention in reading("Anna met Bob in Rome. Anna likes Bob.").mentions]

    assert names == ["Anna", "Bob", "Rome"]


def test_a_relative_hung_on_his_own_name_is_read() -> None:
    told = "They reprise roles as Martha 's mother Francine Jones and Minister Ada Jones."

    assert reading(told).statements is not None


def test_an_owner_who_is_the_first_word_is_no_fault() -> None:
    assert triples(said("his performances are always top notch", speaker="Ann")) == []
