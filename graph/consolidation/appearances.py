"""Who appears in a document: everyone whom it names, and what its title says it is about."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from quipu.graph.consolidation.resolve import Resolution
from quipu.schema.appearances import Appearance
from quipu.schema.knowledge import Episode, EpisodeKind, Mention, Reading
from quipu.schema.names import name_form

_DISTINCTION = re.compile(r"\s*\([^()]*\)\s*$")  # "Mercury (planet)" is about Mercury


def named_in(episode: Episode, reading: Reading) -> list[Mention]:
    """The names in a document, its topic first; none for what is no document.

    A turn of a chat says too little by its names alone: there its facts say who is meant.
    """
    if episode.kind is not EpisodeKind.DOCUMENT:
        return []
    sides = (
        side
        for statement in reading.statements
        for side in (statement.subject, statement.object)
        if not side.is_value and side.entity is None
    )
    topic = topic_of(episode)
    found: Iterable[Mention] = (*reading.mentions, *sides)
    names = [one for one in found if not one.is_value and name_form(one.text)]
    return ([] if topic is None else [topic]) + list(dict.fromkeys(names))


def topic_of(episode: Episode) -> Mention | None:
    """What the `title` in a document's metadata names; None where there is no title."""
    title = episode.metadata.get("title")
    if episode.kind is not EpisodeKind.DOCUMENT or not isinstance(title, str):
        return None
    name = _DISTINCTION.sub("", title) or title
    return Mention(name.strip()) if name_form(name) else None


def appearances_of(
    episode: Episode, reading: Reading, resolution: Resolution
) -> Sequence[Appearance]:
    """Everyone in a document by entity, each once; whom it is about is marked."""
    topic = topic_of(episode)
    about = None if topic is None else resolution.entity(topic)
    entities = dict.fromkeys(resolution.entity(one) for one in named_in(episode, reading))
    return [Appearance(episode.id, entity, entity == about) for entity in entities]
