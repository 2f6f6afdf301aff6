"""Labelled texts: read by the reader, predicted in the set's labels, written one file a set."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from quipu.api.bench.extraction.forms import Form, episodes_of, form_of
from quipu.api.bench.extraction.labels import Labels, labels_of
from quipu.api.bench.extraction.predictions import best_time, links, typed_spans
from quipu.api.bench.extraction.run import run_sets
from quipu.extraction.plain_readings import DatedWords, times_of, tuples_of
from quipu.extraction.spacy_reader import LocalReader
from quipu.schema.errors import Invalid, NotFound
from quipu.schema.knowledge import Mention, Reading, Statement, Tense

TOLD = datetime(2023, 7, 20, 12, tzinfo=UTC)
ROWS = {
    "ner/uner_ewt/dev.jsonl": {"id": "a", "tokens": ["Anna", "left", "."], "entities": []},
    "relations/dialogre/dev.jsonl": {
        "id": "b",
        "turns": [{"id": 0, "speaker": "S 1", "text": "My sister Anna moved to Rome."}],
        "relations": [],
    },
    "openie/some/dev.jsonl": {"id": "c", "text": "Anna likes tea.", "tuples": []},
    "time/spans/dev.jsonl": {
        "id": "d",
        "text": "We met on 7 May 2023.",
        "reference": "2023-07-20",
        "spans": [],
    },
    "time/turns/dev.jsonl": {
        "id": "e",
        "text": "We met yesterday.",
        "reference": "2023-07-20T10:00:00",
        "answer_time": {},
    },
    "er/pairs/dev.jsonl": {"id": "f", "left": {}, "right": {}, "match": 0},
}


def test_a_form_is_told_by_the_fields_of_a_row() -> None:
    forms = [form_of(row) for row in ROWS.values()]

    assert forms == [Form.NAMES, Form.TALK, Form.TUPLES, Form.SPANS, Form.MOMENT, None]


async def test_each_set_below_the_root_has_its_own_file(tmp_path: Path) -> None:
    root, out = tmp_path / "sets", tmp_path / "out"
    for name, row in ROWS.items():
        (root / name).parent.mkdir(parents=True)
        (root / name).write_text(json.dumps(row) + "\n")

    done = await run_sets(LocalReader(), root, out)

    read = {path.name: json.loads(path.read_text()) for path in out.iterdir()}
    assert set(read) == {f"{one.name}.json" for one in done if one.form is not None}
    assert len(read) == 5
    assert ["S 1", "per:siblings", "Anna"] in read["relations.dialogre.dev.json"]["b"]
    assert read["openie.some.dev.json"] == {"c": [["Anna", "likes", "tea", 0.8]]}
    assert read["time.turns.dev.json"] == {"e": ["2023-07-19", "2023-07-19"]}
    assert read["time.spans.dev.json"]["d"][0][2] == ["2023-05-07"]


async def test_a_folder_without_sets_is_not_found(tmp_path: Path) -> None:
    with pytest.raises(NotFound):
        await run_sets(LocalReader(), tmp_path, tmp_path)


async def test_a_set_that_is_no_json_is_named(tmp_path: Path) -> None:
    (tmp_path / "odd.jsonl").write_text("{")

    with pytest.raises(Invalid, match=r"odd\.jsonl"):
        await run_sets(LocalReader(), tmp_path, tmp_path)


def test_of_a_talk_only_speakers_and_words_are_read() -> None:
    turns = [
        {"id": 0, "speaker": "A", "text": "Hi."},
        {"id": 1, "speaker": "B", "text": "Hey."},
        {"id": 2, "speaker": "B", "text": "Well?"},
    ]
    read = episodes_of({"id": "x", "turns": turns, "relations": ["secret"]})

    assert [(one.speaker, one.metadata["addressee"]) for one in read] == [
        ("A", "B"),
        ("B", "A"),
        ("B", "A"),
    ]


def test_a_set_is_predicted_in_its_own_labels() -> None:
    statement = Statement(Mention("Anna"), "reside in", Mention("Rome"), "Anna resides in Rome")
    found = links([Reading(statements=(statement,))], labels_of("relations.dialogre.dev"))

    assert found == [
        ["Anna", "per:place_of_residence", "Rome"],
        ["Rome", "gpe:residents_of_place", "Anna"],
    ]


def test_a_set_without_labels_is_predicted_in_our_words() -> None:
    statement = Statement(Mention("Anna"), "reside in", Mention("Rome"), "Anna resides in Rome")

    assert links([Reading(statements=(statement,))], labels_of("other.set")) == [
        ["Anna", "lives in", "Rome"]
    ]


def test_a_name_is_found_wherever_it_stands_whole() -> None:
    tokens = ["New", "York", "is", "not", "York", "nor", "Yorkshire"]
    mentions = [Mention("York", "place"), Mention("New York", "place"), Mention("York", "other")]

    found = typed_spans(tokens, mentions, Labels(kinds={"place": "LOC"}))

    assert found == [[0, 2, "LOC"], [4, 5, "LOC"]]


def test_an_untimed_message_is_of_the_day_it_was_told() -> None:
    assert best_time([], TOLD) == ["2023-07-20", "2023-07-20"]


def test_the_shortest_of_several_times_counts() -> None:
    (found,) = times_of(["We met in 2022, on the 7th of May 2022."], [TOLD])

    assert best_time(found, TOLD) == ["2022-05-07", "2022-05-07"]


def test_a_time_without_meaning_is_none() -> None:
    assert best_time([DatedWords(0, 4, None, Tense.PAST)], TOLD) == ["2023-07-20", "2023-07-20"]


def test_a_range_told_backwards_means_nothing() -> None:
    (found,) = times_of(["I lived there from 2020 to June 2019."], [TOLD])

    assert [one.when for one in found] == [None]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Anna bought a red car.", ("Anna", "bought", "a red car")),
        ("Anna did not go to Rome.", ("Anna", "did not go to", "Rome")),
        ("Anna is a doctor.", ("Anna", "is", "a doctor")),
        ("The car that Anna bought is red.", ("Anna", "bought", "The car")),
        ("Anna said that Tom left Rome.", ("Tom", "left", "Rome")),
        ("Anna and Tom bought tea.", ("Tom", "bought", "tea")),
        ("Rome, the capital of Italy, is old.", ("Rome", "is", "the capital of Italy")),
        ("In 2019 Anna sold her boat to Tom.", ("Anna", "sold", "her boat to Tom in 2019")),
        ("Anna often spoke about Rome.", ("Anna", "often spoke about", "Rome")),
        ("Anna bought a boat built by Tom.", ("a boat", "was built by", "Tom")),
        ("Anna is a painter who lives in Rome.", ("Anna", "lives in", "Rome")),
        ("They were able to hold it and defeat Tom.", ("They", "were able to defeat", "Tom")),
        ("Anna's garden has roses.", ("Anna", "has", "garden")),
        ("The tower was never sold and keeps its bell.", ("The tower", "keeps", "its bell")),
        ("The engine stopped.", ("The engine", "stopped", "")),
        ("Demand picked up too.", ("Demand", "picked up", "too")),
        ("Both firms met in Rome and Milan.", ("Both firms", "met in", "Rome and Milan")),
    ],
)
def test_a_tuple_keeps_the_sentences_own_words(text: str, expected: tuple[str, str, str]) -> None:
    (found,) = tuples_of([text])

    assert expected in [(one.subject, one.predicate, one.rest) for one in found]
