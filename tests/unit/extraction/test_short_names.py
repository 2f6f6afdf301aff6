"""Short names within one text: whom "Sara" means after "Sara Lindholm", and whom it does not."""

from __future__ import annotations

import pytest
from tests.unit.extraction.reading import said, triples, written

MET = "Vera Lindholm joined Acme in May. "


@pytest.mark.parametrize("name", ["Vera", "Lindholm", "Vera Lindholm"])
def test_a_part_of_a_name_means_the_only_person_in_the_text_who_bears_it(name: str) -> None:
    told = triples(written(f"{MET}{name} lives in Ghent."))

    assert ("Vera Lindholm", "live in", "Ghent") in told


def test_what_is_hers_is_hers_by_the_whole_name() -> None:
    told = triples(written(f"{MET}Vera's sister lives in Bern."))

    assert ("Vera Lindholm's sister", "live in", "Bern") in told


def test_a_part_that_two_bear_stays_as_it_is() -> None:
    told = triples(written("Anna Berg met Anna Miller in Rome. Anna lives in Bern."))

    assert ("Anna", "live in", "Bern") in told


def test_a_speaker_is_never_somebody_else_of_a_longer_name() -> None:
    told = triples(said("Sam Okoye joined Acme in May. I live in Bern.", speaker="Sam"))

    assert ("Sam", "live in", "Bern") in told


def test_a_town_that_is_a_part_of_a_name_stays_a_town() -> None:
    told = triples(written("Paris Hilton lives in London. Paris is in France."))

    assert ("Paris", "located in", "France") in told


@pytest.mark.parametrize(
    "text",
    [
        "Garbo lives in Rome. It was told of Greta Garbo.",  # not told in whole before
        "Otto Howard met Vera at Howard Medical Institute. Howard lives in Rome.",
        "Vera Howard met Ann Howard. Howard lives in Rome.",
        "Vera Lind met James Vera in May. Vera lives in Rome.",
    ],
)
def test_a_part_that_may_be_of_another_name_stays_as_it_is(text: str) -> None:
    [where] = [one for one in triples(written(text)) if one[1] == "live in"]

    assert len(where[0].split()) == 1
