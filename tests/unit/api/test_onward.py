"""Time in a memory does not go back, and comes to agree with the clock of the machine again."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from quipu.api.onward import MOST_AHEAD, Onward

START = datetime(2026, 1, 1, tzinfo=UTC)
HOUR = timedelta(hours=1)


class Machine:
    """A clock that may be set, and the seconds that really pass."""

    def __init__(self) -> None:
        self.time, self.elapsed = START, 0.0

    def passes(self, time: timedelta) -> None:
        self.time += time
        self.elapsed += time.total_seconds()

    def onward(self, last_change: datetime | None = None) -> Onward:
        return Onward(lambda: self.time, lambda: self.elapsed, last_change)


def test_it_tells_the_time_of_the_machine() -> None:
    machine = Machine()
    clock = machine.onward()
    told = [clock()]
    for time in (timedelta(0), HOUR, 400 * MOST_AHEAD):  # the last one asleep, or set right
        machine.passes(time)
        told.append(clock())

    assert told == [START, START, START + HOUR, START + HOUR + 400 * MOST_AHEAD]


def test_it_goes_on_where_the_machine_s_is_put_back_until_that_has_come_up() -> None:
    machine = Machine()
    clock = machine.onward()
    machine.time -= HOUR
    told = [clock()]
    for _ in range(5):
        machine.passes(HOUR / 2)
        told.append(clock())

    assert told == sorted(told)
    assert told[:2] == [START, START + HOUR / 4]
    assert told[-1] == machine.time == START + 1.5 * HOUR


def test_it_is_not_behind_what_was_written_before_it_was_made() -> None:
    machine = Machine()

    assert START + HOUR < machine.onward(START + HOUR)() < START + 1.01 * HOUR
    assert machine.onward(START - HOUR)() == START


def test_a_memory_of_a_wrong_year_does_not_take_the_clock_along() -> None:
    machine = Machine()
    clock = machine.onward(START + 366 * MOST_AHEAD)
    assert clock() == START

    machine.time -= 366 * MOST_AHEAD  # nor does a machine that was of one
    assert clock() == machine.time
