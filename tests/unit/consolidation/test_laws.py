"""Laws of belief, over random claims: order, the readable past, and repetition."""

import random
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from quipu.graph.consolidation.consolidate import consolidate
from quipu.graph.consolidation.settle import settle
from quipu.schema.identity import Scope
from quipu.schema.intervals import DAWN, DUSK, AsOf, Interval
from quipu.schema.knowledge import Nature, Temporal, Trust, status_of
from quipu.schema.ontology import Cardinality, Ontology, Predicate
from quipu.schema.ports import SlotState
from timeline_claims import MANY, ONE, SCOPE, day, denied, ends, holds, shown

VALUES = st.sampled_from(["acme", "beta", "core"])
DAYS = st.integers(0, 12)
TRUST = st.sampled_from([Trust.OBSERVED, Trust.OBSERVED, Trust.ASSERTED, Trust.UNTRUSTED])
CONFIDENCE = st.sampled_from([0.5, 0.9])


@st.composite
def any_claim(draw):
    value, since, length = draw(VALUES), draw(DAYS), draw(st.integers(1, 6))
    said = {"trust": draw(TRUST), "confidence": draw(CONFIDENCE), "told": draw(DAYS)}
    return draw(
        st.sampled_from(
            [
                holds(value, since, **said),
                holds(value, since, since + length, **said),
                holds(value, None, since + 1, **said),
                holds(value, since, **said, nature=Nature.PLAN),
                ends(value, since + 1, **said),
                ends(value, None, **said),
                ends(value, since + 1, **said, is_negated=True),
                denied(value, since, **said),
                denied(value, since, **said, until=since + length),
            ]
        )
    )


@st.composite
def any_event(draw):
    value = "acme"  # a slot of events is of one object (`slot_of`)
    since, length = draw(DAYS), draw(st.integers(1, 6))
    return holds(
        value,
        draw(st.sampled_from([since, None])),
        since + length,
        nature=Nature.EVENT,
        trust=draw(TRUST),
        is_negated=draw(st.booleans()),
        told=draw(DAYS),
    )


def several(claim):
    return st.lists(claim, min_size=1, max_size=7, unique_by=lambda claim: claim.id)


CLAIMS = several(any_claim())
EVENTS = several(any_event())
BORN = Predicate("born in", cardinality=Cardinality.ONE, temporal=Temporal.ETERNAL)
ENTRIES = st.sampled_from([ONE, MANY, BORN])


def remembered(batches, entry=ONE):
    """Settle batches one after another; all rows ever written, believed or not."""
    rows, claims = {}, {}
    for number, batch in enumerate(batches):
        state = SlotState(
            tuple(claims.values()), tuple(r for r in rows.values() if r.known.end == DUSK)
        )
        ontology = Ontology(predicates={"lives in": replace(entry, name="lives in")})
        decision = consolidate(batch, state, ontology, day(100 + number))
        claims |= {claim.id: claim for claim in batch}
        for gone in decision.retired:
            rows[gone.fact.id] = replace(gone.fact, known=gone.fact.known.until(decision.at))
        rows |= {fact.id: fact for fact in decision.learned}
    return list(rows.values())


def belief(rows, known=None):
    return sorted(
        (row.predicate, row.object, row.is_negated, row.valid, row.ending, sorted(row.claims))
        for row in rows
        if (row.known.end == DUSK if known is None else known in row.known)
    )


@given(CLAIMS | EVENTS, st.randoms(use_true_random=False), ENTRIES)
@settings(max_examples=400, deadline=None)
def test_the_order_of_claims_does_not_change_the_settlement(claims, chance, entry):
    shuffled = chance.sample(claims, len(claims))
    assert shown(settle(claims, entry)) == shown(settle(shuffled, entry))
    assert set(settle(claims, entry).disputes) == set(settle(shuffled, entry).disputes)


@given(CLAIMS | EVENTS, st.randoms(use_true_random=False), ENTRIES)
@settings(max_examples=200, deadline=None)
def test_arrival_order_and_batching_do_not_change_what_is_believed(claims, chance, entry):
    together = remembered([claims], entry)
    apart = remembered([[claim] for claim in chance.sample(claims, len(claims))], entry)
    assert belief(together) == belief(apart)


@given(CLAIMS)
@settings(max_examples=200, deadline=None)
def test_what_was_known_then_reads_the_same_today(claims):
    batches = [[claim] for claim in claims]
    for count in range(1, len(batches)):
        then = day(100 + count - 1)
        assert belief(remembered(batches[:count])) == belief(remembered(batches), known=then)


@given(CLAIMS)
@settings(max_examples=100, deadline=None)
def test_hearing_it_all_again_changes_nothing(claims):
    once = remembered([claims])
    assert remembered([claims, claims]) == once


@given(CLAIMS)
@settings(max_examples=300, deadline=None)
def test_of_one_slot_at_most_one_dated_value_holds_at_any_moment(claims):
    shares = [share for share in settle(claims, ONE).shares if share.span.start > DAWN]
    for number in range(30):
        holding = [share for share in shares if day(number) in share.span]
        assert len(holding) <= 1


@given(CLAIMS | EVENTS)
@settings(max_examples=200, deadline=None)
def test_retracting_a_claim_restores_what_would_have_been_believed_without_it(claims):
    gone = claims[0]
    rows = [row for row in remembered([claims]) if row.known.end == DUSK]
    state = SlotState(tuple(claims), tuple(rows))
    ontology = Ontology(predicates={"lives in": ONE})
    decision = consolidate((), state, ontology, day(200), retracted=[gone.id])
    retired = {one.fact.id for one in decision.retired}
    after = [row for row in rows if row.id not in retired] + list(decision.learned)
    assert belief(after) == belief(remembered([claims[1:]]) if claims[1:] else [])


@given(CLAIMS | EVENTS, ENTRIES)
@settings(max_examples=300, deadline=None)
def test_what_is_untrusted_changes_nothing_that_is_trusted(claims, entry):
    sound = [claim for claim in claims if claim.trust > Trust.UNTRUSTED]
    assert trusted(remembered([claims], entry)) == trusted(remembered([sound], entry))


def trusted(rows):
    return sorted(
        (row.object, row.is_negated, row.valid, row.nature, row.confidence)
        for row in rows
        if row.trust > Trust.UNTRUSTED
    )


def holder_by_hand(claims, moment):
    """A naive reference for dated claims of equal trust: walk back in time."""
    order = sorted(claims, key=lambda c: (c.stated.start, c.confidence, c.occurred_at, c.id))
    for claim in reversed(order):
        if moment not in claim.stated:
            continue
        later = order[order.index(claim) + 1 :]
        is_over = any(
            one.object != claim.object and one.stated.end == DUSK and one.stated.start <= moment
            for one in later
        )
        if not is_over:
            return claim.object
    return None


@given(st.lists(st.tuples(VALUES, DAYS, st.integers(0, 5)), min_size=1, max_size=7, unique=True))
@settings(max_examples=400, deadline=None)
def test_the_timeline_agrees_with_a_naive_reading_moment_by_moment(said):
    claims = [
        holds(value, since, since + length if length else None) for value, since, length in said
    ]
    shares = settle(claims, ONE).shares
    for number in range(20):
        moment = day(number)
        found = [share.value[1] for share in shares if moment in share.span]
        expected = holder_by_hand(claims, moment)
        assert found == ([expected] if expected else [])


def test_a_thousand_claims_in_one_slot_settle_in_reasonable_time():
    chance = random.Random(7)
    claims = [holds(chance.choice("abcdef"), n, told=n) for n in range(1_000)]
    settlement = settle(claims, ONE)
    assert settlement.shares[-1].span == Interval(settlement.shares[-1].span.start, DUSK)
    assert len(settlement.shares) > 500


def test_a_status_depends_on_the_moment_asked():
    rows = remembered([[holds("acme", 0), holds("beta", 5), ends("beta", 9)]])
    told = {
        (row.object, asked): str(status_of(row, AsOf.moment(day(asked), day(300))))
        for row in rows
        for asked in (3, 7, 20)
    }
    assert told == {
        ("acme", 3): "CURRENT",
        ("acme", 7): "SUPERSEDED",
        ("acme", 20): "SUPERSEDED",
        ("beta", 3): "PLANNED",
        ("beta", 7): "CURRENT",
        ("beta", 20): "INVALIDATED",
    }
    assert Scope("test") == SCOPE
