"""A name is told once, the relation ever after: "my sister" is Marta from then on."""

from __future__ import annotations

from dataclasses import replace

import pytest

from forgetting import forget
from quipu.schema.drafts import EntityRef, EpisodeDraft
from quipu.schema.forgetting import Selector
from quipu.schema.knowledge import EpisodeKind, Trust
from teller import SCOPE, Teller, date

MARTA = ("2024-07-01", "My sister Marta is a nurse. She lives in Hamburg.")
MOVED = ("2024-08-01", "My sister moved to Bremen.")


@pytest.mark.parametrize("is_one_batch", [True, False])
async def test_what_is_told_of_my_sister_is_told_of_her_by_name(story: Teller, is_one_batch):
    for on, text in (MARTA, MOVED):
        await story.hears(on, text)
        if not is_one_batch:
            await story.settles()
    await story.settles()

    assert await story.asked("Where does Marta live?") == ["Bremen"]
    assert await story.asked("Where does my sister live?") == []  # who asks is not Maya
    assert await story.asked("Where does Maya's sister live?") == ["Bremen"]
    assert await story.asked("Where did Marta live?", "2024-07-10") == ["Hamburg"]


async def test_one_text_may_name_her_and_go_on_by_the_relation(story: Teller) -> None:
    await story.tells(("2024-07-01", "My sister is Marta. My sister lives in Hamburg."))

    assert await story.asked("Where does Marta live?") == ["Hamburg"]


async def test_who_has_two_sisters_means_neither_of_them_for_sure(story: Teller) -> None:
    ida = ("2024-07-02", "My sister Ida lives in Bergen.")
    await story.tells(MARTA, ida, MOVED)

    assert await story.asked("Where does Marta live?") == ["Hamburg"]
    assert await story.asked("Where does Ida live?") == ["Bergen"]


async def test_a_daughter_is_no_son_and_a_friend_is_one_of_many(story: Teller) -> None:
    await story.tells(
        ("2024-07-01", "My son Tom lives in Oslo. My friend Ann lives in Bergen."),
        ("2024-07-02", "My daughter moved to Rome. My friend moved to Lyon."),
    )

    assert await story.asked("Where does Tom live?") == ["Oslo"]
    assert await story.asked("Where does Ann live?") == ["Bergen"]


@pytest.mark.parametrize("is_one_batch", [True, False])
async def test_my_girlfriend_is_who_was_it_when_it_was_said(story: Teller, is_one_batch):
    for on, text in (
        ("2024-01-01", "My girlfriend is Clara. My girlfriend lives in Rome."),
        ("2024-02-01", "Clara and I broke up."),
        ("2024-03-01", "Yara is my girlfriend."),
        ("2024-03-02", "My girlfriend lives in Kiel."),
    ):
        await story.hears(on, text)
        if not is_one_batch:
            await story.settles()
    await story.settles()

    assert await story.asked("Where does Clara live?") == ["Rome"]
    assert await story.asked("Where does Yara live?") == ["Kiel"]


async def test_another_persons_sister_is_another(story: Teller) -> None:
    await story.tells(MARTA)
    await story.hears(*MOVED, speaker="Ben")
    await story.settles()

    assert await story.asked("Where does Marta live?") == ["Hamburg"]


async def test_a_rumour_names_nobody_in_what_is_trusted(story: Teller) -> None:
    said = EpisodeDraft(MARTA[1], EpisodeKind.MESSAGE, date(MARTA[0]), "Maya")
    await story.memory.remember(SCOPE, [replace(said, trust=Trust.UNTRUSTED)], "rumour")
    await story.settles()
    await story.tells(MOVED)

    assert await story.asked("Where does Marta live?") == []
    assert await story.asked("Where does Maya's sister live?") == ["Bremen"]


async def test_who_is_forgotten_is_forgotten_by_the_relation_too(story: Teller) -> None:
    await story.tells(MARTA, MOVED, ("2024-08-02", "I live in Kiel."))

    await forget(story.memory, SCOPE, Selector(subject=EntityRef(name="Marta")))

    assert await story.memory.entity(SCOPE, EntityRef(name="Marta")) is None
    assert await story.asked("Where does Maya's sister live?") == []
    assert await story.asked("Where does Maya live?") == ["Kiel"]


async def test_where_only_the_naming_text_is_forgotten_the_report_says_that_her_name_stays(
    story: Teller,
) -> None:
    [named, *_] = await story.tells(MARTA, MOVED)

    report = await forget(story.memory, SCOPE, Selector(ids=(named,)))

    assert any("1 names stay" in line for line in report.report.residual)
    assert await story.timeline("Marta") == [("Maya's sister moved to Bremen", "CURRENT")]
