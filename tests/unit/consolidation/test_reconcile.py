"""Shares become rows: what is learned, what is retired and as what, and nothing else."""

from dataclasses import replace
from datetime import timedelta

import pytest

from quipu.graph.consolidation.consolidate import consolidate
from quipu.graph.consolidation.reconcile import after, reconcile
from quipu.graph.consolidation.settle import settle
from quipu.schema.changes import ChangeKind
from quipu.schema.intervals import DUSK, Interval
from quipu.schema.knowledge import Nature, Trust
from quipu.schema.ontology import default_ontology
from quipu.schema.ports import SlotState
from timeline_claims import MANY, ONE, day, denied, ends, holds

LATER = day(101)


def revise(before, now, entry=ONE):
    """What is learned and retired when a slot's claims become others: (value, start, kind)s."""
    rows = reconcile(settle(before, entry).shares, [], day(100)).learned
    return rows, reconcile(settle(now, entry).shares, rows, LATER)


def kinds(revision):
    return [(one.fact.object, one.kind) for one in revision.retired]


def row(*claims, entry=ONE):
    [found] = reconcile(settle(claims, entry).shares, [], LATER).learned
    return found


def of_one_episode(claim):
    return replace(claim, episode="ep_1")


def test_saying_nothing_new_changes_nothing():
    claims = [holds("rome", 0), holds("oslo", 5)]
    _, revision = revise(claims, claims[::-1])
    assert (revision.retired, revision.learned) == ((), ())


def test_a_value_that_another_took_over_from_is_superseded_by_its_shorter_self():
    before, revision = revise([holds("rome", 0)], [holds("rome", 0), holds("oslo", 5)])
    rome, oslo = revision.learned
    assert [(one.fact, one.kind, one.successor) for one in revision.retired] == [
        (before[0], ChangeKind.SUPERSEDED, rome.id)
    ]
    assert (rome.revision, oslo.revision) == (2, 1)
    assert (rome.known, oslo.known) == (Interval(LATER, DUSK),) * 2


def test_a_value_that_was_ended_is_invalidated():
    _, revision = revise([holds("rome", 0)], [holds("rome", 0), ends("rome", 5)])
    assert kinds(revision) == [("rome", ChangeKind.INVALIDATED)]
    assert revision.retired[0].successor == revision.learned[0].id


def test_a_value_of_which_nothing_is_left_is_invalidated_without_a_successor():
    _, revision = revise([holds("rome", 0)], [])
    assert kinds(revision) == [("rome", ChangeKind.INVALIDATED)]
    assert revision.retired[0].successor is None


def test_another_source_is_an_update():
    _, revision = revise([holds("rome", 0)], [holds("rome", 0), holds("rome", 5)])
    assert kinds(revision) == [("rome", ChangeKind.UPDATED)]
    assert revision.learned[0].revision == 2


def test_a_value_that_comes_back_is_an_update():
    both = [holds("rome", 0), holds("oslo", 5)]
    _, revision = revise(both, both[:1])
    assert kinds(revision) == [("rome", ChangeKind.UPDATED), ("oslo", ChangeKind.INVALIDATED)]


def test_a_value_moved_in_time_is_an_update_when_it_still_ends_for_the_same_reason():
    told = [holds("rome", 0), holds("oslo", 9)]
    _, revision = revise(told, [*told, holds("oslo", 5)])
    assert ("rome", ChangeKind.UPDATED) in kinds(revision)


def test_a_row_that_a_revision_splits_is_followed_by_its_first_piece():
    before, revision = revise([holds("oslo", 0)], [holds("oslo", 0), holds("paris", 5, 9)])
    first, _, again = sorted(revision.learned, key=lambda one: one.valid)
    assert revision.retired[0].successor == first.id
    assert (first.object, again.object) == ("oslo", "oslo")
    assert before[0].valid.overlaps(again.valid)


def test_the_nearest_row_of_the_same_value_is_the_one_revised():
    told = [holds("rome", 0, 2), holds("rome", 10, 12)]
    _, revision = revise(told, [holds("rome", 9, 10), *told[:1]])
    assert [(one.fact.valid.start, one.kind) for one in revision.retired] == [
        (day(10), ChangeKind.UPDATED)
    ]


def test_of_two_rows_joined_into_one_each_is_followed_by_it():
    told = [holds("rome", 0, 2), holds("rome", 4, 6)]
    _, revision = revise(told, [*told, holds("rome", 1, 5)])
    [joined] = revision.learned
    assert [one.successor for one in revision.retired] == [joined.id] * 2


def test_a_denial_is_no_revision_of_what_it_denies():
    likes = {"predicate": "likes"}
    _, revision = revise([holds("tea", 0, **likes)], [denied("tea", 0, **likes)], MANY)
    assert kinds(revision) == [("tea", ChangeKind.INVALIDATED)]
    assert revision.learned[0].revision == 1
    assert revision.learned[0].is_negated


def test_independent_sources_add_up_but_one_source_counts_once():
    assert row(holds("rome", 0, confidence=0.5)).confidence == 0.5
    assert row(
        holds("rome", 0, confidence=0.5), holds("rome", 1, confidence=0.5)
    ).confidence == pytest.approx(0.75)
    twice = [of_one_episode(holds("rome", 0, confidence=one)) for one in (0.5, 0.6)]
    assert row(*twice).confidence == 0.6
    assert row(holds("rome", 0, confidence=1.0), holds("rome", 1)).confidence == 1.0


def test_an_untrusted_source_adds_no_confidence():
    rumour = holds("rome", 1, trust=Trust.UNTRUSTED)
    assert row(holds("rome", 0), rumour).confidence == 0.8
    assert row(rumour).confidence == 0.8


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ([Nature.PAST_STATE], Nature.PAST_STATE),
        ([Nature.PAST_STATE, Nature.PLAN], Nature.PLAN),
        ([Nature.PLAN, Nature.STATE], Nature.STATE),
        ([Nature.PAST_STATE, Nature.STATE], Nature.STATE),
    ],
)
def test_a_state_told_as_past_stays_one_only_while_nobody_told_it_as_present(told, expected):
    assert row(*(holds("rome", 0, told=n, nature=one) for n, one in enumerate(told))).nature is (
        expected
    )


def test_the_sentence_shown_is_one_that_says_it_holds():
    over = replace(ends("rome", 5, confidence=0.9), sentence="Sam left Rome")
    found = row(holds("rome", 0, confidence=0.5), over)
    assert found.claims[0] == over.id
    assert found.sentence == "Sam lives in rome"


def test_a_row_names_its_claims_and_episodes_best_first_and_each_episode_once():
    first, second = map(of_one_episode, (holds("rome", 0), holds("rome", 1, confidence=0.9)))
    found = row(first, second)
    assert found.claims == (second.id, first.id)
    assert found.episodes == ("ep_1",)


def test_a_belief_ends_later_than_it_began_even_if_the_clock_stood_still():
    rows = reconcile(settle([holds("rome", 0)], ONE).shares, [], day(100)).learned
    assert after(day(100), rows) == day(100) + timedelta(microseconds=1)
    assert after(day(99), rows) == day(100) + timedelta(microseconds=1)
    assert after(LATER, rows) == LATER
    assert after(LATER, []) == LATER


def test_a_clock_that_was_put_back_is_overtaken_by_what_was_told() -> None:
    told = [
        replace(holds("rome", 0), recorded_at=day(100)),
        replace(holds("oslo", 1), recorded_at=day(90)),
    ]
    assert after(day(99), [], told) == day(100) + timedelta(microseconds=1)
    state = SlotState(tuple(told), ())
    done = consolidate([holds("bergen", 2)], state, default_ontology(), day(99))
    assert [one.recorded_at for one in done.told] == [done.at]
    assert done.at == day(100) + timedelta(microseconds=1)
