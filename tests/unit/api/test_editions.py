"""What many read between two beats is read once, and nobody's read depends on another's."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

import pytest
from tests.doors.listening import Clockwork

from quipu.api.editions import Edition
from quipu.api.live import Places, Pulse, Streams, Tempo
from quipu.schema.errors import Unavailable


class Readings:
    """Reads that are written down; the first may fail or last for ever."""

    def __init__(self, *troubles: str) -> None:
        self.asked: list[list[str]] = []
        self._troubles = list(troubles)

    async def __call__(self, keys: Sequence[str]) -> dict[str, str]:
        self.asked.append(list(keys))
        match self._troubles.pop(0) if self._troubles else "":
            case "fails":
                raise Unavailable("the store does not answer")
            case "never ends":
                await asyncio.Event().wait()
        await asyncio.sleep(0)
        return {key: key.upper() for key in keys if key != "missing"}


async def test_a_row_is_read_once_for_all_who_ask_for_it() -> None:
    edition, read = Edition(1), Readings()

    found = await asyncio.gather(*(edition.rows("facts", ["a", "b"], read) for _ in range(50)))

    assert found == [{"a": "A", "b": "B"}] * 50
    assert read.asked == [["a", "b"]]


async def test_only_what_nobody_has_read_yet_is_read() -> None:
    edition, read = Edition(1), Readings()
    await edition.rows("facts", ["a", "missing"], read)

    assert await edition.rows("facts", ["a", "missing", "c"], read) == {"a": "A", "c": "C"}
    assert read.asked == [["a", "missing"], ["c"]]


async def test_shelves_have_nothing_in_common() -> None:
    edition, read = Edition(1), Readings()
    await edition.rows(("facts", "ann"), ["a"], read)
    await edition.rows(("facts", "bob"), ["a"], read)

    assert read.asked == [["a"], ["a"]]


async def test_who_goes_away_while_he_reads_leaves_it_to_the_next() -> None:
    edition, read = Edition(1), Readings("never ends")
    first = asyncio.create_task(edition.rows("facts", ["a"], read))
    second = asyncio.create_task(edition.rows("facts", ["a"], read))
    await asyncio.sleep(0)
    first.cancel()

    assert await second == {"a": "A"}
    assert read.asked == [["a"], ["a"]]


async def test_a_read_that_fails_is_told_to_who_read_and_tried_by_the_next() -> None:
    edition, read = Edition(1), Readings("fails")
    with pytest.raises(Unavailable):
        await edition.rows("facts", ["a"], read)

    assert await edition.rows("facts", ["a"], read) == {"a": "A"}


async def test_what_was_read_is_dropped_at_a_beat_and_at_each_interval() -> None:
    """Also while nobody waits: who is slow must not show what another process has forgotten."""
    clock, pulse = Clockwork(), Pulse()
    places = Places("subscriptions", 9, 9)
    streams = Streams(pulse, Tempo(rest=clock.rest), places, places)
    editions = [streams.edition, streams.edition]
    pulse.beat()
    editions.append(streams.edition)
    await clock.pass_(Tempo().look_seconds)
    await streams.pulse.after(1)
    editions.append(streams.edition)
    streams.end()

    assert [one.number for one in editions] == [0, 0, 1, 2]
    assert editions[0] is editions[1]
