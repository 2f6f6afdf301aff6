"""Graphiti's shape of a graph becomes episodes with statements, and facts become that shape."""

from __future__ import annotations

from collections import Counter
from datetime import datetime

import pytest

from builders import day, entity, episode, fact, scope
from quipu.graph.graphiti.incoming import Plan, incoming
from quipu.graph.graphiti.outgoing import group_id_of, outgoing
from quipu.graph.graphiti.said import still_to_tell
from quipu.schema.drafts import EpisodeDraft
from quipu.schema.errors import Invalid
from quipu.schema.graphiti import GraphitiEntity, GraphitiEpisode, GraphitiFact, GraphitiGroup
from quipu.schema.identity import EpisodeId
from quipu.schema.intervals import DUSK, Interval
from quipu.schema.knowledge import Ending, EpisodeKind, Statement, Trust, When

ANN, ROME, OSLO = (GraphitiEntity(name.lower(), "g", name) for name in ("Ann", "Rome", "Oslo"))


def lives_in(uuid: str, place: str, *episodes: str, **fields: datetime | None) -> GraphitiFact:
    said = f"Ann lives in {place}"
    return GraphitiFact(
        uuid, "g", "ann", place.lower(), "LIVES_IN", said, episodes, day(0), **fields
    )


def turn(uuid: str, content: str = "Ann: Here I am.", source: str = "message") -> GraphitiEpisode:
    return GraphitiEpisode(uuid, "g", uuid, content, source, valid_at=day(1))


def plan(*parts: GraphitiEntity | GraphitiFact | GraphitiEpisode) -> Plan:
    return incoming(
        GraphitiGroup(
            "g",
            (ANN, ROME, OSLO, *(one for one in parts if isinstance(one, GraphitiEntity))),
            tuple(one for one in parts if isinstance(one, GraphitiFact)),
            tuple(one for one in parts if isinstance(one, GraphitiEpisode)),
        )
    )


def drafts(found: Plan) -> dict[str, EpisodeDraft]:
    return {one.draft.external_id: one.draft for one in found.told}


def only(draft: EpisodeDraft) -> Statement:
    [statement] = draft.given
    return statement


def test_a_fact_is_told_by_every_episode_it_rests_on() -> None:
    found = drafts(plan(turn("e1"), turn("e2"), lives_in("f", "Oslo", "e1", "e2", "gone")))

    assert found["e1"].given == found["e2"].given
    assert only(found["e1"]).sentence == "Ann lives in Oslo"
    assert only(found["e1"]).predicate == "lives in"


def test_a_fact_whose_episodes_are_gone_is_its_own_source() -> None:
    found = drafts(plan(lives_in("f", "Oslo", "gone")))

    assert found["f"].content == "Ann lives in Oslo"
    assert found["f"].occurred_at == day(0)


def test_what_ended_a_fact_tells_its_end() -> None:
    old = lives_in("f1", "Rome", "e1", valid_at=day(1), invalid_at=day(9), expired_at=day(10))
    new = lives_in("f2", "Oslo", "e2", valid_at=day(9))

    found = drafts(plan(turn("e1"), turn("e2"), old, new))

    assert only(found["e1"]).when == When(Interval(day(1), DUSK), is_open=True)
    ending, _ = found["e2"].given
    assert (ending.sentence, ending.is_ending) == ("Ann lives in Rome", True)


def test_an_end_that_nobody_else_explains_is_the_sources_own() -> None:
    fact = lives_in("f1", "Rome", "e1", valid_at=day(1), invalid_at=day(9), expired_at=day(2))

    statement = only(drafts(plan(turn("e1"), fact))["e1"])

    assert not statement.is_ending
    assert statement.when == When(Interval(day(1), day(9)))


def test_who_speaks_is_found_where_only_one_does() -> None:
    found = drafts(plan(turn("e1", "Ann (user): Hello"), turn("e2", "Ann: Hi\nBen: Ho")))

    assert (found["e1"].speaker, found["e1"].content) == ("Ann", "Hello")
    assert (found["e2"].speaker, found["e2"].content) == ("", "Ann: Hi\nBen: Ho")


def test_what_is_no_json_is_kept_as_text() -> None:
    found = drafts(plan(turn("e1", "{}", "json"), turn("e2", "{", "json")))

    assert found["e1"].kind is EpisodeKind.JSON
    assert found["e2"].kind is EpisodeKind.TEXT


def test_entities_that_were_found_to_be_one_are_one() -> None:
    other = GraphitiEntity("annie", "g", "Annie")
    same = GraphitiFact("f0", "g", "annie", "ann", "IS_DUPLICATE_OF", "Annie is Ann")
    likes = GraphitiFact("f1", "g", "annie", "oslo", "LIKES", "Annie likes Oslo")

    found = plan(other, same, likes)

    statement = only(drafts(found)["f1"])
    assert (statement.subject.text, statement.subject.aliases) == ("Ann", ("Annie",))
    assert (found.kept_facts, sum(found.left_out.values())) == (1, 2)  # Rome is in no fact


@pytest.mark.parametrize(
    "fact",
    [
        lives_in("f", "Nowhere"),
        lives_in("f", "Oslo", valid_at=day(2), invalid_at=day(2)),
        GraphitiFact("f", "g", "ann", "oslo", " ", "Ann … Oslo"),
    ],
)
def test_what_cannot_be_told_is_counted(fact: GraphitiFact) -> None:
    found = plan(fact)

    assert not found.told
    assert sum(n for reason, n in found.left_out.items() if reason.startswith("facts")) == 1


def test_only_what_is_new_is_told_again() -> None:
    before = plan(turn("e1"), lives_in("f1", "Rome", "e1", valid_at=day(1)))
    now = plan(
        turn("e1"),
        lives_in("f1", "Rome", "e1", valid_at=day(1), invalid_at=day(9)),
        lives_in("f2", "Oslo", "e1", valid_at=day(9)),
    )
    [held] = before.told
    marks = [one.mark for one in held.said]

    assert not list(still_to_tell(held, marks, Counter()))
    ending, added = still_to_tell(now.told[0], marks, Counter())
    assert only(ending).is_ending
    assert only(added).sentence == "Ann lives in Oslo"


def test_a_date_that_was_changed_is_counted_and_told_no_second_time() -> None:
    left = Counter[str]()
    now = plan(turn("e1"), lives_in("f1", "Rome", "e1", valid_at=day(3)))
    held = plan(turn("e1"), lives_in("f1", "Rome", "e1", valid_at=day(1))).told[0]

    assert not list(still_to_tell(now.told[0], [one.mark for one in held.said], left))
    assert sum(left.values()) == 1


def test_what_is_untrusted_does_not_go_out() -> None:
    ends = [entity("Anna"), entity("Oslo")]
    said = episode()
    rows = [
        fact(subject=ends[0].id, object=ends[1].id, episodes=(said.id,), trust=trust)
        for trust in (Trust.UNTRUSTED, Trust.OBSERVED)
    ]

    found = outgoing(
        scope(), "acme", rows, {one.id: one for one in ends}, {EpisodeId(said.id): said}
    )

    assert len(found.group.facts) == 1
    assert sum(found.left_out.values()) == 1
    assert {mention.entity for mention in found.mentions} == {one.id for one in ends}


def test_an_ended_fact_is_expired_and_a_stated_end_is_not() -> None:
    ends = [entity("Anna"), entity("Oslo")]
    rows = [
        fact(subject=ends[0].id, object=ends[1].id, valid=Interval(day(0), day(5)), ending=ending)
        for ending in (Ending.SUPERSEDED, Ending.STATED)
    ]

    facts = outgoing(scope(), "g", rows, {one.id: one for one in ends}, {}).group.facts

    assert [one.expired_at is not None for one in facts] == [True, False]


def test_a_group_is_named_after_the_narrowest_scope() -> None:
    assert group_id_of(scope(user="sam"), "") == "sam"
    assert group_id_of(scope(user="sam"), "team") == "team"
    with pytest.raises(Invalid):
        group_id_of(scope(user="sam@home"), "")
