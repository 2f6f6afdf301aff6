"""What others do while somebody is forgotten, or has been. All engines."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import pytest

from forgetting import forget
from quipu.graph.intake.ingest import settle_next
from quipu.graph.listing import every_fact
from quipu.graph.memory import Memory
from quipu.graph.ruling.amend import invalidated, undone
from quipu.graph.ruling.merging import merged
from quipu.schema.drafts import EntityRef, EpisodeDraft
from quipu.schema.forgetting import Selector
from quipu.schema.identity import FactId, Scope
from quipu.schema.knowledge import Mention, Reading, Statement
from quipu.schema.merging import Merger
from quipu.schema.ports import FactQuery
from quipu.schema.rulings import Invalidation, Ruling
from stories.by_hand import ACME, ByHand, Silent

TEAM = Scope("acme", user="maya")


@pytest.fixture
def maya(by_hand: ByHand) -> ByHand:
    """Who is told in a narrower scope."""
    return ByHand(by_hand.memory, told=1_000, scope=TEAM)


@dataclass
class Interposed:
    """A store in which something happens once, right before something else is written."""

    store: Any
    written: str  # which of its methods writes it
    deed: Any

    def __getattr__(self, name: str) -> Any:
        method = getattr(self.store, name)
        if name != self.written or self.deed is None:
            return method
        deed, self.deed = self.deed, None

        async def late(*arguments: Any) -> Any:
            await deed()
            return await method(*arguments)

        return late


def before(by_hand: ByHand, written: str, deed: Any) -> Memory:
    """The memory in which a deed comes first."""
    memory = by_hand.memory
    return replace(memory, store=Interposed(memory.store, written, deed))


async def test_a_list_is_read_whole_though_a_page_ended_at_what_is_forgotten(by_hand):
    for value, day in (("Rome", "2024-01-01"), ("Oslo", "2024-02-01"), ("Bergen", "2024-03-01")):
        await by_hand.tells("Anna", "likes", value, day)
    memory = by_hand.memory
    store = Interposed(memory.store, "list_facts", None)

    async def forgets():
        await forget(memory, ACME, Selector(subject=EntityRef(name="Oslo")))

    def counting(count):
        store.deed = forgets if count == 2 else None

    query = FactQuery(memory.view())
    found = await every_fact(store, ACME, query, page=2, counting=counting)
    assert [one.sentence for one in found] == ["Anna likes Rome", "Anna likes Bergen"]


async def texts_of(by_hand, sentence):
    [fact] = [one for one in await by_hand.facts() if one.sentence == sentence]
    return Selector(ids=fact.episodes)


async def settle(memory, reader=None):
    while await settle_next(memory, reader or Silent()):
        pass


async def test_who_a_narrower_scope_begins_to_speak_of_meanwhile_stays(by_hand, maya):
    await by_hand.tells("Ann", "lives in", "Oslo", "2024-01-01")
    ann = await by_hand.named("Ann")
    text = await texts_of(by_hand, "Ann lives in Oslo")

    async def deed():
        await maya.tells("Ann", "works for", "Acme", "2024-02-01")

    await forget(before(by_hand, "erase", deed), ACME, text)
    assert await by_hand.believed() == []
    [fact] = await maya.facts()
    assert (fact.sentence, fact.subject) == ("Ann works for Acme", ann)
    assert await maya.named("Ann") == ann
    wish, by = Invalidation(fact.id, None), Ruling("maya", "misheard")
    await invalidated(maya.memory, TEAM, wish, by, "not so")
    await settle(maya.memory)
    assert await maya.believed() == []


async def test_a_name_that_a_narrower_scope_begins_to_use_meanwhile_stays(by_hand, maya):
    reader = Names()
    texts = ["1: Li Lei (李雷) likes tea", "2: Li Lei likes tea"]
    jobs = [await by_hand.memory.remember(ACME, [EpisodeDraft(one)], one) for one in texts]
    await settle(by_hand.memory, reader)

    async def deed():
        await by_hand.memory.remember(TEAM, [EpisodeDraft("3: 李雷 likes tea")], "narrower")
        await settle(by_hand.memory, reader)

    gone = Selector(ids=jobs[0].job.episodes)
    await forget(before(by_hand, "erase", deed), ACME, gone)
    assert await maya.named("李雷") == await by_hand.named("Li Lei")


class Names:
    """A reader that hears of Li Lei in everything, by the names that stand there."""

    name = "names"

    async def read(self, episodes):
        return [Reading(statements=(self._said(one.content),)) for one in episodes]

    def _said(self, text):
        first, *others = [one for one in ("Li Lei", "李雷") if one in text]
        who = Mention(first, "person", aliases=tuple(others))
        return Statement(who, "likes", Mention(f"tea {text[0]}", "thing"), text)


async def test_what_a_narrower_scope_was_about_to_tell_of_whom_is_erased_is_told(by_hand, maya):
    await by_hand.tells("Ann", "lives in", "Oslo", "2024-01-01")
    text = await texts_of(by_hand, "Ann lives in Oslo")
    late = replace(maya, memory=before(maya, "apply", lambda: forget(by_hand.memory, ACME, text)))
    await late.tells("Ann", "works for", "Acme", "2024-02-01")
    assert await by_hand.believed() == []
    [fact] = await maya.facts()
    assert (fact.sentence, fact.subject) == ("Ann works for Acme", await maya.named("Ann"))


async def test_a_ruling_under_a_key_whose_ruling_was_erased_is_carried_out(by_hand):
    wish, by = Invalidation(FactId(""), None), Ruling("maya", "misheard")
    for name in ("Ann", "Bob"):
        await by_hand.tells(name, "lives in", "Oslo", "2024-01-01")
        [fact] = await by_hand.facts()
        once, again = [
            await invalidated(by_hand.memory, ACME, replace(wish, fact=fact.id), by, "ruling")
            for _ in range(2)
        ]
        assert (once.is_replay, again.is_replay) == (False, True)
        assert again.job.id == once.job.id
        await settle(by_hand.memory)
        assert await by_hand.believed() == []
        if name == "Ann":
            await forget(by_hand.memory, ACME, Selector(scope=True))


async def test_a_fact_that_says_is_the_same_as_is_no_ruling(by_hand):
    same = "Clark Kent is the same as Superman"
    await by_hand.tells("Clark Kent", "is the same as", "Superman", "2024-01-01")
    await by_hand.tells("Clark Kent", "lives in", "Metropolis", "2024-01-01")
    await forget(by_hand.memory, ACME, await texts_of(by_hand, "Clark Kent lives in Metropolis"))
    [fact] = await by_hand.facts()
    assert (fact.sentence, fact.subject) == (same, await by_hand.named("Clark Kent"))
    wish, by = Invalidation(fact.id, None), Ruling("maya", "misheard")
    await invalidated(by_hand.memory, ACME, wish, by, "ruling")
    await settle(by_hand.memory)
    assert await by_hand.believed() == []
    [line] = [
        one for one in await by_hand.memory.store.changes(ACME, 0, 100) if one.actor == "maya"
    ]
    await undone(by_hand.memory, ACME, line.sequence, by, "undoing")
    await settle(by_hand.memory)
    assert await by_hand.believed() == [same]


async def merge(by_hand):
    """Annie is taken for Ann Lee; by which text."""
    await by_hand.tells("Ann Lee", "lives in", "Oslo", "2024-01-01")
    await by_hand.tells("Annie", "works for", "Acme", "2024-01-01")
    ids = [await by_hand.named(one) for one in ("Ann Lee", "Annie")]
    wish, by = Merger(ids[0], (ids[1],), insists=True), Ruling("maya", "the same person")
    receipt = await merged(by_hand.memory, ACME, wish, by, "merger")
    await settle(by_hand.memory)
    return ids, Selector(ids=receipt.job.episodes)


async def dies():
    raise Died


class Died(Exception):
    """What kills the process between two transactions."""


async def test_who_dies_once_a_merger_is_erased_leaves_two(by_hand):
    (keep, other), ruling = await merge(by_hand)
    memory = before(by_hand, "apply", dies)
    await forget(memory, ACME, ruling)
    [annie] = await by_hand.memory.store.entities(ACME, [other])
    assert annie.merged_into is None
    facts = {one.sentence: one.subject for one in await by_hand.facts()}
    assert facts == {"Ann Lee lives in Oslo": keep, "Annie works for Acme": other}


async def test_who_dies_before_a_merger_is_erased_finds_all_of_it_done_again(by_hand, maya):
    (keep, other), ruling = await merge(by_hand)
    await maya.tells("Annie", "likes", "tea", "2024-01-01")
    assert [one.subject for one in await maya.facts() if one.scope == TEAM] == [keep]
    with pytest.raises(Died):
        await forget(before(by_hand, "erase", dies), ACME, ruling)
    await forget(by_hand.memory, ACME, ruling)
    assert [one.subject for one in await maya.facts() if one.scope == TEAM] == [other]
    assert {one.subject for one in await by_hand.facts()} == {keep, other}
