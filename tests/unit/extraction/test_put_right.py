"""A message of its own that puts right what its speaker said last."""

from __future__ import annotations

import time

import pytest

from quipu.extraction.english.asking.put_right import put_right


@pytest.mark.parametrize(
    ("said", "correction", "meant"),
    [
        ("I live in Milan now.", "I meant Rome, not Milan.", "I live in Rome now."),
        ("The fair is on Tuesday.", "Friday. Not Tuesday.", "The fair is on Friday."),
        ("I drive a Skoda.", "Not a Skoda, a Seat.", "I drive a Seat."),
        ("I pay 900 euros.", "Correction: 950, not 900.", "I pay 950 euros."),
        ("My parents live in Lille.", "No, I meant Lier.", "My parents live in Lier."),
        ("I work at Randstad.", "No wait, at Adecco.", "I work at Adecco."),
        ("She goes to Lincoln School.", "Sorry, Linden School.", "She goes to Linden School."),
        ("We moved in 2019.", "*2018", "We moved in 2018."),
        ("I live in Gent.", "Genk*", "I live in Genk."),
        ("The train leaves at 7 pm.", "8 pm, sorry.", "The train leaves at 8 pm."),
        ("I have three kids.", "I mean four.", "I have four kids."),
        ("My sister is Ana.", "It's Anna with two n's, sorry.", "My sister is Anna."),
        ("Her name is Katrin.", "Kathrin with an h, typo.", "Her name is Kathrin."),
        ("I'm allergic to walnuts.", "Sorry, I meant peanuts.", "I'm allergic to peanuts."),
    ],
)
def test_a_correction_says_anew_what_was_said(said: str, correction: str, meant: str) -> None:
    assert put_right(correction, said) == meant


@pytest.mark.parametrize(
    ("said", "correction"),
    [
        ("I like jazz.", "I meant what I said."),
        ("I love Rome.", "I meant to send this to Dad."),
        ("I met Anna in Rome.", "Sorry, I meant Ghent or so."),
        ("I met Anna and Tom.", "I meant Lisa."),
        ("I met Anna.", "Sorry, Lisa!"),
        ("I met Anna.", "Oh, Lisa!"),
        ("I live in Rome.", "Not Milan, Rome."),
        ("I live in Rome.", "Not today, Ben."),
        ("I work at Philips.", "Not Philips, Signify?"),
        ("I live in Lier.", "Sorry, wrong chat."),
        ("I live in Lier.", "Actually Ghent is nicer."),
        ("I'm free on Monday or Tuesday.", "I meant Friday."),
        ("My dog Rex died.", "Oh no."),
        ("I eat fish.", "Sorry!"),
        ("", "I meant Rome."),
    ],
)
def test_what_may_be_meant_otherwise_puts_nothing_right(said: str, correction: str) -> None:
    assert put_right(correction, said) == ""


@pytest.mark.parametrize("piece", ["not a, ", "sorry ", "I mean ", "a not "])
def test_a_long_message_is_looked_over_once(piece: str) -> None:
    before = time.process_time()
    put_right(piece * 20_000, "I live in Rome. " * 50)
    put_right(piece * 14, "I live in Rome. " * 50)

    assert time.process_time() - before < 1
