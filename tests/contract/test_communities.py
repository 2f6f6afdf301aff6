"""What engines promise about communities: kept by scope, replaced as a whole, gone when erased."""

from __future__ import annotations

from builders import day, scope
from contract.engines import Engine, Opening
from quipu.schema.communities import Community, CommunityQuery
from quipu.schema.identity import EntityId, FactId, Scope

OWN, WIDE, OTHER = scope(user="anna"), scope(), scope("other")
ANY = CommunityQuery()


def community(id: str, *members: str, level: int = 0, where: Scope = OWN) -> Community:
    ids = tuple(EntityId(one) for one in members)
    return Community(id, where, level, ids, (FactId("fa_1"), FactId("fa_2")), day(3))


LARGE, SMALL = community("co_b", "x", "y", "z"), community("co_c", "u", "v")
COARSE = community("co_a", "u", "v", "x", "y", "z", level=1)


async def test_communities_are_kept_across_a_restart_the_finest_and_largest_first(
    opened: Opening,
) -> None:
    store = await opened()
    await store.keep_communities(OWN, [COARSE, SMALL, LARGE])
    again = await opened()
    assert await again.communities(OWN, ANY, 0, 10) == [LARGE, SMALL, COARSE]
    assert await again.communities(OWN, ANY, 1, 1) == [SMALL]


async def test_new_ones_take_the_place_of_all_that_were_there(store: Engine) -> None:
    await store.keep_communities(OWN, [LARGE, SMALL])
    await store.keep_communities(OWN, [COARSE])
    assert await store.communities(OWN, ANY, 0, 10) == [COARSE]
    await store.keep_communities(OWN, [])
    assert await store.communities(OWN, ANY, 0, 10) == []


async def test_communities_are_found_by_level_by_member_and_by_id(store: Engine) -> None:
    await store.keep_communities(OWN, [LARGE, SMALL, COARSE])
    for query, found in (
        (CommunityQuery(level=1), [COARSE]),
        (CommunityQuery(members=frozenset({EntityId("u")})), [SMALL, COARSE]),
        (CommunityQuery(members=frozenset(map(EntityId, "uz"))), [LARGE, SMALL, COARSE]),
        (CommunityQuery(ids=frozenset({"co_b"})), [LARGE]),
        (CommunityQuery(ids=frozenset({"co_nobody"})), []),
    ):
        assert await store.communities(OWN, query, 0, 10) == found


async def test_a_scope_sees_those_of_wider_ones_and_of_nobody_else(store: Engine) -> None:
    wide = community("co_w", "x", "y", "z", where=WIDE)
    await store.keep_communities(OWN, [LARGE])
    await store.keep_communities(WIDE, [wide])
    await store.keep_communities(OTHER, [community("co_o", "x", "y", "z", where=OTHER)])
    assert await store.communities(OWN, ANY, 0, 10) == [LARGE, wide]
    assert await store.communities(OWN, CommunityQuery(inherit=False), 0, 10) == [LARGE]
    assert await store.communities(WIDE, ANY, 0, 10) == [wide]
    assert await store.ids_beginning(OWN, "co_", 9) == ["co_b", "co_w"]
    assert await store.ids_beginning(WIDE, "co_b", 9) == []
