"""JSON is embedded as it would be said, whatever it looks like."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quipu.schema.knowledge import EpisodeKind
from quipu.schema.plain_json import plain_json
from quipu.schema.recall import plain_text

ANY_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner),
)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ('{"event": "orderPlaced", "user": "Maya"}', "event: orderPlaced\nuser: Maya"),
        ('{"customer": {"homeCity": "Oslo"}}', "customer home city: Oslo"),
        ('{"tags": ["red", "blue"]}', "tags: red\ntags: blue"),
        ('{"is_paid": true, "note": null, "by": ""}', "is paid: yes"),
        ('{"price": 12.50, "count": 0}', "price: 12.5\ncount: 0"),
        ('["red", {"": "blue"}]', "red\nblue"),
        ('{"a":{"b":{"c":{"d":{"e":1}}}}}', "b c d e: 1"),
    ],
)
def test_each_value_is_said_behind_the_words_of_its_keys(given: str, said: str) -> None:
    assert plain_json(given) == said


@pytest.mark.parametrize("given", ["", "no JSON", "{}", "[[], null]", "[" * 100_000, "9" * 9_000])
def test_what_says_nothing_or_is_no_json_stays_as_it_is(given: str) -> None:
    assert plain_json(given) == given


@given(ANY_JSON)
def test_any_json_becomes_a_text(value: object) -> None:
    assert isinstance(plain_json(json.dumps(value)), str)


def test_many_values_under_long_keys_do_not_grow_beyond_twice_their_text() -> None:
    value: object = list(range(10_000))
    for _ in range(5):
        value = {"a long key " * 100: value}
    written = json.dumps(value)
    assert len(plain_json(written)) <= 3 * len(written)


def test_spaces_and_the_spelling_of_keys_change_nothing() -> None:
    value = {"fullName": "Maya Lind", "city": ["Oslo"]}
    other = {"full_name": "Maya Lind", "city": ["Oslo"]}
    assert plain_json(json.dumps(value)) == plain_json(json.dumps(other, indent=4))


def test_only_json_is_put_into_words() -> None:
    written = '{"homeCity": "Oslo"}'
    assert plain_text(EpisodeKind.JSON, written) == "home city: Oslo"
    assert plain_text(EpisodeKind.MESSAGE, written) == written
