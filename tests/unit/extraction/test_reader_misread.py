"""Words that the parser takes for another part of speech, and what stands beside a statement."""

from __future__ import annotations

import pytest
from tests.unit.extraction.reading import reading, triples

from quipu.schema.knowledge import Tense


def told(text: str) -> list[tuple[str, str, str, Tense]]:
    """What is told as so or as over, without what is denied, planned or wished."""
    return [
        (s.subject.text, s.predicate, s.object.text, s.tense)
        for s in reading(text).statements
        if not s.is_negated and not s.is_ending
    ]


@pytest.mark.parametrize(
    ("text", "now"),
    [
        ("I moved out and live in Brussels now.", ("Sam", "live in", "Brussels")),
        ("I had moved out and live in Graz these days.", ("Sam", "live in", "Graz")),
        ("I graduated and work for Siemens.", ("Sam", "work for", "Siemens")),
        ("I got divorced and rent a flat in Lyon.", ("Sam", "rent flat in", "Lyon")),
        ("I was fired and live with my parents.", ("Sam", "live with", "Sam's parents")),
        ("I quit and live in Riga.", ("Sam", "live in", "Riga")),
        ("My kids grew up and live in Spain.", ("Sam's kids", "live in", "Spain")),
        ("Tom sold the flat and lives in Porto now.", ("Tom", "live in", "Porto")),
        ("Petra got fired and works at Lidl.", ("Petra", "work at", "Lidl")),
        ("Petra lives in Rome now.", ("Petra", "live in", "Rome")),
    ],
)
def test_a_present_beside_a_past_is_so_now(text: str, now: tuple[str, str, str]) -> None:
    assert (*now, Tense.PRESENT) in told(text)


@pytest.mark.parametrize(
    "text",
    [
        "I lived in Rome and worked at Fiat.",
        "I used to live in Rome and work at Fiat.",
        "I got up and put the kettle on.",
        "I went home and read a book.",
        "We helped him move and live in Rome.",
        "They left their homes and lives in Syria.",
        "He left his home and life in Rome.",
        "I didn't move out and live in Rome.",
        "I almost moved out and live in Rome.",
        "I could have moved out and live in Rome.",
        "Did you move out and live in Rome?",
    ],
)
def test_what_shares_its_past_or_was_not_done_is_not_so_now(text: str) -> None:
    assert [one for one in told(text) if one[3] is Tense.PRESENT] == []


@pytest.mark.parametrize(
    ("text", "triple"),
    [
        (
            "I'm allergic to shellfish, so no paella for me please.",
            ("Sam", "be allergic to", "shellfish"),
        ),
        ("I'm allergic to dust so no carpets please.", ("Sam", "be allergic to", "dust")),
        ("I'm allergic to penicillin, so watch out.", ("Sam", "be allergic to", "penicillin")),
        ("I'm allergic to shellfish and soy.", ("Sam", "be allergic to", "soy")),
        (
            "My son Leo is allergic to shellfish, so no shrimp for him please.",
            ("Leo", "be allergic to", "shellfish"),
        ),
        ("I'm vegan, so no cheese for me.", ("Sam", "be", "vegan")),
        ("I'm vegan so no cheese for me please.", ("Sam", "be", "vegan")),
        ("I work at Acme, so no time for hobbies.", ("Sam", "work at", "Acme")),
    ],
)
def test_what_follows_from_it_loses_no_statement(text: str, triple: tuple[str, str, str]) -> None:
    assert triple in triples(text)


@pytest.mark.parametrize(
    "text",
    [
        "If I'm allergic to shellfish, so be it.",
        "I'm not allergic to shellfish, so paella is fine.",
        "I'm happy to help, so call me.",
        "I'm used to work hard.",
    ],
)
def test_nobody_is_taken_for_allergic_who_is_not(text: str) -> None:
    assert [one for one in told(text) if "to" in one[1].split()] == []


@pytest.mark.parametrize(
    ("text", "triple"),
    [
        ("My favourite food is actually pho these days.", ("Sam", "favourite food", "pho")),
        ("My favorite colour is now green.", ("Sam", "favorite colour", "green")),
        ("My favourite drink is honestly mate these days.", ("Sam", "favourite drink", "mate")),
        ("My birthday is actually 13 April.", ("Sam", "birthday", "13 April")),
        ("Actually my birthday is 13 April, typo earlier.", ("Sam", "birthday", "13 April")),
        ("Actually, my birthday is 14 May.", ("Sam", "birthday", "14 May")),
        ("Tom's birthday is actually 3 May 1990.", ("Tom", "birthday", "3 May 1990")),
        ("Petra's birthday is 9 March, by the way.", ("Petra", "birthday", "9 March")),
        (
            "My favourite song is Hallelujah at the moment.",
            ("Sam", "favourite song", "Hallelujah"),
        ),
    ],
)
def test_words_of_the_clause_are_no_part_of_its_value(
    text: str, triple: tuple[str, str, str]
) -> None:
    assert triples(text) == [triple]


@pytest.mark.parametrize(
    "text",
    [
        "My favourite food is not pho these days.",
        "Is your favourite food actually pho these days?",
        "My job is to cook.",
        "All I do is work.",
    ],
)
def test_what_is_denied_asked_or_done_is_no_value(text: str) -> None:
    assert told(text) == []


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("I moved out and live in Brussels now.", "Sam lives in Brussels now"),
        ("I graduated and work for Siemens.", "Sam works for Siemens"),
        ("My kids grew up and live in Spain.", "Sam's kids live in Spain"),
    ],
)
def test_a_joined_verb_goes_with_the_name_before_it(text: str, sentence: str) -> None:
    assert [one.sentence for one in reading(text).statements] == [sentence]
