"""Graphiti's episodes as drafts, with their own text, date and speaker."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace

from quipu.graph.accept import checked_draft
from quipu.schema.drafts import EpisodeDraft
from quipu.schema.errors import Invalid
from quipu.schema.graphiti import GraphitiEpisode
from quipu.schema.knowledge import EpisodeKind

LONGEST_NAME = 500  # as graph/accept.py has it
_KINDS = {"message": EpisodeKind.MESSAGE, "json": EpisodeKind.JSON}
_SPOKEN = re.compile(r"([^\W\d][\w .'’-]{0,60}?)(?: ?\([\w ]{1,40}\))?: ?(?=\S)")


def drafts_of(
    episodes: Iterable[GraphitiEpisode], left: Counter[str], noted: Counter[str]
) -> Iterator[tuple[str, EpisodeDraft]]:
    """Episodes as drafts by uuid, in that order; those that cannot be kept are counted."""
    for episode in sorted(episodes, key=lambda one: one.uuid):
        if not episode.content.strip():
            left["episodes whose text Graphiti did not keep (their facts came)"] += 1
            continue
        draft = _draft(episode)
        if draft.kind is EpisodeKind.JSON and fault_of(draft):
            draft = replace(draft, kind=EpisodeKind.TEXT)
            noted["episodes said to be JSON that are none, kept as text"] += 1
        fault = fault_of(draft)
        if fault:
            left[f"episodes that cannot be kept: {fault}"] += 1
        else:
            yield episode.uuid, draft


def _draft(episode: GraphitiEpisode) -> EpisodeDraft:
    speaker, content = _spoken(episode)
    return EpisodeDraft(
        content=content,
        kind=_KINDS.get(episode.source.casefold(), EpisodeKind.TEXT),
        occurred_at=episode.valid_at or episode.created_at,
        speaker=speaker,
        external_id=episode.uuid,
        source=source_of(episode.group_id, episode.saga),
        metadata={
            "graphiti": {
                "uuid": episode.uuid,
                "group_id": episode.group_id,
                "name": episode.name,
                "source_description": episode.source_description,
            }
        },
    )


def _spoken(episode: GraphitiEpisode) -> tuple[str, str]:
    """Who speaks in a message "Sam: I live in Oslo", where only one does."""
    match = _SPOKEN.match(episode.content) if episode.source.casefold() == "message" else None
    if match is None or any(map(_SPOKEN.match, episode.content.splitlines()[1:])):
        return "", episode.content
    return match[1], episode.content[match.end() :]


def source_of(group_id: str, saga: str = "") -> str:
    """The conversation that things of a group belong to: its saga, where there is one."""
    return "/".join(filter(None, ("graphiti", group_id, saga)))[:LONGEST_NAME]


def fault_of(draft: EpisodeDraft) -> str:
    """Why a draft would be refused, without what is particular to it; nothing if it would not."""
    try:
        checked_draft(draft, "one")
    except Invalid as fault:
        return fault.problem.partition(":")[0]
    return ""
