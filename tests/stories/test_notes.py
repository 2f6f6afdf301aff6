"""What an agent notes down about its user, with no name and no speaker."""

from __future__ import annotations

from quipu.schema.drafts import EntityRef
from teller import SCOPE, Teller

NOTES = (
    "I prefer dark mode.",
    "User is allergic to nuts.",
    "The user's boss is Rita.",
    "The user lives in Porto.",
)


async def test_notes_about_the_user_are_all_about_one_person(story: Teller):
    for on, text in enumerate(NOTES, start=1):
        await story.hears(f"2024-01-0{on}", text, speaker="")
    await story.settles()
    assert [await story.asked(question) for question in (
        "What do I prefer?",
        "What am I allergic to?",
        "Who is my boss?",
        "Where does the user live?",
    )] == [["dark mode"], ["nuts"], ["Rita"], ["Porto"]]  # fmt: skip


async def test_a_user_of_something_is_not_the_user(story: Teller):
    for text in ("The user of the app likes maps.", "A user prefers tea.", "Users like it."):
        await story.hears("2024-01-01", text, speaker="")
    await story.settles()
    entity = await story.memory.entity(SCOPE, EntityRef(name="user"))
    assert entity is None or not await story.memory.timeline(SCOPE, entity.id)
