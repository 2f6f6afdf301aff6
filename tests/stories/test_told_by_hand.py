"""Facts handed in and statements from a script: what is believed without any model at work."""

from __future__ import annotations

import pytest

from fakes import HashEmbedder
from quipu.graph.engines.sqlite.open import open_sqlite
from quipu.graph.intake.ingest import settle_next
from quipu.graph.memory import Memory
from quipu.schema.drafts import EntityRef, EpisodeDraft, FactDraft
from quipu.schema.errors import Conflict, Unavailable
from quipu.schema.identity import Scope
from quipu.schema.intervals import AsOf
from quipu.schema.knowledge import Mention, Reading, Statement, Trust, status_of
from quipu.schema.ontology import default_ontology
from quipu.schema.ports import FactQuery, JobStatus, Page
from quipu.schema.recall import Question
from teller import date, takes_back

ACME = Scope("acme")
MAYA = Scope("acme", "maya")


class Script:
    """Reads "Subject | predicate | object" lines; words in brackets before a name are its kind."""

    name = "script"

    def __init__(self):
        self.is_away = False

    async def read(self, episodes):
        if any("poison" in one.content for one in episodes):
            if self.is_away:
                raise Unavailable("model does not answer")
            self.is_away = True
            raise TypeError("cannot read this")
        return [_reading(one.content) for one in episodes]


def _reading(content):
    lines = [line.split(" | ") for line in content.splitlines() if " | " in line]
    return Reading(
        statements=tuple(
            Statement(_mention(one), predicate, _mention(other), " ".join((one, predicate, other)))
            for one, predicate, other in lines
        )
    )


def _mention(text):
    kind, _, name = text.rpartition("] ")
    return Mention(name, kind[1:] or "thing")


@pytest.fixture
async def memory(tmp_path, clock):
    embedder = HashEmbedder()
    engine = await open_sqlite(
        tmp_path / "memory.db", dimensions=embedder.dimensions, embedder=embedder.name
    )
    yield Memory(engine, engine, embedder, default_ontology(), clock)
    await engine.close()


async def hears(memory, *texts, on="2024-01-01", scope=ACME, key=None, trust=Trust.OBSERVED):
    drafts = [EpisodeDraft(text, occurred_at=date(on), trust=trust) for text in texts]
    return (await memory.remember(scope, drafts, key or "|".join((on, *texts)))).job


async def settles(memory, reader=None):
    while await settle_next(memory, reader or Script()):
        pass


async def believed(memory, scope=ACME, view=None):
    view = view or memory.view()
    query = FactQuery(view, include_stale=True)
    facts = await memory.store.list_facts(scope, query, Page(100))
    return sorted((fact.sentence, str(status_of(fact, view))) for fact in facts)


def given(subject, predicate, value, **more):
    ends = [EntityRef(name=one) if isinstance(one, str) else one for one in (subject, value)]
    said = f"{subject if isinstance(subject, str) else 'it'} {predicate} {value}"
    return FactDraft(ends[0], predicate, said, ends[1], **more)


async def test_two_episodes_of_one_job_that_repeat_each_other_are_one_fact(memory):
    job = await hears(memory, "Sam | lives in | Oslo", "Sam | lives in | Oslo\n")
    assert len(job.episodes) == 2
    await settles(memory)
    assert await believed(memory) == [("Sam lives in Oslo", "CURRENT")]


async def test_two_statements_of_one_episode_that_contradict_each_other_are_settled(memory):
    await hears(memory, "Sam | lives in | Oslo\nSam | lives in | Rome")
    await settles(memory)
    [(_, status)] = await believed(memory)
    assert status == "CURRENT"


async def test_what_knows_itself_is_kept_and_explained(memory):
    await hears(memory, "Sam | knows | Sam")
    await settles(memory)
    sam = await memory.entity(ACME, EntityRef(name="sam"))
    [fact] = await memory.timeline(ACME, sam.id)
    assert "Sam" in (await memory.explain(ACME, fact.id)).text
    assert (await memory.ask(ACME, "Who does Sam know?")).texts == ()


async def test_a_person_and_a_place_of_one_name_stay_two(memory):
    await hears(
        memory, "[person] Jordan | lives in | [place] Oslo", "[place] Jordan | located in | Asia"
    )
    await settles(memory)
    facts = await memory.store.list_facts(ACME, FactQuery(memory.view()), Page(10))
    assert len({fact.subject for fact in facts}) == 2


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("SR-2023-052", "SR-2023-053"),
        ("Rev A", "Rev B"),
        ("李雷", "李蕾"),
        ("C", "C#"),
        ("🙂", "🙁"),
    ],
)
async def test_names_that_differ_by_a_sign_that_means_something_stay_two(memory, one, other):
    await hears(memory, f"{one} | status | open", f"{other} | status | closed")
    await settles(memory)
    assert len(await believed(memory)) == 2


@pytest.mark.parametrize("name", ["Zoë", "Иван", "李雷", "…", "🙂"])
async def test_a_name_in_any_script_is_found_again(memory, name):
    await hears(memory, f"{name} | lives in | Oslo")
    await settles(memory)
    assert (await memory.entity(ACME, EntityRef(name=name))).name == name


async def test_statements_about_nobody_are_left_out(memory):
    await hears(memory, "\u2003 | lives in | Oslo", "Sam | likes | tea")
    await settles(memory)
    assert await believed(memory) == [("Sam likes tea", "CURRENT")]


async def test_a_fact_may_be_given_about_an_entity_by_its_id(memory):
    await hears(memory, "Sam | lives in | Oslo")
    await settles(memory)
    sam = await memory.entity(ACME, EntityRef(name="Sam"))
    await memory.add_fact(ACME, given(EntityRef(id=sam.id), "lives in", "Rome"), "k")
    await settles(memory)
    assert [status for _, status in await believed(memory)] == ["SUPERSEDED", "CURRENT"]


async def test_a_narrow_scope_speaks_of_an_entity_of_the_wider_one_and_ends_nothing_there(memory):
    await hears(memory, "Sam | lives in | Oslo")
    await settles(memory)
    await hears(memory, "Sam | lives in | Rome", on="2024-02-01", scope=MAYA)
    await settles(memory)
    assert await believed(memory) == [("Sam lives in Oslo", "CURRENT")]
    facts = await memory.store.list_facts(MAYA, FactQuery(memory.view()), Page(10))
    assert len({fact.subject for fact in facts}) == 1
    assert len(facts) == 2


async def test_an_untrusted_source_changes_nothing_and_is_not_shown(memory):
    await hears(memory, "Sam | lives in | Oslo")
    await hears(memory, "Sam | lives in | Rome", on="2024-02-01", trust=Trust.UNTRUSTED)
    await hears(memory, "Sam | likes | tea", trust=Trust.UNTRUSTED)
    await settles(memory)
    assert await believed(memory) == [
        ("Sam likes tea", "QUARANTINED"),
        ("Sam lives in Oslo", "CURRENT"),
    ]
    found = await memory.search(ACME, Question("Does Sam like tea?"))
    assert [fact.sentence for fact in found.facts.values()] == ["Sam lives in Oslo"]


async def test_nothing_is_retracted_before_it_is_read(memory):
    job = await hears(memory, "Sam | lives in | Oslo")
    with pytest.raises(Conflict, match="not read yet"):
        await takes_back(memory, ACME, job.episodes)
    await settles(memory)
    await takes_back(memory, ACME, job.episodes)
    assert await believed(memory) == []


async def test_retracting_again_or_the_same_twice_at_once_changes_nothing_more(memory):
    job = await hears(memory, "Sam | lives in | Oslo\nSam | likes | tea\nSam | likes | rain")
    other = await hears(memory, "Sam | likes | tea", on="2024-03-01")
    await settles(memory)
    for _ in range(2):
        await takes_back(memory, ACME, job.episodes * 2)
        assert await believed(memory) == [("Sam likes tea", "CURRENT")]
    await takes_back(memory, ACME, other.episodes)
    assert await believed(memory) == []


async def test_an_explanation_names_a_rival_that_is_about_the_same_person(memory):
    await memory.add_fact(ACME, given("Sam", "married to", "Ann", valid_at=date("2020-01-01")), "a")
    await memory.add_fact(ACME, given("Sam", "engaged to", "Ann", valid_at=date("2018-01-01")), "b")
    await settles(memory)
    sam = await memory.entity(ACME, EntityRef(name="Sam"))
    engaged, married = await memory.timeline(ACME, sam.id)
    assert (await memory.explain(ACME, engaged.id)).rivals == (married,)


async def test_a_model_that_goes_away_amid_a_poisonous_batch_loses_and_holds_nothing(memory):
    jobs = [await hears(memory, "poison"), await hears(memory, "Sam | likes | tea")]
    with pytest.raises(Unavailable):
        await settle_next(memory, Script())
    found = [await memory.queue.job(ACME, job.id) for job in jobs]
    assert [job.status for job in found] == [JobStatus.QUEUED, JobStatus.QUEUED]


async def test_an_unknown_predicate_retires_nothing(memory):
    await hears(memory, "Sam | painted | fence", "Sam | painted | house", "Sam | paints | fence")
    await settles(memory)
    assert [status for _, status in await believed(memory)] == ["CURRENT"] * 3


async def test_a_given_end_lies_in_the_future_and_the_fact_holds_until_then(memory):
    draft = given("Sam", "works for", "Acme", invalid_at=date("2030-01-01"))
    await memory.add_fact(ACME, draft, "k")
    await settles(memory)
    later = date("2031-01-01")
    [(_, now)] = await believed(memory)
    assert now == "CURRENT"
    assert await believed(memory, view=AsOf.moment(later, memory.clock())) == [
        ("Sam works for Acme", "HISTORICAL")
    ]
