"""Several arms, one ranking: what each way of fusing promises."""

import pytest

from quipu.graph.retrieval.ranking.fusion import measured, ranked
from quipu.schema.recall import Channel, Fusion

WORDS = {"a": 10.0, "b": 5.0, "c": 1.0}
MEANING = {"b": 0.8, "d": 0.4}
ARMS = {Channel.FULLTEXT: WORDS, Channel.VECTOR: MEANING}
EVEN = {Channel.FULLTEXT: 1.0, Channel.VECTOR: 1.0}


def fuse(arms, weights, fusion):
    return ranked(measured(arms, weights, fusion))


def order(ranking):
    return list(ranking.scores)


def scores(ranking):
    return {item: pytest.approx(score) for item, score in ranking.scores.items()}


def test_reciprocal_rank_fusion_adds_shares_of_ranks():
    expected = {"a": 1 / 61, "b": 1 / 62 + 1 / 61, "c": 1 / 63, "d": 1 / 62}
    assert scores(fuse(ARMS, EVEN, Fusion.RRF)) == expected


def test_relative_scores_run_from_nothing_to_one_in_every_arm():
    expected = {"a": 1.0, "b": 4 / 9 + 1.0, "c": 0.0, "d": 0.0}
    assert scores(fuse(ARMS, EVEN, Fusion.RELATIVE_SCORE)) == expected


def test_the_default_measures_every_arm_by_its_own_best():
    assert scores(fuse(ARMS, EVEN, Fusion.AUTO)) == {"a": 1.0, "b": 1.5, "c": 0.1, "d": 0.5}


def test_an_arm_of_no_weight_is_left_out():
    fused = fuse(ARMS, {Channel.FULLTEXT: 1.0, Channel.VECTOR: 0.0}, Fusion.AUTO)
    assert order(fused) == ["a", "b", "c"]
    assert {given.channel for given in fused.channels("b")} == {Channel.FULLTEXT}


def test_every_item_says_which_arm_found_it_at_which_rank_and_what_that_gave():
    ranking = fuse(ARMS, EVEN, Fusion.AUTO)
    assert [(c.channel, c.rank, c.raw_score) for c in ranking.channels("b")] == [
        (Channel.FULLTEXT, 2, 5.0),
        (Channel.VECTOR, 1, 0.8),
    ]
    given = sum(c.contribution for c in ranking.channels("b"))
    assert given == pytest.approx(ranking.scores["b"])


def test_equal_scores_keep_a_stable_order():
    tied = {Channel.FULLTEXT: {"z": 1.0, "y": 1.0}}
    assert order(fuse(tied, EVEN, Fusion.AUTO)) == ["y", "z"]


def test_arms_that_found_nothing_give_nothing():
    assert order(fuse({Channel.FULLTEXT: {}}, EVEN, Fusion.AUTO)) == []
