"""How the cost of telling names apart grows: made-up people, and the pairs that are compared."""

from __future__ import annotations

import random
import time
from collections.abc import Sequence
from dataclasses import dataclass

from quipu.api.bench.identity.forms import entity
from quipu.graph.consolidation.duplicates import compared, likeness
from quipu.graph.consolidation.likeness import GREY
from quipu.schema.knowledge import Entity

_STARTS = "b c d f g h j k l m n p r s t v w z br ch dr fl gr kl pr sh st tr".split()
_VOWELS = "a e i o u ai au ea ie ou".split()
_ENDS = ["", "n", "r", "s", "l", "m", "nd", "rt", "ck", "th"]
_AGAIN_IN = 20  # one name in so many stands there a second time, in another dress


@dataclass(frozen=True, slots=True)
class Growth:
    """What one size took. `known` are pairs made to be one; `found` those of them called likely."""

    names: int
    pairs: int
    seconds: float
    likely: int
    known: int
    found: int

    @property
    def pairs_per_second(self) -> int:
        return round(self.pairs / self.seconds) if self.seconds else 0


def grown(names: int, seed: int) -> Growth:
    """Make so many names up, compare what shares a key, count."""
    entities, known = made_up(names, random.Random(seed))
    started = time.perf_counter()
    pairs, likely, found = 0, 0, 0
    for one, other in compared(entities):
        pairs += 1
        if likeness(one, other).score >= GREY:
            likely += 1
            found += (one.id, other.id) in known
    return Growth(names, pairs, time.perf_counter() - started, likely, len(known), found)


def made_up(names: int, dice: random.Random) -> tuple[list[Entity], set[tuple[str, str]]]:
    """So many people, and the pairs of ids that are one of them written in two ways.

    There are about as many first and last names as a country of that size has: names repeat.
    """
    firsts = [_word(dice, 2) for _ in range(max(20, round(names**0.6)))]
    lasts = [_word(dice, 3) for _ in range(max(50, round(names**0.75)))]
    entities: list[Entity] = []
    known: set[tuple[str, str]] = set()
    while len(entities) < names:
        name = [dice.choice(firsts), dice.choice(lasts)]
        one = entity(f"n{len(entities):08}", " ".join(name), "PER")
        entities.append(one)
        if dice.randrange(_AGAIN_IN) == 0 and len(entities) < names:
            again = entity(f"n{len(entities):08}", _dressed(name, dice), "PER")
            entities.append(again)
            known.add((one.id, again.id))
    return entities, known


def _word(dice: random.Random, syllables: int) -> str:
    parts = [dice.choice(_STARTS) + dice.choice(_VOWELS) for _ in range(syllables)]
    return ("".join(parts) + dice.choice(_ENDS)).capitalize()


def _dressed(name: Sequence[str], dice: random.Random) -> str:
    """Another way to write a name: title, initial, turned, a slip of the pen, in equal parts."""
    first, last = name
    place = dice.randrange(1, len(last) - 1)
    slip = last[:place] + last[place + 1] + last[place] + last[place + 2 :]
    return dice.choice(
        (f"Dr. {first} {last}", f"{first[0]}. {last}", f"{last}, {first}", f"{first} {slip}")
    )
