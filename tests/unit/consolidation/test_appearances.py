"""Who appears in a document."""

from __future__ import annotations

from dataclasses import replace

import pytest

from builders import day, episode, scope
from quipu.graph.consolidation.appearances import appearances_of, named_in, topic_of
from quipu.graph.consolidation.mentioned import forms_in
from quipu.graph.consolidation.resolve import resolution
from quipu.schema.identity import EntityId
from quipu.schema.knowledge import EpisodeKind, Mention, Reading, Statement

BORN = Statement(
    Mention("Ida Berg", "person"), "born in", Mention("Bergen", "place"), "Ida Berg was born."
)
AGE = Statement(Mention("Ida Berg", "person"), "age", Mention("44", is_value=True), "She is 44.")


def page(title="Blue Hour", **fields):
    given = {"kind": EpisodeKind.DOCUMENT, "speaker": "", "metadata": {"title": title}}
    return episode("A page.", **(given | fields))


def seen(document, reading):
    resolved = resolution(scope(), day(0), {})
    found = appearances_of(document, reading, resolved)
    return {resolved.new[one.entity].name: one.is_topic for one in found}


def test_a_document_names_its_title_and_everyone_in_it():
    reading = Reading(mentions=(Mention("Cannes", "place"),), statements=(BORN,))
    assert seen(page(), reading) == {
        "Blue Hour": True,
        "Cannes": False,
        "Ida Berg": False,
        "Bergen": False,
    }


def test_values_do_not_appear():
    assert seen(page(), Reading(statements=(AGE,))) == {"Blue Hour": True, "Ida Berg": False}


def test_what_has_no_name_or_is_named_by_its_id_does_not_appear():
    ida = Mention("en_ida", entity=EntityId("en_ida"))
    nobody = Mention("44", is_value=True), Mention(" ")
    reading = Reading(mentions=nobody, statements=(replace(BORN, subject=ida),))
    assert [one.text for one in named_in(page(), reading)] == ["Blue Hour", "Bergen"]
    assert named_in(page(kind=EpisodeKind.TEXT), reading) == []


def test_the_title_is_one_with_whom_the_text_calls_so():
    assert seen(page("Ida Berg"), Reading(statements=(BORN,))) == {
        "Ida Berg": True,
        "Bergen": False,
    }


def test_what_tells_two_pages_apart_is_no_part_of_the_name():
    assert topic_of(page("Mercury (planet)")) == Mention("Mercury")
    assert topic_of(page("(untitled)")) == Mention("(untitled)")


@pytest.mark.parametrize("title", [None, 7, "", " "])
def test_a_document_without_a_title_is_about_nobody(title):
    assert topic_of(page(title)) is None


def test_a_turn_of_a_chat_is_left_to_its_facts():
    turn = episode("Ida Berg is here.")
    reading = Reading(mentions=(Mention("Ida Berg"),))
    assert named_in(turn, reading) == []
    assert seen(turn, reading) == {}


def test_every_name_is_asked_for_before_it_is_resolved():
    reading = Reading(mentions=(Mention("Cannes"),), statements=(BORN,))
    assert forms_in(named_in(page(), reading)) == {"blue hour", "cannes", "ida berg", "bergen"}
