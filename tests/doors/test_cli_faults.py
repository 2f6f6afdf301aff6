"""What the command line answers when it is asked wrongly: one line, and an exit code."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from quipu.api.cli.main import app


@pytest.fixture(autouse=True)
def _own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No setting of the developer's machine reaches a test."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("QUIPU_CONFIG", raising=False)


def run(*words: str, **environment: str) -> Result:
    return CliRunner().invoke(app, list(words), env=environment)


def fault_of(result: Result) -> str:
    """The one line on stderr; a traceback would be more."""
    [line] = result.stderr.splitlines()
    return line


@pytest.mark.parametrize(
    ("words", "exit_code", "said"),
    [
        (["ingest", "none.jsonl"], 3, "error [NOT_FOUND]: no file or folder none.jsonl"),
        (["ingest", "notes.pdf"], 2, "error [BAD_USER_INPUT]: cannot read notes.pdf"),
        (["ingest", "chat.jsonl", "--at", "soon"], 2, "not a date: 'soon'"),
        (["search", "hi"], 3, "`quipu ingest` makes one"),
        (["search", "hi", "--as-of", "31/05/2024"], 2, "not a date: '31/05/2024'"),
        (["explain", "fa_1"], 3, "no memory at"),
        (["serve", "--host", "0.0.0.0"], 2, "is not loopback"),
        (["serve", "--port", "70000"], 2, "port 70000 is out of range"),
        (["bench", "temporal", "none.json", "--out", "p.json"], 3, "no file none.json"),
        (["search", "x", "--engine", "neo4j", "--neo4j-uri", "http://x"], 2, "no address"),
        (["status", "--config", "none.toml"], 2, "cannot read settings file"),
        (["keys", "create", "k", "--user", ""], 2, "an empty user (name one, or leave user out"),
        (["keys", "create", "k", "--tenant", " "], 2, "an empty tenant"),
        (["keys", "create", "k", "--expires", ""], 2, "not a date: ''"),
        (["demo", "--database", "x/y.txt/z"], 5, "cannot make the folder"),
    ],
)
def test_a_fault_is_one_line_and_an_exit_code(
    tmp_path: Path, words: list[str], exit_code: int, said: str
) -> None:
    for name in ("notes.pdf", "chat.jsonl", "x"):
        (tmp_path / name).touch()
    result = run(*words)
    assert result.exit_code == exit_code
    assert said in fault_of(result)
    assert fault_of(result).startswith("error [")


@pytest.mark.parametrize(
    ("words", "code", "message", "hint", "is_retryable"),
    [
        (["search", "hi"], "NOT_FOUND", "no memory at", "`quipu ingest` makes one", False),
        (["ingest", "none.jsonl"], "NOT_FOUND", "no file or folder none.jsonl", "", False),
        (["status", "--database", "x"], "BAD_USER_INPUT", "x is a folder", "memory.db", False),
        (["retract", "ep_1", "--reason", "r"], "NOT_FOUND", "no memory at", "ingest", False),
        (["ingest", "bad.jsonl"], "BAD_USER_INPUT", "nothing could be used of", "above", False),
        (["ingest", "bad.jsonl", "--database", "bad.jsonl/m"], "UNAVAILABLE", "folder", "", True),
    ],
)
def test_with_json_a_fault_is_json_on_the_last_line_of_stderr(
    tmp_path: Path, words: list[str], code: str, message: str, hint: str, is_retryable: bool
) -> None:
    (tmp_path / "x").mkdir()
    (tmp_path / "bad.jsonl").write_text("nonsense\n")

    told = json.loads(run(*words, "--json").stderr.splitlines()[-1])["error"]

    assert told.keys() == {"code", "message", "hint", "retryable"}
    assert (told["code"], told["retryable"]) == (code, is_retryable)
    assert message in told["message"]
    assert hint in told["hint"]


def test_a_file_of_which_nothing_can_be_used_is_bad_input(tmp_path: Path) -> None:
    (tmp_path / "bad.jsonl").write_text("nonsense\n" * 3)
    (tmp_path / "chat.jsonl").write_text('{"text": "Hi"}\nnonsense\n')
    assert run("ingest", "bad.jsonl").exit_code == 2
    assert run("ingest", "chat.jsonl").exit_code == 0


def test_asking_is_not_said_to_make_a_memory() -> None:
    assert "made" not in run("ask", "--help").stdout


def test_an_unknown_setting_is_refused_wherever_it_comes_from(tmp_path: Path) -> None:
    (tmp_path / "quipu.toml").write_text("[worker]\nlease_secnds = 3\n")
    from_file = run("status")
    assert from_file.exit_code == 2
    assert "unknown setting 'worker.lease_secnds'" in fault_of(from_file)
    (tmp_path / "quipu.toml").unlink()
    from_environment = run("status", QUIPU_TENNANT="x")
    assert from_environment.exit_code == 2
    assert "unknown setting 'tennant'" in fault_of(from_environment)


def test_a_database_from_a_newer_version_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "m.db"
    (tmp_path / "chat.jsonl").write_text('{"text": "Hi"}')
    assert run("ingest", "chat.jsonl", "--database", str(path)).exit_code == 0
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("INSERT INTO migration VALUES (9999, 'later', '2030-01-01')")
        connection.commit()
    before = path.read_bytes()
    result = run("ingest", "chat.jsonl", "--database", str(path))
    assert result.exit_code == 2
    assert "the database is of version 9999" in fault_of(result)
    assert path.read_bytes() == before


def test_a_file_that_is_no_database_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "letter.db"
    path.write_text("Dear Maya, this is a letter and no database at all.")
    result = run("status", "--database", str(path))
    assert result.exit_code == 2
    assert path.read_text().startswith("Dear Maya")


def test_a_measurement_wants_a_fresh_file(tmp_path: Path) -> None:
    (tmp_path / "m.db").touch()
    result = run("bench", "temporal", "dev.json", "--out", "p.json", "--database", "m.db")
    assert result.exit_code == 4
    assert "m.db is there already" in fault_of(result)


@pytest.mark.parametrize("words", [["search"], ["search", "hi", "--bogus"], ["sing"]])
def test_wrong_usage_exits_with_two(words: list[str]) -> None:
    assert run(*words).exit_code == 2


@pytest.mark.parametrize("command", [[], ["ingest"], ["ask"], ["demo"], ["serve"], ["bench"]])
def test_every_command_explains_itself_and_its_exit_codes(command: list[str]) -> None:
    result = run(*command, "--help")
    assert result.exit_code == 0
    assert "Exit codes: 0 fine" in result.stdout


def test_the_version_is_told() -> None:
    assert run("--version").stdout.startswith("quipu ")


@pytest.mark.parametrize(
    "words",
    [
        ["demo"],
        ["serve"],
        ["worker"],
        ["migrate", "vectors"],
        ["export", "archive", "house.gz"],
        ["import", "archive", "house.gz"],
        ["keys", "list"],
        ["audit", "show"],
    ],
)
def test_what_is_about_everybody_cannot_be_asked_for_one(words: list[str]) -> None:
    result = run(*words, "--user", "maya")
    assert result.exit_code == 2
    assert "No such option" in result.stderr
    assert "--user" in result.stderr
