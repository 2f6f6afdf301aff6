"""How a clause is told decides what it states: tense, negation, endings, modality, dates."""

from __future__ import annotations

import pytest
from tests.unit.extraction.reading import dated, marks, reading, statement, triples

from quipu.schema.knowledge import Modality, Temporal, Tense


@pytest.mark.parametrize(
    ("text", "predicate", "tense", "temporal"),
    [
        ("I live in Oslo.", "live in", Tense.PRESENT, Temporal.STATE),
        ("I lived in Oslo.", "live in", Tense.PAST, Temporal.STATE),
        ("I have lived in Oslo for ten years.", "live in", Tense.PERFECT, Temporal.STATE),
        ("I visited Oslo.", "visit", Tense.PAST, Temporal.EVENT),
        ("I've visited Oslo twice.", "visit", Tense.PERFECT, Temporal.EVENT),
        ("I own a boat.", "own", Tense.PRESENT, Temporal.STATE),
        ("Bob is married to Alice.", "be married to", Tense.PRESENT, Temporal.STATE),
        ("I'm allergic to peanuts.", "be allergic to", Tense.PRESENT, Temporal.STATE),
        ("Mary lives in Rome.", "live in", Tense.PRESENT, Temporal.STATE),
    ],
)
def test_tense_and_kind_of_verb_come_through(
    text: str, predicate: str, tense: Tense, temporal: Temporal
) -> None:
    found = statement(text, predicate)

    assert (found.tense, found.temporal) == (tense, temporal)


@pytest.mark.parametrize(
    ("text", "expected", "told"),
    [
        ("I don't like mushrooms.", ("Sam", "like", "mushrooms"), {"negated"}),
        ("I don't like mushrooms anymore.", ("Sam", "like", "mushrooms"), {"negated", "ending"}),
        ("I no longer work at Google.", ("Sam", "work at", "Google"), {"ending"}),
        ("I used to live in Paris.", ("Sam", "live in", "Paris"), {"ending"}),
        ("I quit my job at Acme.", ("Sam", "work at", "Acme"), {"ending"}),
        ("I left Acme last month.", ("Sam", "work at", "Acme"), {"ending"}),
        ("I resigned from Siemens.", ("Sam", "work at", "Siemens"), {"ending"}),
        ("I moved out of Oslo.", ("Sam", "live in", "Oslo"), {"ending"}),
        ("I divorced Tom.", ("Sam", "married to", "Tom"), {"ending"}),
        ("I broke up with Tom.", ("Sam", "in a relationship with", "Tom"), {"ending"}),
        ("I sold my car.", ("Sam", "own", "Sam's car"), {"ending"}),
        ("I stopped smoking in 2015.", ("Sam", "smoke", "smoking"), {"ending"}),
        ("I stopped eating meat.", ("Sam", "eat", "meat"), {"ending"}),
        ("I just moved to Lisbon.", ("Sam", "move to", "Lisbon"), {"just now"}),
        ("I want to buy a car.", ("Sam", "want to buy", "car"), {"wish"}),
        ("I'd love to visit Japan.", ("Sam", "want to visit", "Japan"), {"wish"}),
        ("I'm planning to visit Japan.", ("Sam", "plan to visit", "Japan"), {"plan"}),
        ("I will move to Madrid.", ("Sam", "will move to", "Madrid"), {"plan"}),
        ("I'm going to visit Rome.", ("Sam", "will visit", "Rome"), {"plan"}),
        ("I'm visiting Rome next week.", ("Sam", "will visit", "Rome"), {"plan"}),
        ("I might buy a new car.", ("Sam", "might buy", "new car"), {"possible"}),
    ],
)
def test_endings_denials_and_intentions_are_told_apart(
    text: str, expected: tuple[str, str, str], told: set[str]
) -> None:
    found = statement(text, expected[1])

    assert (found.subject.text, found.predicate, found.object.text) == expected
    assert marks(found) == told


@pytest.mark.parametrize(
    "text",
    [
        "Do you live in Oslo?",
        "If I move to Rome, I will sell the house.",
        "Unless Anna marries Tom, she stays in Oslo.",
        "Whenever I visit Rome, I eat at Luigi's.",
        "I don't think Tom lives in Paris.",
        "I wish I lived in Paris.",
        "I would buy the house.",
        "Visit Rome in June!",
    ],
)
def test_questions_conditions_wishes_and_commands_state_nothing(text: str) -> None:
    assert triples(text) == []


def test_a_dated_change_to_come_is_stated_for_its_date() -> None:
    found = statement("Bob will become CEO of Acme on 2030-01-01.", "ceo")

    assert (found.subject.text, found.object.text) == ("Acme", "Bob")
    assert (found.modality, found.tense) == (Modality.ASSERTED, Tense.FUTURE)
    assert dated(found)[0] == "2030-01-01"


def test_what_begins_with_a_deed_goes_on_from_its_date() -> None:
    found = statement("My sister Anna moved to Berlin last Friday.", "move to")

    assert found.when is not None
    assert found.when.is_open
    assert dated(found)[0] == "2024-05-10"


def test_an_undated_beginning_holds_now() -> None:
    assert statement("Anna started working at Siemens.", "work at").tense is Tense.PRESENT


@pytest.mark.parametrize(
    ("text", "predicate", "start", "end"),
    [
        ("We adopted a dog in June 2022.", "adopt", "2022-06-01", "2022-07-01"),
        ("I've been working at Microsoft since 2019.", "work at", "2019-01-01", "9999-12-31"),
        (
            "I have been married to Clara for ten years.",
            "be married to",
            "2014-01-01",
            "9999-12-31",
        ),
        ("I lived in Rome from 2010 to 2012.", "live in", "2010-01-01", "2013-01-01"),
        ("I quit my job at Acme two weeks ago.", "work at", "2024-04-29", "2024-05-06"),
        ("I took Max for a walk yesterday.", "take for walk", "2024-05-14", "2024-05-15"),
    ],
)
def test_a_date_belongs_to_its_statement(text: str, predicate: str, start: str, end: str) -> None:
    assert dated(statement(text, predicate)) == (start, end)


def test_each_clause_keeps_its_own_date() -> None:
    text = "I visited Rome in 2019 and I bought a boat in 2021."

    assert dated(statement(text, "visit"))[0] == "2019-01-01"
    assert dated(statement(text, "buy"))[0] == "2021-01-01"


def test_a_clause_without_a_date_does_not_borrow_its_neighbours() -> None:
    found = reading("I lived in Paris in 2010, but now I live in Lyon.").statements

    assert [s.when is None for s in found] == [False, True]


def test_a_deed_without_an_object_has_its_date_as_value() -> None:
    found = statement("Thomas Kyd died in 1594.", "die")

    assert (found.object.text, found.object.is_value) == ("1594", True)


def test_the_sentence_is_the_clause_with_its_references_resolved() -> None:
    found = statement("Well, I went to a support group yesterday and it was great.", "go to")

    assert found.sentence == "Sam went to a support group yesterday"
    assert found.quote.startswith("Well, I went")


def test_what_others_said_is_attributed_to_them() -> None:
    assert statement("John told me that Mary lives in Rome.", "live in").attributed_to == "John"


def test_my_own_words_are_attributed_to_nobody() -> None:
    assert statement("I think Mary lives in Rome.", "live in").attributed_to == ""


@pytest.mark.parametrize(
    "opener", ["btw - ", "That being said, ", "On the other hand, ", "Thankfully ", "So, tbh, "]
)
def test_what_only_links_to_what_was_said_before_is_no_part_of_a_fact(opener: str) -> None:
    found = statement(f"{opener}I moved to Bergen.", "move to")
    assert found.sentence == "Sam moved to Bergen"
