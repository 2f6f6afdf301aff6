"""What holds both ways: laws over random marriages, told from either end in any order."""

from dataclasses import replace
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from quipu.graph.consolidation.consolidate import consolidate
from quipu.graph.consolidation.mutual import agreed
from quipu.graph.consolidation.slots import Told, seat_of
from quipu.graph.consolidation.timeline import Share
from quipu.schema.identity import EntityId
from quipu.schema.intervals import DAWN, DUSK, Interval
from quipu.schema.knowledge import Ending, Trust
from quipu.schema.ontology import default_ontology
from quipu.schema.ports import SlotState
from timeline_claims import SCOPE, day, ends, holds

PEOPLE = st.sampled_from(["ann", "ben", "carl", "dora"])
DAYS = st.integers(0, 12)
RULES = default_ontology()


def both_ways(claim, subject, object, predicate="married to"):
    """A claim as it stands in the slots of both its ends."""
    who = (EntityId(subject), EntityId(object))
    seat = seat_of(SCOPE, who, RULES.predicate(predicate), Told(claim.nature))
    return replace(
        claim,
        id=f"{claim.id}|{subject}|{object}|{predicate}",
        subject=who[0],
        object=who[1],
        predicate=predicate,
        slot=seat.slot,
        far_slot=seat.far_slot,
    )


@st.composite
def any_marriage(draw):
    one, other = draw(st.lists(PEOPLE, min_size=2, max_size=2, unique=True))
    since, length = draw(DAYS), draw(st.integers(1, 6))
    said = {"told": draw(DAYS), "trust": draw(st.sampled_from([Trust.OBSERVED, Trust.ASSERTED]))}
    claim = draw(
        st.sampled_from(
            [
                holds(other, since, **said),
                holds(other, since, since + length, **said),
                holds(other, None, since + 1, **said),
                ends(other, since + 1, **said),
            ]
        )
    )
    return both_ways(claim, one, other, draw(st.sampled_from(["married to", "engaged to"])))


MARRIAGES = st.lists(any_marriage(), min_size=1, max_size=6, unique_by=lambda claim: claim.id)


def remembered(batches, retracted=()):
    """The rows believed after batches, the store giving all claims and rows each time."""
    claims, rows = {}, {}
    for number, batch in enumerate([*batches, None]):
        state = SlotState(tuple(claims.values()), tuple(rows.values()))
        if batch is None and not retracted:
            break
        gone = retracted if batch is None else ()
        decision = consolidate(batch or (), state, RULES, day(100 + number), retracted=gone)
        claims |= {claim.id: claim for claim in batch or ()}
        rows = {
            id: row for id, row in rows.items() if id not in {o.fact.id for o in decision.retired}
        }
        rows |= {row.id: row for row in decision.learned}
    return list(rows.values())


def belief(rows):
    return sorted((row.said, row.valid, row.ending, sorted(row.claims)) for row in rows)


@given(MARRIAGES, st.randoms(use_true_random=False))
@settings(max_examples=300, deadline=None)
def test_arrival_order_and_batching_do_not_change_who_is_married(claims, chance):
    apart = remembered([[claim] for claim in chance.sample(claims, len(claims))])
    assert belief(remembered([claims])) == belief(apart)


@given(MARRIAGES)
@settings(max_examples=300, deadline=None)
def test_nobody_is_married_to_two_at_once(claims):
    rows = [row for row in remembered([claims]) if row.valid.start > DAWN]
    for who in ("ann", "ben", "carl", "dora"):
        own = sorted(row.valid for row in rows if who in (row.subject, row.object))
        assert all(one.end <= other.start for one, other in pairwise(own))


@given(MARRIAGES)
@settings(max_examples=200, deadline=None)
def test_taking_a_telling_back_restores_what_would_have_been_believed_without_it(claims):
    without = remembered([claims[1:]]) if claims[1:] else []
    assert belief(remembered([claims], retracted=[claims[0].id])) == belief(without)


@given(MARRIAGES)
@settings(max_examples=100, deadline=None)
def test_hearing_of_marriages_again_changes_nothing(claims):
    assert belief(remembered([claims, claims])) == belief(remembered([claims]))


def test_a_pair_told_from_both_ends_is_one_row_with_both_sources():
    told = [both_ways(holds("ben", 0), "ann", "ben"), both_ways(holds("ann", 3), "ben", "ann")]
    [row] = remembered([told])
    assert row.valid.start == day(0)
    assert row.valid.end == DUSK
    assert len(row.claims) == 2
    assert row.is_mutual


def test_what_both_ends_agree_on_rests_on_the_claims_that_stand_at_both():
    one, shared, other = (holds("anna", since, told=since) for since in (1, 2, 3))
    value = ("married to", "anna ben", False)

    def share(*claims, end=DUSK, start=day(1)):
        span = Interval(start, end)
        return Share(value, span, claims, Ending.OPEN, None, "only")

    [found] = agreed([share(one, shared)], [share(shared, other, end=day(9))])
    assert (found.claims, found.span) == ((shared,), Interval(day(1), day(9)))
    [found] = agreed([share(one)], [share(other, start=day(4))])
    assert ({*found.claims}, found.span.start) == ({one, other}, day(4))
    [found] = agreed([share(one, start=DAWN)], [share(other, start=day(4))])
    assert found.span.start == DAWN
    assert agreed([share(one)], [replace(share(other), value=("married to", "x", False))]) == []
