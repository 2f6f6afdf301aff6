"""Going over a whole scope: proposals, disputes, communities; a dry run changes nothing."""

from __future__ import annotations

import pytest

from forgetting import forget
from quipu.graph.communities import told
from quipu.graph.upkeep.consolidating import ALL, Pass, consolidated, keep_made
from quipu.schema.communities import CommunityQuery
from quipu.schema.drafts import EntityRef
from quipu.schema.forgetting import Selector
from quipu.schema.identity import Scope
from stories.by_hand import ACME
from teller import takes_back

RED, BLUE = ("Anna", "Berta", "Clara", "Dora"), ("Emil", "Fritz", "Gustav", "Hans")
ANY = CommunityQuery()


@pytest.fixture
async def circles(by_hand):
    """Two circles of friends that one friendship joins."""
    for names in (RED, BLUE):
        for place, one in enumerate(names):
            for other in names[place + 1 :]:
                await by_hand.tells(one, "knows", other, "2024-01-01")
    await by_hand.tells("Anna", "knows", "Emil", "2024-01-01")
    return by_hand


async def kept(memory, scope=ACME):
    return await memory.store.communities(scope, ANY, 0, 100)


async def told_now(memory, found, members=3):
    return await told(memory.store, ACME, memory.view(), found, members)


async def test_circles_of_friends_become_communities_that_tell_of_themselves(circles):
    memory = circles.memory
    report = await consolidated(memory, ACME, [Pass.COMMUNITIES])
    assert [(one.name, one.looked_at, one.found, one.written) for one in report.passes] == [
        (Pass.COMMUNITIES, 13, 2, 2)
    ]
    red, blue = sorted(await told_now(memory, await kept(memory)), key=lambda one: one.name)
    assert red.name.startswith("Anna, ")
    assert red.name.endswith(" and 1 more")
    assert blue.name.startswith("Emil, ")
    assert "Anna knows Berta." in red.summary
    assert "Emil" not in red.summary


async def test_a_dry_run_finds_the_same_and_changes_nothing(circles):
    memory = circles.memory
    before = await memory.store.changes(ACME, 0, 1_000)
    dry = await consolidated(memory, ACME, is_dry_run=True)
    assert [one.written for one in dry.passes] == [0, 0, 0]
    assert len(dry.communities) == 2
    assert await kept(memory) == []
    wet = await consolidated(memory, ACME)
    assert [one.members for one in wet.communities] == [one.members for one in dry.communities]
    assert await memory.store.changes(ACME, 0, 1_000) == before


async def test_doing_it_again_changes_nothing_more(circles):
    memory = circles.memory
    await consolidated(memory, ACME)
    first = await kept(memory)
    await consolidated(memory, ACME)
    assert [(one.id, one.members) for one in await kept(memory)] == [
        (one.id, one.members) for one in first
    ]


async def test_names_that_may_mean_one_are_proposed_and_not_joined(by_hand):
    await by_hand.tells("International Business Machines", "located in", "Armonk", "2024-01-01")
    await by_hand.tells("IBM", "located in", "Armonk", "2024-01-01")
    found = await consolidated(by_hand.memory, ACME, [Pass.DEDUPLICATE])
    [pair] = found.pairs
    assert (pair.rule, pair.score) == ("acronym", 0.85)
    names = {one.id: one.name for one in found.entities}
    assert names[pair.one] == "International Business Machines"
    assert await by_hand.named("IBM") != await by_hand.named("International Business Machines")


async def test_what_is_in_dispute_is_reported(by_hand):
    await by_hand.tells("Sam", "lives in", "Oslo", "2024-01-01")
    await by_hand.tells("Sam", "lives in", "Rome", "2024-01-01")
    found = await consolidated(by_hand.memory, ACME, [Pass.CONTRADICTIONS])
    [dispute] = found.disputes
    assert {dispute.first.sentence, dispute.second.sentence} == {
        "Sam lives in Oslo", "Sam lives in Rome",
    }  # fmt: skip


async def test_progress_is_told_pass_by_pass(circles):
    said = []
    await consolidated(circles.memory, ACME, watch=lambda *one: said.append(one))
    assert list(dict.fromkeys(name for name, _, _ in said)) == list(ALL)
    assert (Pass.COMMUNITIES, "facts", 13) in said
    assert (Pass.DEDUPLICATE, "entities", 8) in said


async def test_a_scope_is_gone_over_by_itself(circles):
    memory, own = circles.memory, Scope("acme", "maya")
    await consolidated(memory, ACME)
    found = await consolidated(memory, own)
    assert [one.found for one in found.passes] == [0, 0, 0]
    assert await kept(memory, own) == await kept(memory)


async def test_what_was_given_up_since_is_told_of_no_community(circles):
    memory = circles.memory
    await consolidated(memory, ACME)
    facts = await circles.facts()
    [gone] = [one for one in facts if one.sentence == "Anna knows Berta"]
    await takes_back(memory, ACME, gone.episodes)
    summaries = " ".join(one.summary for one in await told_now(memory, await kept(memory)))
    assert "Anna knows Berta" not in summaries
    assert "Anna knows Clara" in summaries


async def test_who_is_forgotten_is_of_no_community(circles):
    memory = circles.memory
    await consolidated(memory, ACME)
    own = Scope("acme", "maya")
    await memory.store.keep_communities(own, await kept(memory))
    anna = await circles.named("Anna")
    await forget(memory, ACME, Selector(subject=EntityRef(name="Anna")))
    assert await kept(memory) == []
    assert await kept(memory, own) == []
    await consolidated(memory, ACME)
    made = await told_now(memory, await kept(memory), 10)
    assert made
    assert all(anna not in one.community.members for one in made)
    assert "Anna" not in " ".join(one.name + one.summary for one in made)


async def test_what_was_made_before_somebody_was_forgotten_is_not_kept(circles):
    memory = circles.memory
    begun = (await memory.store.statistics(ACME, memory.view())).last_sequence
    made = (await consolidated(memory, ACME, is_dry_run=True)).communities
    assert await keep_made(memory, ACME, made, begun) == 2
    await forget(memory, ACME, Selector(subject=EntityRef(name="Anna")))
    assert await keep_made(memory, ACME, made, begun) == 0
    assert await kept(memory) == []
