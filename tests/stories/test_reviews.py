"""What no rule settles waits for a person, who decides, and may think again. On all engines."""

from __future__ import annotations

import pytest

from builders import change_set, vectors
from forgetting import forget
from quipu.graph.intake.ingest import settle_next
from quipu.graph.ruling.amend import invalidated, undone
from quipu.graph.ruling.reviews import contradicting, decided, review, reviews
from quipu.schema.changes import Dispute
from quipu.schema.drafts import EntityRef, FactDraft
from quipu.schema.errors import Conflict, Forbidden, NotFound
from quipu.schema.forgetting import Selector
from quipu.schema.identity import Scope
from quipu.schema.knowledge import Trust
from quipu.schema.reviews import (
    ReviewKind,
    ReviewStatus,
    Verdict,
    decisions_on_a,
    review_id,
    said_by,
)
from quipu.schema.rulings import Invalidation, Ruling
from stories.by_hand import ACME, Silent
from teller import date

BEN = Ruling("ben", "I asked her")


@pytest.fixture
def queue(by_hand):
    return Queue(by_hand)


class Queue:
    """Reviews of a memory that was told two homes of one day."""

    def __init__(self, by_hand):
        self.by_hand, self.memory, self.count = by_hand, by_hand.memory, 0

    async def two_homes(self):
        """Two values of equal start; the one that is shown is the first of the review."""
        for value in ("Rome", "Oslo"):
            await self.by_hand.tells("Anna", "lives in", value, "2024-01-01")
        [(_, found)] = await self.listed()
        return found

    async def listed(self, status=ReviewStatus.OPEN, after=None, count=10):
        return await reviews(self.memory, ACME, status, after, count)

    async def decides(self, id, verdict, by=BEN):
        self.count += 1
        receipt = await decided(self.memory, ACME, id, verdict, by, f"d{self.count}")
        await self.settles()
        return receipt

    async def undoes_last(self):
        lines = await self.memory.store.changes(ACME, 0, 1_000)
        self.count += 1
        await undone(self.memory, ACME, lines[-1].sequence, BEN, f"u{self.count}")
        await self.settles()

    async def settles(self):
        while await settle_next(self.memory, Silent()):
            pass

    async def status(self, id):
        found = await review(self.memory, ACME, id)
        return (str(found.status), found.decided_by, found.decision)


async def test_two_values_of_equal_start_wait_for_a_decision_and_one_is_shown(queue):
    found = await queue.two_homes()
    assert (found.status, found.reason) == (ReviewStatus.OPEN, "equal-start")
    assert await queue.by_hand.believed() == [found.first.sentence]
    assert {found.first.sentence, found.second.sentence} == {
        "Anna lives in Rome",
        "Anna lives in Oslo",
    }
    assert [fact.sentence for fact in found.facts][:1] == [found.first.sentence]
    assert await review(queue.memory, ACME, found.id) == found


async def test_the_second_takes_the_place_of_the_first_where_it_is_kept(queue):
    found = await queue.two_homes()
    await queue.decides(found.id, Verdict.KEEP_SECOND)
    assert await queue.by_hand.believed() == [found.second.sentence]
    assert await queue.status(found.id) == ("DECIDED", "ben", "KEEP_SECOND")
    assert await queue.listed() == []
    assert len(await queue.listed(ReviewStatus.DECIDED)) == 1


async def test_each_rival_of_what_is_shown_waits_and_the_rest_once_that_is_given_up(queue):
    for value in ("Rome", "Oslo", "Bonn", "Rome"):
        await queue.by_hand.tells("Anna", "lives in", value, "2024-01-01")
    [shown] = await queue.by_hand.believed()
    opened = [one for _, one in await queue.listed()]
    assert {sentence for one in opened for sentence in said_by(one)} == {
        f"Anna lives in {value}" for value in ("Rome", "Oslo", "Bonn")
    }
    assert all(shown in said_by(one) for one in opened)
    first, kept = opened[0], next(one for one in said_by(opened[0]) if one != shown)
    keeping = Verdict.KEEP_SECOND if first.first.sentence == shown else Verdict.KEEP_FIRST
    await queue.decides(first.id, keeping)
    left = [one for _, one in await queue.listed()]
    assert all(shown not in said_by(one) for one in left)
    assert kept in {sentence for one in left for sentence in said_by(one)}


async def test_a_question_about_two_hidden_values_is_settled_until_one_of_them_is_shown(queue):
    """Earlier versions asked about every two values that begin together."""
    for value in ("Rome", "Oslo", "Bonn"):
        await queue.by_hand.tells("Anna", "lives in", value, "2024-01-01")
    first, second = [one for _, one in await queue.listed()]
    likelier, other = sorted((first.second, second.second), key=lambda one: one.id, reverse=True)
    asked = Dispute(other.slot, likelier.id, other.id, "equal-start")
    await queue.memory.store.apply(ACME, change_set(disputes=(asked,)), vectors())
    assert await queue.status(review_id(asked)) == ("DECIDED", "rule", "")
    [shown] = await queue.by_hand.facts()
    wrong = Invalidation(shown.id)
    await invalidated(queue.memory, ACME, wrong, BEN, "not there")
    await queue.settles()
    assert [one.id for _, one in await queue.listed()] == [review_id(asked)]


async def test_what_is_kept_is_asked_no_more_also_when_the_same_is_told_again(queue):
    found = await queue.two_homes()
    await queue.decides(found.id, Verdict.KEEP_FIRST)
    kept = found.first.sentence
    await queue.by_hand.tells("Anna", "lives in", kept.split()[-1], "2024-01-01")
    assert await queue.by_hand.believed() == [kept]
    assert await queue.listed() == []


async def test_what_is_dismissed_stays_as_it_is_and_is_asked_no_more(queue):
    found = await queue.two_homes()
    await queue.decides(found.id, Verdict.DISMISS)
    assert await queue.by_hand.believed() == [found.first.sentence]
    assert await queue.status(found.id) == ("DISMISSED", "ben", "DISMISS")


async def test_both_hold_side_by_side_where_both_are_kept_until_a_later_one(queue):
    found = await queue.two_homes()
    both = sorted((found.first.sentence, found.second.sentence))
    await queue.decides(found.id, Verdict.KEEP_BOTH)
    assert await queue.by_hand.believed() == both
    assert await queue.status(found.id) == ("DECIDED", "ben", "KEEP_BOTH")
    assert await contradicting(queue.memory, ACME, await queue.by_hand.facts()) == {
        fact: [] for fact in await queue.by_hand.facts()
    }
    await queue.by_hand.tells("Anna", "lives in", "Rome", "2024-01-01")
    assert (await queue.by_hand.believed(), await queue.listed()) == (both, [])
    await queue.by_hand.tells("Anna", "lives in", "Bonn", "2024-06-01")
    assert await queue.by_hand.believed() == ["Anna lives in Bonn"]
    assert await queue.by_hand.believed(date("2024-03-01")) == both


async def test_two_marriages_that_are_kept_both_hold_at_all_their_ends(queue):
    for value in ("Ben", "Carl"):
        await queue.by_hand.tells("Anna", "married to", value, "2024-01-01")
    [(_, found), *_] = await queue.listed()
    await queue.decides(found.id, Verdict.KEEP_BOTH)
    assert await queue.by_hand.believed() == ["Anna married to Ben", "Anna married to Carl"]
    for fact in await queue.by_hand.facts():
        told = (await queue.memory.explain(ACME, fact.id)).text
        assert "kept beside another value" in told
        assert "by ben: I asked her" in told


async def test_what_is_over_is_not_kept_beside_what_goes_on(queue):
    await queue.by_hand.tells("Anna", "lives in", "Rome", "2024-01-01", trust=Trust.ASSERTED)
    ended = FactDraft(
        EntityRef(name="Anna"), "lives in", "Anna left Rome", EntityRef(name="Rome"),
        valid_at=date("2024-01-01"), invalid_at=date("2024-02-01"),
    )  # fmt: skip
    await queue.memory.add_fact(ACME, ended, "ended")
    await queue.by_hand.tells("Anna", "lives in", "Oslo", "2024-03-01", trust=Trust.OBSERVED)
    await queue.settles()
    [(_, found)] = await queue.listed()
    assert {found.first.sentence, found.second.sentence} == {
        "Anna lives in Rome",
        "Anna lives in Oslo",
    }
    with pytest.raises(Forbidden):
        await queue.decides(found.id, Verdict.KEEP_BOTH, Ruling("x", "y", Trust.OBSERVED))
    await queue.decides(found.id, Verdict.KEEP_BOTH)
    assert len(await queue.by_hand.believed()) == 2


@pytest.mark.parametrize("verdict", decisions_on_a(ReviewKind.CONFLICT))
async def test_a_decision_is_undone_and_its_undoing_too(queue, verdict):
    found = await queue.two_homes()
    await queue.decides(found.id, verdict)
    after, status = await queue.by_hand.believed(), await queue.status(found.id)
    await queue.undoes_last()
    assert await queue.by_hand.believed() == [found.first.sentence]
    assert await queue.status(found.id) == ("OPEN", "", "")
    await queue.undoes_last()
    assert (await queue.by_hand.believed(), await queue.status(found.id)) == (after, status)


async def test_a_decided_review_is_not_decided_again(queue):
    found = await queue.two_homes()
    await queue.decides(found.id, Verdict.DISMISS)
    with pytest.raises(Conflict, match="is DISMISSED"):
        await queue.decides(found.id, Verdict.KEEP_FIRST)


async def test_who_is_trusted_less_than_what_would_give_way_decides_nothing(queue):
    found = await queue.two_homes()
    with pytest.raises(Forbidden):
        await queue.decides(found.id, Verdict.KEEP_FIRST, Ruling("x", "y", Trust.UNTRUSTED))


async def test_an_unknown_and_a_foreign_review_are_both_not_there(queue):
    found = await queue.two_homes()
    assert await review(queue.memory, Scope("other"), found.id) is None
    assert await review(queue.memory, ACME, "rv_1_2") is None
    with pytest.raises(NotFound):
        await decided(queue.memory, Scope("other"), found.id, Verdict.DISMISS, BEN, "k")
    with pytest.raises(NotFound, match="of the wider scope acme"):
        await decided(queue.memory, Scope("acme", "maya"), found.id, Verdict.DISMISS, BEN, "k")


async def test_the_list_goes_on_where_a_page_ended(queue):
    for name in ("Anna", "Ben", "Cleo"):
        for value in ("Rome", "Oslo"):
            await queue.by_hand.tells(name, "lives in", value, "2024-01-01")
    whole = [one.id for _, one in await queue.listed()]
    pages, after = [], None
    while page := await queue.listed(after=after, count=2):
        pages += [one.id for _, one in page]
        after = page[-1][0]
    assert pages == whole
    assert len(set(whole)) == 3


async def test_no_review_is_passed_over_though_one_before_it_is_forgotten(queue):
    for name in ("Anna", "Ben", "Cleo", "Dora"):
        for value in ("Rome", "Oslo"):
            await queue.by_hand.tells(name, "lives in", value, "2024-01-01")
    whole = [one.id for _, one in await queue.listed()]
    begun = await queue.listed(count=2)
    await forget(queue.memory, ACME, Selector(subject=EntityRef(name="Anna")))
    further = await queue.listed(after=begun[-1][0])
    assert [one.id for _, one in begun + further] == whole


async def test_facts_of_an_open_dispute_contradict_each_other_until_it_is_decided(queue):
    for value, day in (("Rome", "2024-01-01"), ("Oslo", "2024-02-01")):
        await queue.by_hand.tells("Anna", "born in", value, day)
    facts = await queue.by_hand.facts(include_stale=True)
    against = await contradicting(queue.memory, ACME, facts)
    assert {one.sentence: [other.sentence for other in some] for one, some in against.items()} == {
        "Anna born in Rome": ["Anna born in Oslo"],
        "Anna born in Oslo": ["Anna born in Rome"],
    }
    [(_, found)] = await queue.listed()
    await queue.decides(found.id, Verdict.DISMISS)
    left = await contradicting(queue.memory, ACME, facts)
    assert set(map(tuple, left.values())) == {()}


@pytest.mark.parametrize(
    "told",
    ["Anna Ben, Carla Ben, Carla Ben", "Ben Anna, Carla Ben, Ben Carla"],
    ids=["of the wives", "of either end"],
)
@pytest.mark.parametrize("keep", ["Anna", "Carla"])
async def test_two_wives_of_one_day_wait_at_his_end_and_who_loses_loses_all_tellings(
    queue, told, keep
):
    for subject, value in (pair.split() for pair in told.split(", ")):
        await queue.by_hand.tells(subject, "married to", value, "2024-01-01")
    (_, found), *_ = await queue.listed()
    is_first = keep in found.first.sentence
    await queue.decides(found.id, Verdict.KEEP_FIRST if is_first else Verdict.KEEP_SECOND)
    [left] = await queue.by_hand.believed()
    assert keep in left
    assert await queue.listed() == []
    assert {one.status for _, one in await queue.listed(None)} == {ReviewStatus.DECIDED}
