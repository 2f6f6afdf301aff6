"""The log lines that a change set leaves."""

from __future__ import annotations

import json
from dataclasses import replace

from builders import change_set, day, entity, fact
from quipu.graph.engines.log import entity_entries, fact_text, learned_entries, retired_entries
from quipu.schema.changes import ChangeKind, Retired
from quipu.schema.intervals import DUSK, Interval

OLD = fact("Oslo")
NEW = fact("Oslo", valid=Interval(day(0), day(9)), revision=2)


def test_an_entity_is_created() -> None:
    (line,) = entity_entries(change_set(at=day(3), entities=(entity("Anna"),)))
    assert (line.kind, line.item, line.at) == (ChangeKind.CREATED, entity("Anna").id, day(3))
    assert json.loads(line.after)["name"] == "Anna"


def test_a_row_that_revises_another_is_updated_and_the_other_leaves_no_line_of_its_own() -> None:
    retired = (Retired(OLD, ChangeKind.UPDATED, NEW.id),)
    changes = change_set(retired=retired, learned=(NEW,))
    assert retired_entries(changes) == [None]
    (line,) = learned_entries(changes)
    assert (line.kind, line.item) == (ChangeKind.UPDATED, NEW.id)
    assert (line.before, line.after) == (fact_text(OLD), fact_text(NEW))


def test_a_superseded_row_leaves_a_line_even_where_another_row_revises_it() -> None:
    changes = change_set(retired=(Retired(OLD, ChangeKind.SUPERSEDED, NEW.id),), learned=(NEW,))
    (line,) = retired_entries(changes)
    assert line is not None
    assert (line.kind, line.item) == (ChangeKind.SUPERSEDED, OLD.id)
    assert (line.before, line.after) == (fact_text(OLD), fact_text(NEW))


def test_every_row_that_joins_into_one_leaves_a_trace() -> None:
    rows = (OLD, fact("Rome"))
    joined = tuple(Retired(row, ChangeKind.UPDATED, NEW.id) for row in rows)
    changes = change_set(retired=joined, learned=(NEW,))
    first, second = retired_entries(changes)
    assert first is None
    assert second is not None
    assert second.item == rows[1].id
    assert learned_entries(changes)[0].before == fact_text(OLD)


def test_a_row_without_a_successor_leaves_a_line_of_its_kind() -> None:
    (line,) = retired_entries(change_set(retired=(Retired(OLD, ChangeKind.INVALIDATED),)))
    assert line is not None
    assert (line.kind, line.item, line.after) == (ChangeKind.INVALIDATED, OLD.id, "")


def test_a_row_as_text_shows_open_ends_as_null_and_keeps_every_column() -> None:
    row = json.loads(fact_text(replace(OLD, valid=Interval(day(1), DUSK))))
    assert (row["valid_from"], row["valid_to"]) == ("2024-01-02T00:00:00+00:00", None)
    assert (row["claims"], row["trust"]) == (list(OLD.claims), "OBSERVED")
