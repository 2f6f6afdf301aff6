"""When the local reader should not be relied on alone."""

import pytest
from tests.unit.extraction.reading import reading, said

from builders import episode
from quipu.extraction.doubt import Doubt, doubt_about, is_foreign
from quipu.schema.knowledge import EpisodeKind, Reading


@pytest.mark.parametrize(
    ("text", "doubt"),
    [
        ("I live in Oslo.", None),
        ("I live in Oslo. I work for Acme.", None),
        ("Thank you so much, that means a lot to me!", None),
        ("How are you doing today? What did Maria say?", None),
        ("ok", None),
        ("She had another of those done by him too.", Doubt.PRONOUN),
        ("Ich wohne seit drei Jahren in einem kleinen Haus am See.", Doubt.FOREIGN),
        ("我住在东京。", Doubt.FOREIGN),
        ("Я живу в Москве с прошлого года.", Doubt.FOREIGN),
        ("word " * 400, Doubt.LONG),
    ],
)
def test_what_the_local_reader_is_unsure_of(text: str, doubt: Doubt | None) -> None:
    given = said(text)
    assert doubt_about(given, reading(given)) is doubt


def test_a_name_or_a_number_that_nothing_was_read_from_is_doubtful() -> None:
    assert doubt_about(said("All the way up to 4200 metres, wow."), Reading()) is Doubt.UNREAD


def test_what_nobody_reads_is_not_doubted() -> None:
    assert doubt_about(episode('{"long": 1}', kind=EpisodeKind.JSON), Reading()) is None


@pytest.mark.parametrize(
    ("text", "foreign"),
    [
        ("The train to Oslo leaves at nine.", False),
        ("", False),
        ("Zoë Müller", False),
        ("Le train pour Oslo part demain matin très tôt.", True),
    ],
)
def test_languages_are_told_apart(text: str, foreign: bool) -> None:
    assert is_foreign(text) is foreign
