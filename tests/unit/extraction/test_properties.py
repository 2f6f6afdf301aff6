"""Lines that tell a property of what a document is about, and lines that only look so."""

from __future__ import annotations

import pytest

from builders import episode
from quipu.extraction.events.properties import properties_in
from quipu.extraction.events.reader import WithRecords
from quipu.extraction.spacy_reader import LocalReader
from quipu.schema.knowledge import Episode, EpisodeKind

SHEET = """# Project Falcon

**Owner:** Tom Reyes
- Status: in progress
Budget: 40,000 EUR
Due: 2026-06-30
Team: Hana, Joris Bakker and Priya
Reviewer: tbd

Corvane rents an office in Oslo.
"""


def document(text: str, heading: str = "") -> Episode:
    content = f"{heading}\n\n{text}" if heading else text
    told = {"heading": heading} if heading else {}
    return episode(content, kind=EpisodeKind.DOCUMENT, speaker="", metadata=told)


def told_by(text: str, heading: str = "") -> set[tuple[str, str, str]]:
    found = properties_in(document(text, heading))
    told = () if found is None else found.statements
    return {(one.subject.text, one.predicate, one.object.text) for one in told}


def test_a_sheet_tells_properties_of_what_its_heading_names() -> None:
    assert told_by(SHEET) == {
        ("Project Falcon", "owner", "Tom Reyes"),
        ("Project Falcon", "status", "in progress"),
        ("Project Falcon", "budget", "40,000 EUR"),
        ("Project Falcon", "due", "2026-06-30"),
        ("Project Falcon", "team members", "Hana"),
        ("Project Falcon", "team members", "Joris Bakker"),
        ("Project Falcon", "team members", "Priya"),
    }


async def test_what_else_a_document_says_is_read_as_text() -> None:
    [found] = await WithRecords(LocalReader()).read([document(SHEET)])

    assert ("Corvane", "rent") in {(one.subject.text, one.predicate) for one in found.statements}
    quotes = {one.predicate: one.quote for one in found.statements}
    assert quotes["owner"] == "**Owner:** Tom Reyes"
    assert all(quote in SHEET for quote in quotes.values())


@pytest.mark.parametrize(
    ("heading", "about"),
    [
        ("Falcon", "Falcon"),
        ("Falcon › Overview", "Falcon"),
        ("Falcon › 3. Billing", "Billing"),
        ("Handbook › Contact details", "Handbook"),
    ],
)
def test_the_nearest_heading_that_names_something_is_meant(heading: str, about: str) -> None:
    assert told_by("Owner: Tom\nStatus: done", heading) == {
        (about, "owner", "Tom"),
        (about, "status", "done"),
    }


def test_who_is_named_by_a_line_is_meant_and_known_for_a_person() -> None:
    found = properties_in(document("Name: Maya Lindqvist\nOccupation: nurse\nCity: Bergen"))

    assert found is not None
    assert {(one.subject.text, one.subject.kind) for one in found.statements} == {
        ("Maya Lindqvist", "person")
    }
    assert {one.predicate for one in found.statements} == {"occupation", "city"}


@pytest.mark.parametrize(
    ("line", "value"),
    [
        ("Headquarters: Rotterdam, Netherlands", {"Rotterdam, Netherlands"}),
        ("Allergies: peanuts, shellfish", {"peanuts", "shellfish"}),
        ("Cost: 1,200 EUR, 3 months", {"1,200 EUR, 3 months"}),
    ],
)
def test_several_values_are_told_apart_and_one_is_kept_whole(line: str, value: set[str]) -> None:
    assert {one for _, _, one in told_by(line, "Corvane")} == value


@pytest.mark.parametrize(
    "text",
    [
        "Tom: I will call them.\nHana: agreed",  # talk
        "Tom: call Corvane\nHana: add an alert",  # names are no labels
        "Note: this is a draft.",
        "Decision: we switch to Postgres",
        "Status: are they done?",
        "What to do: wait\nPlease note: it rains",
        "```\nowner: tom\nstatus: done\n```",
        "Owner: Tom\nOwner: Hana",  # a list of tasks
        "He said one thing: no.",
        "- Owner: Joris — raise the limit by 10 April",
        "## Action items\n\nOwner: Joris\nDue: 10 April",
    ],
)
def test_what_only_looks_so_tells_nothing(text: str) -> None:
    assert told_by(text, "Minutes of 4 May") == set()


def test_where_nothing_is_named_nothing_is_told() -> None:
    assert told_by("Owner: Tom\nStatus: done") == set()


def test_what_somebody_says_is_no_sheet() -> None:
    said = episode("Owner: Tom\nStatus: done", speaker="Ann", metadata={"heading": "Falcon"})

    assert properties_in(said) is None
