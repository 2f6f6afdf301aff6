"""In a memory of a few messages a search finds first what means what is asked for."""

from __future__ import annotations

from quipu.schema.drafts import EpisodeDraft
from quipu.schema.identity import EpisodeId, FactId
from quipu.schema.recall import ItemKind, Question
from teller import SCOPE, Teller, date

NOTES = (
    "I am allergic to peanuts.",
    "I quit my job at Acme last week.",
    "My sister Lena lives in Kiel.",
    "I moved to Oslo in March.",
    "I like hiking on weekends.",
    "My dog is called Bruno.",
    "I work for Beta as a nurse.",
    "My doctor is Dr. Weber.",
    "The plumber charges 80 euros an hour.",
    "I owe Felix 20 euros.",
    "I stopped smoking in 2020.",
    "Hanna cuts my hair.",
    "My blood pressure is too high.",
)
MEANT = {
    "allergies": "peanuts",
    "pets": "Bruno",
    "family": "Lena",
    "physician": "Weber",
    "debts": "Felix",
    "tobacco": "smoking",
    "hairdresser": "Hanna",
    "hypertension": "blood pressure",
}


async def test_no_message_beside_the_one_that_is_meant_comes_before_it(story):
    drafts = [EpisodeDraft(text, occurred_at=date("2024-05-01"), source="notes") for text in NOTES]
    await story.memory.remember(SCOPE, drafts, "notes")
    await story.settles()
    first = {asked: await first_of(story, asked) for asked in MEANT}
    assert {asked: text for asked, text in first.items() if MEANT[asked] not in text} == {}


async def first_of(story: Teller, asked: str) -> str:
    found = await story.memory.search(SCOPE, Question(asked, limit=3))
    best = found.hits[0]
    if best.kind is ItemKind.FACT:
        return found.facts[FactId(best.id)].sentence
    return found.episodes[EpisodeId(best.id)].content
