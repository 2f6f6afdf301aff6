"""Somebody is shown by the best name that is known of him, on every engine."""

from __future__ import annotations

from itertools import permutations

import pytest

from forgetting import forget
from quipu.graph.intake.ingest import settle_next
from quipu.graph.ruling.amend import undone
from quipu.graph.ruling.merging import merged
from quipu.schema.changes import ChangeKind
from quipu.schema.drafts import EntityRef, EpisodeDraft
from quipu.schema.forgetting import Selector
from quipu.schema.identity import Scope
from quipu.schema.knowledge import Mention, Reading, Statement
from quipu.schema.merging import Merger
from quipu.schema.ports import EntityQuery, Page
from quipu.schema.rulings import Ruling
from stories.by_hand import ACME, Silent
from teller import date

MAYA = Scope("acme", "maya")
VERMEULEN = EntityQuery(name_contains="vermeulen")
TELLINGS = ("Tess = Tessa Vermeulen | tea", "Tess = T. Vermeulen | rain", "Tess = Tessa | books")


class Calling:
    """Reads "Name = Other name | what one likes"."""

    name = "calling"

    async def read(self, episodes):
        return [Reading(statements=(_liking(one.content),)) for one in episodes]


def _liking(line):
    names, _, value = line.partition(" | ")
    name, _, other = names.partition(" = ")
    who = Mention(name, "person", aliases=(other,) if other else ())
    return Statement(who, "likes", Mention(value, "thing"), f"{name} likes {value}")


async def hears(by_hand, *lines, scope=ACME):
    """The ids of what was heard, each line settled before the next."""
    heard = []
    for line in lines:
        draft = EpisodeDraft(line, occurred_at=date("2024-01-01"))
        receipt = await by_hand.memory.remember(scope, [draft], f"{scope.key} {line}")
        while await settle_next(by_hand.memory, Calling()):
            pass
        heard += [*receipt.job.episodes]
    return heard


async def tess(by_hand, scope=ACME):
    return await by_hand.memory.entity(scope, EntityRef(name="Tess"))


@pytest.mark.parametrize("told", list(permutations(TELLINGS))[::3])
async def test_the_fullest_name_is_shown_in_whatever_order_they_are_told(by_hand, told):
    await hears(by_hand, *told)
    found = await tess(by_hand)
    assert found.name == "Tessa Vermeulen"
    assert {*found.aliases} == {"Tess", "Tessa", "T. Vermeulen"}
    assert found.first_name == "Tess"
    assert await by_hand.memory.store.list_entities(ACME, VERMEULEN, Page(9)) == [found]


async def test_a_name_that_is_forgotten_is_not_shown_any_more(by_hand):
    await hears(by_hand, "Tess | tea")
    [full] = await hears(by_hand, "Tess = Tessa Vermeulen | rain")
    assert (await tess(by_hand)).name == "Tessa Vermeulen"
    await forget(by_hand.memory, ACME, Selector(ids=(full,)))
    found = await tess(by_hand)
    assert (found.name, found.aliases) == ("Tess", ())


async def test_a_name_is_shown_only_to_those_who_can_know_it(by_hand):
    await hears(by_hand, "Tess | tea")
    await hears(by_hand, "Tess = Tessa Vermeulen | rain", scope=MAYA)
    assert (await tess(by_hand, MAYA)).name == "Tessa Vermeulen"
    assert (await tess(by_hand)).name == "Tess"


async def test_who_is_merged_lends_a_fuller_name_until_that_is_undone(by_hand):
    await hears(by_hand, "Tess | tea", "Tessa Vermeulen | rain")
    memory = by_hand.memory
    keep, other = await tess(by_hand), await by_hand.named("Tessa Vermeulen")
    await merged(memory, ACME, Merger(keep.id, (other,)), Ruling("ben", "I know her"), "m")
    await settle_next(memory, Silent())
    shown = await tess(by_hand)
    assert (shown.id, shown.name) == (keep.id, "Tessa Vermeulen")
    assert await memory.store.list_entities(ACME, VERMEULEN, Page(9)) == [shown]
    [line] = await memory.store.changes(ACME, 0, 100, [ChangeKind.MERGED])
    await undone(memory, ACME, line.sequence, Ruling("ben", "two after all"), "u")
    await settle_next(memory, Silent())
    assert (await tess(by_hand)).name == "Tess"
    assert (await tess(by_hand)).aliases == ()
