"""What engines promise about language models: answers kept, usage counted, stand-ins known."""

from __future__ import annotations

import numpy as np
import pytest

from builders import change_set, day, episode, scope
from contract.engines import Engine, Opening
from quipu.schema.intervals import AsOf
from quipu.schema.language_models import Bill, Spending, Usage
from quipu.schema.ports import Vectors
from quipu.schema.readings import EpisodeRead

OWN, OTHER, WIDER = scope(user="anna"), scope(user="bert"), scope()
NOTHING = Vectors((), np.zeros((0, 1), np.float32))
USED = Usage(calls=1, tokens_in=10, tokens_out=2)


def bill(number: int = 0, usage: Usage = USED, **more: str) -> Bill:
    return Bill("m", usage, day(number), **more)


async def test_an_answer_is_kept_across_a_restart(opened: Opening) -> None:
    store = await opened()
    await store.charge(OWN, bill(key="k", answer='{"a": "é"}'))
    again = await opened()
    assert await again.kept_answer(OWN, "k") == '{"a": "é"}'


@pytest.mark.parametrize("whose", [OTHER, WIDER, scope("other", user="anna")])
async def test_an_answer_is_nobody_elses(store: Engine, whose) -> None:
    await store.charge(OWN, bill(key="k", answer="{}"))
    assert await store.kept_answer(whose, "k") == ""
    assert await store.kept_answer(OWN, "other") == ""
    assert await store.spending(whose) == []


async def test_usage_adds_up_by_day_and_model(store: Engine) -> None:
    for number in (0, 0, 1):
        await store.charge(OWN, bill(number))
    await store.charge(OWN, bill(1, Usage(spared=3)))
    both = Usage(calls=2, tokens_in=20, tokens_out=4)
    today = USED + Usage(spared=3)
    assert await store.spending(OWN) == [
        Spending("2024-01-01", "m", both),
        Spending("2024-01-02", "m", today),
    ]
    assert await store.spending(OWN, "2024-01-02") == [Spending("2024-01-02", "m", today)]


async def test_who_stood_in_is_known_until_it_is_read_again(store: Engine) -> None:
    ones = [episode(f"text {n}", scope=OWN) for n in range(3)]
    await store.accept(OWN, "k", "h", ones, day(0))
    read = [
        EpisodeRead(ones[0].id, "local-1", day(1), "no answer in 60 s"),
        EpisodeRead(ones[1].id, "m/read-1", day(1), dropped=2),
    ]
    await store.apply(OWN, change_set(read=tuple(read)), NOTHING)

    assert await store.readings(OWN, [one.id for one in ones]) == {one.episode: one for one in read}
    assert await store.stood_in(OWN, 10) == [read[0]]
    assert await store.stood_in(OTHER, 10) == await store.stood_in(WIDER, 10) == []
    assert await store.readings(OTHER, [ones[0].id]) == {}
    view = AsOf.moment(day(2), day(2))
    assert (await store.statistics(OWN, view)).stood_in == 1
    assert (await store.statistics(OTHER, view)).stood_in == 0

    again = EpisodeRead(ones[0].id, "m/read-1", day(2))
    await store.apply(OWN, change_set(read=(again,)), NOTHING)
    assert await store.stood_in(OWN, 10) == []
    assert (await store.readings(OWN, [ones[0].id]))[ones[0].id] == again
