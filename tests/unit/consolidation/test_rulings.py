"""Laws of rulings: what counts follows from the set of claims, and every ruling can be undone."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from quipu.graph.consolidation.beside import can_stand_together, kept_both
from quipu.graph.consolidation.rulings import decisions_on, in_force, naming, rulings_on
from quipu.graph.consolidation.settle import settle
from quipu.schema.knowledge import DECIDED, REFUSED, WITHDRAWN, Trust
from timeline_claims import ONE, day, holds, shown

PLACES = ("Rome", "Oslo", "Bern")


def ruling(reader, value, at, trust=Trust.VERIFIED, quote=""):
    name = f"{reader}-{value}-{at}-{trust}-{quote}"
    return replace(
        holds(value),
        id=f"cl_{name}",
        episode=f"ep_{name}",
        reader=reader,
        trust=trust,
        quote=quote,
        recorded_at=day(at),
    )


def withdrawn(at, *claims, trust=Trust.VERIFIED):
    return ruling(WITHDRAWN, claims[0].object, at, trust, naming(one.id for one in claims))


def refused(value, at, trust=Trust.VERIFIED):
    return ruling(REFUSED, value, at, trust)


@st.composite
def told_and_ruled(draw):
    """Claims of one slot, and rulings on any of what stood before each."""
    trusts = st.sampled_from(list(Trust))
    claims = [
        holds(
            draw(st.sampled_from(PLACES)), draw(st.integers(0, 5)), told=place, trust=draw(trusts)
        )
        for place in range(draw(st.integers(1, 5)))
    ]
    for at in range(10, 10 + draw(st.integers(0, 5))):
        if draw(st.booleans()):
            claims.append(refused(draw(st.sampled_from(PLACES)), at, draw(trusts)))
        else:
            chosen = draw(st.lists(st.sampled_from(claims), min_size=1, max_size=3, unique=True))
            claims.append(withdrawn(at, *chosen, trust=draw(trusts)))
    return claims


@given(told_and_ruled(), st.randoms())
def test_the_order_in_which_claims_and_rulings_arrive_does_not_matter(claims, dice):
    shuffled = list(claims)
    dice.shuffle(shuffled)
    assert settle(shuffled, ONE) == settle(claims, ONE)


@given(told_and_ruled())
def test_taking_a_ruling_back_is_as_if_it_had_never_been(claims):
    rulings = [one for one in claims if one.reader in (REFUSED, WITHDRAWN)]
    if not rulings:
        return
    last = rulings[-1]
    undone = [*claims, withdrawn(100, last)]
    assert {one.id for one in in_force(undone)} == {
        one.id for one in in_force([one for one in claims if one is not last])
    }


@given(told_and_ruled())
def test_taking_back_what_was_taken_back_brings_it_again(claims):
    undo = withdrawn(100, *claims)
    again = withdrawn(101, undo)
    assert {one.id for one in in_force([*claims, undo, again])} == {
        one.id for one in in_force(claims)
    }
    assert in_force([*claims, undo]) == []


@given(told_and_ruled())
def test_no_ruling_reaches_what_is_trusted_more(claims):
    sure = holds("Rome", 3, told=50, trust=Trust.VERIFIED)
    lesser = [replace(one, trust=min(one.trust, Trust.ASSERTED)) for one in claims]
    assert sure in in_force([*lesser, sure])


@given(told_and_ruled())
def test_a_ruling_is_never_believed_itself(claims):
    believed = {one.id for share in settle(claims, ONE).shares for one in share.claims}
    assert not believed & {one.id for one in claims if one.reader in (REFUSED, WITHDRAWN)}


def test_what_took_a_claim_out_is_told_oldest_first():
    rome, other = holds("Rome", 1), holds("Oslo", 1)
    first, second = withdrawn(10, rome, other), refused("Rome", 11)
    every = [second, first, rome, other, refused("Bern", 12)]
    assert rulings_on(every, [rome]) == [first, second]
    assert rulings_on(every, [other]) == [first]


def test_a_decision_counts_until_it_is_taken_back():
    decided = ruling(DECIDED, "Rome", 10, quote="rv_1_2 DISMISS")
    mark = ruling(DECIDED, "Rome", 11, quote="rv_1_2 UNDONE")
    assert decisions_on([decided], "rv_1_2") == [decided]
    assert decisions_on([decided], "rv_1_3") == []
    assert decisions_on([decided, withdrawn(11, decided), mark], "rv_1_2") == []


def kept(at, one, other, trust=Trust.VERIFIED):
    """The decision that two claims of one slot both hold."""
    name = f"rv_{one.id.partition('_')[2]}_{other.id.partition('_')[2]}"
    return ruling(DECIDED, one.object, at, trust, quote=f"{name} KEEP_BOTH")


def shares_of(claims, value):
    return [one for one in shown(settle(claims, ONE)) if one[0] == value]


def plain(value, since, told=0, **more):
    """A claim whose id can stand in the name of a review."""
    claim = holds(value, since, told=told, **more)
    return replace(claim, id="cl_" + claim.id.replace("_", "-"))


@st.composite
def told_and_kept(draw):
    """Claims of one slot and a decision to keep two of its values."""
    claims = [
        plain(draw(st.sampled_from(PLACES)), draw(st.integers(0, 5)), told=place)
        for place in range(draw(st.integers(2, 6)))
    ]
    pairs = [(a, b) for a in claims for b in claims if a.object != b.object]
    return claims, draw(st.sampled_from(pairs)) if pairs else None


@given(told_and_kept())
def test_values_that_are_kept_both_are_settled_as_if_the_other_had_not_been_told(drawn):
    claims, pair = drawn
    if pair is None:
        return
    both = [*claims, kept(20, *pair)]
    for mine, other in (pair, pair[::-1]):
        without = [one for one in claims if one.object != other.object]
        assert shares_of(both, mine.object) == shares_of(without, mine.object)
    for third in {one.object for one in claims} - {one.object for one in pair}:
        assert shares_of(both, third) == shares_of(claims, third)
    values = {one.id: one.object for one in claims}
    for dispute in settle(both, ONE).disputes:
        ends = {values[dispute.holder], values[dispute.rival]}
        assert ends != {one.object for one in pair}


def test_a_decision_to_keep_both_that_was_taken_back_keeps_nothing():
    rome, oslo = plain("Rome", 1, told=1), plain("Oslo", 1, told=2)
    decision = kept(20, rome, oslo)
    assert kept_both([rome, oslo, decision]) == {
        ("lives in", "Rome"): {("lives in", "Oslo")},
        ("lives in", "Oslo"): {("lives in", "Rome")},
    }
    assert kept_both([rome, oslo, decision, withdrawn(21, decision)]) == {}
    assert kept_both([rome, oslo, replace(decision, is_retracted=True)]) == {}
    assert kept_both([rome, decision]) == {}


def test_an_end_or_a_denial_or_the_same_value_stands_beside_nothing():
    rome, oslo = plain("Rome", 1, told=1), plain("Oslo", 1, told=2)
    assert can_stand_together(rome, oslo)
    for other in (
        replace(oslo, is_ending=True),
        replace(oslo, is_negated=True),
        replace(oslo, object="Rome"),
    ):
        assert not can_stand_together(rome, other)
        assert not can_stand_together(other, rome)
        assert kept_both([rome, other, kept(20, rome, other)]) == {}
