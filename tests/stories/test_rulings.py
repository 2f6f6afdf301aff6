"""What people say of what is believed: it is wrong, it is over, take that back. On all engines."""

from __future__ import annotations

import pytest

from quipu.graph.intake.ingest import settle_next
from quipu.graph.ruling.amend import corrected, invalidated, undone
from quipu.schema.changes import ChangeKind
from quipu.schema.drafts import EntityRef, FactDraft
from quipu.schema.errors import Conflict, Forbidden, Invalid, NotFound
from quipu.schema.identity import EpisodeId, FactId, Scope
from quipu.schema.knowledge import Trust
from quipu.schema.recall import ItemKind, Question
from quipu.schema.rulings import Correction, Invalidation, Ruling
from stories.by_hand import ACME, Silent
from teller import date

ANNA = Ruling("anna", "I checked the contract")
ROME = "Anna lives in Rome"


@pytest.fixture
def person(by_hand):
    return Person(by_hand)


class Person:
    """Rules on facts by what they say, each ruling settled before the next."""

    def __init__(self, by_hand):
        self.by_hand, self.memory, self.ruled = by_hand, by_hand.memory, 0

    async def tells(self, value, on, predicate="lives in", **more):
        await self.by_hand.tells("Anna", predicate, value, on, **more)

    async def fact(self, sentence):
        found = await self.by_hand.facts(include_stale=True)
        [fact] = [one for one in found if one.sentence == sentence]
        return fact

    async def corrects(self, sentence, by=ANNA, **otherwise):
        wish = Correction((await self.fact(sentence)).id, **otherwise)
        return await self.rules(corrected, wish, by)

    async def ends(self, sentence, on=None, by=ANNA, **more):
        at = None if on is None else date(on)
        wish = Invalidation((await self.fact(sentence)).id, at, **more)
        return await self.rules(invalidated, wish, by)

    async def undoes(self, sequence, by=ANNA):
        return await self.rules(undone, sequence, by)

    async def rules(self, deed, wish, by=ANNA):
        self.ruled += 1
        receipt = await deed(self.memory, ACME, wish, by, f"ruling-{self.ruled}")
        while await settle_next(self.memory, Silent()):
            pass
        return receipt

    async def last_change(self, kind=None):
        lines = await self.memory.store.changes(ACME, 0, 1_000, () if kind is None else (kind,))
        return max(lines, key=lambda line: line.sequence)

    async def believed(self, on=None):
        """The sentences of what holds on a day, today if none is given."""
        view = self.memory.view(None if on is None else date(on))
        facts = await self.by_hand.facts(view.valid.start)
        return sorted(
            fact.sentence for fact in facts if fact.holds(self.memory.view(view.valid.start))
        )


async def test_a_corrected_value_takes_the_place_of_the_wrong_one_from_its_start(person):
    await person.tells("Rome", "2024-01-01")
    await person.corrects(ROME, target=EntityRef(name="Romford"))
    assert await person.believed() == ["Anna lives in Romford"]
    assert await person.believed("2024-02-01") == ["Anna lives in Romford"]
    assert await person.believed("2023-02-01") == []


async def test_what_was_believed_before_a_correction_stays_readable(person):
    await person.tells("Rome", "2024-01-01")
    wrong = await person.fact(ROME)
    await person.corrects(ROME, target=EntityRef(name="Romford"))
    [row] = await person.memory.store.facts(ACME, [wrong.id])
    assert (row.sentence, row.known.start) == (ROME, wrong.known.start)
    assert wrong.known.start < row.known.end < person.memory.clock()


async def test_a_corrected_value_can_still_be_ended_by_what_is_told_later(person):
    await person.tells("Rome", "2024-01-01")
    await person.corrects(ROME, target=EntityRef(name="Romford"))
    await person.tells("Oslo", "2024-06-01")
    assert await person.believed() == ["Anna lives in Oslo"]
    assert await person.believed("2024-02-01") == ["Anna lives in Romford"]


async def test_a_refused_value_stays_refused_however_often_it_is_told(person):
    await person.tells("Rome", "2024-01-01")
    await person.ends(ROME)
    await person.tells("Rome", "2024-03-01")
    await person.tells("Rome", "2023-03-01")
    assert await person.believed() == []


async def test_what_a_refused_value_had_ended_comes_back(person):
    await person.tells("Oslo", "2023-01-01")
    await person.tells("Rome", "2024-01-01")
    await person.ends(ROME)
    assert await person.believed() == ["Anna lives in Oslo"]


async def test_a_refused_value_of_many_leaves_the_others_alone(person):
    await person.tells("tea", "2024-01-01", "likes")
    await person.tells("coffee", "2024-01-01", "likes")
    await person.ends("Anna likes tea")
    assert await person.believed() == ["Anna likes coffee"]


async def test_a_marriage_that_never_was_is_refused_at_both_its_ends(person):
    await person.tells("Ben", "2024-01-01", "married to")
    await person.ends("Anna married to Ben")
    await person.by_hand.tells("Ben", "married to", "Anna", "2024-02-01")
    assert await person.believed() == []


async def test_a_fact_ended_on_a_date_held_until_then_and_may_hold_again(person):
    await person.tells("Rome", "2024-01-01")
    await person.ends(ROME, on="2024-05-01")
    assert await person.believed() == []
    assert await person.believed("2024-04-30") == [ROME]
    await person.tells("Rome", "2025-01-01")
    assert await person.believed() == [ROME]


async def test_a_start_can_be_corrected_without_touching_the_value(person):
    await person.tells("Rome", "2024-01-01")
    await person.corrects(ROME, valid_at=date("2024-09-01"))
    assert await person.believed("2024-08-31") == []
    assert await person.believed("2024-09-01") == [ROME]


async def test_the_same_value_under_another_name_is_no_other_value(person):
    await person.tells("Rome", "2024-01-01")
    told = "Anna lives in Rome, Italy"
    await person.corrects(
        ROME, target=EntityRef(name="ROME"), predicate="resides in", statement=told
    )
    assert await person.believed() == [told]


async def test_a_wrong_predicate_is_corrected_in_its_own_slot(person):
    await person.tells("Rome", "2024-01-01")
    await person.corrects(ROME, predicate="works in")
    assert await person.believed() == ["Anna works in Rome"]


async def test_a_correction_is_undone_and_its_undoing_too(person):
    await person.tells("Rome", "2024-01-01")
    await person.corrects(ROME, target=EntityRef(name="Romford"))
    for expected in ("Rome", "Romford", "Rome"):
        await person.undoes((await person.last_change()).sequence)
        assert await person.believed() == [f"Anna lives in {expected}"]


async def test_a_refusal_is_undone(person):
    await person.tells("Rome", "2024-01-01")
    await person.ends(ROME)
    await person.undoes((await person.last_change(ChangeKind.INVALIDATED)).sequence)
    assert await person.believed() == [ROME]


async def test_what_a_text_changed_is_undone_and_what_it_had_ended_comes_back(person):
    await person.tells("Oslo", "2023-01-01")
    await person.tells("Rome", "2024-01-01")
    await person.undoes((await person.last_change()).sequence)
    assert await person.believed() == ["Anna lives in Oslo"]


async def test_a_text_of_a_batch_is_undone_and_the_others_stay(person):
    for value, on in (("Rome", "2023-01-01"), ("Oslo", "2024-01-01")):
        told, ends = f"Anna lives in {value}", (EntityRef(name="Anna"), EntityRef(name=value))
        draft = FactDraft(ends[0], "lives in", told, ends[1], valid_at=date(on))
        await person.memory.add_fact(ACME, draft, value)
    await settle_next(person.memory, Silent())
    await person.undoes((await person.last_change(ChangeKind.CREATED)).sequence)
    assert await person.believed() == [ROME]


async def test_what_is_taken_back_already_cannot_be_taken_back_again(person):
    await person.tells("Rome", "2024-01-01")
    sequence = (await person.last_change()).sequence
    await person.undoes(sequence)
    with pytest.raises(Conflict, match="taken back already"):
        await person.undoes(sequence)


async def test_a_change_that_is_not_there_or_not_of_a_fact_is_not_undone(person):
    await person.tells("Rome", "2024-01-01")
    with pytest.raises(NotFound, match="no change 999"):
        await person.undoes(999)
    with pytest.raises(Invalid, match="about no fact"):
        await person.undoes(1)


async def test_the_log_says_who_ruled_and_why(person):
    await person.tells("Rome", "2024-01-01")
    await person.ends(ROME)
    line = await person.last_change()
    told = (line.kind, line.actor, line.reason)
    assert told == (ChangeKind.INVALIDATED, "anna", "I checked the contract")


async def test_two_rulings_that_wait_together_keep_their_own_reasons(person):
    await person.tells("tea", "2024-01-01", "likes")
    await person.tells("coffee", "2024-01-01", "likes")
    for value, reason in (("tea", "first"), ("coffee", "second")):
        wish = Invalidation((await person.fact(f"Anna likes {value}")).id)
        await invalidated(person.memory, ACME, wish, Ruling("anna", reason), reason)
    while await settle_next(person.memory, Silent()):
        pass
    lines = await person.memory.store.changes(ACME, 0, 1_000, (ChangeKind.INVALIDATED,))
    assert [line.reason for line in lines] == ["first", "second"]


async def test_who_is_trusted_less_overrules_nothing(person):
    await person.tells("Rome", "2024-01-01", trust=Trust.VERIFIED)
    visitor = Ruling("visitor", "I think so", Trust.OBSERVED)
    with pytest.raises(Forbidden, match="VERIFIED cannot be overruled"):
        await person.ends(ROME, by=visitor)


async def test_a_refusal_reaches_nobody_who_is_trusted_more(person):
    await person.tells("Rome", "2024-01-01")
    await person.ends(ROME, by=Ruling("anna", "no", Trust.ASSERTED))
    await person.tells("Rome", "2024-02-01", trust=Trust.VERIFIED)
    assert await person.believed() == [ROME]


async def test_a_ruling_on_what_has_changed_meanwhile_is_refused(person):
    await person.tells("Rome", "2024-01-01")
    seen = await person.fact(ROME)
    await person.tells("Oslo", "2024-06-01")
    with pytest.raises(Conflict, match="no longer believed") as refused:
        await person.rules(invalidated, Invalidation(seen.id))
    assert (await person.fact(ROME)).id in refused.value.hint
    with pytest.raises(Conflict, match="at revision"):
        await person.ends("Anna lives in Oslo", revision=7)


async def test_the_same_ruling_twice_is_one_and_another_under_its_key_is_a_conflict(person):
    await person.tells("Rome", "2024-01-01")
    wish = Invalidation((await person.fact(ROME)).id)
    first = await person.rules(invalidated, wish)
    again = await invalidated(person.memory, ACME, wish, ANNA, "ruling-1")
    assert (first.is_replay, again.is_replay) == (False, True)
    assert again.job.id == first.job.id
    with pytest.raises(Conflict):
        await invalidated(person.memory, ACME, wish, Ruling("anna", "other"), "ruling-1")


async def test_an_unknown_fact_an_empty_correction_and_no_reason_are_refused(person):
    await person.tells("Rome", "2024-01-01")
    with pytest.raises(NotFound):
        await person.rules(invalidated, Invalidation(FactId("fa_nothing")))
    with pytest.raises(Invalid, match="changes nothing"):
        await person.corrects(ROME)
    with pytest.raises(Invalid, match="without a reason"):
        await person.ends(ROME, by=Ruling("anna", " "))


async def test_a_fact_of_a_wider_scope_is_not_ruled_on_from_a_narrower_one(person):
    await person.tells("Rome", "2024-01-01")
    wish = Invalidation((await person.fact(ROME)).id)
    with pytest.raises(Invalid, match=r"wider scope acme .*tell what is right here"):
        await invalidated(person.memory, Scope("acme", "maya"), wish, ANNA, "mine")


async def words_found(person, text, view=None):
    """The texts that a search for somebody's home shows."""
    asked = Question(text, kinds=frozenset({ItemKind.EPISODE}), limit=50, view=view)
    found = await person.memory.search(ACME, asked)
    return {found.episodes[EpisodeId(hit.id)].content for hit in found.hits}


async def test_a_correction_that_was_taken_back_is_no_longer_found_as_words(person):
    await person.tells("Rome", "2023-01-01")
    await person.corrects(ROME, target=EntityRef(name="Bergen"))
    corrected_words = {ROME, f"Not so: {ROME}", "Anna lives in Bergen"}
    assert await words_found(person, "Where does Anna live?") == corrected_words
    before = person.memory.view()

    await person.undoes((await person.last_change()).sequence)
    assert await words_found(person, "Where does Anna live?") == {ROME}
    assert await words_found(person, "Where does Anna live?", before) == corrected_words

    await person.undoes((await person.last_change()).sequence)
    assert await words_found(person, "Where does Anna live?") == corrected_words


async def test_a_fact_that_was_added_and_taken_back_is_no_longer_found_as_words(person):
    await person.tells("Rome", "2023-01-01")
    await person.tells("Bergen", "2024-01-01")
    await person.undoes((await person.last_change()).sequence)
    assert await words_found(person, "Where does Anna live?") == {ROME}
