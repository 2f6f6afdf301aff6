"""What is ruled while two are taken for one goes with whom it was told of. All engines."""

from __future__ import annotations

import pytest

from quipu.graph.ruling.amend import corrected, invalidated
from quipu.schema.changes import ChangeKind
from quipu.schema.drafts import EntityRef
from quipu.schema.reviews import Verdict
from quipu.schema.rulings import Correction, Invalidation
from stories.by_hand import ACME
from stories.test_merging import BEN, People
from teller import date


class Rulers(People):
    """They rule on facts by what these say."""

    async def fact(self, sentence):
        found = await self.by_hand.facts(include_stale=True)
        return next(one for one in found if one.sentence == sentence)

    async def refuses(self, sentence):
        return await self._ruled(invalidated, Invalidation((await self.fact(sentence)).id), BEN)

    async def ends(self, sentence, on):
        wish = Invalidation((await self.fact(sentence)).id, date(on))
        return await self._ruled(invalidated, wish, BEN)

    async def corrects(self, sentence, **otherwise):
        wish = Correction((await self.fact(sentence)).id, **otherwise)
        return await self._ruled(corrected, wish, BEN)


@pytest.fixture
async def people(by_hand):
    """Annie, who is taken for Ann Lee; both like tea."""
    found = Rulers(by_hand)
    for name, town in (("Ann Lee", "Oslo"), ("Annie", "Rome")):
        await by_hand.tells(name, "likes", "tea", "2020-01-01")
        await by_hand.tells(name, "lives in", town, f"202{len(name)}-01-01")
    await found.merges("Ann Lee", "Annie")
    return found


async def parts(people):
    await people.undoes(ChangeKind.MERGED)


async def test_what_is_refused_of_one_is_refused_of_both_whose_it_was(people):
    await people.refuses("Ann Lee likes tea")
    await parts(people)
    assert await people.about("Ann Lee") == ["Ann Lee lives in Oslo"]
    assert await people.about("Annie") == ["Annie lives in Rome"]


async def test_what_only_one_of_them_told_is_refused_of_that_one(people):
    await people.refuses("Annie lives in Rome")
    await people.by_hand.tells("Ann Lee", "lives in", "Rome", "2028-01-01")
    await parts(people)
    assert await people.about("Annie") == ["Annie likes tea"]
    assert "Ann Lee lives in Rome" in await people.about("Ann Lee")


async def test_a_correction_is_of_whom_the_wrong_fact_was_told(people):
    await people.corrects("Annie lives in Rome", target=EntityRef(name="Bergen"))
    await parts(people)
    assert await people.about("Annie") == ["Annie likes tea", "Annie lives in Bergen"]
    assert await people.about("Ann Lee") == ["Ann Lee likes tea", "Ann Lee lives in Oslo"]


async def test_another_date_is_of_both_whose_it_was(people):
    await people.corrects("Ann Lee likes tea", valid_at=date("2015-01-01"))
    await parts(people)
    found = [one for one in await people.by_hand.facts() if "tea" in one.sentence]
    assert {(one.sentence, one.valid.start.year) for one in found} == {
        ("Ann Lee likes tea", 2015),
        ("Annie likes tea", 2015),
    }


async def test_an_end_is_the_end_for_both(people):
    await people.ends("Ann Lee likes tea", "2023-01-01")
    await parts(people)
    assert await people.about("Annie") == ["Annie lives in Rome"]
    assert await people.about("Ann Lee") == ["Ann Lee lives in Oslo"]


async def test_an_undoing_stays_in_force(people):
    await people.refuses("Annie lives in Rome")
    [*_, line] = await people.store.changes(ACME, 0, 1_000, [ChangeKind.INVALIDATED])
    await people.takes_back(line)
    await parts(people)
    assert "Annie lives in Rome" in await people.about("Annie")


async def test_who_is_taken_for_a_third_takes_what_was_ruled_along(people):
    await people.refuses("Annie lives in Rome")
    await parts(people)
    await people.by_hand.tells("Nan", "likes", "rain", "2020-01-01")
    await people.merges("Nan", "Annie")
    assert await people.about("Nan") == ["Annie likes tea", "Nan likes rain"]


async def test_a_decision_holds_where_the_two_are_one_again(by_hand):
    people = Rulers(by_hand)
    await by_hand.tells("Ann Lee", "lives in", "Oslo", "2022-01-01")
    await by_hand.tells("Annie", "lives in", "Rome", "2022-01-01")
    await people.merges("Ann Lee", "Annie")
    await people.decides(Verdict.KEEP_FIRST)
    kept = await people.about("Ann Lee")
    await parts(people)
    await people.merges("Annie", "Ann Lee")
    assert await people.about("Annie") == kept
    assert await people.open() == []


async def test_what_was_ruled_before_a_merger_is_undone_after_it(by_hand):
    people = Rulers(by_hand)
    await by_hand.tells("Ann Lee", "likes", "tea", "2020-01-01")
    await by_hand.tells("Annie", "likes", "rain", "2020-01-01")
    await people.refuses("Annie likes rain")
    [*_, line] = await people.store.changes(ACME, 0, 1_000, [ChangeKind.INVALIDATED])
    await people.merges("Ann Lee", "Annie")
    await people.takes_back(line)
    assert await people.about("Ann Lee") == ["Ann Lee likes tea", "Annie likes rain"]
    await parts(people)
    assert await people.about("Annie") == ["Annie likes rain"]


async def test_whoever_went_along_to_a_third_says_so_in_a_line_that_can_be_undone(people):
    await people.by_hand.tells("Nan", "likes", "rain", "2020-01-01")
    await people.merges("Nan", "Ann Lee")
    moved = await people.id("Annie")
    lines = await people.store.changes(ACME, 0, 1_000, [ChangeKind.MERGED])
    await people.takes_back([one for one in lines if one.item == moved][-1])
    assert await people.about("Nan") == ["Nan likes rain"]
    assert "Annie lives in Rome" in await people.about("Ann Lee")
