"""What ranking sees of a row is what it would see of the whole fact or episode."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from itertools import product
from typing import Any

import pytest

from builders import day, episode, fact
from quipu.graph.engines.neo4j.late import outlines_of_rows, searched_row, text_of_row
from quipu.graph.engines.neo4j.properties import episode_values, fact_values
from quipu.graph.engines.neo4j.rows import COLUMNS, episode_of, fact_of
from quipu.schema.identity import FactId
from quipu.schema.intervals import DUSK, AsOf, Interval
from quipu.schema.knowledge import Ending, EpisodeKind, Fact, Nature, Trust
from quipu.schema.outlines import outline_of
from quipu.schema.recall import searched_text


def row_of(kind: str, properties: dict[str, Any]) -> list[Any]:
    return [properties[column] for column in COLUMNS[kind]]


TRUSTS, ENDINGS = (Trust.UNTRUSTED, Trust.OBSERVED), tuple(Ending)
FACTS = [
    replace(fact("Oslo"), nature=nature, ending=ending, trust=trust, valid=Interval(day(2), end))
    for nature, ending, trust, end in product(Nature, ENDINGS, TRUSTS, (day(5), DUSK))
]


@pytest.mark.parametrize("at", [day(1), day(2), day(5), day(9)])
def test_a_fact_has_the_same_outline_as_a_row(at: datetime) -> None:
    view = AsOf.moment(at, day(300))
    rows = {FactId(str(n)): row_of("FACT", fact_values(one, 1)) for n, one in enumerate(FACTS)}
    assert outlines_of_rows(rows, view) == {
        id: outline_of(fact_of(row), view) for id, row in rows.items()
    }


def test_a_fact_is_searched_by_the_same_text_as_a_row() -> None:
    one: Fact = fact("Oslo")
    assert searched_row(row_of("FACT", fact_values(one, 1))) == searched_text(one)


@pytest.mark.parametrize("kind", list(EpisodeKind))
def test_an_episode_is_the_same_text_as_a_row(kind: EpisodeKind) -> None:
    row = row_of(
        "EPISODE", episode_values(replace(episode("It rained.", speaker="Ann"), kind=kind))
    )
    whole, text = episode_of(row), text_of_row(row)
    for part in ("id", "kind", "content", "speaker", "source", "occurred_at"):
        assert getattr(text, part) == getattr(whole, part)
