"""Days are those of the calendar of who speaks, wherever that is."""

from datetime import UTC, datetime

from quipu.schema.drafts import EpisodeDraft
from teller import SCOPE


async def says(story, text, at):
    """Maya says it, and her phone writes the moment down with its offset."""
    draft = EpisodeDraft(text, occurred_at=datetime.fromisoformat(at), speaker="Maya")
    await story.memory.remember(SCOPE, [draft], at)
    await story.settles()


def day(number, month=5):
    return datetime(2024, month, number, tzinfo=UTC)


async def test_yesterday_in_tokyo_is_the_day_before_in_tokyo(story):
    await says(story, "I visited Anna yesterday.", "2024-05-02T07:00:00+09:00")
    [visit] = await story.facts("Maya")
    assert (visit.valid.start, visit.valid.end) == (day(1), day(2))


async def test_what_was_done_today_in_tokyo_is_no_plan(story):
    await says(story, "I moved to Oslo today.", "2024-05-02T07:00:00+09:00")
    [move] = await story.facts("Maya")
    assert (move.nature, move.valid.start) == ("STATE", day(2))


async def test_today_in_seattle_is_today_in_seattle(story):
    await says(story, "I visited Anna this morning.", "2024-05-01T20:30:00-08:00")
    [visit] = await story.facts("Maya")
    assert (visit.valid.start, visit.valid.end) == (day(1), day(2))
