"""People ask to be forgotten: shown first, then for good; it does not come back. All engines."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from forgetting import forget, shown
from quipu.graph.intake.ingest import settle_next
from quipu.graph.intake.retract import retracted
from quipu.graph.ruling.amend import corrected, invalidated, undone
from quipu.graph.ruling.merging import merged
from quipu.schema.changes import ChangeKind
from quipu.schema.drafts import EntityRef, EpisodeDraft
from quipu.schema.erasing import REDACTED, ForgetMode
from quipu.schema.errors import Conflict, Invalid, NotFound
from quipu.schema.forgetting import ForgetWish, Selector
from quipu.schema.identity import EpisodeId, Scope
from quipu.schema.knowledge import EpisodeKind, Mention, Reading, Statement
from quipu.schema.merging import Merger
from quipu.schema.ports import JobStatus
from quipu.schema.recall import Question
from quipu.schema.rulings import Correction, Invalidation, Ruling
from stories.by_hand import ACME, Silent
from teller import date

ROME, OSLO = "Anna lives in Rome", "Anna lives in Oslo"
ANNA = Scope("acme", user="anna")
ANNAS = Ruling("anna", "the same person")


@pytest.fixture
def anna(by_hand):
    return Anna(by_hand)


class Anna:
    """Tells of Anna, and forgets some of it."""

    def __init__(self, by_hand):
        self.by_hand, self.memory, self.store = by_hand, by_hand.memory, by_hand.memory.store

    async def tells(self, value, on, predicate="lives in", **more):
        await self.by_hand.tells("Anna", predicate, value, on, **more)

    async def fact(self, sentence):
        found = await self.by_hand.facts(include_stale=True)
        [fact] = [one for one in found if one.sentence == sentence]
        return fact

    async def telling(self, sentence):
        """What forgets the texts that a fact rests on."""
        return Selector(ids=(await self.fact(sentence)).episodes)

    async def hears(self, text, key, scope=ACME, **more):
        receipt = await self.memory.remember(scope, [EpisodeDraft(text, **more)], key)
        while await settle_next(self.memory, Silent()):
            pass
        return receipt.job.episodes[0]

    async def merges(self, name, key="merge"):
        ids = [await self.by_hand.named(one) for one in ("Anna", name)]
        wish = Merger(ids[0], (ids[1],), insists=True)
        receipt = await merged(self.memory, ACME, wish, ANNAS, key)
        await self.settles()
        return receipt.job.episodes

    async def not_so(self, sentence):
        return Invalidation((await self.fact(sentence)).id, None)

    async def undoes_last(self):
        await undone(self.memory, ACME, (await self.lines())[-1].sequence, ANNAS, "undoing")
        await self.settles()

    async def settles(self):
        while await settle_next(self.memory, Silent()):
            pass

    async def forgets(self, selector, mode=ForgetMode.ERASE, scope=ACME):
        return (await forget(self.memory, scope, selector, mode)).report

    async def believed(self, on=None):
        """The sentences of what holds on a day, today if none is given."""
        view = self.memory.view(None if on is None else date(on))
        facts = await self.by_hand.facts(view.valid.start)
        return sorted(fact.sentence for fact in facts if fact.holds(view))

    async def found(self, text, scope=ACME):
        hits = (await self.memory.search(scope, Question(text))).hits
        return {hit.id for hit in hits}

    async def lines(self):
        return await self.store.changes(ACME, 0, 1_000)


async def test_a_dry_run_shows_what_would_go_and_changes_nothing(anna):
    await anna.tells("Rome", "2024-01-01")
    before = await anna.lines()
    wish = ForgetWish(await anna.telling(ROME), reason="asked to", actor="test")
    seen = await shown(anna.memory, ACME, wish)
    assert seen.is_dry_run
    assert (seen.report.episodes, seen.report.facts, seen.report.entities) == (1, 1, 2)
    assert await anna.believed() == [ROME]
    assert await anna.lines() == before


async def test_without_the_token_of_a_dry_run_nothing_is_forgotten(anna):
    await anna.tells("Rome", "2024-01-01")
    wish = ForgetWish(await anna.telling(ROME), reason="asked to", actor="test", dry_run=False)
    with pytest.raises(Invalid, match="confirmToken"):
        await shown(anna.memory, ACME, wish)
    with pytest.raises(Conflict, match="no longer what was shown"):
        await shown(anna.memory, ACME, replace(wish, confirm_token="guessed"))
    assert await anna.believed() == [ROME]


async def test_a_token_does_not_fit_once_more_would_go(anna):
    await anna.tells("Rome", "2024-01-01")
    wish = ForgetWish(Selector(subject=EntityRef(name="Anna")), reason="asked to", actor="test")
    seen = await shown(anna.memory, ACME, wish)
    await anna.tells("Acme", "2024-01-02", "works for")
    late = replace(wish, confirm_token=seen.confirm_token, dry_run=False)
    with pytest.raises(Conflict, match="no longer what was shown"):
        await shown(anna.memory, ACME, late)
    assert len(await anna.believed()) == 2


async def test_what_an_erased_text_had_ended_holds_again(anna):
    await anna.tells("Rome", "2024-01-01")
    await anna.tells("Oslo", "2024-06-01")
    assert await anna.believed() == [OSLO]
    await anna.forgets(await anna.telling(OSLO))
    assert await anna.believed() == [ROME]
    assert await anna.believed("2024-07-01") == [ROME]


async def test_what_others_told_too_stays_and_rests_on_them_alone(anna):
    await anna.tells("Rome", "2024-01-01", statement="Anna has a flat in Rome")
    [first] = (await anna.fact("Anna has a flat in Rome")).episodes
    await anna.tells("Rome", "2024-02-01")
    report = await anna.forgets(Selector(ids=(first,)))
    assert report.facts_kept_with_other_evidence == 1
    fact = await anna.fact(ROME)
    assert first not in fact.episodes
    for row in await anna.store.revisions(ACME, fact.id):
        assert first not in row.episodes
        assert row.sentence == ROME


async def test_an_erased_text_cannot_be_told_again(anna):
    said = EpisodeDraft("Anna snores.", speaker="Tom", occurred_at=date("2024-01-01"))
    other = EpisodeDraft("It rains.", speaker="Tom", occurred_at=date("2024-01-01"))
    receipt = await anna.memory.remember(ACME, [said], "first")
    await anna.forgets(Selector(ids=receipt.job.episodes))
    with pytest.raises(Conflict, match="erased on request"):
        await anna.memory.remember(ACME, [said], "again")
    mixed = await anna.memory.remember(ACME, [said, other], "mixed")
    assert mixed.forgotten == (0,)
    [kept] = await anna.store.episodes(ACME, mixed.job.episodes)
    assert kept.content == "It rains."


async def test_erased_json_cannot_be_told_again_in_another_order(anna):
    order = {"type": "order", "id": "ORD-1", "customer": "Anna", "status": "paid"}
    first, again = (json.dumps(dict(sorted(order.items(), reverse=way))) for way in (True, False))
    dated = {"kind": EpisodeKind.JSON, "occurred_at": date("2024-01-01")}
    receipt = await anna.memory.remember(ACME, [EpisodeDraft(first, **dated)], "first")
    await anna.forgets(Selector(ids=receipt.job.episodes))
    with pytest.raises(Conflict, match="erased on request"):
        await anna.memory.remember(ACME, [EpisodeDraft(again, **dated)], "again")


async def test_the_same_call_again_keeps_what_was_not_erased_of_it(anna):
    drafts = [EpisodeDraft(text, occurred_at=date("2024-01-01")) for text in ("It rains.", "Snow.")]
    first = await anna.memory.remember(ACME, drafts, "both")
    await anna.forgets(Selector(ids=first.job.episodes[:1]))
    for _ in range(2):
        again = await anna.memory.remember(ACME, drafts, "both")
        assert again.forgotten == (0,)
        assert again.job.episodes == first.job.episodes[1:]
    assert again.is_replay
    assert again.job.id != first.job.id


async def test_a_text_without_a_date_of_its_own_is_known_again_by_its_words(anna):
    id = await anna.hears("Anna snores.", "first")
    await anna.forgets(Selector(ids=(id,)))
    with pytest.raises(Conflict, match="erased on request"):
        await anna.memory.remember(ACME, [EpisodeDraft("Anna snores.")], "again")
    with pytest.raises(Conflict, match="erased on request"):
        await anna.memory.remember(ANNA, [EpisodeDraft("Anna snores.")], "narrower")


async def test_signs_that_nobody_sees_bring_nothing_back(anna):
    id = await anna.hears("Anna snores.", "first")
    await anna.tells("Rome", "2024-01-01")
    await anna.forgets(Selector(ids=(id, (await anna.fact(ROME)).id)))
    with pytest.raises(Conflict, match="erased on request"):
        await anna.memory.remember(ACME, [EpisodeDraft("Anna sno\u200bres.")], "again")
    hidden = {"predicate": "lives\u00ad in", "statement": "Anna moved to Rome for good"}
    await anna.tells("Ro\u200bme", "2024-03-01", **hidden)
    assert await anna.believed() == []


async def test_a_text_that_had_unseen_signs_is_known_again_as_it_was_and_without(anna):
    id = await anna.hears("Anna\u200b snores.", "first")
    await anna.forgets(Selector(ids=(id,)))
    for number, text in enumerate(("Anna\u200b snores.", "Anna snores.")):
        with pytest.raises(Conflict, match="erased on request"):
            await anna.memory.remember(ACME, [EpisodeDraft(text)], f"again {number}")


async def test_a_short_answer_that_was_erased_can_be_given_again_another_day(anna):
    id = await anna.hears("Yes.", "first")
    await anna.forgets(Selector(ids=(id,)))
    with pytest.raises(Conflict, match="erased on request"):
        await anna.memory.remember(ACME, [EpisodeDraft("Yes.")], "again")
    later = replace(anna.memory, clock=lambda: date("2026-06-01"))
    assert (await later.remember(ACME, [EpisodeDraft("Yes.")], "later")).forgotten == ()


async def test_who_is_the_user_takes_along_messages_that_name_no_speaker(anna):
    await anna.tells("Rome", "2024-01-01")
    await anna.by_hand.tells("user", "lives in", "Oslo", "2024-01-01")
    said = {
        kind: await anna.hears("What a day.", kind, kind=kind)
        for kind in (EpisodeKind.MESSAGE, EpisodeKind.TEXT)
    }
    toms = await anna.hears("What a night.", "tom", kind=EpisodeKind.MESSAGE, speaker="Tom")
    await anna.forgets(Selector(subject=EntityRef(name="Anna")))
    assert len(await anna.store.episodes(ACME, said.values())) == 2
    await forget(anna.memory, ACME, Selector(subject=EntityRef(name="user")), key="user")
    left = await anna.store.episodes(ACME, [*said.values(), toms])
    assert {one.id for one in left} == {said[EpisodeKind.TEXT], toms}


async def test_a_key_of_forgetting_is_no_key_of_anything_else_nor_the_other_way_round(anna):
    id = await anna.hears("Anna snores.", "first")
    kept = await anna.hears("It rains.", "second")
    wish = ForgetWish(Selector(ids=(id,)), reason="asked to", actor="test")
    with pytest.raises(Conflict, match="was used before"):
        await shown(anna.memory, ACME, wish, "second")
    await anna.forgets(Selector(ids=(id,)))
    for _ in range(2):
        with pytest.raises(Conflict, match="was used before"):
            await anna.memory.remember(ACME, [EpisodeDraft("It snows.")], "forget")
    assert (await anna.store.episodes(ACME, [kept])) != []
    assert (await forget(anna.memory, ACME, Selector(ids=(id,)))).is_replay


async def test_the_same_words_elsewhere_are_nobodys_business(anna):
    id = await anna.hears("Anna snores.", "first")
    await anna.forgets(Selector(ids=(id,)))
    other = Scope("other")
    receipt = await anna.memory.remember(other, [EpisodeDraft("Anna snores.")], "first")
    assert receipt.forgotten == ()


async def test_an_erased_value_is_not_believed_again_from_other_words(anna):
    await anna.tells("Rome", "2024-01-01")
    await anna.forgets(Selector(ids=((await anna.fact(ROME)).id,)))
    await anna.tells("Rome", "2024-03-01", statement="Anna moved to Rome for good")
    assert await anna.believed() == []
    await anna.tells("Oslo", "2024-04-01")
    assert await anna.believed() == [OSLO]


async def test_a_fact_goes_with_every_text_that_told_it(anna):
    await anna.tells("Rome", "2024-01-01")
    await anna.tells("Oslo", "2024-06-01")
    await anna.tells("Rome", "2024-02-01", statement="Anna has a flat in Rome")
    report = await anna.forgets(Selector(ids=((await anna.fact(ROME)).id,)))
    assert report.episodes == 2
    assert await anna.believed() == [OSLO]
    assert await anna.believed("2024-03-01") == []


async def test_a_subject_goes_with_all_that_tells_of_it_in_narrower_scopes_too(anna):
    await anna.tells("Rome", "2024-01-01")
    await anna.by_hand.tells("Tom", "lives in", "Bergen", "2024-01-01")
    mine = await anna.hears("Lunch with Anna was fine.", "mine", ANNA)
    theirs = await anna.hears("Savannah is a town.", "theirs", ANNA)
    report = await anna.forgets(Selector(subject=EntityRef(name="Anna")))
    assert report.episodes == 2
    assert await anna.store.named(ACME, ["anna"]) == {"anna": []}
    assert await anna.store.episodes(ANNA, [mine, theirs]) == await anna.store.episodes(
        ANNA, [theirs]
    )
    assert await anna.believed() == ["Tom lives in Bergen"]


async def test_a_dry_run_says_which_names_were_looked_for_and_the_receipt_does_not(anna):
    await anna.tells("Rome", "2024-01-01")
    wish = ForgetWish(Selector(subject=EntityRef(name="Anna")), reason="asked", actor="test")
    seen = await shown(anna.memory, ACME, wish)
    assert any("looked through for Anna" in line for line in seen.report.residual)
    report = await anna.forgets(Selector(subject=EntityRef(name="Anna")))
    assert not any("Anna" in line for line in report.residual)


async def test_somebody_who_is_met_again_is_new(anna):
    await anna.tells("Rome", "2024-01-01")
    await anna.forgets(Selector(subject=EntityRef(name="Anna")))
    await anna.tells("Bergen", "2025-01-01")
    assert await anna.believed() == ["Anna lives in Bergen"]
    assert await anna.believed("2024-03-01") == []


async def test_a_wider_scope_keeps_what_it_has(anna):
    await anna.tells("Rome", "2024-01-01")
    mine = await anna.hears("Anna likes tea.", "mine", ANNA)
    await anna.forgets(Selector(scope=True), scope=ANNA)
    assert await anna.store.episodes(ANNA, [mine]) == []
    assert await anna.believed() == [ROME]


async def test_what_belongs_to_a_wider_scope_is_not_forgotten_from_a_narrower_one(anna):
    await anna.tells("Rome", "2024-01-01")
    fact = await anna.fact(ROME)
    for id in (fact.id, fact.subject, *fact.episodes, "fa_none"):
        with pytest.raises(NotFound):
            await anna.forgets(Selector(ids=(id,)), scope=ANNA)
    with pytest.raises(NotFound):
        await anna.forgets(Selector(ids=(fact.id,)), scope=Scope("other"))
    assert await anna.believed() == [ROME]


async def test_what_happened_before_a_date_is_forgotten(anna):
    await anna.tells("Rome", "2024-01-01")
    await anna.tells("Oslo", "2024-06-01")
    await anna.forgets(Selector(episodes_before=date("2024-06-01")))
    assert await anna.believed() == [OSLO]
    assert await anna.believed("2024-02-01") == []


async def test_a_scope_can_be_forgotten_whole(anna):
    await anna.tells("Rome", "2024-01-01")
    await anna.hears("Lunch with Tom.", "mine", ANNA)
    await anna.forgets(Selector(scope=True))
    for scope in (ACME, ANNA):
        counted = await anna.store.statistics(scope, anna.memory.view())
        assert (counted.episodes, counted.facts, counted.entities) == (0, 0, 0)
    assert await anna.found("Rome") == set()


async def test_what_was_corrected_goes_with_the_correction(anna):
    await anna.tells("Rome", "2024-01-01")
    wish = Correction((await anna.fact(ROME)).id, target=EntityRef(name="Romford"))
    await corrected(anna.memory, ACME, wish, Ruling("anna", "misheard"), "ruling")
    while await settle_next(anna.memory, Silent()):
        pass
    assert await anna.believed() == ["Anna lives in Romford"]
    await anna.forgets(Selector(subject=EntityRef(name="Anna")))
    assert await anna.believed() == []
    assert await anna.found("Romford") == set()


async def test_an_erased_text_is_found_by_no_words(anna):
    id = await anna.hears("Anna collects zithers.", "first")
    other = await anna.hears("Tom collects zithers.", "second")
    assert await anna.found("zithers") == {id, other}
    await anna.forgets(Selector(ids=(id,)))
    assert await anna.found("zithers") == {other}


async def test_not_a_word_is_left_in_any_row(anna):
    await anna.tells("Zanzibar", "2024-01-01", statement="Anna lives in Zanzibar, says Tom")
    await anna.tells("Zanzibar", "2024-02-01")
    await anna.tells("Oslo", "2024-06-01")
    await anna.hears("Zanzibar is warm.", "warm", speaker="Zanzibar")
    wish = Correction((await anna.fact("Anna lives in Oslo")).id, predicate="works in")
    await corrected(anna.memory, ACME, wish, Ruling("anna", "not Zanzibar"), "ruling")
    while await settle_next(anna.memory, Silent()):
        pass
    await anna.forgets(Selector(subject=EntityRef(name="Zanzibar")))
    rows = [row async for batch in anna.store.contents("acme") for row in batch.rows]
    assert rows
    assert [row for row in rows if "zanzibar" in repr(row).lower()] == []


@pytest.mark.parametrize("is_undone", [False, True])
async def test_not_a_word_is_left_of_what_was_told_of_who_was_merged_since(anna, is_undone):
    await anna.tells("Rome", "2024-01-01")
    await anna.by_hand.tells("Annie", "works for", "Zanzibar", "2024-01-01")
    await anna.by_hand.tells("Annie", "works for", "Acme", "2024-03-01")
    text = await anna.telling("Annie works for Zanzibar")
    await anna.merges("Annie")
    if is_undone:
        await anna.undoes_last()
    await anna.forgets(text)
    rows = [row async for batch in anna.store.contents("acme") for row in batch.rows]
    assert [row for row in rows if "zanzibar" in repr(row).lower()] == []
    assert await anna.believed() == [ROME, "Annie works for Acme"]


async def test_the_reason_of_a_ruling_goes_from_the_lines_and_names_of_who_stays(anna):
    await anna.tells("Rome", "2024-01-01")
    wish = Correction((await anna.fact(ROME)).id, target=EntityRef(name="Bergen"))
    why = Ruling("anna", "the zither told")
    await corrected(anna.memory, ACME, wish, why, "ruling")
    await anna.settles()
    await anna.by_hand.tells("Tom", "lives in", "Bergen", "2024-02-01")
    await anna.by_hand.tells("Tom", "works for", "Acme", "2024-02-01")
    await invalidated(anna.memory, ACME, await anna.not_so("Tom works for Acme"), why, "another")
    await anna.settles()
    await anna.forgets(Selector(subject=EntityRef(name="Anna")))
    assert await anna.believed() == ["Tom lives in Bergen"]
    left = [line for line in await anna.lines() if "zither" in line.reason]
    assert [line.kind for line in left] == [ChangeKind.INVALIDATED]
    rows = [row async for batch in anna.store.contents("acme") for row in batch.rows]
    said = [row for row in rows if "zither" in repr(row).lower()]
    assert {row["item"] for row in said if "item" in row} == {left[0].item}
    assert not [row for row in said if row.get("source") == why.reason]


@pytest.mark.parametrize("of", ["a merger", "a text"])
async def test_the_reason_of_a_retraction_goes_with_whom_it_was_about(anna, of):
    await anna.tells("Rome", "2024-01-01")
    await anna.tells("Oslo", "2024-02-01")
    await anna.by_hand.tells("Annie", "likes", "milk", "2024-01-01")
    merger, text = await anna.merges("Annie"), (await anna.fact(OSLO)).episodes
    why = Ruling("anna", "the zither told")
    await retracted(anna.memory, ACME, merger if of == "a merger" else text, why, "back")
    await anna.settles()
    assert [line for line in await anna.lines() if "zither" in line.reason]
    await anna.forgets(Selector(subject=EntityRef(name="Anna")))
    rows = [row async for batch in anna.store.contents("acme") for row in batch.rows]
    assert [row for row in rows if "zither" in repr(row).lower()] == []


async def test_what_was_taken_back_and_then_forgotten_is_nowhere(anna):
    await anna.tells("Rome", "2024-01-01")
    await anna.tells("Oslo", "2024-02-01")
    text = (await anna.fact(OSLO)).episodes
    await retracted(anna.memory, ACME, text, Ruling("anna", "the zither told"), "back")
    await anna.forgets(Selector(ids=text))
    rows = [row async for batch in anna.store.contents("acme") for row in batch.rows]
    assert [row for row in rows if "oslo" in repr(row).lower()] == []
    assert [row for row in rows if "zither" in repr(row).lower()] == []
    assert await anna.believed() == [ROME]


async def test_the_reason_of_a_merger_goes_from_narrower_scopes_too(anna):
    await anna.tells("Rome", "2024-01-01")
    await anna.by_hand.tells("Annie", "likes", "milk", "2024-01-01")
    await anna.by_hand.tells("Annie", "likes", "tea", "2024-01-01", scope=ANNA)
    merger = await anna.merges("Annie")
    lines = await anna.store.changes(ANNA, 0, 1_000)
    assert {line.item for line in lines if line.reason == ANNAS.reason}
    await anna.forgets(Selector(ids=merger))
    rows = [row async for batch in anna.store.contents("acme") for row in batch.rows]
    assert [row for row in rows if ANNAS.reason in repr(row)] == []


async def test_a_name_that_goes_is_in_no_line_of_who_stays(anna):
    texts = ["Li Lei (李雷) likes tea 1", "Li Lei likes tea 2"]
    jobs = [(await anna.memory.remember(ACME, [EpisodeDraft(one)], one[-1])).job for one in texts]
    while await settle_next(anna.memory, NamesLiLei()):
        pass
    await anna.forgets(Selector(ids=jobs[0].episodes))
    assert (await anna.store.named(ACME, ["li lei"]))["li lei"]
    assert not [line for line in await anna.lines() if "李雷" in f"{line.before}{line.after}"]


async def test_the_log_keeps_that_it_was_there_without_a_word(anna):
    await anna.tells("Rome", "2024-01-01")
    fact = await anna.fact(ROME)
    report = await anna.forgets(Selector(ids=(fact.id,)))
    lines = await anna.lines()
    assert not [line for line in lines if "Rome" in f"{line.before}{line.after}{line.reason}"]
    gone = {line.item for line in lines if line.kind is ChangeKind.FORGOTTEN}
    assert {fact.id, *fact.episodes, report.id} <= gone


async def test_a_redacted_text_stays_without_its_words(anna):
    await anna.tells("Rome", "2024-01-01")
    fact = await anna.fact(ROME)
    report = await anna.forgets(Selector(ids=fact.episodes), ForgetMode.REDACT)
    assert any("Of each text stays" in line for line in report.residual)
    [episode] = await anna.store.episodes(ACME, fact.episodes)
    assert (episode.content, episode.speaker) == (REDACTED, "")
    assert episode.occurred_at == date("2024-01-01")
    assert await anna.believed() == []
    assert await anna.found("Rome") == set()


async def test_a_repeated_call_answers_with_the_same_receipt(anna):
    await anna.tells("Rome", "2024-01-01")
    selector = await anna.telling(ROME)
    first = await forget(anna.memory, ACME, selector)
    again = await forget(anna.memory, ACME, selector)
    assert again.is_replay
    assert again.report == replace(first.report, residual=again.report.residual, purge_due_by=None)
    other = ForgetWish(Selector(scope=True), reason="asked to", actor="test")
    with pytest.raises(Conflict, match="another"):
        await shown(anna.memory, ACME, other)


async def test_what_is_owed_for_an_erased_text_is_not_done(anna):
    drafts = [EpisodeDraft("Anna snores."), EpisodeDraft("It rains.")]
    job = (await anna.memory.remember(ACME, drafts[:1], "one")).job
    both = (await anna.memory.remember(ACME, drafts[1:], "two")).job
    await anna.forgets(Selector(ids=job.episodes))
    while await settle_next(anna.memory, Silent()):
        pass
    found = [await anna.memory.queue.job(ACME, one.id) for one in (job, both)]
    assert [one.status for one in found] == [JobStatus.CANCELLED, JobStatus.DONE]


async def test_a_worker_that_is_reading_it_cannot_bring_it_back(anna):
    job = (await anna.memory.remember(ACME, [EpisodeDraft("Rome it is.")], "one")).job
    reader = Interrupted(lambda: anna.forgets(Selector(ids=job.episodes)))
    while await settle_next(anna.memory, reader):
        pass
    assert reader.was_called
    assert await anna.believed() == []
    assert await anna.store.episodes(ACME, job.episodes) == []
    assert await anna.found("Rome") == set()


class Interrupted:
    """A reader that finds a fact in everything, and is interrupted the first time."""

    name = "interrupted"

    def __init__(self, deed):
        self.deed, self.was_called = deed, False

    async def read(self, episodes):
        if not self.was_called:
            self.was_called = True
            await self.deed()
        said = Statement(Mention("Anna", "person"), "lives in", Mention("Rome", "place"), ROME)
        return [Reading(statements=(said,)) for _ in episodes]


async def test_what_to_forget_is_said_in_exactly_one_way(anna):
    for selector in (Selector(), Selector(ids=("a",), scope=True)):
        with pytest.raises(Invalid, match="exactly one way"):
            await anna.forgets(selector)
    wish = ForgetWish(Selector(scope=True), reason=" ", actor="test")
    with pytest.raises(Invalid, match="reason"):
        await shown(anna.memory, ACME, wish)


async def test_ids_of_nobody_are_refused_before_anything_goes(anna):
    await anna.tells("Rome", "2024-01-01")
    fact = await anna.fact(ROME)
    with pytest.raises(NotFound, match="ep_none"):
        await anna.forgets(Selector(ids=(fact.episodes[0], EpisodeId("ep_none"))))
    assert await anna.believed() == [ROME]


async def test_a_name_is_found_in_texts_however_its_marks_are_encoded(anna):
    await anna.by_hand.tells("Zo\u00eb", "lives in", "Rome", "2024-01-01")
    text = await anna.hears("Zoe\u0308 snores.", "apart")
    bystander = await anna.hears("Zoe is a type of yoghurt.", "another")
    await anna.forgets(Selector(subject=EntityRef(name="Zo\u00eb")))
    assert [one.id for one in await anna.store.episodes(ACME, [text, bystander])] == [bystander]


class NamesLiLei:
    """A reader that hears of Li Lei, also called 李雷, in everything."""

    name = "li-lei"

    async def read(self, episodes):
        who = Mention("Li Lei", "person", aliases=("李雷",))
        teas = [Mention(f"tea {one.content[-1]}", "thing") for one in episodes]
        return [Reading(statements=(Statement(who, "likes", tea, "tea"),)) for tea in teas]


async def test_a_name_that_a_staying_text_uses_within_a_run_stays(anna):
    texts = ["Li Lei (李雷) 喜欢茶 1", "Li Lei: 昨天李雷住在北京 2"]
    jobs = [(await anna.memory.remember(ACME, [EpisodeDraft(one)], one[-1])).job for one in texts]
    while await settle_next(anna.memory, NamesLiLei()):
        pass
    await anna.forgets(Selector(ids=jobs[0].episodes))
    [left] = (await anna.store.named(ACME, ["李雷"]))["李雷"]
    assert left.name == "Li Lei"
