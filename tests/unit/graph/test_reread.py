"""Which claims an episode's second reading exchanges."""

from dataclasses import replace

from builders import claim
from quipu.graph.intake.reread import exchanged

OSLO, ROME = claim("Oslo"), claim("Rome")


def test_what_both_readings_say_stays_as_it_is() -> None:
    assert exchanged([OSLO], [OSLO]) == ([], [])


def test_what_is_said_no_more_makes_room() -> None:
    assert exchanged([OSLO], [ROME]) == ([ROME], [OSLO.id])


def test_what_was_given_up_and_is_said_again_counts_again() -> None:
    given_up = replace(OSLO, is_retracted=True)
    [again], gone = exchanged([given_up, ROME], [OSLO])
    assert gone == [ROME.id]
    assert again.id != OSLO.id
    assert replace(again, id=OSLO.id) == OSLO
