"""Sifting by signs: what is nearest is among what is likely near, and nobody else's is."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import DIMENSIONS, about, fact, now_view, scope, vector, vectors
from quipu.graph.engines.sqlite import ranking
from quipu.graph.engines.sqlite.codes import CodeColumns, coded, likely_near, signs
from quipu.graph.engines.sqlite.open import open_sqlite
from quipu.schema.ports import Vectors
from quipu.schema.recall import ItemKind, Wanted

HERE, OTHER = scope(), scope("other")


def rows_of(count: int, dimensions: int, seed: int = 0) -> np.ndarray:
    """Unit rows in forty heaps, as meanings lie."""
    draw = np.random.default_rng(seed)
    heaps = draw.standard_normal((40, dimensions))[draw.integers(0, 40, count)]
    rows = heaps + 0.7 * draw.standard_normal((count, dimensions))
    return (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float32)


@given(st.integers(1, 130), st.integers(0, 40))
def test_as_many_signs_differ_as_are_counted_one_by_one(dimensions: int, count: int) -> None:
    rows = rows_of(count + 1, dimensions)
    codes, asked = signs(rows[1:]), rows[0]
    differing = ((rows[1:] > 0) != (asked > 0)).sum(axis=1)
    for wanted in (1, 3, count + 1):
        places, counted = likely_near(codes, asked, np.ones(count, np.bool_), wanted)
        assert counted.tolist() == differing[places].tolist()
        found = set(places.tolist())
        assert len(found) >= min(wanted, count)
        assert all(differing[a] <= differing[b] for a in found for b in set(range(count)) - found)


def test_what_may_not_be_seen_is_never_likely() -> None:
    rows = rows_of(300, 64)
    may_be = np.arange(300) % 3 == 0
    found, _ = likely_near(signs(rows), rows[1], may_be, 1_000)
    assert found.tolist() == np.flatnonzero(may_be).tolist()


def test_the_nearest_of_thirty_thousand_are_found_without_measuring_all() -> None:
    rows = rows_of(30_000, 384)
    codes, everyone, shares = signs(rows), np.ones(30_000, np.bool_), []
    draw = np.random.default_rng(1)
    for near in rows[::1_500]:
        asked = near + 0.05 * draw.standard_normal(384).astype(np.float32)
        nearest = np.argsort(-(rows @ asked))[:20]
        likely, _ = likely_near(codes, asked, everyone, 30_000 // ranking.SIFTED)
        assert len(likely) < 1_500
        shares.append(np.isin(nearest, likely).mean())
    assert np.mean(shares) >= 0.99


def test_of_very_many_who_differs_little_in_all_signs_is_likely_and_few_others_are() -> None:
    draw, size = np.random.default_rng(2), 300_000
    vector = draw.standard_normal(256).astype(np.float32)
    held = draw.integers(0, 2**63, (4, size), dtype=np.uint64)
    near = draw.choice(size, 40, replace=False)
    held[:, near] = signs(vector[None, :]) ^ (held[:, near] & held[:, near + 1 - size])
    may_be = np.ones(size, np.bool_)
    may_be[near[:20]] = False
    differing = np.bitwise_count(held ^ signs(vector[None, :])).sum(axis=0)
    places, counted = likely_near(held, vector, may_be, 1_000)
    assert counted.tolist() == differing[places].tolist()
    assert set(near[20:].tolist()) <= set(places.tolist())
    assert not set(near[:20].tolist()) & set(places.tolist())
    assert 500 < len(places) < 2_000


def test_a_view_stays_as_it_was_when_a_row_gets_its_vector_late() -> None:
    columns, rows = CodeColumns(64), rows_of(200, 64)
    columns.append(0, rows[:100])
    before = columns.first(100)
    kept = [part.copy() for part in (before.signs, before.cells, before.steps)]
    columns.part()
    columns.append(3, rows[150:151])
    columns.append(100, rows[100:])
    for part, was in zip((before.signs, before.cells, before.steps), kept, strict=True):
        assert (part == was).all()
    after = columns.first(200)
    assert (after.signs[:, 3] == signs(rows[150:151])[:, 0]).all()
    assert (after.signs[:, 100:] == signs(rows[100:])).all()
    assert (after.cells[100:] == coded(rows[100:]).cells).all()


@given(st.integers(2, 400))
def test_bytes_measure_to_about_a_hundredth_at_worst(dimensions: int) -> None:
    rows = rows_of(50, dimensions)
    found = coded(rows[1:]).cosines(rows[0], np.arange(49))
    assert np.abs(found - rows[1:] @ rows[0]).max() < 0.01


async def test_a_large_scope_is_sifted_and_says_so(tmp_path: Path) -> None:
    store = await open_sqlite(tmp_path / "m.db", dimensions=DIMENSIONS, embedder="test")
    for where in (HERE, OTHER):
        facts = [
            fact(f"City {n}", scope=where)
            for n in range(ranking.MEASURED + 9 if where == HERE else 10)
        ]
        names = ["Anna", *(f"City {n}" for n in range(len(facts)))]
        bare = facts[:5]
        given = vectors(*facts[5:])
        await store.apply(where, about(*facts, names=names), given)
        late = Vectors(tuple(one.id for one in bare), vectors(*bare).rows)
        asked = Wanted("", vector(facts[2].sentence), now_view(), frozenset({ItemKind.FACT}), 5)
        early = await store.gather(where, asked)
        assert facts[2].id not in early.facts
        await store.apply(where, about(bare[0], names=names), late)
        found = await store.gather(where, asked)
        assert found.found[0].item == facts[2].id
        assert found.found[0].meaning == pytest.approx(1.0, abs=1e-5)
        assert found.is_exact == (where == OTHER)
        assert len(found.found) == 5
    await store.close()


async def test_where_few_facts_are_worth_a_look_the_first_of_each_arm_are(tmp_path: Path) -> None:
    store = await open_sqlite(tmp_path / "m.db", dimensions=DIMENSIONS, embedder="test")
    facts = [fact(f"City {n}", sentence=f"tapir {'river ' * (n % 7)}{n}") for n in range(60)]
    names = ["Anna", *(f"City {n}" for n in range(60))]
    await store.apply(HERE, about(*facts, names=names), vectors(*facts))
    asked = Wanted("river tapir", vector(facts[7].sentence), now_view(), frozenset({ItemKind.FACT}))
    everything = (await store.gather(HERE, asked)).found
    few = (await store.gather(HERE, replace(asked, most_facts=20))).found
    assert len(everything) == 60
    assert 20 <= len(few) <= 40
    assert {one.item: one for one in everything}.items() >= {one.item: one for one in few}.items()
    for score in ("words", "meaning"):
        first = sorted(everything, key=lambda one: -getattr(one, score))[:5]
        assert {getattr(one, score) for one in first} <= {getattr(one, score) for one in few}
    await store.close()
