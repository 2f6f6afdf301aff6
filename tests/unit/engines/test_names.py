"""The normal form of names."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quipu.schema.names import name_form

SAME = {
    "case": ("Anna SMITH", "anna smith"),
    "sharp s": ("Straße", "STRASSE"),
    "punctuation and spaces": ("  Dr.  Anna-Maria\tSmith, Jr. ", "dr anna maria smith jr"),
    "width": ("ＡＢＣ", "abc"),
    "composed marks": ("Zoe\u0308", "zoë"),
    "a possessive": ("Anna's", "anna s"),
    "apostrophes": ("O’Brien", "O'Brien"),
}


@pytest.mark.parametrize(("one", "other"), SAME.values(), ids=SAME.keys())
def test_spellings_of_one_name_have_one_form(one: str, other: str) -> None:
    assert name_form(one) == name_form(other)


DIFFERENT = {
    "languages": ("C", "C++", "C#"),
    "amounts": ("50", "50%", "$50", "5.0", "-50"),
    "marks": ("Zoe", "Zoë"),
    "versions": ("Rev A", "Rev B"),
    "bands": ("!!!", "???", ""),
    "scripts": ("Анна", "Anna", "安娜", "आना", "अना"),
}


@pytest.mark.parametrize("names", DIFFERENT.values(), ids=DIFFERENT.keys())
def test_different_names_have_different_forms(names: tuple[str, ...]) -> None:
    assert len({name_form(name) for name in names}) == len(names)


@given(st.text())
def test_the_form_of_a_form_is_itself(name: str) -> None:
    assert name_form(name_form(name)) == name_form(name)


@given(st.text(min_size=1).filter(lambda name: bool(name.strip())))
def test_a_name_never_loses_everything(name: str) -> None:
    assert name_form(name)
