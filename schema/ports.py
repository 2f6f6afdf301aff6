"""What the memory needs from the world: ports that engines and models implement.

Shared rules. Every call is async and every call on memory names its scope. Times are aware
UTC. A port raises only faults from `schema.errors`, chained from the library's own error;
`Unavailable` means "try again". A read in a scope sees that scope and, with `inherit`, the
wider ones in `scope.chain()`; never any other. A missing id and a foreign id are both simply
absent from what comes back. Collections come back in the order asked for unless said.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Protocol

from quipu.schema.changes import ChangeKind, ChangeSet, LogEntry
from quipu.schema.communities import CommunityStore
from quipu.schema.erasing import Erasing
from quipu.schema.experience import ExperienceStore
from quipu.schema.identity import EntityId, Scope, SlotKey
from quipu.schema.intervals import AsOf, Interval
from quipu.schema.items import Items
from quipu.schema.jobs import Job as Job
from quipu.schema.jobs import JobStatus as JobStatus
from quipu.schema.jobs import Lease as Lease
from quipu.schema.jobs import Queue as Queue
from quipu.schema.jobs import Receipt as Receipt
from quipu.schema.knowledge import Claim, Entity, Episode, Fact, Reading
from quipu.schema.lists import Lists
from quipu.schema.merging import Identifying
from quipu.schema.profiles import Profiles
from quipu.schema.queries import AppearanceQuery as AppearanceQuery
from quipu.schema.queries import Appearances as Appearances
from quipu.schema.queries import EntityQuery as EntityQuery
from quipu.schema.queries import FactQuery as FactQuery
from quipu.schema.queries import Page as Page
from quipu.schema.queries import Reach as Reach
from quipu.schema.readings import ReadingRecords
from quipu.schema.recall import Candidates, Neighbourhood, Wanted
from quipu.schema.reviews import Disputed, DisputePlace
from quipu.schema.vectors import Vectors as Vectors

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class SlotState:
    """All that was ever claimed in some slots, and the facts believed in them now."""

    claims: tuple[Claim, ...]
    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class Statistics:
    entities: int
    facts: int
    current_facts: int
    episodes: int
    queued_jobs: int
    failed_jobs: int
    last_sequence: int
    stood_in: int = 0  # episodes that the local reader read because a model did not


class Extractor(Protocol):
    """Reads episodes into statements; pure with regard to memory."""

    @property
    def name(self) -> str: ...

    async def read(self, episodes: Sequence[Episode]) -> list[Reading]:
        """One reading an episode, in order. In batches: bulk parsing is far faster."""
        ...


class Calendar(Protocol):
    """Understands the dates that a question names."""

    def asked_about(self, question: str, now: datetime) -> Interval | None:
        """The span of time that a question names, such as 2022; None where it names none."""
        ...


class Embedder(Protocol):
    @property
    def name(self) -> str: ...

    @property
    def dimensions(self) -> int: ...

    async def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Unit vectors, shape (len(texts), dimensions), in the order given."""
        ...


class GraphStore(
    Items,
    Lists,
    ReadingRecords,
    Erasing,
    CommunityStore,
    ExperienceStore,
    Identifying,
    Profiles,
    Protocol,
):
    """A graph with two clocks and three ways in: by words, by meaning, by neighbour."""

    async def apply(
        self, scope: Scope, changes: ChangeSet, vectors: Vectors, lease: Lease | None = None
    ) -> int:
        """Carry a change set out, all or nothing, with its log; returns the last sequence.

        With a lease, its jobs are done in the same transaction. Raises `Conflict` if the lease has
        passed to someone else, and `Overtaken` if a retired row is no longer believed or the scope
        is no longer at the change set's revision; then nothing happened. Rows already there under
        the same id are left as they are, so a repeat changes nothing.
        """
        ...

    async def revision(self, scope: Scope) -> int:
        """How often an exact scope has changed: every `apply` and `erase` counts, no job does."""
        ...

    async def last_change(self) -> datetime | None:
        """When anything was last changed, in whatever scope: for the clock, which must not be
        behind it. None for an empty memory."""
        ...

    async def gather(self, scope: Scope, wanted: Wanted) -> Candidates:
        """Everything one search needs, in one read.

        `found` holds the union of the best `per_arm` items by words (BM25, stemmed) and by
        meaning (cosine), and the neighbour episodes of those, each with both raw scores. Facts
        are candidates when believed at `view.known`. Who stands at their ends is not read here:
        a search shows few of them.
        """
        ...

    async def speakers(self, scope: Scope, names: Collection[str]) -> list[str]:
        """Those who speak in episodes of the scope chain under one of some names, as a
        whole or as its first word, by name; of many with one first word at least one."""
        ...

    async def around(
        self, scope: Scope, entities: Collection[EntityId], view: AsOf, reach: Reach
    ) -> Neighbourhood:
        """The facts within reach that hold at `view` (and events), nearest first; values are
        reached but never passed through. Denials and untrusted facts are not walked."""
        ...

    async def appearances(self, scope: Scope, query: AppearanceQuery) -> Appearances:
        """Who appears in some episodes, and where those and further entities appear besides.

        Of every entity at most `fanout` episodes, those about it first, then by id. Values and
        what was learned without a document's appearances are not counted.
        """
        ...

    async def slots(self, scope: Scope, keys: Collection[SlotKey]) -> SlotState:
        """Every claim of those slots of this exact scope, believed or not, and their facts.

        Where predicates hold both ways, likewise of the slots at the other ends of those claims.
        """
        ...

    async def named(self, scope: Scope, forms: Collection[str]) -> dict[str, list[Entity]]:
        """Entities of the scope chain by normal form of name or alias, narrowest scope first."""
        ...

    async def alike(self, scope: Scope, names: Collection[str]) -> list[Entity]:
        """Entities of the scope chain that may be called by some names in another way, by id.

        Those with a name that shares one of the keys of `schema/name_parts.py`; at most a few
        hundred, without values. Entities have the names of those merged into them, too.
        """
        ...

    async def changes(
        self, scope: Scope, since: int, limit: int, kinds: Collection[ChangeKind] = ()
    ) -> list[LogEntry]:
        """Log entries of the scope chain after a sequence, oldest first."""
        ...

    async def disputes(
        self,
        scope: Scope,
        after: DisputePlace | None,
        limit: int,
        slots: Collection[SlotKey] = (),
    ) -> list[Disputed]:
        """Disputes ever opened in the scope chain, or in some slots, by (opened, slot, claims)."""
        ...

    async def statistics(self, scope: Scope, view: AsOf) -> Statistics: ...

    async def ready(self) -> None:
        """Raises `Unavailable` when the engine cannot serve."""
        ...

    async def close(self) -> None: ...
