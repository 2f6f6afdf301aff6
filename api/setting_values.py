"""Values of settings as they stand in files and variables, turned into what they are to be."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from quipu.schema.errors import Invalid


def named(key: str, meaning: str) -> dict[str, str]:
    """The metadata of the field of a setting: its dotted key, and what it means."""
    return {"key": key, "meaning": meaning}


def read_toml(path: Path) -> dict[str, object]:
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except OSError as error:
        raise Invalid(f"cannot read settings file {path}: {error.strerror}") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise Invalid(f"settings file {path} is not valid TOML: {error}") from error


def flat(document: Mapping[str, object], above: str = "") -> Iterator[tuple[str, object]]:
    for key, value in document.items():
        if isinstance(value, dict):
            yield from flat(value, f"{above}{key}.")
        else:
            yield above + key, value


def _path(value: object, folder: Path) -> Path:
    if not isinstance(value, str | Path) or not str(value):
        raise ValueError("not a path")
    path = Path(value)
    return path if str(path) == ":memory:" else folder / path.expanduser()


def _text(value: object, _: Path) -> str:
    if not isinstance(value, str):
        raise TypeError("not text")
    return value


def _whole(value: object, _: Path) -> int:
    if isinstance(value, bool) or not isinstance(value, int | str):
        raise TypeError("not a whole number")
    return int(value)


def _number(value: object, _: Path) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        raise TypeError("not a number")
    return float(value)


def _texts(value: object, _: Path) -> tuple[str, ...]:
    """A list, or text with commas: the environment knows no lists."""
    parts = value.split(",") if isinstance(value, str) else value
    if not isinstance(parts, list | tuple) or not all(isinstance(one, str) for one in parts):
        raise TypeError("not a list of texts")
    return tuple(part.strip() for part in parts if part.strip())


def _flag(value: object, _: Path) -> bool:
    """`true` or `false`, as text where it comes from the environment."""
    said = str(value).lower()
    if said not in ("true", "false"):
        raise ValueError("neither true nor false")
    return said == "true"


READERS: dict[str, Callable[[object, Path], object]] = {
    "str": _text,
    "int": _whole,
    "bool": _flag,
    "float": _number,
    "tuple[str, ...]": _texts,
    "Path": _path,
    "Path | None": _path,
}


def default_database(environment: Mapping[str, str]) -> Path:
    """Where the XDG base directory rules put a user's data."""
    base = environment.get("XDG_DATA_HOME") or str(Path.home() / ".local" / "share")
    return Path(base) / "quipu" / "memory.db"


def one_of(key: str, value: str, allowed: tuple[str, ...]) -> None:
    if value not in allowed:
        raise Invalid(f"{key} {value!r} is unknown", hint=f"one of {', '.join(allowed)}")


def between(key: str, value: float, low: float, high: float) -> None:
    if not low <= value <= high:
        raise Invalid(f"{key} {value!r} is out of range", hint=f"{low} to {high}")
