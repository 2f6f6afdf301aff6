"""Which entities of many may be one: names in blocks, judged pair by pair (pure).

Names that may mean the same share a key or a word, so only what shares one is compared. What
very many share says little about any of them: there only neighbours by name are compared, or
nobody. So twice the names cost about twice the comparisons.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence
from hashlib import blake2b
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from quipu.graph.consolidation.likeness import GREY, Verdict, best_verdict, verdict
from quipu.graph.consolidation.resolve import Likely
from quipu.schema.knowledge import Entity
from quipu.schema.name_parts import SMALL, name_keys, parts_of
from quipu.schema.names import name_form

MOST_UNDER_A_KEY = 50  # entities under one key
_NEIGHBOURS = 5  # with whom a name is compared where too many share its key
_START = 5  # letters with which names begin that differ further on
_KINDS = ("joined", "sorted", "initials", "person", "letters", "word", "start")  # of keys
_BY_NEIGHBOURS = frozenset({"joined", "sorted", "person", "letters"})
MOST_UNDER_A_WORD = 10  # entities with one word: a surname in a family, not the word "university"


def likely_pairs(entities: Sequence[Entity]) -> list[Likely]:
    """Pairs of entities that may be one, the likest first; who was met first stands first."""
    found = []
    for one, other in compared(entities):
        judged = likeness(one, other)
        if judged.score >= GREY:
            first, second = sorted((one, other), key=lambda each: (each.created_at, each.id))
            found.append(Likely(first.id, second.id, round(judged.score, 3), judged.rule))
    return sorted(found, key=lambda pair: (-pair.score, pair.one, pair.other))


def compared(entities: Sequence[Entity]) -> Iterator[tuple[Entity, Entity]]:
    """Every two entities that share what few share, each pair once, in order of the entities."""
    keys, places = _keyed(entities)
    order = np.lexsort((places, keys))
    keys, places = keys[order], places[order]
    borders = np.flatnonzero(keys[1:] != keys[:-1]) + 1
    starts, ends = np.append(0, borders), np.append(borders, len(keys))
    pairs = array("Q")
    for start, end in np.stack((starts, ends), axis=1)[ends - starts > 1].tolist():
        block, kind = places[start:end].tolist(), _KINDS[int(keys[start]) % len(_KINDS)]
        pairs.extend(one * len(entities) + other for one, other in _pairs_of(block, kind, entities))
    for pair in np.unique(np.frombuffer(pairs, np.uint64)):
        one, other = divmod(int(pair), len(entities))
        yield entities[one], entities[other]


def _keyed(entities: Sequence[Entity]) -> tuple[NDArray[np.uint64], NDArray[np.uint64]]:
    """Every key of every entity as a number, and whose it is: a million names have nine million
    keys, which take gigabytes as texts. Two keys with one number would cost comparisons only."""
    keys, places = array("Q"), array("Q")
    for place, one in enumerate(entities):
        if not one.is_value:
            numbers = [_number(*key) for key in shared_keys(_names(one))]
            keys.extend(numbers)
            places.extend([place] * len(numbers))
    return np.frombuffer(keys, np.uint64), np.frombuffer(places, np.uint64)


def _number(kind: str, key: str) -> int:
    """A number from which the kind of a key can be told."""
    digest = blake2b(key.encode("utf-8", "surrogatepass"), digest_size=7).digest()
    return int.from_bytes(digest) * len(_KINDS) + _KINDS.index(kind)


def _pairs_of(
    places: list[int], kind: str, entities: Sequence[Entity]
) -> Iterator[tuple[int, int]]:
    """Who is compared of those under one key: all with all, of too many only the next by name."""
    if len(places) <= (MOST_UNDER_A_WORD if kind in ("word", "start") else MOST_UNDER_A_KEY):
        yield from combinations(places, 2)
    elif kind in _BY_NEIGHBOURS:
        by_name = sorted(places, key=lambda place: (name_form(entities[place].name), place))
        for at, place in enumerate(by_name):
            for other in by_name[at + 1 : at + 1 + _NEIGHBOURS]:
                yield min(place, other), max(place, other)


def likeness(one: Entity, other: Entity) -> Verdict:
    """The best verdict on any two names of two entities."""
    kinds = (one.kind, other.kind)
    return best_verdict(
        [verdict(mine, yours, kinds) for mine in _names(one) for yours in _names(other)]
    )


def shared_keys(names: Sequence[str]) -> set[tuple[str, str]]:
    """What somebody is found by: the keys of all names, and the words that tell them apart."""
    found = {key for name in names for key in name_keys(name).items() if key[1]}
    cores = [parts_of(name).core for name in names]
    words = {word for core in cores for word in core}
    starts = {"".join(core)[:_START] for core in cores if len("".join(core)) >= _START}
    found |= {("start", start) for start in starts}
    return found | {("word", word) for word in words - SMALL if len(word) > 1}


def grouped(entities: Sequence[Entity], least: float = GREY) -> list[int]:
    """A number for each entity, the same for those that are likely one: for names in one text.

    Whole names first, then each shorter one joins whom it is likest, if that is `least` at all.
    All are compared with all, so this is for hundreds, not for thousands.
    """
    groups: list[list[int]] = []
    numbers = [0] * len(entities)
    for place in sorted(range(len(entities)), key=lambda each: _shortness(entities[each])):
        scores = [
            max(likeness(entities[place], entities[other]).score for other in group)
            for group in groups
        ]
        best = max(range(len(groups)), key=lambda each: (scores[each], -each), default=-1)
        if best < 0 or scores[best] < least:
            groups.append([])
            best = len(groups) - 1
        groups[best].append(place)
        numbers[place] = best
    return numbers


def _names(entity: Entity) -> tuple[str, ...]:
    return (entity.name, *entity.aliases)


def _shortness(entity: Entity) -> tuple[int, int]:
    return -len(parts_of(entity.name).core), -len(entity.name)
