"""The cases that the best-known rival gets wrong (design/truth.md), each on every engine.

`test_case_NN_…` is the test of case NN; the last test here fails if one has none.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

import pytest

from quipu.graph.intake.ingest import settle_next
from quipu.graph.upkeep.consolidating import Pass, consolidated
from quipu.schema.drafts import EpisodeDraft
from quipu.schema.errors import Conflict, Unavailable
from quipu.schema.identity import Scope
from quipu.schema.intervals import DUSK, Interval
from quipu.schema.knowledge import Mention, Reading, Statement, When, status_of
from quipu.schema.ports import FactQuery, JobStatus, Page
from quipu.schema.recall import Question
from stories.by_hand import ACME, Silent
from teller import date, takes_back

CASES = 19


@dataclass
class Script:
    """Reads lines "[kind] Subject | predicate | [kind] object | from"; away while it is told so."""

    name: str = "script"
    is_away: bool = False

    async def read(self, episodes):
        if self.is_away:
            raise Unavailable("model does not answer")
        return [
            Reading(
                statements=tuple(
                    _statement(line) for line in one.content.splitlines() if " | " in line
                )
            )
            for one in episodes
        ]


def _statement(line):
    subject, predicate, value, *since = line.split(" | ")
    said = " ".join(part.rpartition("] ")[2] for part in (subject, predicate, value))
    when = When(Interval(date(since[0]), DUSK), "day", since[0]) if since else When()
    return Statement(_mention(subject), predicate, _mention(value), said, when=when)


def _mention(text):
    kind, _, name = text.rpartition("] ")
    return Mention(name, kind[1:] or "thing")


@pytest.fixture
def acme(by_hand):
    return Acme(by_hand)


class Acme:
    """Tells ready-made facts, or texts that a script reads; says what is believed."""

    def __init__(self, by_hand):
        self.by_hand, self.memory = by_hand, by_hand.memory
        self.tells = by_hand.tells

    async def hears(self, *texts, on="2024-01-01", key="", scope=ACME, reader=None):
        """Texts in one call, settled together."""
        drafts = [EpisodeDraft(text, occurred_at=date(on)) for text in texts]
        receipt = await self.memory.remember(scope, drafts, key or "|".join((on, *texts)))
        while await settle_next(self.memory, reader or Script()):
            pass
        return receipt.job

    async def statuses(self, on=None, known_at=None, scope=ACME):
        """Sentence → status of all facts, stale ones too, at a moment."""
        view = self.memory.view(date(on) if on else None, known_at)
        query = FactQuery(view, include_stale=True)
        facts = await self.memory.store.list_facts(scope, query, Page(100))
        return {fact.sentence: str(status_of(fact, view)) for fact in facts}

    async def holding(self, on=None, known_at=None):
        found = await self.statuses(on, known_at)
        return sorted(said for said, status in found.items() if status == "CURRENT")

    async def searched(self, text, scope=ACME):
        found = await self.memory.search(scope, Question(text))
        return {fact.sentence for fact in found.facts.values()}, {
            one.content for one in found.episodes.values()
        }


OSLO, ROME = "Sam lives in Oslo", "Sam lives in Rome"


async def test_case_01_what_is_asserted_again_after_an_end_holds_again(acme):
    for value, on in (("Oslo", "2024-01-01"), ("Rome", "2024-02-01"), ("Oslo", "2024-03-01")):
        await acme.tells("Sam", "lives in", value, on)
    assert await acme.holding() == [OSLO]
    assert await acme.holding(on="2024-02-15") == [ROME]


@pytest.mark.parametrize("since", [" | 2024-01-01", ""], ids=["equal start", "no start"])
async def test_case_02_two_values_of_one_start_are_shown_as_a_dispute(acme, since):
    await acme.hears(f"Sam | lives in | Oslo{since}", on="2024-01-01")
    await acme.hears(f"Sam | lives in | Rome{since}", on="2024-01-01")
    assert len(await acme.holding()) == 1
    [dispute] = await acme.memory.store.disputes(ACME, None, 10)
    assert dispute.dispute.holder != dispute.dispute.rival


async def test_case_03_what_holds_until_a_date_holds_until_then(acme):
    end = date("2030-01-01")
    await acme.tells("Sam", "works for", "Acme", "2024-01-01", invalid_at=end)
    assert await acme.holding() == ["Sam works for Acme"]
    assert await acme.holding(on="2030-02-01") == []


async def test_case_04_a_change_to_come_takes_effect_on_its_date(acme):
    await acme.hears("[organisation] Acme | ceo | [person] Ann")
    await acme.hears("[organisation] Acme | ceo | [person] Bob | 2030-01-01", on="2024-06-01")
    assert await acme.holding() == ["Acme ceo Ann"]
    assert await acme.holding(on="2030-01-02") == ["Acme ceo Bob"]


async def test_case_05_two_contradicting_facts_of_one_batch_are_settled(acme):
    await acme.hears(
        "Sam | lives in | Oslo | 2024-01-01", "Sam | lives in | Rome | 2024-02-01", on="2024-03-01"
    )
    assert await acme.holding() == [ROME]


async def test_case_06_two_contradicting_facts_of_one_episode_are_settled(acme):
    await acme.hears(
        "Sam | lives in | Rome | 2024-02-01\nSam | lives in | Oslo | 2024-01-01", on="2024-03-01"
    )
    assert await acme.holding() == [ROME]


async def test_case_07_an_insert_in_the_middle_leaves_what_was_believed_readable(acme):
    await acme.tells("Sam", "lives in", "Oslo", "2024-01-01")
    await acme.tells("Sam", "lives in", "Rome", "2024-06-01")
    before = acme.memory.clock()
    await acme.tells("Sam", "lives in", "Bern", "2024-03-01")
    assert await acme.holding(on="2024-04-01") == ["Sam lives in Bern"]
    assert await acme.holding(on="2024-04-01", known_at=before) == [OSLO]
    assert await acme.holding() == [ROME]


async def test_case_08_a_company_and_a_fruit_of_one_name_stay_two(acme):
    await acme.hears("[organisation] Apple | makes | phones", "[fruit] Apple | tastes | sweet")
    facts = await acme.by_hand.facts()
    assert len({fact.subject for fact in facts}) == 2


@pytest.mark.parametrize(("one", "other"), [("SR-2023-052", "SR-2023-053"), ("Rev A", "Rev B")])
async def test_case_09_names_that_differ_in_a_number_or_version_stay_two(acme, one, other):
    await acme.hears(f"{one} | status | open", f"{other} | status | closed")
    assert len(await acme.holding()) == 2


async def test_case_10_two_people_of_one_name_stay_two_where_their_births_differ(acme):
    await acme.hears("[person] John Smith | born on | 3 May 1970")
    await acme.hears("[person] John Smith | born on | 21 June 1990")
    facts = await acme.by_hand.facts()
    assert len({fact.subject for fact in facts}) == 2


@pytest.mark.parametrize(
    ("one", "other"), [("Zoë Ål", "Zoe Öl"), ("Иван Петров", "Илья Петров"), ("李雷", "李蕾")]
)
async def test_case_11_names_in_any_script_keep_what_tells_them_apart(acme, one, other):
    await acme.hears(f"[person] {one} | lives in | Oslo", f"[person] {other} | lives in | Rome")
    assert await acme.by_hand.named(one) != await acme.by_hand.named(other)
    assert len(await acme.holding()) == 2


async def test_case_12_facts_that_are_only_alike_retire_nothing(acme):
    said = [f"Sam | {deed} | the {what}" for deed in ("painted", "paints", "repainted")
            for what in ("fence", "fences", "garden fence", "old fence")]  # fmt: skip
    for text in said:
        await acme.hears(text)
    assert len(await acme.holding()) == len(said)


async def test_case_13_taking_an_episode_back_restores_what_it_had_ended(acme):
    await acme.hears("Sam | lives in | Oslo")
    job = await acme.hears("Sam | lives in | Rome", on="2024-02-01")
    assert await acme.holding() == [ROME]
    await takes_back(acme.memory, ACME, job.episodes)
    assert await acme.holding() == [OSLO]


@pytest.mark.parametrize("other", [Scope("other"), Scope("acme", "sam"), Scope("acme", "anna")])
async def test_case_14_no_scope_reads_what_another_one_holds(acme, other):
    mine = Scope("acme", "maya")
    for scope in (mine, other):
        await acme.hears(f"Sam | lives in | {scope.user or scope.tenant}", scope=scope)
    assert list(await acme.statuses(scope=mine)) == ["Sam lives in maya"]
    facts, episodes = await acme.searched("Where does Sam live?", scope=mine)
    assert facts == {"Sam lives in maya"}
    assert episodes == {"Sam | lives in | maya"}
    assert await acme.holding() == []


async def test_case_15_what_is_over_is_not_found_unless_it_is_asked_for(acme):
    await acme.tells("Sam", "lives in", "Oslo", "2024-01-01")
    await acme.tells("Sam", "lives in", "Rome", "2024-02-01")
    facts, _ = await acme.searched("Where does Sam live?")
    assert facts == {ROME}
    assert await acme.by_hand.believed() == [ROME]
    assert await acme.statuses() == {OSLO: "SUPERSEDED", ROME: "CURRENT"}


async def test_case_16_a_search_by_words_covers_every_scope_it_inherits(acme):
    chain = Scope("acme", "maya", "agent", "one").chain()
    for place, scope in enumerate(chain):
        await acme.hears(f"the lighthouse number {place}", scope=scope, reader=Silent())
    _, episodes = await acme.searched("lighthouse", scope=chain[0])
    assert episodes == {f"the lighthouse number {place}" for place in range(len(chain))}


async def test_case_17_a_model_that_fails_loses_no_text(acme):
    away = Script(is_away=True)
    draft = EpisodeDraft("Sam | lives in | Oslo", occurred_at=date("2024-01-01"))
    job = (await acme.memory.remember(ACME, [draft], "k")).job
    with pytest.raises(Unavailable):
        await settle_next(acme.memory, away)
    assert (await acme.memory.queue.job(ACME, job.id)).status is JobStatus.QUEUED
    [kept] = await acme.memory.store.episodes(ACME, job.episodes)
    assert kept.content == draft.content
    away.is_away = False
    while await settle_next(acme.memory, away):
        pass
    assert await acme.holding() == [OSLO]


async def test_case_18_the_same_message_sent_twice_is_kept_once(acme):
    draft = EpisodeDraft("Sam | lives in | Oslo", occurred_at=date("2024-01-01"), external_id="m1")
    first = await acme.memory.remember(ACME, [draft], "my-key")
    again = await acme.memory.remember(ACME, [draft], "my-key")
    assert (first.is_replay, again.is_replay) == (False, True)
    assert first.job.episodes == again.job.episodes
    with pytest.raises(Conflict):
        await acme.memory.remember(ACME, [EpisodeDraft("something else")], "my-key")
    other = await acme.memory.remember(ACME, [draft], "another-key")
    assert other.job.episodes == first.job.episodes


async def test_case_19_communities_end_where_two_share_many_facts(acme):
    people = [f"[person] P{place}" for place in range(6)]
    for deed in ("knows", "met", "likes"):
        lines = [f"{one} | {deed} | {other}" for one in people for other in people if one < other]
        await acme.hears("\n".join(lines), key=deed)
    await acme.hears("[person] P0 | knows | [person] Q0")
    for _ in range(2):
        done = await consolidated(acme.memory, ACME, [Pass.COMMUNITIES])
        assert sum(len(one.members) for one in done.communities if one.level == 0) >= 6
        assert done.passes[0].looked_at == 46


def test_every_case_has_its_test():
    named = [re.match(r"test_case_(\d\d)_", name) for name in globals()]
    assert sorted(int(found[1]) for found in named if found) == list(range(1, CASES + 1))
