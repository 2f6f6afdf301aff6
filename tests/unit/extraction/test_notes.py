"""What another memory noted of its user is read as of him, whether it says so or not."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from quipu.extraction.notes import in_full
from quipu.extraction.spacy_reader import read_all
from quipu.schema.identity import EpisodeId, Scope
from quipu.schema.knowledge import Episode, EpisodeKind, Statement

MAY = datetime(2024, 5, 31, tzinfo=UTC)


def read(note: str, *, is_noted: bool = True) -> tuple[Statement, ...]:
    metadata = {"noted": True} if is_noted else {}
    kind = EpisodeKind.MESSAGE
    episode = Episode(EpisodeId("ep_1"), Scope("t"), note, MAY, MAY, kind, metadata=metadata)
    return read_all([episode])[0].statements


@pytest.mark.parametrize(
    ("note", "object_"),
    [
        ("Name is Alex", "Alex"),
        ("Lives in Oslo", "Oslo"),
        ("Allergic to peanuts", "peanuts"),
        ("Works at Acme", "Acme"),
        ("Drives a Tesla. Very happy with it.", "Tesla"),
        ("Prefers dark mode", "dark mode"),
        ("User loves sushi", "sushi"),
    ],
)
def test_a_note_without_anybody_is_about_the_user(note: str, object_: str) -> None:
    told = [(one.subject.text, one.object.text, one.quote) for one in read(note)]
    assert ("user", object_, note) in told


@pytest.mark.parametrize("note", ["James lives in Rome", "Alex lives in Oslo", "Rome is large"])
def test_a_note_about_somebody_stays_about_him(note: str) -> None:
    assert in_full(note, {"noted": True}) == f"{note}."
    assert not [one for one in read(note) if one.subject.text == "user"]


def test_what_nobody_noted_stays_as_it_is() -> None:
    assert in_full("Lives in Oslo", {}) == "Lives in Oslo"
    assert read("Lives in Oslo", is_noted=False) == ()
