"""What of memory goes into a prompt: what a search found, packed into a budget of tokens.

Reading models do best with few, dated, cited lines, so this is what the memory gives them: facts
with their time, and the passages that these and the search rest on, oldest first.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from quipu.api.excerpts import excerpt
from quipu.api.quoting import (
    CHARACTERS_PER_TOKEN,
    DATA,
    FEWEST_TOKENS,
    LONGEST_QUOTE,
    MOST_TOKENS,
    USUAL_TOKENS,
    dated,
    one_line,
    quoted,
)
from quipu.graph.memory import Memory
from quipu.schema.errors import Invalid
from quipu.schema.identity import EntityId, EpisodeId, FactId, Scope
from quipu.schema.intervals import AsOf
from quipu.schema.knowledge import Entity, Episode, Fact, status_of
from quipu.schema.recall import Hit, ItemKind, Question, Recollection

FACTS_HEAD = "Facts, the best first, with their time and what they were read from:"
PASSAGES_HEAD = "What was said or written, oldest first:"
_TOKENS_A_FACT = 300  # for as many one fact comes before any passage
_TOKENS_A_LINE = 15  # hardly any is shorter: more hits than that allows are not asked for
_MOST_HITS = 200
_PART_OF_BUDGET = 5  # no passage takes more than this part of it
_WIDEST_NUMBER = 999  # room is kept for it, as numbers are known last


@dataclass(frozen=True, slots=True)
class Packed:
    """A text for a prompt, and what it is made of; no text where nothing was found.

    `passages` are what `[1]`, `[2]` … cite, oldest first. `tokens` is a cautious estimate, never
    over what was asked for. `left_out` counts hits that had no room.
    """

    text: str
    facts: tuple[Fact, ...]
    passages: tuple[Episode, ...]
    tokens: int
    left_out: int
    entities: Mapping[EntityId, Entity]  # those that the facts name


async def packed_for(
    memory: Memory, scope: Scope, text: str, view: AsOf, tokens: int = USUAL_TOKENS
) -> Packed:
    """What a memory holds that bears on a text, as far as a budget of tokens goes.

    Raises `Invalid` for a budget outside of 100 to 32,000.
    """
    if not FEWEST_TOKENS <= tokens <= MOST_TOKENS:
        raise Invalid(f"{tokens} tokens", hint=f"{FEWEST_TOKENS} to {MOST_TOKENS:,}")
    limit = min(tokens // _TOKENS_A_LINE, _MOST_HITS)
    found = await memory.search(scope, Question(text, view, limit=limit))
    ids = list(dict.fromkeys(id for fact in found.facts.values() for id in fact.episodes))
    said = {one.id: one for one in await memory.store.episodes(scope, ids)}
    return packed(found, said, text, tokens)


def packed(
    found: Recollection, said: Mapping[EpisodeId, Episode], question: str, tokens: int
) -> Packed:
    """Facts and passages of a search as far as a budget goes (pure).

    The best facts come first, then all hits in their order; a fact brings a passage it rests on,
    of `said`. What has no room is left out whole, and what comes after it may still have.
    """
    packing = _Packing(found, said, question, tokens * CHARACTERS_PER_TOKEN)
    for hit in _facts_ahead(found.hits, tokens):
        packing.take(hit)
    shown: set[str] = {*packing.facts, *packing.passages}
    text = packing.text() if shown else ""
    return Packed(
        text,
        facts=tuple(found.facts[id] for id in packing.facts),
        passages=tuple(packing.in_order()),
        tokens=-(-len(text.encode()) // CHARACTERS_PER_TOKEN),
        left_out=sum(hit.id not in shown for hit in found.hits),
        entities=found.entities,
    )


def _facts_ahead(hits: tuple[Hit, ...], tokens: int) -> list[Hit]:
    facts = [hit for hit in hits if hit.kind is ItemKind.FACT][: tokens // _TOKENS_A_FACT]
    return [*facts, *(hit for hit in hits if hit not in facts)]


class _Packing:
    """One prompt being filled."""

    def __init__(
        self,
        found: Recollection,
        said: Mapping[EpisodeId, Episode],
        question: str,
        budget_bytes: int,
    ) -> None:
        self._found, self._said, self._question = found, said, question
        self._quote = max(LONGEST_QUOTE, budget_bytes // _PART_OF_BUDGET)
        self._room = budget_bytes - sum(map(_size, (DATA, FACTS_HEAD, PASSAGES_HEAD)))
        self.facts: dict[FactId, EpisodeId | None] = {}  # what each of them cites
        self.passages: dict[EpisodeId, Episode] = {}
        self._told = set[tuple[str, EpisodeId | None]]()
        self._words: dict[EpisodeId, str] = {}  # what of a long passage is to be shown

    def take(self, hit: Hit) -> None:
        """Put a hit in, where it has room."""
        if hit.kind is ItemKind.EPISODE:
            self._put(self._found.episodes[EpisodeId(hit.id)])
            return
        fact = self._found.facts[FactId(hit.id)]
        source = self._source(fact)
        line = fact_line(fact, self._found.view, _WIDEST_NUMBER)
        id = None if source is None else source.id
        is_told = (line, id) in self._told
        if source is not None and source.id not in self.passages:
            self._words[source.id] = f"{self._question} {fact.sentence}"
        if self._put(source, beside=0 if is_told else _size(line)):
            self.facts[fact.id] = id
            self._told.add((line, id))

    def _source(self, fact: Fact) -> Episode | None:
        """A passage that a fact rests on: one that is there already, else the first."""
        some = [self._said[id] for id in fact.episodes if id in self._said]
        there = (one for one in some if one.id in self.passages)
        return next(there, some[0] if some else None)

    def _put(self, passage: Episode | None, beside: int = 0) -> bool:
        """Put a passage in with so many bytes beside it; false where they have no room."""
        new = passage if passage is not None and passage.id not in self.passages else None
        needed = beside + (_size(self._line(new, _WIDEST_NUMBER)) if new else 0)
        if needed > self._room:
            return False
        self._room -= needed
        if new is not None:
            self.passages[new.id] = new
        return True

    def in_order(self) -> list[Episode]:
        return sorted(self.passages.values(), key=lambda one: (one.occurred_at, one.id))

    def text(self) -> str:
        return "\n".join([DATA, *self._fact_lines(), *self._passage_lines()])

    def _fact_lines(self) -> Iterator[str]:
        numbers = {one.id: number for number, one in enumerate(self.in_order(), start=1)}
        if self.facts:
            yield FACTS_HEAD
        lines = (
            fact_line(
                self._found.facts[id], self._found.view, None if source is None else numbers[source]
            )
            for id, source in self.facts.items()
        )
        yield from dict.fromkeys(lines)  # two may be told in one sentence of one passage

    def _passage_lines(self) -> Iterator[str]:
        if self.passages:
            yield PASSAGES_HEAD
        for number, one in enumerate(self.in_order(), start=1):
            yield self._line(one, number)

    def _line(self, passage: Episode, number: int) -> str:
        words = self._words.get(passage.id, self._question)
        part = excerpt(one_line(passage.content), words, self._quote)
        by = f"{quoted(passage.speaker, 40)}: " if passage.speaker else ""
        return (
            f"[{number}] {passage.occurred_at:%Y-%m-%d} {by}{json.dumps(part, ensure_ascii=False)}"
        )


def fact_line(fact: Fact, view: AsOf, number: int | None) -> str:
    """`- "Sam lives in Oslo" CURRENT, 2024-05-01 → open [2]`."""
    times = f"{dated(fact.valid.start, 'unknown')} → {dated(fact.valid.end, 'open')}"
    cited = "" if number is None else f" [{number}]"
    return f"- {quoted(fact.sentence)} {status_of(fact, view)}, {times}{cited}"


def _size(line: str) -> int:
    return len(line.encode()) + 1
