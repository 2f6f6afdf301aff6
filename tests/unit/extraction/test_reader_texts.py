"""Whole kinds of text: encyclopedic sentences, small talk, and what no parser was made for."""

from __future__ import annotations

import asyncio

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.builders import episode
from tests.unit.extraction.reading import reading, said, statement, triples, written

from quipu.extraction.english.keeping.gate import KEEP_FROM
from quipu.extraction.passages import MAX_PASSAGE, passages_of
from quipu.extraction.spacy_reader import LocalReader, batches_of, read_all
from quipu.schema.knowledge import EpisodeKind, Reading, Temporal, Tense


@pytest.mark.parametrize(
    ("text", "triple"),
    [
        ("The capital of Norway is Oslo.", ("Norway", "capital", "Oslo")),
        ("The Queen of Ruritania is Flavia I of Elphberg.",
         ("Ruritania", "queen", "Flavia I of Elphberg")),
        ("The head of state of Ruritania is Rudolf Rassendyll.",
         ("Ruritania", "head of state", "Rudolf Rassendyll")),
        ("The name of the current head of state in Ruritania is Ada Orm.",
         ("Ruritania", "head of state", "Ada Orm")),
        ("The name of the current head of the Ruritania government is Ada Orm.",
         ("Ruritania", "head of government", "Ada Orm")),
        ("The headquarters of Acme Corp. is located in the city of Oslo.",
         ("Acme Corp.", "headquarters", "Oslo")),
        ("Ada Orm is a citizen of Norway.", ("Ada Orm", "be citizen of", "Norway")),
        ("Ada Orm was born in the city of Oslo.", ("Ada Orm", "be born in", "Oslo")),
        ("Ada Orm is a member of the political party Fjord First.",
         ("Ada Orm", "be member of", "Fjord First")),
        ("Oslo Otters is associated with the sport of curling.",
         ("Oslo Otters", "be associated with sport", "curling")),
        ("Ada Orm works in the field of botany.", ("Ada Orm", "work in field", "botany")),
        ("Ada Orm speaks the language of Norwegian.", ("Ada Orm", "speak", "Norwegian")),
        ("Ada Orm plays the position of goalkeeper.",
         ("Ada Orm", "play position", "goalkeeper")),
        ("The football team Ada Orm plays for is Oslo Otters.",
         ("Ada Orm", "play for", "Oslo Otters")),
        ("The type of music that Ada Orm plays is jazz.", ("Ada Orm", "play", "jazz")),
        ("Acme was founded by Ada Orm.", ("Acme", "be founded by", "Ada Orm")),
        ("The company that produced Zap is Acme.", ("Zap", "be produced by", "Acme")),
        ("Ada Orm's child is Bo Orm.", ("Ada Orm", "child", "Bo Orm")),
        ("The home venue of Otters 1909 is Fjord Arena.",
         ("Otters 1909", "home venue", "Fjord Arena")),
        ("The author of Go, Ada, Go is Bo Orm.", ("Go, Ada, Go", "author", "Bo Orm")),
    ],
)  # fmt: skip
def test_an_encyclopedic_sentence_is_read_whole(text: str, triple: tuple[str, str, str]) -> None:
    assert triples(written(text)) == [triple]


def test_a_definition_says_when_it_is_told_as_past() -> None:
    found = statement(written("The capital of Norway was Kristiania."), "capital")

    assert (found.tense, found.temporal) == (Tense.PAST, None)


def test_being_made_is_an_event() -> None:
    found = statement(written("Acme was founded by Ada Orm."), "be founded by")

    assert found.temporal is Temporal.EVENT


def test_a_definition_with_a_date_keeps_the_date() -> None:
    found = statement(written("Acme was founded in 2003 by Ada Orm."), "be founded by")

    assert found.when is not None
    assert found.when.span.start.year == 2003


def test_several_definitions_are_read_in_order() -> None:
    found = triples(written("The capital of Norway is Oslo. The capital of Italy is Rome."))

    assert [triple[0] for triple in found] == ["Norway", "Italy"]


@pytest.mark.parametrize(
    "text",
    [
        "Hey Kim! Good to see you! How have you been?",
        "Thanks so much, that's awesome!",
        "You're such a great friend!",
        "Wow, that's so cool! I'm so happy for you.",
        "Having a dog is amazing.",
        "Good luck with everything!",
        "Take care and see you soon.",
        "If you need any tips, let me know.",
        "You never know what life brings.",
        "It means a lot to me.",
        "Congrats on the new job!",
        "lol yeah totally",
        "👍🎉",
    ],
)
def test_small_talk_states_nothing(text: str) -> None:
    assert triples(said(text)) == []


def test_what_is_kept_is_above_the_gate() -> None:
    found = reading("I live in Oslo. My sister Anna works at Siemens. I like tea.").statements

    assert found
    assert all(KEEP_FROM <= statement.confidence <= 1 for statement in found)


@pytest.mark.parametrize("content", ["", "   \n\t ", "\x00\x01", "\u200b"])
def test_a_blank_text_gives_an_empty_reading(content: str) -> None:
    assert reading(episode(content)) == Reading()


def test_json_is_not_read_as_prose() -> None:
    assert reading(episode('{"name": "Anna lives in Oslo."}', kind=EpisodeKind.JSON)) == Reading()


@pytest.mark.parametrize(
    "content",
    [
        "a" * 1_000_000,
        "a " * 20_000,
        "((((((" * 2_000,
        "my my my " * 3_000,
        "👩‍👩‍👧‍👦" * 500,
        "Ünïcödé Ñame 张伟 住在 北京。Привет!",
        "I " + "really " * 3_000 + "like tea.",
        "the dog of " * 1_500 + "Anna barked.",
    ],
    ids=lambda content: content[:12].encode("ascii", "replace").decode(),
)
def test_no_text_is_too_odd_to_read(content: str) -> None:
    assert isinstance(reading(episode(content)), Reading)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(max_size=200))
def test_any_text_gives_a_reading(content: str) -> None:
    assert isinstance(reading(episode(content)), Reading)


_SENTENCES = st.lists(
    st.sampled_from(
        [
            "My sister Anna moved to Berlin last Friday.",
            "She works at Siemens.",
            "I no longer like tea!",
            "The capital of Norway is Oslo.",
            "Bob, who I met in 2019, is the former CEO of Acme",
            "his dog named Rex",
            "If it rains, I will stay.",
            "Went to Paris with him and her,",
            "the day before yesterday",
            "(the man with his hat)",
        ]
    ),
    max_size=6,
).map(" ".join)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(_SENTENCES, min_size=1, max_size=4))
def test_a_text_reads_the_same_alone_and_in_a_batch(contents: list[str]) -> None:
    episodes = [said(content) for content in contents]

    assert read_all(episodes) == [read_all([each])[0] for each in episodes]


async def test_the_reader_gives_one_reading_an_episode_in_order() -> None:
    reader = LocalReader()

    found = await reader.read([said("I live in Oslo."), said(""), said("I like tea.")])

    assert reader.name == "local-1"
    assert [len(each.statements) for each in found] == [1, 0, 1]


async def test_two_calls_at_once_do_not_mix() -> None:
    reader = LocalReader()
    ann, bob = said("I live in Oslo.", speaker="Ann"), said("I live in Rome.", speaker="Bob")

    first, second = await asyncio.gather(reader.read([ann] * 5), reader.read([bob] * 5))

    assert {s.subject.text for each in first for s in each.statements} == {"Ann"}
    assert {s.subject.text for each in second for s in each.statements} == {"Bob"}


async def test_nobody_goes_on_reading_for_who_was_cancelled() -> None:
    looked: list[bool] = []

    def is_over() -> bool:
        looked.append(len(looked) > 1)
        return looked[-1]

    long = said("The weather was fine. " * 1_000)
    with pytest.raises(asyncio.CancelledError):
        read_all([long], is_over)
    assert looked == [False, False, True]  # passages, of which the third is not read


async def test_a_reading_that_is_cancelled_leaves_no_thread_at_work() -> None:
    long = said("The weather was fine in Oslo, as Anna said to Tom. " * 20_000)
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.01):
            await LocalReader().read([long])
    async with asyncio.timeout(60):  # all of it takes minutes
        await asyncio.get_running_loop().shutdown_default_executor()


def test_a_long_text_is_read_to_its_end() -> None:
    text = "The weather was fine. " * 1_000 + "Anna lives in Oslo."

    assert ("Anna", "live in", "Oslo") in triples(written(text))


@given(st.text(max_size=3_000), st.integers(min_value=50, max_value=500))
def test_passages_are_bounded_and_lose_no_word(text: str, limit: int) -> None:
    pieces = passages_of(text, limit)

    assert all(len(piece) <= limit for piece in pieces)
    assert len("".join(pieces)) <= len(text)


def test_half_a_character_is_left_out() -> None:
    assert passages_of("\ud800 broken") == ["  broken"]


def test_signs_that_nobody_sees_part_no_words() -> None:
    assert passages_of("Ma\u200bya li\u00adves in\u2028Oslo.") == ["Maya lives in Oslo."]


def test_passages_are_cut_between_sentences() -> None:
    pieces = passages_of("One sentence here. " * 600)

    assert len(pieces) > 1
    assert all(len(piece) <= MAX_PASSAGE for piece in pieces)
    assert all(piece.rstrip().endswith(".") for piece in pieces)


@pytest.mark.parametrize(
    ("texts", "batches"),
    [
        (["one", "two", "three"], [["one", "two"], ["three"]]),
        (["a long one", "b"], [["a long one"], ["b"]]),
        ([], []),
    ],
)
def test_no_more_is_parsed_at_once_than_memory_is_for(
    texts: list[str], batches: list[list[str]]
) -> None:
    assert list(batches_of(texts, length=6)) == batches
