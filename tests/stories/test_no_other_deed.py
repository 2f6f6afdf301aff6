"""Of the many deeds that a chat tells, one that merely sounds like a question is no answer."""

import pytest

TOLD = (
    ("2024-03-02", "Hana", "I am passionate about jazz and pottery."),
    ("2024-03-02", "Ilir", "I love jazz too. I tried a noodle soup in Turin."),
    ("2024-03-05", "Hana", "I baked two loaves during the sourdough course. My oven is new."),
    ("2024-03-09", "Hana", "I have been coaching some young rowers."),
    ("2024-03-12", "Ilir", "I opened a repair shop last week."),
    ("2024-03-14", "Hana", "I went to the harbour museum yesterday."),
)


@pytest.fixture
async def chat(story):
    for day, speaker, text in TOLD:
        await story.hears(day, text, speaker=speaker)
    await story.settles()
    return story


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("What did Hana bake during the sourdough course?", ["two loaves"]),
        ("What did Hana bake for the wedding?", []),
        ("What did Ilir open in Turin?", []),
        ("What did Ilir open?", ["repair shop"]),
    ],
)
async def test_nothing_that_a_question_says_is_left_out_by_what_answers_it(
    chat, question, expected
):
    assert await chat.asked(question) == expected


@pytest.mark.parametrize(
    "question",
    [
        "How does Hana look after her oven?",
        "What is the worth of Hana's course?",
        "What does the museum mean to Hana?",
    ],
)
async def test_a_word_of_the_question_is_no_answer_to_it(chat, question):
    assert await chat.asked(question) == []


@pytest.mark.parametrize(
    "question", ["Would Hana enjoy a noodle soup?", "What soup did Hana try?", "Who taught Ilir?"]
)
async def test_what_two_people_like_says_nothing_of_what_one_of_them_did(chat, question):
    assert await chat.asked(question) == []


async def test_who_is_helped_is_not_who_helps(chat):
    assert await chat.asked("Who coaches Hana?") == []
    assert await chat.asked("Who does Hana coach?") == ["young rowers"]


async def test_a_date_is_that_of_the_deed_that_is_asked_for(chat):
    assert await chat.asked("When did Hana go to the harbour museum?") == ["2024-03-13"]
    assert await chat.asked("When did Hana get her bicycle?") == []
    assert await chat.asked("When did Ilir have a jazz session with Hana?") == []
