"""Several arms, one ranking: what each way of fusing promises."""

import pytest
from quipu.graph.retrieval.fusion import fuse
from quipu.schema.recall import Channel, Fusion

WORDS = {"a": 10.0, "b": 5.0, "c": 1.0}
MEANING = {"b": 0.8, "d": 0.4}
ARMS = {Channel.FULLTEXT: WORDS, Channel.VECTOR: MEANING}
EVEN = {Channel.FULLTEXT: 1.0, Channel.VECTOR: 1.0}


def order(fused):
    return [one.item for one in fused]


def scores(fused):
    return {one.item: pytest.approx(one.score) for one in fused}


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
    assert {given.channel for one in fused for given in one.channels} == {Channel.FULLTEXT}


def test_every_item_says_which_arm_found_it_at_which_rank_and_what_that_gave():
    found = {one.item: one for one in fuse(ARMS, EVEN, Fusion.AUTO)}["b"]
    assert [(c.channel, c.rank, c.raw_score) for c in found.channels] == [
        (Channel.FULLTEXT, 2, 5.0),
        (Channel.VECTOR, 1, 0.8),
    ]
    assert sum(c.contribution for c in found.channels) == pytest.approx(found.score)


def test_equal_scores_keep_a_stable_order():
    tied = {Channel.FULLTEXT: {"z": 1.0, "y": 1.0}}
    assert order(fuse(tied, EVEN, Fusion.AUTO)) == ["y", "z"]


def test_arms_that_found_nothing_give_nothing():
    assert fuse({Channel.FULLTEXT: {}}, EVEN, Fusion.AUTO) == []
