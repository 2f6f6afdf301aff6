"""Names that stand side by side, as news and documents have them."""

from __future__ import annotations

import pytest
from tests.unit.extraction.reading import triples, written


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Chevron spokesman Jonathan Lee said so.", ("Jonathan Lee", "works for", "Chevron")),
        ("Ann Lind, a researcher at Nokia, spoke first.", ("Ann Lind", "works for", "Nokia")),
        ("Tom Berg, vice president for Volvo, resigned.", ("Tom Berg", "works for", "Volvo")),
        ("Ann Lind, a nurse from Kent, won.", ("Ann Lind", "occupation", "nurse")),
        ("The group met in Lyon, France.", ("Lyon", "be located in", "France")),
        ("Vik is a village in Iceland.", ("Vik", "located in", "Iceland")),
        ("Acme is based in Oslo.", ("Acme", "be headquartered in", "Oslo")),
    ],
)
def test_what_names_tell_side_by_side(text: str, expected: tuple[str, str, str]) -> None:
    assert expected in triples(written(text))


@pytest.mark.parametrize(
    "text",
    [
        "She visited Texas, Ohio and Maine.",
        "They saw Lyon, London, and Rome.",
        "Rudolf Emmer, a former spokesman for Siemens, sang.",
    ],
)
def test_a_list_of_places_and_a_former_office_tell_none(text: str) -> None:
    told = {predicate for _, predicate, _ in triples(written(text))}

    assert told.isdisjoint({"be located in", "works for"})


def test_where_a_town_lies_is_no_news_in_a_message() -> None:
    assert "be located in" not in {predicate for _, predicate, _ in triples("I saw Lyon, France.")}
