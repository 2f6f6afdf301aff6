"""`quipu config`: every setting with its value, where that came from, and no secret."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from quipu.api.cli.main import app
from quipu.api.settings import Settings, described


@pytest.fixture(autouse=True)
def _own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("QUIPU_CONFIG", raising=False)


def shown(*words: str, **environment: str) -> str:
    return CliRunner().invoke(app, ["config", *words], env=environment).stdout


def test_every_setting_is_shown_with_where_it_came_from(tmp_path: Path) -> None:
    (tmp_path / "quipu.toml").write_text("port = 9000\n[http]\nhosts = ['memory.example']\n")
    lines = shown("--database", "a.db", QUIPU_WORKER__LATE_SECONDS="60").splitlines()
    toml = tmp_path / "quipu.toml"
    assert f"port = 9000  (file {toml})" in lines
    assert f'http.hosts = ["memory.example"]  (file {toml})' in lines
    assert "worker.late_seconds = 60.0  (environment QUIPU_WORKER__LATE_SECONDS)" in lines
    assert len(lines) == 2 * len(described(Settings()))


def test_a_secret_is_not_shown_though_that_it_is_set_is() -> None:
    for form in ((), ("--json",)):
        said = shown(*form, QUIPU_MODEL__KEY="s3cret")
        assert "s3cret" not in said
        assert "(set)" in said


def test_settings_are_had_as_json() -> None:
    rows = {row["key"]: row for row in json.loads(shown("--json"))}
    assert rows["port"] == {
        "key": "port",
        "value": 8321,
        "source": "default",
        "environmentName": "QUIPU_PORT",
        "meaning": "port to listen on; 0 takes a free one",
    }
