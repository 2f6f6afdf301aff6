"""The library where nothing is async: the same calls, each of which returns when it is done."""

from __future__ import annotations

import asyncio
import inspect
import os
import signal
import threading
import warnings
from collections.abc import AsyncIterator, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager

import pytest
from tests.doors.scripted import ScriptedReader
from tests.fakes import HashEmbedder

from quipu import Quipu
from quipu.api.assemble import Service, assembled
from quipu.api.library.blocking import Blocking
from quipu.api.settings import Settings
from quipu.schema.errors import Invalid, NotFound, Unavailable


@pytest.fixture
def memory(settings: Settings) -> Iterator[Blocking]:
    parts = assembled(settings, extractor=ScriptedReader(), embedder=HashEmbedder())
    with Quipu.over(parts) as opened:
        yield opened


def test_what_is_told_is_answered_without_an_await(memory: Blocking) -> None:
    memory.remember("Sam lives in Oslo.", speaker="Sam")
    memory.settled()

    assert memory.ask("Where does Sam live?").texts == ("Oslo",)
    assert [fact.text for fact in memory.within(user="kim").facts("Sam")] == ["Sam lives in Oslo"]


def test_every_call_that_is_awaited_is_there_with_the_same_arguments(memory: Blocking) -> None:
    awaited = dict(inspect.getmembers(memory.awaited, inspect.iscoroutinefunction))
    calls = {name: method for name, method in awaited.items() if not name.startswith("_")}

    assert len(calls) >= 18
    for name, method in calls.items():
        waited = getattr(memory, name)
        assert not inspect.iscoroutinefunction(waited)
        assert inspect.signature(waited) == inspect.signature(method)
        assert waited.__doc__ == method.__doc__


def test_a_fault_is_raised_where_the_call_was_made(memory: Blocking) -> None:
    with pytest.raises(NotFound, match="nobody and nothing is called 'Kim'"):
        memory.history("Kim")


def test_the_latest_changes_have_the_numbers_that_undo_takes(memory: Blocking) -> None:
    memory.add_fact("Sam", "lives in", "Oslo")
    [fact] = memory.facts("Sam")
    memory.correct(fact.id, target="Bergen", reason="misheard")

    [last] = memory.log(last=1)
    memory.undo(last.sequence, reason="it was right")

    assert (last.reason, last.actor) == ("misheard", "local")
    assert [fact.text for fact in memory.facts("Sam")] == ["Sam lives in Oslo"]
    assert last in memory.log(before=last.sequence + 1)
    assert last not in memory.log(before=last.sequence)


def test_it_is_used_from_several_threads_and_beside_a_running_loop(memory: Blocking) -> None:
    async def in_a_notebook() -> None:
        memory.add_fact("Kim", "lives in", "Rome")

    asyncio.run(in_a_notebook())
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda n: memory.add_fact(f"Sam{n}", "lives in", "Oslo"), range(8)))

    assert len(memory.facts()) == 9


def test_after_its_with_it_is_closed(settings: Settings) -> None:
    before = threading.active_count()
    with Quipu.over(assembled(settings, embedder=HashEmbedder())) as memory:
        memory.facts()

    with pytest.raises(Invalid, match="the memory is closed"):
        memory.facts()
    assert threading.active_count() == before


def test_a_forked_process_is_told_to_open_its_own(settings: Settings) -> None:
    """What it has of its parent's is no thread to answer: a call would wait for ever."""
    with Quipu.over(assembled(settings, embedder=HashEmbedder())) as memory:
        memory.facts()
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # that a process with threads is forked
            child = os.fork()
        if not child:
            signal.alarm(30)
            status = 1
            try:
                with pytest.raises(Invalid, match="before a fork"):
                    memory.within(user="sam").facts()
                status = 0
            finally:
                os._exit(status)
        assert os.waitpid(child, 0)[1] == 0
        memory.facts()


def test_the_with_of_a_memory_ends_in_a_forked_process_too(settings: Settings) -> None:
    child = 0
    with Quipu.over(assembled(settings, embedder=HashEmbedder())) as memory:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            child = os.fork()
        if not child:
            signal.alarm(30)
    if not child:
        os._exit(0)
    assert os.waitpid(child, 0)[1] == 0
    with pytest.raises(Invalid, match="closed"):
        memory.facts()


def test_what_keeps_it_from_opening_or_closing_is_raised(settings: Settings) -> None:
    @asynccontextmanager
    async def away() -> AsyncIterator[Service]:
        raise Unavailable("the database is away")
        yield

    @asynccontextmanager
    async def unclosable() -> AsyncIterator[Service]:
        async with assembled(settings, embedder=HashEmbedder()) as service:
            yield service
        raise Unavailable("the disk is full")

    with pytest.raises(Unavailable, match="is away"), Quipu.over(away()):
        pytest.fail("there is no memory")
    with pytest.raises(Unavailable, match="disk is full"), Quipu.over(unclosable()) as memory:
        memory.facts()


def test_a_memory_that_is_not_open_yet_says_how_it_is_opened(settings: Settings) -> None:
    with pytest.raises(AttributeError, match="not open yet"):
        Quipu.open(settings.database).ask("Where does Sam live?")  # type: ignore[attr-defined]


def test_what_was_opened_and_closed_is_opened_anew_not_again() -> None:
    opening = Quipu.open(":memory:")
    with opening as memory:
        memory.remember("I live in Oslo.", speaker="Sam")
    with pytest.raises(Invalid, match=r"opened before.*Quipu\.open"), opening:
        pass
