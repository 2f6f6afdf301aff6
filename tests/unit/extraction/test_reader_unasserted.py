"""What a text holds without asserting it: quotations, fiction, rumours, near misses and jokes."""

from __future__ import annotations

import pytest
from tests.unit.extraction.reading import reading, said, statement, triples, written


@pytest.mark.parametrize(
    ("text", "triple"),
    [
        ('My mom Ruth said: "I live in Namur."', ("Ruth", "live in", "Namur")),
        ('My mom said: "I live in Namur."', ("Sam's mom", "live in", "Namur")),
        ('"I work at Nestle," Tom told me.', ("Tom", "work at", "Nestle")),
        ('Tom said “I moved to Oslo.”', ("Tom", "move to", "Oslo")),
        ("Tom texted me: 'I moved to Oslo'.", ("Tom", "move to", "Oslo")),
        ('Tom said: "Hello Sam. I work at Solvay."', ("Tom", "work at", "Solvay")),
        ('I said: "I live in Namur."', ("Sam", "live in", "Namur")),
    ],
)  # fmt: skip
def test_i_within_a_quotation_is_who_is_quoted(text: str, triple: tuple[str, str, str]) -> None:
    found = triples(text)

    assert triple in found
    assert triple[0] == "Sam" or not [one for one in found if one[0] == "Sam" and one[1] != "mom"]


@pytest.mark.parametrize(
    "text",
    [
        'The sign said "You live in Rome".',
        'The poster said "Bob lives in Rome".',
        "She texted me: 'I love you and I live in Rome'.",
        'There is a song called "I live in Berlin".',
        'Someone wrote "Kim quit her job at Acme".',
        'My mom said: "You live in Namur."',
    ],
)
def test_a_quotation_of_nobody_known_states_nothing(text: str) -> None:
    assert triples(text) == []


def test_words_of_others_stay_theirs_within_a_quotation() -> None:
    found = statement('Tom said: "Hello. Mary lives in Rome."', "live in")

    assert (found.subject.text, found.attributed_to) == ("Mary", "Tom")


def test_a_message_that_is_wholly_in_quotation_marks_is_the_speakers() -> None:
    assert triples('"I live in Oslo."') == [("Sam", "live in", "Oslo")]


def test_apostrophes_are_no_quotation_marks() -> None:
    text = "I don't like the dogs' food, and I live in Oslo, near Anna's."

    assert ("Sam", "live in", "Oslo") in triples(text)


@pytest.mark.parametrize(
    "text",
    [
        "In the novel I'm writing, Anna lives in Paris.",
        "In my dream, I moved to Tokyo.",
        "In the game, I own a castle.",
        "In the movie Casablanca, Rick owns a cafe in Morocco.",
        "In my story Anna works at Siemens.",
        "I own a castle in the game.",
        "I dreamed that I lived in Tokyo.",
        "Last night I dreamed I quit my job at Acme.",
        "I moved to Tokyo in my dream.",
    ],
)
def test_fiction_and_dreams_state_nothing(text: str) -> None:
    assert triples(text) == []


def test_a_dream_is_had_but_its_story_is_not_told_as_true() -> None:
    assert not [t for t in triples("I had a dream that I moved to Tokyo.") if "Tokyo" in t[2]]


@pytest.mark.parametrize(
    "text",
    [
        "I live in my dream house in Oslo.",
        "In the movie business, I work at Pathe.",
        "I met Anna in the book club.",
    ],
)
def test_words_of_fiction_before_another_noun_tell_no_fiction(text: str) -> None:
    assert triples(text) != []


def test_who_is_invented_stays_invented() -> None:
    found = triples("In the novel I'm writing, Anna lives in Paris. Anna works at Siemens.")

    assert not [triple for triple in found if triple[0] == "Anna"]


@pytest.mark.parametrize(
    "text",
    [
        "I almost moved to Berlin.",
        "I nearly married Tom.",
        "I almost quit my job at Acme.",
        "I very nearly left Acme.",
    ],
)
def test_what_nearly_happened_did_not(text: str) -> None:
    assert triples(text) == []


@pytest.mark.parametrize(
    "text", ["I almost always eat at Luigi's.", "I have lived in Oslo for almost five years."]
)
def test_nearly_always_is_often_enough(text: str) -> None:
    assert len(triples(text)) == 1


@pytest.mark.parametrize(
    "text",
    [
        "People say I live in Berlin, but that's not true.",
        "They say Bob moved to Oslo, but that's not true.",
        "Rumor has it that Bob left Acme.",
        "Rumour has it Bob left Acme.",
        "Everyone thinks that I live in Berlin.",
        "Tom says I live in Berlin, but that is a lie.",
        "Tom says that I quit my job at Acme. That's not true.",
        "Word is that Bob left Acme.",
    ],
)
def test_rumours_and_what_is_denied_at_once_state_nothing(text: str) -> None:
    assert triples(text) == []


def test_what_follows_a_denied_rumour_holds() -> None:
    text = "People say I live in Berlin, but that's not true. I live in Rome."

    assert triples(text) == [("Sam", "live in", "Rome")]


@pytest.mark.parametrize(
    "text",
    [
        "I moved to Mars, just kidding!",
        "I moved to Paris. Just kidding!",
        "I quit my job at Acme. Haha, only joking.",
        "I married Tom lol jk",
        "I moved to Paris. I'm kidding.",
        "I was just kidding when I said I quit my job at Acme.",
    ],
)
def test_a_joke_is_taken_back(text: str) -> None:
    assert triples(text) == []


def test_only_the_sentence_before_a_joke_is_taken_back() -> None:
    text = "I live in Oslo. I quit my job at Acme. Just kidding, I like tea."

    assert triples(text) == [("Sam", "live in", "Oslo"), ("Sam", "like", "tea")]


def test_not_kidding_takes_nothing_back() -> None:
    assert triples("I moved to Paris. I'm not kidding!") == [("Sam", "move to", "Paris")]


def test_a_definition_within_a_quotation_is_told_by_who_said_it() -> None:
    text = 'Tom said: "Listen. The capital of Norway is Bergen. Really."'

    assert [s.attributed_to for s in reading(said(text)).statements] == ["Tom"]


def test_a_title_in_quotation_marks_is_still_a_name() -> None:
    assert triples(written('Ada Orm wrote "Zap".')) == [("Ada Orm", "write", "Zap")]


@pytest.mark.parametrize(
    "text",
    [
        "I love Mondays. Not.",
        "Oh sure, I absolutely love working night shifts. Not.",
        "I love mushrooms. NOT!",
        "Yeah right, I live in a castle. Not!",
    ],
)
def test_a_lone_not_takes_back_the_sentence_before_it(text: str) -> None:
    assert triples(text) == []


def test_a_lone_not_takes_back_no_more_than_that() -> None:
    assert triples("I live in Rome. I love mushrooms. Not.") == [("Sam", "live in", "Rome")]
    assert triples("I live in Rome. Not kidding.") == [("Sam", "live in", "Rome")]
