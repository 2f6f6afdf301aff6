"""Who asks for depth gets some of it, however many direct hits there are."""

from quipu.graph.retrieval.ranking.room import with_room
from quipu.schema.identity import FactId
from quipu.schema.recall import Channel, Contribution, Hit, ItemKind

DIRECT = [Hit(ItemKind.FACT, f"d{n}", 1.0 - n / 100) for n in range(20)]
BESIDE = [
    Hit(ItemKind.FACT, f"g{n}", 0.1, (Contribution(Channel.GRAPH, n, 0.5, 0.1),), (FactId("d0"),))
    for n in range(5)
]


def shown(hits, limit):
    return [hit.id for hit in with_room(hits, limit)[:limit]]


def test_a_quarter_of_the_places_is_for_what_stands_beside():
    assert shown(DIRECT + BESIDE, 8) == ["d0", "d1", "d2", "d3", "d4", "d5", "g0", "g1"]


def test_without_neighbours_every_place_is_for_direct_hits():
    assert shown(DIRECT, 4) == ["d0", "d1", "d2", "d3"]


def test_one_more_hit_tells_that_there_is_more():
    assert len(with_room(DIRECT + BESIDE, 8)) == 9
    assert len(with_room(DIRECT[:3], 8)) == 3
