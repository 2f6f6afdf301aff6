"""What stands above a passage is read for itself, never as part of its first sentence."""

from __future__ import annotations

from datetime import UTC, datetime

from quipu.extraction.spacy_reader import read_all
from quipu.graph.accept import episodes_from
from quipu.schema.drafts import EpisodeDraft
from quipu.schema.identity import Scope
from quipu.schema.knowledge import EpisodeKind

NOW = datetime(2024, 1, 1, tzinfo=UTC)


def test_a_heading_is_no_part_of_a_name() -> None:
    draft = EpisodeDraft(
        "Acme Corp › People\n\nAcme Corp hired Anna Miller in 2019.",
        EpisodeKind.DOCUMENT,
        metadata={"heading": "Acme Corp › People"},
    )
    [reading] = read_all(episodes_from(Scope("acme"), [draft], "k", NOW))
    names = {one.text for one in reading.mentions}
    names |= {side.text for one in reading.statements for side in (one.subject, one.object)}
    assert {"Acme Corp", "Anna Miller"} <= names
    assert not [name for name in names if "›" in name or name.count("Acme") > 1]
