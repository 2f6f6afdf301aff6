"""Every setting: default, meaning, environment name; and where each value came from.

Later ones win: defaults < TOML file < environment < flags. A setting is known by its dotted key:
`worker.lease_seconds` is `lease_seconds` under `[worker]` in `quipu.toml`, the variable
`QUIPU_WORKER__LEASE_SECONDS`, and the flag of that name. An unknown key is refused anywhere.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path

from quipu.api.access.choices import check_access
from quipu.api.model_choices import ModelSettings, check_models
from quipu.api.setting_values import (
    READERS,
    between,
    default_database,
    flat,
    named,
    one_of,
    read_toml,
)
from quipu.schema.errors import Invalid

FILE_NAME = "quipu.toml"
PREFIX = "QUIPU_"
CONFIG_VARIABLE = "QUIPU_CONFIG"  # names the TOML file; not a setting itself
_NOT_SETTINGS = (CONFIG_VARIABLE, "QUIPU_TEST_", "QUIPU_JAVA_")  # the others are for our tests
DEFAULT = "default"
LOOPBACK = ("127.0.0.1", "localhost", "::1")
_ENGINES = ("sqlite", "neo4j")
_SECRETS = ("neo4j.password", "model.key", "embedder.key", "reranker.key")  # never shown
_LEVELS = ("debug", "info", "warning", "error")


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings(ModelSettings):
    """What can be chosen. Read once, in `assemble`; the parts receive what they need of it."""

    engine: str = field(
        default="sqlite", metadata=named("engine", "where memory is kept: sqlite or neo4j")
    )
    database: Path = field(
        default=Path("memory.db"),
        metadata=named("database", "file of the memory; in the user's data folder unless given"),
    )
    tenant: str = field(
        default="local",
        metadata=named("tenant", "tenant of callers without a credential"),
    )
    host: str = field(
        default="127.0.0.1",
        metadata=named("host", "address to listen on; beyond loopback only with credentials"),
    )
    port: int = field(default=8321, metadata=named("port", "port to listen on; 0 takes a free one"))
    neo4j_uri: str = field(
        default="bolt://127.0.0.1:7687", metadata=named("neo4j.uri", "address of the Neo4j")
    )
    neo4j_user: str = field(
        default="", metadata=named("neo4j.user", "who we are there; without one it asks for none")
    )
    neo4j_password: str = field(
        default="", repr=False, metadata=named("neo4j.password", "password of that user")
    )
    neo4j_database: str = field(
        default="neo4j", metadata=named("neo4j.database", "database within the Neo4j")
    )
    ontology: Path | None = field(
        default=None, metadata=named("ontology", "TOML file that extends the predicates")
    )
    log_level: str = field(
        default="info", metadata=named("log_level", "debug, info, warning or error")
    )
    embedder_threads: int = field(
        default=2, metadata=named("embedder.threads", "threads of the embedding model")
    )
    embedder_cache_entries: int = field(
        default=20_000,
        metadata=named("embedder.cache_entries", "texts whose vectors are kept in memory"),
    )
    worker_batch_episodes: int = field(
        default=64,
        metadata=named("worker.batch_episodes", "episodes settled together in one round"),
    )
    worker_lease_seconds: float = field(
        default=20.0,
        metadata=named("worker.lease_seconds", "after this time another worker may take work over"),
    )
    worker_poll_seconds: float = field(
        default=0.5,
        metadata=named("worker.poll_seconds", "how often to look for work of other processes"),
    )
    worker_late_seconds: float = field(
        default=300.0,
        metadata=named("worker.late_seconds", "work that waits for longer is warned of in /readyz"),
    )
    live_poll_seconds: float = field(
        default=1.0,
        metadata=named(
            "live.poll_seconds", "how often subscriptions look for other processes' changes"
        ),
    )
    sources: Mapping[str, str] = field(default_factory=dict)  # key → where its value came from

    def __post_init__(self) -> None:
        one_of("engine", self.engine, _ENGINES)
        one_of("log_level", self.log_level, _LEVELS)
        between("port", self.port, 0, 65535)
        between("embedder.threads", self.embedder_threads, 1, 256)
        between("embedder.cache_entries", self.embedder_cache_entries, 1, 10_000_000)
        between("worker.batch_episodes", self.worker_batch_episodes, 1, 10_000)
        between("worker.lease_seconds", self.worker_lease_seconds, 1, 86_400)
        between("worker.poll_seconds", self.worker_poll_seconds, 0.01, 3_600)
        between("worker.late_seconds", self.worker_late_seconds, 1, 86_400)
        between("live.poll_seconds", self.live_poll_seconds, 0.05, 60)
        check_access(self)
        check_models(self)

    @property
    def is_in_memory(self) -> bool:
        return str(self.database) == ":memory:"

    @property
    def memory_place(self) -> str:
        """Where the memory is, for people: a file or an address."""
        return str(self.database) if self.engine == "sqlite" else self.neo4j_uri


@dataclass(frozen=True, slots=True)
class SettingRow:
    """One setting as `quipu config` shows it."""

    key: str
    value: object
    source: str
    environment_name: str
    meaning: str


def load_settings(
    flags: Mapping[str, object],
    environment: Mapping[str, str],
    *,
    folder: Path,
    config: Path | None = None,
) -> Settings:
    """Settings from all four places. `flags` has dotted keys; None means that it was not given.

    The TOML file is `config`, else the one that QUIPU_CONFIG names, else `quipu.toml` in `folder`.
    Raises Invalid naming the key, the value and where it came from.
    """
    values: dict[str, object] = {"database": default_database(environment)}
    sources = dict.fromkeys(_FIELDS, DEFAULT)
    for source, key, value in _layers(flags, environment, folder, config):
        if key not in _FIELDS:
            raise Invalid(f"unknown setting {key!r} from {source}", hint=_near(key))
        values[_FIELDS[key]] = _coerced(key, value, source, folder)
        sources[key] = source
    return Settings(**values, sources=sources)  # type: ignore[arg-type]


def described(settings: Settings) -> list[SettingRow]:
    """Every setting with its value, where the value came from, and what it means."""
    return [
        SettingRow(
            key=key,
            value=_shown(key, getattr(settings, name)),
            source=settings.sources.get(key, DEFAULT),
            environment_name=environment_name(key),
            meaning=_META[name]["meaning"],
        )
        for key, name in _FIELDS.items()
    ]


def _shown(key: str, value: object) -> object:
    return "(set)" if key in _SECRETS and value else value


def environment_name(key: str) -> str:
    return PREFIX + key.replace(".", "__").upper()


_META: dict[str, Mapping[str, str]] = {
    entry.name: entry.metadata for entry in fields(Settings) if "key" in entry.metadata
}
_FIELDS = {metadata["key"]: name for name, metadata in _META.items()}
_TYPES = {entry.metadata["key"]: str(entry.type) for entry in fields(Settings) if entry.metadata}


def _layers(
    flags: Mapping[str, object],
    environment: Mapping[str, str],
    folder: Path,
    config: Path | None,
) -> Iterator[tuple[str, str, object]]:
    """Every value given anywhere as (source, key, value), weakest source first."""
    path = _config_path(environment, folder, config)
    if path is not None:
        for key, value in flat(read_toml(path)):
            yield f"file {path}", key, value
    for name in sorted(environment):
        if name.startswith(PREFIX) and not name.startswith(_NOT_SETTINGS):
            key = name.removeprefix(PREFIX).replace("__", ".").lower()
            yield f"environment {name}", key, environment[name]
    for key, value in flags.items():
        if value is not None:
            yield "flag", key, value


def _config_path(environment: Mapping[str, str], folder: Path, config: Path | None) -> Path | None:
    named = config or (
        Path(environment[CONFIG_VARIABLE]) if CONFIG_VARIABLE in environment else None
    )
    if named is not None:
        return folder / named.expanduser()
    found = folder / FILE_NAME
    return found if found.is_file() else None


def _coerced(key: str, value: object, source: str, folder: Path) -> object:
    """The value as its type, from text where it comes from the environment."""
    try:
        return READERS[_TYPES[key]](value, folder)
    except (TypeError, ValueError) as error:
        raise Invalid(f"bad value {value!r} for setting {key!r} from {source}") from error


def _near(key: str) -> str:
    names = difflib.get_close_matches(key, _FIELDS, n=3, cutoff=0.5)
    return f"did you mean {' or '.join(names)}?" if names else f"one of {', '.join(_FIELDS)}"
