"""What stands around a turn speaks for it."""

from __future__ import annotations

from dataclasses import replace

from builders import day, episode
from quipu.graph.retrieval.ranking.arms import by_time
from quipu.graph.retrieval.ranking.surroundings import A_REPLY, by_neighbour, weights_for, worth_of
from quipu.schema.identity import EpisodeId
from quipu.schema.intervals import Interval
from quipu.schema.knowledge import EpisodeKind
from quipu.schema.recall import Candidate, Candidates, Channel, ItemKind

ASKED = episode("Where do you live?")
ANSWER = episode("In Oslo, by the water.")
SAID = episode("Where I live it rains.")


def turn(one, before=None, after=None):
    return Candidate(
        one.id,
        ItemKind.EPISODE,
        1.0,
        0.5,
        before and EpisodeId(before.id),
        after and EpisodeId(after.id),
    )


def candidates(*turns):
    found = tuple(turn(one) for one in turns)
    return Candidates(found, {}, {one.id: one for one in turns}, {}, (), frozenset(), True, 1)


def around(*turns, direct, episodes=(ASKED, ANSWER, SAID)):
    return by_neighbour(turns, {one.id: one for one in episodes}, direct)


def test_a_turn_gains_by_the_turns_beside_it_and_more_by_a_question_that_it_answers():
    after_question = around(turn(ANSWER, ASKED), direct={ASKED.id: 1.0})[ANSWER.id]
    after_statement = around(turn(ANSWER, SAID), direct={SAID.id: 1.0})[ANSWER.id]
    assert after_question > after_statement > 0.0


def test_a_turn_gains_nothing_by_turns_that_were_not_found():
    assert around(turn(ANSWER, ASKED), direct={}) == {}


def test_turns_of_the_conversation_that_is_about_it_gain_the_most():
    near, far = (replace(episode(text), source=text) for text in ("near", "far"))
    scores = around(turn(near), turn(far), direct={near.id: 1.0, far.id: 0.2}, episodes=[near, far])
    assert scores[near.id] > scores[far.id] > 0.0


def test_where_there_is_one_conversation_it_tells_nothing_apart():
    ours = [replace(one, source="ours") for one in (ASKED, SAID)]
    direct = {one.id: 1.0 for one in ours}
    assert around(*(turn(one) for one in ours), direct=direct, episodes=ours) == {}


def test_a_question_keeps_less_of_its_score_than_a_statement_in_talk_of_short_turns():
    assert worth_of(candidates(ASKED, ANSWER).found, candidates(ASKED, ANSWER).episodes, "") == {
        ASKED.id: 0.8
    }


def test_a_long_turn_that_asks_says_what_it_asks_about():
    long = replace(ASKED, content="We moved twice. " * 30 + "Where to now?")
    assert worth_of(candidates(long).found, candidates(long).episodes, "") == {}


def test_where_turns_are_long_meaning_weighs_more_than_words():
    short = weights_for(candidates(ANSWER))
    long = weights_for(candidates(replace(ANSWER, content="words " * 100)))
    assert short[Channel.VECTOR] == short[Channel.FULLTEXT]
    assert long[Channel.VECTOR] > long[Channel.FULLTEXT]


def test_where_no_word_stands_anywhere_meaning_has_the_weight_of_both():
    both = candidates(ANSWER)
    [one] = both.found
    by_meaning_alone = weights_for(replace(both, found=(one._replace(words=0.0),)))
    by_words_alone = weights_for(replace(both, found=(one._replace(meaning=None),)))
    assert by_meaning_alone[Channel.VECTOR] == by_words_alone[Channel.FULLTEXT] == 1.0


def test_a_long_document_does_not_make_talk_long():
    document = replace(ANSWER, content="words " * 100, kind=EpisodeKind.DOCUMENT)
    assert weights_for(candidates(document)) == weights_for(candidates(ANSWER))


def test_what_was_said_in_the_period_asked_about_or_soon_after_is_found_by_its_time():
    said = {days: episode(f"turn {days}", occurred_at=day(days)) for days in (0, 10, 14, 40)}
    found = by_time(candidates(*said.values()), Interval(day(8), day(12)))
    assert found == {said[10].id: 1.0, said[14].id: 1.0}


def test_what_an_assistant_says_counts_less_than_what_it_is_told_unless_that_is_asked_for():
    told, reply = (replace(episode("Rome."), speaker=who) for who in ("Ann", "assistant"))
    reply = replace(reply, id=EpisodeId("ep_reply"))
    given = candidates(told, reply)
    assert worth_of(given.found, given.episodes, "Where was Ann?") == {reply.id: A_REPLY}
    assert worth_of(given.found, given.episodes, "What did you recommend?") == {}
