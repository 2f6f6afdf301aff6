"""What is changed for another, told apart, counted and dialled, as people say it in passing."""

from __future__ import annotations

import pytest
from tests.unit.extraction.reading import reading, statement, triples
from tests.unit.extraction.test_fact_probes import told


def read(text: str) -> str:
    return "; ".join(told(one) for one in reading(text).statements) or "-"


@pytest.mark.parametrize(
    ("text", "old", "new"),
    [
        ("I switched from Android to iPhone.", "Android", "iPhone"),
        ("Nadia moved from Jira to Linear.", "Jira", "Linear"),
        ("We migrated from MySQL to Postgres.", "MySQL", "Postgres"),
        ("We replaced Jenkins with GitHub Actions.", "Jenkins", "GitHub Actions"),
    ],
)
def test_what_is_used_changes_with_what_it_is_changed_for(text: str, old: str, new: str) -> None:
    uses = [one for one in reading(text).statements if one.predicate == "use"]

    assert [(one.object.text, one.is_ending) for one in uses] == [(old, True), (new, False)]


@pytest.mark.parametrize(
    ("text", "old", "new"),
    [
        ("I've replaced my Fiesta with a Zoe.", "Fiesta", "Zoe"),
        ("I traded in my Golf for a Tesla.", "Golf", "Tesla"),
    ],
)
def test_what_is_owned_changes_likewise(text: str, old: str, new: str) -> None:
    owns = [one for one in reading(text).statements if one.predicate == "own"]

    assert [(one.object.text, one.is_ending) for one in owns] == [(old, True), (new, False)]


@pytest.mark.parametrize(
    "text",
    [
        "I want to switch from Gmail to Proton.",
        "I'd love to switch to Firefox.",
        "Should we switch from Gmail to Proton?",
        "We didn't switch from Gmail to Proton.",
        "I never switched to Firefox.",
        "If we migrated from MySQL to Postgres, it would be faster.",
        "I switched from the 9 am to the 10 am train.",
        "I switched from physics to chemistry.",
        "I switched the lights from red to green.",
        "We moved from Ghent to Lyon.",
        "The coach replaced Olga with Nadia.",
    ],
)
def test_nothing_else_is_used_or_owned_instead(text: str) -> None:
    assert not {one[1] for one in triples(text)} & {"use", "own"}


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("My rent went up to 1010 euros.", ("Sam", "rent", "1010 euros")),
        ("The rent went up to 1010.", ("Sam", "rent", "1010")),
        ("They raised my rent to 900 euros.", ("Sam", "rent", "900 euros")),
        ("My salary was raised to 54,000 euros.", ("Sam", "salary", "54,000 euros")),
        ("Rent rose to €1,010 in May.", ("Sam", "rent", "€1,010")),
    ],
)
def test_an_amount_has_its_new_value(text: str, kept: tuple[str, str, str]) -> None:
    assert triples(text) == [kept]


@pytest.mark.parametrize(
    "text",
    [
        "My rent might go up to 1100.",
        "My rent didn't go up to 1010.",
        "Did your rent go up to 1010?",
        "If my rent goes up to 1010, I'll move.",
        "The temperature went up to 30.",
        "The rent of the office went up to 4000.",
    ],
)
def test_an_amount_stays_through_what_changes_none(text: str) -> None:
    assert ("Sam", "rent") not in [one[:2] for one in triples(text)]


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("I sold my Volvo last month.", "Volvo"),
        ("We sold our Clio last month.", "Clio"),
        ("I got rid of the Passat.", "Passat"),
    ],
)
def test_what_is_sold_or_got_rid_of_is_owned_no_more(text: str, kept: str) -> None:
    found = statement(text, "own")

    assert (found.object.text, found.is_ending) == (kept, True)


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("The user prefers tabs over spaces.", ("user", "prefer", "tabs over spaces")),
        ("The user drives a Clio.", ("user", "drive", "Clio")),
        ("The user dislikes emojis.", ("user", "dislike", "emojis")),
        ("The user studies law.", ("user", "study", "law")),
    ],
)
def test_a_note_about_the_user_has_its_verb(text: str, kept: tuple[str, str, str]) -> None:
    (found,) = triples(text)

    assert found[:2] == kept[:2]
    assert found[2] in kept[2]


@pytest.mark.parametrize(
    "text", ["The user groups of Linux.", "The user manuals for the app.", "User groups for all."]
)
def test_a_heading_about_users_tells_of_no_user(text: str) -> None:
    assert read(text) == "-"


@pytest.mark.parametrize(
    ("text", "ages"),
    [
        ("Lotte is nine and Bram is five.", [("Lotte", "nine"), ("Bram", "five")]),
        ("Bram's five.", [("Bram", "five")]),
        ("My son's five.", [("Sam's son", "five")]),
        ("Room 5 is nine.", []),
        ("Bram's five dogs bark.", []),
        ("Is Lotte nine?", []),
    ],
)
def test_who_is_a_number_is_so_old(text: str, ages: list[tuple[str, str]]) -> None:
    assert [(one[0], one[2]) for one in triples(text) if one[1] == "age"] == ages


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("My phone number is 0499 98 76 54.", "0499 98 76 54"),
        ("My number's +32 499 98 76 54.", "+32 499 98 76 54"),
        ("You can reach me at 0499 98 76 54.", "0499 98 76 54"),
        ("Call me on +44 20 7946 0958 tonight.", "+44 20 7946 0958"),
        ("My phone number is 555-0142.", "555-0142"),
    ],
)
def test_a_number_that_is_dialled_is_whole(text: str, number: str) -> None:
    assert statement(text, "phone number").object.text == number


@pytest.mark.parametrize(
    "text",
    [
        "Don't call me at 0499 98 76 54.",
        "My number isn't 0499 98 76 54.",
        "Should I call you at 0499 98 76 54?",
        "I have 12 apples and 30 pears.",
    ],
)
def test_no_other_number_is_a_telephone(text: str) -> None:
    assert "phone number" not in [one[1] for one in triples(text)]


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("My sister-in-law Katrien lives in Aalst.", ("Sam", "sister-in-law", "Katrien")),
        ("My mother-in-law Bea is visiting.", ("Sam", "mother-in-law", "Bea")),
        ("My sister Katrien lives in Aalst.", ("Sam", "sister", "Katrien")),
    ],
)
def test_kin_in_law_is_no_kin_by_birth(text: str, kept: tuple[str, str, str]) -> None:
    assert [one for one in triples(text) if one[0] == "Sam"] == [kept]


@pytest.mark.parametrize(
    ("text", "works"),
    [
        ("Marta is at Bosch now.", True),
        ("I'm at Siemens these days.", True),
        ("I'm at Ikea now.", False),
        ("Tom is at Heathrow now.", False),
        ("I'm at Siemens for a meeting today.", False),
    ],
)
def test_who_is_at_a_firm_by_now_works_there(text: str, works: bool) -> None:
    assert ("work at" in [one[1] for one in triples(text)]) == works


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("I booked a flight for 12 February.", "2025-02-12"),
        ("We booked a table for 3 March.", "2025-03-03"),
        ("We booked a table for 30 May.", "2024-05-30"),
        ("I met Olga on 12 February.", "2024-02-12"),
    ],
)
def test_what_is_booked_for_a_day_is_ahead(text: str, day: str) -> None:
    (found,) = reading(text).statements

    assert found.when is not None
    assert found.when.span.start.date().isoformat() == day
