"""Notes, minutes and letters: each line that begins something is read by itself."""

from __future__ import annotations

import pytest
from tests.unit.extraction.reading import reading, triples, written

from quipu.extraction.pipeline import english_pipeline


def sentences(text: str) -> list[str]:
    found = (one.text.strip() for one in english_pipeline()(text).sents)
    return [one for one in found if one]


@pytest.mark.parametrize("mark", ["-", "*", "•", "1.", "2)", "a)", "- [ ]", "- [x]"])
def test_each_item_of_a_list_is_told_by_itself_without_its_mark(mark: str) -> None:
    items = ("Dora owns the payment service", "Emil moved to Basel", "Fritz is head of sales")
    found = reading(written("\n".join(f"{mark} {item}" for item in items))).statements

    assert [one.sentence for one in found] == [*items]
    assert [one.quote for one in found] == [*items]


def test_an_item_is_read_as_if_it_stood_alone() -> None:
    items = (
        "Nadia Orlov was hired as head of platform, she starts on 17 August.",
        "The launch of Zebra 2 is planned for 16 June.",
        "Tomas hands the mobile app over to Joris.",
        "Emil is ill and goes on leave in September.",
    )
    alone = [triple for item in items for triple in triples(written(item))]

    assert triples(written("\n".join(f"- {item}" for item in items))) == alone


def test_a_paragraph_begins_a_sentence_though_the_one_before_has_no_end() -> None:
    text = "Minutes of the board\n\nDora resigned as treasurer\n\nEmil lives in Basel"

    assert sentences(text) == [*text.split("\n\n")]


def test_a_wrapped_line_goes_on_and_is_quoted_as_it_stands() -> None:
    text = (
        "Dora moved to the old town\nof Basel in March, where her\n  brother Emil works for a"
        "\nSwiss bank. She plays the\nviola."
    )
    found = reading(written(text)).statements

    told = {(one.subject.text, one.predicate, one.object.text): one.quote for one in found}
    assert told["Dora", "play", "viola"] == "She plays the\nviola."
    assert all(one.quote in text for one in found)


def test_a_line_that_had_room_for_the_next_word_ends_there() -> None:
    text = "Status: accepted\nWe use PostgreSQL for all that the payment service has to keep"

    assert sentences(text) == [*text.split("\n")]


@pytest.mark.parametrize("greeting", ["Hi all,", "Dear Dora,", "Hello team!", "Hey,"])
def test_a_greeting_is_no_part_of_what_comes_after_it(greeting: str) -> None:
    assert triples(written(f"{greeting}\nEmil moved to Basel.")) == [("Emil", "move to", "Basel")]


def test_he_and_she_reach_the_item_before() -> None:
    told = triples(written("- Emil moved to Basel.\n- He works for Novartis."))

    assert told == [("Emil", "move to", "Basel"), ("Emil", "work for", "Novartis")]


@pytest.mark.parametrize(
    "text",
    [
        "West Side Story:\n- Directed by Robert Wise\n- Starring Natalie Wood",
        "### Testing the debugger\n\nOpen a page.",
        "1. **Recording guidelines**\n2. **Choosing a camera**",
    ],
)
def test_an_entry_without_a_subject_is_nobodys_own(text: str) -> None:
    assert not [one for one in triples(text) if one[0] == "Sam"]


def test_who_reports_in_a_list_what_he_did_is_the_speaker() -> None:
    assert ("Sam", "move to", "Basel") in triples("My week:\n- Moved to Basel\n- Met Dora")
