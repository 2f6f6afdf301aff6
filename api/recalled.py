"""What is remembered, as Python callers see it: facts with dates and sources, passages as said."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from quipu.api.packing import Packed
from quipu.graph.communities import as_sentence
from quipu.schema.experience import Experience, Procedure
from quipu.schema.identity import EntityId, EpisodeId, FactId
from quipu.schema.intervals import AsOf
from quipu.schema.knowledge import Episode, Fact, FactStatus, shown, status_of
from quipu.schema.recall import Hit, ItemKind, Recollection

_MARKS = {True: "", False: " (failed)", None: ""}


@dataclass(frozen=True, slots=True)
class Recalled:
    """One thing remembered: a fact with its dates, or a passage as it was said.

    `since` and `until` bound when it holds, None where open or unknown; for a passage `since`
    is when it was said and `status` is None. `sources` are the passages it rests on, `episodes`
    their ids.
    """

    id: str
    text: str
    status: FactStatus | None
    since: datetime | None
    until: datetime | None
    sources: tuple[str, ...] = ()
    score: float | None = None
    episodes: tuple[str, ...] = ()

    def __str__(self) -> str:
        """Dates, status, sentence, sources: `2024-05-01 → … CURRENT Sam lives in Oslo [“…”]`."""
        start = "?" if self.since is None else f"{self.since:%Y-%m-%d}"
        if self.status is None:
            return f"{start} “{self.text}”"
        end = "…" if self.until is None else f"{self.until:%Y-%m-%d}"
        cited = "; ".join(f"“{source}”" for source in self.sources)
        return f"{start} → {end} {self.status} {self.text}" + (f" [{cited}]" if cited else "")


@dataclass(frozen=True, slots=True)
class Reply:
    """The answer to a question; `texts` is empty where the memory does not know."""

    texts: tuple[str, ...]
    reason: str
    confidence: float
    because: tuple[Recalled, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.texts)

    def __str__(self) -> str:
        if not self.texts:
            return f"I do not know: {self.reason}"
        return "\n".join([", ".join(self.texts), *(f"  {fact}" for fact in self.because)])


@dataclass(frozen=True, slots=True)
class Context:
    """A text for a prompt, which `str` gives, and what it is made of; false where it is empty.

    `passages` are what `[1]`, `[2]` … cite. `tokens` is a cautious estimate, never over what was
    asked for. `left_out` counts hits that had no room.
    """

    text: str
    facts: tuple[Recalled, ...]
    passages: tuple[Recalled, ...]
    tokens: int
    left_out: int

    def __bool__(self) -> bool:
        return bool(self.text)

    def __str__(self) -> str:
        return self.text


def context_of(found: Packed, view: AsOf) -> Context:
    said = {one.id: one for one in found.passages}
    return Context(
        found.text,
        facts=tuple(of_fact(one, view, said) for one in found.facts),
        passages=tuple(map(of_passage, found.passages)),
        tokens=found.tokens,
        left_out=found.left_out,
    )


def recalled(hit: Hit, found: Recollection, said: Mapping[EpisodeId, Episode]) -> Recalled:
    match hit.kind:
        case ItemKind.FACT:
            fact = found.facts[FactId(hit.id)]
            return replace(of_fact(fact, found.view, said), score=hit.score)
        case ItemKind.EPISODE:
            return replace(of_passage(found.episodes[EpisodeId(hit.id)]), score=hit.score)
        case ItemKind.ENTITY:
            entity = found.entities[EntityId(hit.id)]
            return Recalled(entity.id, entity.name, None, entity.created_at, None, (), hit.score)
        case ItemKind.COMMUNITY:
            row = found.communities[hit.id]
            made_at = row.community.made_at
            return Recalled(
                hit.id, f"{row.name}: {row.summary}", None, made_at, None, score=hit.score
            )
        case ItemKind.EXPERIENCE:
            one = found.experiences[hit.id]
            return Recalled(one.id, attempt_text(one), None, one.created_at, None, score=hit.score)
        case ItemKind.PROCEDURE:
            told = found.procedures[hit.id]
            return Recalled(
                told.id,
                procedure_text(told),
                None,
                told.created_at,
                None,
                score=hit.score,
                episodes=told.evidence,
            )


def attempt_text(one: Experience) -> str:
    """An attempt on one line: its task, what came of it, what was learned, what was done."""
    done = "; ".join(f"{step.action}{_MARKS[step.succeeded]}" for step in one.steps)
    lesson = f" Lesson: {one.lesson}" if one.lesson else ""
    return f"{one.task} ({one.outcome.value.lower()}){lesson}" + (f" Steps: {done}" if done else "")


def procedure_text(told: Procedure) -> str:
    """A procedure on one line: when, what to do, what to leave, how often that held."""
    do = f" Do: {'; '.join(told.steps)}." if told.steps else ""
    leave = f" Avoid: {'; '.join(told.avoid)}." if told.avoid else ""
    learned = f" Learned: {' '.join(map(as_sentence, told.lessons))}" if told.lessons else ""
    count = f"{told.successes} succeeded, {told.failures} failed"
    return f"{told.when}{do}{leave}{learned} ({count}, confidence {told.confidence:.2f})"


def of_fact(fact: Fact, view: AsOf, said: Mapping[EpisodeId, Episode]) -> Recalled:
    return Recalled(
        id=fact.id,
        text=fact.sentence,
        status=status_of(fact, view),
        since=shown(fact.valid.start),
        until=shown(fact.valid.end),
        sources=tuple(spoken(said[id]) for id in fact.episodes if id in said),
        episodes=fact.episodes,
    )


def of_passage(one: Episode) -> Recalled:
    return Recalled(one.id, spoken(one), None, one.occurred_at, None, episodes=(one.id,))


def spoken(episode: Episode) -> str:
    return f"{episode.speaker}: {episode.content}" if episode.speaker else episode.content
