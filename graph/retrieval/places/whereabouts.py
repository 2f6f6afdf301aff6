"""Whether a place lies in another: as it was told, else as the world is known (pure).

Yes and no rest on knowledge: no only where all that bear both names lie apart. A name that several
towns bear means the one that is much the largest, or whichever lies where it was told to.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from math import cos, hypot, radians

from quipu.graph.retrieval.places.gazetteer import Level, Spot, bearers, place_form, spot

_MUCH_LARGER = 5  # times as many people as the next one of the name
_APART_KM = 100.0  # from which on no town is a part of another
_KM_A_DEGREE = 111.0
_JOINED = re.compile(r"\s*,\s*|\s+in\s+")  # "Bergen, Norway", "Utrecht in the Netherlands"


@dataclass(frozen=True, slots=True)
class Place:
    """A place by its name, with what it was told to lie in."""

    name: str
    told: tuple[str, ...] = ()

    @property
    def spots(self) -> tuple[Spot, ...]:
        """Which places of the world it can be."""
        likely = bearers(self.name)
        around = {one.key for name in self.told for one in bearers(name)}
        return tuple(one for one in likely if one.within & around) or likely

    @property
    def likely(self) -> tuple[Spot, ...]:
        """Which of them it is, as far as a name tells: much the largest, else any."""
        spots = self.spots
        if len(spots) > 1 and spots[0].thousands >= _MUCH_LARGER * spots[1].thousands:
            return spots[:1]
        return spots

    @property
    def around(self) -> frozenset[str]:
        """The forms of what it was told to lie in."""
        return frozenset(map(place_form, self.told))


def place_of(name: str, told: Iterable[str] = ()) -> Place:
    """The place that a name tells of: of "Bergen, Norway" a town and what it lies in."""
    first, *rest = _JOINED.split(name.strip())
    return Place(first or name, tuple(dict.fromkeys((*rest, *told))))


def lies_in(place: Place, asked: Place) -> bool | None:
    """Whether a place is another or lies in it; None where nobody knows."""
    form = place_form(asked.name)
    if form in place.around or form == place_form(place.name):
        return True
    wanted, likely = asked.spots, place.likely
    told = [one for name in place.told for one in bearers(name)]
    sure = likely or [one for one in told if _is_in(one, wanted)]
    if sure and all(_is_in(one, wanted) for one in sure):
        return True
    known = place.spots or told
    apart = bool(wanted and known) and all(_are_apart(one, two) for one in known for two in wanted)
    return False if apart else None


def at_level(place: Place, level: Level) -> str | None:
    """What a place lies in of some level ("country"), itself if it is that; None if unknown."""
    told = [one for name in place.told for one in bearers(name)[:1]]
    likely = place.likely or (told[:1] if told else ())
    names = {_name_at(one, level) for one in likely}
    return names.pop() if len(names) == 1 else None


def is_larger(place: Place, level: Level) -> bool:
    """Whether a place is surely of a larger kind than asked for: Germany is no city."""
    return bool(place.spots) and all(one.level > level for one in place.spots)


def _name_at(one: Spot, level: Level) -> str | None:
    if one.level is level:
        return one.name
    around = [spot(key) for key in sorted(one.within)]
    found = [larger.name for larger in around if larger.level is level]
    return found[0] if len(found) == 1 else None


def _is_in(one: Spot, wanted: Collection[Spot]) -> bool:
    return any(other.key == one.key or other.key in one.within for other in wanted)


def _are_apart(one: Spot, other: Spot) -> bool:
    """Whether no part of one is a part of the other, as far as is known."""
    if one.key == other.key or _touches(one, other) or _touches(other, one):
        return False
    if one.at is None or other.at is None:
        return True
    return _km(one.at, other.at) > _APART_KM


def _touches(one: Spot, other: Spot) -> bool:
    if other.key in one.within | one.perhaps:
        return True
    return other.level is Level.REGION and not one.within  # nobody knows what lies there


def _km(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Kilometres between two points, as flat as the ground is between towns that are near."""
    north = one[0] - other[0]
    east = (one[1] - other[1]) * cos(radians((one[0] + other[0]) / 2))
    return _KM_A_DEGREE * hypot(north, east)
