"""A language model at the command line: chosen, counted, and made up for."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from model_endpoint import ModelEndpoint, reading_by, refused, said
from model_stories import told
from quipu.api.cli.main import app

SAID = '{"text": "I live in Oslo.", "speaker": "Maya", "at": "2024-01-01T00:00:00Z"}\n'


@pytest.fixture
def run(tmp_path: Path, endpoint: ModelEndpoint):
    (tmp_path / "chat.jsonl").write_text(SAID)
    (tmp_path / "key").write_text("sesame\n")
    (tmp_path / "quipu.toml").write_text(
        f'database = "{tmp_path / "m.db"}"\n'
        f'[model]\naddress = "{endpoint.address}"\nname = "scripted"\n'
        f'key_file = "{tmp_path / "key"}"\n'
    )

    def invoke(*words: str) -> Result:
        return CliRunner().invoke(app, [*words, "--config", str(tmp_path / "quipu.toml")])

    return invoke


def test_a_model_that_fails_is_made_up_for_and_asked_again_later(
    run, endpoint: ModelEndpoint, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    endpoint.answers(refused(500))
    assert run("ingest", str(tmp_path / "chat.jsonl"), "--reader", "model").exit_code == 0
    status = run("status")
    assert "1 text read by the local reader, for a model that did not answer" in status.stdout
    assert endpoint.keys[0] == "Bearer sesame"

    endpoint.answers(reading_by({"I live in Oslo.": [told("Maya", "lives in", "Oslo")]}))
    monkeypatch.setenv("QUIPU_READER", "model")
    again = run("reread", "--failed")
    assert again.stdout.startswith("1 text read again, 0 still waiting;"), again.stderr
    counted = json.loads(run("status", "--json").stdout)
    assert counted["stoodIn"] == 0
    assert [(row["model"], row["calls"]) for row in counted["models"]] == [("scripted", 1)]
    assert "scripted: 1 call and 110 tokens today" in run("status").stdout
    assert run("ask", "Where does Maya live?").stdout.startswith("Oslo")


_WITHOUT_THE_EXTRA = """
import sys
sys.modules["openai"] = None
from quipu.api.cli.main import run
run()
"""


def test_where_the_extra_is_missing_texts_wait_for_it(
    run, endpoint: ModelEndpoint, tmp_path: Path
) -> None:
    words = ("ingest", str(tmp_path / "chat.jsonl"), "--reader", "model")
    config = ("--config", str(tmp_path / "quipu.toml"))
    bare = [sys.executable, "-c", _WITHOUT_THE_EXTRA, *words, *config]
    done = subprocess.run(bare, capture_output=True, text=True, check=False, timeout=120)
    assert (done.returncode, "quipu-memory[openai]" in done.stderr) == (5, True)
    endpoint.answers(reading_by({"I live in Oslo.": [told("Maya", "lives in", "Oslo")]}))
    assert run(*words).exit_code == 0
    assert run("ask", "Where does Maya live?").stdout.startswith("Oslo")


def test_a_model_rules_on_likely_names_and_leaves_what_it_cannot_tell(
    run, endpoint: ModelEndpoint, tmp_path: Path
) -> None:
    for number, text in enumerate(["John Smith lives in Oslo.", "J. Smith lives in Oslo."]):
        (tmp_path / f"{number}.txt").write_text(text)
        assert run("ingest", str(tmp_path / f"{number}.txt")).exit_code == 0
    endpoint.answers(refused(500))
    left = run("review", "--ask-model")
    assert "asked about 1, decided 0, left to you 1" in left.stdout, left.stderr
    endpoint.answers(said({"answer": "same", "because": "one home"}))
    assert json.loads(run("review", "--ask-model", "--json").stdout)["decided"] == 1
    assert "DECIDED by scripted/who-1: SAME" in run("review", "--all").stdout
    assert "nothing waits" in run("review").stdout


def test_a_consolidation_asks_the_model_where_the_settings_say_so(
    run, endpoint: ModelEndpoint, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number, text in enumerate(["John Smith lives in Oslo.", "J. Smith lives in Oslo."]):
        (tmp_path / f"{number}.txt").write_text(text)
        assert run("ingest", str(tmp_path / f"{number}.txt")).exit_code == 0
    assert json.loads(run("consolidate", "--json").stdout)["ruled"] is None
    monkeypatch.setenv("QUIPU_MODEL__PAIRS", "5")
    endpoint.answers(said({"answer": "perhaps"}))
    babbled = run("consolidate")
    assert "the model was asked about 1, decided 0" in babbled.stdout, babbled.stderr
    assert "J. Smith" in run("review").stdout
    endpoint.answers(said({"answer": "same", "because": "one home"}))
    assert json.loads(run("consolidate", "--json").stdout)["ruled"] == 1
    assert "DECIDED by scripted/who-1: SAME" in run("review", "--all").stdout


@pytest.mark.parametrize(
    ("words", "problem"),
    [
        (["reread"], "quipu reread --failed"),
        (["reread", "--failed"], "no model to read with"),
        (["ingest", ".", "--reader", "oracle"], "reader 'oracle' is unknown"),
    ],
)
def test_what_cannot_be_is_said(run, words: list[str], problem: str, tmp_path: Path) -> None:
    (tmp_path / "m.db").touch()
    done = run(*words)
    assert done.exit_code == 2
    assert problem in done.stderr


def test_a_model_without_a_name_is_refused_before_anything_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "chat.jsonl").write_text(SAID)
    monkeypatch.setenv("QUIPU_DATABASE", str(tmp_path / "m.db"))
    words = ["ingest", str(tmp_path / "chat.jsonl"), "--reader", "both"]
    done = CliRunner().invoke(app, words)
    assert done.exit_code == 2
    assert "model.address is not set" in done.stderr


def test_a_memory_moves_to_another_embedder(
    run, endpoint: ModelEndpoint, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    endpoint.embedding_script = lambda asked: None
    assert run("ingest", str(tmp_path / "chat.jsonl")).exit_code == 0
    monkeypatch.setenv("QUIPU_EMBEDDER__KIND", "remote")
    monkeypatch.setenv("QUIPU_EMBEDDER__NAME", "scripted")
    monkeypatch.setenv("QUIPU_EMBEDDER__DIMENSIONS", str(endpoint.dimensions))
    refused_first = run("status")
    assert refused_first.exit_code == 2
    assert "quipu migrate vectors" in refused_first.stderr

    done = run("migrate", "vectors")
    assert done.exit_code == 0, done.stderr
    assert "2 vectors computed anew" in done.stdout
    assert run("ask", "Where does Maya live?").stdout.startswith("Oslo")
    assert "Oslo" in run("search", "home").stdout
