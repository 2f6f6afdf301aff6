"""What a speaker puts right in the next breath is read as it was meant."""

from __future__ import annotations

import time

import pytest
from tests.unit.extraction.reading import reading, triples

from quipu.extraction.english.asking.corrections import as_meant


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("I'll see Olga on Monday. Sorry, I meant Tuesday.", "I'll see Olga on Tuesday."),
        ("My flight is on Friday. I mean Saturday.", "My flight is on Saturday."),
        ("I live in Gent. Sorry, I meant Genk.", "I live in Genk."),
        ("We met on 3 May. Oops, I meant 4 May.", "We met on 4 May."),
        ("I moved in 2019. Wait, I meant 2018. It was cold.", "I moved in 2018. It was cold."),
        ("I pay 900 euros. No, sorry, I meant 950.", "I pay 950 euros."),
        ("Dinner is at 7 pm. I meant 8 pm.", "Dinner is at 8 pm."),
    ],
)
def test_a_word_stands_for_the_one_of_its_kind(said: str, meant: str) -> None:
    assert as_meant(said) == meant


@pytest.mark.parametrize(
    "said",
    [
        "I love chess. I mean it.",
        "I didn't call. Sorry, I meant to.",
        "I like Rome. I mean, who doesn't?",
        "I saw Olga with Piet. I meant Anna.",
        "See you on Monday or Tuesday. Sorry, I meant Friday.",
        "I moved to Gent. I meant well.",
        "Ghent is nice. Sorry, I meant 1990.",
        "Tom said I mean Monday.",
        "Did I say Monday? I meant what I said.",
    ],
)
def test_what_may_be_meant_otherwise_stays_as_it_was_said(said: str) -> None:
    assert as_meant(said) == said


def test_what_is_put_right_is_quoted_as_it_was_said() -> None:
    said = "I live in Gent. Sorry, I meant Genk."
    (found,) = reading(said).statements

    assert triples(said) == [("Sam", "live in", "Genk")]
    assert (found.sentence, found.quote) == ("Sam lives in Genk", said)


@pytest.mark.parametrize("piece", ["a ", "I mean ", ". I mean ", "I mean. ", "no, wait, "])
def test_a_long_text_is_looked_over_once(piece: str) -> None:
    before = time.process_time()
    as_meant(piece * 20_000 + " I meant Monday")

    assert time.process_time() - before < 1
