"""Episodes cut into pieces a model can take, and pieces put together into few questions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from quipu.extraction.asked import question_to
from quipu.extraction.passages import passages_of
from quipu.extraction.references import Speakers, speakers_of
from quipu.schema.knowledge import Episode, EpisodeKind

PIECE_CHARACTERS = 6_000  # one question about a chapter; longer texts are asked about in parts
QUESTION_CHARACTERS = 8_000
QUESTION_PIECES = 12  # more statements than this fit in no answer of the usual length


@dataclass(frozen=True, slots=True)
class Piece:
    """Some text of one episode; `place` is the episode's place among those to read."""

    place: int
    episode: Episode
    text: str

    @property
    def speakers(self) -> Speakers:
        return speakers_of(self.episode)

    @property
    def question(self) -> str:
        """What it may answer: the end of the turn before; empty where it asks nothing of it."""
        return question_to(self.episode, self.text)

    @property
    def conversation(self) -> str:
        """What pieces share whose pronouns may mean each other's names."""
        return self.episode.source or self.episode.id


def pieces_of(episodes: Sequence[Episode]) -> list[Piece]:
    """What there is to read, in order. JSON is read elsewhere, by rules."""
    return [
        Piece(place, episode, text)
        for place, episode in enumerate(episodes)
        if episode.kind is not EpisodeKind.JSON
        for text in passages_of(episode.content, PIECE_CHARACTERS)
    ]


def questions_of(pieces: Sequence[Piece]) -> Iterator[tuple[Piece, ...]]:
    """Pieces of one scope asked about together, in order: as many as one answer can hold."""
    held: list[Piece] = []
    room = QUESTION_CHARACTERS
    for piece in pieces:
        is_full = len(piece.text) > room or len(held) >= QUESTION_PIECES
        if held and (is_full or piece.episode.scope != held[0].episode.scope):
            yield tuple(held)
            held, room = [], QUESTION_CHARACTERS
        held.append(piece)
        room -= len(piece.text)
    if held:
        yield tuple(held)
