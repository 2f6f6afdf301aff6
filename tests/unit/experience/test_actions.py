"""Two steps did the same where only the occasion differs."""

import pytest

from quipu.graph.experience.actions import action_of, told
from quipu.schema.experience import Step
from unit.experience.attempts import attempt


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Open src/app/main.py", "open lib/other.py"),
        ("GET https://a.example/x", "get https://b.example/y?z=1"),
        ("Refund order 4411", "refund  order 12."),
        ('search "red shoes"', "search “blue hats”"),
        ("check out 9f8e7d6c5b4a", "check out 0123abcd"),
        ("Pay $12.50 at 10:30", "pay $3 at 9:15"),
    ],
)
def test_what_differs_from_one_occasion_to_the_next_makes_no_other_action(one, other):
    assert action_of(Step(one)) == action_of(Step(other))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (Step("open the door"), Step("close the door")),
        (Step("run", tool="bash"), Step("run", tool="python")),
        (Step("don't stop"), Step("don't start")),
        (Step("either/or"), Step("<path>/x y")),
    ],
)
def test_another_deed_or_tool_is_another_action(one, other):
    assert action_of(one) != action_of(other)


def test_a_step_is_told_in_its_own_words_with_its_tool():
    assert told(Step("  Open\nsrc/app.py ", tool="editor")) == "editor: Open src/app.py"


def test_an_attempt_builder_marks_what_failed():
    assert [one.succeeded for one in attempt(1, "a", "b!", "c.").steps] == [None, False, True]


@pytest.mark.parametrize("part", ["/", "“", "1.", ".", "~/", "a/", "a://", "'"])
def test_a_step_of_nothing_but_signs_is_read_once_from_its_beginning_to_its_end(part):
    said = part * 20_000  # square, some of these take half a minute
    assert action_of(Step(f"{said} x")).endswith(" x")


@pytest.mark.parametrize(
    ("said", "action"),
    [
        ("rm -r /tmp/a/", "rm -r <path>/"),
        ("cat ../a//b ./c", "cat <path> <path>"),
        ("say “one” and “two”", "say <words> and <words>"),
        ("ls /", "ls /"),
    ],
)
def test_particulars_are_named_by_what_they_are(said, action):
    assert action_of(Step(said)) == action
