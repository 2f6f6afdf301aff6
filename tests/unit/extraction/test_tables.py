"""Tables in Markdown are read as records, row by row; what is no table stays a text."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest
from tests.unit.extraction.reading import SAID_AT, written

from quipu.extraction.events.reader import WithRecords
from quipu.extraction.events.tables import tables_in
from quipu.schema.knowledge import Reading

CREW = """Who we are:

| Employee | Role | Office | Since |
|:---------|------|:------:|------:|
| **Ann Lee** | Cook | [Turku](https://example.org) | 2024-02-01 |
| Bob Ray | Baker | – | |

Come and see us."""


def stated(text: str) -> list[tuple[str, str, str]]:
    found = tables_in(text)
    assert found is not None
    return [(one.subject.text, one.predicate, one.object.text) for one in found.statements]


def test_each_row_tells_of_what_its_first_column_names() -> None:
    assert stated(CREW) == [
        ("Ann Lee", "role", "Cook"),
        ("Ann Lee", "office", "Turku"),
        ("Bob Ray", "role", "Baker"),
    ]


def test_the_header_of_the_first_column_says_what_is_named_and_a_date_since_when() -> None:
    found = tables_in(CREW)
    assert found is not None
    first = found.statements[0]
    assert first.subject.kind == "person"
    assert first.sentence == "Ann Lee's role is Cook"
    assert first.quote.startswith("| **Ann Lee** |")
    assert first.when is not None
    assert first.when.span.start.date().isoformat() == "2024-02-01"


def test_marks_links_and_ticks_are_read_as_what_they_show() -> None:
    table = "Service|Port|TLS\n-|-|-\n`billing`|8080|✓\nmail \\| web|25|✗"
    assert stated(table) == [
        ("billing", "port", "8080"),
        ("billing", "tls", "yes"),
        ("mail | web", "port", "25"),
        ("mail | web", "tls", "no"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "no | table\nat | all",
        "one\n---\ntwo",
        "| alone |\n|---|\n| x |",
        "| a | b |\n|---|---|",
        "| Date | Steps |\n|---|---|\n| 2024-01-02 | 9000 |",
        "| # | Step |\n|---|---|\n| 1 | Stir |",
        "| Rule | Why |\n|---|---|\n| Always wash your hands before you cook. | germs |",
        "| Name | Age | Age |\n|---|---|---|\n| Ann | 3 | 4 |",
    ],
)
def test_what_is_no_table_of_records_stays_a_text(text: str) -> None:
    assert tables_in(text) is None


@dataclass
class Hears:
    """A reader of text that keeps what it was given."""

    heard: list[str] = field(default_factory=list)
    name: str = "hears"

    async def read(self, episodes) -> list[Reading]:
        self.heard += [one.content for one in episodes]
        return [Reading() for _ in episodes]


async def test_what_stands_around_a_table_is_read_as_text_without_it() -> None:
    reader = Hears()
    [found] = await WithRecords(reader).read([written(CREW)])
    assert reader.heard == ["Who we are:\n\n\nCome and see us."]
    assert len(found.statements) == 3
    assert [one.text for one in found.mentions] == ["Ann Lee", "Cook", "Turku", "Bob Ray", "Baker"]


async def test_a_text_without_a_table_is_handed_on_as_it_is() -> None:
    reader = Hears()
    text = written("Ann | Bob")
    await WithRecords(reader).read([text])
    assert reader.heard == ["Ann | Bob"]
    assert text.occurred_at == SAID_AT
