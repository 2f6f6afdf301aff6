"""The numbers behind a made-up world: who is in which fact, when it holds, what it means."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta

import numpy as np
from numpy.typing import NDArray

DIMENSIONS = 384
TENANTS = 20
BIG_SHARE = 0.7  # of all facts, in the first tenant
SPAN = timedelta(days=3 * 365)
FACTS_PER_EPISODE = 3
WORDS = 20_000
WORDS_IN_FACT = 8

_ENDED = 0.45
_SUPERSEDED = 0.02
_CLUSTERS = 300
_PREDICATES = 50
_SYLLABLES = "ka ro mi ten lu sa vor el di pra chi no ber stu gal fen wy tor ma que".split()


@dataclass(frozen=True, slots=True)
class Fill:
    """The columns of all facts, in the order of telling; times in seconds since BEGINNING."""

    tenant: NDArray[np.int64]
    subject: NDArray[np.int64]
    object: NDArray[np.int64]
    predicate: NDArray[np.int64]
    words: NDArray[np.int64]  # (facts, 8)
    told: NDArray[np.int64]
    start: NDArray[np.int64]
    end: NDArray[np.int64]  # 0 where it has none
    supersedes: NDArray[np.int64]  # the fact that it says better, −1 for none
    episode: NDArray[np.int64]  # the first fact that its episode says
    vectors: NDArray[np.float32]  # (facts, DIMENSIONS), unit rows


def telling(fill: Fill, tenant: int) -> list[list[int]]:
    """A tenant's facts in the order of telling: the first ones, then the changes of mind."""
    mine = np.flatnonzero(fill.tenant == tenant)
    is_better = fill.supersedes[mine] >= 0
    return [mine[~is_better].tolist(), mine[is_better].tolist()]


def in_parts(places: Sequence[int], size: int) -> Iterator[Sequence[int]]:
    """Parts of at most `size`."""
    return (places[first : first + size] for first in range(0, len(places), size))


def fill_of(draw: np.random.Generator, facts: int, entities: int) -> Fill:
    """The columns of so many facts about so many entities."""
    share = np.r_[BIG_SHARE, np.full(TENANTS - 1, (1 - BIG_SHARE) / (TENANTS - 1))]
    tenant = draw.choice(TENANTS, facts, p=share)
    home = np.r_[np.arange(TENANTS).repeat(2), draw.choice(TENANTS, entities, p=share)][:entities]
    told = np.sort(draw.integers(0, int(SPAN.total_seconds()), facts))
    lasted = 86_400 + draw.exponential(200 * 86_400, facts).astype(np.int64)
    fill = Fill(
        tenant=tenant,
        subject=_ends_of(draw, tenant, home),
        object=_ends_of(draw, tenant, home),
        predicate=draw.integers(0, _PREDICATES, facts),
        words=draw.choice(WORDS, (facts, WORDS_IN_FACT), p=_zipf(WORDS, 1.0)),
        told=told,
        start=told.copy(),
        end=np.where(draw.random(facts) < _ENDED, told + lasted, 0),
        supersedes=np.full(facts, -1),
        episode=np.arange(facts),
        vectors=near(draw, _centres(draw)[draw.integers(0, _CLUSTERS, facts)], 0.9),
    )
    for number in range(TENANTS):
        _change_minds(draw, fill, np.flatnonzero(tenant == number))
        for some in telling(fill, number):
            for places in in_parts(some, FACTS_PER_EPISODE):
                fill.episode[places] = places[0]
    return fill


def _change_minds(draw: np.random.Generator, fill: Fill, mine: NDArray[np.int64]) -> None:
    """Some of a tenant's facts say again what an older one says, and that it is over by now."""
    pairs = int(len(mine) * _SUPERSEDED)
    chosen = np.sort(draw.choice(mine, 2 * pairs, replace=False))
    old, new = chosen[:pairs], chosen[pairs:]
    for column in (fill.subject, fill.object, fill.predicate, fill.words, fill.vectors):
        column[new] = column[old]
    fill.supersedes[new], fill.start[new], fill.end[old] = old, fill.told[old], 0
    fill.end[new] = fill.told[new] + 1  # never before its start, even where both come at once


def _ends_of(
    draw: np.random.Generator, tenant: NDArray[np.int64], home: NDArray[np.int64]
) -> NDArray[np.int64]:
    """An entity of its tenant for each fact; few of them are in most facts."""
    found = np.empty(len(tenant), np.int64)
    for number in range(TENANTS):
        mine, here = np.flatnonzero(tenant == number), np.flatnonzero(home == number)
        often = draw.choice(len(here), len(mine), p=_zipf(len(here), 0.8))
        found[mine] = here[often]
    return found


def _zipf(size: int, exponent: float) -> NDArray[np.float64]:
    weights = np.arange(1, size + 1) ** -exponent
    shares: NDArray[np.float64] = weights / weights.sum()
    return shares


def vocabulary_of(draw: np.random.Generator) -> list[str]:
    """Words of two to four syllables, each once."""
    words: dict[str, None] = {}
    while len(words) < WORDS:
        lengths = draw.integers(2, 5, WORDS)
        words |= dict.fromkeys("".join(draw.choice(_SYLLABLES, length)) for length in lengths)
    return list(words)[:WORDS]


def _centres(draw: np.random.Generator) -> NDArray[np.float32]:
    return _unit(draw.standard_normal((_CLUSTERS, DIMENSIONS), dtype=np.float32))


def near(
    draw: np.random.Generator, centres: NDArray[np.float32], noise: float
) -> NDArray[np.float32]:
    """Unit vectors around others, as far off as `noise` tells, in few directions more than in most
    (as meanings are: even noise in all of them would leave every vector as far from every other).
    """
    spread = (np.arange(1, DIMENSIONS + 1, dtype=np.float32) ** np.float32(-0.6))[None, :]
    spread *= np.float32(noise) / np.linalg.norm(spread)
    return _unit(centres + draw.standard_normal(centres.shape, dtype=np.float32) * spread)


def _unit(rows: NDArray[np.float32]) -> NDArray[np.float32]:
    unit: NDArray[np.float32] = rows / np.linalg.norm(rows, axis=1, keepdims=True)
    return unit
