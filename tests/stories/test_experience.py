"""What was tried teaches what to do: on every engine, seen from any moment, forgotten for good."""

from __future__ import annotations

from dataclasses import replace

import pytest

from forgetting import forget
from quipu.graph.intake.ingest import settle_next
from quipu.schema.drafts import EntityRef, EpisodeDraft
from quipu.schema.erasing import ForgetMode
from quipu.schema.errors import Conflict, Invalid
from quipu.schema.experience import ExperienceDraft, Outcome, Step, experience_of
from quipu.schema.forgetting import Erased, Selector
from quipu.schema.identity import Scope
from quipu.schema.knowledge import Trust
from quipu.schema.recall import USUAL_KINDS, ItemKind, Question, Sieve
from stories.by_hand import ACME, Silent

LIVED = frozenset({ItemKind.EXPERIENCE, ItemKind.PROCEDURE})
RELEASE = "Release the billing service"
GOOD = (Step("git pull"), Step("make test", succeeded=True), Step("make release", succeeded=True))
BAD = (Step("git pull"), Step("copy the jar by hand", "permission denied", succeeded=False))


@pytest.fixture
def agent(by_hand):
    return Agent(by_hand.memory)


class Agent:
    """Records attempts, each settled before the next."""

    def __init__(self, memory):
        self.memory, self.told = memory, 0

    async def tries(self, steps=GOOD, outcome=Outcome.SUCCESS, task=RELEASE, scope=ACME, **more):
        self.told += 1
        draft = ExperienceDraft(task, outcome, steps, **{"trust": Trust.ASSERTED} | more)
        receipt = await self.memory.record(scope, draft, f"attempt-{self.told}", "robot")
        while await settle_next(self.memory, Silent()):
            pass
        return receipt.job.episodes[0]

    async def finds(self, text=RELEASE, scope=ACME, kinds=LIVED, **more):
        question = Question(text, kinds=kinds, **more)
        return await self.memory.search(scope, question)

    async def learned(self, scope=ACME, view=None):
        return await self.memory.procedures(scope, view)


async def test_an_attempt_is_found_as_it_was_told(agent):
    id = await agent.tries(lesson="Test before you release.", used=("pr_x",), score=0.75)
    found = await agent.finds()
    [hit] = found.hits
    one = found.experiences[id]
    assert (hit.kind, hit.id) == (ItemKind.EXPERIENCE, id)
    assert (one.task, one.outcome, one.steps) == (RELEASE, Outcome.SUCCESS, GOOD)
    assert (one.lesson, one.used, one.score) == ("Test before you release.", ("pr_x",), 0.75)
    assert (one.actor, one.trust, one.scope) == ("robot", Trust.ASSERTED, ACME)


async def test_what_several_attempts_share_is_to_be_done_and_what_failed_them_to_be_left(agent):
    ids = [
        await agent.tries(),
        await agent.tries(),
        await agent.tries(BAD, Outcome.FAILURE),
        await agent.tries(BAD, Outcome.FAILURE, lesson="Jars are not copied."),
    ]
    [learned] = await agent.learned()
    assert learned.steps == ("git pull", "make test", "make release")
    assert learned.avoid == ("copy the jar by hand (failed 2 of 2 times: permission denied)",)
    assert learned.lessons == ("Jars are not copied.",)
    assert (learned.successes, learned.failures) == (2, 0)
    assert learned.evidence == tuple(ids)


async def test_a_procedure_stands_before_the_attempts_that_it_rests_on(agent):
    for _ in range(8):
        await agent.tries()
    kinds = [hit.kind for hit in (await agent.finds(limit=3)).hits]
    assert kinds == [ItemKind.PROCEDURE, ItemKind.EXPERIENCE, ItemKind.EXPERIENCE]
    found = await agent.finds("Release something", limit=3)
    assert found.hits[0].kind is ItemKind.PROCEDURE


async def test_one_attempt_alone_teaches_no_procedure(agent):
    await agent.tries()
    assert await agent.learned() == []


async def test_a_procedure_that_fails_whoever_follows_it_is_given_up(agent):
    for _ in range(2):
        await agent.tries()
    [learned] = await agent.learned()
    for _ in range(20):
        await agent.tries(GOOD, Outcome.FAILURE, used=(learned.id,))
    assert not [one for one in await agent.learned() if one.id == learned.id and one.steps]


async def test_attempts_stay_out_of_searches_for_facts_and_texts(agent):
    await agent.tries()
    found = await agent.finds(kinds=USUAL_KINDS | {ItemKind.ENTITY})
    assert found.hits == ()
    await agent.memory.remember(ACME, [EpisodeDraft(RELEASE)], "a text")
    while await settle_next(agent.memory, Silent()):
        pass
    found = await agent.finds(kinds=USUAL_KINDS)
    assert [hit.kind for hit in found.hits] == [ItemKind.EPISODE]
    assert not found.experiences


async def test_nothing_is_read_out_of_an_attempt(agent):
    class Loud:
        name = "loud"

        async def read(self, episodes):
            raise AssertionError("an attempt was read")

    draft = ExperienceDraft("Anna lives in Oslo.", Outcome.SUCCESS)
    await agent.memory.record(ACME, draft, "key")
    report = await settle_next(agent.memory, Loud())
    assert (report.episodes, report.failed_jobs) == (1, 0)


async def test_what_was_known_then_is_what_is_learned_then(agent):
    await agent.tries()
    await agent.tries()
    then = agent.memory.view()
    await agent.tries(BAD, Outcome.FAILURE)
    await agent.tries(BAD, Outcome.FAILURE)
    [now], [before] = await agent.learned(), await agent.learned(view=then)
    assert now.id == before.id
    assert now.avoid
    assert not before.avoid
    found = await agent.finds(view=then)
    assert len(found.experiences) == 2


async def test_a_narrower_scope_learns_from_the_wider_one_and_from_no_neighbour(agent):
    anna, bert, other = Scope("acme", "anna"), Scope("acme", "bert"), Scope("other")
    for _ in range(2):
        await agent.tries()
        await agent.tries(task="Water the plants", scope=bert)
    assert [one.scope for one in await agent.learned(anna)] == [ACME]
    assert (await agent.finds(scope=anna, inherit=False)).hits == ()
    assert await agent.learned(other) == []
    assert {one.scope for one in (await agent.finds(scope=bert)).experiences.values()} == {
        ACME,
        bert,
    }


async def test_a_repeat_under_its_key_records_once_and_another_attempt_is_a_conflict(agent):
    draft = ExperienceDraft(RELEASE, Outcome.SUCCESS, GOOD)
    first = await agent.memory.record(ACME, draft, "key")
    again = await agent.memory.record(ACME, draft, "key")
    assert (first.is_replay, again.is_replay) == (False, True)
    assert again.job.episodes == first.job.episodes
    with pytest.raises(Conflict):
        await agent.memory.record(ACME, replace(draft, outcome=Outcome.FAILURE), "key")


async def test_whoever_is_not_trusted_teaches_nothing(agent):
    for _ in range(2):
        await agent.tries(trust=Trust.UNTRUSTED)
    assert await agent.learned() == []
    assert len((await agent.finds()).experiences) == 2
    trusted = await agent.finds(sieve=Sieve(Trust.ASSERTED))
    assert trusted.hits == ()


@pytest.mark.parametrize("mode", list(ForgetMode))
async def test_a_forgotten_attempt_is_gone_with_what_it_taught(agent, mode):
    gone, stays = await agent.tries(), await agent.tries()
    assert await agent.learned()
    await forget(agent.memory, ACME, Selector(ids=(gone,)), mode)
    assert await agent.learned() == []
    assert list((await agent.finds()).experiences) == [stays]
    left = await agent.memory.store.episodes(ACME, [gone])
    assert [experience_of(one) for one in left] in ([], [None])


async def test_who_is_forgotten_is_forgotten_with_the_attempts_that_name_them(agent, by_hand):
    await by_hand.tells("Anna", "lives in", "Oslo", "2024-01-01")
    gone = await agent.tries((Step("ask Anna for the key"),))
    stays = await agent.tries()
    await forget(agent.memory, ACME, Selector(subject=EntityRef(name="Anna")))
    assert list((await agent.finds()).experiences) == [stays]
    assert await agent.memory.store.episodes(ACME, [gone]) == []


async def test_a_forgotten_attempt_does_not_come_back_and_another_at_its_task_may(agent):
    gone = await agent.tries()
    await forget(agent.memory, ACME, Selector(ids=(gone,)))
    with pytest.raises(Erased):
        await agent.tries()
    assert await agent.tries(BAD, Outcome.FAILURE)


@pytest.mark.parametrize(
    ("draft", "part"),
    [
        (ExperienceDraft(" ", Outcome.SUCCESS), "task"),
        (ExperienceDraft("x" * 2_001, Outcome.SUCCESS), "task"),
        (ExperienceDraft(RELEASE, Outcome.SUCCESS, (Step(" "),)), "steps.0"),
        (ExperienceDraft(RELEASE, Outcome.SUCCESS, (Step("a\0"),)), "steps.0.action"),
        (ExperienceDraft(RELEASE, Outcome.SUCCESS, (Step("a", duration_ms=-1),)), "steps.0"),
        (ExperienceDraft(RELEASE, Outcome.SUCCESS, (Step("a"),) * 501), "501 steps"),
        (ExperienceDraft(RELEASE, Outcome.SUCCESS, score=1.5), "score"),
        (ExperienceDraft(RELEASE, Outcome.SUCCESS, used=("fa_1",)), "fa_1"),
    ],
)
async def test_what_is_wrong_with_an_attempt_is_said_and_nothing_kept(agent, draft, part):
    with pytest.raises(Invalid, match=part):
        await agent.memory.record(ACME, draft, "key")
    assert (await agent.memory.store.statistics(ACME, agent.memory.view())).queued_jobs == 0


async def test_who_asks_for_more_trust_is_told_what_attempts_of_that_trust_say(agent):
    for _ in range(2):
        await agent.tries(BAD, Outcome.FAILURE, trust=Trust.OBSERVED)
    procedures = frozenset({ItemKind.PROCEDURE})
    asserted = Sieve(min_trust=Trust.ASSERTED)

    assert (await agent.finds(kinds=procedures)).hits
    assert not (await agent.finds(kinds=procedures, sieve=asserted)).hits

    sure = {await agent.tries(), await agent.tries()}
    found = await agent.finds(kinds=procedures, sieve=asserted)
    [hit] = found.hits
    assert set(found.procedures[hit.id].evidence) == sure
    assert found.procedures[hit.id].avoid == ()
