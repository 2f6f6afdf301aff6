"""Who else than a person rules on likely names, and how little it can do wrong. All engines."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest

from quipu.graph.ruling.adjudicating import Adjudication, adjudicated
from quipu.schema.adjudicating import Opinion
from quipu.schema.changes import ChangeKind
from quipu.schema.errors import Unavailable
from quipu.schema.knowledge import Trust
from quipu.schema.reviews import ReviewStatus
from stories.by_hand import ACME
from stories.test_identity import hears
from stories.test_merging import People


@pytest.fixture
def people(by_hand):
    return People(by_hand)


@dataclass
class Scripted:
    """Says what it is told to say, and remembers what it was asked."""

    answer: Opinion | None
    name: str = "scripted/who-1"
    asked: list = field(default_factory=list)

    async def opinion(self, scope, one, other):
        self.asked.append((one, other))
        if self.answer is None:
            raise Unavailable("no answer in 60 s")
        return self.answer


async def smiths(people):
    await hears(
        people.by_hand, "[person] John Smith | likes | tea", "[person] J. Smith | lives in | Rome"
    )


async def rules(people, answer):
    done = await adjudicated(people.memory, ACME, scripted := Scripted(answer))
    await people.settles()
    return done, scripted


@pytest.mark.parametrize(("is_one", "decision"), [(True, "SAME"), (False, "DIFFERENT")])
async def test_an_opinion_decides_and_says_whose_it_is(people, is_one, decision):
    await smiths(people)
    done, scripted = await rules(people, Opinion(is_one, "both are bakers"))
    assert done == Adjudication(asked=1, decided=1)
    [(_, found)] = await people.open(ReviewStatus.DECIDED)
    assert (found.decision, found.decided_by) == (decision, "scripted/who-1")
    [(one, other)] = scripted.asked
    assert (one.names, one.kind, one.told) == (("John Smith",), "person", ("John Smith likes tea",))
    assert other.told == ("J. Smith lives in Rome",)
    assert len(await people.about("J. Smith")) == (2 if is_one else 1)


@pytest.mark.parametrize("answer", [None, Opinion(None, "too little is known")])
async def test_who_does_not_know_or_does_not_answer_loses_nothing(people, answer):
    await smiths(people)
    before = await people.edges()
    done, _ = await rules(people, answer)
    assert (done.asked, done.left) == (1, 1)
    assert await people.edges() == before
    assert len(await people.open()) == 1


async def test_what_a_person_took_back_is_not_ruled_again(people):
    await smiths(people)
    await rules(people, Opinion(True, "alike"))
    await people.undoes(ChangeKind.MERGED)
    done, _ = await rules(people, Opinion(True, "alike"))
    assert done.left == 1
    assert len(await people.open()) == 1


async def test_of_whom_the_trusted_speak_only_a_person_decides(people):
    await smiths(people)
    await people.by_hand.tells("J. Smith", "likes", "rain", "2024-01-01", trust=Trust.ASSERTED)
    done, _ = await rules(people, Opinion(True, "alike"))
    assert done.left == 1
    assert "ASSERTED" in done.complaint
    assert len(await people.open()) == 1
