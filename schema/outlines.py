"""What ranking asks of facts and episodes, so that only what is shown need be whole."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple, Protocol

from quipu.schema.identity import EntityId, EpisodeId, FactId, Scope, SlotKey
from quipu.schema.intervals import AsOf, moment_of
from quipu.schema.knowledge import EpisodeKind, Fact, FactStatus, status_of


class Outline(NamedTuple):
    """A fact as one viewpoint sees it. A tuple, for a search makes a hundred of them."""

    id: FactId
    scope: Scope
    slot: SlotKey
    subject: EntityId
    predicate: str
    object: EntityId
    confidence: float
    status: FactStatus
    is_held: bool  # the asked moment lies in its valid time
    is_later: bool  # it began after the asked time, and is no plan any more


def outline_of(fact: Fact, view: AsOf) -> Outline:
    return Outline(
        fact.id,
        fact.scope,
        fact.slot,
        fact.subject,
        fact.predicate,
        fact.object,
        fact.confidence,
        status_of(fact, view),
        view.valid.start in fact.valid,
        view.is_later(fact.valid.start),
    )


def searched_words(sentence: str, predicate: str) -> str:
    """What of a fact is searched for words; see `searched_text`."""
    return f"{sentence} ({predicate})"


class Text(Protocol):
    """An episode as ranking sees it: whole, or in outline."""

    @property
    def id(self) -> EpisodeId: ...
    @property
    def kind(self) -> EpisodeKind: ...
    @property
    def content(self) -> str: ...
    @property
    def speaker(self) -> str: ...
    @property
    def source(self) -> str: ...
    @property
    def occurred_at(self) -> datetime: ...


class TextOutline(NamedTuple):
    """An episode in outline: a search looks at hundreds, and shows ten."""

    id: EpisodeId
    kind: EpisodeKind
    content: str
    speaker: str
    source: str
    occurred: int  # µs since 1970: few are asked when they were said

    @property
    def occurred_at(self) -> datetime:
        return moment_of(self.occurred)
