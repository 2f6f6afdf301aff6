"""From attempts to procedures: laws that hold for whatever was tried."""

from __future__ import annotations

from math import isclose

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quipu.graph.experience.actions import tried
from quipu.graph.experience.families import families
from quipu.graph.experience.procedures import SURE, procedures, wilson
from quipu.schema.experience import Attempts, Outcome
from quipu.schema.knowledge import Trust
from unit.experience.attempts import FAILURE, PARTIAL, SUCCESS, alike, attempt, of_sorts

DEEDS = ["a", "b.", "c!", "c.", "d", "e!"]


@st.composite
def attempts(draw):
    """Attempts of up to three sorts."""
    made = []
    for number in range(draw(st.integers(0, 10))):
        said = draw(st.lists(st.sampled_from(DEEDS), max_size=5))
        outcome = draw(st.sampled_from(list(Outcome)))
        lesson = draw(st.sampled_from(["", "be careful", "ask first"]))
        vector = np.eye(3)[draw(st.integers(0, 2))]
        made.append((attempt(number, *said, outcome=outcome, lesson=lesson), vector))
    return made


def sorts_of(some):
    """The attempts of each sort."""
    found = of_sorts(*some)
    sorts = families(tried(found.experiences), found.vectors) if some else []
    return [[one.attempt for one in sort] for sort in sorts]


@settings(max_examples=60, deadline=None)
@given(attempts(), st.randoms(use_true_random=False))
def test_the_order_in_which_attempts_are_read_changes_nothing(some, random):
    mixed = random.sample(some, len(some))
    if some:
        assert procedures(of_sorts(*mixed)) == procedures(of_sorts(*some))


@settings(max_examples=60, deadline=None)
@given(attempts())
def test_every_attempt_is_of_one_sort_and_a_later_one_moves_no_earlier_one(some):
    if not some:
        return
    sorts = sorts_of(some)
    assert sorted(one.id for sort in sorts for one in sort) == [one.id for one, _ in some]
    before = sorts_of(some[:-1])
    last = some[-1][0].id
    left = [[one for one in sort if one.id != last] for sort in sorts]
    assert [sort for sort in left if sort] == before


@settings(max_examples=60, deadline=None)
@given(attempts())
def test_no_procedure_says_more_than_its_evidence(some):
    found = procedures(of_sorts(*some)) if some else []
    outcomes = {one.id: one.outcome for one, _ in some}
    assert len({one.id for one in found}) == len(found)
    for one in found:
        seen = [outcomes[id] for id in one.evidence]
        assert len(seen) >= 2
        assert one.successes <= seen.count(SUCCESS)
        assert one.failures <= seen.count(FAILURE)
        assert SURE <= one.confidence <= 1.0
        assert one.steps or one.avoid or one.lessons


def test_who_says_that_he_followed_a_procedure_counts_for_it_whatever_his_task():
    two = [attempt(1, "pull", "ship"), attempt(2, "pull", "ship")]
    [before] = procedures(alike(*two))
    user = attempt(3, "sing", outcome=FAILURE, used=(before.id,))
    [after] = procedures(of_sorts((two[0], [1, 0]), (two[1], [1, 0]), (user, [0, 1])))
    assert (before.successes, before.failures) == (2, 0)
    assert (after.successes, after.failures) == (2, 1)
    assert after.confidence < before.confidence
    assert user.id not in after.evidence


def test_more_that_bear_it_out_make_it_surer_and_what_came_out_in_part_does_not_count():
    sure = [
        procedures(alike(*(attempt(place, "pull") for place in range(count))))[0].confidence
        for count in (2, 4, 8)
    ]
    assert sure == sorted(set(sure))
    parts = [attempt(place, "pull", outcome=PARTIAL) for place in (8, 9)]
    [found] = procedures(alike(*(attempt(place, "pull") for place in range(8)), *parts))
    assert found.confidence == sure[-1]


def test_only_failures_teach_what_to_leave():
    [found] = procedures(alike(*(attempt(n, "guess!", outcome=FAILURE) for n in range(3))))
    assert (found.steps, found.failures) == ((), 3)
    assert found.avoid == ("guess (failed 3 of 3 times)",)


def test_lessons_are_told_with_the_newest_first_and_each_once():
    said = ["one.", "two", "one.", "three", "four"]
    family = [attempt(n, lesson=lesson) for n, lesson in enumerate(said)]
    [found] = procedures(alike(*family))
    assert found.lessons == ("four", "three", "one.")
    assert found.steps == ()


def test_lessons_alone_are_worth_telling_however_the_attempts_came_out():
    for outcome in Outcome:
        told = [attempt(n, f"deed {'ab'[n]}", outcome=outcome, lesson=f"{n}") for n in range(2)]
        [found] = procedures(alike(*told))
        assert (found.steps, found.avoid, found.lessons) == ((), (), ("1", "0"))


def test_the_untrusted_teach_nothing():
    doubtful = [attempt(n, "pull", trust=Trust.UNTRUSTED) for n in range(3)]
    assert procedures(alike(*doubtful)) == []
    assert procedures(Attempts((), np.zeros((0, 3), np.float32))) == []


def test_who_went_the_way_and_failed_at_one_of_its_steps_counts_against_it():
    good = [attempt(n, "back up.", "upgrade.", "analyze.") for n in range(3)]
    broke = [attempt(n, "back up.", "upgrade!", "restore.", outcome=FAILURE) for n in (3, 4)]
    [found, *_] = procedures(alike(*good, *broke))
    assert found.steps == ("back up", "upgrade", "analyze")
    assert (found.successes, found.failures) == (3, 2)


def test_who_left_a_step_out_and_failed_later_says_nothing_against_the_way():
    good = [attempt(n, "migrate.", "drain.", "restart.") for n in range(3)]
    hasty = [attempt(n, "restart!", outcome=FAILURE) for n in (3, 4)]
    [found, *_] = procedures(alike(*good, *hasty))
    assert (found.steps, found.failures) == (("migrate", "drain", "restart"), 0)


def test_who_is_trusted_less_than_two_that_bear_it_out_takes_nothing_from_a_procedure():
    good = [attempt(n, "pull", "ship.") for n in range(2)]
    [before] = procedures(alike(*good))
    low = [
        attempt(n, "pull", "ship!", outcome=FAILURE, trust=Trust.OBSERVED, used=(before.id,))
        for n in range(2, 20)
    ]
    [after, *_] = procedures(alike(*good, *low))
    assert (after.id, after.steps, after.confidence) == (before.id, before.steps, before.confidence)
    assert (after.successes, after.failures, after.avoid) == (2, 0, ())


def test_one_who_is_trusted_more_does_not_hush_those_who_fail():
    good = [attempt(1, "ship."), attempt(2, "ship.", trust=Trust.OBSERVED)]
    low = attempt(3, "ship!", outcome=FAILURE, trust=Trust.OBSERVED)
    [found] = procedures(alike(*good, low))
    assert (found.successes, found.failures) == (2, 1)


def test_who_is_trusted_less_does_not_make_good_what_the_trusted_say_to_leave():
    bad = [attempt(n, "guess!", outcome=FAILURE) for n in range(2)]
    low = [attempt(n, "guess.", trust=Trust.OBSERVED) for n in range(2, 9)]
    [found] = procedures(alike(*bad, *low))
    assert found.avoid == ("guess (failed 2 of 2 times)",)
    assert found.steps == ()


@pytest.mark.parametrize(
    ("good", "all", "bound"), [(0, 0, 0.0), (2, 2, 0.342), (10, 10, 0.722), (5, 10, 0.237)]
)
def test_the_bound_is_wilsons(good, all, bound):
    assert isclose(wilson(good, all), bound, abs_tol=0.001)
