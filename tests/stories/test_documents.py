"""Documents that lead to one another: the answer stands where no word of the question does."""

from __future__ import annotations

import pytest

from quipu.graph.intake.ingest import settle_next
from quipu.schema.drafts import EpisodeDraft
from quipu.schema.identity import EpisodeId
from quipu.schema.knowledge import EpisodeKind
from quipu.schema.recall import Channel, Fusion, ItemKind, Question
from teller import SCOPE, date

PAGES = {
    "Blue Hour": "Blue Hour is a 1962 drama film directed by Ida Berg and shot in Denmark.",
    "Ida Berg": "Ida Berg (1921–1999) grew up in Bergen as a daughter of a fisherman.",
    "Red Dawn Rising": "Red Dawn Rising is a 1970 war film. Its director went to school in Kiel.",
    "Cinema of Denmark": "Films have been made there since 1897; many directors went abroad.",
    "Kiel": "Kiel is a port in the north. Where the canal ends, ships are built.",
}
QUESTION = "Where did the director of the film Blue Hour grow up?"


@pytest.fixture
async def library(story):
    """A memory that has read the pages; any fewer words of each other they could not share."""
    drafts = [
        EpisodeDraft(
            f"{title}\n\n{text}",
            EpisodeKind.DOCUMENT,
            date("2025-01-01"),
            external_id=title,
            metadata={"title": title},
        )
        for title, text in PAGES.items()
    ]
    await story.memory.remember(SCOPE, drafts, "pages")
    while await settle_next(story.memory, story.reader):
        pass
    return story.memory


async def found_by(memory, **asked):
    found = await memory.search(SCOPE, Question(QUESTION, limit=3, **asked))
    pages = [found.episodes[EpisodeId(hit.id)] for hit in found.hits if hit.kind == "EPISODE"]
    return [page.external_id for page in pages], found


async def test_the_page_about_the_director_is_found_through_the_page_about_the_film(library):
    pages, found = await found_by(library, kinds=frozenset({ItemKind.EPISODE}))
    assert pages[:2] == ["Blue Hour", "Ida Berg"]
    assert Channel.GRAPH in found.trace.plan
    assert "documents" in found.trace.stages_ms


async def test_who_weighs_the_arms_himself_is_left_to_it(library):
    _, found = await found_by(library, fusion=Fusion.RRF)
    assert Channel.GRAPH not in found.trace.plan


async def test_who_asks_for_facts_gets_no_pages(library):
    pages, _ = await found_by(library, predicates=frozenset({"directed by"}))
    assert pages == []
