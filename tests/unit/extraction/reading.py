"""What the reader tests share: one episode read, and its statements in short form."""

from __future__ import annotations

from datetime import UTC, datetime

from tests.builders import episode

from quipu.extraction.spacy_reader import read_all
from quipu.schema.knowledge import Episode, EpisodeKind, Modality, Reading, Statement

SAID_AT = datetime(2024, 5, 15, 12, tzinfo=UTC)  # a Wednesday


def said(text: str, speaker: str = "Sam", addressee: str = "Kim") -> Episode:
    """A chat message of Sam to Kim, on Wednesday, 15 May 2024."""
    return episode(text, speaker=speaker, occurred_at=SAID_AT, metadata={"addressee": addressee})


def written(text: str) -> Episode:
    """A text that nobody speaks."""
    return episode(text, speaker="", occurred_at=SAID_AT, kind=EpisodeKind.TEXT)


def reading(given: Episode | str) -> Reading:
    """The reading of an episode, or of a message of Sam's."""
    (found,) = read_all([said(given) if isinstance(given, str) else given])
    return found


def triples(given: Episode | str) -> list[tuple[str, str, str]]:
    return [(s.subject.text, s.predicate, s.object.text) for s in reading(given).statements]


def statement(given: Episode | str, predicate: str) -> Statement:
    """The only statement with a predicate."""
    found = [s for s in reading(given).statements if s.predicate == predicate]
    assert len(found) == 1, triples(given)
    return found[0]


def marks(found: Statement) -> set[str]:
    """What is special about the telling: {"negated", "ending", "just now", "plan", …}."""
    told = {"negated": found.is_negated, "ending": found.is_ending, "just now": found.is_just_now}
    return {name for name, is_so in told.items() if is_so} | (
        set() if found.modality is Modality.ASSERTED else {found.modality.value}
    )


def dated(found: Statement) -> tuple[str, str]:
    """The bounds of its time as dates; "9999-12-31" where it is still on."""
    assert found.when is not None
    span = found.when.span
    return span.start.date().isoformat(), span.end.date().isoformat()
