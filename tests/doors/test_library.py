"""The library door, in ten lines a user would write."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from typing import Any

import pytest
from tests.doors.scripted import AbsentReader, ScriptedReader
from tests.fakes import HashEmbedder

import quipu
from builders import about, day, fact, vectors
from quipu import Quipu
from quipu.api.assemble import assembled
from quipu.api.settings import Settings
from quipu.schema import errors
from quipu.schema.changes import ChangeKind
from quipu.schema.drafts import EntityRef
from quipu.schema.errors import Conflict, Forbidden, Invalid, NotFound, Unavailable
from quipu.schema.forgetting import Selector
from quipu.schema.intervals import DUSK, Interval
from quipu.schema.knowledge import FactStatus

JANUARY = datetime(2024, 1, 1, tzinfo=UTC)
JUNE = datetime(2024, 6, 1, tzinfo=UTC)


@pytest.fixture
async def memory(settings: Settings) -> AsyncIterator[Quipu]:
    parts = assembled(settings, extractor=ScriptedReader(), embedder=HashEmbedder())
    async with Quipu.over(parts) as opened:
        yield opened


async def test_what_was_told_is_found_with_its_date_and_source(memory: Quipu) -> None:
    await memory.remember("Sam lives in Oslo.", speaker="Sam", occurred_at=JANUARY)
    await memory.settled()

    hits = await memory.search("where does Sam live?")

    [fact] = [hit for hit in hits if hit.status is not None]
    assert str(fact) == "2024-01-01 → … CURRENT Sam lives in Oslo [“Sam: Sam lives in Oslo.”]"
    assert "2024-01-01 “Sam: Sam lives in Oslo.”" in [str(hit) for hit in hits]


async def test_an_object_is_read_as_json_by_its_rules(settings: Settings) -> None:
    async with Quipu.over(assembled(settings, embedder=HashEmbedder())) as memory:
        await memory.remember({"type": "customer", "name": "Jo", "employer": "Acme"})
        await memory.remember({"subject": "Jo", "predicate": "lives in", "object": "Rome"})
        await memory.settled()
        answers = [await memory.ask(f"Where does Jo {what}?") for what in ("work", "live")]

    assert [answer.texts for answer in answers] == [("Acme",), ("Rome",)]


def test_all_that_its_calls_take_and_give_comes_from_the_package() -> None:
    assert set(quipu.__all__) <= set(dir(quipu))
    assert all(getattr(quipu, name).__name__ == name for name in quipu.__all__)


def test_every_error_can_be_caught_by_what_the_package_gives() -> None:
    kinds = {quipu.Invalid, quipu.NotFound, quipu.Forbidden, quipu.Conflict, quipu.Unavailable}
    ours = {one for one in quipu.MemoryFault.__subclasses__() if one.__module__ == errors.__name__}
    assert ours == kinds


async def test_the_past_stays_readable(memory: Quipu) -> None:
    await memory.remember("Sam lives in Oslo.", occurred_at=JANUARY)
    await memory.remember("Sam lives in Bergen.", occurred_at=JUNE)
    await memory.settled()

    now = await memory.facts("Sam")
    then = await memory.facts("Sam", as_of=datetime(2024, 3, 1, tzinfo=UTC))
    history = await memory.history("Sam")

    assert [fact.text for fact in now] == ["Sam lives in Bergen"]
    assert then[0].text == "Sam lives in Oslo"
    assert [(fact.text, fact.status, fact.until) for fact in history] == [
        ("Sam lives in Oslo", FactStatus.SUPERSEDED, JUNE),
        ("Sam lives in Bergen", FactStatus.CURRENT, None),
    ]


async def test_a_history_is_whole_however_long_it_is(memory: Quipu) -> None:
    many = [
        fact(f"T{n}", predicate="likes", valid=Interval(day(n), DUSK), scope=memory.scope)
        for n in range(1_001)
    ]
    names = ["Anna", *(f"T{n}" for n in range(1_001))]
    rows = about(*many, names=names)
    await memory.service.memory.store.apply(memory.scope, rows, vectors())

    for told in (await memory.history("Anna"), await memory.facts("Anna")):
        assert (len(told), told[-1].text) == (1_001, many[-1].sentence)


async def test_a_question_is_answered_or_the_memory_says_that_it_does_not_know(
    memory: Quipu,
) -> None:
    await memory.add_fact("Sam", "works at", "Acme", valid_at=JANUARY)

    known = await memory.ask("Where does Sam work?")
    unknown = await memory.ask("What is the capital of Mars?")

    assert known.texts == ("Acme",)
    assert bool(unknown) is False
    assert str(unknown).startswith("I do not know")


async def test_a_narrowed_memory_is_its_own(memory: Quipu) -> None:
    alice, bob = memory.within(user="alice"), memory.within(user="bob")
    await alice.remember("Sam likes tea.", occurred_at=JANUARY)
    await alice.settled()

    assert [fact.text for fact in await alice.facts()] == ["Sam likes tea"]
    assert await bob.facts() == []
    with pytest.raises(Forbidden):
        alice.within(user="bob")


async def test_an_unknown_name_is_told(memory: Quipu) -> None:
    with pytest.raises(NotFound, match="nobody and nothing is called 'Kim'"):
        await memory.history("Kim")


async def test_a_name_that_is_near_is_offered(memory: Quipu) -> None:
    await memory.add_fact("Zoé", "lives in", "Oslo")
    with pytest.raises(NotFound, match=r"did you mean Zoé\?"):
        await memory.history("Zoe")


async def test_a_name_that_is_nearly_the_first_words_of_another_is_offered_it(
    memory: Quipu,
) -> None:
    await memory.add_fact("Priya Raman", "lives in", "Oslo")
    with pytest.raises(NotFound, match=r"did you mean Priya Raman\?"):
        await memory.history("Prya")
    with pytest.raises(NotFound, match=r"nobody and nothing is called ' ' here$"):
        await memory.history(" ")


async def test_what_is_retracted_gives_back_what_it_had_ended(memory: Quipu) -> None:
    await memory.remember("Sam lives in Oslo.", occurred_at=JANUARY)
    await memory.remember("Sam lives in Bergen.", occurred_at=JUNE)
    await memory.settled()
    [bergen] = await memory.facts("Sam")

    changed = await memory.retract(*bergen.episodes, reason="a joke")

    assert [(fact.text, fact.status, fact.until) for fact in changed] == [
        ("Sam lives in Bergen", FactStatus.EXPIRED, None),
        ("Sam lives in Oslo", FactStatus.CURRENT, None),
    ]
    assert [fact.text for fact in await memory.facts("Sam")] == ["Sam lives in Oslo"]
    with pytest.raises(Invalid, match="without a reason"):
        await memory.retract(*bergen.episodes, reason=" ")


async def test_what_is_forgotten_is_shown_first_and_gone_then(memory: Quipu) -> None:
    await memory.remember("Sam lives in Oslo.", occurred_at=JANUARY)
    await memory.settled()
    wish = Selector(subject=EntityRef(name="Sam"))

    seen = await memory.forget(wish, reason="Sam asked")
    assert (seen.is_dry_run, seen.report.episodes) == (True, 1)
    assert len(await memory.facts("Sam")) == 1

    done = await memory.forget(wish, reason="Sam asked", confirm=seen.confirm_token or "")
    assert (done.is_dry_run, done.report.facts) == (False, 1)
    assert await memory.search("Oslo") == []
    with pytest.raises(Conflict, match="erased on request"):
        await memory.remember("Sam lives in Oslo.", occurred_at=JANUARY)


async def test_two_names_are_merged_parted_and_split(memory: Quipu) -> None:
    await memory.add_fact("Ann Lee", "lives in", "Oslo", valid_at=_day(2020))
    await memory.add_fact("Annie", "lives in", "Rome", valid_at=_day(2022))
    await memory.merge("Ann Lee", "Annie", reason="she told me")
    assert str(await memory.ask("Where does Ann Lee live?")).startswith("Rome")
    assert str(await memory.ask("Where did Annie live?", as_of=_day(2021))).startswith("Oslo")
    lines = await memory.service.memory.store.changes(memory.scope, 0, 100, [ChangeKind.MERGED])
    await memory.undo(lines[-1].sequence, reason="no, two")
    assert str(await memory.ask("Where does Ann Lee live?")).startswith("Oslo")
    [rome] = await memory.facts("Annie")
    await memory.split("Annie", "Annie of Rome", rome.id, reason="another Annie")
    assert await memory.facts("Annie") == []
    [moved] = await memory.facts("Annie of Rome")
    assert moved.text == "Annie of Rome lives in Rome"


def _day(year: int) -> datetime:
    return datetime(year, 1, 1, tzinfo=UTC)


async def test_a_memory_is_gone_over_and_says_what_it_found(memory: Quipu) -> None:
    await memory.add_fact("Anna", "owns", "International Business Machines")
    await memory.add_fact("Zoe", "owns", "IBM")
    done = await memory.consolidate()
    assert done.progress == 1.0
    assert [(one.name, one.found) for one in done.passes][:2] == [
        ("DEDUPLICATE", 1), ("CONTRADICTIONS", 0),
    ]  # fmt: skip


async def test_a_fact_is_corrected_ended_and_refused(memory: Quipu) -> None:
    await memory.remember("Sam lives in Oslo.", occurred_at=JANUARY)
    await memory.settled()
    [oslo] = await memory.facts("Sam")

    gone, bergen = await memory.correct(oslo.id, target="Bergen", reason="misheard")

    assert (gone.text, gone.status) == ("Sam lives in Oslo", FactStatus.EXPIRED)
    assert (bergen.text, bergen.since) == ("Sam lives in Bergen", JANUARY)
    _, over = await memory.invalidate(bergen.id, at=JUNE, reason="he moved")
    assert (over.text, over.until) == ("Sam lives in Bergen", JUNE)
    assert [one.status for one in await memory.invalidate(over.id, reason="all wrong")] == [
        FactStatus.EXPIRED
    ]


async def test_a_fact_is_explained_and_past_beliefs_can_be_asked(memory: Quipu) -> None:
    await memory.add_fact("Sam", "works at", "Acme", valid_at=JANUARY)
    [fact] = await memory.facts("Sam")

    told = await memory.explain(fact.id)
    before = await memory.ask("Where does Sam work?", known_at=JANUARY)
    hits = await memory.search("Sam Acme", known_at=JANUARY)

    assert "Sam works at Acme" in told
    assert bool(before) is False
    assert [hit for hit in hits if hit.status is not None] == []


async def test_what_cannot_be_settled_now_is_told_and_kept(settings: Settings) -> None:
    parts = assembled(settings, extractor=AbsentReader(), embedder=HashEmbedder())

    async with Quipu.over(parts) as memory:
        await memory.remember("Sam likes tea.")
        with pytest.raises(Unavailable, match="does not answer"):
            await memory.settled()

    parts = assembled(settings, extractor=ScriptedReader(), embedder=HashEmbedder())
    async with Quipu.over(parts) as memory:
        await memory.settled()
        assert [fact.text for fact in await memory.facts()] == ["Sam likes tea"]


def test_importing_a_room_does_not_open_the_doors() -> None:
    asked = "import sys, quipu.graph, quipu.schema; print('quipu.api' in sys.modules)"

    paths = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    command = [sys.executable, "-c", asked]
    told = subprocess.run(command, capture_output=True, text=True, check=True, env=paths)

    assert told.stdout.strip() == "False"


def test_an_unknown_name_is_no_part_of_the_package() -> None:
    import quipu

    with pytest.raises(AttributeError, match="no attribute 'Memorise'"):
        quipu.Memorise  # noqa: B018


async def test_what_is_no_text_or_no_moment_is_refused_by_name(memory: Quipu) -> None:
    wrong: Any = None
    written: Any = "2023-01-01"
    calls = {
        "NoneType": [
            lambda: memory.remember(wrong),
            lambda: memory.remember("Hi", speaker=wrong),
            lambda: memory.search(wrong),
            lambda: memory.ask(wrong),
            lambda: memory.history(wrong),
        ],
        "str, not datetime": [
            lambda: memory.remember("Hi", occurred_at=written),
            lambda: memory.search("Hi", as_of=written),
            lambda: memory.ask("Hi?", as_of=written),
            lambda: memory.add_fact("Sam", "likes", "tea", valid_at=written),
        ],
    }
    for problem, some in calls.items():
        for call in some:
            with pytest.raises(Invalid, match=problem):
                await call()


async def test_a_step_may_be_told_as_the_object_that_other_doors_take(memory: Quipu) -> None:
    steps = [{"action": "git pull", "succeeded": True}, "make release"]
    for version in (1, 2):
        await memory.record(f"ship the shop, version {version}", "success", steps)
    [procedure] = (await memory.advise("ship the shop")).procedures
    assert procedure.steps == ("git pull", "make release")


@pytest.mark.parametrize(
    ("step", "said"),
    [
        ({"action": "x", "ok": True}, "unknown 'ok' of a step.*succeeded"),
        ({"succeeded": True}, "'action' of a step is missing"),
        ({"action": "x", "succeeded": "yes"}, "'succeeded' of a step is not of the right kind"),
        (7, "a step is a text or an object"),
    ],
)
async def test_a_step_that_makes_no_sense_is_refused_with_what_there_is(
    memory: Quipu, step: object, said: str
) -> None:
    with pytest.raises(Invalid, match=said):
        await memory.record("ship the shop", "success", [step])  # type: ignore[list-item]
