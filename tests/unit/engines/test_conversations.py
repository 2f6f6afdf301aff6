"""Neighbours of a turn: however a conversation came in, they are those that stood beside it."""

from __future__ import annotations

import random

import pytest

from quipu.graph.engines.sqlite.conversations import Conversations

Row = dict[str, str | int]


def said(draw: random.Random, number: int) -> Row:
    return {
        "source": draw.choice(["", "talk", "mail", f"day {draw.randrange(40)}"]),
        "occurred": draw.randrange(30),
        "created": draw.randrange(3),
        "ordinal": draw.randrange(3),
        "id": f"ep_{draw.randrange(10 ** draw.randrange(1, 9))}é{number}",
    }


def key(row: Row) -> tuple[object, ...]:
    return (row["occurred"], row["created"], row["ordinal"], row["id"])


@pytest.mark.parametrize("count", [0, 5, 2_500])
def test_what_comes_in_parts_stands_as_if_it_came_at_once(count: int) -> None:
    draw = random.Random(count)
    rows = [said(draw, number) for number in range(count)]
    places, size = list(range(count)), 700
    at_once, in_parts, nobody = Conversations(), Conversations(), Conversations()
    at_once.add(places, rows)  # type: ignore[arg-type]  # dicts for rows
    in_parts.add_many(
        (places[n : n + size], rows[n : n + size])  # type: ignore[misc]  # likewise
        for n in range(0, count, size)
    )
    nobody.add_many([(places, [row | {"source": ""} for row in rows])])  # type: ignore[list-item]  # dicts
    for place in places[::7]:
        assert in_parts.beside(place, bool) == at_once.beside(place, bool)
    assert nobody.is_empty


@pytest.mark.parametrize("seed", range(6))
def test_the_nearest_turns_that_may_be_seen_are_found_on_both_sides(seed: int) -> None:
    draw = random.Random(seed)
    rows: list[Row] = []
    held = Conversations()
    for count in draw.choices([1, 7, 60, 1_500], k=6):
        more = [said(draw, len(rows) + n) for n in range(count)]
        held.add(range(len(rows), len(rows) + count), more)  # type: ignore[arg-type]
        rows += more
    seen = {place for place in range(len(rows)) if draw.random() < 0.5}
    assert not held.is_empty
    for place in draw.sample(range(len(rows)), min(len(rows), 60)):
        found = held.beside(place, seen.__contains__)
        if rows[place]["source"] == "":
            assert found == (None, None)
            continue
        line = [n for n in seen if rows[n]["source"] == rows[place]["source"]]
        before = [n for n in line if key(rows[n]) < key(rows[place])]
        after = [n for n in line if key(rows[n]) > key(rows[place])]
        expected = (
            max(before, key=lambda n: key(rows[n]), default=None),
            min(after, key=lambda n: key(rows[n]), default=None),
        )
        assert found == tuple(None if n is None else (n, rows[n]["id"]) for n in expected)
