"""Asking: what is wanted of a search, what an engine gathers for it, and what comes back."""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple, cast

from quipu.schema.communities import ToldCommunity
from quipu.schema.experience import Experience, Procedure
from quipu.schema.identity import EntityId, EpisodeId, FactId
from quipu.schema.intervals import ALWAYS, AsOf, Interval
from quipu.schema.knowledge import Entity, Episode, EpisodeKind, Fact, FactStatus, Trust
from quipu.schema.outlines import Outline, Text, outline_of, searched_words
from quipu.schema.plain_json import plain_json

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


def searched_text(fact: Fact) -> str:
    """What of a fact is embedded and searched for words, on every engine.

    With the predicate, so that "moved to Oslo" is found by "where does she live".
    """
    return searched_words(fact.sentence, fact.predicate)


def plain_text(kind: EpisodeKind, content: str) -> str:
    """What of an episode is embedded and searched for words, on every engine: its text, and of
    JSON what it says.

    With its signs JSON is nearly as near to other JSON as to what it tells of, and `homeCity` is
    no word that anybody asks for.
    """
    return plain_json(content) if kind is EpisodeKind.JSON else content


class ItemKind(StrEnum):
    FACT = "FACT"
    ENTITY = "ENTITY"
    EPISODE = "EPISODE"
    COMMUNITY = "COMMUNITY"
    EXPERIENCE = "EXPERIENCE"
    PROCEDURE = "PROCEDURE"


USUAL_KINDS = frozenset({ItemKind.FACT, ItemKind.EPISODE})


class Channel(StrEnum):
    """The arms of a search."""

    VECTOR = "VECTOR"
    FULLTEXT = "FULLTEXT"
    NAME = "NAME"
    NEIGHBOUR = "NEIGHBOUR"
    TIME = "TIME"
    GRAPH = "GRAPH"
    RECENCY = "RECENCY"
    RERANK = "RERANK"


class Fusion(StrEnum):
    AUTO = "AUTO"
    RRF = "RRF"
    RELATIVE_SCORE = "RELATIVE_SCORE"


@dataclass(frozen=True, slots=True)
class Sieve:
    """What a search may bring at all: the engine drops the rest before it takes the best.

    `kinds` are kinds of entities: facts with one at an end, episodes that speak of one. Entities
    themselves have no trust. `created`: when we heard of it. The rest is asked of facts alone:
    one of some predicates and statuses (at the asked moment), about some entities, that sure.
    """

    min_trust: Trust = Trust.UNTRUSTED
    created: Interval = ALWAYS
    kinds: frozenset[str] = frozenset()
    predicates: frozenset[str] = frozenset()
    statuses: frozenset[FactStatus] = frozenset()
    about: frozenset[EntityId] = frozenset()
    min_confidence: float = 0.0

    @property
    def is_open(self) -> bool:
        """It lets everything through."""
        return self == OPEN

    @property
    def wants_facts(self) -> bool:
        """It asks what an episode cannot answer."""
        return bool(self.predicates or self.statuses) or self.min_confidence > 0.0

    def passes(self, one: Entity) -> bool:
        return one.created_at in self.created and (not self.kinds or one.kind in self.kinds)


OPEN = Sieve()


@dataclass(frozen=True, slots=True)
class Question:
    """What a caller wants to find. `view` None means: now, as believed now."""

    text: str
    view: AsOf | None = None
    kinds: frozenset[ItemKind] = USUAL_KINDS
    limit: int = 10
    depth: int = 0  # hops to expand from direct hits, 0–3
    include_stale: bool = False  # and what began after the asked time
    predicates: frozenset[str] = frozenset()
    statuses: frozenset[FactStatus] = frozenset()
    about: frozenset[EntityId] = frozenset()
    min_confidence: float = 0.0
    min_score: float | None = None
    fusion: Fusion = Fusion.AUTO
    weights: Mapping[Channel, float] = field(default_factory=dict)
    sieve: Sieve = OPEN
    inherit: bool = True
    rerank: bool = False  # a reranker reads the best hits again, where there is one
    period: Interval | None = None  # that the text names; a memory with a calendar finds it

    @property
    def whole_sieve(self) -> Sieve:
        """All that an engine is to drop before it takes the best."""
        return replace(
            self.sieve,
            predicates=self.predicates,
            statuses=self.statuses,
            about=self.about,
            min_confidence=self.min_confidence,
        )


@dataclass(frozen=True, slots=True)
class Wanted:
    """What one trip to the engine should bring: the arms' inputs, already computed."""

    text: str
    vector: NDArray[np.float32]  # (dimensions,), unit length
    view: AsOf
    kinds: frozenset[ItemKind]
    per_arm: int = 200
    facts_per_arm: int | None = None  # where an arm is to bring fewer facts than episodes
    most_facts: int | None = None  # of both arms, the best by their sum; a hint, not a bound
    depth: int = 0
    max_edges: int = 200
    max_fanout: int = 50  # edges that one entity may bring
    include_stale: bool = False  # facts whose valid time is over are candidates either way
    sieve: Sieve = OPEN
    inherit: bool = True
    said: NDArray[np.float32] | None = None  # what episodes are measured by, else `vector`

    def most(self, kind: ItemKind) -> int:
        """How many items of a kind each arm is to bring."""
        is_fewer = kind is ItemKind.FACT and self.facts_per_arm is not None
        return self.facts_per_arm or 0 if is_fewer else self.per_arm


class Candidate(NamedTuple):
    """One item with the raw scores of the arms: BM25 ≥ 0, cosine −1…1, None where not computed.

    A tuple, as is what an arm gave: a search makes hundreds of both.
    """

    item: FactId | EpisodeId
    kind: ItemKind
    words: float | None
    meaning: float | None
    before: EpisodeId | None = None  # the episodes just before and after in the same source
    after: EpisodeId | None = None


@dataclass(frozen=True, slots=True)
class Neighbourhood:
    """The part of the graph around some entities, as seen from one viewpoint."""

    entities: tuple[Entity, ...] = ()
    facts: tuple[Fact, ...] = ()
    is_cut: bool = False
    frontier: tuple[EntityId, ...] = ()  # entities reached but not expanded any further


@dataclass(frozen=True, slots=True)
class Candidates:
    """All that one search needs, from one read of the engine.

    A fact or an episode may be made only when somebody asks for it; ranking gets by on outlines.
    `beside` are the facts reached from the named entities and the best facts, nearest first.
    """

    found: tuple[Candidate, ...]
    facts: Mapping[FactId, Fact]  # found or beside
    episodes: Mapping[EpisodeId, Episode]
    entities: Mapping[EntityId, Entity]  # those named; of others only what is shown is worth a read
    named: tuple[EntityId, ...]  # entities whose name or alias stands in the question
    values: frozenset[EntityId]  # ends of the facts found that are values: no way leads through
    is_exact: bool
    sequence: int
    beside: tuple[FactId, ...] = ()
    is_cut: bool = False  # more lies beside than was brought
    outlines: Mapping[FactId, Outline] = field(default_factory=dict)  # none, or of every fact
    text_outlines: Mapping[EpisodeId, Text] = field(default_factory=dict)  # none, or of every one

    @property
    def texts(self) -> Mapping[EpisodeId, Text]:
        """The episodes as ranking sees them."""
        return self.text_outlines or self.episodes

    def with_episodes(self, more: Mapping[EpisodeId, Episode]) -> Candidates:
        """The same with further episodes."""
        outlines = {**self.text_outlines, **more} if self.text_outlines else {}
        known = cast(dict[EpisodeId, Episode], self.episodes)  # which a chain map only reads
        return replace(self, episodes=ChainMap(dict(more), known), text_outlines=outlines)

    @property
    def around(self) -> Neighbourhood:
        """What lies beside, as facts."""
        facts = tuple(self.facts[id] for id in self.beside)
        return Neighbourhood(facts=facts, is_cut=self.is_cut)

    def outlined(self, view: AsOf) -> Candidates:
        """The same with an outline of every fact, as seen from where they were gathered for."""
        if self.outlines or not self.facts:
            return self
        return replace(
            self, outlines={id: outline_of(fact, view) for id, fact in self.facts.items()}
        )


class Contribution(NamedTuple):
    """What one arm gave to one hit; `rank` counts from 1."""

    channel: Channel
    rank: int
    raw_score: float
    contribution: float


@dataclass(frozen=True, slots=True)
class Hit:
    """One answer with its score, the arms that found it, and the facts that led to it."""

    kind: ItemKind
    id: str
    score: float
    channels: tuple[Contribution, ...] = ()
    via: tuple[FactId, ...] = ()


@dataclass(frozen=True, slots=True)
class Trace:
    """How a search went: arms, exactness, candidates, milliseconds by stage, warnings."""

    plan: tuple[Channel, ...]
    is_exact: bool
    candidates: int
    took_ms: float
    stages_ms: Mapping[str, float] = field(default_factory=dict)
    truncated_by: str = ""
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Recollection:
    """What a search found: hits best first, and everything they refer to."""

    hits: tuple[Hit, ...]
    facts: Mapping[FactId, Fact]
    episodes: Mapping[EpisodeId, Episode]
    entities: Mapping[EntityId, Entity]
    view: AsOf
    trace: Trace
    communities: Mapping[str, ToldCommunity] = field(default_factory=dict)
    experiences: Mapping[str, Experience] = field(default_factory=dict)
    procedures: Mapping[str, Procedure] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Answer:
    """The best path of facts that answers a question; no texts where it does not know.

    Without texts the path is how far the facts lead, with its sources; empty if nowhere.
    """

    texts: tuple[str, ...]
    path: tuple[Fact, ...]
    sources: tuple[Episode, ...]
    confidence: float
    reason: str  # why this, or why there is no answer
    entities: Mapping[EntityId, Entity] = field(default_factory=dict)
