"""Importance that flows through links."""

from __future__ import annotations

import numpy as np
import pytest

from quipu.graph.retrieval.documents.pagerank import TwoSided, spread


def graph(links: list[tuple[int, int]], weights: list[float] | None = None) -> TwoSided:
    left, right = (np.array(side, dtype=np.intp) for side in zip(*links, strict=True))
    heavy = np.array(weights or [1.0] * len(links))
    return TwoSided(left, right, heavy, int(left.max()) + 1, np.bincount(right, heavy))


def test_importance_reaches_what_is_linked_and_nothing_else() -> None:
    found = spread(graph([(0, 0), (1, 0), (2, 1)]), np.array([1.0, 0, 0]), np.zeros(2), 0.85)
    assert found[0] == 1.0
    assert 0 < found[1] < 1
    assert found[2] == 0


def test_what_is_nearer_to_the_seed_gets_more() -> None:
    chain = graph([(0, 0), (1, 0), (1, 1), (2, 1)])
    found = spread(chain, np.array([1.0, 0, 0]), np.zeros(2), 0.85)
    assert found[0] > found[1] > found[2] > 0


def test_a_heavier_link_carries_more() -> None:
    found = spread(graph([(0, 0), (1, 0), (2, 0)], [1, 1, 10]), np.zeros(3), np.ones(1), 0.85)
    assert found[2] > found[0] == pytest.approx(found[1])


def test_an_entity_named_everywhere_gives_little_to_each() -> None:
    links = graph([(0, 0), (1, 1)])
    busy = TwoSided(links.left, links.right, links.weights, 2, np.array([1.0, 100.0]))
    found = spread(busy, np.zeros(2), np.array([1.0, 1.0]), 0.85)
    assert found[0] > 10 * found[1]


def test_the_scale_of_the_seeds_does_not_matter() -> None:
    links = graph([(0, 0), (1, 0), (1, 1)])
    once = spread(links, np.array([0.3, 0.1]), np.array([0.2, 0]), 0.85)
    thrice = spread(links, np.array([0.9, 0.3]), np.array([0.6, 0]), 0.85)
    np.testing.assert_allclose(once, thrice)
