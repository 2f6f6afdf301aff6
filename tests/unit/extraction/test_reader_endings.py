"""What stops: jobs, marriages, lives, belongings and convictions, however it is told."""

from __future__ import annotations

import pytest
from tests.unit.extraction.reading import dated, marks, reading, statement, triples, written

from quipu.schema.knowledge import Modality, Temporal, Tense


def endings(text: str) -> list[tuple[str, str, str]]:
    return [
        (s.subject.text, s.predicate, s.object.text)
        for s in reading(text).statements
        if s.is_ending
    ]


@pytest.mark.parametrize(
    ("text", "triple"),
    [
        ("Anita no longer works at Google.", ("Anita", "work at", "Google")),
        ("Anita doesn't work at Google anymore.", ("Anita", "work at", "Google")),
        ("I was laid off from Acme.", ("Sam", "work at", "Acme")),
        ("I got laid off from Acme last week.", ("Sam", "work at", "Acme")),
        ("I was let go from Acme.", ("Sam", "work at", "Acme")),
        ("I was let go by Acme.", ("Sam", "work at", "Acme")),
        ("I was fired from my job at Acme.", ("Sam", "work at", "Acme")),
        ("I got fired from Acme.", ("Sam", "work at", "Acme")),
        ("Tom lost his job at Acme.", ("Tom", "work at", "Acme")),
        ("Tom and I got divorced.", ("Sam", "married to", "Tom")),
        ("Tom and I got divorced last year.", ("Sam", "married to", "Tom")),
        ("Tom and I are divorced.", ("Sam", "married to", "Tom")),
        ("Tom and Anna got divorced.", ("Tom", "married to", "Anna")),
        ("My husband Tom moved out. We are divorced.", ("Sam", "married to", "Tom")),
        ("I got divorced from Tom.", ("Sam", "married to", "Tom")),
        ("I'm divorced from Tom.", ("Sam", "married to", "Tom")),
        ("My dog Rex died.", ("Sam", "dog", "Rex")),
        ("My dog Rex passed away last week.", ("Sam", "dog", "Rex")),
        ("My grandmother Ida passed away in 2020.", ("Sam", "grandmother", "Ida")),
        ("I sold my Volvo.", ("Sam", "own", "Volvo")),
        ("Sold the Volvo.", ("Sam", "own", "Volvo")),
        ("Sold my Volvo yesterday.", ("Sam", "own", "Volvo")),
        ("I can't stand mushrooms anymore.", ("Sam", "like", "mushrooms")),
        ("I'm not vegan anymore.", ("Sam", "be", "vegan")),
        ("I'm not a vegan anymore.", ("Sam", "be", "vegan")),
        ("I'm no longer a vegetarian.", ("Sam", "be", "vegetarian")),
    ],
)
def test_what_stops_meets_what_it_stops(text: str, triple: tuple[str, str, str]) -> None:
    assert endings(text) == [triple]


@pytest.mark.parametrize(
    "text",
    [
        "I was laid off.",
        "I was fired.",
        "I was let go.",
        "I lost my job.",
        "We are divorced.",
        "I got divorced.",
        "My dog died.",
        "Helga left.",
        "My dog Rex almost died.",
        "My dog Rex didn't die.",
        "If my dog Rex died, I would cry.",
        "Tom and I never got divorced.",
    ],
)
def test_nothing_unnamed_or_unreal_ends(text: str) -> None:
    assert endings(text) == []


@pytest.mark.parametrize("text", ["I'm vegan.", "I'm a vegan.", "We are vegan."])
def test_a_conviction_is_one_value_with_and_without_its_article(text: str) -> None:
    found = statement(text, "be").object

    assert (found.text, found.is_value) == ("vegan", True)


def test_a_conviction_given_up_is_that_same_value() -> None:
    found = statement("I'm not a vegan anymore.", "be")

    assert (found.object.text, found.object.is_value) == ("vegan", True)
    assert marks(found) == {"negated", "ending"}


def test_a_death_has_its_date_and_ends_on_it() -> None:
    found = {s.predicate: s for s in reading("My dog Rex died in 2020.").statements}

    assert (found["die"].subject.text, found["die"].object.text) == ("Rex", "2020")
    assert dated(found["dog"])[0] == "2020-01-01"
    assert found["dog"].is_ending


def test_a_death_without_a_date_is_still_told() -> None:
    assert ("Rex", "die", "dead") in triples("My dog Rex died.")


def test_a_living_pet_goes_on() -> None:
    assert endings("My dog Rex loves carrots.") == []


def test_what_i_cannot_stand_i_do_not_like() -> None:
    found = statement("I can't stand mushrooms.", "like")

    assert (found.modality, marks(found)) == (Modality.ASSERTED, {"negated"})


def test_a_new_boss_is_told_beside_the_old_ones_leaving() -> None:
    assert triples("Helga left, so now I report to Kenji.") == [("Sam", "report to", "Kenji")]


def test_both_halves_of_a_sentence_about_one_person_are_read() -> None:
    assert triples("I live in Ghent and work at Solvay.") == [
        ("Sam", "live in", "Ghent"),
        ("Sam", "work at", "Solvay"),
    ]


def test_a_second_verb_read_as_a_noun_is_still_a_verb() -> None:
    assert triples("Bob works at Acme and lives in Rome.") == [
        ("Bob", "work at", "Acme"),
        ("Bob", "live in", "Rome"),
    ]


def test_a_divorced_husband_is_no_husband_any_more() -> None:
    found = reading("My husband Tom and I got divorced last year.").statements

    assert [(s.predicate, s.is_ending) for s in found] == [("husband", True), ("married to", True)]


def test_a_verb_after_a_name_is_no_part_of_the_name() -> None:
    assert triples(written("Anna lives in Ghent and works at Solvay.")) == [
        ("Anna", "live in", "Ghent"),
        ("Anna", "work at", "Solvay"),
    ]


def test_three_joined_verbs_are_three_statements() -> None:
    assert triples("I live in Ghent, work at Solvay and love chess.") == [
        ("Sam", "live in", "Ghent"),
        ("Sam", "work at", "Solvay"),
        ("Sam", "love", "chess"),
    ]


def test_a_participle_tells_where_one_lives_meanwhile() -> None:
    found = statement("I joined Stripe, living in Dublin.", "live in")

    assert (found.subject.text, found.object.text, found.tense) == ("Sam", "Dublin", Tense.PRESENT)


@pytest.mark.parametrize(
    "text", ["I spent 2010 in Asia, living in Bangkok.", "I joined Stripe in 2021, living in Rome."]
)
def test_a_participle_of_a_dated_past_is_no_present(text: str) -> None:
    assert [s.tense for s in reading(text).statements if s.predicate == "live in"] in (
        [],
        [Tense.PAST],
    )


@pytest.mark.parametrize("text", ["I work two jobs: at Ikea and at Lidl.",
                                  "I have two jobs, at Ikea and Lidl."])  # fmt: skip
def test_two_jobs_are_two(text: str) -> None:
    assert triples(text) == [("Sam", "work at", "Ikea"), ("Sam", "work at", "Lidl")]


def test_what_we_have_got_we_have() -> None:
    found = statement("We've got two kids.", "have")

    assert (found.tense, found.temporal) == (Tense.PRESENT, Temporal.STATE)


def test_a_bare_year_is_a_year() -> None:
    when = statement("I moved to Berlin in 2023.", "move to").when

    assert when is not None
    assert when.granularity == "year"


_SUCCESSION = (
    "The CEO of Contoso is Satya Brown. In 2023 Satya Brown resigned and Linda Park became CEO."
)


def test_a_successor_takes_the_role_told_of_before() -> None:
    found = [s for s in reading(written(_SUCCESSION)).statements if s.object.text == "Linda Park"]

    assert [(s.subject.text, s.predicate) for s in found] == [("Contoso", "ceo")]
    assert dated(found[0])[0] == "2023-01-01"


def test_a_successor_in_one_of_two_companies_stays_open() -> None:
    found = triples(written(f"The CEO of Acme is Ada Orm. {_SUCCESSION}"))

    assert not [triple for triple in found if triple[2] == "Linda Park"]


def test_a_date_in_front_holds_for_both_halves() -> None:
    text = "In 2023 Anna moved to Rome and Tom married Clara."

    assert [dated(s)[0] for s in reading(text).statements] == ["2023-01-01", "2023-01-01"]


def test_who_does_the_second_deed_is_no_object_of_the_first() -> None:
    assert triples("Anna moved to Rome and Tom married Clara.") == [
        ("Anna", "move to", "Rome"),
        ("Tom", "marry", "Clara"),
    ]


def test_a_date_in_front_does_not_reach_what_holds_now() -> None:
    found = reading("In 2010 I lived in Paris, and now I live in Lyon.").statements

    assert [s.when is None for s in found] == [False, True]


def test_leaving_an_employer_named_as_one_before_ends_the_work() -> None:
    assert endings("Carla is a nurse at Charité. Carla left Charité.") == [
        ("Carla", "work at", "Charité")
    ]
