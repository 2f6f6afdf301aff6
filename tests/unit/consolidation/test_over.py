"""What is over once something else is told: from when, at whose end, and what ends nothing."""

from __future__ import annotations

import pytest

from builders import claim, day, entity
from quipu.graph.consolidation.over import over_by
from quipu.graph.consolidation.resolve import resolution
from quipu.schema.intervals import DAWN, DUSK, INSTANT, Interval
from quipu.schema.knowledge import Mention, Modality, Nature, Statement
from quipu.schema.ontology import default_ontology
from quipu.schema.readers import OTHERS_OVER, OVER

ANN, BEN = entity("Ann"), entity("Ben")
FROM_FIVE = Interval(day(5), DUSK)


def over(predicate, value, span=FROM_FIVE, nature=Nature.STATE, modality=Modality.ASSERTED, **more):
    """What is over once "Ann [predicate] [value]" is told."""
    told = claim(
        subject=ANN.id, predicate=predicate, object=BEN.id, stated=span, nature=nature, **more
    )
    said = Statement(
        Mention("Ann"), predicate, Mention(value, is_value=value.islower()), "", modality=modality
    )
    found = resolution(told.scope, day(0), {})
    return over_by(told, said, found, default_ontology())


def test_a_divorce_ends_whatever_marriage_there_was_from_the_day_it_holds():
    [found] = over("marital status", "divorced")
    assert (found.predicate, found.reader) == ("married to", OTHERS_OVER)
    assert (found.subject, found.object) == (ANN.id, ANN.id)  # nobody is a value of their own
    assert found.stated == Interval(DAWN, day(5))
    assert (found.nature, found.is_ending) == (Nature.PAST_STATE, True)
    assert (found.is_start_stated, found.is_end_stated) == (False, True)
    assert found.far_slot is None


def test_a_marriage_ends_every_other_status_at_both_ends():
    found = over("married to", "Ben")
    assert [one.predicate for one in found] == ["marital status"] * 2
    assert [one.subject for one in found] == [ANN.id, BEN.id]
    assert len({one.id for one in found}) == len({one.slot for one in found}) == 2
    assert {one.object for one in found}.isdisjoint({ANN.id, BEN.id})  # but "married" itself


def test_what_is_sold_is_neither_driven_nor_had_from_then_on():
    sold = Interval(DAWN, day(3))
    found = over("owns", "Clio", sold, Nature.PAST_STATE, is_ending=True)
    assert sorted(one.predicate for one in found) == ["drive", "have"]
    assert {(one.object, one.reader, one.stated.end) for one in found} == {(BEN.id, OVER, day(3))}


@pytest.mark.parametrize(
    ("span", "nature", "more", "at"),
    [
        (FROM_FIVE, Nature.STATE, {}, day(5)),
        (Interval(DAWN, DUSK), Nature.STATE, {}, None),
        (Interval(DAWN, day(4)), Nature.PAST_STATE, {}, None),
        (Interval(DAWN, day(4)), Nature.EVENT, {}, day(4)),
        (Interval(day(4), day(5)), Nature.EVENT, {}, day(4)),
        (Interval(day(4), day(5) - INSTANT), Nature.EVENT, {}, None),
        (FROM_FIVE, Nature.PLAN, {"is_start_stated": True}, day(5)),
        (FROM_FIVE, Nature.PLAN, {}, None),
        (FROM_FIVE, Nature.STATE, {"is_negated": True}, None),
        (FROM_FIVE, Nature.STATE, {"modality": Modality.POSSIBLE}, None),
    ],
)
def test_it_is_over_from_the_day_that_is_known_if_any_is(span, nature, more, at):
    found = over("marital status", "divorced", span, nature, **more)
    assert [one.stated.end for one in found] == ([] if at is None else [at])


def test_what_the_registry_says_nothing_of_ends_nothing():
    assert over("likes", "tea") == []
    assert over("marital status", "complicated") == []
