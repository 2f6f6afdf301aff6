"""Numbers of changes as callers write them."""

from __future__ import annotations

import pytest

from quipu.api.sequences import sequence_of
from quipu.schema.errors import Invalid

NO_NUMBERS = ["", "-1", "1.5", " 1", "\u0663", "\u00b2", "seventeen", "9" * 19, "1" * 5_000]


@pytest.mark.parametrize("text", NO_NUMBERS, ids=range(len(NO_NUMBERS)))
def test_what_is_no_number_of_a_change_is_refused(text: str) -> None:
    with pytest.raises(Invalid, match="not a sequence"):
        sequence_of(text)


@pytest.mark.parametrize(("text", "number"), [("0", 0), ("17", 17), ("9" * 18, 10**18 - 1)])
def test_a_number_is_what_it_says(text: str, number: int) -> None:
    assert sequence_of(text) == number
