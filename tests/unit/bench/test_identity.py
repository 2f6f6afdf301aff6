"""Labelled names: told apart by the ladder, scored, written one file a set; and what it costs."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest

from quipu.api.bench.identity.forms import Form, form_of, named_of, title_of
from quipu.api.bench.identity.growth import grown, made_up
from quipu.api.bench.identity.run import run_identity
from quipu.api.bench.identity.scores import Score, accuracy
from quipu.schema.errors import Invalid, NotFound

TEXT = {
    "id": "a",
    "mentions": [
        {"mention": "Emily Watson", "type": "PER"},
        {"mention": "Dr. Emily Watson", "type": "PER"},
        {"mention": "Watson", "type": "PER"},
    ],
    "clusters": [0, 0, 1],
}
MARKED = {
    "id": "b",
    "mentions": [
        {"text": "Anna Berg", "type": "person", "cluster": "1"},
        {"text": "she", "type": "person", "cluster": "1"},
    ],
}
TALK = {
    "id": "c",
    "utterances": [
        {
            "speakers": ["Joey Tribbiani"],
            "tokens": [["Joey", "and", "I"]],
            "mentions": [[[0, 1, "Joey Tribbiani"], [2, 3, "Ross Geller"]]],
        }
    ],
}
PAIR = {"id": "d", "left": {"name": "` Acme '"}, "right": {"name": "Acme GmbH"}, "match": 1}
ALIAS = {"id": "e", "mention": "A. A. Milne", "entity": "Alan Alexander Milne"}


def test_a_form_is_told_by_the_fields_of_a_row() -> None:
    forms = [form_of(row) for row in (TEXT, MARKED, TALK, PAIR, ALIAS, {"text": "Anna"})]

    assert forms == [Form.CLUSTERS, Form.CLUSTERS, Form.TALK, Form.PAIR, Form.ALIAS, None]


def test_pronouns_are_mentions_but_no_names() -> None:
    assert named_of(MARKED).is_name == (True, False)
    assert named_of(TALK).is_name == (True, False)


def test_a_record_is_called_by_its_first_field() -> None:
    assert title_of({"name": "` bugsy \\ 's diner '", "city": "Oslo"}) == "bugsy 's diner"


def test_every_set_of_names_has_its_file_and_its_figures(tmp_path: Path) -> None:
    sets = {"names": TEXT, "marked": MARKED, "talk": TALK, "pairs": PAIR, "aliases": ALIAS}
    for name, row in {**sets, "texts": {"id": "f", "text": "no names"}}.items():
        (tmp_path / name).mkdir()
        (tmp_path / name / "dev.jsonl").write_text(json.dumps(row) + "\n")
    listed = [{"entity": "Alan Alexander Milne", "entity_id": "q1"}]
    (tmp_path / "aliases" / "entities.json").write_text(json.dumps(listed))

    done = {one.name: one.figures for one in run_identity(tmp_path, tmp_path / "out")}

    read = {one.name: json.loads(one.read_text()) for one in (tmp_path / "out").iterdir()}
    assert set(read) == {f"{name}.dev.json" for name in sets}
    assert len(read["talk.dev.json"]["c"]) == 2
    assert read["pairs.dev.json"] == {"d": 1}
    assert read["aliases.dev.json"] == {"e": ["Alan Alexander Milne"]}
    assert done["names.dev"]["joined"] == {"P": 100.0, "R": 100.0, "F1": 100.0}
    assert done["names.dev"]["likely"] == {"P": 33.3, "R": 100.0, "F1": 50.0}


def test_a_folder_without_names_is_not_found(tmp_path: Path) -> None:
    (tmp_path / "texts.jsonl").write_text('{"id": "a", "text": "Anna"}\n')

    with pytest.raises(NotFound):
        run_identity(tmp_path, tmp_path)


def test_a_row_of_another_form_is_named(tmp_path: Path) -> None:
    (tmp_path / "odd.jsonl").write_text(json.dumps(TEXT) + '\n{"id": "b"}\n')

    with pytest.raises(Invalid, match=r"odd\.jsonl"):
        run_identity(tmp_path, tmp_path)


def test_pairs_and_mentions_are_counted_as_they_are_known_to_be() -> None:
    score = Score()
    score.add(["x", "x", "x", "y"], [1, 1, 2, 2])

    assert score.pairwise() == {"P": 50.0, "R": 33.3, "F1": 40.0}
    assert score.b_cubed() == {"P": 75.0, "R": 66.7, "F1": 70.6}
    assert Score().pairwise() == {"P": 0.0, "R": 0.0, "F1": 0.0}


def test_names_ranked_are_right_at_once_or_among_five() -> None:
    rows = [("a", ["a"]), ("b", ["a", "b"]), ("c", [*"abdefc"]), ("d", [])]

    assert accuracy(rows) == {"acc@1": 25.0, "recall@5": 50.0}


def test_the_same_seed_makes_the_same_names() -> None:
    assert made_up(50, random.Random(3)) == made_up(50, random.Random(3))
    assert len(made_up(50, random.Random(3)).entities) == 50


def test_a_made_up_name_is_compared_with_few_and_found_by_them() -> None:
    cost = grown(2_000, 1)

    assert cost.pairs <= 25 * cost.names
    assert cost.found > 0.9 * cost.known
    assert cost.pairs_per_second > 0


def test_made_up_names_are_scored_as_people() -> None:
    """Full names are one person's, so telling names apart by themselves is hardly ever wrong; an
    initial or a slip of the pen is joined only by somebody who is asked."""
    scored = grown(2_000, 1).b_cubed

    assert scored["joined"]["P"] > 99
    assert scored["likely"]["R"] > scored["joined"]["R"] > 90
