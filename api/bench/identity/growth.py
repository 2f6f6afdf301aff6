"""How the cost of telling names apart grows: made-up people, and the pairs that are compared."""

from __future__ import annotations

import random
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from quipu.api.bench.identity.forms import entity
from quipu.api.bench.identity.scores import Score
from quipu.graph.consolidation.duplicates import compared, likeness
from quipu.graph.consolidation.likeness import GREY, SAME
from quipu.schema.knowledge import Entity

_STARTS = "b c d f g h j k l m n p r s t v w z br ch dr fl gr kl pr sh st tr".split()
_VOWELS = "a e i o u ai au ea ie ou".split()
_ENDS = ["", "n", "r", "s", "l", "m", "nd", "rt", "ck", "th"]
_AGAIN_IN = 20  # one name in so many stands there a second time, in another dress


@dataclass(frozen=True, slots=True)
class MadeUp:
    """Names, whose each is, and the pairs of ids that are one person written in two ways.

    One full name is one person's: nothing in a name tells namesakes apart.
    """

    entities: list[Entity]
    people: list[str]
    known: set[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Growth:
    """What one size took. `known` are pairs made to be one; `found` those of them called likely.

    B-cubed by way of telling: `likely` if somebody agrees to all that is proposed, `joined` by
    itself. What follows from pairs (a like b, b like c) is counted as said.
    """

    names: int
    pairs: int
    seconds: float
    likely: int
    known: int
    found: int
    b_cubed: Mapping[str, Mapping[str, float]]

    @property
    def pairs_per_second(self) -> int:
        return round(self.pairs / self.seconds) if self.seconds else 0


def grown(names: int, seed: int) -> Growth:
    """Make so many names up, compare what shares a key, count."""
    made = made_up(names, random.Random(seed))
    ways = {"likely": (GREY, _Groups()), "joined": (SAME, _Groups())}
    started = time.perf_counter()
    pairs, likely, found = 0, 0, 0
    for one, other in compared(made.entities):
        pairs += 1
        score = likeness(one, other).score
        if score >= GREY:
            likely += 1
            found += (one.id, other.id) in made.known
            for least, groups in ways.values():
                if score >= least:
                    groups.join(one.id, other.id)
    seconds = time.perf_counter() - started
    scores = {way: _scored(made, groups) for way, (_, groups) in ways.items()}
    return Growth(names, pairs, seconds, likely, len(made.known), found, scores)


def _scored(made: MadeUp, groups: _Groups) -> dict[str, float]:
    score = Score()
    score.add(made.people, [groups.first(one.id) for one in made.entities])
    return score.b_cubed()


class _Groups:
    """Who is one with whom by some pairs: each points to one who came before, the first to none."""

    def __init__(self) -> None:
        self._before: dict[str, str] = {}

    def first(self, one: str) -> str:
        while one in self._before:
            before = self._before[one]
            self._before[one] = self._before.get(before, before)  # a shorter way for the next
            one = before
        return one

    def join(self, one: str, other: str) -> None:
        first, second = sorted((self.first(one), self.first(other)))
        if first != second:
            self._before[second] = first


def made_up(names: int, dice: random.Random) -> MadeUp:
    """So many people's names, one in twenty of them a second time, written otherwise.

    There are about as many first and last names as a country of that size has: names repeat.
    """
    firsts = [_word(dice, 2) for _ in range(max(20, round(names**0.6)))]
    lasts = [_word(dice, 3) for _ in range(max(50, round(names**0.75)))]
    made = MadeUp([], [], set())
    while len(made.entities) < names:
        name = [dice.choice(firsts), dice.choice(lasts)]
        one = _met(made, " ".join(name), whose=" ".join(name))
        if dice.randrange(_AGAIN_IN) == 0 and len(made.entities) < names:
            again = _met(made, _dressed(name, dice), whose=" ".join(name))
            made.known.add((one.id, again.id))
    return made


def _met(made: MadeUp, name: str, whose: str) -> Entity:
    one = entity(f"n{len(made.entities):08}", name, "PER")
    made.entities.append(one)
    made.people.append(whose)
    return one


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
