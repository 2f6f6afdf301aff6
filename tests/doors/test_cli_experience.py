"""`quipu record` and `quipu advise`: attempts from a command or a file, and what they teach."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from typer.testing import CliRunner

from quipu.api.cli.main import app

TASK = "Deploy the web shop to staging"
GOOD = ("--outcome", "success", "--step", "+run the migrations", "--step", "restart it => it is up")
BAD = ("--outcome", "failure", "--step", "!push with force => rejected")


@dataclass(frozen=True)
class Shell:
    """Commands on one memory."""

    database: Path

    def run(self, *words: str, stdin: str | None = None) -> Result:
        return CliRunner().invoke(app, [*words, "--database", str(self.database)], input=stdin)

    def told(self, *words: str, stdin: str | None = None) -> str:
        done = self.run(*words, stdin=stdin)
        assert done.exit_code == 0, done.stderr
        return done.stdout

    def json(self, *words: str, stdin: str | None = None) -> Any:
        return json.loads(self.told(*words, "--json", stdin=stdin))


@pytest.fixture
def shell(tmp_path: Path) -> Shell:
    return Shell(tmp_path / "memory.db")


def test_what_several_attempts_share_is_advised_for_the_next(shell: Shell) -> None:
    first = shell.told("record", TASK, *GOOD)
    shell.told("record", TASK, *GOOD, "--lesson", "Wait for the disk.")
    shell.told("record", TASK, *BAD)
    last = shell.told("record", TASK, *BAD)
    advice = shell.told("advise", "deploy the shop").splitlines()

    assert first.startswith("recorded ex_")
    assert "The task is like" in last
    assert advice[1:6] == [
        "  seen   2 succeeded, 0 failed, confidence 0.34",
        "  do     run the migrations",
        "         restart it",
        "  avoid  push with force (failed 2 of 2 times: rejected)",
        "  lesson Wait for the disk.",
    ]
    assert any(line.endswith(" failed push with force => rejected") for line in advice)


def test_advice_can_be_had_as_it_was_known_then(shell: Shell) -> None:
    shell.told("record", TASK, *GOOD)
    shell.told("record", TASK, *GOOD)
    assert shell.json("advise", TASK, "--known-at", "2100-01-01")["procedures"]
    assert shell.json("advise", TASK, "--known-at", "2020-01-01") == {
        "procedures": [],
        "experiences": [],
    }


def test_nothing_is_advised_where_nothing_like_it_was_tried(shell: Shell) -> None:
    shell.told("record", TASK, *GOOD)

    assert shell.told("advise", "bake bread") == "Nothing is known of such a task.\n"
    assert shell.json("advise", "bake bread") == {"procedures": [], "experiences": []}


def test_a_step_says_how_it_went_and_what_was_seen(shell: Shell) -> None:
    [one] = shell.json("record", TASK, *GOOD, *BAD[2:])["experiences"]

    told = [(step["action"], step["observation"], step["succeeded"]) for step in one["steps"]]
    assert told == [
        ("run the migrations", None, True),
        ("restart it", "it is up", None),
        ("push with force", "rejected", False),
    ]
    assert (one["outcome"], one["replayed"], one["usedProcedures"]) == ("SUCCESS", False, [])


LINES = """
{"task": "Bake bread", "outcome": "success", "steps": ["knead", {"action": "wait"}]}
{"task": "Bake bread", "outcome": "SUCCESS", "steps": ["knead", {"action": "wait"}]}
{"task": "Bake bread", "outcome": "FAILURE", "steps": [], "lesson": "Buy salt.", "score": 0}
"""


def test_a_file_of_attempts_is_recorded_once(shell: Shell, tmp_path: Path) -> None:
    file = tmp_path / "attempts.jsonl"
    file.write_text(LINES, encoding="utf-8")
    first = shell.json("record", "--file", str(file))
    again = shell.json("record", "--file", "-", stdin=LINES)

    assert [one["replayed"] for one in first["experiences"]] == [False] * 3
    assert [one["replayed"] for one in again["experiences"]] == [True] * 3
    assert {one["id"] for one in first["experiences"]} == {
        one["id"] for one in again["experiences"]
    }
    [procedure] = first["updatedProcedures"]
    assert (procedure["steps"], procedure["successes"]) == (["knead", "wait"], 2)
    assert procedure["lessons"] == ["Buy salt."]


def test_a_procedure_that_was_followed_is_named(shell: Shell) -> None:
    shell.told("record", TASK, *GOOD)
    [procedure] = shell.json("record", TASK, *GOOD)["updatedProcedures"]
    used = shell.json("record", "Mend it", "--outcome", "success", "--used", procedure["id"])

    [after] = used["updatedProcedures"]
    assert (after["id"], after["successes"]) == (procedure["id"], 3)


def test_attempts_and_procedures_are_searched_as_kinds(shell: Shell) -> None:
    shell.told("record", TASK, *GOOD)
    shell.told("record", TASK, *GOOD)
    kinds = ("--kind", "procedure", "--kind", "experience")
    found = shell.json("search", "deploy", *kinds)["hits"]

    assert sorted(hit["kind"] for hit in found) == ["EXPERIENCE", "EXPERIENCE", "PROCEDURE"]
    assert {hit["node"]["id"][:3] for hit in found} == {"ex_", "pr_"}
    assert "  do     run the migrations" in shell.told("search", "deploy", *kinds)


def test_the_same_key_with_another_attempt_is_a_conflict(shell: Shell) -> None:
    shell.told("record", TASK, *GOOD, "--key", "one")

    assert shell.told("record", TASK, *GOOD, "--key", "one").startswith("recorded before ex_")
    assert shell.run("record", TASK, *BAD, "--key", "one").exit_code == 4


def test_an_attempt_is_forgotten_by_its_id(shell: Shell) -> None:
    [one] = shell.json("record", TASK, *GOOD)["experiences"]
    wish = ("forget", one["id"], "--reason", "asked")
    token = shell.json(*wish)["confirmToken"]
    shell.told(*wish, "--confirm", token)

    assert shell.told("advise", TASK) == "Nothing is known of such a task.\n"


@pytest.mark.parametrize(
    ("words", "stdin", "said"),
    [
        ((), None, "give either a task or --file"),
        ((TASK, "--file", "-"), "{}", "give either a task or --file"),
        ((TASK,), None, "how did it go?"),
        ((TASK, "--outcome", "fine"), None, "SUCCESS, PARTIAL, FAILURE"),
        ((" ", "--outcome", "success"), None, "an attempt without a task"),
        (("--file", "-", "--lesson", "x"), "{}", "give --file alone"),
        (("--file", "missing.json"), None, "cannot read missing.json"),
        (("--file", "-"), "", "no attempt in -"),
        (("--file", "-"), "\n[1]", "line 2: not a JSON object"),
        (("--file", "-"), '{"outcome": "success"}', "line 1: 'task' is missing"),
        (("--file", "-"), '{"task": "x", "outcome": "success", "steps": [1]}', "a step is a text"),
        (("--file", "-"), '{"task": 1, "outcome": "success"}', "'task' is not of the right kind"),
        (("--file", "-"), '{"task": "x", "outcome": "success", "at": 1}', "unknown 'at'"),
        (("--file", "-"), '{"task": "x", "outcome": "success", "score": 2}', "line 1: score 2"),
    ],
)
def test_what_makes_no_sense_is_refused_with_what_to_mend(
    shell: Shell, words: tuple[str, ...], stdin: str | None, said: str
) -> None:
    done = shell.run("record", *words, stdin=stdin)

    assert done.exit_code == 2
    assert said in done.stderr


def test_advice_needs_a_memory(shell: Shell) -> None:
    assert shell.run("advise", TASK).exit_code == 3
