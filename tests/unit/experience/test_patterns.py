"""What attempts share: steps that lead there, steps to leave, and what puts a failure right."""

from __future__ import annotations

from effort import calls_made
from quipu.graph.experience.actions import Tried, tried
from quipu.graph.experience.patterns import broke_off, failing_of, follows, recoveries, way_of
from unit.experience.attempts import FAILURE, PARTIAL, SUCCESS, attempt


def test_the_way_is_what_half_of_the_successes_share_in_their_usual_order():
    family = [
        attempt(1, "pull", "look around", "test", "ship"),
        attempt(2, "pull", "test", "ship"),
        attempt(3, "pull", "sing", "test", "ship"),
        attempt(4, "pull", "cry", outcome=FAILURE),
    ]
    assert way_of(tried(family)) == ("pull", "test", "ship")


def test_two_successes_are_needed_for_a_way():
    assert way_of(tried([attempt(1, "pull"), attempt(2, "pull", outcome=FAILURE)])) == ()
    assert way_of(tried([attempt(1, "pull"), attempt(2, "pull", outcome=PARTIAL)])) == ()


def test_a_step_stands_where_it_went_well_not_where_it_was_tried_too_early():
    family = [attempt(n, "ship!", "log in.", "ship.") for n in range(2)]
    assert way_of(tried(family)) == ("log in", "ship")


def test_who_did_most_of_a_way_in_its_order_went_it():
    way = ("a", "b", "c", "d", "e")
    assert follows(*tried([attempt(1, "a", "x", "b", "c", "d", "e")]), way)
    assert follows(*tried([attempt(1, "a", "b", "c", "e")]), way)
    assert not follows(*tried([attempt(1, "a", "b", "c")]), way)
    assert not follows(*tried([attempt(1, "e", "d", "c", "b", "a")]), way)
    assert not follows(*tried([attempt(1, "a")]), ())


def test_who_fails_at_a_step_of_a_way_went_it_if_all_before_was_done_and_nothing_after():
    def broke(*said, outcome=FAILURE):
        [one] = tried([attempt(1, *said, outcome=outcome)])
        return broke_off(one, ("a", "b", "c"))

    assert broke("a.", "b!")
    assert broke("a.", "x", "b!", "undo a.")
    assert broke("a!")
    assert not broke("a.", "b!", "b.")
    assert not broke("c!")
    assert not broke("c.", "a!")
    assert not broke("a.", "b!", outcome=PARTIAL)
    assert not broke("a.", "x!")


def test_what_is_told_as_failed_again_and_again_is_to_be_left():
    family = [attempt(1, "guess!", "ask."), attempt(2, "guess!", "ask."), attempt(3, "ask.")]
    [found] = failing_of(tried(family))
    assert (found.action, len(found.bad), len(found.all)) == ("guess", 2, 2)


def test_what_mostly_works_is_not_left_for_two_failures():
    family = [attempt(n, "guess.") for n in range(6)] + [attempt(n, "guess!") for n in (7, 8)]
    assert failing_of(tried(family)) == []


def test_what_worked_when_tried_once_more_did_not_fail():
    assert failing_of(tried([attempt(n, "ship!", "log in.", "ship.") for n in range(3)])) == []


def test_what_attempts_fail_with_while_others_succeed_without_is_to_be_left():
    family = [
        attempt(1, "pull", "test"),
        attempt(2, "pull", "skip tests", outcome=FAILURE),
        attempt(3, "pull", "skip tests", outcome=FAILURE),
    ]
    assert [one.action for one in failing_of(tried(family))] == ["skip tests"]


def test_what_only_failures_share_is_no_cause_where_nobody_succeeds():
    assert failing_of(tried([attempt(n, "pull", "test", outcome=FAILURE) for n in range(5)])) == []


def test_what_comes_next_with_success_puts_a_failure_right_whatever_the_task():
    attempts = [
        attempt(1, "apply!", "set context.", "apply."),
        attempt(2, "build", "apply!", "set context.", task="something else"),
        attempt(3, "apply!", "wait"),
        attempt(4, "apply!", "apply."),
    ]
    [found] = recoveries(tried(attempts))
    assert (found.failed, found.done) == ("apply", "set context")
    assert [one.attempt.id for one in found.attempts] == ["ex_001", "ex_002"]


def test_one_recovery_alone_is_an_anecdote():
    assert recoveries(tried([attempt(1, "a!", "b.", "a!", "b.")])) == []


class Compared(str):
    """An action whose comparisons can be counted."""

    __slots__ = ()

    def __eq__(self, other: object) -> bool:
        return str.__eq__(self, other)

    __hash__ = str.__hash__


def test_a_hundred_times_as_many_steps_that_nobody_shares_take_no_more_looks_at_each():
    outcomes = (SUCCESS, FAILURE)

    def looks_at_each(attempts: int) -> float:
        family = [
            Tried(
                attempt(n, *map(str, range(10)), outcome=outcomes[n % 2]),
                tuple(Compared(f"{n} {place}") for place in range(10)),
            )
            for n in range(attempts)
        ]
        return calls_made(lambda: failing_of(family), "__eq__") / attempts

    assert looks_at_each(200) <= 2 * looks_at_each(2) + 1
