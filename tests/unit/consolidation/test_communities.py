"""Entities that many facts hold together."""

from builders import day, entity, fact, scope
from quipu.graph.consolidation.communities import LEAST_MEMBERS, communities_of
from quipu.schema.knowledge import Trust

RED, BLUE = ("Anna", "Berta", "Clara", "Dora"), ("Emil", "Fritz", "Gustav", "Hans")


def clique(names, **more):
    return [
        fact(subject=one, object=other, predicate="knows", sentence=f"{one} knows {other}", **more)
        for place, one in enumerate(names)
        for other in names[place + 1 :]
    ]


def made(facts, names=(*RED, *BLUE)):
    return communities_of(scope(), facts, {entity(name).id for name in names}, day(1))


def ids(names):
    return {entity(name).id for name in names}


def members(found):
    return sorted((sorted(one.members) for one in found), key=str)


BRIDGE = fact(subject="Anna", object="Emil", predicate="knows", sentence="Anna knows Emil")


def test_two_circles_that_one_fact_joins_are_two_communities():
    found = made([*clique(RED), *clique(BLUE), BRIDGE])
    assert members(found) == sorted((sorted(ids(RED)), sorted(ids(BLUE))), key=str)
    assert {one.level for one in found} == {0}


def test_the_same_facts_in_another_order_give_the_same_communities():
    facts = [*clique(RED), *clique(BLUE), BRIDGE]
    assert made(facts) == made(facts[::-1])


def test_whoever_has_the_most_facts_comes_first():
    extra = fact(subject="Clara", object="Emil", predicate="knows", sentence="Clara knows Emil")
    more = fact(subject="Clara", object="Fritz", predicate="met", sentence="Clara met Fritz")
    [red] = [one for one in made([*clique(RED), *clique(BLUE), extra, more])
             if entity("Anna").id in one.members]  # fmt: skip
    assert red.members[0] == entity("Clara").id


def test_facts_that_two_share_are_one_edge_and_one_of_them_stands_for_all():
    said = [
        fact(subject="Anna", object="Berta", predicate="met", sentence=f"met {n}", confidence=n / 9)
        for n in range(1, 9)
    ]
    [found] = made([*clique(("Anna", "Berta", "Clara")), *said])
    assert said[-1].id not in found.facts[1:]
    assert len([one for one in found.facts if one in {each.id for each in said}]) <= 1
    assert len(found.facts) == 3


def test_two_who_share_a_fact_are_no_community():
    assert LEAST_MEMBERS == 3
    assert made([BRIDGE]) == []
    assert made([]) == []


def test_values_denials_and_what_is_not_trusted_hold_nobody_together():
    assert made(clique(RED), names=RED[:2]) == []
    assert made(clique(RED, is_negated=True)) == []
    assert made(clique(RED, trust=Trust.UNTRUSTED)) == []


def test_who_is_told_of_himself_is_no_reason_for_a_community():
    himself = fact(subject="Anna", object="Anna", predicate="knows", sentence="Anna knows herself")
    assert made([himself, *clique(RED)]) == made(clique(RED))


def test_a_community_keeps_its_id_while_its_members_stay():
    more = fact(subject="Anna", object="Dora", predicate="met", sentence="Anna met Dora")
    apart = [*clique(RED), *clique(BLUE), BRIDGE]
    assert [one.id for one in made(apart)] == [one.id for one in made([*apart, more])]
    assert made(clique(RED))[0].id != made(clique(BLUE))[0].id


def test_levels_lie_within_each_other_and_are_few():
    ring = [f"P{place:03}" for place in range(240)]
    facts = [one for start in range(0, 240, 4) for one in clique(ring[start : start + 4])]
    facts += [
        fact(subject=ring[at], object=ring[(at + 5) % 240], predicate="met", sentence=f"met {at}")
        for at in range(0, 240, 4)
    ]
    found = made(facts, ring)
    levels = sorted({one.level for one in found})
    assert levels == list(range(len(levels)))
    assert 2 <= len(levels) <= 3
    for fine in (one for one in found if one.level == 0):
        assert any(set(fine.members) <= set(wide.members) for wide in found if wide.level == 1)


def test_a_sentence_that_tells_of_several_stands_once():
    told = "Anna knows Berta and Clara"
    both = [fact(subject="Anna", object=one, predicate="knows", sentence=told)
            for one in ("Berta", "Clara")]  # fmt: skip
    [found] = made([*both, fact(subject="Berta", object="Clara", sentence="Berta met Clara")])
    assert len({*found.facts} & {one.id for one in both}) == 1
    assert len(found.facts) == 2
