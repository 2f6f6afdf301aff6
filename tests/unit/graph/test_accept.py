"""What may be remembered, and what it is called."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from quipu.graph.accept import (
    asked_of,
    checked_draft,
    checked_key,
    episodes_from,
    fact_episode,
    mention_of,
)
from quipu.schema.drafts import CONTENT_LIMIT_BYTES, EntityRef, EpisodeDraft, FactDraft
from quipu.schema.errors import Invalid
from quipu.schema.identity import Scope
from quipu.schema.intervals import DUSK, Interval
from quipu.schema.knowledge import EpisodeKind, Trust

NOW = datetime(2024, 5, 10, tzinfo=UTC)
SCOPE = Scope("test")


def accepted(*drafts, key="k", scope=SCOPE):
    return episodes_from(scope, drafts, key, NOW)


def draft(content="I live in Oslo.", **more):
    return EpisodeDraft(content, **more)


@pytest.mark.parametrize("content", ["", "  \n", "a\0b", "\ud800", "x" * (CONTENT_LIMIT_BYTES + 1)])
def test_what_is_no_text_or_too_much_is_refused(content):
    with pytest.raises(Invalid):
        accepted(draft(content))


def test_a_text_of_exactly_the_limit_is_accepted():
    assert len(accepted(draft("x" * CONTENT_LIMIT_BYTES))) == 1


def test_broken_json_is_refused_and_whole_json_is_kept_as_given():
    with pytest.raises(Invalid, match="JSON"):
        accepted(draft('{"a": ', kind=EpisodeKind.JSON))
    [episode] = accepted(draft('{ "a":1 }', kind=EpisodeKind.JSON))
    assert episode.content == '{ "a":1 }'


def test_a_time_without_an_offset_is_refused_not_guessed():
    with pytest.raises(Invalid, match="offset"):
        accepted(draft(occurred_at=NOW.replace(tzinfo=None)))


def test_nothing_to_remember_is_refused():
    with pytest.raises(Invalid):
        accepted()


@pytest.mark.parametrize("key", ["", "  ", "k" * 201])
def test_a_key_that_cannot_serve_is_refused(key):
    with pytest.raises(Invalid):
        checked_key(key)


def test_the_same_dated_message_is_the_same_episode_under_any_key():
    one = draft(occurred_at=NOW, speaker="Sam")
    assert accepted(one, key="a")[0].id == accepted(one, key="b")[0].id


def test_what_differs_makes_another_episode():
    ids = {
        accepted(one)[0].id
        for one in (
            draft(occurred_at=NOW),
            draft(occurred_at=NOW, speaker="Sam"),
            draft(occurred_at=NOW, source="chat-2"),
            draft("I live in Rome.", occurred_at=NOW),
            draft(external_id="m1"),
            draft("edited", external_id="m1"),
            draft(),
        )
    }
    assert len(ids) == 7


@pytest.mark.parametrize("more", [{"occurred_at": NOW}, {"external_id": "m1"}, {}])
def test_the_same_words_as_text_and_as_json_are_two(more):
    ids = {accepted(draft("[1]", kind=kind, **more))[0].id for kind in EpisodeKind}
    assert len(ids) == 2


def test_two_scopes_never_share_an_episode():
    one = draft(occurred_at=NOW)
    assert accepted(one)[0].id != accepted(one, scope=Scope("other"))[0].id


def test_an_undated_message_happened_now():
    [episode] = accepted(draft())
    assert episode.occurred_at == NOW


def test_the_same_request_has_the_same_hash_and_another_has_not():
    assert asked_of([draft()]) == asked_of([draft()])
    assert asked_of([draft()]).hash != asked_of([draft("else")]).hash


def given_fact(**more):
    said = {"source": EntityRef(name="Sam"), "predicate": "lives in", "statement": "Sam is in Oslo"}
    return FactDraft(**(said | {"target": EntityRef(name="Oslo")} | more))


def test_a_ready_made_fact_becomes_an_episode_that_is_its_own_source():
    episode = fact_episode(SCOPE, given_fact(valid_at=NOW), "k", NOW)
    [statement] = episode.given
    assert episode.content == "Sam is in Oslo"
    assert episode.trust is Trust.ASSERTED
    assert statement.when.span == Interval(NOW, DUSK)


def test_a_ready_made_fact_without_a_target_states_a_value():
    [statement] = fact_episode(SCOPE, given_fact(target=None), "k", NOW).given
    assert statement.object.is_value


@pytest.mark.parametrize(
    "wrong",
    [
        {"statement": " "},
        {"predicate": ""},
        {"confidence": 1.5},
        {"source": EntityRef()},
        {"source": EntityRef(name=" ")},
        {"source": EntityRef(name="\u2800\u3164")},
        {"valid_at": NOW, "invalid_at": NOW},
    ],
)
def test_a_ready_made_fact_that_makes_no_sense_is_refused(wrong):
    with pytest.raises(Invalid):
        fact_episode(SCOPE, given_fact(**wrong), "k", NOW)


@pytest.mark.parametrize("field", ["speaker", "source", "external_id"])
@pytest.mark.parametrize("text", ["a\0b", "\ud800", "x" * 501])
def test_what_goes_with_a_message_must_be_text_too(field, text):
    with pytest.raises(Invalid):
        accepted(draft(**{field: text}))


@pytest.mark.parametrize(
    "wrong",
    [
        {"statement": "\ud800"},
        {"statement": "x" * (CONTENT_LIMIT_BYTES + 1)},
        {"predicate": "\ud800"},
        {"predicate": "_"},
        {"source": EntityRef(name="a\0b")},
        {"target": EntityRef(name="\ud800")},
        {"target": EntityRef(name="x" * 501)},
    ],
)
def test_a_ready_made_fact_must_be_text_throughout(wrong):
    with pytest.raises(Invalid):
        fact_episode(SCOPE, given_fact(**wrong), "k", NOW)


def test_a_key_that_is_no_text_is_refused():
    with pytest.raises(Invalid):
        checked_key("\ud800")


@pytest.mark.parametrize("edge", ["0001-01-01T00:00:00+02:00", "9999-12-31T23:59:59-02:00"])
def test_a_time_at_the_edge_of_the_calendar_is_refused_not_a_crash(edge):
    with pytest.raises(Invalid, match="range"):
        accepted(draft(occurred_at=datetime.fromisoformat(edge)))


def test_a_scope_that_is_no_text_is_refused():
    with pytest.raises(Invalid, match="user"):
        Scope("test", user="\ud800")


@pytest.mark.parametrize(
    "fields",
    [
        {"speaker": "x" * 501},
        {"source": "x" * 501},
        {"external_id": "\ud800"},
        {"occurred_at": datetime(1, 1, 1, tzinfo=UTC)},
        {"metadata": {"mood": "\ud800"}},
        {"metadata": {"mood": float("nan")}},
    ],
)
def test_a_draft_that_would_be_refused_in_company_is_refused_alone(fields):
    with pytest.raises(Invalid):
        checked_draft(draft(**fields))
    with pytest.raises(Invalid):
        accepted(draft(), draft(**fields))


def test_a_draft_that_can_be_accepted_comes_back_as_it_is():
    good = draft(speaker="Sam", occurred_at=NOW, metadata={"mood": "fine"})
    assert checked_draft(good) is good


TOKYO = timezone(timedelta(hours=9))


def test_the_same_moment_written_with_another_offset_is_the_same_message():
    there, here = draft(occurred_at=NOW.astimezone(TOKYO)), draft(occurred_at=NOW)
    [told], [again] = accepted(there), accepted(here)
    assert (told.id, told.occurred_at) == (again.id, NOW)
    assert asked_of([there]).hash == asked_of([here]).hash


def test_the_clock_of_who_said_it_is_kept():
    [told] = accepted(draft(occurred_at=NOW.astimezone(TOKYO)))
    assert told.offset_minutes == 540
    assert told.said_at.isoformat() == "2024-05-10T09:00:00+09:00"
    assert told.occurred_at.tzinfo is UTC


@pytest.mark.parametrize("name", ["", "  ", "\u200b", " \u00ad\ufe0f "])
def test_a_name_that_shows_nothing_is_no_name(name):
    with pytest.raises(Invalid, match="empty name"):
        mention_of(EntityRef(name=name))


def test_a_name_is_kept_as_it_is_seen():
    assert mention_of(EntityRef(name=" Ma\u200bya ")).text == "Maya"
