"""What looks the same is the same, and what no database keeps is no part of a text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quipu.schema.literals import literal_form
from quipu.schema.names import better_spelling, name_form
from quipu.schema.ontology import predicate_form
from quipu.schema.texts import legible, storable


@pytest.mark.parametrize(
    "unseen",
    ["\u200b", "\u200c", "\u200d", "\u00ad", "\u2060", "\ufeff", "\u200e", "\u202e", "\ufe0f",
     "\U000e0061", "\u034f", "\u3164"],
    ids=lambda one: f"{ord(one):04x}",
)  # fmt: skip
def test_a_sign_that_nobody_sees_makes_no_other_name_and_no_other_relation(unseen: str) -> None:
    assert name_form(f"Ma{unseen}ya") == name_form(f"{unseen}Maya{unseen}") == "maya"
    assert predicate_form(f"lives{unseen} in") == "lives in"
    assert literal_form(f"so{unseen}ft", "text") == "soft"


def test_what_parts_the_words_of_a_persian_name_still_does() -> None:
    assert name_form("علی\u200cرضا") == name_form("علی رضا")
    assert legible("می\u200cخواهم") == "می\u200cخواهم"


def test_a_joiner_inside_a_letter_makes_no_two_words() -> None:
    assert name_form("ශ\u0dca\u200dරී") == name_form("ශ\u0dcaරී")
    assert " " not in name_form("ශ\u0dca\u200dරී")


def test_the_spelling_without_unseen_signs_is_shown() -> None:
    assert better_spelling("Ma\u200bya", "Maya") == better_spelling("Maya", "Ma\u200bya") == "Maya"


@pytest.mark.parametrize("dressed", ["𝕬nn", "Ａｎｎ", "𝒜𝓃𝓃"])
def test_a_name_is_shown_in_plain_letters(dressed: str) -> None:
    assert name_form(dressed) == name_form("Ann")
    assert better_spelling(dressed, "Ann") == better_spelling("Ann", dressed) == "Ann"
    assert better_spelling("h2o", "H₂O") == "H₂O"


def test_half_a_character_and_nul_are_left_out_and_all_else_stays() -> None:
    assert storable("hi \ud83d there\0\n\t👍\u200d") == "hi  there\n\t👍\u200d"


def test_a_picture_of_several_stays_one_and_no_flag_falls_apart() -> None:
    family = "👩\u200d👩\u200d👧"
    assert legible(f"{family} Family") == f"{family} Family"
    assert name_form(f"{family} Family") == f"{family} family"
    assert name_form(family) != name_form("👩👩👧")
    assert name_form("🏳\ufe0f\u200d🌈") == name_form("🏳\u200d🌈")
    assert legible("a\u200d🌈\u200db\u200d") == "a🌈b"


@pytest.mark.parametrize("blank", ["\u2800", "\u2800 \u2800", "\u3164", "\U0001d159", "\u200d"])
def test_a_blank_letter_is_a_space_or_nothing(blank: str) -> None:
    assert legible(blank).strip() == ""
    assert name_form(f"Maya{blank} ") == "maya"


PIECES = st.sampled_from(["a", "👩", "🏳", "\ufe0f", "\u200d", "\u2800", "\u200c", "م"])


@given(st.text() | st.lists(PIECES).map("".join))
def test_leaving_out_twice_leaves_out_no_more(text: str) -> None:
    assert legible(legible(text)) == legible(text)
    assert name_form(name_form(text)) == name_form(text)
