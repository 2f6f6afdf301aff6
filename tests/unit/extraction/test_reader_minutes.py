"""What a team writes down: minutes, letters and notes of calls, which tell of "we" and "they"."""

from __future__ import annotations

import pytest
from tests.builders import episode
from tests.unit.extraction.reading import SAID_AT, reading, triples, written

from quipu.schema.knowledge import Episode, EpisodeKind


def of_firm(text: str, speaker: str = "") -> Episode:
    """A document or letter in which "we" is Halden."""
    return episode(
        text,
        speaker=speaker,
        occurred_at=SAID_AT,
        kind=EpisodeKind.MESSAGE if speaker else EpisodeKind.DOCUMENT,
        metadata={"we": "Halden"},
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("We use Postgres for orders.", ("Halden", "use", "Postgres")),
        ("We have 40 employees.", ("Halden", "have", "40 employees")),
        ("Hana is our CEO.", ("Halden", "ceo", "Hana")),
        ("Our office is in Bergen.", ("Halden's office", "located in", "Bergen")),
        ("Our contact at Norvik is Ada Lind.", ("Halden", "contact", "Ada Lind")),
        ("The budget is 40,000 euros.", ("budget", "set to", "40,000 euros")),
    ],
)
def test_we_in_a_document_is_the_group_that_it_says(
    text: str, expected: tuple[str, str, str]
) -> None:
    assert expected in triples(of_firm(text))
    assert triples(written(text)) == []


def test_in_a_letter_i_is_who_writes_and_we_is_the_firm() -> None:
    told = triples(of_firm("I live in Oslo. We use Postgres for orders.", speaker="Hana"))

    assert told == [("Hana", "live in", "Oslo"), ("Halden", "use", "Postgres")]


def test_the_group_is_an_organisation_that_we_is_another_name_of() -> None:
    (told,) = reading(of_firm("We use Postgres for orders.")).statements

    assert (told.subject.kind, told.subject.aliases) == ("organisation", ("we",))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Call with Norvik. They have 340 employees.",
            ("Norvik", "have", "340 employees"),
        ),
        (
            "Meeting with Norvik. Their head office is in Brno.",
            ("Norvik's head office", "located in", "Brno"),
        ),
        (
            "Call with Norvik. Ada Lind runs sales there. Their headquarters are in Brno.",
            ("Norvik's headquarters", "located in", "Brno"),
        ),
    ],
)
def test_they_are_the_only_firm_that_was_met(text: str, expected: tuple[str, str, str]) -> None:
    assert expected in triples(written(text))


@pytest.mark.parametrize(
    "text",
    [
        "Call with Norvik and Bexo. They have 340 employees.",
        "Call with Norvik. The neighbours came. They have 340 sheep.",
        "Ann and Ben came. They have 340 employees.",
        "Lunch in Norvik. Their headquarters are in Brno.",
        "They have 340 employees.",
        "Call with Ada Lind. Their headquarters are in Brno.",
    ],
)
def test_they_are_nobody_where_others_may_be_meant(text: str) -> None:
    told = {predicate for _, predicate, _ in triples(written(text))}

    assert told.isdisjoint({"have", "located in"})


def test_who_introduces_herself_introduces_nobody_else() -> None:
    found = reading(written("Call with Norvik. Ada Lind introduced herself as head of sales."))

    assert [one.sentence for one in found.statements] == [
        "Ada Lind introduced herself as head of sales"
    ]


def test_who_takes_over_from_her_is_another() -> None:
    text = "Priya is head of product; Nadia Lind takes over Falcon from her."

    assert ("Falcon", "in charge", "Nadia Lind") in triples(written(text))
    assert reading(written(text)).statements[-1].sentence.endswith("from Priya")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Sync\n\n- Dmitri is back from leave.\n- Boris leads the move to the new warehouse.",
            ("Boris", "lead", "move to the new warehouse"),
        ),
        (
            "Sync\n\n- Carla is here.\n- Oskar Lind was appointed head of logistics.",
            ("logistics", "head", "Oskar Lind"),
        ),
    ],
)
def test_a_name_that_opens_an_item_is_who_does_what_follows(
    text: str, expected: tuple[str, str, str]
) -> None:
    assert expected in triples(written(text))
