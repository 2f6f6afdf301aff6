"""Who is to be forgotten may be known to narrower scopes only. All engines."""

from __future__ import annotations

import pytest

from forgetting import forget, shown
from quipu.graph.intake.ingest import settle_next
from quipu.schema.drafts import EntityRef, EpisodeDraft
from quipu.schema.errors import NotFound
from quipu.schema.forgetting import ForgetWish, Selector
from quipu.schema.identity import Scope
from quipu.schema.knowledge import EpisodeKind
from stories.by_hand import ACME, Silent

ANNA, BEN = Scope("acme", user="anna"), Scope("acme", user="ben")
HER = Selector(subject=EntityRef(name="Anna"))


async def heard(by_hand, scope, text, speaker=""):
    draft = EpisodeDraft(text, EpisodeKind.MESSAGE, speaker=speaker)
    receipt = await by_hand.memory.remember(scope, [draft], text)
    while await settle_next(by_hand.memory, Silent()):
        pass
    return receipt.job.episodes[0]


async def kept(by_hand, scope, *ids):
    return [one.id for one in await by_hand.memory.store.episodes(scope, ids)]


async def test_whom_only_a_narrower_scope_knows_is_forgotten_from_above(by_hand):
    await by_hand.tells("Anna", "lives in", "Rome", "2024-01-01", scope=BEN)
    said = await heard(by_hand, BEN, "Lunch was fine, says Anna.")
    done = await forget(by_hand.memory, ACME, HER)
    assert done.report.episodes == 2
    assert await kept(by_hand, BEN, said) == []
    assert await by_hand.memory.store.named(BEN, ["anna"]) == {"anna": []}


async def test_who_said_a_text_of_which_nothing_was_read_is_forgotten_with_it(by_hand):
    said = await heard(by_hand, ACME, "Quite.", speaker="Anna")
    below = await heard(by_hand, BEN, "Nothing more, says Anna.")
    done = await forget(by_hand.memory, ACME, HER)
    assert done.report.episodes == 2
    assert await kept(by_hand, ACME, said) == await kept(by_hand, BEN, below) == []


async def test_a_user_of_that_name_is_forgotten_from_above_with_what_he_says_of_himself(by_hand):
    await by_hand.tells("user", "lives in", "Rome", "2024-01-01", scope=ANNA)
    await by_hand.tells("user", "lives in", "Bonn", "2024-01-01", scope=BEN)
    done = await forget(by_hand.memory, ACME, HER)
    assert done.report.episodes == 1
    assert await by_hand.memory.store.named(ANNA, ["rome"]) == {"rome": []}
    assert (await by_hand.memory.store.named(BEN, ["bonn"]))["bonn"]


async def test_me_in_a_wide_scope_is_not_who_speaks_in_a_narrower_one(by_hand):
    await by_hand.tells("user", "lives in", "Rome", "2024-01-01")
    said = await heard(by_hand, BEN, "I snore.", speaker="user")
    done = await forget(by_hand.memory, ACME, Selector(subject=EntityRef(name="me")))
    assert done.report.episodes == 1
    assert await kept(by_hand, BEN, said) == [said]


async def test_that_a_user_is_called_so_is_said_where_his_memory_is_not_gone_through(by_hand):
    await by_hand.tells("Anna", "lives in", "Rome", "2024-01-01")
    await heard(by_hand, ANNA, "Snoring.")
    seen = await shown(by_hand.memory, ACME, ForgetWish(HER, reason="asked", actor="test"))
    assert any("the user anna" in line for line in seen.report.residual)


async def test_who_is_known_as_a_user_only_is_named_in_the_refusal(by_hand):
    await heard(by_hand, ANNA, "Snoring.")
    with pytest.raises(NotFound, match="whole memory of the user anna"):
        await forget(by_hand.memory, ACME, HER)
