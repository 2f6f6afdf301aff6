"""Who is who: what is taken for one, what stays two, in any script."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest

from quipu.graph.intake.ingest import settle_next
from quipu.schema.drafts import EpisodeDraft
from quipu.schema.knowledge import Ending, Mention, Reading, Statement
from teller import date


@dataclass
class Script:
    """Reads "[kind] Subject | predicate | [kind] object" lines."""

    name: str = "script"
    told: int = field(default=0)

    async def read(self, episodes):
        return [
            Reading(statements=tuple(map(_statement, one.content.splitlines()))) for one in episodes
        ]


def _statement(line):
    subject, predicate, value = line.split(" | ")
    said = " ".join(part.rpartition("] ")[2] for part in (subject, predicate, value))
    return Statement(_mention(subject), predicate, _mention(value), said)


def _mention(text):
    kind, _, name = text.rpartition("] ")
    return Mention(name, kind[1:] or "thing")


async def hears(by_hand, *lines, on="2024-01-01", speaker=""):
    """Each line is a message of its own, settled before the next."""
    for line in lines:
        by_hand.told += 1
        draft = EpisodeDraft(line, occurred_at=date(on), speaker=speaker)
        await by_hand.memory.remember(by_hand.scope, [draft], f"heard-{by_hand.told}")
        while await settle_next(by_hand.memory, Script()):
            pass


async def subjects(by_hand):
    return len({fact.subject for fact in await by_hand.facts()})


async def test_a_company_and_a_fruit_of_one_name_stay_two(by_hand):
    await hears(
        by_hand, "[organisation] Apple | located in | Cupertino", "[fruit] Apple | contains | sugar"
    )
    assert await subjects(by_hand) == 2
    await hears(by_hand, "[organisation] Apple | makes | phones", "[fruit] apple | tastes | sweet")
    assert await subjects(by_hand) == 2


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("SR-2023-052", "SR-2023-053"),
        ("Rev A", "Rev B"),
        ("Windows 10", "Windows 11"),
        ("World War I", "World War II"),
        ("GPT-4", "GPT-4o"),
        ("Acme", "Acme 2"),
        ("Paul Bush Sr.", "Paul Bush Jr."),
        ("[person] Tigran", "[place] Iran"),
        ("[person] 李雷", "[person] 李蕾"),
        ("[person] 王小明", "[person] 王小红"),
        ("[person] Иван Петров", "[person] Илья Петров"),
        ("[person] Thomas James", "[person] James Thomas"),
        ("[person] John Smith", "[person] Jane Smith"),
    ],
)
async def test_names_that_differ_in_what_tells_them_apart_stay_two(by_hand, one, other):
    await hears(by_hand, f"{one} | status | open", f"{other} | status | closed")
    assert await subjects(by_hand) == 2


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("[person] Emily Watson", "[person] Dr. Emily Watson"),
        ("[person] Dr. Emily Watson", "[person] Emily Watson"),
        ("[person] Emily Watson", "[person] Watson, Emily"),
        ("[person] Zoë Ångström", "[person] Zoe Angstrom"),
        ("[person] María Sánchez", "[person] Maria Sanchez"),
        ("[organisation] Acme", "[organisation] Acme Corporation"),
        ("[organisation] Ford Motor Co.", "[organisation] Ford Motor"),
        ("[person] Иван Петров", "[person] ИВАН ПЕТРОВ"),
        ("[organisation] Ho-Chunk Inc", "[organisation] Ho Chunk"),
    ],
)
async def test_a_name_that_differs_only_in_how_it_is_dressed_means_the_same(by_hand, one, other):
    await hears(by_hand, f"{one} | likes | tea", f"{other} | likes | rain")
    assert await subjects(by_hand) == 1
    names = [each.rpartition("] ")[2] for each in (one, other)]
    assert await by_hand.named(names[0]) == await by_hand.named(names[1])


@pytest.mark.parametrize("name", ["Zoë", "Иван Петров", "李雷", "محمد علي", "सीता", "Ὀδυσσεύς"])
async def test_a_name_in_any_script_is_one_and_found_again(by_hand, name):
    await hears(by_hand, f"[person] {name} | lives in | Oslo", f"[person] {name} | likes | tea")
    assert await subjects(by_hand) == 1
    assert await by_hand.named(name)


async def test_two_of_one_name_with_two_dates_of_birth_are_two(by_hand):
    await hears(
        by_hand,
        "[person] John Smith | born on | 3 May 1970",
        "[person] John Smith | born on | 21 June 1990",
        "[person] John Smith | born on | 1970-05-03",
    )
    facts = await by_hand.facts()
    assert sorted(len(fact.claims) for fact in facts) == [1, 2]
    assert await subjects(by_hand) == 2


async def test_who_corrects_a_date_of_birth_is_still_one(by_hand):
    await hears(
        by_hand, "[person] Anna | born on | 3 May 1970", "[person] Anna | born on | 4 May 1970"
    )
    assert await subjects(by_hand) == 1
    await hears(by_hand, "[person] Maya Lee | born on | 3 May 1970", speaker="Maya Lee")
    await hears(by_hand, "[person] Maya Lee | born on | 4 May 1970", speaker="Maya Lee")
    assert await subjects(by_hand) == 2  # Anna, and Maya


async def test_what_may_be_two_is_not_taken_for_one(by_hand):
    await hears(
        by_hand,
        "[person] John Smith | lives in | Oslo",
        "[person] J. Smith | lives in | Rome",
        "[organisation] International Business Machines | located in | Armonk",
        "[organisation] IBM | located in | Rome",
    )
    assert await subjects(by_hand) == 4


async def test_two_sorts_of_firm_are_two_whatever_both_are_called_for_short(by_hand):
    await hears(
        by_hand,
        "[organisation] Acme | located in | Graz",
        "[organisation] Acme Inc. | industry | tools",
        "[organisation] ACME GmbH | located in | Vienna",
        "[organisation] Acme Incorporated | employees | many",
    )

    assert await subjects(by_hand) == 2
    assert {fact.ending for fact in await by_hand.facts()} == {Ending.OPEN}
