"""What counts as a place, and the names behind titles."""

from __future__ import annotations

import pytest
from tests.unit.extraction.reading import reading, statement, triples, written

from quipu.extraction.plain_readings import names_of
from quipu.schema.knowledge import Mention


@pytest.mark.parametrize(
    ("text", "predicate", "object_"),
    [
        ("We moved to a new apartment.", "move to", "new apartment"),
        ("I moved to the marketing team.", "move to", "marketing team"),
        ("I moved to a bigger desk.", "move to", "bigger desk"),
        ("We moved to Teams from Slack.", "move to", "Teams"),
        ("We moved to Notion from Evernote.", "move to", "Notion"),
        ("I live in a small town.", "live in", "small town"),
    ],
)
def test_only_a_name_is_a_place(text: str, predicate: str, object_: str) -> None:
    found = statement(text, predicate)

    assert found.object == Mention(object_, "thing")


@pytest.mark.parametrize("text", ["We moved to Teams from Slack.", "We moved from Slack to Teams."])
def test_changing_tools_ends_no_home(text: str) -> None:
    assert not [triple for triple in triples(text) if triple[1] == "live in"]


def test_moving_between_cities_still_ends_the_first_home() -> None:
    found = reading("I moved to Berlin from Paris.").statements

    assert [(s.predicate, s.object.text, s.object.kind, s.is_ending) for s in found] == [
        ("live in", "Paris", "place", True),
        ("move to", "Berlin", "place", False),
    ]


def test_a_company_that_moves_is_no_person() -> None:
    assert statement("Our company moved to Oslo.", "move to").subject.kind != "person"


def test_where_in_a_city_is_no_second_home() -> None:
    assert triples("I live in Lisbon now, in a flat by the river.") == [
        ("Sam", "live in", "Lisbon")
    ]


@pytest.mark.parametrize(
    ("text", "name", "alias"),
    [
        ("Dr. Emily Watson works at Acme.", "Emily Watson", "Dr. Emily Watson"),
        ("Sir Ian McKellen lives in London.", "Ian McKellen", "Sir Ian McKellen"),
        ("Mrs. Lang lives in Oslo.", "Lang", "Mrs. Lang"),
        ("Prof. Hans Meyer visited Rome.", "Hans Meyer", "Prof. Hans Meyer"),
    ],
)
def test_a_title_is_no_part_of_a_name_but_an_alias(text: str, name: str, alias: str) -> None:
    found = reading(written(text))

    assert (found.statements[0].subject.text, found.statements[0].subject.aliases) == (
        name,
        (alias,),
    )
    assert (found.mentions[0].text, found.mentions[0].aliases) == (name, (alias,))


def test_a_titled_object_goes_by_its_name() -> None:
    found = statement("My doctor is Dr. Emily Watson.", "doctor")

    assert found.object == Mention("Emily Watson", "person", aliases=("Dr. Emily Watson",))


def test_she_goes_by_the_name_without_its_title() -> None:
    found = triples(written("Mrs. Lang lives in Oslo. She works at Siemens."))

    assert ("Lang", "work at", "Siemens") in found


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("Greetings from Lisbon!", "Lisbon", "place"),
        ("We talked about New Zealand.", "New Zealand", "place"),
        ("Ask Dr. Meyer.", "Meyer", "person"),
        ("The Rotterdam Orchestra played.", "Rotterdam Orchestra", "organisation"),
        ("We discussed it on Slack.", "Slack", "thing"),
    ],
)
def test_a_name_has_the_kind_it_looks_like(text: str, name: str, kind: str) -> None:
    (names,) = names_of([text])
    found = {mention.text: mention.kind for mention in names}

    assert found[name] == kind


def test_a_look_alone_gives_what_is_remembered_no_kind() -> None:
    (met,) = [m for m in reading(written("We talked about Lumen.")).mentions if m.text == "Lumen"]

    assert met.kind == "thing"
