"""Long work is done beside the event loop, short work in it."""

from threading import get_ident

from quipu.graph.aside import aside


async def test_work_on_very_many_claims_leaves_the_event_loop_to_others():
    assert await aside(100_000, get_ident) != get_ident()


async def test_work_on_few_claims_is_not_worth_a_thread():
    assert await aside(10, get_ident) == get_ident()
