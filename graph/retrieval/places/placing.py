"""What is told of where a place lies, and answers of the kind of place that is asked for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

from quipu.graph.retrieval.places.gazetteer import NATIONS, Level
from quipu.graph.retrieval.places.whereabouts import Place, at_level, is_larger, place_of
from quipu.graph.retrieval.walking.nearby import Nearby
from quipu.schema.identity import EntityId
from quipu.schema.knowledge import Entity, Fact
from quipu.schema.recall import Answer

_LIES = frozenset(("located in", "lie in", "part of"))
_UP = 3  # from a house to its street, its town, its country
LEVELS: Mapping[str, Level] = MappingProxyType(
    {
        "city": Level.CITY,
        "town": Level.CITY,
        "state": Level.STATE,
        "country": Level.COUNTRY,
        "continent": Level.CONTINENT,
    }
)


@dataclass(frozen=True, slots=True)
class Placing:
    """Looks up what places were told to lie in."""

    nearby: Nearby

    async def of(self, place: Entity) -> Place:
        """A place with all that it was told to lie in, the nearest first."""
        told: list[str] = []
        met, ends = {place.id}, [place.id]
        for _ in range(_UP):
            facts = [one for end in ends for one in await self.nearby.told_of(end, stale=False)]
            onward = [one.object for one in facts if self._tells(one) and one.object not in met]
            if not onward:
                break
            named = await self.nearby.entities(onward)
            told += [one.name for one in named.values()]
            met |= named.keys()
            ends = list(named)
        return place_of(place.name, told)

    def _tells(self, fact: Fact) -> bool:
        holds = not fact.is_negated and fact.valid.overlaps(self.nearby.view.valid)
        return holds and fact.predicate in _LIES

    async def at_level(self, answer: Answer, kind: str, ends: Sequence[EntityId]) -> Answer:
        """An answer of the kind of place that is asked for: of "which country" the country in
        which the town lies that is told; none where that is not known, or the town of a country
        is asked for. What the world does not know stays as it was told, but for homes: all the
        countries that anybody lives in are known."""
        level, said, via = LEVELS[kind], dict[str, None](), list[str]()
        for end in dict.fromkeys(ends):
            entity = answer.entities.get(end)
            if entity is None or entity.name not in answer.texts:
                continue
            place = await self.of(entity)
            found = _name_at(entity, place, level)
            is_home = level is not Level.CITY and answer.path[-1].predicate == "lives in"
            if found is None or (is_home and _is_unknown(place)):
                continue
            said[found] = None
            if found != entity.name:
                via.append(f"“{entity.name}” lies in “{found}”")
        if not said:
            reason = f"the facts lead as far as “{answer.texts[0]}”; none tells its “{kind}”"
            return replace(answer, texts=(), confidence=0.0, reason=reason)
        return replace(answer, texts=tuple(said), reason="; ".join((answer.reason, *via)))


def _name_at(entity: Entity, place: Place, level: Level) -> str | None:
    if level is Level.CITY:
        return None if is_larger(place, level) else entity.name
    found = at_level(place, level)
    return entity.name if _is_unknown(place) or _is_at(place, level) else found


def _is_unknown(place: Place) -> bool:
    return not place.spots and not place.told


def _is_at(place: Place, level: Level) -> bool:
    """England is a country, too, to whom it is told as one."""
    is_of_britain = level is Level.COUNTRY and any(one.key in NATIONS for one in place.likely)
    return is_of_britain or any(one.level is level for one in place.likely)
