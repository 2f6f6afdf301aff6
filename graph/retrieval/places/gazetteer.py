"""Which places of the world bear a name, and what they lie in: countries and their larger towns.

A name of a town of 50,000 or more is known with every town of 15,000 that bears it, too: Bergen is
in Norway, and another one in the Netherlands.
"""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache
from importlib.resources import files
from typing import Any

from quipu.schema.names import name_form

_LETTERS = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ß": "ss", "æ": "ae", "œ": "oe", "ı": "i"})
NATIONS = frozenset(("GB.ENG", "GB.SCT", "GB.WLS", "GB.NIR"))
"""States that are called countries as well."""


class Level(IntEnum):
    """What kind of place it is, from small to large."""

    CITY = 0
    STATE = 1
    COUNTRY = 2
    REGION = 3
    CONTINENT = 4


@dataclass(frozen=True, slots=True)
class Spot:
    """One place: what it is called, in which others it lies, where, and how many live there."""

    key: str
    name: str
    level: Level
    within: frozenset[str]  # keys
    perhaps: frozenset[str] = frozenset()  # keys of what some say it lies in, and others do not
    at: tuple[float, float] | None = None  # degrees north and east, of a town
    thousands: int = 0


def bearers(name: str) -> tuple[Spot, ...]:
    """The places that bear a name, those with most people first; none where it is not known."""
    known, form = _all(), place_form(name)
    towns = _towns(form, known.towns.get(form, ""), known.by_key)
    found = (*known.by_form.get(form, ()), *towns)
    return tuple(sorted(found, key=lambda one: -one.thousands))


def spot(key: str) -> Spot:
    """The state, country, region or continent of a key."""
    return _all().by_key[key]


def place_form(name: str) -> str:
    """The form of a place's name: without accents, and "the" before it."""
    parted = unicodedata.normalize("NFKD", name_form(name).translate(_LETTERS))
    plain = "".join(sign for sign in parted if not unicodedata.combining(sign))
    return plain.removeprefix("the ")


@dataclass(frozen=True, slots=True)
class _Known:
    by_key: Mapping[str, Spot]  # what is larger than a town
    by_form: Mapping[str, tuple[Spot, ...]]  # the same
    towns: Mapping[str, str]  # by form


@lru_cache(maxsize=1)
def _all() -> _Known:
    held = json.loads((files("quipu.graph.retrieval.places") / "gazetteer.json").read_text("utf-8"))
    by_key: dict[str, Spot] = {}
    by_form: dict[str, tuple[Spot, ...]] = {}
    for one, names in _lands(held):
        by_key[one.key] = one
        for name in names:
            form = place_form(name)
            by_form[form] = (*by_form.get(form, ()), one)
    return _Known(by_key, by_form, held["cities"])


def _lands(held: Mapping[str, Any]) -> Iterator[tuple[Spot, Sequence[str]]]:
    """Whatever is larger than a town, and what each is called."""
    none = frozenset[str]()
    for key, name in held["continents"].items():
        yield Spot(f"continent {key}", name, Level.CONTINENT, none), [name]
    for name in held["regions"]:
        yield Spot(name, name, Level.REGION, none), [name]
    countries: dict[str, Spot] = {}
    for code, (within, perhaps, thousands, name, *more) in held["countries"].items():
        country = Spot(
            code, name, Level.COUNTRY, _keys(within), _keys(perhaps), thousands=thousands
        )
        countries[code] = country
        yield country, [name, *more]
    for key, (thousands, name) in held["states"].items():
        within, perhaps = _around(countries[key.partition(".")[0]])
        yield Spot(key, name, Level.STATE, within, perhaps, thousands=thousands), [name]


def _keys(joined: str) -> frozenset[str]:
    return frozenset(filter(None, joined.split("|")))


def _around(larger: Spot) -> tuple[frozenset[str], frozenset[str]]:
    """What a place surely and perhaps lies in that lies in a larger one."""
    return larger.within | {larger.key}, larger.perhaps


def _towns(form: str, rows: str, lands: Mapping[str, Spot]) -> Iterator[Spot]:
    for row in rows.split(";") if rows else ():
        where, north, east, thousands = row.split(" ")
        at = (float(north), float(east))
        yield Spot(f"{form} {row}", form, Level.CITY, *_around(lands[where]), at, int(thousands))
