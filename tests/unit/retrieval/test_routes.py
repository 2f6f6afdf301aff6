"""Routes between two entities: shortest first, never through a value, bounded."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise, permutations

from builders import entity, fact
from quipu.graph.retrieval.routes import Sought, routes
from quipu.schema.knowledge import Fact
from quipu.schema.recall import Neighbourhood
from quipu.schema.routes import Routes

ANNA_TO_BEN = Sought(entity("Anna").id, entity("Ben").id)


def knows(one: str, other: str, **fields: object) -> Fact:
    return fact(other, subject=one, predicate="knows", **fields)


def near(*facts: Fact, values: Sequence[str] = (), is_cut: bool = False) -> Neighbourhood:
    """A part of the graph in which names are what the sentences say."""
    names = {name for one in facts for name in one.sentence.rstrip(".").split(" knows ")}
    people = [entity(name, is_value=name in values) for name in sorted(names)]
    return Neighbourhood(entities=tuple(people), facts=facts, is_cut=is_cut)


def between(*facts: Fact, sought: Sought = ANNA_TO_BEN, **fields: object) -> Routes:
    return routes(near(*facts, **fields), sought, lambda: False)  # type: ignore[arg-type]


def names(found: Routes) -> list[list[str]]:
    return [[one.name for one in route.entities] for route in found.found]


def test_the_shortest_route_comes_first_and_no_entity_twice() -> None:
    found = between(
        knows("Anna", "Carl"), knows("Carl", "Dora"), knows("Dora", "Ben"), knows("Ben", "Carl")
    )
    assert names(found) == [["Anna", "Carl", "Ben"], ["Anna", "Carl", "Dora", "Ben"]]
    for route in found.found:
        ends = [{one.subject, one.object} for one in route.facts]
        pairs = pairwise(route.entities)
        assert ends == [{one.id, other.id} for one, other in pairs]


def test_of_equal_lengths_the_surest_comes_first() -> None:
    found = between(
        knows("Anna", "Carl"),
        knows("Carl", "Ben", confidence=0.3),
        knows("Anna", "Dora"),
        knows("Dora", "Ben", confidence=0.9),
    )
    assert names(found) == [["Anna", "Dora", "Ben"], ["Anna", "Carl", "Ben"]]


def test_a_longer_route_is_not_preferred_however_sure_it_is() -> None:
    found = between(
        knows("Anna", "Ben", confidence=0.01),
        knows("Anna", "Carl", confidence=1.0),
        knows("Carl", "Ben", confidence=1.0),
    )
    assert [len(one.facts) for one in found.found] == [1, 2]


def test_of_several_facts_between_two_the_surest_stands_for_them() -> None:
    sure = knows("Anna", "Ben", confidence=0.9)
    found = between(knows("Ben", "Anna", confidence=0.4), sure)
    assert [one.facts for one in found.found] == [(sure,)]


def test_no_route_leads_through_a_value_that_two_share() -> None:
    shared = [knows("Anna", "40"), knows("Ben", "40")]
    assert names(between(*shared)) == [["Anna", "40", "Ben"]]
    assert names(between(*shared, values=["40"])) == []


def test_a_route_is_no_longer_than_asked_and_there_are_no_more_than_asked() -> None:
    hops = [knows("Anna", "Carl"), knows("Carl", "Dora"), knows("Dora", "Ben")]
    many = [edge for n in range(9) for edge in (knows("Anna", f"P{n}"), knows(f"P{n}", "Ben"))]
    two = Sought(ANNA_TO_BEN.start, ANNA_TO_BEN.end, max_length=2, limit=3)
    assert names(between(*hops, sought=two)) == []
    assert len(between(*hops).found) == 1
    assert [len(one.facts) for one in between(*many, sought=two).found] == [2, 2, 2]


def test_the_order_in_which_facts_are_fetched_changes_nothing() -> None:
    some = [
        knows("Anna", "Carl"),
        knows("Carl", "Ben"),
        knows("Anna", "Dora"),
        knows("Dora", "Ben"),
    ]
    answers = {str(names(between(*order))) for order in permutations(some)}
    assert len(answers) == 1


def test_who_is_told_that_time_is_over_stops_and_says_so() -> None:
    many = [edge for n in range(9) for edge in (knows("Anna", f"P{n}"), knows(f"P{n}", "Ben"))]
    found = routes(near(*many), ANNA_TO_BEN, lambda: True)
    assert (len(found.found), found.is_cut) == (1, True)


def test_what_could_not_all_be_looked_at_is_told() -> None:
    assert between(knows("Anna", "Carl"), knows("Dora", "Ben"), is_cut=True) == Routes((), True)
    assert between(knows("Anna", "Carl"), knows("Dora", "Ben")) == Routes((), False)
