"""Where settings come from, which wins, and what is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from quipu.api.settings import Settings, described, load_settings
from quipu.schema.errors import Invalid


def test_defaults_need_no_file_and_no_environment(tmp_path: Path) -> None:
    settings = load_settings({}, {"XDG_DATA_HOME": "/data"}, folder=tmp_path)

    assert settings.database == Path("/data/quipu/memory.db")
    assert (settings.engine, settings.tenant, settings.host) == ("sqlite", "local", "127.0.0.1")
    assert set(settings.sources.values()) == {"default"}


def test_a_flag_wins_over_the_environment_and_that_over_the_file(tmp_path: Path) -> None:
    (tmp_path / "quipu.toml").write_text("port = 1\ntenant = 'file'\n[worker]\npoll_seconds = 1\n")
    environment = {"QUIPU_PORT": "2", "QUIPU_WORKER__POLL_SECONDS": "2.5"}

    settings = load_settings({"port": 3, "tenant": None}, environment, folder=tmp_path)

    assert (settings.port, settings.tenant, settings.worker_poll_seconds) == (3, "file", 2.5)
    assert settings.sources["port"] == "flag"
    assert settings.sources["worker.poll_seconds"] == "environment QUIPU_WORKER__POLL_SECONDS"
    assert settings.sources["tenant"] == f"file {tmp_path / 'quipu.toml'}"


def test_the_file_can_be_named(tmp_path: Path) -> None:
    (tmp_path / "other.toml").write_text("port = 7")

    by_flag = load_settings({}, {}, folder=tmp_path, config=Path("other.toml"))
    by_variable = load_settings({}, {"QUIPU_CONFIG": "other.toml"}, folder=tmp_path)

    assert (by_flag.port, by_variable.port) == (7, 7)


def test_paths_are_meant_from_the_working_folder(tmp_path: Path) -> None:
    settings = load_settings({"database": "a.db", "ontology": "o.toml"}, {}, folder=tmp_path)
    in_memory = load_settings({"database": ":memory:"}, {}, folder=tmp_path)

    assert settings.database == tmp_path / "a.db"
    assert settings.ontology == tmp_path / "o.toml"
    assert in_memory.is_in_memory


@pytest.mark.parametrize(
    ("file", "environment", "message"),
    [
        ("prot = 1", {}, "unknown setting 'prot' from file .*did you mean port"),
        ("[worker]\npoll = 1", {}, "unknown setting 'worker.poll'"),
        ("", {"QUIPU_TENNANT": "a"}, "unknown setting 'tennant' from environment QUIPU_TENNANT"),
        ("port = 'many'", {}, "bad value 'many' for setting 'port'"),
        ("port = true", {}, "bad value True for setting 'port'"),
        ("tenant = 1", {}, "bad value 1 for setting 'tenant'"),
        ("port = 70000", {}, "port 70000 is out of range"),
        ("engine = 'oracle'", {}, "engine 'oracle' is unknown"),
        ("log_level = 'loud'", {}, "log_level 'loud' is unknown"),
        ("[auth]\nalgorithms = ['HS256']", {}, "HS256.*not accepted"),
        ("[auth]\nissuer = 'https://id.example'", {}, "without auth.audience"),
        ("[http]\norigins = 'pages.example'", {}, "no origin"),
        ("[http]\nhosts = 1", {}, "bad value 1 for setting 'http.hosts'"),
        ("", {"QUIPU_LIMITS__COST_PER_MINUTE": "-1"}, "limits.cost_per_minute is -1 "),
        ("[limits]\nwaiting_calls = -3", {}, "limits.waiting_calls is -3 "),
        ("[limits]\nstreams_per_caller = 0", {}, "limits.streams_per_caller is 0 "),
        ("= 1", {}, "not valid TOML"),
    ],
)
def test_what_makes_no_sense_is_named(
    tmp_path: Path, file: str, environment: dict[str, str], message: str
) -> None:
    (tmp_path / "quipu.toml").write_text(file)

    with pytest.raises(Invalid, match=message):
        load_settings({}, environment, folder=tmp_path)


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(Invalid, match=r"cannot read settings file .*missing\.toml"):
        load_settings({}, {}, folder=tmp_path, config=Path("missing.toml"))


def test_every_setting_is_described_with_its_place() -> None:
    rows = described(Settings())

    assert all(row.meaning for row in rows)
    assert {"port", "worker.lease_seconds"} <= {row.key for row in rows}
    assert "QUIPU_WORKER__LEASE_SECONDS" in {row.environment_name for row in rows}


def test_a_neo4j_is_named_by_its_settings_and_its_password_is_never_shown(tmp_path: Path) -> None:
    environment = {
        "QUIPU_ENGINE": "neo4j",
        "QUIPU_NEO4J__URI": "bolt://example:7687",
        "QUIPU_NEO4J__USER": "ann",
        "QUIPU_NEO4J__PASSWORD": "s3cret",
        "QUIPU_NEO4J__DATABASE": "memory",
    }
    settings = load_settings({}, environment, folder=tmp_path)
    assert (settings.engine, settings.neo4j_uri) == ("neo4j", "bolt://example:7687")
    assert (settings.neo4j_user, settings.neo4j_database) == ("ann", "memory")
    assert settings.neo4j_password == "s3cret"
    assert "s3cret" not in repr(settings) + repr(described(settings))
