"""What somebody says anew, in passing words: the later told holds, what is taken back does not."""


async def test_a_birthday_told_anew_is_corrected_and_answers_when(story):
    await story.tells(
        ("2024-01-11", "My birthday is 12 April 1991."),
        ("2024-03-10", "Actually my birthday is 13 April, typo earlier."),
    )
    assert await story.asked("When is Maya's birthday?") == ["13 April"]


async def test_a_favourite_told_anew_ends_the_old_one(story):
    await story.tells(
        ("2024-04-18", "My favourite food is ramen."),
        ("2024-05-17", "My favourite food is actually pho these days."),
    )
    assert await story.asked("What is Maya's favourite food?") == ["pho"]
    assert await story.asked("What was Maya's favourite food?", as_of="2024-04-20") == ["ramen"]


async def test_an_allergy_is_told_whatever_follows_from_it(story):
    await story.tells(("2024-01-06", "I'm allergic to shellfish, so no paella for me please."))
    assert await story.asked("What is Maya allergic to?") == ["shellfish"]


async def test_what_a_lone_not_takes_back_is_not_believed(story):
    await story.tells(("2024-01-06", "Oh sure, I absolutely love working night shifts. Not."))
    assert await story.asked("What does Maya love?") == []
