"""`GraphStore.gather`, on every engine."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from builders import (
    DIMENSIONS,
    about,
    change_set,
    day,
    entity,
    episode,
    fact,
    now_view,
    scope,
    vector,
    vectors,
)
from contract.engines import Engine
from quipu.graph.retrieval.search import searched
from quipu.schema.changes import ChangeKind, Named, Retired
from quipu.schema.errors import Invalid
from quipu.schema.identity import Scope
from quipu.schema.intervals import DUSK, Interval
from quipu.schema.knowledge import Ending, Episode, EpisodeKind, Fact
from quipu.schema.recall import Candidate, Candidates, ItemKind, Question, Wanted

HERE = scope()
Opened = Callable[[], Awaitable[Engine]]


def wanted(text: str = "Where does Anna live?", **fields: Any) -> Wanted:
    """A question whose meaning is that of `like`, its own text by default."""
    like = fields.pop("like", text)
    defaults: dict[str, Any] = {
        "view": now_view(),
        "kinds": frozenset({ItemKind.FACT, ItemKind.EPISODE}),
    }
    return Wanted(text, vector(like), **(defaults | fields))


class KnownTexts:
    """An embedder for which every text means itself and nothing else."""

    name, dimensions = "test", DIMENSIONS

    async def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        return np.stack([vector(text) for text in texts])


def candidate(found: Candidates, item: Fact | Episode) -> Candidate:
    return next(one for one in found.found if one.item == item.id)


async def learn(store: Engine, *facts: Fact, where: Scope = HERE, embed: bool = True) -> None:
    names = ["Anna", *(one.sentence.split()[-1].rstrip(".") for one in facts)]
    changes = about(*facts, names=list(dict.fromkeys(names)))
    await store.apply(where, changes, vectors(*facts) if embed else vectors())


async def settle(store: Engine, *episodes: Episode) -> None:
    """Accept episodes, then make them searchable as the settling worker does."""
    where = episodes[0].scope
    await store.accept(where, episodes[0].id, "body", episodes, day(0))
    await store.apply(where, change_set(), vectors(*episodes))


async def test_a_fact_is_found_by_its_words_in_any_form(store: Engine) -> None:
    await learn(store, fact("Oslo"), fact("Acme", predicate="works for"))
    found = await store.gather(HERE, wanted("Who was living in oslo?", per_arm=1))
    assert candidate(found, fact("Oslo")).words


async def test_a_fact_is_found_by_its_meaning(store: Engine) -> None:
    facts = [fact(f"P{n}") for n in range(20)]
    await learn(store, *facts)
    like = wanted("nothing alike", like=facts[7].sentence, per_arm=1)
    found = await store.gather(HERE, like)
    (only,) = found.found
    assert (only.item, only.words) == (facts[7].id, 0.0)
    assert only.meaning == pytest.approx(1.0, abs=1e-5)


async def test_episodes_are_measured_as_they_would_say_the_question(store: Engine) -> None:
    said, known = episode("I live by the sea."), fact("Oslo")
    await learn(store, known, *(fact(f"P{n}") for n in range(5)))
    await settle(store, said, *(episode(f"Turn {n}", ordinal=n) for n in range(5)))
    spoken = vector(said.content)
    asked = wanted("nothing alike", like=known.sentence, said=spoken, per_arm=1)
    found = await store.gather(HERE, asked)
    near = [candidate(found, one).meaning for one in (said, known)]
    assert near == [pytest.approx(1.0, abs=1e-5)] * 2


async def test_every_candidate_has_both_scores(store: Engine) -> None:
    facts = [fact(f"P{n}") for n in range(30)]
    await learn(store, *facts)
    await settle(store, *(episode(f"Turn {n}", ordinal=n, source="talk") for n in range(30)))
    found = await store.gather(HERE, wanted("Anna P3 turn 4", per_arm=3))
    assert all(one.words is not None and one.meaning is not None for one in found.found)
    assert 4 < len(found.found) < 25


async def test_a_fact_without_a_vector_is_found_by_its_words_until_one_comes(
    store: Engine,
) -> None:
    oslo = fact("Oslo")
    await learn(store, oslo, embed=False)
    before = candidate(await store.gather(HERE, wanted("Oslo")), oslo)
    assert before.words
    assert before.meaning is None
    await store.apply(HERE, change_set(), vectors(oslo))
    after = candidate(await store.gather(HERE, wanted("Oslo", like=oslo.sentence)), oslo)
    assert after.meaning == pytest.approx(1.0, abs=1e-5)


async def test_a_rare_word_counts_for_more_than_a_common_one(store: Engine) -> None:
    common = [fact(f"Oslo{n}", sentence=f"Anna lives in town {n}.", object="Anna") for n in "abcd"]
    rare = fact("x", sentence="Bob keeps a tapir.", object="Anna")
    await store.apply(HERE, about(*common, rare, names=["Anna"]), vectors(*common, rare))
    found = await store.gather(HERE, wanted("town tapir"))
    scores = [candidate(found, one).words or 0.0 for one in (rare, common[0])]
    assert scores[0] > scores[1] > 0


async def test_how_long_a_turn_is_counts_beside_turns_and_not_beside_facts(store: Engine) -> None:
    turns = [episode("The tapir slept all day long."), episode("It rained."), episode("Yes.")]
    await settle(store, *turns)
    await learn(store, *(fact(f"Rome{n}") for n in range(6)))
    alone = await store.gather(HERE, wanted("tapir", kinds=frozenset({ItemKind.EPISODE})))
    beside = await store.gather(HERE, wanted("tapir"))
    one, other = candidate(alone, turns[0]), candidate(beside, turns[0])
    assert one.words == pytest.approx(other.words)


async def test_an_episode_is_found_by_what_was_said_and_by_who_said_it(store: Engine) -> None:
    turn = episode("It rained all day.", speaker="Caroline")
    await settle(store, turn)
    for text in ("rain", "What did Caroline say?"):
        assert candidate(await store.gather(HERE, wanted(text)), turn).words


async def test_json_is_found_by_the_words_of_its_keys(store: Engine) -> None:
    record = episode('{"homeCity": "Oslo", "user_name": "Kim"}', kind=EpisodeKind.JSON)
    await settle(store, record)
    for text in ("Whose city is it?", "users", "Kim"):
        assert candidate(await store.gather(HERE, wanted(text)), record).words


async def test_an_accepted_episode_is_found_once_it_is_settled(store: Engine) -> None:
    turn = episode("It rained.")
    await store.accept(HERE, "key", "body", [turn], day(0))
    assert (await store.gather(HERE, wanted("rain"))).found == ()
    await store.apply(HERE, change_set(), vectors(turn))
    assert [one.item for one in (await store.gather(HERE, wanted("rain"))).found] == [turn.id]


async def test_an_episode_brings_its_neighbours_of_the_same_source(store: Engine) -> None:
    said = [
        episode(text, source="talk", occurred_at=day(n), ordinal=n)
        for n, text in enumerate(["Hello", "Tapirs sleep", "Bye", "Later"])
    ]
    elsewhere = episode("Tapirs eat", source="other", occurred_at=day(1.5))
    await settle(store, *reversed(said), elsewhere)
    asked = wanted("tapirs sleep", like=said[1].content, per_arm=1)
    found = await store.gather(HERE, asked)
    hit = candidate(found, said[1])
    assert (hit.before, hit.after) == (said[0].id, said[2].id)
    assert {one.item for one in found.found} == {said[0].id, said[1].id, said[2].id}
    assert found.episodes.keys() == {one.item for one in found.found}


async def test_episodes_without_a_source_are_nobodys_neighbours(store: Engine) -> None:
    turns = [episode(text) for text in ("Tapirs sleep", "Bye")]
    await settle(store, *turns)
    hit = candidate(await store.gather(HERE, wanted("tapirs", per_arm=1)), turns[0])
    assert (hit.before, hit.after) == (None, None)


async def test_only_the_kinds_asked_for_are_found(store: Engine) -> None:
    await learn(store, fact("Oslo"))
    await settle(store, episode("I live in Oslo."))
    for kind in (ItemKind.FACT, ItemKind.EPISODE):
        found = await store.gather(HERE, wanted("Oslo", kinds=frozenset({kind})))
        assert [one.kind for one in found.found] == [kind]


async def test_a_search_sees_what_was_believed_at_its_viewpoint(store: Engine) -> None:
    oslo = fact("Oslo")
    rome = fact("Rome", known=Interval(day(10), DUSK))
    await learn(store, oslo)
    await settle(store, episode("Off to Rome", created_at=day(10)))
    assert len((await store.gather(HERE, wanted())).found) == 2
    changed = change_set(
        at=day(10),
        entities=(entity("Rome"),),
        retired=(Retired(oslo, ChangeKind.INVALIDATED),),
        learned=(rome,),
    )
    await store.apply(HERE, changed, vectors(rome))
    then = await store.gather(HERE, wanted(view=now_view(day(9))))
    assert (set(then.facts), len(then.episodes)) == ({oslo.id}, 0)
    now = await store.gather(HERE, wanted(view=now_view(day(10))))
    assert (set(now.facts), len(now.episodes)) == ({rome.id}, 1)


async def test_a_search_sees_the_write_before_it(store: Engine) -> None:
    facts = [fact(f"Town{n}") for n in range(5)]
    for count, one in enumerate(facts, start=1):
        await learn(store, one)
        assert len((await store.gather(HERE, wanted())).facts) == count


async def test_a_search_sees_what_another_engine_object_has_just_written(opened: Opened) -> None:
    one, other = await opened(), await opened()
    oslo = fact("Oslo")
    await learn(one, oslo)
    assert oslo.id in (await other.gather(HERE, wanted())).facts
    gone = change_set(at=day(5), retired=(Retired(oslo, ChangeKind.INVALIDATED),))
    await one.apply(HERE, gone, vectors())
    assert (await other.gather(HERE, wanted())).found == ()
    await learn(other, fact("Rome"))
    assert set((await one.gather(HERE, wanted())).facts) == {fact("Rome").id}


async def test_no_search_sees_half_of_a_supersession(opened: Opened) -> None:
    writer, reader = await opened(), await opened()
    homes = [fact(f"Home{n}", known=Interval(day(n), DUSK)) for n in range(12)]
    names = ["Anna", *(f"Home{n}" for n in range(12))]
    await writer.apply(HERE, about(homes[0], names=names), vectors(homes[0]))

    async def move() -> None:
        for old, new in pairwise(homes):
            retired = (Retired(old, ChangeKind.SUPERSEDED),)
            changes = change_set(at=new.known.start, retired=retired, learned=(new,))
            await writer.apply(HERE, changes, vectors(new))

    async def look() -> set[int]:
        return {
            len((await engine.gather(HERE, wanted())).facts)
            for _ in range(20)
            for engine in (reader, writer)
        }

    *counts, _ = await asyncio.gather(look(), look(), look(), move())
    assert set().union(*counts) == {1}


async def test_a_small_tenant_beside_a_large_one_gets_all_its_own(store: Engine) -> None:
    small = scope("small")
    large = [fact(f"Anna{n}") for n in range(400)]
    names = ["Anna", *(f"Anna{n}" for n in range(400))]
    await store.apply(HERE, about(*large, names=names), vectors(*large))
    mine = [fact(f"Anna{n}", scope=small) for n in range(10)]
    names = ["Anna", *(f"Anna{n}" for n in range(10))]
    await store.apply(small, about(*mine, names=names), vectors(*mine))
    found = await store.gather(small, wanted(like=large[0].sentence, per_arm=10))
    assert {one.item for one in found.found} == {one.id for one in mine}


async def test_scores_of_one_sentence_are_the_same_wherever_in_the_chain_it_lies(
    store: Engine,
) -> None:
    mine = scope(user="ann")
    wide, narrow = fact("Oslo"), fact("Oslo", scope=mine)
    await learn(store, wide, *(fact(f"Rome{n}") for n in range(9)))
    await store.apply(mine, about(narrow, names=["Anna", "Oslo"]), vectors(narrow))
    found = await store.gather(mine, wanted("Oslo"))
    one, other = candidate(found, wide), candidate(found, narrow)
    assert one.words == pytest.approx(other.words)
    assert one.meaning == pytest.approx(other.meaning)


NAMES = {
    "a name": ("Where does ANNA live?", "Anna"),
    "an alias": ("Have you seen Annie lately?", "Anna"),
    "a name of two words": ("I love new york!", "New York"),
    "a name in a script without spaces": ("李雷住在哪里？", "李雷"),
    "a name with a mark": ("Who is zoë?", "Zoë"),
}


@pytest.mark.parametrize(("text", "name"), NAMES.values(), ids=NAMES.keys())
async def test_a_question_names_those_whose_name_stands_in_it(
    store: Engine, text: str, name: str
) -> None:
    names = ("Anna", "New York", "李雷", "Zoë", "Ann", "York Minster")
    year = entity("lately", is_value=True)
    people = (*(entity(one) for one in names), year)
    named = (Named(entity("Anna").id, "Annie"),)
    await store.apply(HERE, change_set(entities=people, names=named), vectors())
    found = await store.gather(HERE, wanted(text))
    assert found.named == (entity(name).id,)
    shown = {"Anna": "Annie"}.get(name, name)  # of two names that are as full, the longer one
    assert found.entities[entity(name).id].name == shown


async def test_a_search_grows_a_neighbourhood_from_names_and_from_the_best_facts(
    store: Engine,
) -> None:
    named = fact("Oslo", subject="Bob")
    hit = fact("tapirs", subject="Cid", predicate="keeps")
    beyond = fact("Rome", subject="Cid")
    names = ["Bob", "Oslo", "tapirs", "Cid", "Rome"]
    await store.apply(HERE, about(named, hit, beyond, names=names), vectors(hit))
    asked = wanted("Does Bob like tapirs?", per_arm=1)
    assert (await store.gather(HERE, asked)).around.facts == ()
    found = await store.gather(HERE, replace(asked, depth=1))
    assert {one.id for one in found.around.facts} == {named.id, hit.id, beyond.id}
    assert found.facts.keys() >= {named.id, hit.id, beyond.id}
    assert found.entities.keys() == {entity("Bob").id, entity("tapirs").id}


async def test_whom_a_search_shows_has_a_name_also_in_a_wider_scope(store: Engine) -> None:
    mine = scope(user="ann")
    wide = (entity("Bob"), entity("Oslo"))
    await store.apply(HERE, change_set(entities=wide), vectors())
    lives = fact("Oslo", subject=wide[0].id, object=wide[1].id, scope=mine)
    await store.apply(mine, change_set(learned=(lives,)), vectors(lives))
    asked = Question("lives", view=now_view(), inherit=False)
    found = await searched(store, KnownTexts(), mine, asked, now_view())
    assert {one.name for one in found.entities.values()} == {"Bob", "Oslo"}


async def test_a_search_tells_which_ends_are_values(store: Engine) -> None:
    year = entity("1985", is_value=True)
    born = fact("1985", object=year.id, predicate="born in")
    people = (entity("Anna"), year)
    await store.apply(HERE, change_set(entities=people, learned=(born,)), vectors(born))
    assert (await store.gather(HERE, wanted("1985"))).values == {year.id}


@pytest.mark.parametrize("depth", [1, 2])
async def test_a_hub_leaves_room_for_its_neighbours(store: Engine, depth: int) -> None:
    hub = [fact(f"P{n}", subject="Hub", predicate="knows") for n in range(60)]
    beside = fact("Oslo", subject="Bob")
    names = ["Hub", *(f"P{n}" for n in range(60)), "Bob", "Oslo"]
    await store.apply(HERE, about(*hub, beside, names=names), vectors())
    asked = wanted("Hub Bob", depth=depth, max_edges=20, max_fanout=15)
    around = (await store.gather(HERE, asked)).around
    assert beside.id in {one.id for one in around.facts}
    assert len(around.facts) == 20
    assert around.is_cut


async def test_a_walk_takes_the_newest_edges_of_a_hub_first(store: Engine) -> None:
    hub = [
        fact(f"P{n}", subject="Hub", predicate="knows", valid=Interval(day(n), DUSK))
        for n in range(30)
    ]
    names = ["Hub", *(f"P{n}" for n in range(30))]
    await store.apply(HERE, about(*reversed(hub), names=names), vectors())
    asked = wanted("Hub", per_arm=1, depth=1, max_edges=5, max_fanout=5)
    around = (await store.gather(HERE, asked)).around
    assert {one.id for one in around.facts} >= {one.id for one in hub[-4:]}


async def test_a_search_does_not_grow_through_a_value(store: Engine) -> None:
    year = entity("1985", is_value=True)
    born = [
        fact("1985", subject=name, object=year.id, predicate="born in") for name in ("Anna", "Bob")
    ]
    people = (entity("Anna"), entity("Bob"), year)
    await store.apply(HERE, change_set(entities=people, learned=tuple(born)), vectors(*born))
    asked = wanted("Anna 1985", like=born[0].sentence, per_arm=1, depth=2)
    assert (await store.gather(HERE, asked)).around.facts == (born[0],)


async def test_a_vector_of_another_length_is_refused(store: Engine) -> None:
    with pytest.raises(Invalid):
        await store.gather(HERE, replace(wanted(), vector=np.zeros(3, np.float32)))


async def test_nothing_is_found_where_nothing_is(store: Engine) -> None:
    found = await store.gather(HERE, wanted(depth=2))
    assert (found.found, found.named, found.sequence) == ((), (), 0)


async def test_facts_that_are_over_take_nobodys_place_among_the_few(store: Engine) -> None:
    past = {"valid": Interval(day(-9), day(-5)), "ending": Ending.SUPERSEDED}
    over = [fact(f"City {n}", sentence=f"river tapir {n}", **past) for n in range(40)]
    now = [fact(f"Town {n}", sentence=f"river {n} and a bridge {n}") for n in range(9)]
    names = ["Anna", *(f"City {n}" for n in range(40)), *(f"Town {n}" for n in range(9))]
    await store.apply(HERE, about(*over, *now, names=names), vectors(*over, *now))
    asked = wanted("river tapir", kinds=frozenset({ItemKind.FACT}), most_facts=20)
    few = await store.gather(HERE, asked)
    assert {one.id for one in now} <= few.facts.keys()
    every = await store.gather(HERE, replace(asked, include_stale=True))
    assert len(every.found) < 49
