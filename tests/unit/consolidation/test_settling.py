"""Rivals share out time: every rule of "Settling rivals", one promise each."""

from dataclasses import replace

import pytest

from quipu.graph.consolidation.settle import settle
from quipu.graph.consolidation.timeline import overlapping
from quipu.schema.intervals import DAWN, DUSK, Interval
from quipu.schema.knowledge import Nature, Temporal, Trust
from quipu.schema.ontology import Cardinality, Predicate
from quipu.schema.readers import OTHERS_OVER, OVER
from timeline_claims import MANY, ONE, day, denied, ends, holds, shown


def settled(*claims, entry=ONE):
    return shown(settle(claims, entry))


def test_a_later_value_ends_the_earlier_one():
    assert settled(holds("rome", 0), holds("oslo", 10)) == [
        ("rome", 0, 10, "SUPERSEDED"),
        ("oslo", 10, None, "OPEN"),
    ]


def test_an_older_value_that_arrives_late_is_inserted_and_the_present_stays():
    assert settled(holds("oslo", 10, told=10), holds("rome", 0, told=50)) == [
        ("rome", 0, 10, "SUPERSEDED"),
        ("oslo", 10, None, "OPEN"),
    ]


def test_saying_it_again_joins_the_sources_into_one_fact():
    settlement = settle([holds("rome", 0), holds("rome", 5), holds("rome", 9)], ONE)
    assert shown(settlement) == [("rome", 0, None, "OPEN")]
    assert len(settlement.shares[0].claims) == 3
    assert settlement.shares[0].rule == "corroborated"


def test_a_value_that_comes_back_opens_again():
    assert settled(holds("a", 0), holds("b", 5), holds("a", 9)) == [
        ("a", 0, 5, "SUPERSEDED"),
        ("b", 5, 9, "SUPERSEDED"),
        ("a", 9, None, "OPEN"),
    ]


def test_quitting_beta_does_not_bring_acme_back():
    assert settled(holds("acme", 0), holds("beta", 5), ends("beta", 9)) == [
        ("acme", 0, 5, "SUPERSEDED"),
        ("beta", 5, 9, "INVALIDATED"),
    ]


def test_a_claim_with_both_bounds_interrupts_and_the_older_value_comes_back():
    assert settled(holds("oslo", 0), holds("paris", 5, 9)) == [
        ("oslo", 0, 5, "SUPERSEDED"),
        ("paris", 5, 9, "STATED"),
        ("oslo", 9, None, "OPEN"),
    ]


def test_an_end_without_a_start_of_its_own_is_no_interruption():
    until = holds("paris", 5, 9, is_start_stated=False)
    assert settled(holds("oslo", 0), until) == [
        ("oslo", 0, 5, "SUPERSEDED"),
        ("paris", 5, 9, "STATED"),
    ]


def test_an_ending_closes_its_own_value_only():
    assert settled(holds("acme", 0), ends("beta", 5)) == [
        ("beta", None, 0, "STATED"),
        ("acme", 0, None, "OPEN"),
    ]


def test_an_ending_of_something_never_told_is_a_state_told_as_past():
    settlement = settle([ends("acme", 5)], ONE)
    assert shown(settlement) == [("acme", None, 5, "STATED")]
    assert settlement.shares[0].rule == "told-as-past"


def test_a_value_taken_up_again_after_its_end_opens_again():
    assert settled(holds("acme", 0), ends("acme", 5), holds("acme", 9)) == [
        ("acme", 0, 5, "INVALIDATED"),
        ("acme", 9, None, "OPEN"),
    ]


def test_a_plain_denial_ends_the_value_and_says_nothing_else_holds():
    assert settled(holds("rome", 0), denied("rome", 5)) == [("rome", 0, 5, "INVALIDATED")]
    assert settled(holds("rome", 0), denied("oslo", 5)) == [("rome", 0, None, "OPEN")]


def test_a_state_told_as_past_corroborates_what_is_known_to_have_held():
    settlement = settle([holds("paris", 0), holds("rome", 10), holds("paris", None, 20)], ONE)
    assert shown(settlement) == [("paris", 0, 10, "SUPERSEDED"), ("rome", 10, None, "OPEN")]
    assert len(settlement.shares[0].claims) == 2


def test_states_told_as_past_without_dates_do_not_contradict_each_other():
    settlement = settle([holds("acme", None, 5), holds("beta", None, 7)], ONE)
    assert shown(settlement) == [("acme", None, 5, "STATED"), ("beta", None, 7, "STATED")]
    assert settlement.disputes == ()


def test_a_plan_takes_effect_on_its_date_not_now():
    plan = holds("bob", 100, told=1, nature=Nature.PLAN)
    assert settled(holds("ann", 0), plan) == [
        ("ann", 0, 100, "SUPERSEDED"),
        ("bob", 100, None, "OPEN"),
    ]


def test_values_that_begin_together_open_a_dispute_and_the_surer_one_is_shown():
    settlement = settle([holds("rome", 0, confidence=0.5), holds("oslo", 0, confidence=0.9)], ONE)
    assert shown(settlement) == [("oslo", 0, None, "OPEN")]
    assert [dispute.rule for dispute in settlement.disputes] == ["equal-start"]


def test_of_two_equally_sure_values_that_begin_together_the_one_said_later_is_shown():
    assert settled(holds("rome", 0, told=9), holds("oslo", 0, told=3)) == [
        ("rome", 0, None, "OPEN")
    ]


def test_a_less_trusted_source_contests_but_closes_nothing():
    settlement = settle(
        [holds("rome", 0, trust=Trust.ASSERTED), holds("oslo", 5, trust=Trust.OBSERVED)], ONE
    )
    assert shown(settlement) == [("rome", 0, None, "OPEN")]
    assert [dispute.rule for dispute in settlement.disputes] == ["trust-first"]


def test_a_less_trusted_end_contests_but_closes_nothing():
    settlement = settle([holds("rome", 0, trust=Trust.ASSERTED), ends("rome", 5)], ONE)
    assert shown(settlement) == [("rome", 0, None, "OPEN")]
    assert [dispute.rule for dispute in settlement.disputes] == ["trust-first"]


def test_a_less_trusted_source_fills_the_time_that_no_trusted_one_speaks_of():
    assert settled(
        holds("rome", 5, 9, trust=Trust.ASSERTED), holds("oslo", 0, trust=Trust.OBSERVED)
    ) == [
        ("oslo", 0, 5, "SUPERSEDED"),
        ("rome", 5, 9, "STATED"),
        ("oslo", 9, None, "OPEN"),
    ]


def test_a_less_trusted_source_that_agrees_corroborates():
    settlement = settle([holds("rome", 0, trust=Trust.ASSERTED), holds("rome", 5)], ONE)
    assert shown(settlement) == [("rome", 0, None, "OPEN")]
    assert len(settlement.shares[0].claims) == 2


def test_a_retracted_claim_no_longer_counts():
    gone = holds("oslo", 10, is_retracted=True)
    assert settled(holds("rome", 0), gone) == [("rome", 0, None, "OPEN")]


def test_liking_something_else_ends_nothing():
    likes = {"predicate": "likes"}
    assert settled(holds("tea", 0, **likes), denied("tea", 5, **likes), entry=MANY) == [
        ("tea", 0, 5, "SUPERSEDED"),
        ("not tea", 5, None, "OPEN"),
    ]


def test_no_longer_liking_ends_the_liking_and_is_itself_known():
    over = ends("tea", 5, is_negated=True, predicate="likes")
    assert settled(holds("tea", 0, predicate="likes"), over, entry=MANY) == [
        ("tea", 0, 5, "SUPERSEDED"),
        ("not tea", 5, None, "OPEN"),
    ]


def test_what_cannot_change_held_before_it_was_told_and_two_values_are_disputed():
    born = Predicate("born in", cardinality=Cardinality.ONE, temporal=Temporal.ETERNAL)
    settlement = settle([holds("rome", 0), holds("oslo", 9)], born)
    assert shown(settlement) == [("rome", None, 9, "SUPERSEDED"), ("oslo", 9, None, "OPEN")]
    assert [dispute.rule for dispute in settlement.disputes] == ["cannot-change"]


@pytest.mark.parametrize("wide", [(0, 30), (3, 4)])
def test_the_same_event_told_again_is_one_fact_dated_as_closely_as_anyone_did(wide):
    event = {"nature": Nature.EVENT}
    settlement = settle(
        [holds("paris", *wide, **event), holds("paris", 3, 4, told=9, **event)], ONE
    )
    assert shown(settlement) == [("paris", 3, 4, "STATED")]
    assert len(settlement.shares[0].claims) == 2


def test_events_never_conflict():
    event = {"nature": Nature.EVENT}
    assert settled(holds("paris", 1, 2, **event), holds("paris", 8, 9, **event)) == [
        ("paris", 1, 2, "STATED"),
        ("paris", 8, 9, "STATED"),
    ]


def test_an_undated_telling_does_not_take_a_dated_events_place():
    event = {"nature": Nature.EVENT}
    assert len(settled(holds("paris", 1, 2, **event), holds("paris", None, 9, **event))) == 2


def test_a_value_and_its_own_restatement_inside_an_interruption_is_one_run():
    assert settled(holds("a", 0), holds("b", 3, 6), holds("a", 4, 6)) == [
        ("a", 0, 3, "SUPERSEDED"),
        ("b", 3, 4, "SUPERSEDED"),
        ("a", 4, None, "OPEN"),
    ]


def test_every_share_names_the_claim_that_closed_it():
    later = holds("oslo", 10)
    settlement = settle([holds("rome", 0), later], ONE)
    assert settlement.shares[0].closed_by == later.id
    assert settlement.shares[0].span == Interval(day(0), day(10))
    assert settlement.shares[1].span.end == DUSK


EVENT = {"nature": Nature.EVENT}
BORN = Predicate("born in", cardinality=Cardinality.ONE, temporal=Temporal.ETERNAL)


def test_who_agreed_earlier_on_what_cannot_change_joins_the_sources_of_whom_is_trusted_more():
    early, sure = holds("rome", 0), holds("rome", 9, trust=Trust.ASSERTED)
    settlement = settle([early, sure, holds("oslo", 3)], BORN)
    [always] = [share for share in settlement.shares if share.trust is Trust.ASSERTED]
    assert [claim.id for claim in always.claims] == [sure.id, early.id]
    assert (always.rule, always.span.start) == ("corroborated", DAWN)


def test_an_event_that_did_not_happen_is_not_the_one_that_did():
    went, stayed = holds("fair", 3, 4, **EVENT), holds("fair", 3, 4, is_negated=True, **EVENT)
    assert settled(went, stayed) == [("fair", 3, 4, "STATED"), ("not fair", 3, 4, "STATED")]


def test_an_untrusted_telling_does_not_date_a_trusted_event():
    rumour = holds("fair", 3, 4, trust=Trust.UNTRUSTED, **EVENT)
    assert settled(holds("fair", 0, 30, **EVENT), rumour) == [
        ("fair", 0, 30, "STATED"),
        ("fair", 3, 4, "STATED"),
    ]


def test_an_untrusted_telling_that_agrees_joins_a_trusted_event():
    rumour = holds("fair", 0, 40, trust=Trust.UNTRUSTED, **EVENT)
    settlement = settle([holds("fair", 0, 30, **EVENT), rumour], ONE)
    assert shown(settlement) == [("fair", 0, 30, "STATED")]
    assert len(settlement.shares[0].claims) == 2


def test_a_denial_with_both_bounds_interrupts_and_the_value_comes_back():
    away = denied("rome", 5, until=9)
    settlement = settle([holds("rome", 0), away], ONE)
    assert shown(settlement) == [("rome", 0, 5, "INVALIDATED"), ("rome", 9, None, "OPEN")]
    assert settlement.shares[0].closed_by == away.id
    assert settlement.shares[0].rule == "ended-without-successor"


def test_a_denial_with_both_bounds_says_nothing_of_other_values_or_other_times():
    assert settled(holds("rome", 0), denied("oslo", 5, until=9)) == [("rome", 0, None, "OPEN")]
    assert settled(holds("rome", 20), denied("rome", 5, until=9)) == [("rome", 20, None, "OPEN")]


def test_a_denial_for_a_while_does_not_date_a_value_of_unknown_start():
    assert settled(holds("rome", None, 20), denied("rome", 5, until=9)) == [
        ("rome", None, 20, "STATED")
    ]


def test_a_value_denied_for_a_while_does_not_outlive_its_successor():
    assert settled(holds("rome", 0), denied("rome", 5, until=9), holds("oslo", 7)) == [
        ("rome", 0, 5, "INVALIDATED"),
        ("oslo", 7, None, "OPEN"),
    ]


def test_a_less_trusted_denial_for_a_while_contests_but_interrupts_nothing():
    settlement = settle([holds("rome", 0, trust=Trust.ASSERTED), denied("rome", 5, until=9)], ONE)
    assert shown(settlement) == [("rome", 0, None, "OPEN")]
    assert [dispute.rule for dispute in settlement.disputes] == ["trust-first"]


def test_an_end_that_its_own_source_stated_is_not_put_down_to_the_next_value():
    assert settled(holds("paris", 0, 5), holds("rome", 5)) == [
        ("paris", 0, 5, "STATED"),
        ("rome", 5, None, "OPEN"),
    ]


def test_an_ending_announced_without_a_date_ends_nothing():
    some_day = ends("tea", None, is_negated=True, predicate="likes")
    assert settled(holds("tea", 0, predicate="likes"), some_day, entry=MANY) == [
        ("tea", 0, None, "OPEN")
    ]


def test_what_cannot_change_is_known_from_the_date_that_a_source_gave():
    dated = holds("rome", 3, is_start_stated=True)
    assert settled(dated, entry=BORN) == [("rome", 3, None, "OPEN")]


def test_an_untrusted_birthplace_told_first_takes_no_time_from_a_trusted_one():
    rumour, told = holds("oslo", 0, trust=Trust.UNTRUSTED), holds("rome", 5)
    settlement = settle([rumour, told], BORN)
    assert shown(settlement) == [("rome", None, None, "OPEN")]
    assert {(one.holder, one.rival) for one in settlement.disputes} == {(told.id, rumour.id)}


def test_an_untrusted_date_of_what_cannot_change_does_not_move_a_trusted_one():
    rumour = holds("rome", 3, 9, trust=Trust.UNTRUSTED)
    settlement = settle([rumour, holds("rome", 5)], BORN)
    assert shown(settlement)[0] == ("rome", None, None, "OPEN")


def test_a_less_trusted_source_of_the_same_birthplace_told_first_corroborates():
    settlement = settle([holds("rome", 0), holds("rome", 5, trust=Trust.ASSERTED)], BORN)
    assert shown(settlement) == [("rome", None, None, "OPEN")]
    assert len(settlement.shares[0].claims) == 2


def test_a_less_trusted_past_without_a_start_contests_nothing():
    settlement = settle([holds("rome", 10, trust=Trust.ASSERTED), holds("paris", None, 20)], ONE)
    assert shown(settlement) == [("paris", None, 10, "SUPERSEDED"), ("rome", 10, None, "OPEN")]
    assert settlement.disputes == ()


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ([holds("rome", 0)], ["stated"]),
        ([holds("rome", 9, nature=Nature.PLAN)], ["planned"]),
        ([holds("rome", 0), holds("rome", 1)], ["corroborated"]),
        ([holds("rome", 0), holds("oslo", 5)], ["later-start-wins", "stated"]),
        ([holds("rome", 0), ends("rome", 5)], ["ended-without-successor"]),
        ([holds("rome", None, 5)], ["told-as-past"]),
        ([holds("fair", 1, 2, **EVENT)], ["event"]),
        ([holds("fair", 1, 2, **EVENT), holds("fair", 1, 3, **EVENT)], ["corroborated"]),
        (
            [holds("rome", 5, trust=Trust.ASSERTED), holds("oslo", 0)],
            ["trust-first", "stated"],
        ),
    ],
)
def test_every_share_names_the_rule_that_decided_it(told, expected):
    assert [share.rule for share in settle(told, ONE).shares] == expected


def test_an_open_share_was_closed_by_nobody():
    assert settle([holds("rome", 0)], ONE).shares[0].closed_by is None
    assert settle([holds("rome", 0, 5)], ONE).shares[0].closed_by is None


def test_an_interrupted_share_names_the_interruption():
    paris = holds("paris", 5, 9)
    oslo, _, again = settle([holds("oslo", 0), paris, holds("rome", 20)], ONE).shares[:3]
    assert oslo.closed_by == paris.id
    assert again.span == Interval(day(9), day(20))


def test_a_share_rests_only_on_claims_of_its_own_value_and_time():
    settlement = settle([holds("a", 0), holds("b", 5), holds("a", 9)], ONE)
    assert [len(share.claims) for share in settlement.shares] == [1, 1, 1]


def test_claims_are_named_trusted_sure_and_early_ones_first():
    late, early = holds("rome", 2), holds("rome", 1)
    sure, trusted = holds("rome", 3, confidence=0.9), holds("rome", 0, trust=Trust.ASSERTED)
    [share] = settle([late, early, sure, trusted], ONE).shares
    assert share.claims == (trusted, sure, early, late)


def test_an_end_at_the_moment_of_a_beginning_ends_what_was_before():
    assert settled(holds("acme", 5), ends("acme", 5)) == [
        ("acme", None, 5, "STATED"),
        ("acme", 5, None, "OPEN"),
    ]


def test_a_successor_is_named_before_an_end_at_the_same_moment():
    settlement = settle([holds("acme", 0), ends("acme", 5), holds("beta", 5)], ONE)
    assert shown(settlement)[0] == ("acme", 0, 5, "SUPERSEDED")


def test_values_told_as_past_lie_before_the_first_dated_value():
    assert settled(holds("paris", None, 20), holds("rome", 5), holds("oslo", 10)) == [
        ("paris", None, 5, "STATED"),
        ("rome", 5, 10, "SUPERSEDED"),
        ("oslo", 10, None, "OPEN"),
    ]


def test_a_value_told_as_past_twice_held_until_the_later_end():
    assert settled(holds("paris", None, 3), holds("paris", None, 7)) == [
        ("paris", None, 7, "STATED")
    ]


def test_a_value_without_any_bound_is_open():
    assert settled(holds("paris")) == [("paris", None, None, "OPEN")]


def test_a_denied_ending_of_a_one_valued_slot_only_ends():
    assert settled(holds("rome", 0), ends("rome", 5, is_negated=True)) == [
        ("rome", 0, 5, "INVALIDATED")
    ]


def test_a_less_trusted_end_contests_the_value_it_is_about_and_no_other():
    trusted = {"trust": Trust.ASSERTED}
    rome, over = holds("rome", 0, **trusted), ends("rome", 3)
    settlement = settle([rome, holds("oslo", 5, **trusted), over], ONE)
    assert [(one.holder, one.rival) for one in settlement.disputes] == [(rome.id, over.id)]
    assert settle([rome, ends("rome", 5, **trusted)], ONE).disputes == ()
    assert settle([rome, ends("oslo", 5)], ONE).disputes == ()


def test_a_more_trusted_end_ends_without_a_dispute():
    settlement = settle([holds("rome", 0), ends("rome", 5, trust=Trust.ASSERTED)], ONE)
    assert settlement.disputes == ()
    assert shown(settlement) == [("rome", 0, 5, "STATED")]


def test_a_mere_rumour_gives_no_beginning_to_a_value_of_unknown_start():
    rumour = holds("rome", 0, trust=Trust.UNTRUSTED)
    assert shown(settle([rumour, ends("rome", 5)], ONE)) == [("rome", None, 5, "STATED")]


def test_a_less_trusted_past_of_the_same_value_only_corroborates():
    settlement = settle([holds("rome", 5, trust=Trust.ASSERTED), holds("rome", None, 20)], ONE)
    assert shown(settlement) == [("rome", 5, None, "OPEN")]
    assert len(settlement.shares[0].claims) == 2


def test_a_less_trusted_source_may_know_of_an_earlier_beginning():
    rome = holds("rome", 5, trust=Trust.ASSERTED)
    settlement = settle([rome, holds("rome", 0)], ONE)
    assert shown(settlement) == [("rome", 0, 5, "SUPERSEDED"), ("rome", 5, None, "OPEN")]
    assert settlement.shares[0].closed_by == rome.id
    assert settlement.disputes == ()


def test_a_more_trusted_past_without_a_start_blocks_nobody():
    past = holds("paris", None, 20, trust=Trust.ASSERTED)
    settlement = settle([past, holds("rome", 5)], ONE)
    assert shown(settlement) == [("paris", None, 20, "STATED"), ("rome", 5, None, "OPEN")]
    assert settlement.disputes == ()


def test_a_piece_names_the_more_trusted_value_that_takes_over():
    trusted = {"trust": Trust.ASSERTED}
    first, second = holds("rome", 5, 9, **trusted), holds("nice", 12, 14, **trusted)
    shares = settle([holds("oslo", 0), first, second], ONE).shares
    assert [share.closed_by for share in shares if share.value[1] == "oslo"] == [
        first.id,
        second.id,
        None,
    ]


def test_only_different_values_of_what_cannot_change_are_disputed():
    settlement = settle([holds("rome", 0), holds("oslo", 5), holds("rome", 9)], BORN)
    assert len(settlement.disputes) == 2
    assert settle([holds("rome", 0), ends("rome", 3), holds("rome", 9)], BORN).disputes == ()


def test_a_less_trusted_beginning_sets_no_two_pasts_against_each_other():
    trusted = {"trust": Trust.ASSERTED}
    pasts = holds("paris", None, 9, **trusted), holds("nice", None, 9, **trusted)
    assert settled(*pasts, holds("nice", 0, 4), holds("paris", 4, 6)) == [
        ("nice", None, 9, "STATED"),
        ("paris", None, 9, "STATED"),
    ]


def test_a_birthplace_that_was_not_agreed_with_rests_on_its_own_claims_only():
    trusted = holds("rome", 5, trust=Trust.ASSERTED)
    [share] = settle([trusted, holds("oslo", 0), holds("rome", 3)], BORN).shares
    assert {claim.object for claim in share.claims} == {"rome"}
    assert share.rule == "corroborated"
    [alone] = settle([trusted, holds("oslo", 0)], BORN).shares
    assert alone.claims == (trusted,)
    assert alone.rule == "stated"


def test_a_denial_until_a_date_without_a_start_of_its_own_ends_for_good():
    until = denied("rome", 5, until=9, is_start_stated=False)
    assert settled(holds("rome", 0), until) == [("rome", 0, 5, "INVALIDATED")]


def test_a_less_trusted_past_fills_only_the_time_before_the_first_trusted_value():
    rome = holds("rome", 5, 9, trust=Trust.ASSERTED)
    assert settled(rome, holds("paris", None, 20)) == [
        ("paris", None, 5, "SUPERSEDED"),
        ("rome", 5, 9, "STATED"),
    ]


def test_of_denials_that_begin_together_the_same_is_named_whichever_was_heard_first():
    home = holds("rome", since=0)
    denials = [denied("rome", 5, until=7), denied("rome", 5, until=9)]
    one, other = (settle([home, *some], ONE) for some in (denials, denials[::-1]))
    assert one.shares == other.shares
    assert shown(one) == [("rome", 0, 5, "INVALIDATED"), ("rome", 9, None, "OPEN")]


def test_what_only_touches_a_span_does_not_overlap_it():
    spans = [Interval(day(3), day(5)), Interval(day(5), day(9))]
    ends_there = (Interval(day(0), day(3)), "until the first begins")
    begins_there = (Interval(day(5), day(7)), "from the end of the first")
    across = (Interval(day(4), day(6)), "across both")
    items = [ends_there, across, begins_there]
    assert list(overlapping(spans, items)) == [
        ["across both"],
        ["across both", "from the end of the first"],
    ]


def test_a_value_told_as_past_joins_the_last_time_that_it_held_before():
    before, again = holds("paris", 0), holds("paris", 20)
    past = holds("paris", None, 25, told=40)
    shares = settle([before, holds("rome", 10), again, holds("oslo", 30), past], ONE).shares
    by_start = {share.span.start: set(share.claims) for share in shares}
    assert by_start[day(0)] == {before}
    assert by_start[day(20)] == {again, past}


def test_a_less_trusted_past_that_ends_as_its_value_begins_lies_before_it():
    trusted, past = holds("oslo", 5, trust=Trust.ASSERTED), holds("oslo", None, 5)
    settlement = settle([trusted, past], ONE)
    assert shown(settlement)[0][:3] == ("oslo", None, 5)
    assert [set(share.claims) for share in settlement.shares] == [{past}, {trusted}]


def test_one_source_that_dates_what_cannot_change_dates_it_beside_those_that_do_not():
    dated, undated = holds("rome", 3, is_start_stated=True), holds("rome", 9)
    assert settled(dated, undated, entry=BORN) == [("rome", 3, None, "OPEN")]


def test_what_is_over_whatever_it_was_ends_all_but_one_value_of_its_predicate():
    others = replace(ends("b", 9), reader=OTHERS_OVER)
    assert settled(holds("a", 0), others) == [("a", 0, 9, "INVALIDATED")]
    assert settled(holds("b", 0), others) == [("b", 0, None, "OPEN")]
    assert settled(holds("a", 12), others) == [("a", 12, None, "OPEN")]
    assert settled(others) == []


def test_what_is_over_says_of_nothing_that_it_held():
    over = replace(ends("a", 9), reader=OVER)
    assert settled(over) == []
    assert settled(holds("a", 0), over) == [("a", 0, 9, "INVALIDATED")]
    assert settled(holds("b", 0), over) == [("b", 0, None, "OPEN")]


def test_a_less_trusted_source_ends_nothing_that_it_does_not_name():
    over = replace(ends("b", 9), reader=OTHERS_OVER, trust=Trust.UNTRUSTED)
    assert settled(holds("a", 0), over) == [("a", 0, None, "OPEN")]
