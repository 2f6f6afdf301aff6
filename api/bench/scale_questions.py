"""What is asked of a made-up world: questions near its facts, their vectors and dates given."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from quipu.api.bench.scale_fill import SPAN, near
from quipu.api.bench.scale_world import KNOWN, ScaleWorld, moment
from quipu.schema.identity import FactId, Scope
from quipu.schema.intervals import AsOf

if TYPE_CHECKING:
    from numpy.typing import NDArray

_NOISE = 0.5  # how far off a question is from the fact it is about
_WORDS = 4
_EARLIEST = 0.35  # of the world's span


@dataclass(frozen=True, slots=True)
class ScaleQuestion:
    """Four words of a fact and whom it is about, as of a day; `about` is the fact's place."""

    scope: Scope
    text: str
    vector: NDArray[np.float32]
    view: AsOf
    about: int


def questions_of(world: ScaleWorld, tenant: int, count: int, seed: int = 99) -> list[ScaleQuestion]:
    """So many questions to one tenant, no two alike; the same seed gives the same ones."""
    draw = np.random.default_rng(seed)
    mine = world.believed(tenant)
    places = draw.choice(mine, count, replace=count > len(mine))
    vectors = near(draw, world.fill.vectors[places], _NOISE)
    ages = draw.uniform(_EARLIEST, 1.0, count) * SPAN.total_seconds()
    return [
        ScaleQuestion(
            scope=world.scope(tenant),
            text=_text(world, place, draw),
            vector=vector,
            view=AsOf.moment(moment(int(age)), KNOWN),
            about=place,
        )
        for place, vector, age in zip(places.tolist(), vectors, ages, strict=True)
    ]


def _text(world: ScaleWorld, place: int, draw: np.random.Generator) -> str:
    row = world.fill
    chosen = draw.choice(row.words[place], _WORDS, replace=False)
    words = " ".join(world.vocabulary[word] for word in chosen)
    return f"{world.names[row.subject[place]]}: {words}?"


def exact_nearest(
    world: ScaleWorld, tenant: int, questions: Sequence[ScaleQuestion], count: int
) -> list[set[FactId]]:
    """For each question the facts that a search by meaning should find: all are compared."""
    mine = world.believed(tenant)
    vectors = world.fill.vectors[mine]
    found = []
    for question in questions:
        best = np.argsort(-np.vecdot(vectors, question.vector), kind="stable")[:count]
        found.append({world.fact_id(place) for place in mine[best].tolist()})
    return found
