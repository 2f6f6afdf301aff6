"""Rulings on whom a fact is about and on whom it is about them do not undo each other."""

from __future__ import annotations

import pytest

from forgetting import forget
from quipu.graph.ruling.merging import merged
from quipu.graph.ruling.reviews import decided, reviews
from quipu.schema.changes import ChangeKind
from quipu.schema.drafts import EntityRef
from quipu.schema.forgetting import Selector
from quipu.schema.identity import Scope
from quipu.schema.merging import Merger
from quipu.schema.ports import EntityQuery, Page
from quipu.schema.reviews import ReviewStatus, Verdict
from stories.by_hand import ACME
from stories.test_identity import hears
from stories.test_merging import BEN, People

DORA = Scope("acme", "dora")


@pytest.fixture
async def people(by_hand):
    """Annie, who may be Ann Lee, likes Acme Inc, which may be Acme."""
    found = People(by_hand)
    await by_hand.tells("Annie", "likes", "Acme Inc", "2020-01-01")
    await by_hand.tells("Ann Lee", "likes", "tea", "2020-01-01")
    await by_hand.tells("Tom", "likes", "Acme", "2020-01-01")
    return found


async def ends(people, sentence):
    """The names of both ends of a fact, as lists of entities show them."""
    names = {
        one.id: one.name for one in await people.store.list_entities(ACME, EntityQuery(), Page(50))
    }
    [fact] = [one for one in await people.by_hand.facts() if one.sentence == sentence]
    return names.get(fact.subject), names.get(fact.object)


async def test_a_merger_at_one_end_leaves_the_merger_at_the_other_in_force(people):
    await people.merges("Ann Lee", "Annie")
    await people.merges("Acme", "Acme Inc")
    assert await ends(people, "Annie likes Acme Inc") == ("Ann Lee", "Acme")
    assert await people.about("Ann Lee") == ["Ann Lee likes tea", "Annie likes Acme Inc"]


@pytest.mark.parametrize(("first", "left"), [(0, ("Annie", "Acme")), (1, ("Ann Lee", "Acme Inc"))])
async def test_mergers_at_both_ends_are_taken_back_in_any_order(people, first, left):
    apart = await people.edges()
    await people.merges("Ann Lee", "Annie")
    await people.merges("Acme", "Acme Inc")
    lines = await people.store.changes(ACME, 0, 1_000, [ChangeKind.MERGED])
    await people.takes_back(lines[first])
    assert await ends(people, "Annie likes Acme Inc") == left
    await people.takes_back(lines[1 - first])
    assert await people.edges() == apart


async def test_a_merger_at_one_end_leaves_the_parting_at_the_other_in_force(people):
    [fact] = [one for one in await people.by_hand.facts() if one.sentence == "Annie likes Acme Inc"]
    await people.splits("Annie", "Nan", fact)
    await people.merges("Acme", "Acme Inc")
    assert await ends(people, "Nan likes Acme Inc") == ("Nan", "Acme")


async def test_a_merger_further_up_takes_along_whom_a_user_takes_for_one_of_the_two(by_hand):
    people = People(by_hand)
    await hears(by_hand, "[person] John Smith | likes | tea", "[person] Jack | likes | rain")
    await by_hand.tells("J. Smith", "lives in", "Rome", "2022-01-01", scope=DORA)
    [(_, found)] = await reviews(by_hand.memory, DORA, ReviewStatus.OPEN, None, 50)
    await decided(by_hand.memory, DORA, found.id, Verdict.SAME, BEN, "d1")
    await people.settles()
    wish = Merger(await people.id("Jack"), (await people.id("John Smith"),), insists=True)
    await merged(by_hand.memory, ACME, wish, BEN, "m1")
    await people.settles()
    about = {edge[0] for edge in await people.edges(scope=DORA) if "Rome" in edge[4]}
    assert about == {await people.id("Jack")}
    seen = await by_hand.memory.entity(DORA, EntityRef(name="J. Smith"))
    assert (seen.name, "Jack" in seen.aliases) == ("John Smith", True)  # the fuller one is shown


async def test_a_ruling_on_who_was_erased_takes_nobody_along(people):
    await people.merges("Ann Lee", "Annie")
    texts = [id for fact in await people.by_hand.facts() for id in fact.episodes]
    await forget(people.memory, ACME, Selector(ids=tuple(texts)))
    await people.by_hand.tells("Cleo", "knows", "Annie", "2022-01-01")
    await people.by_hand.tells("Dora", "likes", "snow", "2022-01-01")
    await people.merges("Dora", "Cleo")
    assert await people.about("Dora") == ["Cleo knows Annie", "Dora likes snow"]
