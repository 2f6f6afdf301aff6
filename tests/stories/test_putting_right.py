"""Somebody puts right in a message of its own what he said last: what he meant is believed."""

from __future__ import annotations

from itertools import permutations

import pytest

from forgetting import forget
from quipu.graph.memory import Memory
from quipu.schema.forgetting import Selector
from quipu.schema.knowledge import Trust
from quipu.schema.ontology import default_ontology
from stories.by_hand import ACME, ByHand
from stories.test_answering import Chat

MILAN, ROME = ("Sam", "I live in Milan.", 0), ("Sam", "I meant Rome, not Milan.", 1)


@pytest.fixture
def chat(by_hand, reader):
    return Chat(by_hand, reader)


@pytest.fixture
def talk(engine, embedder, clock, reader):
    """The same on SQLite alone."""
    memory = Memory(engine, engine, embedder, default_ontology(), clock)
    return Chat(ByHand(memory), reader)


@pytest.mark.parametrize("order", list(permutations([MILAN, ROME])))
async def test_what_is_put_right_was_never_so_whichever_comes_first(chat, order):
    await chat.hears(*order)

    assert await chat.believed() == ["Sam lives in Rome"]


async def test_a_forgotten_correction_brings_back_what_was_said(chat):
    _, corrected = await chat.hears(MILAN, ROME)
    await forget(chat.memory, ACME, Selector(ids=(corrected,)))

    assert await chat.believed() == ["Sam lives in Milan"]


async def test_what_was_put_right_takes_its_correction_along_when_forgotten(chat):
    said, _ = await chat.hears(MILAN, ROME)
    await forget(chat.memory, ACME, Selector(ids=(said,)))

    assert await chat.believed() == []


@pytest.mark.parametrize(
    ("said", "correction", "meant"),
    [
        ("I'm allergic to walnuts.", "Sorry, I meant peanuts.", ["Sam is allergic to peanuts"]),
        ("I met Rosa in 2019.", "*2018", ["Sam met Rosa in 2018"]),
        ("I was born in Breda.", "Not Breda, Baarle.", ["Sam was born in Baarle"]),
        ("My sister is Ana.", "Anna with two n's, sorry.", ["Sam's sister is Anna"]),
    ],
)
async def test_whatever_it_was_only_what_is_meant_is_believed(talk, said, correction, meant):
    await talk.hears(("Sam", said, 0), ("Kim", "Noted!", 1), ("Sam", correction, 2))

    assert await talk.believed() == meant


@pytest.mark.parametrize(
    "turn",
    [
        ("Kim", "I meant Rome, not Milan.", 1),
        ("Sam", "I meant Rome, not Milan.", 45),
        ("Sam", "I meant Rome, not Milan?", 1),
    ],
)
async def test_nobody_else_and_nothing_late_puts_it_right(talk, turn):
    await talk.hears(MILAN, turn)

    assert await talk.believed() == ["Sam lives in Milan"]


async def test_who_is_trusted_less_cannot_put_it_right(talk):
    await talk.hears(MILAN)
    await talk.hears(ROME, trust=Trust.UNTRUSTED)

    assert await talk.believed() == ["Sam lives in Milan"]
