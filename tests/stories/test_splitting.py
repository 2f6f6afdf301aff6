"""Who is split off, onto whom, and that nothing of it stays once it is taken back. All engines."""

from __future__ import annotations

import pytest

from forgetting import forget, shown
from quipu.api.naming import called
from quipu.graph.intake.ingest import settle_next
from quipu.graph.renaming import with_name
from quipu.graph.ruling.merging import split
from quipu.schema.changes import ChangeKind
from quipu.schema.drafts import EntityRef, EpisodeDraft
from quipu.schema.errors import Invalid, NotFound
from quipu.schema.forgetting import ForgetWish, Selector
from quipu.schema.identity import EntityId
from quipu.schema.knowledge import Entity
from quipu.schema.merging import Splitting
from quipu.schema.ports import EntityQuery, Page
from quipu.schema.recall import Question
from stories.by_hand import ACME, Silent
from stories.test_identity import hears
from stories.test_merging import BEN, People
from teller import date


@pytest.fixture
def people(by_hand):
    return People(by_hand)


async def told(people):
    """Omar is single and likes tea; Greta, who has nothing to do with him, lives in Rome."""
    await people.by_hand.tells("Omar", "is", "single", "2020-01-01")
    await people.by_hand.tells("Omar", "likes", "tea", "2020-01-01")
    await people.by_hand.tells("Greta", "lives in", "Rome", "2020-01-01")
    await people.memory.remember(ACME, [EpisodeDraft("Greta sent her regards.")], "regards")
    await people.settles()


async def splits_single(people, new_name):
    single = [one for one in await people.by_hand.facts() if "single" in one.sentence]
    return await people.splits("Omar", new_name, *single)


async def would_forget(people, name):
    wish = ForgetWish(Selector(subject=EntityRef(name=name)), "asked to", "test")
    return await shown(people.memory, ACME, wish)


async def names(people):
    rows = await people.store.list_entities(ACME, EntityQuery(), Page(50))
    return sorted((one.name, *one.aliases) for one in rows if not one.is_value)


@pytest.mark.parametrize("new_name", ["Greta", "Newguy"])
async def test_a_split_that_is_taken_back_leaves_no_name_behind(people, new_name):
    await told(people)
    before, edges = await names(people), await people.edges()
    doomed = {name: (await would_forget(people, name)).texts for name in ("Omar", "Greta")}
    await splits_single(people, new_name)
    await people.undoes(ChangeKind.SPLIT)
    assert await names(people) == before
    assert await people.edges() == edges
    for name, texts in doomed.items():
        assert (await would_forget(people, name)).texts == texts
    assert await called(people.memory, ACME, "Newguy") is None


async def test_taking_the_taking_back_back_splits_again(people):
    await told(people)
    await splits_single(people, "Newguy")
    edges, there = await people.edges(), await names(people)
    await people.undoes(ChangeKind.SPLIT)
    await people.undoes(ChangeKind.MERGED)
    assert await people.edges() == edges
    assert await names(people) == there
    assert await people.about("Newguy") == ["Newguy is single"]


async def test_who_is_nobody_cannot_be_merged_nor_take_a_bystander_along(people):
    await told(people)
    await splits_single(people, "Newguy")
    nobody = await people.id("Newguy")
    await people.undoes(ChangeKind.SPLIT)
    await people.memory.remember(ACME, [EpisodeDraft("Newguy is what they call it.")], "text")
    await people.settles()
    wish = ForgetWish(Selector(ids=(nobody,)), "asked to", "test")
    assert (await shown(people.memory, ACME, wish)).texts == ()
    facts = [one.id for one in await people.by_hand.facts() if "tea" in one.sentence]
    with pytest.raises(NotFound):
        await split(people.memory, ACME, Splitting(nobody, "X", tuple(facts)), BEN, "again")


async def test_facts_go_to_who_bears_the_name_already(people):
    await told(people)
    before = await people.edges()
    await splits_single(people, "Greta")
    assert await people.about("Greta") == ["Greta is single", "Greta lives in Rome"]
    assert await people.about("Omar") == ["Omar likes tea"]
    assert [one for one in await names(people) if one[0] == "Greta"] == [("Greta",)]
    await forget(people.memory, ACME, Selector(subject=EntityRef(name="Greta")))
    assert await people.about("Omar") == ["Omar likes tea"]
    assert before != await people.edges()


async def test_a_name_of_another_kind_or_of_its_own_makes_somebody_new(people):
    await hears(
        people.by_hand,
        "[person] Ann | likes | tea",
        "[person] Ann | likes | rain",
        "[place] Florence | located in | Italy",
    )
    [rain] = [one for one in await people.by_hand.facts() if "rain" in one.sentence]
    [tea] = [one for one in await people.by_hand.facts() if "tea" in one.sentence]
    await people.splits("Ann", "Florence", rain)
    florences = (await people.store.named(ACME, ["florence"]))["florence"]
    assert sorted(one.kind for one in florences) == ["person", "place"]
    await people.splits("Ann", "Ann", tea)
    assert len((await people.store.named(ACME, ["ann"]))["ann"]) == 2


async def test_a_name_that_several_bear_is_refused_with_their_ids(people):
    await hears(
        people.by_hand,
        "[person] John Smith | born on | 3 May 1970",
        "[person] John Smith | born on | 21 June 1990",
    )
    await people.by_hand.tells("Omar", "is", "single", "2020-01-01")
    both = (await people.store.named(ACME, ["john smith"]))["john smith"]
    for asked in (called(people.memory, ACME, "John Smith"), splits_single(people, "John Smith")):
        with pytest.raises(Invalid, match="several entities are called") as found:
            await asked
        assert all(one.id in (found.value.hint or "") for one in both)


async def test_forgetting_one_of_two_namesakes_leaves_the_other_alone(people):
    await hears(
        people.by_hand,
        "[person] John Smith | born on | 3 May 1970",
        "[person] John Smith | born on | 21 June 1990",
    )
    one, other = (await people.store.named(ACME, ["john smith"]))["john smith"]
    seen = await forget(people.memory, ACME, Selector(ids=(one.id,)))
    assert seen.report.episodes == 1
    assert [left.id for left in (await people.store.named(ACME, ["john smith"]))["john smith"]] == [
        other.id
    ]
    assert len(await people.by_hand.facts()) == 1


async def test_a_dry_run_shows_which_texts_would_go(people):
    await told(people)
    long = "Greta " + "walked on and on. " * 20
    await people.memory.remember(ACME, [EpisodeDraft(long, speaker="Ben")], "long")
    while await settle_next(people.memory, Silent()):
        pass
    seen = await would_forget(people, "Greta")
    begun = [one.beginning for one in seen.texts]
    assert "Greta sent her regards." in begun
    [cut] = [one for one in seen.texts if one.speaker == "Ben"]
    assert (len(cut.beginning), cut.beginning[-1]) == (100, "…")


async def test_a_fact_that_was_split_off_says_whom_it_is_about(people):
    await people.by_hand.tells("Omar", "is", "single", "2020-01-01", statement="Omar is single")
    await people.by_hand.tells("Omar", "likes", "tea", "2020-01-01")
    await people.by_hand.tells("Greta", "knows", "Omar", "2020-01-01", statement="Omar's Greta")
    before = await people.edges()
    moving = [one for one in await people.by_hand.facts() if "tea" not in one.sentence]
    await people.splits("Omar", "Omar Aziz", *moving)
    assert await people.about("Omar") == ["Omar likes tea"]
    assert await people.about("Omar Aziz") == ["Omar Aziz is single", "Omar Aziz's Greta"]
    [hit, *_] = (await people.memory.search(ACME, Question("Is Aziz single?"))).hits
    [single] = [one for one in await people.by_hand.facts() if "single" in one.sentence]
    assert hit.id == single.id
    [told] = await people.store.claims(ACME, single.claims)
    assert told.sentence == "Omar is single"
    await people.undoes(ChangeKind.SPLIT)
    assert await people.edges() == before


async def test_it_says_so_too_where_its_slot_is_settled_again_later(people):
    await people.by_hand.tells("Omar", "lives in", "Rome", "2020-01-01")
    await people.splits("Omar", "Omar Aziz", *await people.by_hand.facts())
    await people.by_hand.tells("Omar Aziz", "lives in", "Oslo", "2022-01-01")
    then = await people.about("Omar Aziz", as_of=date("2021-01-01"))
    assert then == ["Omar Aziz lives in Rome"]


async def test_a_namesake_and_whoever_was_merged_keep_the_words_as_they_were_told(people):
    await people.by_hand.tells("Omar", "lives in", "Rome", "2020-01-01")
    await people.splits("Omar", "Omar", *await people.by_hand.facts())
    assert await people.by_hand.believed() == ["Omar lives in Rome"]
    await people.by_hand.tells("Ann Lee", "likes", "tea", "2020-01-01")
    await people.by_hand.tells("Annie", "likes", "rain", "2020-01-01")
    await people.merges("Ann Lee", "Annie")
    assert "Annie likes rain" in await people.about("Ann Lee")


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Omar met Omari", "Omar Aziz met Omari"),
        ("Omar Aziz is single", "Omar Aziz is single"),
        ("He is single", "He is single"),
        ("Mr. O. is single", "Omar Aziz is single"),
        ("Omar and Omar's dog", "Omar Aziz and Omar Aziz's dog"),
    ],
)
def test_only_whole_names_are_exchanged(sentence, expected):
    omar = Entity(EntityId("en_1"), ACME, "Omar", "person", date("2020-01-01"), ("Mr. O.",))
    assert with_name(sentence, omar, "Omar Aziz") == expected
