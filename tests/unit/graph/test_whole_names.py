"""A name stands in a text whole, whatever way its marks are encoded."""

from __future__ import annotations

import unicodedata

import pytest

from quipu.graph.texts.whole_names import words_among

COMPOSED, APART = unicodedata.normalize("NFC", "Zoë"), unicodedata.normalize("NFD", "Zoë")


@pytest.mark.parametrize("name", [COMPOSED, APART])
@pytest.mark.parametrize("text", [f"Then {COMPOSED} left.", f"Then {APART}'s dog."])
def test_one_name_in_two_encodings_is_one(name: str, text: str) -> None:
    assert words_among([name]).search(text)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Zoe", APART),
        (COMPOSED, "Zoe"),
        ("Will", "will"),
        ("Ann", "Anna"),
        ("A", ""),
        ("राम", "रामायण"),
        ("মা", "মাছ"),
        ("மணி", "மணிகள்"),
        ("كمال", "كمالَة"),
    ],
)
def test_what_is_another_word_is_not_found(name: str, text: str) -> None:
    assert not words_among([name]).search(text)


@pytest.mark.parametrize("text", ["محمدٌ", "محمد", "«محمدُ»"])
def test_vowels_that_need_not_be_written_make_no_other_name(text: str) -> None:
    assert words_among(["محمد"]).search(text)


def test_a_name_without_spaces_stands_within_a_longer_run() -> None:
    assert words_among(["李雷"]).search("昨天李雷住在北京")


def test_signs_of_a_pattern_are_signs_of_a_name() -> None:
    assert words_among(["C++ (old)"]).search("He wrote C++ (old) code")
    assert not words_among([]).search("anything")
