"""A made-up world of any size for measuring: the same seed gives the same entities and facts.

It is told in batches of domain types, so that any engine, and any opponent, can be loaded from it.
Words, hubs and meanings are spread as in real memories: few words and few entities are frequent
(Zipf), vectors lie in clusters, and one tenant holds most of everything.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import numpy as np

from quipu.api.bench.scale_fill import (
    FACTS_PER_EPISODE,
    SPAN,
    TENANTS,
    WORDS,
    Fill,
    fill_of,
    in_parts,
    telling,
    vocabulary_of,
)
from quipu.schema.changes import ChangeKind, Retired
from quipu.schema.identity import (
    ClaimId,
    EntityId,
    EpisodeId,
    FactId,
    Scope,
    SlotKey,
    derived_id,
)
from quipu.schema.intervals import DUSK, Interval
from quipu.schema.knowledge import Claim, Ending, Entity, Episode, Fact, Nature, Trust
from quipu.schema.ports import Vectors

if TYPE_CHECKING:
    from numpy.typing import NDArray

BIG = 0  # the tenant that holds most
BEGINNING = datetime(2022, 1, 1, tzinfo=UTC)
KNOWN = BEGINNING + SPAN + timedelta(days=30)  # by then everything has been told

_FACTS_PER_ENTITY = 5
_ENDINGS = (Ending.STATED, Ending.SUPERSEDED, Ending.INVALIDATED)


@dataclass(frozen=True, slots=True)
class Batch:
    """What is told to one tenant at once."""

    scope: Scope
    entities: tuple[Entity, ...]
    episodes: tuple[Episode, ...]
    claims: tuple[Claim, ...]
    learned: tuple[Fact, ...]
    retired: tuple[Retired, ...]
    vectors: Vectors  # of the facts, then of the episodes


@dataclass(frozen=True, slots=True)
class ScaleWorld:
    """Facts about entities of twenty tenants, whose names begin with `prefix`."""

    prefix: str
    names: Sequence[str]  # of entities
    vocabulary: Sequence[str]
    fill: Fill

    @property
    def facts(self) -> int:
        return len(self.fill.tenant)

    def scope(self, tenant: int) -> Scope:
        return Scope(f"{self.prefix}-{tenant:02d}")

    def scopes(self) -> list[Scope]:
        return [self.scope(tenant) for tenant in range(TENANTS)]

    def believed(self, tenant: int) -> NDArray[np.int64]:
        """Places of a tenant's facts that are believed at the end."""
        mine = self.fill.tenant == tenant
        mine[self.fill.supersedes[self.fill.supersedes >= 0]] = False
        return np.flatnonzero(mine)

    def sentence(self, place: int) -> str:
        subject, object = self.ends(place)
        told = " ".join(self.vocabulary[word] for word in self.fill.words[place])
        return f"{self.names[subject]} {self.predicate(place)} {told} {self.names[object]}."

    def predicate(self, place: int) -> str:
        return f"{self.vocabulary[self.fill.predicate[place]]} with"

    def fact_id(self, place: int) -> FactId:
        return FactId(derived_id("fa", self.prefix, place))

    def batches(self, size: int) -> Iterator[Batch]:
        """All facts, at most `size` of one tenant at once; what supersedes comes last."""
        whole = max(size - size % FACTS_PER_EPISODE, FACTS_PER_EPISODE)  # no episode is torn
        met: set[int] = set()
        for tenant in range(TENANTS):
            first, later = telling(self.fill, tenant)
            for places in (*in_parts(first, whole), *in_parts(later, whole)):
                ends = {end for place in places for end in self.ends(place)} - met
                met |= ends
                yield self._batch(tenant, places, sorted(ends))

    def _batch(self, tenant: int, places: Sequence[int], ends: Sequence[int]) -> Batch:
        scope = self.scope(tenant)
        facts = tuple(self.fact(place) for place in places)
        said: dict[int, list[int]] = {}
        for place in places:
            said.setdefault(int(self.fill.episode[place]), []).append(place)
        episodes = tuple(self._episode(first, some) for first, some in said.items())
        better = [place for place in places if self.fill.supersedes[place] >= 0]
        items: tuple[FactId | EpisodeId, ...] = (
            *(fact.id for fact in facts),
            *(episode.id for episode in episodes),
        )
        return Batch(
            scope=scope,
            entities=tuple(self._entity(scope, one) for one in ends),
            episodes=episodes,
            claims=tuple(_claim(fact) for fact in facts),
            learned=facts,
            retired=tuple(self._retired(place) for place in better),
            vectors=Vectors(tuple(items), self.fill.vectors[[*places, *said]]),
        )

    def ends(self, place: int) -> tuple[int, int]:
        """The numbers of the entities that a fact is about."""
        return int(self.fill.subject[place]), int(self.fill.object[place])

    def _entity(self, scope: Scope, number: int) -> Entity:
        name = self.names[number]
        return Entity(self._entity_id(number), scope, name, kind="person", created_at=BEGINNING)

    def _entity_id(self, number: int) -> EntityId:
        return EntityId(derived_id("en", self.prefix, number))

    def _episode(self, first: int, places: Sequence[int]) -> Episode:
        at = moment(self.fill.told[first])
        return Episode(
            id=self._episode_id(first),
            scope=self.scope(int(self.fill.tenant[first])),
            content=" ".join(self.sentence(place) for place in places),
            occurred_at=at,
            created_at=at,
            source=f"day {self.fill.told[first] // 86_400}",
        )

    def _episode_id(self, first: int) -> EpisodeId:
        return EpisodeId(derived_id("ep", self.prefix, first))

    def fact(self, place: int) -> Fact:
        """The fact at a place, as it was learned."""
        fill, old = self.fill, int(self.fill.supersedes[place])
        end, (subject, object) = int(fill.end[place]), self.ends(place)
        first = int(fill.episode[place])
        return Fact(
            id=self.fact_id(place),
            scope=self.scope(int(fill.tenant[place])),
            slot=SlotKey(derived_id("slot", self.prefix, place if old < 0 else old)),
            subject=self._entity_id(subject),
            predicate=self.predicate(place),
            object=self._entity_id(object),
            sentence=self.sentence(place),
            nature=Nature.STATE,
            valid=Interval(moment(fill.start[place]), moment(end) if end else DUSK),
            known=Interval(moment(fill.told[first]), DUSK),
            ending=_ENDINGS[place % len(_ENDINGS)] if end else Ending.OPEN,
            claims=(ClaimId(derived_id("cl", self.prefix, place)),),
            episodes=(self._episode_id(first),),
            confidence=0.5 + (place % 50) / 100,
            trust=Trust.OBSERVED,
            rule="only",
            revision=1 if old < 0 else 2,
        )

    def _retired(self, place: int) -> Retired:
        """The row that a better one takes the place of, as it stood."""
        old = self.fact(int(self.fill.supersedes[place]))
        return Retired(old, ChangeKind.SUPERSEDED, self.fact_id(place))


def moment(seconds: int | np.int64) -> datetime:
    """Seconds since BEGINNING as a moment."""
    return BEGINNING + timedelta(seconds=int(seconds))


def _claim(fact: Fact) -> Claim:
    return Claim(
        id=fact.claims[0],
        scope=fact.scope,
        episode=fact.episodes[0],
        slot=fact.slot,
        subject=fact.subject,
        predicate=fact.predicate,
        object=fact.object,
        sentence=fact.sentence,
        quote=fact.sentence,
        nature=fact.nature,
        stated=fact.valid,
        is_start_stated=True,
        is_end_stated=fact.ending is Ending.STATED,
        is_negated=False,
        is_ending=False,
        confidence=fact.confidence,
        trust=fact.trust,
        occurred_at=fact.known.start,
        recorded_at=fact.known.start,
        reader="scale",
    )


def world_of(facts: int, seed: int = 0, prefix: str = "scale") -> ScaleWorld:
    """The world with so many facts; about 3 s and 170 MB for a hundred thousand."""
    draw = np.random.default_rng(seed)
    vocabulary = vocabulary_of(draw)
    entities = max(facts // _FACTS_PER_ENTITY, 2 * TENANTS)
    first, last = draw.integers(WORDS // 10, WORDS, (2, entities))
    names = [
        f"{vocabulary[one].title()} {vocabulary[two].title()}"
        for one, two in zip(first, last, strict=True)
    ]
    return ScaleWorld(prefix, names, vocabulary, fill_of(draw, facts, entities))
