from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime

import pytest

from quipu.api.cli.messages import Fallback, Message, message_from, object_from
from quipu.schema.errors import Invalid
from quipu.schema.knowledge import EpisodeKind

MAY = datetime(2024, 5, 31, tzinfo=UTC)


def read(**fields: object) -> Message:
    return message_from(fields, "line-1", Fallback("chat.jsonl", MAY))


def test_a_message_keeps_who_said_what_when_and_where() -> None:
    draft = read(text="Hi", speaker="Maya", at="2024-06-01T10:00:00Z", id="m1", session="s").draft
    assert (draft.content, draft.speaker, draft.external_id, draft.source) == (
        "Hi",
        "Maya",
        "m1",
        "s",
    )
    assert draft.occurred_at == datetime(2024, 6, 1, 10, tzinfo=UTC)
    assert draft.kind is EpisodeKind.MESSAGE


@pytest.mark.parametrize(
    "fields",
    [
        {"content": "Hi", "author": "Maya", "timestamp": "2024-06-01", "message_id": "m1"},
        {"text": "Hi", "role": "Maya", "date": "2024-06-01", "external_id": "m1"},
        {"message": "Hi", "from": "Maya", "occurred_at": "2024-06-01", "id": "m1"},
    ],
)
def test_the_usual_other_names_mean_the_same(fields: Mapping[str, object]) -> None:
    draft = read(**fields).draft
    assert (draft.content, draft.speaker, draft.external_id) == ("Hi", "Maya", "m1")
    assert draft.occurred_at == datetime(2024, 6, 1, tzinfo=UTC)


def test_what_a_line_leaves_out_comes_from_its_file() -> None:
    draft = read(text="Hi").draft
    assert (draft.external_id, draft.source, draft.occurred_at) == ("line-1", "chat.jsonl", MAY)


def test_who_says_i_in_a_line_without_a_speaker_is_the_user() -> None:
    assert read(text="I live in Oslo.").draft.kind is EpisodeKind.MESSAGE
    assert read(text="I live in Oslo.", source="a novel").draft.kind is EpisodeKind.TEXT


def test_a_line_with_half_a_character_is_kept_without_it() -> None:
    line = r'{"text": "See you \ud83d", "speaker": "Ma\u0000ya", "tags": {"a\udc00": ["\ud83d!"]}}'
    draft = message_from(object_from(line), "line-1", Fallback("chat.jsonl", MAY)).draft
    assert (draft.content, draft.speaker) == ("See you ", "Maya")
    assert draft.metadata == {"tags": {"a": ["!"]}}


def test_a_titled_line_is_a_passage_of_the_document_of_that_title() -> None:
    draft = read(title="Oslo", text="Oslo is a city.", source="The Paper").draft
    assert draft.content == "Oslo\n\nOslo is a city."
    assert (draft.kind, draft.source) == (EpisodeKind.DOCUMENT, "Oslo")


def test_a_caption_is_part_of_what_was_said() -> None:
    assert read(text="Look!", image_caption="a red bicycle").draft.content == (
        "Look! (image: a red bicycle)"
    )
    assert read(text="", image_caption="a red bicycle").draft.content == "(image: a red bicycle)"


def test_keys_that_mean_nothing_here_are_kept_as_metadata() -> None:
    draft = read(text="Hi", addressee="Tom", metadata={"mood": "glad"}).draft
    assert dict(draft.metadata) == {"addressee": "Tom", "mood": "glad"}


def test_structured_content_is_kept_as_json() -> None:
    draft = read(content={"order": 7}).draft
    assert (draft.content, draft.kind) == ('{"order": 7}', EpisodeKind.JSON)


@pytest.mark.parametrize("fields", [{}, {"text": "  "}, {"text": None}, {"speaker": "Maya"}])
def test_a_line_without_text_is_refused(fields: Mapping[str, object]) -> None:
    with pytest.raises(Invalid, match="no text"):
        read(**fields)


def test_a_wrong_date_is_refused_with_its_value() -> None:
    with pytest.raises(Invalid, match="'soon'"):
        read(text="Hi", at="soon")


@pytest.mark.parametrize("line", ["{", "[1]", '"text"', "[" * 100_000])
def test_a_line_that_holds_no_object_is_refused(line: str) -> None:
    with pytest.raises(Invalid, match="not"):
        object_from(line)


@pytest.mark.parametrize("text", [5, True, 1.5])
def test_a_number_is_no_text(text: object) -> None:
    with pytest.raises(Invalid, match="not text"):
        read(text=text)


def test_a_record_is_of_the_moment_when_it_was_last_changed() -> None:
    order = read(type="order", placed_at="2024-05-01", shipped_at="2024-05-03", due_at="2099-01-01")
    assert order.draft.occurred_at == datetime(2024, 5, 3, tzinfo=UTC)
