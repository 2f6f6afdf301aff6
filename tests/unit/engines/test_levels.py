"""Edges by entity: whatever came in whatever steps, the newest are found, and nobody else's."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builders import day, fact, now_view
from quipu.graph.engines.sqlite.fact_columns import STATUSES, table_of
from quipu.graph.engines.sqlite.levels import Levels, Road
from quipu.schema.intervals import DUSK, Interval, micros
from quipu.schema.knowledge import Ending, Nature, Trust, status_of


@settings(max_examples=15)
@given(st.lists(st.integers(1, 3_000), min_size=1, max_size=4), st.integers(0, 99))
def test_the_newest_edges_of_an_entity_are_found_in_whatever_steps_they_came(
    steps: list[int], seed: int
) -> None:
    draw = np.random.default_rng(seed)
    size = sum(steps)
    # A hub or two, and many with few edges; some lead back to where they start.
    subjects, objects = (draw.zipf(1.5, (2, size)) % 50).astype(np.uint64)
    starts, is_wanted = draw.integers(0, 40, size), draw.random(size) < 0.3
    levels = Levels()
    for count in np.cumsum(steps).tolist():
        levels = levels.grown(subjects[:count], objects[:count], starts[:count])
    asked = np.array([1, 7, 3, 999], dtype=np.uint64)
    road = Road(subjects, objects, starts, lambda _, some: is_wanted[some])
    entities, places = levels.edges(asked, road, 10)
    for n, entity in enumerate(asked.tolist()):
        met = places[entities == n]
        found, times = np.unique(met, return_counts=True)
        assert (times <= 1 + (subjects[found] == objects[found])).all()
        every = np.flatnonzero(((subjects == entity) | (objects == entity)) & is_wanted)
        assert set(found.tolist()) <= set(every.tolist())
        newest = sorted(starts[every].tolist(), reverse=True)[:5]
        assert sorted(starts[found].tolist(), reverse=True)[:5] == newest


@pytest.mark.parametrize("nature", Nature)
@pytest.mark.parametrize("ending", Ending)
@pytest.mark.parametrize("trust", Trust)
def test_the_columns_tell_the_status_that_the_fact_has(
    nature: Nature, ending: Ending, trust: Trust
) -> None:
    for start, end in ((-9, -5), (-9, 5), (5, 9)):
        valid = Interval(day(start), day(end))
        one = fact(nature=nature, ending=ending, trust=trust, valid=valid)
        row = {
            "valid_from": micros(valid.start),
            "valid_to": micros(valid.end),
            "nature": nature.value,
            "ending": ending.value,
            "trust": int(trust),
            "is_negated": 0,
            "far_slot": None,
            "confidence": one.confidence,
            "predicate": one.predicate,
            "subject": one.subject,
            "object": one.object,
            "subject_kind": None,
            "object_kind": "place",
            "id": one.id,
        }
        view = now_view(day(1))
        assert one.known == Interval(day(0), DUSK)
        [status] = table_of([row]).statuses(micros(view.valid.start)).tolist()  # type: ignore[list-item]
        assert STATUSES[status] is status_of(one, view)
