"""`GraphStore.apply` and the log it leaves, on every engine."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations

import numpy as np
import pytest

from builders import (
    DIMENSIONS,
    about,
    change_set,
    claim,
    day,
    entity,
    fact,
    now_view,
    scope,
    vectors,
)
from contract.engines import Engine
from quipu.schema.changes import ChangeKind, ChangeSet, Dispute, Named, Retired
from quipu.schema.errors import Conflict, Invalid, Overtaken
from quipu.schema.identity import ClaimId, EntityId, FactId
from quipu.schema.intervals import DUSK, AsOf, Interval
from quipu.schema.knowledge import Ending, Fact
from quipu.schema.ports import FactQuery, Page, Vectors

HERE = scope()
NOTHING = vectors()


def moved(at: float = 10) -> tuple[Fact, Fact, ChangeSet]:
    """Anna's home in Oslo, the row that ends it, and the change set in which Rome ends it."""
    before = fact("Oslo")
    after = fact(
        "Oslo",
        valid=Interval(day(0), day(at)),
        known=Interval(day(at), DUSK),
        ending=Ending.SUPERSEDED,
        revision=2,
    )
    rome = fact("Rome", valid=Interval(day(at), DUSK), known=Interval(day(at), DUSK))
    changes = change_set(
        at=day(at),
        entities=(entity("Rome"),),
        retired=(Retired(before, ChangeKind.SUPERSEDED, after.id),),
        learned=(after, rome),
    )
    return before, after, changes


async def settled(store: Engine, *facts: Fact, names: tuple[str, ...] = ("Anna", "Oslo")) -> int:
    return await store.apply(HERE, about(*facts, names=names), vectors(*facts))


async def test_what_is_learned_is_read_as_it_was_given(store: Engine) -> None:
    oslo = fact("Oslo", closed_by=ClaimId("cl_1"), is_negated=True, confidence=0.25)
    await settled(store, oslo)
    assert await store.facts(HERE, [oslo.id]) == [oslo]


async def test_a_claim_is_read_as_it_was_given(store: Engine) -> None:
    said = claim("Oslo", is_ending=True, attributed_to="John", stated=Interval(day(0), day(3)))
    people = (entity("Anna"), entity("Oslo"))
    await store.apply(HERE, change_set(entities=people, claims=(said,)), NOTHING)
    assert await store.claims(HERE, [said.id]) == [said]
    assert await store.claims_of(HERE, [said.episode]) == [said]


async def test_a_retracted_claim_stays_and_says_so(store: Engine) -> None:
    said = claim("Oslo")
    people = (entity("Anna"), entity("Oslo"))
    await store.apply(HERE, change_set(entities=people, claims=(said,)), NOTHING)
    await store.apply(HERE, change_set(at=day(1), retracted=(said.id,)), NOTHING)
    state = await store.slots(HERE, [said.slot])
    assert state.claims == (replace(said, is_retracted=True),)


BROKEN = {
    "a retirement of an unknown row": {"retired": (Retired(fact("Bonn"), ChangeKind.UPDATED),)},
    "a retraction of an unknown claim": {"retracted": (ClaimId("cl_unknown"),)},
    "a name for an unknown entity": {"names": (Named(EntityId("ent_unknown"), "X"),)},
    "a fact about an unknown entity": {"learned": (fact("Oslo"), fact("Bonn"))},
    "a fact of another scope": {"learned": (fact("Oslo", scope=scope("other")),)},
}


@pytest.mark.parametrize("fields", BROKEN.values(), ids=BROKEN.keys())
async def test_a_change_set_with_a_bad_part_leaves_nothing(
    store: Engine, fields: dict[str, object]
) -> None:
    oslo = fact("Oslo")
    whole = about(oslo, names=["Anna", "Oslo"], claims=(claim("Oslo"),))
    broken = replace(whole, **fields)  # type: ignore[arg-type]
    with pytest.raises((Conflict, Invalid)):
        await store.apply(HERE, broken, NOTHING)
    assert await store.entities(HERE, [entity("Anna").id]) == []
    assert await store.facts(HERE, [oslo.id]) == []
    assert await store.claims(HERE, [claim("Oslo").id]) == []
    assert await store.changes(HERE, 0, 10) == []


BAD_VECTORS = {
    "too short": Vectors((fact().id,), np.zeros((1, DIMENSIONS - 1), np.float32)),
    "one too few": Vectors((fact().id, fact("Rome").id), np.zeros((1, DIMENSIONS), np.float32)),
    "not finite": Vectors((fact().id,), np.full((1, DIMENSIONS), np.nan, np.float32)),
    "of nothing": Vectors((FactId("fact_unknown"),), np.zeros((1, DIMENSIONS), np.float32)),
}


@pytest.mark.parametrize("bad", BAD_VECTORS.values(), ids=BAD_VECTORS.keys())
async def test_bad_vectors_are_refused_and_nothing_is_learned(store: Engine, bad: Vectors) -> None:
    with pytest.raises(Invalid):
        await store.apply(HERE, about(fact(), names=["Anna", "Oslo"]), bad)
    assert await store.facts(HERE, [fact().id]) == []


async def test_repeating_a_change_set_changes_nothing(store: Engine) -> None:
    _, after, changes = moved()
    await settled(store, fact("Oslo"))
    first = await store.apply(HERE, changes, vectors(*changes.learned))
    log = await store.changes(HERE, 0, 100)
    assert await store.apply(HERE, changes, vectors(*changes.learned)) == first
    assert await store.changes(HERE, 0, 100) == log
    assert len(await store.revisions(HERE, after.id)) == 2


async def test_a_row_cannot_be_retired_twice(store: Engine) -> None:
    before, _, changes = moved()
    await settled(store, fact("Oslo"))
    await store.apply(HERE, changes, NOTHING)
    again = change_set(at=day(11), retired=(Retired(before, ChangeKind.INVALIDATED),))
    with pytest.raises(Conflict):
        await store.apply(HERE, again, NOTHING)


async def test_of_two_rival_retirements_the_second_is_refused(store: Engine) -> None:
    _, _, changes = moved()
    await settled(store, fact("Oslo"))
    await store.apply(HERE, changes, NOTHING)
    rival = replace(changes, reason="another worker's idea", learned=(), entities=())
    with pytest.raises(Conflict):
        await store.apply(HERE, rival, NOTHING)


async def test_what_was_known_then_reads_the_same_today(store: Engine) -> None:
    before, _, changes = moved()
    await settled(store, before)
    then = FactQuery(AsOf.moment(day(5), day(5)))
    asked_then = await store.list_facts(HERE, then, Page(10))
    await store.apply(HERE, changes, NOTHING)
    asked_now = await store.list_facts(HERE, then, Page(10))
    assert [row.id for row in asked_now] == [row.id for row in asked_then] == [before.id]
    now = await store.list_facts(HERE, FactQuery(now_view(), include_stale=True), Page(10))
    assert {row.id for row in now} == {row.id for row in changes.learned}


async def test_a_retired_row_keeps_all_but_its_end_of_belief(store: Engine) -> None:
    before, after, changes = moved()
    await settled(store, before)
    await store.apply(HERE, changes, NOTHING)
    retired = replace(before, known=Interval(day(0), day(10)))
    assert await store.revisions(HERE, after.id) == [retired, after]


async def test_a_row_retired_in_the_moment_it_was_learned_was_never_believed(
    store: Engine,
) -> None:
    oslo = fact("Oslo")
    await settled(store, oslo)
    gone = change_set(at=day(0), retired=(Retired(oslo, ChangeKind.INVALIDATED),), reason="undo")
    await store.apply(HERE, gone, NOTHING)
    assert await store.list_facts(HERE, FactQuery(now_view(day(0))), Page(10)) == []
    assert [row.id for row in await store.facts(HERE, [oslo.id])] == [oslo.id]


async def test_the_log_says_what_was_created_updated_and_superseded(store: Engine) -> None:
    before, after, changes = moved()
    sequence = await settled(store, before)
    last = await store.apply(HERE, changes, NOTHING)
    log = await store.changes(HERE, sequence, 100)
    rome = changes.learned[1]
    assert [(line.kind, line.item) for line in log] == [
        (ChangeKind.CREATED, entity("Rome").id),
        (ChangeKind.SUPERSEDED, before.id),
        (ChangeKind.UPDATED, after.id),
        (ChangeKind.CREATED, rome.id),
    ]
    assert log[-1].sequence == last
    assert (before.id in log[2].before, after.id in log[2].after) == (True, True)


async def test_the_log_is_read_by_kind_by_item_and_from_a_sequence(store: Engine) -> None:
    before, after, changes = moved()
    await settled(store, before)
    await store.apply(HERE, changes, NOTHING)
    everything = await store.changes(HERE, 0, 100)
    updated = await store.changes(HERE, 0, 100, [ChangeKind.UPDATED])
    assert [line.item for line in updated] == [after.id]
    assert await store.changes(HERE, everything[1].sequence, 2) == everything[2:4]
    of_before = await store.changes_of(HERE, [before.id], 10)
    assert [line.kind for line in of_before] == [ChangeKind.CREATED, ChangeKind.SUPERSEDED]


async def test_a_row_that_ends_without_a_successor_leaves_a_line_of_its_kind(
    store: Engine,
) -> None:
    oslo = fact("Oslo")
    sequence = await settled(store, oslo)
    gone = change_set(at=day(9), retired=(Retired(oslo, ChangeKind.INVALIDATED),), reason="left")
    await store.apply(HERE, gone, NOTHING)
    (line,) = await store.changes(HERE, sequence, 10)
    assert (line.kind, line.item, line.after) == (ChangeKind.INVALIDATED, oslo.id, "")
    assert (line.at, line.actor, line.reason) == (day(9), "test", "left")


async def test_a_dispute_is_kept_once(store: Engine) -> None:
    one, two = claim("Oslo"), claim("Rome")
    people = (entity("Anna"), entity("Oslo"), entity("Rome"))
    argued = change_set(
        entities=people,
        claims=(one, two),
        disputes=(Dispute(one.slot, one.id, two.id, "equal start"),),
    )
    first = await store.apply(HERE, argued, NOTHING)
    assert await store.apply(HERE, argued, NOTHING) == first


async def test_disputes_opened_at_one_moment_are_paged_one_by_one(store: Engine) -> None:
    named = ("Oslo", "Rome", "Paris")
    claims = [claim(one) for one in named]
    pairs = [(one, two) for one, two in combinations(claims, 2)]
    argued = change_set(
        entities=tuple(entity(one) for one in ("Anna", *named)),
        claims=tuple(claims),
        disputes=tuple(Dispute(one.slot, one.id, two.id, "equal start") for one, two in pairs),
    )
    await store.apply(HERE, argued, NOTHING)
    whole = await store.disputes(HERE, None, 10)
    pages, after = [], None
    while page := await store.disputes(HERE, after, 1):
        pages += page
        after = page[-1].place
    assert pages == whole
    assert len(whole) == 3


async def test_what_was_decided_on_an_older_scope_is_refused_and_nothing_is_written(
    store: Engine,
) -> None:
    oslo, paris = fact("Oslo"), fact("Paris")
    seen = await store.revision(HERE)
    first = about(oslo, names=["Anna", "Oslo"], revision=seen)
    await store.apply(HERE, first, vectors(oslo))
    with pytest.raises(Overtaken):
        await store.apply(HERE, about(paris, names=["Paris"], revision=seen), vectors(paris))
    assert await store.facts(HERE, [paris.id]) == []
    now = await store.revision(HERE)
    await store.apply(HERE, about(paris, names=["Paris"], revision=now), vectors(paris))
    assert await store.facts(HERE, [paris.id]) == [paris]


async def test_a_scope_counts_every_change_and_no_other_scope_s(store: Engine) -> None:
    assert await store.revision(HERE) == 0
    await store.apply(HERE, change_set(), vectors())
    await store.apply(HERE, change_set(entities=(entity("Anna"),)), vectors())
    assert await store.revision(HERE) == 2
    assert await store.revision(scope("acme", user="anna")) == 0
