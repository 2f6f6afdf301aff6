"""Reads episodes by asking a language model; says of each either what it found, or why not."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from quipu.extraction.model_reader.grounding import Ground
from quipu.extraction.model_reader.pieces import Piece, pieces_of, questions_of
from quipu.extraction.model_reader.question import VERSION, prompt_for, shape_of_answer
from quipu.extraction.model_reader.statements import Told
from quipu.schema.errors import Unavailable
from quipu.schema.knowledge import Episode, Reading, Statement
from quipu.schema.language_models import LanguageModel
from quipu.schema.ontology import Ontology
from quipu.schema.readings import reader_of

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Unread:
    """Why a model did not read an episode."""

    reason: str


@dataclass(frozen=True, slots=True)
class _Found:
    """What was found in one piece, and how many statements its text did not bear out."""

    statements: tuple[Statement, ...]
    dropped: int


@dataclass(frozen=True, slots=True)
class ModelReader:
    """Asks a model about a few messages at a time. Keeps nothing from one call to the next."""

    model: LanguageModel
    ontology: Ontology

    @property
    def name(self) -> str:
        """Model and wording: what either reads is told apart from what another one read."""
        return reader_of(self.model.name, VERSION)

    async def attempt(self, episodes: Sequence[Episode]) -> list[Reading | Unread]:
        """A reading or the reason for none, for each episode in order; raises nothing itself."""
        pieces = pieces_of(episodes)
        asked = list(questions_of(pieces))
        answers = await asyncio.gather(*(self._ask(question) for question in asked))
        found: dict[int, list[_Found | Unread]] = {place: [] for place in range(len(episodes))}
        for question, answer in zip(asked, answers, strict=True):
            for piece, one in zip(question, answer, strict=True):
                found[piece.place].append(one)
        return [self._reading(episodes[place], parts) for place, parts in found.items()]

    async def _ask(self, question: Sequence[Piece]) -> list[_Found | Unread]:
        prompt = prompt_for(question, self.ontology)
        try:
            answer = await self.model.answer(
                question[0].episode.scope, prompt, shape_of_answer(self.ontology)
            )
        except Unavailable as fault:
            return [Unread(fault.problem)] * len(question)
        rows: dict[int, Mapping[str, Any]] = {row["number"]: row for row in answer["messages"]}
        return [
            self._judged(question, place, rows.get(place + 1)) for place in range(len(question))
        ]

    def _judged(
        self, question: Sequence[Piece], place: int, row: Mapping[str, Any] | None
    ) -> _Found | Unread:
        if row is None:
            return Unread("the model passed over this message")
        piece = question[place]
        told = Told(piece, _ground(question, place), self.name, self.ontology)
        judged = [told.statement(raw) for raw in row["statements"]]
        kept = tuple(dict.fromkeys(one for one in judged if one is not None))
        return _Found(kept, judged.count(None))

    def _reading(self, episode: Episode, parts: Sequence[_Found | Unread]) -> Reading | Unread:
        for part in parts:
            if isinstance(part, Unread):
                return part
        found = [part for part in parts if isinstance(part, _Found)]
        dropped = sum(part.dropped for part in found)
        if dropped:
            log.info("episode %s: %d statements are not borne out", episode.id, dropped)
        statements = tuple(one for part in found for one in part.statements)
        sides = [side for one in statements for side in (one.subject, one.object)]
        mentions = tuple(dict.fromkeys(side for side in sides if not side.is_value))
        return Reading(mentions, statements, reader=self.name, dropped=dropped)


def _ground(question: Sequence[Piece], place: int) -> Ground:
    piece = question[place]
    before = [one for one in question[:place] if one.conversation == piece.conversation]
    heard = [*before, piece]
    speakers = {name for one in heard for name in (one.speakers.first, one.speakers.second)}
    texts = " ".join(one.text for one in before)
    return Ground(piece.text, texts, tuple(sorted(filter(None, speakers))), piece.question)
