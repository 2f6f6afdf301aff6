"""Two that are one, and one that is two: ruled by a person, taken back by a person. All engines."""

from __future__ import annotations

import pytest

from forgetting import forget
from quipu.graph.intake.ingest import settle_next
from quipu.graph.ruling.amend import undone
from quipu.graph.ruling.merging import merged, split
from quipu.graph.ruling.reviews import decided, reviews
from quipu.graph.upkeep.consolidating import Pass, consolidated
from quipu.schema.changes import ChangeKind
from quipu.schema.drafts import EntityRef
from quipu.schema.erasing import Choice
from quipu.schema.errors import Conflict, Forbidden, Invalid, NotFound
from quipu.schema.forgetting import Selector
from quipu.schema.identity import EntityId, Scope
from quipu.schema.intervals import AsOf
from quipu.schema.knowledge import FactStatus, Trust, status_of
from quipu.schema.merging import Merger, Splitting
from quipu.schema.names import name_form
from quipu.schema.ports import EntityQuery, FactQuery, Page
from quipu.schema.reviews import ReviewKind, ReviewStatus, Verdict
from quipu.schema.rulings import Ruling
from stories.by_hand import ACME, Silent
from stories.test_identity import hears
from teller import date, takes_back

BEN = Ruling("ben", "I know her")


@pytest.fixture
def people(by_hand):
    return People(by_hand)


class People:
    """A memory, and a person who rules who is who in it."""

    def __init__(self, by_hand):
        self.by_hand, self.memory, self.count = by_hand, by_hand.memory, 0
        self.store = self.memory.store

    async def id(self, name):
        """The one that bears a name, merged or not."""
        form = name_form(name)
        found = (await self.store.named(ACME, [form]))[form]
        shown = [one.id for one in found if one.name == name]
        # Of two that are one the fuller name is shown, and the other is one it is known by.
        return (shown or [one.id for one in found if name in one.aliases])[0]

    async def merges(self, keep, *others, by=BEN, insists=False):
        ids = [await self.id(one) for one in others]
        wish = Merger(await self.id(keep), tuple(ids), insists)
        return await self._ruled(merged, wish, by)

    async def splits(self, name, new_name, *facts, by=BEN):
        wish = Splitting(await self.id(name), new_name, tuple(one.id for one in facts))
        return await self._ruled(split, wish, by)

    async def undoes(self, kind):
        """Take back the last change of a kind."""
        lines = await self.store.changes(ACME, 0, 1_000, [kind])
        return await self.takes_back(lines[-1])

    async def takes_back(self, line):
        return await self._ruled(undone, line.sequence, BEN)

    async def decides(self, verdict, by=BEN):
        [(_, found)] = await self.open()
        self.count += 1
        await decided(self.memory, ACME, found.id, verdict, by, f"d{self.count}")
        await self.settles()
        return found

    async def open(self, status=ReviewStatus.OPEN):
        return await reviews(self.memory, ACME, status, None, 50)

    async def _ruled(self, deed, wish, by):
        self.count += 1
        receipt = await deed(self.memory, ACME, wish, by, f"k{self.count}")
        await self.settles()
        return receipt

    async def settles(self):
        while await settle_next(self.memory, Silent()):
            pass

    async def edges(self, known=None, scope=ACME):
        """Every edge as it reads: who, what, whom, when, how it stands, said by which claims."""
        view = self.memory.view(None, known)
        everything = AsOf.moment(view.valid.start, view.known)
        query = FactQuery(everything, include_stale=True)
        rows = await self.store.list_facts(scope, query, Page(500))
        return sorted(
            (
                f.subject, f.predicate, f.object, str(f.valid), f.sentence,
                str(status_of(f, view)), f.claims, f.trust, f.slot,
            )
            for f in rows
        )  # fmt: skip

    async def about(self, name, **query):
        found = await self.memory.entity(ACME, EntityRef(name=name))
        return await self.by_hand.believed(either=found.id, **query)


async def two_anns(people):
    """Ann Lee and A. Lee live in two towns, one after the other."""
    await people.by_hand.tells("Ann Lee", "lives in", "Oslo", "2020-01-01")
    await people.by_hand.tells("Ann Lee", "likes", "tea", "2020-01-01")
    await people.by_hand.tells("Annie", "lives in", "Rome", "2022-01-01")
    await people.by_hand.tells("Annie", "likes", "rain", "2022-01-01")
    await people.by_hand.tells("Cleo", "knows", "Annie", "2022-01-01")


async def test_what_was_told_of_two_is_told_of_one_and_two_homes_compete(people):
    await two_anns(people)
    await people.merges("Ann Lee", "Annie")
    assert await people.about("Ann Lee") == [
        "Ann Lee likes tea",
        "Annie likes rain",
        "Annie lives in Rome",
        "Cleo knows Annie",
    ]
    assert "Ann Lee lives in Oslo" in await people.about("Annie", as_of=date("2021-01-01"))
    lost = await people.by_hand.facts(include_stale=True, predicates=frozenset({"lives in"}))
    statuses = {fact.sentence: status_of(fact, people.memory.view()) for fact in lost}
    assert statuses["Ann Lee lives in Oslo"] is FactStatus.SUPERSEDED


async def test_taking_a_merger_back_restores_every_edge(people):
    await two_anns(people)
    before = await people.edges()
    await people.merges("Ann Lee", "Annie")
    assert await people.edges() != before
    await people.undoes(ChangeKind.MERGED)
    assert await people.edges() == before
    assert (await people.memory.entity(ACME, EntityRef(name="Annie"))).name == "Annie"


async def test_an_undoing_is_undone_too(people):
    await two_anns(people)
    await people.merges("Ann Lee", "Annie")
    merged_edges = await people.edges()
    await people.undoes(ChangeKind.MERGED)
    await people.undoes(ChangeKind.SPLIT)
    assert await people.edges() == merged_edges


async def test_what_was_known_before_a_merger_reads_the_two_apart(people):
    await two_anns(people)
    moment = people.memory.clock()
    before = await people.edges(known=moment)
    await people.merges("Ann Lee", "Annie")
    assert await people.edges(known=moment) == before
    await people.undoes(ChangeKind.MERGED)
    assert await people.edges(known=moment) == before


async def test_a_merged_id_says_whom_it_is_taken_for_and_its_name_leads_there(people):
    await two_anns(people)
    await people.merges("Ann Lee", "Annie")
    keep, gone = await people.id("Ann Lee"), await people.id("Annie")
    found = await people.memory.entity(ACME, EntityRef(id=gone))
    assert (found.name, found.merged_into) == ("Annie", keep)
    named = await people.memory.entity(ACME, EntityRef(name="Annie"))
    assert (named.id, named.aliases) == (keep, ("Annie",))
    listed = await people.store.list_entities(ACME, EntityQuery(), Page(20))
    assert "Annie" not in [one.name for one in listed]


async def test_two_of_one_name_have_no_further_name_once_they_are_one(people):
    await hears(
        people.by_hand,
        "[person] John Smith | born on | 3 May 1970",
        "[person] John Smith | born on | 21 June 1990",
    )
    keep, other = (await people.store.named(ACME, ["john smith"]))["john smith"]
    wish = Merger(keep.id, (other.id,), insists=True)
    await people._ruled(merged, wish, BEN)
    found = await people.memory.entity(ACME, EntityRef(name="John Smith"))
    assert (found.id, found.aliases) == (keep.id, ())
    [(_, dispute)] = await people.open()
    assert dispute.kind is ReviewKind.CONFLICT


async def test_what_is_told_later_under_the_old_name_goes_with_it_either_way(people):
    await two_anns(people)
    await people.merges("Ann Lee", "Annie")
    await people.by_hand.tells("Annie", "lives in", "Bergen", "2024-01-01")
    assert "Annie lives in Rome" not in await people.about("Ann Lee")
    assert "Annie lives in Bergen" in await people.about("Ann Lee")
    await people.undoes(ChangeKind.MERGED)
    assert "Annie lives in Bergen" in await people.about("Annie")
    assert await people.about("Ann Lee") == ["Ann Lee likes tea", "Ann Lee lives in Oslo"]


@pytest.mark.parametrize("first", [0, 1])
async def test_mergers_of_mergers_are_taken_back_in_any_order(people, first):
    for name, town in (("Ann Lee", "Oslo"), ("Annie", "Rome"), ("Nan", "Bergen")):
        await people.by_hand.tells(name, "lives in", town, f"20{len(town)}0-01-01")
    apart = await people.edges()
    await people.merges("Ann Lee", "Annie")
    half = await people.edges()
    await people.merges("Nan", "Ann Lee")
    assert len({edge[0] for edge in await people.edges()}) == 1
    kept = await people.memory.entity(ACME, EntityRef(name="Annie"))
    assert (kept.first_name, kept.name) == ("Nan", "Ann Lee")  # whom it is, and the fullest name
    lines = await people.store.changes(ACME, 0, 1_000, [ChangeKind.MERGED])
    order = [lines[0], lines[-1]] if first == 0 else [lines[-1], lines[0]]
    await people._ruled(undone, order[0].sequence, BEN)
    if first == 1:
        assert await people.edges() == half
    await people._ruled(undone, order[1].sequence, BEN)
    assert await people.edges() == apart


async def test_what_holds_both_ways_moves_at_both_its_ends(people):
    await people.by_hand.tells("Ann Lee", "married to", "Ben", "2020-01-01")
    await people.by_hand.tells("Carl", "married to", "Annie", "2022-01-01")
    before = await people.edges()
    await people.merges("Ann Lee", "Annie")
    assert await people.about("Ann Lee") == ["Carl married to Annie"]
    assert await people.about("Ben") == []
    await people.undoes(ChangeKind.MERGED)
    assert await people.edges() == before


async def test_that_one_knows_itself_says_nothing(people):
    await people.by_hand.tells("Ann Lee", "married to", "Annie", "2020-01-01")
    before = await people.edges()
    await people.merges("Ann Lee", "Annie")
    assert await people.about("Ann Lee") == []
    await people.undoes(ChangeKind.MERGED)
    assert await people.edges() == before


async def test_what_was_refused_stays_refused_through_a_merger(people):
    from quipu.graph.ruling.amend import invalidated
    from quipu.schema.rulings import Invalidation

    await two_anns(people)
    [rome] = await people.by_hand.facts(subject=await people.id("Annie"), predicates={"lives in"})
    await people._ruled(invalidated, Invalidation(rome.id), BEN)
    await people.merges("Ann Lee", "Annie")
    assert "Annie lives in Rome" not in await people.about("Ann Lee")
    await people.by_hand.tells("Ann Lee", "lives in", "Rome", "2023-01-01")
    assert "Ann Lee lives in Oslo" in await people.about("Ann Lee")


async def test_gates_part_a_person_from_a_place_unless_somebody_insists(people):
    await hears(
        people.by_hand, "[person] Lee | likes | tea", "[place] Leeds | located in | England"
    )
    with pytest.raises(Invalid, match="other-kind"):
        await people.merges("Lee", "Leeds")
    await people.merges("Lee", "Leeds", insists=True)
    assert len(await people.about("Lee")) == 2


async def test_two_births_part_two_unless_somebody_insists(people):
    await people.by_hand.tells("Ann Lee", "born on", "1970-05-03", "2020-01-01")
    await people.by_hand.tells("Annie Lee", "born on", "1980-05-03", "2020-01-01")
    with pytest.raises(Invalid, match="other born on"):
        await people.merges("Ann Lee", "Annie Lee")


async def test_who_is_trusted_less_than_who_speaks_of_them_cannot_merge(people):
    await two_anns(people)
    with pytest.raises(Forbidden):
        await people.merges("Ann Lee", "Annie", by=Ruling("eve", "x", Trust.UNTRUSTED))


async def test_the_missing_the_foreign_and_the_merged_are_told_apart(people):
    await two_anns(people)
    keep = await people.id("Ann Lee")
    with pytest.raises(NotFound):
        await merged(people.memory, ACME, Merger(keep, (EntityId("en_no"),)), BEN, "a")
    with pytest.raises(NotFound):
        await merged(people.memory, Scope("other"), Merger(keep, (keep,)), BEN, "a")
    with pytest.raises(Invalid, match="twice"):
        await merged(people.memory, ACME, Merger(keep, (keep,)), BEN, "a")
    await people.merges("Ann Lee", "Annie")
    with pytest.raises(Invalid, match="already"):
        await people.merges("Ann Lee", "Annie")


async def test_a_repeated_merger_is_a_replay_and_changes_nothing(people):
    await two_anns(people)
    wish = Merger(await people.id("Ann Lee"), (await people.id("Annie"),))
    for is_replay in (False, True):
        receipt = await merged(people.memory, ACME, wish, BEN, "once")
        await people.settles()
        assert receipt.is_replay is is_replay
    lines = await people.store.changes(ACME, 0, 1_000, [ChangeKind.MERGED])
    assert [(line.item, line.actor, line.reason) for line in lines] == [
        (wish.merge[0], "ben", "I know her")
    ]


async def test_narrower_scopes_see_the_merger_too(people):
    await two_anns(people)
    narrow = Scope("acme", "dora")
    await people.by_hand.tells("Annie", "lives in", "Paris", "2023-01-01", scope=narrow)
    before = await people.edges(scope=narrow)
    await people.merges("Ann Lee", "Annie")
    subjects = {edge[0] for edge in await people.edges(scope=narrow) if "Paris" in edge[4]}
    assert subjects == {await people.id("Ann Lee")}
    await people.undoes(ChangeKind.MERGED)
    assert await people.edges(scope=narrow) == before


async def test_facts_that_are_about_somebody_else_go_to_somebody_new(people):
    await people.by_hand.tells("John Smith", "lives in", "Oslo", "2020-01-01")
    await people.by_hand.tells("John Smith", "lives in", "Rome", "2022-01-01")
    await people.by_hand.tells("John Smith", "likes", "tea", "2020-01-01")
    before = await people.edges()
    rome = [f for f in await people.by_hand.facts() if "Rome" in f.sentence]
    await people.splits("John Smith", "John Smith of Rome", *rome)
    assert await people.about("John Smith") == ["John Smith likes tea", "John Smith lives in Oslo"]
    assert await people.about("John Smith of Rome") == ["John Smith of Rome lives in Rome"]
    await people.by_hand.tells("John Smith of Rome", "likes", "rain", "2023-01-01")
    assert len(await people.about("John Smith of Rome")) == 2
    await people.undoes(ChangeKind.SPLIT)
    assert [e for e in await people.edges() if "rain" not in e[4]] == before
    assert "John Smith of Rome likes rain" in await people.about("John Smith")


async def test_who_was_split_off_can_be_merged_back(people):
    await people.by_hand.tells("John Smith", "lives in", "Oslo", "2020-01-01")
    before = await people.edges()
    await people.splits("John Smith", "Jon", *(await people.by_hand.facts()))
    assert await people.about("John Smith") == []
    await people.merges("John Smith", "Jon")
    assert await people.edges() == before


async def test_a_split_needs_facts_of_the_one_that_is_split(people):
    await two_anns(people)
    [tea] = await people.by_hand.facts(subject=await people.id("Ann Lee"), predicates={"likes"})
    with pytest.raises(Invalid, match="moves no facts"):
        await people.splits("Ann Lee", "Ann")
    with pytest.raises(Invalid, match="is not about"):
        await people.splits("Annie", "Ann", tea)
    with pytest.raises(Forbidden):
        await people.splits("Ann Lee", "Ann", tea, by=Ruling("eve", "x", Trust.UNTRUSTED))


async def smiths(people):
    await hears(
        people.by_hand, "[person] John Smith | likes | tea", "[person] J. Smith | lives in | Rome"
    )


async def test_two_names_that_may_mean_one_wait_for_a_person(people):
    await smiths(people)
    [(_, found)] = await people.open()
    assert found.kind is ReviewKind.POSSIBLY_SAME_AS
    assert [one.name for one in found.entities] == ["John Smith", "J. Smith"]
    assert (found.reason, found.score) == ("initials", 0.85)


async def test_the_same_are_merged_and_asked_about_no_more(people):
    await smiths(people)
    before = await people.edges()
    await people.decides(Verdict.SAME)
    assert len(await people.about("J. Smith")) == 2
    assert await people.open() == []
    [(_, found)] = await people.open(ReviewStatus.DECIDED)
    assert (found.decision, found.decided_by) == ("SAME", "ben")
    await people.undoes(ChangeKind.MERGED)
    assert await people.edges() == before
    assert len(await people.open()) == 1


@pytest.mark.parametrize("verdict", [Verdict.DIFFERENT, Verdict.KEEP_BOTH])
async def test_the_different_stay_two_for_good(people, verdict):
    await smiths(people)
    await people.decides(verdict)
    await hears(people.by_hand, "[person] J. Smith | likes | rain")
    assert await people.open() == []
    proposed = await consolidated(people.memory, ACME, [Pass.DEDUPLICATE], is_dry_run=True)
    assert proposed.pairs == ()
    with pytest.raises(Conflict, match="is not"):
        await people.merges("John Smith", "J. Smith")
    await people.undoes(ChangeKind.UPDATED)
    assert len(await people.open()) == 1
    proposed = await consolidated(people.memory, ACME, [Pass.DEDUPLICATE], is_dry_run=True)
    assert len(proposed.pairs) == 1


async def test_a_merger_answers_the_question_too(people):
    await smiths(people)
    await people.merges("John Smith", "J. Smith")
    assert await people.open() == []
    [(_, found)] = await people.open(ReviewStatus.DECIDED)
    assert found.decided_by == "rule"


async def test_a_pair_takes_no_decision_on_claims(people):
    await smiths(people)
    with pytest.raises(Invalid, match="decides no"):
        await people.decides(Verdict.KEEP_FIRST)
    with pytest.raises(Forbidden):
        await people.decides(Verdict.SAME, Ruling("eve", "x", Trust.UNTRUSTED))


async def test_a_dispute_goes_where_its_claims_go(people):
    await people.by_hand.tells("Ann Lee", "lives in", "Oslo", "2022-01-01")
    await people.by_hand.tells("Annie", "lives in", "Rome", "2022-01-01")
    await people.merges("Ann Lee", "Annie")
    [(_, found)] = await people.open()
    assert (found.kind, found.reason) == (ReviewKind.CONFLICT, "equal-start")
    await people.undoes(ChangeKind.MERGED)
    assert await people.open() == []


async def forgets(people, name):
    done = await forget(people.memory, ACME, Selector(subject=EntityRef(name=name)))
    return done.report


@pytest.mark.parametrize("name", ["Ann Lee", "Annie"])
async def test_whoever_is_forgotten_goes_whole_and_does_not_come_back(people, name):
    await two_anns(people)
    await people.merges("Ann Lee", "Annie")
    await forgets(people, name)
    assert await people.edges() == []
    named = await people.store.named(ACME, ["ann lee", "annie"])
    assert named == {"ann lee": [], "annie": []}
    with pytest.raises((Invalid, NotFound)):
        await people.undoes(ChangeKind.MERGED)
    for name in ("Annie", "Ann Lee"):
        said = f"{name} has a home in Rome"
        await people.by_hand.tells(name, "lives in", "Rome", "2023-01-01", statement=said)
    assert await people.edges() == []


async def test_a_forgotten_text_of_the_merged_takes_only_its_own_along(people):
    await two_anns(people)
    await people.merges("Ann Lee", "Annie")
    [rome] = [f for f in await people.by_hand.facts() if f.sentence == "Annie lives in Rome"]
    await forget(people.memory, ACME, Selector(ids=rome.episodes))
    assert "Ann Lee lives in Oslo" in await people.about("Annie")
    await people.undoes(ChangeKind.MERGED)
    assert await people.about("Annie") == ["Annie likes rain", "Cleo knows Annie"]


async def test_a_name_whose_only_text_is_forgotten_is_forgotten(people):
    await people.by_hand.tells("Ann Lee", "likes", "tea", "2020-01-01")
    await people.by_hand.tells("Annie", "likes", "rain", "2022-01-01")
    await people.merges("Ann Lee", "Annie")
    [rain] = [f for f in await people.by_hand.facts() if f.sentence == "Annie likes rain"]
    await forget(people.memory, ACME, Selector(ids=rain.episodes))
    assert (await people.store.named(ACME, ["annie"]))["annie"] == []
    assert await people.about("Ann Lee") == ["Ann Lee likes tea"]


async def test_a_ruling_that_is_retracted_or_forgotten_holds_no_longer(people):
    await two_anns(people)
    before = await people.edges()
    for number in range(2):
        await people.merges("Ann Lee", "Annie")
        about = Choice(entities=(await people.id("Annie"),))
        [*_, ruling] = await people.store.chosen(ACME, about)
        if number == 0:
            await takes_back(people.memory, ACME, [ruling])
        else:
            await forget(people.memory, ACME, Selector(ids=(ruling,)))
        assert await people.edges() == before


async def test_forgetting_one_does_not_take_along_whom_it_was_only_likened_to(people):
    await smiths(people)
    await forgets(people, "John Smith")
    assert await people.about("J. Smith") == ["J. Smith lives in Rome"]
    assert await people.open() == []


async def test_an_explanation_says_of_whom_it_was_told(people):
    await two_anns(people)
    await people.merges("Ann Lee", "Annie")
    [rome] = [f for f in await people.by_hand.facts() if f.sentence == "Annie lives in Rome"]
    told = await people.memory.explain(ACME, rome.id)
    assert "(Ann Lee) —lives in→ (Rome)" in told.text
    assert "told of Annie, taken for Ann Lee" in told.text


async def test_what_was_erased_of_one_does_not_come_back_by_a_merger(people):
    await people.by_hand.tells("Ann Lee", "lives in", "Rome", "2020-01-01")
    await people.by_hand.tells("Ann Lee", "likes", "tea", "2020-01-01")
    [rome] = await people.by_hand.facts(predicates=frozenset({"lives in"}))
    await forget(people.memory, ACME, Selector(ids=(rome.id,)))
    await people.by_hand.tells("Annie", "likes", "rain", "2021-01-01")
    await people.by_hand.tells("Annie", "lives in", "Rome", "2021-01-01")
    with pytest.raises(Conflict, match="what was erased") as refused:
        await people.merges("Ann Lee", "Annie")
    assert "forget that as well" in refused.value.hint
    [home] = await people.by_hand.facts(predicates=frozenset({"lives in"}))
    await takes_back(people.memory, ACME, home.episodes)
    await people.merges("Ann Lee", "Annie")
    assert await people.about("Ann Lee") == ["Ann Lee likes tea", "Annie likes rain"]


async def test_what_was_erased_of_one_waits_with_a_likely_pair_too(people):
    await people.by_hand.tells("Ann Lee", "likes", "tea", "2020-01-01")
    await people.by_hand.tells("Ann Lee", "lives in", "Rome", "2020-01-01")
    await people.by_hand.tells("Anne Lee", "lives in", "Rome", "2021-01-01")
    [_] = await people.open()
    [rome] = await people.by_hand.facts(
        subject=await people.id("Ann Lee"), object=await people.id("Rome")
    )
    await forget(people.memory, ACME, Selector(ids=(rome.id,)))
    with pytest.raises(Conflict, match="what was erased"):
        await people.decides(Verdict.SAME)
    assert len(await people.open()) == 1
