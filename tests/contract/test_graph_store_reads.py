"""Reads of a `GraphStore` by id, name, slot, page and neighbourhood, on every engine."""

from __future__ import annotations

import pytest

from builders import (
    about,
    change_set,
    claim,
    day,
    entity,
    episode,
    fact,
    now_view,
    scope,
    vectors,
)
from contract.engines import Engine
from quipu.schema.changes import ChangeKind, Named, Respelled, Retired
from quipu.schema.errors import Invalid
from quipu.schema.identity import EntityId, SlotKey
from quipu.schema.intervals import DAWN, DUSK, AsOf, Interval
from quipu.schema.knowledge import STALE, Ending, Fact, Nature, Trust, status_of
from quipu.schema.names import name_form
from quipu.schema.ports import EntityQuery, FactQuery, Page, Reach
from quipu.schema.turns import Beside

HERE = scope()
NOTHING = vectors()
ALL_NAMES = ["Anna", "Oslo", "Rome", "Acme", "Bob"]


async def test_ids_come_back_in_the_order_asked_for_without_the_missing(store: Engine) -> None:
    oslo, rome = fact("Oslo"), fact("Rome")
    await store.apply(HERE, about(oslo, rome, names=ALL_NAMES), NOTHING)
    found = await store.facts(HERE, [rome.id, fact("Bonn").id, oslo.id])
    assert found == [rome, oslo]
    people = await store.entities(HERE, [entity("Rome").id, entity("Anna").id])
    assert [one.name for one in people] == ["Rome", "Anna"]


async def test_an_entity_is_found_by_every_name_it_has(store: Engine) -> None:
    zoe = entity("Zoë Ångström", aliases=("Zo",))
    named = change_set(entities=(zoe,), names=(Named(zoe.id, "Dr. Ångström"),))
    await store.apply(HERE, named, NOTHING)
    forms = [name_form(one) for one in ("ZOË ÅNGSTRÖM", "zo", "dr ångström", "Nobody")]
    found = await store.named(HERE, forms)
    assert [[one.id for one in found[form]] for form in forms] == [[zoe.id]] * 3 + [[]]
    assert found[forms[0]][0].aliases == ("Zo", "Dr. Ångström")


async def test_a_name_is_shown_in_a_better_spelling_of_its_own_scope(store: Engine) -> None:
    zoe = entity("zoë", aliases=("zo",))
    await store.apply(HERE, change_set(entities=(zoe,)), NOTHING)
    better = (Respelled(zoe.id, "Zoë"), Respelled(zoe.id, "Zo"))
    await store.apply(HERE, change_set(respelled=better), NOTHING)
    [found] = await store.entities(HERE, [zoe.id])
    assert (found.name, found.aliases) == ("Zoë", ("Zo",))
    assert (await store.named(HERE, ["zo"]))["zo"] == [found]
    mine = scope(user="ann")
    await store.apply(mine, change_set(respelled=(Respelled(zoe.id, "ZOË"),)), NOTHING)
    assert (await store.entities(mine, [zoe.id]))[0].name == "Zoë"


async def test_the_narrowest_bearer_of_a_name_comes_first(store: Engine) -> None:
    mine = scope(user="ann")
    for where in (HERE, mine):
        await store.apply(where, change_set(entities=(entity("Bob", scope=where),)), NOTHING)
    found = await store.named(mine, ["bob"])
    assert [one.scope for one in found["bob"]] == [mine, HERE]


async def test_who_speaks_is_found_by_a_whole_name_or_by_its_first_word(store: Engine) -> None:
    mine = scope(user="ann")
    speakers = {HERE: ["Anna", "Anna Berg", "Ben Carter", "Hannah", ""], mine: ["Zoë"]}
    for where, names in speakers.items():
        turns = [episode(f"Hi {one}", speaker=one, scope=where) for one in names]
        await store.accept(where, turns[0].id, "body", turns, day(0))
    found = await store.speakers(mine, ["Ben", "Carter", "Hann", "Zoë", "Anna Berg"])
    assert found == ["Anna Berg", "Ben Carter", "Zoë"]
    assert "Anna" in await store.speakers(HERE, ["Anna"])
    assert await store.speakers(HERE, ["Zoë", "anna"]) == []


async def test_a_slot_gives_all_its_claims_and_the_facts_believed_now(store: Engine) -> None:
    oslo, rome = fact("Oslo"), fact("Rome", known=Interval(day(1), DUSK))
    said = (claim("Oslo"), claim("Rome", recorded_at=day(1)))
    await store.apply(HERE, about(oslo, names=ALL_NAMES, claims=said[:1]), NOTHING)
    changed = change_set(
        at=day(1),
        claims=said[1:],
        retired=(Retired(oslo, ChangeKind.INVALIDATED),),
        learned=(rome,),
    )
    await store.apply(HERE, changed, NOTHING)
    state = await store.slots(HERE, [oslo.slot])
    assert state.claims == said
    assert state.facts == (rome,)


VIEW = AsOf.moment(day(50), day(50))
PAST = Interval(day(0), day(10))
EVERY_STATUS = [
    fact("Current"),
    fact("Planned", valid=Interval(day(99), DUSK)),
    fact("Event", valid=PAST, nature=Nature.EVENT),
    fact("Told as past", valid=PAST, nature=Nature.PAST_STATE),
    fact("Ended by its source", valid=PAST, ending=Ending.STATED),
    fact("Superseded", valid=PAST, ending=Ending.SUPERSEDED),
    fact("Invalidated", valid=PAST, ending=Ending.INVALIDATED),
    fact("Untrusted", trust=Trust.UNTRUSTED),
    fact("Not yet known", known=Interval(day(60), DUSK)),
    fact("No longer known", known=Interval(day(0), day(40))),
]


@pytest.mark.parametrize("one", EVERY_STATUS, ids=lambda one: one.sentence)
async def test_a_list_hides_exactly_what_is_stale(store: Engine, one: Fact) -> None:
    names = ["Anna", one.sentence.removeprefix("Anna lives in ").removesuffix(".")]
    await store.apply(HERE, about(one, names=names), NOTHING)
    is_listed = bool(await store.list_facts(HERE, FactQuery(VIEW), Page(10)))
    assert is_listed == (status_of(one, VIEW) not in STALE)
    with_stale = await store.list_facts(HERE, FactQuery(VIEW, include_stale=True), Page(10))
    assert bool(with_stale) == (VIEW.known in one.known)


FILTERS = {
    "predicate": ({"predicates": frozenset({"works for"})}, ["Acme"]),
    "subject": ({"subject": entity("Bob").id}, ["Rome"]),
    "object": ({"object": entity("Oslo").id}, ["Oslo"]),
    "subject and object": ({"subject": entity("Anna").id, "object": entity("Rome").id}, []),
    "either end": ({"either": entity("Rome").id}, ["Rome"]),
    "confidence": ({"min_confidence": 0.9}, ["Acme"]),
    "nothing": ({}, ["Acme", "Oslo", "Rome"]),
}


@pytest.mark.parametrize(("fields", "expected"), FILTERS.values(), ids=FILTERS.keys())
async def test_a_list_keeps_what_its_filter_asks_for(
    store: Engine, fields: dict[str, object], expected: list[str]
) -> None:
    facts = [
        fact("Oslo"),
        fact("Rome", subject="Bob"),
        fact("Acme", predicate="works for", confidence=0.95),
    ]
    await store.apply(HERE, about(*facts, names=ALL_NAMES), NOTHING)
    query = FactQuery(now_view(), **fields)  # type: ignore[arg-type]
    found = await store.list_facts(HERE, query, Page(10))
    assert sorted(one.sentence.split()[-1].rstrip(".") for one in found) == expected


async def test_pages_of_facts_give_each_fact_once_even_while_more_arrive(store: Engine) -> None:
    facts = [fact(f"P{n}", valid=Interval(day(n // 2), DUSK)) for n in range(7)]
    names = ["Anna", *(f"P{n}" for n in range(7)), "Early"]
    await store.apply(HERE, about(*facts, names=names), NOTHING)
    query = FactQuery(now_view())
    seen, after = [], ""
    while page := (await store.list_facts(HERE, query, Page(2, after)))[:2]:
        seen += page
        after = page[-1].id
        early = fact("Early", valid=Interval(DAWN, DUSK))
        await store.apply(HERE, change_set(learned=(early,)), NOTHING)
    assert seen == sorted(facts, key=lambda one: (one.valid.start, one.id))


async def test_a_page_says_by_one_more_item_that_there_is_more(store: Engine) -> None:
    people = tuple(entity(name) for name in ("Ann", "Ben", "Cid"))
    value = entity("42", is_value=True)
    await store.apply(HERE, change_set(entities=(*people, value)), NOTHING)
    first = await store.list_entities(HERE, EntityQuery(), Page(2))
    assert [one.name for one in first] == ["Ann", "Ben", "Cid"]
    rest = await store.list_entities(HERE, EntityQuery(), Page(2, people[1].id))
    assert [one.name for one in rest] == ["Cid"]


async def test_a_page_after_an_item_of_nobody_is_refused(store: Engine) -> None:
    with pytest.raises(Invalid):
        await store.list_facts(HERE, FactQuery(now_view()), Page(2, "fact_unknown"))


async def test_entities_are_listed_by_a_part_of_their_name_and_by_kind(store: Engine) -> None:
    people = (entity("Zoë Smith"), entity("ZOË Jones", kind="organisation"), entity("Ann"))
    await store.apply(HERE, change_set(entities=people), NOTHING)
    named = await store.list_entities(HERE, EntityQuery(name_contains="zoë"), Page(10))
    assert [one.name for one in named] == ["ZOË Jones", "Zoë Smith"]
    kinds = EntityQuery(kinds=frozenset({"organisation"}))
    assert [one.name for one in await store.list_entities(HERE, kinds, Page(10))] == ["ZOË Jones"]


async def test_statistics_count_what_holds_at_the_viewpoint(store: Engine) -> None:
    facts = [one for one in EVERY_STATUS if one.trust > 0]
    names = ["Anna", *(f.sentence[len("Anna lives in ") : -1] for f in facts)]
    last = await store.apply(HERE, about(*facts, names=names), NOTHING)
    counted = await store.statistics(HERE, VIEW)
    assert (counted.facts, counted.current_facts) == (7, 1)
    assert (counted.entities, counted.last_sequence) == (len(names), last)


def chain_of_friends() -> list[Fact]:
    pairs = [("Anna", "Bob"), ("Bob", "Cid"), ("Cid", "Dan")]
    return [fact(b, subject=a, predicate="knows") for a, b in pairs]


async def test_a_neighbourhood_reaches_as_many_hops_as_asked(store: Engine) -> None:
    friends = chain_of_friends()
    await store.apply(HERE, about(*friends, names=["Anna", "Bob", "Cid", "Dan"]), NOTHING)
    anna = [entity("Anna").id]
    none = await store.around(HERE, anna, now_view(), Reach(hops=0))
    assert (none.facts, [one.name for one in none.entities]) == ((), ["Anna"])
    two = await store.around(HERE, anna, now_view(), Reach(hops=2))
    assert list(two.facts) == friends[:2]
    assert two.frontier == (entity("Cid").id,)
    assert not two.is_cut


DIRECTIONS = {"out": (Reach(incoming=False), "Cid"), "in": (Reach(outgoing=False), "Anna")}


@pytest.mark.parametrize(("reach", "expected"), DIRECTIONS.values(), ids=DIRECTIONS.keys())
async def test_a_neighbourhood_follows_the_directions_asked(
    store: Engine, reach: Reach, expected: str
) -> None:
    friends = chain_of_friends()
    await store.apply(HERE, about(*friends, names=["Anna", "Bob", "Cid", "Dan"]), NOTHING)
    found = await store.around(HERE, [entity("Bob").id], now_view(), reach)
    assert [one.name for one in found.entities] == ["Bob", expected]


async def test_a_value_is_reached_but_is_no_way_through(store: Engine) -> None:
    year = entity("1985", is_value=True)
    born = [
        fact("1985", subject=name, object=year.id, predicate="born in") for name in ("Anna", "Bob")
    ]
    people = (entity("Anna"), entity("Bob"), year)
    await store.apply(HERE, change_set(entities=people, learned=tuple(born)), NOTHING)
    found = await store.around(HERE, [entity("Anna").id], now_view(), Reach(hops=3))
    assert list(found.facts) == born[:1]
    assert year.id in {one.id for one in found.entities}
    assert found.frontier == ()


async def test_a_walk_takes_what_holds_and_events_and_leaves_the_rest(store: Engine) -> None:
    past = Interval(day(0), day(10))
    walked = [fact("Oslo"), fact("Rome", valid=past, nature=Nature.EVENT)]
    left = [
        fact("Acme", valid=past),
        fact("Bob", valid=Interval(day(2000), DUSK), nature=Nature.EVENT),
        fact("Bonn", is_negated=True),
        fact("Bern", trust=Trust.UNTRUSTED),
        fact("Brno", known=Interval(day(0), day(5))),
    ]
    names = [*ALL_NAMES, "Bonn", "Bern", "Brno"]
    await store.apply(HERE, about(*walked, *left, names=names), NOTHING)
    found = await store.around(HERE, [entity("Anna").id], now_view(), Reach())
    assert {one.id for one in found.facts} == {one.id for one in walked}


async def test_a_walk_keeps_to_the_predicates_asked_for(store: Engine) -> None:
    acme = fact("Acme", predicate="works for")
    await store.apply(HERE, about(fact("Oslo"), acme, names=ALL_NAMES), NOTHING)
    reach = Reach(predicates=frozenset({"works for"}))
    found = await store.around(HERE, [entity("Anna").id], now_view(), reach)
    assert list(found.facts) == [acme]


async def test_a_hub_keeps_its_newest_edges_and_leaves_room_for_others(store: Engine) -> None:
    hub = [fact(f"C{n}", valid=Interval(day(n), DUSK), predicate="visited") for n in range(30)]
    other = fact("Rome", subject="Bob")
    names = ["Anna", "Bob", "Rome", *(f"C{n}" for n in range(30))]
    await store.apply(HERE, about(*hub, other, names=names), NOTHING)
    starts = [entity("Anna").id, entity("Bob").id]
    found = await store.around(HERE, starts, now_view(), Reach(max_edges=5, max_fanout=10))
    assert set(found.facts) == {other, *hub[-4:]}
    assert found.is_cut


async def test_a_stranger_to_the_scope_has_no_neighbourhood(store: Engine) -> None:
    found = await store.around(HERE, [EntityId("ent_unknown")], now_view(), Reach())
    assert (found.entities, found.facts) == ((), ())


async def _told_both_ways(store: Engine) -> list[Fact]:
    """Anna–Ben and Carl–Dora hold both ways in slots of their own, as one claim and fact each."""
    facts = [
        fact(b, subject=a, predicate="married to", slot=_slot(a), far_slot=_slot(b), qualifier="x")
        for a, b in (("Anna", "Bob"), ("Carl", "Dora"))
    ]
    said = tuple(
        claim(
            b,
            subject=entity(a).id,
            slot=_slot(a),
            far_slot=_slot(b),
            sentence=f"{a} and {b}",
            qualifier="x",
        )
        for a, b in (("Anna", "Bob"), ("Bob", "Carl"), ("Carl", "Dora"), ("Dora", "Emil"))
    )
    names = ["Anna", "Bob", "Carl", "Dora", "Emil"]
    await store.apply(HERE, about(*facts, names=names, claims=said), NOTHING)
    return facts


def _slot(name: str) -> SlotKey:
    return SlotKey(f"sl_{name}")


async def test_a_slot_gives_what_competes_at_the_other_ends_as_well(store: Engine) -> None:
    anna_bob, carl_dora = await _told_both_ways(store)
    state = await store.slots(HERE, [_slot("Anna")])
    assert [one.sentence for one in state.claims] == ["Anna and Bob", "Bob and Carl"]
    assert state.facts == (anna_bob,)
    state = await store.slots(HERE, [_slot("Bob")])
    assert [one.sentence for one in state.claims] == [
        "Anna and Bob",
        "Bob and Carl",
        "Carl and Dora",
    ]
    assert state.facts == (anna_bob, carl_dora)
    assert {one.qualifier for one in state.claims} == {"x"}


async def test_what_holds_both_ways_is_listed_and_walked_from_either_end(store: Engine) -> None:
    anna_bob, _ = await _told_both_ways(store)
    for name in ("Anna", "Bob"):
        end = entity(name).id
        asked = [FactQuery(now_view(), subject=end), FactQuery(now_view(), object=end)]
        for query in asked:
            assert await store.list_facts(HERE, query, Page(5)) == [anna_bob]
        for reach in (Reach(incoming=False), Reach(outgoing=False)):
            assert (await store.around(HERE, [end], now_view(), reach)).facts == (anna_bob,)


async def test_what_is_asked_for_from_its_other_end_is_listed_and_walked_so(store: Engine) -> None:
    job = fact("Acme", predicate="works for")
    home = fact("Oslo")
    await store.apply(HERE, about(job, home, names=ALL_NAMES), NOTHING)
    asked = {"inverses": frozenset({"works for"})}
    anna, acme = entity("Anna").id, entity("Acme").id
    for query, found in (
        (FactQuery(now_view(), subject=acme, **asked), [job]),
        (FactQuery(now_view(), object=anna, **asked), [job]),
        (FactQuery(now_view(), subject=anna, **asked), []),
        (FactQuery(now_view(), either=anna, **asked), [job]),
        (
            FactQuery(now_view(), either=anna, predicates=frozenset({"lives in"}), **asked),
            [job, home],
        ),
        (FactQuery(now_view(), **asked), [job]),
    ):
        assert set(await store.list_facts(HERE, query, Page(5))) == set(found)
    for start, reach, found in (
        (acme, Reach(incoming=False, **asked), (job,)),
        (acme, Reach(outgoing=False, **asked), ()),
        (anna, Reach(outgoing=False, **asked), (job,)),
        (anna, Reach(incoming=False, **asked), ()),
    ):
        assert (await store.around(HERE, [start], now_view(), reach)).facts == found


async def test_the_revisions_of_a_pair_are_found_told_from_either_end(store: Engine) -> None:
    told, turned = (
        fact(b, subject=a, slot=_slot(a), far_slot=_slot(b), known=known)
        for a, b, known in (
            ("Anna", "Bob", Interval(day(0), day(1))),
            ("Bob", "Anna", Interval(day(1), DUSK)),
        )
    )
    await store.apply(HERE, about(told, turned, names=ALL_NAMES), NOTHING)
    for one in (told, turned):
        assert await store.revisions(HERE, one.id) == [told, turned]


async def test_the_last_change_is_known_in_whatever_scope_it_was(store: Engine) -> None:
    assert await store.last_change() is None
    for number, where in ((3, HERE), (4, scope("other", user="ann"))):
        town = f"Oslo{number}"
        told = about(fact(town, scope=where), names=["Anna", town], at=day(number))
        await store.apply(where, told, NOTHING)
        assert await store.last_change() == day(number)


async def test_ids_are_found_by_how_they_begin(store: Engine) -> None:
    oslo, rome = fact("Oslo"), fact("Rome", known=Interval(day(1), day(2)))
    await store.apply(HERE, about(oslo, rome, names=ALL_NAMES), NOTHING)
    receipt = await store.accept(HERE, "k", "h", [episode()], day(0))
    for one in (oslo.id, rome.id, entity("Anna").id, episode().id, receipt.job.id):
        assert await store.ids_beginning(HERE, one[:12], 2) == [one]
        assert await store.ids_beginning(scope(user="ann"), one, 2) == [one]
    assert (
        await store.ids_beginning(HERE, "ent_", 2)
        == sorted(entity(name).id for name in ALL_NAMES)[:2]
    )
    assert await store.ids_beginning(scope("other"), oslo.id[:8], 9) == []
    assert await store.ids_beginning(HERE, "fact_%", 9) == []


@pytest.mark.parametrize(
    ("known", "asked"),
    [
        ("Emily Watson", "Dr. Emily Watson"),
        ("Zoë Ångström", "Zoe Angstrom"),
        ("John Smith", "J. Smith"),
        ("International Business Machines", "IBM"),
        ("IBM", "International Business Machines"),
        ("Emily Watson", "Watson, Emily"),
        ("王小明", "王小明"),
    ],
)
async def test_whose_name_is_like_another_is_found_by_it(
    store: Engine, known: str, asked: str
) -> None:
    mine = scope(user="ann")
    people = (entity(known), entity("Somebody Else"), entity("Quite Another", is_value=True))
    await store.apply(HERE, change_set(entities=people), NOTHING)
    assert [one.name for one in await store.alike(mine, [asked])] == [known]
    assert await store.alike(scope(user="bob", tenant="other"), [asked]) == []
    assert await store.alike(HERE, ["Quite Another"]) == []
    assert await store.alike(HERE, []) == []


async def test_an_alias_learned_later_leads_to_its_bearer_as_well(store: Engine) -> None:
    robert = entity("Robert")
    await store.apply(HERE, change_set(entities=(robert,)), NOTHING)
    await store.apply(HERE, change_set(names=(Named(robert.id, "Bobby Tables"),)), NOTHING)
    assert [one.id for one in await store.alike(HERE, ["B. Tables"])] == [robert.id]


async def test_what_stands_beside_a_turn_goes_by_when_it_was_said(store: Engine) -> None:
    told = [("two", 2), ("four", 4), ("one", 1), ("three", 3)]
    turns = [episode(text, occurred_at=day(at), source="chat") for text, at in told]
    apart = episode("apart", occurred_at=day(3), source="mail")
    await store.accept(HERE, "key", "body", [*turns, apart, episode("alone")], day(9))
    two, four, one, three = turns
    everyone = [*(turn.id for turn in turns), apart.id, episode("alone").id]
    found = await store.turns_beside(HERE, everyone)
    assert found == {
        one.id: Beside(after=two),
        two.id: Beside((one,), three),
        three.id: Beside((one, two), four),
        four.id: Beside((two, three)),
        apart.id: Beside(),
    }
    assert await store.turns_beside(scope(user="ann"), everyone) == {}
