"""One-line probes of the table of relations: what memory keeps of what Sam says to Kim.

`probes/relations.tsv`: message, then subject | relation | object as the registry names and turns
them, "[ends]" behind what is over.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from tests.unit.extraction.reading import said

from quipu.extraction.spacy_reader import read_all
from quipu.graph.consolidation.claims import ends_of
from quipu.graph.consolidation.slots import entry_of
from quipu.schema.knowledge import Statement
from quipu.schema.ontology import default_ontology

TABLE = Path(__file__).parent / "probes" / "relations.tsv"


def kept(told: Statement) -> str:
    entry = entry_of(told, default_ontology())
    subject, object_ = ends_of(told, entry, default_ontology())
    ends = " [ends]" if told.is_ending else ""
    return f"{subject.text} | {entry.name} | {object_.text}{ends}"


def kept_of(messages: Sequence[str]) -> list[str]:
    readings = read_all([said(message) for message in messages])
    return ["; ".join(map(kept, one.statements)) or "-" for one in readings]


def test_every_message_is_kept_as_the_table_says() -> None:
    expected = dict(line.split("\t") for line in TABLE.read_text("utf-8").splitlines())

    assert dict(zip(expected, kept_of(list(expected)), strict=True)) == expected


def test_the_table_tries_sixty_relations() -> None:
    told = {
        triple.split(" | ")[1]
        for line in TABLE.read_text("utf-8").splitlines()
        for triple in line.split("\t")[1].split("; ")
    }

    assert len(told & set(default_ontology().predicates)) >= 60


@pytest.mark.xfail(strict=True, reason="the tagger takes the name or the verb for another word")
@pytest.mark.parametrize(
    ("message", "expected"),
    [
        ("Milan works as a welder.", "Milan | works as | welder"),
        ("Ravi detests golf.", "Ravi | dislikes | golf"),
        ("Did your colleague Silvia call?", "Kim | colleague | Silvia"),
    ],
)
def test_a_known_miss(message: str, expected: str) -> None:
    assert kept_of([message]) == [expected]
