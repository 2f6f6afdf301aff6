"""Whom a user knows may be one with whom the whole tenant knows. All engines."""

from __future__ import annotations

import pytest

from forgetting import forget
from quipu.graph.ruling.amend import undone
from quipu.graph.ruling.merging import merged
from quipu.schema.changes import ChangeKind
from quipu.schema.drafts import EntityRef
from quipu.schema.errors import Invalid
from quipu.schema.forgetting import Selector
from quipu.schema.identity import Scope
from quipu.schema.merging import Merger
from quipu.schema.names import name_form
from quipu.schema.ports import FactQuery, Page
from stories.by_hand import ACME
from stories.test_merging import BEN, People

MAYA = Scope("acme", "maya")


@pytest.fixture
def people(by_hand):
    return Across(by_hand)


class Across(People):
    """People who are known to the tenant or to Maya, and who rules on them in which scope."""

    async def id(self, name, scope=MAYA):
        form = name_form(name)
        found = (await self.store.named(scope, [form]))[form]
        return next(one.id for one in found if one.name == name)

    async def merges(self, keep, other, scope=MAYA):
        self.count += 1
        wish = Merger(await self.id(keep), (await self.id(other),))
        await merged(self.memory, scope, wish, BEN, f"k{self.count}")
        await self.settles()

    async def takes_back(self, kind, name="Annie", scope=MAYA):
        """What was first ruled of somebody."""
        self.count += 1
        about = await self.id(name)
        lines = await self.store.changes(scope, 0, 1_000, [kind])
        first = next(one for one in lines if one.item == about)
        await undone(self.memory, scope, first.sequence, BEN, f"k{self.count}")
        await self.settles()

    async def owners(self, scope=MAYA):
        """Whom the facts of a scope are about, by sentence."""
        view = self.memory.view()
        facts = await self.store.list_facts(scope, FactQuery(view), Page(50))
        return {fact.sentence: fact.subject for fact in facts}


@pytest.fixture
async def told(people):
    """The tenant knows Ann Lee; Maya talks of Annie."""
    await people.by_hand.tells("Ann Lee", "likes", "tea", "2020-01-01")
    await people.by_hand.tells("Annie", "likes", "rain", "2022-01-01", scope=MAYA)
    return people


async def test_a_user_s_name_for_whom_the_tenant_knows_means_that_one_there(told):
    await told.merges("Ann Lee", "Annie")
    ann = await told.id("Ann Lee", ACME)
    assert await told.owners() == {"Ann Lee likes tea": ann, "Annie likes rain": ann}
    await told.by_hand.tells("Annie", "likes", "wind", "2023-01-01", scope=MAYA)
    assert (await told.owners())["Annie likes wind"] == ann
    named = await told.memory.entity(MAYA, EntityRef(name="Annie"))
    assert (named.id, named.aliases) == (ann, ("Annie",))


async def test_nobody_else_hears_of_it(told):
    before = await told.edges()
    await told.merges("Ann Lee", "Annie")
    assert await told.edges() == before
    for scope in (ACME, Scope("acme", "dora")):
        assert await told.memory.entity(scope, EntityRef(name="Annie")) is None
        assert (await told.memory.entity(scope, EntityRef(name="Ann Lee"))).aliases == ()


async def test_it_is_taken_back_like_any_other(told):
    before = await told.edges(scope=MAYA)
    await told.merges("Ann Lee", "Annie")
    joined = await told.edges(scope=MAYA)
    await told.takes_back(ChangeKind.MERGED)
    assert await told.edges(scope=MAYA) == before
    await told.takes_back(ChangeKind.SPLIT)
    assert await told.edges(scope=MAYA) == joined


async def test_whom_the_tenant_knows_becomes_nobody_of_one_user(told):
    with pytest.raises(Invalid, match="Ann Lee belongs to the wider scope acme") as refused:
        await told.merges("Annie", "Ann Lee")
    assert "keep" in refused.value.hint
    await told.by_hand.tells("A. Lee", "likes", "snow", "2022-01-01")
    with pytest.raises(Invalid, match="wider scope acme") as refused:
        await told.merges("Ann Lee", "A. Lee")
    assert refused.value.hint == "merge them in the scope acme"
    await told.by_hand.tells("Nan", "likes", "fog", "2022-01-01", scope=MAYA)
    await told.merges("Ann Lee", "Annie")
    with pytest.raises(Invalid, match="Ann Lee belongs to the wider scope"):
        await told.merges("Nan", "Annie")
    await told.merges("Annie", "Nan")
    assert set((await told.owners()).values()) == {
        await told.id("Ann Lee"), await told.id("A. Lee")
    }  # fmt: skip


@pytest.mark.parametrize("is_tenant_first", [True, False])
async def test_mergers_of_the_tenant_and_of_the_user_add_up(told, is_tenant_first):
    await told.by_hand.tells("Dr Ann", "likes", "snow", "2022-01-01")
    await told.by_hand.tells("Nan", "knows", "Dr Ann", "2022-01-01", scope=MAYA)
    apart = await told.edges(scope=MAYA)
    of_tenant = (ACME, "Ann Lee", "Dr Ann")
    deeds = [of_tenant, (MAYA, "Dr Ann", "Annie"), (MAYA, "Annie", "Nan")]
    for scope, keep, other in deeds if is_tenant_first else [*deeds[1:], of_tenant]:
        await told.merges(keep, other, scope)
    ann = await told.id("Ann Lee")
    assert set((await told.owners()).values()) == {ann}
    for name in ("Annie", "Nan", "Dr Ann"):
        assert (await told.memory.entity(MAYA, EntityRef(name=name))).id == ann
    await told.takes_back(ChangeKind.MERGED, "Dr Ann", ACME)
    doctor = await told.id("Dr Ann")
    assert (await told.owners())["Annie likes rain"] == doctor
    assert (await told.memory.entity(MAYA, EntityRef(name="Annie"))).id == doctor
    for name in ("Annie", "Nan"):
        await told.takes_back(ChangeKind.MERGED, name)
    assert await told.edges(scope=MAYA) == apart


async def test_forgetting_a_user_s_name_leaves_the_tenant_s_alone(told):
    await told.merges("Ann Lee", "Annie")
    before = await told.edges()
    await forget(told.memory, MAYA, Selector(subject=EntityRef(name="Annie")))
    assert await told.edges() == before
    assert set(await told.owners()) == {"Ann Lee likes tea"}
    await told.by_hand.tells("Ann Lee", "likes", "sun", "2023-01-01", scope=MAYA)
    assert "Ann Lee likes sun" in await told.owners()


async def test_births_that_the_tenant_knows_part_them_too(told):
    await told.by_hand.tells("Ann Lee", "born on", "1970-05-03", "2020-01-01")
    await told.by_hand.tells("Annie", "born on", "1980-05-03", "2020-01-01", scope=MAYA)
    with pytest.raises(Invalid, match="other born on"):
        await told.merges("Ann Lee", "Annie")
